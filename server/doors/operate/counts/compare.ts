// Does what is stored, what is released, and what lists and files hold agree, record by record? Pure: three lists in, counts and gaps out.
import type { CountedRecord } from '#inbound/sources'
import type { Standing } from '#release/policy'
import { type RecordKind, kindOf } from '../../../../contract/record-kinds.ts'
import type { Exported } from './exported.ts'

export type RecordCount = {
  readonly source: string
  /** YYYY-MM-DD, by the organization's calendar: when the record first came. */
  readonly day: string
  readonly kind: RecordKind
  readonly records: number
  readonly shown: number
  /** Here, and by a rule not shown yet. */
  readonly waiting: number
  /** The source took it back. */
  readonly removed: number
  /** Of the shown ones, in the lists and in the files that a person takes along. */
  readonly exported: number
  /** Records whose places do not agree: their number, not their names. */
  readonly off: number
}

type Counting = { -readonly [K in keyof RecordCount]: RecordCount[K] }

const inSet = (set: ReadonlySet<string>, id: string): number => (set.has(id) ? 1 : 0)

/** Where one record is; `off` when two of its places contradict each other. */
function placesOf(record: CountedRecord, standing: Standing | undefined, { listed, exported }: Exported): Pick<RecordCount, 'shown' | 'waiting' | 'removed' | 'exported' | 'off'> {
  const shown = standing?.state === 'shown' ? 1 : 0
  const inLists = inSet(listed, record.record)
  const inFiles = inSet(exported, record.record)
  const right = standing !== undefined && (standing.state === 'removed') === record.removed && inLists === shown && inFiles === shown
  return { shown, waiting: standing?.state === 'waits' ? 1 : 0, removed: record.removed ? 1 : 0, exported: inFiles, off: right ? 0 : 1 }
}

/** The counts by source, day and kind; a record that says what another one says is not counted twice. What is shown without being stored is off too. */
export function compareRecords(stored: readonly CountedRecord[], standing: readonly Standing[], exported: Exported): readonly RecordCount[] {
  const standings = new Map(standing.map((one) => [one.record, one]))
  const counts = new Map<string, Counting>()
  const count = (key: Pick<RecordCount, 'source' | 'day' | 'kind'>, places: ReturnType<typeof placesOf>): void => {
    const name = `${key.source} ${key.day} ${key.kind}`
    const found = counts.get(name) ?? { ...key, records: 0, shown: 0, waiting: 0, removed: 0, exported: 0, off: 0 }
    counts.set(name, found)
    found.records += 1
    for (const place of ['shown', 'waiting', 'removed', 'exported', 'off'] as const) found[place] += places[place]
  }
  const known = new Set<string>()
  for (const record of stored) {
    known.add(record.record)
    if (!record.same) count({ source: record.source, day: record.day, kind: kindOf(record.kind) }, placesOf(record, standings.get(record.record), exported))
  }
  for (const one of standing.filter((row) => !known.has(row.record))) {
    count({ source: '', day: '', kind: kindOf(one.kind) }, { shown: one.state === 'shown' ? 1 : 0, waiting: one.state === 'waits' ? 1 : 0, removed: 0, exported: inSet(exported.exported, one.record), off: 1 })
  }
  return [...counts.values()]
}

/** The same of several charts, added up. */
export function addCounts(all: readonly RecordCount[]): readonly RecordCount[] {
  const sums = new Map<string, Counting>()
  for (const one of all) {
    const name = `${one.source} ${one.day} ${one.kind}`
    const sum = sums.get(name)
    if (sum === undefined) sums.set(name, { ...one })
    else for (const place of ['records', 'shown', 'waiting', 'removed', 'exported', 'off'] as const) sum[place] += one[place]
  }
  return [...sums.values()].sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.day < b.day ? -1 : a.day > b.day ? 1 : a.kind < b.kind ? -1 : 1))
}
