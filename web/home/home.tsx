// What does a person see first? What is new, what is on the way, the find box, the next visit, and everything there is.
import type { HomePage, KindCount, ListRow } from '#chart'
import { Acts, Contents, type ContentsEntry, Disclosure, Find, LinkButton, Notice, QuickLinks, Row, Rows, RowActions, Section, SideSection, type Source, Sources } from '#parts'
import { type PageRoute, type RecordContext, page } from '#web'
import type { RecordKind } from '../../contract/record-kinds.ts'
import { freshness, nearDate, weekdayAndTime } from '../../words/en/dates.ts'
import { home } from '../../words/en/home.ts'
import { find, lists } from '../../words/en/results.ts'
import { absenceText } from '../../words/en/absences.ts'
import { type Moved, MovedNotes, movedFor } from '../find/merger-note.tsx'
import { RecordFrame } from '../frame.tsx'
import { firstName } from '../names.ts'
import { recordHref, rowProps } from '../records/links.ts'
import { KindsWaiting, LateSources, PrivateNote, Ways, placeOf } from '../records/list-parts.tsx'

const newsShown = 6

function countOf(page: HomePage, kind: RecordKind): KindCount {
  return page.counts[kind] ?? { shown: 0, waiting: 0, active: 0, saidNone: 0, names: 0, first: null, last: null }
}

function contentsOf(page: HomePage): readonly ContentsEntry[] {
  const names = home.contentsNames
  const said = (count: number, waiting = 0) => (count > 0 ? String(count) : waiting > 0 ? home.waitingCount(waiting) : home.noneCount)
  const of = (kind: RecordKind) => countOf(page, kind)
  const [allergies, conditions] = [of('allergy'), of('condition')]
  const orNone = (one: typeof allergies) => (one.shown > 0 && one.saidNone === one.shown ? home.saidNone : said(one.shown - one.saidNone))
  return [
    { label: names.results, href: '/me/results', count: said(of('lab-result').shown, of('lab-result').waiting) },
    { label: names.imaging, href: '/me/imaging', count: said(of('imaging-report').shown, of('imaging-report').waiting) },
    { label: names.visits, href: '/me/visits', count: said(of('visit').shown) },
    { label: names.notes, href: '/me/notes', count: said(of('note').shown + of('visit-summary').shown) },
    { label: names.medicines, href: '/me/medicines', count: of('medicine').shown === 0 ? home.noneCount : home.nowCount(of('medicine').active) },
    { label: names.vaccines, href: '/me/vaccines', count: said(of('vaccine').shown) },
    { label: names.conditions, href: '/me/conditions', count: orNone(conditions) },
    { label: names.allergies, href: '/me/allergies', count: orNone(allergies) },
    { label: names.doctors, href: '/me/doctors', count: said(of('visit').names) },
    { label: names.appointments, href: '/me/appointments', count: said(of('appointment').shown) },
    ...(of('document').shown === 0 ? [] : [{ label: names.documents, href: '/me/documents', count: said(of('document').shown) }]),
    ...(of('vital-signs').shown === 0 ? [] : [{ label: names.vitals, href: '/me/vitals', count: said(of('vital-signs').shown) }]),
  ]
}

function Lede({ page, place }: { page: HomePage; place: ReturnType<typeof placeOf> }) {
  const { lede } = home
  const waiting = page.way.length + page.kindsWaiting.reduce((sum, one) => sum + (one.count ?? 0), 0)
  const fresh = page.since === null ? 0 : page.fresh.total
  return (
    <p class="lede">
      {fresh > 0 ? (
        <>
          {lede.have}
          <b>{lede.items(fresh)}</b>
          {lede.end}
        </>
      ) : page.since === null ? null : (
        lede.nothing(freshness(page.since, place.now, place.zone))
      )}
      {waiting > 0 && (
        <>
          {' '}
          <b>{lede.way(waiting)}</b>
          {lede.more(waiting)}
        </>
      )}
    </p>
  )
}

function FirstLook({ page }: { page: HomePage }) {
  const one = page.tryOne
  if (one === null) return null
  const heading = one.kind === 'lab-result' ? home.first.open : home.first.openNote
  return (
    <Notice
      kind="note"
      heading={one.named}
      actions={
        <LinkButton href={recordHref(one)} small>
          {heading}
        </LinkButton>
      }
    >
      <p>{home.first.openText}</p>
    </Notice>
  )
}

function News({ page, place }: { page: HomePage; place: ReturnType<typeof placeOf> }) {
  const rows = page.fresh.items.slice(0, newsShown)
  if (rows.length === 0) return null
  const more = page.fresh.items.length - rows.length
  return (
    <Section id="new" heading={page.firstVisit || page.since === null ? home.latest : home.newSince(nearDate(page.since, place.now, place.zone))} link={{ label: home.everything, href: '/me/timeline' }}>
      <Rows>
        {rows.map((row) => (
          <Row key={row.id} {...rowProps(row)} />
        ))}
      </Rows>
      {more > 0 && (
        <p class="mt4">
          <a href="/me/timeline">{home.seeMore(more)}</a>
        </p>
      )}
    </Section>
  )
}

/** More than these stand folded, so that the contents list is never far. */
const waysOpen = 4

function OnTheWay({ page, place }: { page: HomePage; place: ReturnType<typeof placeOf> }) {
  if (page.way.length === 0 && page.kindsWaiting.length === 0) return null
  return (
    <Section id="on-the-way" heading={absenceText.onTheWay}>
      {page.way.length > 0 && <Ways things={page.way.slice(0, waysOpen)} place={place} />}
      {page.way.length > waysOpen && (
        <Disclosure summary={home.seeMore(page.way.length - waysOpen)} wide>
          <Ways things={page.way.slice(waysOpen)} place={place} />
        </Disclosure>
      )}
      <KindsWaiting absences={page.kindsWaiting} place={place} />
    </Section>
  )
}

function NextVisit({ row, place }: { row: ListRow | null; place: ReturnType<typeof placeOf> }) {
  return (
    <SideSection id="next" heading={home.nextVisit}>
      {row === null ? (
        <p class="mute">{home.noNext}</p>
      ) : (
        <>
          <p>
            <b>{row.date === undefined ? row.when : weekdayAndTime(row.date, place.now, place.zone)}</b>
            <br />
            {[row.who, row.card.name].filter((part) => part !== undefined).join(', ')}
            {row.card.place !== undefined && (
              <>
                <br />
                <span class="mute">{row.card.place}</span>
              </>
            )}
          </p>
          <RowActions>
            <a href={recordHref(row)}>{home.details}</a>
          </RowActions>
        </>
      )}
    </SideSection>
  )
}

function lookedWords(lookers: HomePage['lookers']): string {
  const others = lookers.flatMap(({ actorRole, people }) => (actorRole in home.people && actorRole !== 'and' ? [home.people[actorRole as 'staff'](people)] : []))
  if (others.length > 0) return home.looked(others.length === 1 ? (others[0] ?? '') : `${others.slice(0, -1).join(', ')}${home.people.and}${others.at(-1)}`)
  return lookers.some((one) => one.actorRole === 'patient') ? home.onlyYou : home.nobody
}

function sourceLines(page: HomePage, place: ReturnType<typeof placeOf>): readonly Source[] {
  return page.fresh.sources.map((source) => {
    const when = source.lastReceived === null ? null : freshness(source.lastReceived, place.now, place.zone)
    const line = when === null ? home.nothingSent : source.down ? home.notReached(when) : source.incomplete ? home.notWhole(when) : home.upToDate(when)
    return { name: source.name, line, partial: source.down || source.incomplete || when === null }
  })
}

function Aside({ page, place }: { page: HomePage; place: ReturnType<typeof placeOf> }) {
  return (
    <>
      <NextVisit row={page.next} place={place} />
      {countOf(page, 'lab-result').shown > 0 && (
        <SideSection id="use" heading={home.use} noPrint>
          <Acts
            acts={[
              { label: home.useSheet, href: '/me/results.csv', icon: 'down' },
              { label: home.useAll, href: '/me/timeline', icon: 'folder' },
            ]}
          />
        </SideSection>
      )}
      <SideSection id="looked" heading={home.whoLooked}>
        <p>
          {lookedWords(page.lookers)} <a href="/me/access-log">{home.seeWho}</a>
        </p>
      </SideSection>
      {page.fresh.sources.length > 0 && (
        <SideSection id="sources" heading={home.sources}>
          <Sources sources={sourceLines(page, place)} />
        </SideSection>
      )}
    </>
  )
}

function HomeView({ page, moved, context }: { page: HomePage; moved: readonly Moved[]; context: RecordContext }) {
  const place = placeOf(page.places, context.now)
  const nothing = Object.values(page.counts).every((count) => count.shown === 0)
  // While something is late or missing, nothing here says that it is everything, or that there is nothing.
  const whole = page.fresh.sources.every((one) => !one.down && !one.incomplete)
  const contents = (
    <Section id="contents" heading={whole ? home.contents : home.contentsOpen} first>
      <Contents label={whole ? home.contents : home.contentsOpen} entries={contentsOf(page)} />
    </Section>
  )
  const name = firstName(page.places.charts[0]?.name ?? context.session.name)
  const find_ = <Find language="en" action="/me/find" token={context.formToken} label={find.label} hint={find.hint} />
  const quick = (
    <QuickLinks
      label={home.quick}
      links={[
        { label: lists.results.title, href: '/me/results' },
        { label: home.quickVisits, href: '/me/visits' },
        { label: lists.medicines.title, href: '/me/medicines' },
        { label: lists.appointments.title, href: '/me/appointments' },
      ]}
    />
  )
  return (
    <RecordFrame context={context} title={home.title} current="/me" aside={<Aside page={page} place={place} />} asideLabel={home.aside} after={page.firstVisit ? undefined : contents}>
      <h1>{page.firstVisit ? home.first.title : home.hello(name)}</h1>
      {page.firstVisit ? <p class="lede">{nothing && whole ? home.emptyText(page.places.first?.name ?? home.yourHospital) : home.first.lede(name)}</p> : <Lede page={page} place={place} />}
      <MovedNotes moved={moved} token={context.formToken} />
      <LateSources absences={page.fresh.absences} place={place} />
      {find_}
      {page.firstVisit && <FirstLook page={page} />}
      {page.firstVisit && !nothing ? <div class="mt6">{contents}</div> : quick}
      <News page={page} place={place} />
      {nothing && whole && !page.firstVisit && (
        <p class="mt5" data-absence="none-on-file">
          {home.emptyText(page.places.first?.name ?? home.yourHospital)}
        </p>
      )}
      <OnTheWay page={page} place={place} />
      <PrivateNote absences={page.fresh.absences} />
    </RecordFrame>
  )
}

export const homePage: PageRoute = page<'patient', { readonly page: HomePage; readonly moved: readonly Moved[] }>({
  path: '/me',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'read',
  async load(context) {
    const [loaded, moved] = await Promise.all([context.house.chart.home(context.viewer, context.session.startedAt), movedFor(context)])
    context.note({ patients: context.viewer.patientIds, count: loaded.fresh.items.length })
    return { page: loaded, moved }
  },
  view: (loaded, context) => <HomeView {...loaded} context={context as RecordContext} />,
})
