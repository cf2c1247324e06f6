// What must be read again when a part of a record comes alone, or late: the report of a corrected measurement, the measurements
// of a report that is now final, the earlier messages about one order, what waited for a name or a thing that came now?
import type { Id, Tx } from '#kernel'
import { type EarlierPart, type FoundText, type KeptRow, type StoreIn, type Thing, nobody } from '#store/in'
import type { Json } from '../fhir/element.ts'
import { type Key, awaitable, directoryTypes, numbersIn, pointedAt } from '../fhir/references.ts'
import { limits } from '../limits.ts'
import type { Entry } from '../read-bundle.ts'
import type { EarlierText, Known, Readable, Work } from '../work.ts'
import { type IdOf, patientOf } from './place-records.ts'

/** FHIR resources that stand in one record with others. */
export const composing = new Set(['Observation', 'DiagnosticReport', 'ImagingStudy'])

type About = { readonly work: Work; readonly known: Known; readonly idOf: IdOf }

/** What of the work may stand in one record with something kept earlier: its texts, and records that have names of their own. */
function composedOf({ work, known, idOf }: About): Thing[] {
  const sent = new Map<string, Thing>()
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

/** The stored texts that belong to the records of a file, and were not sent with it. */
export const earlierParts = (tx: Tx, store: StoreIn, about: About): Promise<readonly EarlierPart[]> =>
  about.work.together === undefined ? Promise.resolve([]) : store.partsBefore(tx, composedOf(about), about.work.form === 'hl7v2' ? { texts: limits.v2Messages, bytes: limits.togetherBytes } : undefined)

/** A thing that a text of a patient points at: theirs, or nobody's. A Binary that came alone is whose the document is that points at it. */
function thingsOf([type, sourceId]: Key, patient: string, idOf: IdOf): readonly Thing[] {
  const id = idOf(type, sourceId)
  const own = directoryTypes.has(type) || type === 'Questionnaire' ? nobody : patient
  return type === 'Binary' ? [{ patient: own, id }, { patient: nobody, id }] : [{ patient: own, id }]
}

/** What came that others may have waited for: by its id, and by the numbers it is called by. */
function cameNow({ work, idOf }: About, kept: readonly KeptRow[]): { readonly targets: readonly string[]; readonly names: readonly { readonly name: string; readonly id: string }[] } {
  const fresh = new Set(kept.filter((one) => awaitable.has(one.type)).map((one) => one.id))
  if (fresh.size === 0 || work.read.missing === undefined) return { targets: [], names: [] }
  const names = work.bundle.entries.filter((one) => directoryTypes.has(one.type)).flatMap((entry) => {
    const id = idOf(entry.type, entry.sourceId)
    return fresh.has(id) ? numbersIn(entry).map((key) => ({ name: idOf(...key), id })) : []
  })
  return { targets: [...fresh, ...names.map((one) => one.name)], names }
}

/** What the entries of a reading point at and is not here, as things of whoever they are of. */
const missingOf = ({ missing }: Readable, { work, known, idOf }: About): readonly (Thing & { readonly from: Thing })[] =>
  [...(missing ?? [])].flatMap(([entry, keys]) => {
    const patient = patientOf(entry, work, known)
    return patient === nobody ? [] : [...keys.values()].flatMap((key) => thingsOf(key, patient, idOf)).map((thing) => ({ ...thing, from: { patient, id: idOf(entry.type, entry.sourceId) } }))
  })

/** What the patients of earlier texts are called, for texts that call them by a name of their own bundle. */
export async function namesOf(tx: Tx, store: StoreIn, { patients, known }: { readonly patients: readonly string[]; readonly known: Known }): Promise<ReadonlyMap<string, string>> {
  const names = new Map([...known.ids].map(([sourceId, patient]) => [patient, sourceId] as const))
  const others = [...new Set(patients)].filter((one) => one !== nobody && !names.has(one))
  for (const [patient, sourceId] of await store.patientNames(tx, others)) names.set(patient, sourceId)
  return names
}

export const asEarlier = (one: EarlierPart | FoundText, names: ReadonlyMap<string, string>): EarlierText => ({ text: Buffer.from(one.text), sourceId: one.sourceId, ...(one.patient === nobody ? {} : { kept: { chart: one.patient, whose: names.get(one.patient) ?? one.patient } }) })

/** What texts point at, so that reading them again says no less than before. */
const pointedFrom = (texts: readonly (EarlierPart | FoundText)[], idOf: IdOf): readonly Thing[] =>
  texts.flatMap(({ patient, text }) => pointedAt(JSON.parse(text) as Json).flatMap((key) => thingsOf(key, patient, idOf)))

/** A report names a role, the role a person: no further than this. */
const mostSteps = 4

/** What was read, and which texts it points at. */
export type Reached = { readonly read: Readable; readonly pointed: readonly FoundText[] }
type Reaching = About & { readonly before: readonly (EarlierPart | FoundText)[]; readonly without: ReadonlySet<Entry>; /** What the work brings itself. */ readonly sent: ReadonlySet<string> }

/** Reads the work together with earlier texts and whatever all of these point at, step by step, as far as it is here. */
export async function reach(tx: Tx, store: StoreIn, { work, known, idOf, before, without, sent }: Reaching): Promise<Reached> {
  const pointed: FoundText[] = []
  const asked = new Set(sent)
  // Only FHIR points at things apart from it.
  const steps = work.read.missing === undefined ? 0 : mostSteps
  const names = await namesOf(tx, store, { patients: before.map((one) => one.patient), known })
  const again = () => work.together?.([...pointed, ...before].map((one) => asEarlier(one, names)), without) ?? work.read
  let read = before.length === 0 && without.size === 0 ? work.read : again()
  for (let step = 0; step < steps; step += 1) {
    const things = [...(step === 0 ? pointedFrom(before, idOf) : []), ...missingOf(read, { work: { ...work, read }, known, idOf })].filter((one) => !asked.has(`${one.patient} ${one.id}`))
    for (const one of things) asked.add(`${one.patient} ${one.id}`)
    const found = (await store.called(tx, things)).filter((one) => !sent.has(`${one.patient} ${one.id}`))
    if (found.length === 0) break
    pointed.push(...found)
    read = again()
  }
  return { read, pointed }
}

export type Joined = { readonly work: Work; /** Texts (patient and id) that are read again because what they point at came. */ readonly again: ReadonlySet<string> }
type Combining = About & { readonly kept: readonly KeptRow[]; readonly found: readonly EarlierPart[] }

/**
 * The file's work read together with what stands in one record with it, what waited for it, and what all of these point at; those are
 * read, not kept again. What came late (a newer version was here) is left out, and the newer one stands for it.
 */
export async function withEarlierParts(tx: Tx, store: StoreIn, { kept, found, ...about }: Combining): Promise<Joined> {
  const { work, known, idOf } = about
  const { together } = work
  // Nothing new: nothing is made anew.
  if (kept.length === 0) return { work, again: new Set() }
  const late = new Set(kept.filter((one) => one.late).map((one) => `${one.patient} ${one.id}`))
  const came = cameNow(about, kept)
  const [waiting] = await Promise.all([store.waitingFor(tx, came.targets), store.call(tx, came.names)])
  const missing = missingOf(work.read, about)
  if (together === undefined || (found.length === 0 && late.size === 0 && waiting.length === 0 && missing.length === 0)) return { work, again: new Set() }
  const placed = (entry: Entry): Thing => ({ patient: patientOf(entry, work, known), id: idOf(entry.type, entry.sourceId) })
  const without = new Set(work.bundle.entries.filter((entry) => late.has(`${placed(entry).patient} ${placed(entry).id}`)))
  const newer = await store.ruling(tx, [...without].filter((entry) => composing.has(entry.type)).map(placed))
  const sent = new Set(work.bundle.entries.filter((entry) => !without.has(entry)).map((entry) => `${placed(entry).patient} ${placed(entry).id}`))
  const before = [...found, ...newer, ...waiting.filter((one) => !sent.has(`${one.patient} ${one.id}`))]
  const { read } = await reach(tx, store, { ...about, before, without, sent })
  const joined = { ...work, read }
  await store.want(tx, missingOf(joined.read, { work: joined, known, idOf }).map(({ id, from }) => ({ ...from, target: id })))
  return { work: joined, again: new Set(waiting.filter((one) => one.waits).map((one) => `${one.patient} ${one.id}`)) }
}
