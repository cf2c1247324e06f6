// What does a file mean, before the database is asked anything?
import type { Id } from '#kernel'
import { type MappedBundle, mapBundle } from './fhir/map-bundle.ts'
import { type Chart, chartOf, recordNumber } from './fhir/patient.ts'
import { type Directory, openReferences } from './fhir/references.ts'
import { type Subject, openSubjects } from './fhir/subjects.ts'
import type { Bundle, Entry } from './read-bundle.ts'

/** Where a file comes from and what is known of its organization; `files`: directory resources of earlier files. */
export type FileOrigin = { readonly organization: string; readonly source: string; readonly timeZone: string; readonly name: string; readonly files: Directory; /** Whose the documents are, when an operator says it. */ readonly mrn?: string }

/** A Patient's record number, and its chart when the resource says enough to open one. */
export type Named = { readonly mrn: string | null; readonly chart: Chart | null; /** Opens a chart that is not here; one that is here stays as it is, and must have the same birth date. */ readonly opensOnly?: boolean }
/** Patients by the source's id. */
export type Readable = { readonly subject: (entry: Entry) => Subject | null; readonly mapped: MappedBundle; readonly charts: ReadonlyMap<string, Named> }
/** One file on its way in. */
export type Work = {
  /** Of a clinical document: what names it and what it replaces. */
  readonly document?: { readonly id: string; readonly set: string | undefined; readonly type: string | undefined; readonly version: number | undefined; readonly replaces: readonly string[] }
  readonly bundle: Bundle; readonly origin: FileOrigin; readonly read: Readable }
/** Patients by the source's id. */
export type Known = { readonly ids: ReadonlyMap<string, Id>; readonly created: number }

export function understand(bundle: Bundle, origin: FileOrigin): Work {
  const sound = bundle.entries.filter((entry) => !entry.unkeepable && entry.type !== '')
  for (const entry of sound) origin.files.put(entry)
  const resolve = openReferences(sound, origin.files)
  const subject = openSubjects(resolve, sound)
  const charts = new Map(sound.filter((entry) => entry.type === 'Patient').map((entry) => [entry.sourceId, { mrn: recordNumber(entry.resource), chart: chartOf(entry.resource) }]))
  return { bundle, origin, read: { subject, mapped: mapBundle(sound, { resolve, subject }), charts } }
}
