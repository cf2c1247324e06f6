// What does a file say is not so any more? A resource that was told and is now ruled out, not taken, not done or of another meaning
// cannot be told as it was: its record is taken back, and nobody goes on reading what its source denies (FHIR R4 §2.4.2, §9.2.3).
import type { Tx } from '#kernel'
import { type KeptRow, type StoreIn, type WrittenRow, nobody } from '#store/in'
import type { LeftOutReason } from '../fhir/left-out.ts'
import type { Known, Work } from '../work.ts'
import { type IdOf, patientOf } from './place-records.ts'

/** Reasons that speak of the thing itself. The others speak of what we read: what is told of the thing stays as it was told. */
export const denying: ReadonlySet<LeftOutReason> = new Set(['ruled-out', 'not-taken', 'forbidden', 'not-happened', 'not-yet', 'draft', 'changed-meaning', 'measured-elsewhere', 'said-none', 'none-of-one-sort', 'unknown-here'])

/** Takes back the records of what the newest texts deny. What came late rules nothing; other forms fold denials into their records. */
export async function takeBackDenied(tx: Tx, store: StoreIn, { sent, kept, known, idOf }: { readonly sent: Work; readonly kept: readonly KeptRow[]; readonly known: Known; readonly idOf: IdOf }): Promise<readonly WrittenRow[]> {
  if (sent.form !== 'fhir') return []
  const ruling = new Set(kept.filter((one) => !one.late).map((one) => `${one.patient} ${one.id}`))
  const things = sent.read.mapped.leftOut.filter((one) => denying.has(one.reason) && one.partOf === undefined).flatMap(({ entry }) => {
    const [patient, id] = [patientOf(entry, sent, known), idOf(entry.type, entry.sourceId)]
    return patient !== nobody && ruling.has(`${patient} ${id}`) ? [{ patient, id }] : []
  })
  return store.deny(tx, things)
}
