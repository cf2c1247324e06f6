// Is what was received there? Two countings that know nothing of each other, laid side by side; pure.
import type { TextCount } from '#store/in'
import type { ReceivedCount } from './ledger.ts'
import type { Outcome } from './receipts.ts'

export type ReceivedRow = {
  readonly source: string
  readonly day: string
  readonly type: string
  /** Everything that came: the sum of all that follows but `stored` and `standing`. */
  readonly received: number
  readonly record: number
  readonly part: number
  readonly duplicate: number
  readonly version: number
  readonly reference: number
  readonly again: number
  readonly refused: number
  /** Kept and not shown, or empty, by why. */
  readonly leftOut: Readonly<Record<string, number>>
  /** Counted from the rows: texts that are here, and those of them that stand in a record. */
  readonly stored: number
  readonly standing: number
  readonly off: boolean
}

type Counting = { -readonly [K in keyof ReceivedRow]: ReceivedRow[K] } & { leftOut: Record<string, number> }

const plain: ReadonlySet<Outcome> = new Set(['record', 'part', 'duplicate', 'version', 'reference', 'again', 'refused'])

/** What must be here as a text, and what of it must stand in a record. */
const mustBe = (row: Counting, empty: number): { readonly stored: number; readonly standing: number } => {
  const standing = row.record + row.part + row.duplicate + row.version
  const left = Object.values(row.leftOut).reduce((sum, one) => sum + one, 0)
  return { stored: standing + row.reference + left - empty, standing }
}

/** Every source, day and type of which one side or the other knows something. */
export function compareReceived(received: readonly ReceivedCount[], texts: readonly TextCount[]): readonly ReceivedRow[] {
  const rows = new Map<string, { row: Counting; empty: number }>()
  const rowOf = ({ source, day, type }: { readonly source: string; readonly day: string; readonly type: string }) => {
    const name = `${source} ${day} ${type}`
    const found = rows.get(name) ?? { row: { source, day, type, received: 0, record: 0, part: 0, duplicate: 0, version: 0, reference: 0, again: 0, refused: 0, leftOut: {}, stored: 0, standing: 0, off: false }, empty: 0 }
    rows.set(name, found)
    return found
  }
  for (const one of received) {
    const found = rowOf(one)
    found.row.received += one.count
    if (plain.has(one.outcome)) found.row[one.outcome as 'record'] += one.count
    else found.row.leftOut[one.reason] = (found.row.leftOut[one.reason] ?? 0) + one.count
    if (one.outcome === 'empty') found.empty += one.count
  }
  for (const one of texts) {
    const { row } = rowOf({ ...one, type: one.type === '' ? 'not a resource' : one.type })
    row.stored += one.texts
    row.standing += one.standing
  }
  return [...rows.values()].map(({ row, empty }) => {
    const must = mustBe(row, empty)
    return { ...row, off: must.stored !== row.stored || must.standing !== row.standing }
  }).sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.day < b.day ? -1 : a.day > b.day ? 1 : a.type < b.type ? -1 : 1))
}
