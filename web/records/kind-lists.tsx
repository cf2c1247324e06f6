// What is in the simple lists: notes, imaging reports, medicines, vaccines, conditions, allergies, documents, measurements?
import type { z } from 'zod'
import type { ListPage, ListRow } from '#chart'
import { AbsenceLine, Crumb, Filters, Found, Notice, Section } from '#parts'
import { type PageRoute, type RecordContext, page } from '#web'
import { refusalText } from '#words'
import { type RecordKind, kindNumber } from '../../contract/record-kinds.ts'
import { type AbsenceWords, absenceText, absenceWords } from '../../words/en/absences.ts'
import { rangeInWords } from '../../words/en/dates.ts'
import { recordKindWords } from '../../words/en/record-kinds.ts'
import { lists } from '../../words/en/results.ts'
import { RecordFrame } from '../frame.tsx'
import { type DaysAsked, daysQuery, readDays } from './days-asked.ts'
import { withQuery } from './links.ts'
import { AsOf, DatedRows, EmptyBox, KindsWaiting, LateSources, NotYet, Older, PlainRows, PrivateNote, placeOf } from './list-parts.tsx'
import { byYear } from './visits.tsx'
import { zoneOf } from '../zone.ts'

type Loaded = { readonly list: ListPage; readonly days: DaysAsked; readonly after: string | undefined }

type Part = { readonly heading: string; readonly rows: readonly ListRow[]; readonly note?: string; readonly empty?: string }

type ListLook = {
  readonly path: `/${string}`
  readonly title: string
  readonly kinds: readonly RecordKind[]
  /** Orders that it waits for. */
  readonly orders?: 'lab' | 'imaging'
  /** The navigation entry it lies under. */
  readonly nav: string
  /** How the rows are divided. */
  readonly parts: (rows: readonly ListRow[]) => readonly Part[]
  readonly limit?: number
  readonly dated?: boolean
  readonly note?: string
  readonly filter?: { readonly label: string; readonly show: string }
}

const years = (rows: readonly ListRow[]): readonly Part[] => byYear(rows).map(({ year, rows: within }) => ({ heading: year, rows: within }))
const some = (parts: readonly Part[]): readonly Part[] => parts.filter((part) => part.rows.length > 0 || part.empty !== undefined)

/** Lists of what holds now are shown whole; a person has at most some hundreds. */
const whole = 500

const looks: readonly ListLook[] = [
  { path: '/me/notes', title: lists.notes.title, kinds: ['note', 'visit-summary'], nav: '/me/visits', parts: years, filter: { label: lists.notes.filter, show: lists.notes.show } },
  { path: '/me/imaging', title: lists.imaging.title, kinds: ['imaging-report'], orders: 'imaging', nav: '/me/results', parts: years, note: lists.imaging.note },
  { path: '/me/documents', title: lists.documents.title, kinds: ['document'], nav: '/me/visits', parts: years },
  { path: '/me/vitals', title: lists.vitals.title, kinds: ['vital-signs'], nav: '/me/results', parts: years },
  { path: '/me/vaccines', title: lists.vaccines.title, kinds: ['vaccine'], nav: '/me', parts: years, limit: whole },
  {
    path: '/me/medicines',
    title: lists.medicines.title,
    kinds: ['medicine'],
    nav: '/me/medicines',
    limit: whole,
    dated: false,
    note: lists.medicines.careful,
    parts: (rows) =>
      some([
        { heading: lists.medicines.now, rows: rows.filter((row) => row.card.active === true), empty: lists.medicines.noneNow },
        { heading: lists.medicines.past, rows: rows.filter((row) => row.card.active !== true && row.card.saidNone !== true) },
      ]),
  },
  {
    path: '/me/conditions',
    title: lists.conditions.title,
    kinds: ['condition'],
    nav: '/me',
    limit: whole,
    dated: false,
    parts: (rows) => {
      const health = rows.filter((row) => row.card.of !== 'social' && row.card.saidNone !== true)
      return some([
        { heading: lists.conditions.now, rows: health.filter((row) => row.card.active === true) },
        { heading: lists.conditions.past, rows: health.filter((row) => row.card.active !== true) },
        { heading: lists.conditions.social, rows: rows.filter((row) => row.card.of === 'social'), note: lists.conditions.socialNote },
      ])
    },
  },
  {
    path: '/me/allergies',
    title: lists.allergies.title,
    kinds: ['allergy'],
    nav: '/me',
    limit: whole,
    dated: false,
    parts: (rows) => {
      const real = rows.filter((row) => row.card.saidNone !== true)
      return some([
        { heading: lists.allergies.now, rows: real.filter((row) => row.card.active !== false) },
        { heading: lists.allergies.past, rows: real.filter((row) => row.card.active === false) },
      ])
    },
  },
]

const backFrom = (nav: string): { readonly label: string; readonly href: string } => (nav === '/me/visits' ? { label: lists.backTo.visits, href: nav } : nav === '/me/results' ? { label: lists.backTo.results, href: nav } : { label: lists.backTo.home, href: '/me' })

/** Somebody recorded that there are none: that is an answer, unlike an empty list. */
function SaidNone({ list, now }: { list: ListPage; now: Date }) {
  const place = placeOf(list.places, now)
  const words: AbsenceWords = absenceWords['said-none']
  return list.items
    .filter((row) => row.card.saidNone === true)
    .map((row) => {
      const absence = { code: 'said-none' as const, kind: row.kind, what: row.title, since: row.date ?? null, until: null, who: row.who ?? row.organization, organization: row.organization, basis: null, count: null }
      return (
        <Notice key={row.id} kind="note" heading={words.say(absence, place)} absence="said-none">
          <p>{words.next?.(absence, place)}</p>
        </Notice>
      )
    })
}

function DaysFilter({ look, loaded }: { look: ListLook; loaded: Loaded }) {
  const { list, days } = loaded
  if (look.filter === undefined) return null
  const said = (code: DaysAsked['fromProblem']) => (code === undefined ? undefined : refusalText('en', code).title)
  const range = rangeInWords(days.from, days.to)
  const kind = recordKindWords[look.kinds[0] ?? 'document']
  return (
    <>
      <Filters language="en" action={look.path} label={look.filter.label} from={days.from} to={days.to} fromError={said(days.fromProblem)} toError={said(days.toProblem)} button={look.filter.show} />
      {range !== '' && list.items.length > 0 && <Found said={`${kind.counted(list.total)} ${range}.`} clear={{ label: lists.results.clear(list.inAll), href: look.path }} />}
    </>
  )
}

function ListView({ look, loaded, context }: { look: ListLook; loaded: Loaded; context: RecordContext }) {
  const { list, days } = loaded
  const place = placeOf(list.places, context.now)
  const counted = recordKindWords[look.kinds[0] ?? 'document'].counted(list.inAll)
  return (
    <RecordFrame context={context} title={look.title} current={look.nav} within={look.nav !== look.path} {...(look.nav === look.path ? {} : { crumb: <Crumb {...backFrom(look.nav)} /> })}>
      <h1>{look.title}</h1>
      {list.inAll > 0 && look.dated !== false && <p class="lede">{lists.results.lede(counted, { first: list.first, last: list.last, now: context.now, zone: place.zone })}</p>}
      {look.note !== undefined && list.inAll > 0 && <p class="mute">{look.note}</p>}
      <LateSources absences={list.absences} place={place} />
      <DaysFilter look={look} loaded={loaded} />
      <SaidNone list={list} now={context.now} />
      <EmptyBox absences={list.absences} place={place} filtered={{ label: lists.results.showAll(list.inAll), href: look.path }} />
      {list.items.length > 0 &&
        look.parts(list.items).map((part, index) => (
          <Section key={part.heading} id={`part-${index}`} heading={part.heading} group>
            {part.note !== undefined && <p class="mute mt2">{part.note}</p>}
            {part.rows.length === 0 ? <p class="mute mt2">{part.empty}</p> : look.dated === false ? <PlainRows rows={part.rows} /> : <DatedRows rows={part.rows} />}
          </Section>
        ))}
      <Older page={list} href={withQuery(look.path, { from: days.from, to: days.to, after: list.next ?? undefined })} soFar={loaded.after !== undefined} />
      <NotYet id="not-yet" things={list.notYet} place={place} heading={absenceText.onTheWay} />
      <KindsWaiting absences={list.absences} place={place} />
      <NotYet id="removed" things={list.removed} place={place} heading={lists.removedTitle} />
      {look.kinds[0] === 'imaging-report' && list.items.length > 0 && place.recordsPhone !== null && (
        <AbsenceLine code="not-online">{absenceWords['not-online'].next({ code: 'not-online', kind: 'imaging-report', what: null, since: null, until: null, who: null, organization: null, basis: null, count: null }, place)}</AbsenceLine>
      )}
      <PrivateNote absences={list.absences} />
      <AsOf list={list} place={place} />
    </RecordFrame>
  )
}

function listPage(look: ListLook): PageRoute {
  return page<'patient', Loaded, z.ZodType<Record<string, string>>, typeof daysQuery>({
    path: look.path,
    audience: 'patient',
    assurance: 'second-factor',
    reads: 'own-record',
    audit: 'record-listed',
    rate: 'read',
    query: daysQuery,
    async load(context, { query }) {
      const zone = zoneOf(context)
      const days = look.filter === undefined ? {} : readDays(query, context.now, zone)
      const list = await context.house.chart.list(context.viewer, { kinds: look.kinds, from: days.from, to: days.to, after: query.after, ...(look.orders === undefined ? {} : { orders: look.orders }), ...(look.limit === undefined ? {} : { limit: look.limit }) })
      context.note({ patients: context.viewer.patientIds, recordKind: kindNumber(look.kinds[0] ?? 'document'), count: list.items.length })
      return { list, days, after: query.after }
    },
    view: (loaded, context) => <ListView look={look} loaded={loaded} context={context as RecordContext} />,
  })
}

export const kindListPages: readonly PageRoute[] = looks.map(listPage)
