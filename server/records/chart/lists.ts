// What is in one list of the record, for any days and any number of charts? Newest first, a hundred rows at a time.
import type { Viewer } from '#access'
import { instant, isId } from '#kernel'
import type { RecordKind } from '../../../contract/record-kinds.ts'
import type { Absence, Shown } from '../../../contract/shown.ts'
import { longDate } from '../../../words/en/dates.ts'
import { lists } from '../../../words/en/results.ts'
import { type Waiting, freshnessOf, kindAbsence, noneOnFile, openSources, onTheWayOf, privateNotes, readSources, shown, waiting, whyEmpty } from './absences.ts'
import type { ChartUses } from './chart.ts'
import { numbersOf } from './home.ts'
import { type Days, type Places, bounds } from './places.ts'
import { technicalRoles } from './presenting.ts'
import { type ListRow, keyOf, listRow } from './rows.ts'
import { plainPlace } from './values/plain-words.ts'
import { type LedgerRow, counted, doctorsSeen, kindWaits, listed, ordered, visitsNamed } from './statements.ts'

/** First screen at most 100 rows (architecture.md §2). */
export const pageRows = 100

export type ListAsk = Days & { readonly kinds: readonly RecordKind[]; /** With orders that such a list waits for. */ readonly orders?: 'lab' | 'imaging' /** The key of the last row of the page before. */; readonly after?: string | undefined; readonly limit?: number }

export type ListPage = Shown<ListRow> & {
  /** Known by name, from these days, not to be seen yet; on the first page also what was ordered and has no result, where that was asked for. */
  readonly notYet: readonly Waiting[]
  /** Taken back by the source. */
  readonly removed: readonly Waiting[]
  /** How many there are at any time; the first and last of their dates (ISO instants). */
  readonly inAll: number
  readonly first: string | null
  readonly last: string | null
  /** The key of the next page; null: this was all. */
  readonly next: string | null
  readonly places: Places
}

const key = /^(-infinity|\d{4}-\d{2}-\d{2}T[\d:.]+Z)\|([0-9a-f-]{36})$/

function readKey(after: string | undefined): readonly [string | null, string | null] {
  const match = after === undefined ? null : key.exec(after)
  const [, filed = '', record = ''] = match ?? []
  // What looks like a key and is none (February 31, the year 0) is no key: the list begins at its beginning.
  const exists = !Number.isNaN(Date.parse(filed)) && !filed.startsWith('0000') && instant(filed).toISOString().slice(0, 10) === filed.slice(0, 10)
  return isId(record) && (filed === '-infinity' || exists) ? [filed, record] : [null, null]
}

async function readRows({ directory, places: placesFor }: ChartUses, viewer: Viewer, ask: ListAsk) {
  const patients = viewer.patientIds
  const places = await placesFor(viewer)
  const { froms, tos } = bounds(places, patients, ask)
  const [filed, record] = readKey(ask.after)
  const limit = ask.limit ?? pageRows
  const kinds = numbersOf(ask.kinds)
  const waited = ask.orders === undefined || ask.after !== undefined ? [] : viewer.query(ordered, [patients, ask.orders, froms, tos])
  const [rows, [count], sources, waits, orders] = await Promise.all([viewer.query(listed, [patients, kinds, froms, tos, filed, record, limit + 1]), viewer.query(counted, [patients, kinds, froms, tos]), readSources(viewer, directory), viewer.query(kindWaits, [patients]), waited])
  return { places, rows, orders, count, sources, waits: waits.filter((one) => kinds.includes(one.kind)), limit }
}

/** A list of one or several kinds. Empty only with the reason why. */
export async function readList(uses: ChartUses, viewer: Viewer, ask: ListAsk): Promise<ListPage> {
  const { places, rows, orders, count, sources, waits, limit } = await readRows(uses, viewer, ask)
  const onPage = rows.slice(0, limit)
  const lines = onPage.filter((row) => row.shown)
  const items = lines.map((row) => listRow(row, places, viewer.now))
  // An order whose result waits is told of once.
  const away = onPage.filter((row) => !row.shown)
  const notYet = onTheWayOf([...away.filter((row) => row.reason !== 'removed'), ...orders], places)
  const removed = away.filter((row) => row.reason === 'removed').map((row) => waiting(row, places))
  const freshness = freshnessOf(sources, places)
  const filtered = ask.from !== undefined || ask.to !== undefined
  const [inFilter, inAll] = [count?.inFilter ?? 0, count?.inAll ?? 0]
  const absences: readonly Absence[] = [
    ...openSources(freshness),
    ...[...notYet, ...removed].map((one) => one.absence),
    ...waits.map((row) => kindAbsence(row, places)),
    ...privateNotes(viewer),
    ...(items.length > 0 || (inAll === 0 && notYet.length + removed.length + waits.length > 0) ? [] : whyEmpty(ask.kinds[0] ?? 'document', { inAll, filtered, places, sources: freshness })),
  ]
  const last = onPage.at(-1)
  return {
    ...shown({ items, total: inFilter, absences, sources: freshness }, viewer),
    notYet,
    removed,
    inAll,
    first: count?.first ?? null,
    last: count?.last ?? null,
    next: rows.length > limit && last !== undefined ? keyOf(last) : null,
    places,
  }
}

export type ResultGroup = {
  /** The visit they belong to; null when it has none that may be shown. */
  readonly visit: ListRow | null
  /** "April 12, 2026: visit with Dr. Maya Chen". */
  readonly heading: string
  readonly rows: readonly ListRow[]
}

export type GroupedPage = ListPage & { readonly groups: readonly ResultGroup[] }

/** Rows of one visit stand together, at the place of the newest of them. */
export function groupByVisit(rows: readonly ListRow[], visits: ReadonlyMap<string, ListRow>, places: Places): readonly ResultGroup[] {
  const groups = new Map<string, { visit: ListRow | null; rows: ListRow[] }>()
  for (const row of rows) {
    const visit = row.visit === null ? undefined : visits.get(row.visit)
    const name = visit === undefined ? `day ${row.day ?? row.when}` : visit.id
    const group = groups.get(name) ?? { visit: visit ?? null, rows: [] }
    group.rows.push(row)
    groups.set(name, group)
  }
  return [...groups.values()].map((group) => ({ visit: group.visit, rows: [...group.rows].sort(outsideThenName), heading: headingOf(group.visit, group.rows[0], places) }))
}

/** What is outside its range stands first; the others by name. */
function outsideThenName(a: ListRow, b: ListRow): number {
  return Number((b.card.outside ?? 0) > 0) - Number((a.card.outside ?? 0) > 0) || a.title.localeCompare(b.title, 'en')
}

function headingOf(visit: ListRow | null, first: ListRow | undefined, places: Places): string {
  if (visit === null) return first === undefined || first.date === undefined ? lists.results.undated : longDate(first.date, places.zoneOf(first.patient))
  const when = visit.date === undefined ? lists.results.undated : longDate(visit.date, places.zoneOf(visit.patient))
  return visit.who === undefined ? lists.results.visitOf(when, visit.title) : lists.results.visitWith(when, visit.who)
}

/** The visits that rows belong to, by id. */
export async function visitsOf(viewer: Viewer, rows: readonly Pick<LedgerRow, 'filed'>[], places: Places): Promise<ReadonlyMap<string, ListRow>> {
  const dates = rows
    .map((row) => row.filed)
    .filter((filed) => filed !== '-infinity')
    .sort()
  const visits = await viewer.query(visitsNamed, [viewer.patientIds, dates[0] ?? null, dates.length === 0 ? null : addHour(dates.at(-1) ?? '')])
  return new Map(visits.map((row) => [row.record, listRow(row, places, viewer.now)]))
}

/** A visit may be filed a little after what was taken in it. */
function addHour(filed: string): string {
  return new Date(Date.parse(filed) + 36 * 3_600_000).toISOString()
}

/** A list grouped by visit: test results, notes. */
export async function readGrouped(uses: ChartUses, viewer: Viewer, ask: ListAsk): Promise<GroupedPage> {
  const page = await readList(uses, viewer, ask)
  const visits = page.items.some((row) => row.visit !== null) ? await visitsOf(viewer, page.items, page.places) : new Map<string, ListRow>()
  return { ...page, groups: groupByVisit(page.items, visits, page.places) }
}

export type Doctor = { readonly name: string; readonly role?: string; readonly place?: string; readonly times: number; readonly last: string; readonly since: string }

/** Who was seen at visits up to now: most recent first. */
export async function readDoctors({ directory, places: placesFor }: ChartUses, viewer: Viewer): Promise<Shown<Doctor>> {
  const [places, rows, sources] = await Promise.all([placesFor(viewer), viewer.query(doctorsSeen, [viewer.patientIds, 200]), readSources(viewer, directory)])
  const items = rows.map(
    (row): Doctor => ({
      name: row.who,
      ...(row.role === null || technicalRoles.has(row.role.toLowerCase()) ? {} : { role: row.role }),
      ...(row.place === null ? {} : { place: plainPlace(row.place) }),
      times: row.times,
      last: longDate(row.lastDate ?? row.last, places.zoneOf(row.patient)),
      since: longDate(row.first, places.zoneOf(row.patient)),
    }),
  )
  const freshness = freshnessOf(sources, places)
  const why = items.length > 0 ? [] : noneOnFile('visit', freshness, places)
  return shown({ items, total: items.length, absences: [...why, ...openSources(freshness), ...privateNotes(viewer)], sources: freshness }, viewer)
}
