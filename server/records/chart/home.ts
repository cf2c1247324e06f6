// What does the home page know? What is new, what is on the way, the next appointment, and how much there is of each kind.
import type { Viewer } from '#access'
import { type Absence, type Shown } from '../../../contract/shown.ts'
import { type RecordKind, kindNumber, kindOf } from '../../../contract/record-kinds.ts'
import { type Waiting, absence, freshnessOf, kindAbsence, noneOnFile, onTheWayOf, openSources, privateNotes, readSources, shown } from './absences.ts'
import { type Places, asTx } from './places.ts'
import { type ListRow, listRow } from './rows.ts'
import { type LedgerRow, comingAppointments, countKinds, kindWaits, newestReceived, onTheWay } from './statements.ts'
import type { ChartUses } from './chart.ts'

export type KindCount = { readonly shown: number; readonly waiting: number; readonly active: number; readonly saidNone: number; readonly names: number; readonly first: string | null; readonly last: string | null }

export type HomePage = {
  /** Nobody has looked with this account before this session. */
  readonly firstVisit: boolean
  /** New since this instant; null on a first visit without anything of the last month. */
  readonly since: string | null
  readonly fresh: Shown<ListRow>
  readonly way: readonly Waiting[]
  /** Kinds of which something waits, without its name. */
  readonly kindsWaiting: readonly Absence[]
  readonly next: ListRow | null
  readonly counts: Readonly<Partial<Record<RecordKind, KindCount>>>
  readonly lookers: readonly { readonly actorRole: string; readonly people: number }[]
  /** One small thing to open, on a first visit. */
  readonly tryOne: ListRow | null
  readonly places: Places
}

const dayMs = 86_400_000
/** What "new" lists: papers a person reads. Visits show through their papers. */
const newsKinds: readonly RecordKind[] = ['lab-result', 'imaging-report', 'visit-summary', 'note', 'document', 'vaccine', 'medicine']
export const wayKinds: readonly RecordKind[] = ['lab-result', 'imaging-report', 'note', 'visit-summary', 'document', 'order', 'vital-signs', 'questionnaire', 'procedure']
export const numbersOf = (kinds: readonly RecordKind[]): readonly number[] => kinds.map(kindNumber)

/** More than these are not counted: the lede says "more than 30". */
export const newsLimit = 31

/** Rows that are new to this person: received since the last look, or (at a first visit) of the last 30 days. */
export function newRows(rows: readonly LedgerRow[], about: { readonly lastLook: string | null; readonly now: Date }): { readonly rows: readonly LedgerRow[]; readonly since: string | null } {
  const monthAgo = new Date(about.now.getTime() - 30 * dayMs).toISOString()
  const byDate = (a: LedgerRow, b: LedgerRow) => (a.filed === b.filed ? 0 : a.filed === '-infinity' ? 1 : b.filed === '-infinity' ? -1 : a.filed < b.filed ? 1 : -1)
  if (about.lastLook !== null) {
    const since = about.lastLook
    return { rows: rows.filter((row) => row.receivedAt > since || (row.visibleFrom !== '-infinity' && row.visibleFrom > since)).sort(byDate), since }
  }
  const recent = rows.filter((row) => row.filed !== '-infinity' && row.filed >= monthAgo).sort(byDate)
  return recent.length > 0 ? { rows: recent, since: monthAgo } : { rows: [...rows].sort(byDate).slice(0, 3), since: null }
}

function countsByKind(rows: Awaited<ReturnType<typeof readCounts>>): Readonly<Partial<Record<RecordKind, KindCount>>> {
  return Object.fromEntries(rows.map(({ kind, none, who, ...row }) => [kindOf(kind), { ...row, saidNone: none, names: who === null ? 0 : new Set(who.split('\u001f')).size }]))
}
const readCounts = (viewer: Viewer) => viewer.query(countKinds, [viewer.patientIds])

/** One thing worth opening: the newest lab result with numbers, else a note, else a visit. */
function oneToTry(rows: readonly LedgerRow[], places: Places, now: Date): ListRow | null {
  const order: readonly RecordKind[] = ['lab-result', 'visit-summary', 'note', 'vaccine']
  const byDate = [...rows].sort((a, b) => (a.filed < b.filed ? 1 : a.filed > b.filed ? -1 : 0)).filter((row) => row.filed !== '-infinity')
  for (const kind of order) {
    const row = byDate.find((one) => one.kind === kindNumber(kind))
    if (row !== undefined) return listRow(row, places, now)
  }
  return null
}

/** Everything of the home page, in statements that travel together. `before`: the start of this session. */
export async function readHome({ audit, directory, places: placesFor }: ChartUses, viewer: Viewer, before: Date): Promise<HomePage> {
  const patients = viewer.patientIds
  const [places, lastLook, counts, newest, waitingRows, kinds, coming, sources, lookers] = await Promise.all([
    placesFor(viewer),
    audit.lastLook(asTx(viewer), viewer.person, before),
    readCounts(viewer),
    viewer.query(newestReceived, [patients, numbersOf(newsKinds), newsLimit]),
    viewer.query(onTheWay, [patients, numbersOf(wayKinds)]),
    viewer.query(kindWaits, [patients]),
    viewer.query(comingAppointments, [patients, 1]),
    readSources(viewer, directory),
    audit.actors(asTx(viewer), patients, new Date(viewer.now.getTime() - 30 * dayMs)),
  ])
  const fresh = newRows(newest, { lastLook, now: viewer.now })
  const freshness = freshnessOf(sources, places)
  const items = fresh.rows.map((row) => listRow(row, places, viewer.now))
  const why = items.length > 0 ? [] : newest.length === 0 ? noneOnFile(null, freshness, places) : [absence('filtered', { since: fresh.since, count: newest.length })]
  const [next] = coming
  return {
    firstVisit: lastLook === null,
    since: fresh.since,
    fresh: shown({ items, total: items.length, absences: [...why, ...openSources(freshness), ...privateNotes(viewer)], sources: freshness }, viewer),
    way: onTheWayOf(
      waitingRows.filter((row) => row.reason !== 'removed'),
      places,
    ),
    kindsWaiting: kinds.map((row) => kindAbsence(row, places)),
    next: next === undefined ? null : listRow(next, places, viewer.now),
    counts: countsByKind(counts),
    lookers,
    tryOne: lastLook === null ? oneToTry(newest, places, viewer.now) : null,
    places,
  }
}
