// Which parts of a report are not in the file with it? Systems send results and their report apart, in either order: what a report points at
// belongs to it, whenever it comes.
import type { Entry } from '../read-bundle.ts'
import type { Touched } from '../understand.ts'
import { each } from './element.ts'
import type { Resolve } from './references.ts'

/** Elements by which a report or a panel names its parts (FHIR R4 DiagnosticReport.result, .imagingStudy; Observation.hasMember). */
const pointing: Readonly<Record<string, readonly string[]>> = { DiagnosticReport: ['result', 'imagingStudy'], Observation: ['hasMember'] }
const parts = new Set(['Observation', 'ImagingStudy'])

export function pointedParts(entries: readonly Entry[], resolve: Resolve): readonly Touched[] {
  return entries.flatMap((entry) => (pointing[entry.type] ?? []).flatMap((name) => each(entry.resource[name])).flatMap((reference): Touched[] => {
    const { type, id, entry: here } = resolve(reference, entry.resource)
    return type === null || id === null || here !== null || !parts.has(type) ? [] : [{ key: [type, id], from: [entry] }]
  }))
}
