// Which visits were there, and what belongs to one? The After Visit Summary first, then why, notes, tests, pictures and the rest.
import { z } from 'zod'
import type { ListPage, ListRow, VisitPage } from '#chart'
import { AbsenceLine, Actions, Crumb, Docs, Filters, Found, LeadBox, LinkButton, Notice, PdfLink, Phones, Points, PrintButton, Quote, Row, RowActions, Rows, Section, SideSection } from '#parts'
import { type PageRoute, type RecordContext, page } from '#web'
import { refusalText } from '#words'
import { type RecordKind, kindNumber } from '../../contract/record-kinds.ts'
import { absenceText } from '../../words/en/absences.ts'
import { rangeInWords } from '../../words/en/dates.ts'
import { record as words } from '../../words/en/record.ts'
import { recordKindWords } from '../../words/en/record-kinds.ts'
import { lists } from '../../words/en/results.ts'
import { RecordFrame } from '../frame.tsx'
import { type DaysAsked, daysQuery, readDays } from './days-asked.ts'
import { pdfHref, recordHref, rowProps, shortLine, withQuery } from './links.ts'
import { AsOf, DatedRows, EmptyBox, KindsWaiting, LateSources, NotYet, Older, PrivateNote, Ways, placeOf } from './list-parts.tsx'
import { AboutBox, Files, History, Sections, Whence } from './record-parts.tsx'
import { zoneOf } from '../zone.ts'

type Loaded = { readonly list: ListPage; readonly days: DaysAsked; readonly after: string | undefined }

function VisitsView({ loaded, context }: { loaded: Loaded; context: RecordContext }) {
  const { list, days } = loaded
  const place = placeOf(list.places, context.now)
  const range = rangeInWords(days.from, days.to)
  const said = (code: DaysAsked['fromProblem']) => (code === undefined ? undefined : refusalText('en', code).title)
  return (
    <RecordFrame context={context} title={lists.visits.title} current="/me/visits">
      <h1>{lists.visits.title}</h1>
      {list.inAll > 0 && <p class="lede">{lists.visits.lede(recordKindWords.visit.counted(list.inAll), { first: list.first, last: list.last, now: context.now, zone: place.zone })}</p>}
      <LateSources absences={list.absences} place={place} />
      <Filters language="en" action="/me/visits" label={lists.visits.filter} from={days.from} to={days.to} fromError={said(days.fromProblem)} toError={said(days.toProblem)} button={lists.visits.show} />
      <p class="mt4">
        <a href="/me/notes">{lists.visits.notesLink}</a>
      </p>
      {range !== '' && list.items.length > 0 && <Found said={lists.visits.found(list.total, range)} clear={{ label: lists.results.clear(list.inAll), href: '/me/visits' }} />}
      <EmptyBox absences={list.absences} place={place} {...(range === '' ? {} : { heading: lists.visits.noneIn(range) })} filtered={{ label: lists.results.showAll(list.inAll), href: '/me/visits' }} />
      {byYear(list.items).map(({ year, rows }) => (
        <Section key={year} id={`year-${year}`} heading={year} group>
          <DatedRows rows={rows} />
        </Section>
      ))}
      <Older page={list} href={withQuery('/me/visits', { from: days.from, to: days.to, after: list.next ?? undefined })} soFar={loaded.after !== undefined} />
      <KindsWaiting absences={list.absences} place={place} />
      <PrivateNote absences={list.absences} />
      <AsOf list={list} place={place} />
    </RecordFrame>
  )
}

export function byYear(rows: readonly ListRow[]): readonly { readonly year: string; readonly rows: readonly ListRow[] }[] {
  const years = new Map<string, ListRow[]>()
  for (const row of rows) {
    const year = (row.day ?? row.date ?? '').slice(0, 4) || lists.timeline.undated
    years.set(year, [...(years.get(year) ?? []), row])
  }
  return [...years].map(([year, within]) => ({ year, rows: within }))
}

export const visitsPage: PageRoute = page<'patient', Loaded, z.ZodType<Record<string, string>>, typeof daysQuery>({
  path: '/me/visits',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'read',
  query: daysQuery,
  async load(context, { query }) {
    const zone = zoneOf(context)
    const days = readDays(query, context.now, zone)
    const list = await context.house.chart.list(context.viewer, { kinds: ['visit'], from: days.from, to: days.to, after: query.after })
    context.note({ patients: context.viewer.patientIds, recordKind: kindNumber('visit'), count: list.items.length })
    return { list, days, after: query.after }
  },
  view: (loaded, context) => <VisitsView loaded={loaded} context={context as RecordContext} />,
})

/** What is asked of the person, from the summary itself. */
function Summary({ visit, summary }: { visit: VisitPage; summary: ListRow }) {
  return (
    <LeadBox id="avs" heading={summary.title} href={recordHref(summary)} beside={<PdfLink language="en" href={pdfHref(summary)} of={summary.named} />}>
      {visit.asks.length > 0 && (
        <>
          <p class="meta">{lists.visits.asks}</p>
          <Points points={visit.asks} />
        </>
      )}
    </LeadBox>
  )
}

/** Absent papers are said, with what helps instead. */
function NoSummary({ visit, now }: { visit: VisitPage; now: Date }) {
  const place = placeOf(visit.places, now)
  return visit.absences.map((absence) => (
    <Notice key={absence.code} kind="note" heading={words.noSummary(absence.organization ?? '')} absence={absence.code}>
      <p>
        {visit.papers.some((row) => row.kind === 'note') ? `${words.noSummaryNext} ` : ''}
        {place.recordsPhone === null ? '' : <Phones text={words.noSummaryCall(place.recordsPhone)} />}
      </p>
    </Notice>
  ))
}

const asTests: readonly RecordKind[] = ['lab-result', 'questionnaire']
const asPictures: readonly RecordKind[] = ['imaging-report']
const asNotes: readonly RecordKind[] = ['note', 'vital-signs', 'document']

function Papers({ visit, kinds, id, heading }: { visit: VisitPage; kinds: readonly RecordKind[]; id: string; heading: string }) {
  const rows = visit.papers.filter((row) => kinds.includes(row.kind))
  if (rows.length === 0) return null
  const firstNote = rows.find((row) => row.kind === 'note')
  return (
    <Section id={id} heading={heading}>
      <Rows form="plain">
        {rows.map((row) => (
          <Row key={row.id} {...rowProps(row, { dated: false, withBy: row.kind === 'note' || row.kind === 'document' })}>
            {row === firstNote && visit.quote !== null ? <Quote>{visit.quote}</Quote> : null}
          </Row>
        ))}
      </Rows>
    </Section>
  )
}

function Others({ visit, kind, heading, all }: { visit: VisitPage; kind: RecordKind; heading: string; all?: { readonly label: string; readonly href: string } }) {
  const rows = visit.others.filter((row) => row.kind === kind)
  if (rows.length === 0) return null
  return (
    <Section id={`of-${kind}`} heading={heading} link={all}>
      <Rows form="plain">
        {rows.map((row) => (
          <Row key={row.id} {...rowProps(row, { dated: false, withBy: false })} />
        ))}
      </Rows>
    </Section>
  )
}

function VisitAside({ visit, waitingNames }: { visit: VisitPage; waitingNames: string }) {
  return (
    <>
      {visit.papers.length > 0 && (
        <SideSection id="docs" heading={lists.visits.fromThis}>
          <Docs docs={visit.papers.map((row) => ({ label: row.title, href: recordHref(row), line: shortLine(row) }))} />
          {visit.papers.length > 1 && (
            <RowActions>
              <LinkButton href={pdfHref(visit.row)} quiet small icon="down">
                {words.downloadAll(visit.papers.length)}
              </LinkButton>
            </RowActions>
          )}
          {waitingNames !== '' && <p class="small mute mt3">{lists.visits.notIn(waitingNames)}</p>}
        </SideSection>
      )}
      <AboutBox record={visit.record} heading={words.aboutVisit} />
      <Whence record={visit.record} />
      <Files record={visit.record} />
    </>
  )
}

function VisitView({ visit, context }: { visit: VisitPage; context: RecordContext }) {
  const place = placeOf(visit.places, context.now)
  const summary = visit.papers.find((row) => row.kind === 'visit-summary')
  const waitingPictures = visit.notYet.filter((one) => one.imaging)
  const waitingOthers = visit.notYet.filter((one) => !one.imaging)
  const names = visit.notYet
    .map((one) => one.absence.what ?? '')
    .filter((name) => name !== '')
    .join(', ')
  const { record } = visit
  return (
    <RecordFrame context={context} title={`${record.title}, ${record.when}`} current="/me/visits" within crumb={<Crumb label={lists.backTo.visits} href="/me/visits" />} aside={<VisitAside visit={visit} waitingNames={names} />} asideLabel={lists.visits.fromThis}>
      <h1>{record.title}</h1>
      <p class="sub">{[record.when, record.subtitle, visit.row.organization].filter((part) => part !== undefined && part !== '').join('. ')}</p>
      {record.notice !== undefined && <Notice kind="note" heading={record.notice} />}
      <Actions>
        <LinkButton href={pdfHref(visit.row)} icon="down" of={visit.row.named}>
          {visit.papers.length > 1 ? words.downloadAllShort(visit.papers.length) : words.download}
        </LinkButton>
        <PrintButton language="en" />
      </Actions>
      {summary === undefined ? <NoSummary visit={visit} now={context.now} /> : <Summary visit={visit} summary={summary} />}
      <Sections sections={record.sections.map((section) => (section.heading === words.reasons ? { ...section, heading: lists.visits.why } : section))} />
      <Papers visit={visit} kinds={asNotes} id="notes" heading={visit.papers.some((row) => row.kind === 'note' || row.kind === 'document') ? recordKindWords.note.inVisit : lists.visits.measured} />
      <Papers visit={visit} kinds={asTests} id="tests" heading={recordKindWords['lab-result'].inVisit} />
      <NotYet id="tests-not-yet" things={waitingOthers} place={place} heading={absenceText.notFromVisit} />
      <Papers visit={visit} kinds={asPictures} id="pictures" heading={recordKindWords['imaging-report'].inVisit} />
      {waitingPictures.length > 0 && (
        <Section id="pictures-not-yet" heading={absenceText.picturesNotYet}>
          <Ways things={waitingPictures} place={place} />
        </Section>
      )}
      {(visit.papers.some((row) => row.kind === 'imaging-report') || waitingPictures.length > 0) && (
        <AbsenceLine code="not-online">
          {words.picturesAway} {place.recordsPhone === null ? '' : <Phones text={words.picturesCopy(place.recordsPhone)} />}
        </AbsenceLine>
      )}
      <Others visit={visit} kind="medicine" heading={lists.visits.changed} all={{ label: lists.visits.allOf.medicine, href: '/me/medicines' }} />
      <Others visit={visit} kind="vaccine" heading={recordKindWords.vaccine.heading} all={{ label: lists.visits.allOf.vaccine, href: '/me/vaccines' }} />
      <Papers visit={visit} kinds={['procedure']} id="procedures" heading={recordKindWords.procedure.heading} />
      <Others visit={visit} kind="condition" heading={recordKindWords.condition.heading} />
      <Others visit={visit} kind="allergy" heading={recordKindWords.allergy.heading} />
      <Others visit={visit} kind="order" heading={recordKindWords.order.inVisit} />
      <Others visit={visit} kind="appointment" heading={lists.visits.next} />
      <History record={record} />
    </RecordFrame>
  )
}

const one = z.object({ id: z.string().max(60) })

export const visitPage: PageRoute = page<'patient', VisitPage, typeof one>({
  path: '/me/visits/:id',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-viewed',
  rate: 'read',
  params: one,
  async load(context, { params }) {
    const visit = await context.house.chart.visit(context.viewer, params.id)
    context.note({ patient: visit.row.patient, record: visit.row.id, recordKind: kindNumber('visit'), count: 1 + visit.papers.length + visit.others.length })
    return visit
  },
  view: (visit, context) => <VisitView visit={visit} context={context as RecordContext} />,
})
