// What must be read again when a part of a record comes alone: the report of a corrected measurement, the measurements of a
// report that is now final, the other vital signs of the same moment, the earlier messages about one order?
import type { Id, Tx } from '#kernel'
import { type EarlierPart, type KeptRow, type StoreIn, nobody } from '#store/in'
import { limits } from '../limits.ts'
import type { Entry } from '../read-bundle.ts'
import type { Known, Work } from '../understand.ts'
import { type IdOf, patientOf } from './place-records.ts'

/** FHIR resources that stand in one record with others. */
const composing = new Set(['Observation', 'DiagnosticReport', 'ImagingStudy'])

type Placed = { readonly patient: Id; readonly id: Id }

/** What of the work may stand in one record with something kept earlier: its texts, and records that have names of their own. */
function composedOf({ work, known, idOf }: { readonly work: Work; readonly known: Known; readonly idOf: IdOf }): Placed[] {
  const sent = new Map<string, Placed>()
  const add = (entry: Entry, id: Id) => {
    const patient = patientOf(entry, work, known)
    if (patient !== nobody) sent.set(`${patient} ${id}`, { patient, id })
  }
  for (const entry of work.bundle.entries) if (composing.has(entry.type)) add(entry, idOf(entry.type, entry.sourceId))
  for (const { key, from } of work.read.mapped.records) {
    const [first] = from
    // A record that is named apart from its text may have grown by texts before.
    if (first !== undefined && (key[0] !== first.type || key[1] !== first.sourceId)) add(first, idOf(...key))
  }
  for (const { key, from } of work.read.touched ?? []) if (from[0] !== undefined) add(from[0], idOf(...key))
  return [...sent.values()]
}

/** Parts of parts of a report: a panel of a panel. */
const deepest = 4

/** The stored texts that belong to the records of a file, and were not sent with it. */
export async function earlierParts(tx: Tx, store: StoreIn, about: { readonly work: Work; readonly known: Known; readonly idOf: IdOf }): Promise<readonly EarlierPart[]> {
  const { work, known, idOf } = about
  if (work.together === undefined) return []
  const sent = composedOf(about)
  // All messages about a thing are parts of it, and are told apart by their order.
  if (work.form !== 'fhir') return store.partsBefore(tx, sent, work.form === 'hl7v2' ? limits.v2Messages : undefined)
  const pointed = (work.read.touched ?? []).flatMap(({ key, from: [entry] }) => (entry === undefined ? [] : [{ patient: patientOf(entry, work, known), id: idOf(...key) }]))
  const found = new Map<string, EarlierPart>()
  const add = (parts: readonly EarlierPart[]) => parts.filter((one) => !found.has(one.id)).map((one) => found.set(one.id, one)).length
  const [parts, named] = await Promise.all([store.partsBefore(tx, sent), store.ruling(tx, pointed)])
  // A report that is found by one of its parts brings the others.
  for (let more = add([...parts, ...named]), depth = 0; more > 0 && depth < deepest; depth += 1) more = add(await store.partsBefore(tx, [...sent, ...found.values()]))
  return [...found.values()]
}

type Combining = { readonly work: Work; readonly kept: readonly KeptRow[]; readonly found: readonly EarlierPart[]; readonly known: Known; readonly idOf: IdOf }

/**
 * The file's work read together with those; they are read, not kept again. What came late (a newer version was here) is left out, and
 * the newer one stands for it.
 */
export async function withEarlierParts(tx: Tx, store: StoreIn, { work, kept, found, known, idOf }: Combining): Promise<Work> {
  const { together } = work
  const late = new Set(kept.filter((one) => one.late).map((one) => `${one.patient} ${one.id}`))
  if (together === undefined || (found.length === 0 && late.size === 0)) return work
  const placed = (entry: Entry): Placed => ({ patient: patientOf(entry, work, known), id: idOf(entry.type, entry.sourceId) })
  const without = new Set(work.bundle.entries.filter((entry) => late.has(`${placed(entry).patient} ${placed(entry).id}`)))
  const newer = await store.ruling(tx, [...without].filter((entry) => composing.has(entry.type)).map(placed))
  return { ...work, read: together([...found, ...newer].map(({ text, sourceId }) => ({ text: Buffer.from(text), sourceId })), without) }
}
