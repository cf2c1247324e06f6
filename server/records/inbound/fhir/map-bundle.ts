// What do the entries of one file mean as records? Each resource has one mapping; reports take their results with them.
import type { Entry } from '../read-bundle.ts'
import { allergy, condition, procedure, vaccine } from './kinds/lists.ts'
import { appointment, order } from './kinds/plans.ts'
import { categoriesOf, diagnosticReport, isQuestionnaire } from './kinds/reports.ts'
import { documentReference } from './kinds/note.ts'
import { imagingStudy } from './kinds/imaging.ts'
import { labObservation } from './kinds/lab.ts'
import { medicine } from './kinds/medicine.ts'
import { surveyObservation } from './kinds/questionnaire.ts'
import { visit } from './kinds/visit.ts'
import { vitalSigns } from './kinds/vital-signs.ts'
import { codings } from './codings.ts'
import { each } from './element.ts'
import { refuseUnknownModifiers } from './denials.ts'
import { LeftOut, type LeftOutReason } from './left-out.ts'
import type { Context, Mapped, Mapping } from './record.ts'
import { type Resolve, directoryTypes } from './references.ts'
import type { Subject } from './subjects.ts'

/** Raised when a mapping changes: records are then written anew from what came. */
export const mappingVersion = 1

export type LeftOutEntry = { readonly entry: Entry; readonly reason: LeftOutReason; readonly what: string | null }
export type MappedBundle = { readonly records: readonly Mapped[]; readonly leftOut: readonly LeftOutEntry[] }

const mappings: Readonly<Record<string, Mapping>> = {
  Encounter: visit, DocumentReference: documentReference, MedicationRequest: medicine, MedicationStatement: medicine, Immunization: vaccine, Condition: condition, AllergyIntolerance: allergy,
  Procedure: procedure, Appointment: appointment, ServiceRequest: order, ImagingStudy: imagingStudy, DiagnosticReport: diagnosticReport,
}

/** LOINC codes of the vital signs profile (FHIR R4 observation-vitalsigns), for observations without a category. */
const vitalCodes = new Set(['85353-1', '9279-1', '8867-4', '2708-6', '59408-5', '8310-5', '8302-2', '9843-4', '29463-7', '39156-5', '85354-9', '55284-4', '8480-6', '8462-4'])

type ObservationKind = 'laboratory' | 'vital-signs' | 'survey' | { readonly other: string }
function observationKind(entry: Entry): ObservationKind {
  const categories = categoriesOf(entry.resource)
  if (categories.includes('survey') || isQuestionnaire(entry.resource)) return 'survey'
  if (categories.includes('laboratory') || categories.includes('lab')) return 'laboratory'
  if (categories.includes('vital-signs') || categories.includes('vital-sign')) return 'vital-signs'
  if (categories.length === 0 && codings(entry.resource.code).some((one) => one.system === 'loinc' && vitalCodes.has(one.code))) return 'vital-signs'
  return { other: categories[0] ?? 'none' }
}

type Task = { readonly entry: Entry; readonly mapping: Mapping }

/** Takes back what a failed mapping had taken into its record. */
function undo(used: Set<Entry>, size: number): void {
  for (const entry of [...used].slice(size)) used.delete(entry)
}

function attempt({ entry, mapping }: Task, context: Context): Mapped | null {
  const { size } = context.used
  try {
    refuseUnknownModifiers(entry.resource, entry.text)
    return mapping(entry, context)
  } catch (error) {
    undo(context.used, size)
    context.leaveOut(entry, error)
    return null
  }
}

/** Panels before their members, members before lone values: what is part of another record stands there only. */
function observations(entries: readonly Entry[], context: Context): readonly Mapped[] {
  const panelsFirst = [...entries.filter((one) => each(one.resource.hasMember).length > 0), ...entries.filter((one) => each(one.resource.hasMember).length === 0)]
  const vital: { entry: Entry; subject: string }[] = []
  const records: (Mapped | null)[] = []
  for (const entry of panelsFirst) {
    if (context.used.has(entry)) continue
    const kind = observationKind(entry)
    if (kind === 'vital-signs') vital.push({ entry, subject: context.subject(entry)?.id ?? '' })
    else if (kind === 'laboratory') records.push(attempt({ entry, mapping: labObservation }, context))
    else if (kind === 'survey') records.push(attempt({ entry, mapping: surveyObservation }, context))
    else context.leaveOut(entry, new LeftOut('observation-category', kind.other))
  }
  return [...records.filter((one) => one !== null), ...vitalSigns(vital, context)]
}

/** The same thing twice in one file: the later one is the record, as a later delivery would be. */
function lastOfEach(entries: readonly Entry[], leftOut: LeftOutEntry[]): readonly Entry[] {
  const last = new Map<string, Entry>()
  for (const entry of entries) {
    const key = `${entry.type}/${entry.sourceId}`
    const before = last.get(key)
    if (before !== undefined) leftOut.push({ entry: before, reason: 'twice-in-file', what: null })
    last.set(key, entry)
  }
  return [...last.values()]
}

/** Why a resource without a mapping is not in the record; null when what it holds is. */
function withoutMapping({ type, holds }: Entry): LeftOutReason | null {
  if (type === 'Bundle') return holds === true ? null : 'inner-bundle'
  return type === 'Parameters' ? 'parameters' : 'no-kind'
}

export type MapUses = { readonly resolve: Resolve; readonly subject: (entry: Entry) => Subject | null }

/** Maps what belongs to a patient; `entries` are those that may be read. Nothing is executed: `request` is never looked at. */
export function mapBundle(entries: readonly Entry[], { resolve, subject }: MapUses): MappedBundle {
  const leftOut: LeftOutEntry[] = []
  const context: Context = {
    resolve,
    subject,
    used: new Set(),
    sameSubject: (entry, other) => {
      const own = subject(entry)?.id
      const theirs = subject(other)?.id
      return own !== undefined && own === theirs
    },
    leaveOut(entry, error) {
      if (!(error instanceof LeftOut)) throw error
      leftOut.push({ entry, reason: error.reason, what: error.what })
    },
  }
  for (const entry of entries) if (entry.deletes === true) leftOut.push({ entry, reason: 'asks-to-delete', what: null })
  const single = lastOfEach(entries.filter((entry) => entry.deletes !== true), leftOut)
  const reports = single.filter((one) => one.type === 'DiagnosticReport')
  const first = reports.map((entry) => attempt({ entry, mapping: diagnosticReport }, context))
  const measured = observations(single.filter((one) => one.type === 'Observation'), context)
  const rest = single.filter((one) => one.type !== 'DiagnosticReport' && one.type !== 'Observation' && one.type !== 'Patient' && !context.used.has(one)).map((entry) => {
    const mapping = mappings[entry.type]
    if (directoryTypes.has(entry.type)) return null
    if (mapping === undefined) {
      const reason = withoutMapping(entry)
      if (reason !== null) leftOut.push({ entry, reason, what: null })
      return null
    }
    return attempt({ entry, mapping }, context)
  })
  return { records: [...first, ...measured, ...rest].filter((one) => one !== null), leftOut }
}
