// Which states did a record go through, by the versions of its texts? Pure: in the order in which their source wrote them, whatever came when.
import { instant } from '#kernel'
import type { VersionRow } from '#store/in'

/** What a record was made of from some moment on. */
export type State = {
  /** One version of each of its texts. */
  readonly texts: readonly VersionRow[]
  /** When its source wrote what is new in it (ISO instant); null: it does not say, and it is as old as its delivery. */
  readonly at: string | null
  /** Of what is new in it, what was written last. */
  readonly newest: VersionRow
}

type Timed = { readonly row: VersionRow; readonly at: number; /** Is it the source's own word, or follows from it? */ readonly dated: boolean }

/** More states than these are not worked out: nobody reads so many. */
const mostStates = 40
/** What a source writes within so long of each other, in different texts of one record, it says at once. */
const atOnceMs = 60_000

/** As `store_older` in the database: below zero, the first is the older one. What cannot be compared is as old as its arrival. */
function byAge(a: VersionRow, b: VersionRow): number {
  const alike = a.asOf !== null && b.asOf !== null && a.asOfBy === b.asOfBy
  if (alike && a.asOf !== b.asOf) return Date.parse(a.asOf ?? '') - Date.parse(b.asOf ?? '')
  const numbers = a.sourceVersion !== null && b.sourceVersion !== null ? Number(a.sourceVersion) - Number(b.sourceVersion) : 0
  if (numbers !== 0) return numbers
  if (alike && a.asOfBy === 1) return (a.stage ?? 0) - (b.stage ?? 0) || Buffer.compare(a.version, b.version)
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.line - b.line || Buffer.compare(a.version, b.version)
}

const grouped = <Row, Key>(rows: readonly Row[], key: (row: Row) => Key): readonly (readonly Row[])[] => [...Map.groupBy(rows, key).values()]

/** When what else a delivery brought of this record was written: what says no time itself came with it. */
function companionsOf(versions: readonly VersionRow[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const { delivery, asOf } of versions) if (asOf !== null) times.set(delivery, Math.max(times.get(delivery) ?? 0, Date.parse(asOf)))
  return times
}

/** The versions of one text, oldest first, the ruling one last; each at a moment before the next. */
function chainOf(versions: readonly VersionRow[], companions: ReadonlyMap<string, number>): readonly Timed[] {
  const inOrder = [...versions].sort((a, b) => Number(a.ruling) - Number(b.ruling) || byAge(a, b))
  const chain: Timed[] = []
  for (const row of inOrder.reverse()) {
    const own = row.asOf === null ? companions.get(row.delivery) : Date.parse(row.asOf)
    const at = own ?? Date.parse(row.receivedAt)
    const next = chain[0]?.at ?? Number.POSITIVE_INFINITY
    chain.unshift({ row, at: Math.min(at, next - 1), dated: own !== undefined || at >= next })
  }
  return chain
}

const inTime = (a: Timed, b: Timed): number => a.at - b.at || (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0)
const said = ({ at, dated }: Timed): string | null => (dated ? instant(at).toISOString() : null)

/** Later versions, those of different texts that were written at once together. */
function stepsOf(later: readonly Timed[]): readonly (readonly Timed[])[] {
  const steps: Timed[][] = []
  for (const one of [...later].sort(inTime)) {
    const step = steps.at(-1)
    const first = step?.[0]
    if (step === undefined || first === undefined || one.at - first.at > atOnceMs || step.some((other) => other.row.id === one.row.id)) steps.push([one])
    else step.push(one)
  }
  return steps
}

/** The first state has the first version of every text: a part that comes late, or is named later, did not change what was said. */
function firstState(firsts: readonly Timed[], next: number): Pick<State, 'at' | 'newest'> | null {
  const inOrder = [...firsts].sort(inTime)
  const newest = inOrder.findLast((one) => one.at < next) ?? inOrder[0]
  return newest === undefined ? null : { at: said({ ...newest, at: Math.min(newest.at, next - 1), dated: newest.dated || newest.at >= next }), newest: newest.row }
}

/** The states of a record, oldest first; the last is what rules now. `versions`: of all its texts. */
export function statesOf(versions: readonly VersionRow[]): readonly State[] {
  const companions = companionsOf(versions)
  const chains = grouped(versions, (one) => one.id).map((one) => chainOf(one, companions))
  const now = new Map(chains.flatMap((chain) => (chain[0] === undefined ? [] : [[chain[0].row.id, chain[0].row] as const])))
  const steps = stepsOf(chains.flatMap((chain) => chain.slice(1)))
  const first = firstState(chains.flatMap((chain) => chain.slice(0, 1)), steps[0]?.[0]?.at ?? Number.POSITIVE_INFINITY)
  const states: State[] = first === null ? [] : [{ ...first, texts: [...now.values()] }]
  for (const step of steps) {
    for (const { row } of step) now.set(row.id, row)
    const newest = step.at(-1)
    if (newest !== undefined) states.push({ texts: [...now.values()], at: said(newest), newest: newest.row })
  }
  return states.slice(-mostStates)
}

/** Of texts that a record is made of now, the one that was written last. */
export function newestOf(versions: readonly VersionRow[]): VersionRow | undefined {
  const companions = companionsOf(versions)
  return versions.map((row) => ({ row, dated: true, at: row.asOf === null ? (companions.get(row.delivery) ?? Date.parse(row.receivedAt)) : Date.parse(row.asOf) })).sort(inTime).at(-1)?.row
}
