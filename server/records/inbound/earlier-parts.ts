// What must be read again when a part of a record comes alone: the report of a corrected measurement, the measurements of a
// report that is now final, the other vital signs of the same moment?
import type { Id, Tx } from '#kernel'
import { type StoreIn, nobody } from '#store/in'
import { type IdOf, patientOf } from './place-records.ts'
import { type Entry, readBundle } from './read-bundle.ts'
import { type Known, type Work, understand } from './understand.ts'

/** Resources that stand in one record with others. */
const composing = new Set(['Observation', 'DiagnosticReport', 'ImagingStudy'])

/** The file's work, with the stored texts that belong to its records; those are read, not kept again. */
export async function withEarlierParts(tx: Tx, store: StoreIn, { work, known, idOf }: { readonly work: Work; readonly known: Known; readonly idOf: IdOf }): Promise<Work> {
  const sent = new Map<string, { patient: Id; id: Id }>()
  const add = (entry: Entry, id: Id) => {
    const patient = patientOf(entry, work, known)
    if (patient !== nobody) sent.set(`${patient} ${id}`, { patient, id })
  }
  for (const entry of work.bundle.entries) if (composing.has(entry.type)) add(entry, idOf(entry.type, entry.sourceId))
  for (const { key, from } of work.read.mapped.records) if (key[0] === 'vital-signs' && from[0] !== undefined) add(from[0], idOf(...key))
  const found = await store.partsBefore(tx, [...sent.values()])
  if (found.length === 0) return work
  const earlier = found.flatMap(({ text }) => readBundle(Buffer.from(text)).entries.map((entry) => ({ ...entry, fullUrl: `urn:uuid:${entry.sourceId}` })))
  const whole = understand({ ...work.bundle, entries: [...earlier, ...work.bundle.entries] }, work.origin)
  return { ...work, read: whole.read }
}
