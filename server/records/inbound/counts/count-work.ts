// What did a file or message bring, now that it is written? Its entries by what became of each, as lines of the ledger.
import type { Tx } from '#kernel'
import { type Delivery, type KeptRow, type RecordRow, type StoreIn } from '#store/in'
import type { Entry } from '../read-bundle.ts'
import type { Known, Work } from '../work.ts'
import { type IdOf, type Placed, patientOf } from '../writing/place-records.ts'
import { writeReceipts } from './ledger.ts'
import { receiptsOf, thingKey } from './receipts.ts'

export type Counted = {
  /** As it was sent; and as it was read together with what was here. */
  readonly sent: Work
  readonly work: Work
  readonly known: Known
  readonly idOf: IdOf
  /** People (by the source's id) whose things stay with the message. */
  readonly waiting: ReadonlySet<string>
  /** Why entries belong to nobody. */
  readonly homeless: ReadonlyMap<Entry, string>
  /** Why entries hold nothing to keep. */
  readonly empty: readonly string[]
  readonly placed: readonly Placed[]
  readonly rows: readonly RecordRow[]
  readonly kept: readonly KeptRow[]
  readonly delivery: Delivery
}

/** Writes the lines of one delivery, in its transaction. */
export async function countWork(tx: Tx, store: StoreIn, counted: Counted): Promise<void> {
  const { sent, work, known, idOf, waiting, delivery } = counted
  const entries = sent.bundle.entries.filter((entry) => entry.unkeepable || waiting.size === 0 || !waiting.has(sent.read.subject(entry)?.id ?? ''))
  const nameOf = (entry: Entry) => ({ patient: patientOf(entry, sent, known), id: idOf(entry.type, entry.sourceId) })
  const leftOut = new Map<Entry, string>([...sent.read.mapped.leftOut, ...work.read.mapped.leftOut].filter((one) => one.partOf === undefined).map((one) => [one.entry, one.reason]))
  for (const [entry, reason] of counted.homeless) leftOut.set(entry, reason)
  const late = counted.kept.filter((one) => one.late)
  const asked = [...late, ...entries.filter((entry) => leftOut.has(entry)).map(nameOf)]
  const standing = new Set((await store.standing(tx, asked)).map((one) => thingKey(one.patient, one.id)))
  const duplicates = new Set(counted.rows.flatMap((row) => (row.sameAs === null ? [] : [row.id])))
  await writeReceipts(tx, { organization: delivery.organization, source: delivery.source, delivery: delivery.id }, receiptsOf({ entries, empty: counted.empty, nameOf, leftOut, placed: counted.placed, duplicates, kept: counted.kept, standing }))
}
