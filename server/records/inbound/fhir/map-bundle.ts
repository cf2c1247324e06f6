// What do the entries of one file mean as records? Each resource has one mapping; reports take their results with them.
import type { Entry } from '../read-bundle.ts'
import { composition } from './kinds/composition.ts'
import { allergy, condition, procedure, vaccine } from './kinds/lists.ts'
import { appointment, order } from './kinds/plans.ts'
import { type ObservationKind, listedKinds, observationKind } from './kinds/observation-kind.ts'
import { diagnosticReport } from './kinds/reports.ts'
import { documentReference } from './kinds/note.ts'
import { imagingObservation, imagingStudy } from './kinds/imaging.ts'
import { labObservation } from './kinds/lab.ts'
import { medicine } from './kinds/medicine.ts'
import { questionnaireResponse, surveyObservation } from './kinds/questionnaire.ts'
import { visit } from './kinds/visit.ts'
import { vitalSigns } from './kinds/vital-signs.ts'
import { each, table } from './element.ts'
import { newestOfEach } from './as-of.ts'
import { refuseUnknownModifiers } from './denials.ts'
import { noteForms } from './forms.ts'
import { LeftOut, type LeftOutReason } from './left-out.ts'
import type { Context, Mapped, Mapping } from './record.ts'
import { type Resolve, directoryTypes } from './references.ts'
import type { Subject } from './subjects.ts'

/** Raised when a mapping changes: records are then written anew from what came. */
export const mappingVersion = 5

/** `partOf`: only an element of this entry was left out, and the rest is shown; `entry` then names the element in its type. */
export type LeftOutEntry = { readonly entry: Entry; readonly reason: LeftOutReason; readonly what: string | null; readonly partOf?: Entry }
export type MappedBundle = { readonly records: readonly Mapped[]; readonly leftOut: readonly LeftOutEntry[] }

const mappings: Readonly<Record<string, Mapping>> = table({
  Encounter: visit, DocumentReference: documentReference, MedicationRequest: medicine, MedicationStatement: medicine, MedicationOrder: medicine, Immunization: vaccine, Condition: condition, AllergyIntolerance: allergy,
  Procedure: procedure, Appointment: appointment, ServiceRequest: order, ImagingStudy: imagingStudy, DiagnosticReport: diagnosticReport, QuestionnaireResponse: questionnaireResponse,
})

/** What a whole file is mapped with. */
type MappingContext = Context & { /** From here on everything can be taken back: what was used, and what was left out. */ begin(): () => void }

function openContext({ resolve, subject }: MapUses, told: ReadonlySet<Entry>): { readonly context: MappingContext; readonly leftOut: LeftOutEntry[] } {
  const leftOut: LeftOutEntry[] = []
  const used = new Set<Entry>()
  const noted = new Map<Entry, Set<string>>()
  const context: MappingContext = {
    resolve,
    subject,
    used,
    sameSubject: (entry, other) => {
      const own = subject(entry)?.id
      const theirs = subject(other)?.id
      return own !== undefined && own === theirs
    },
    told: (entry) => told.has(entry),
    leaveOut(entry, error) {
      if (!(error instanceof LeftOut)) throw error
      leftOut.push({ entry, reason: error.reason, what: error.what })
    },
    unread: (entry) => (reason, what) => {
      const known = noted.get(entry) ?? new Set()
      noted.set(entry, known)
      if (known.has(`${reason} ${what}`)) return
      known.add(`${reason} ${what}`)
      leftOut.push({ entry: { ...entry, type: `${entry.type}: ${what.split('.')[0] ?? what}` }, reason, what, partOf: entry })
    },
    begin() {
      const [size, length] = [used.size, leftOut.length]
      return () => {
        for (const entry of [...used].slice(size)) used.delete(entry)
        for (const { partOf } of leftOut.splice(length)) if (partOf !== undefined) noted.delete(partOf)
      }
    },
  }
  return { context, leftOut }
}

export type MapUses = { readonly resolve: Resolve; readonly subject: (entry: Entry) => Subject | null }

type Task<T> = { readonly entry: Entry; readonly mapping: (entry: Entry, context: Context) => T }

function attempt<T>({ entry, mapping }: Task<T>, context: MappingContext): T | null {
  const undo = context.begin()
  context.resolve.reads(entry)
  try {
    refuseUnknownModifiers(entry.resource, entry.text)
    noteForms(entry.type, entry.resource, context.unread(entry))
    return mapping(entry, context)
  } catch (error) {
    undo()
    context.leaveOut(entry, error)
    return null
  }
}

/** Panels before their members, members before lone values: what is part of another record stands there only. */
function observations(entries: readonly Entry[], listed: ReadonlyMap<Entry, ObservationKind>, context: MappingContext): readonly Mapped[] {
  const panels = entries.filter((one) => each(one.resource.hasMember).length > 0)
  // A panel inside another one is read there.
  context.resolve.reads(null)
  const inner = new Set(panels.flatMap((one) => each(one.resource.hasMember).map((member) => context.resolve(member, one.resource).entry)))
  const panelsFirst = [...panels.filter((one) => !inner.has(one)), ...panels.filter((one) => inner.has(one)), ...entries.filter((one) => each(one.resource.hasMember).length === 0)]
  const vital: { entry: Entry; subject: string }[] = []
  const records: (Mapped | null)[] = []
  for (const entry of panelsFirst) {
    if (context.used.has(entry)) continue
    const kind = observationKind(entry, listed)
    // It is a record of its own: a circle of members does not come back to it.
    if (kind === 'laboratory' || kind === 'survey' || kind === 'imaging') context.used.add(entry)
    if (kind === 'vital-signs') vital.push({ entry, subject: context.subject(entry)?.id ?? '' })
    else if (kind === 'laboratory') records.push(attempt({ entry, mapping: labObservation }, context))
    else if (kind === 'survey') records.push(attempt({ entry, mapping: surveyObservation }, context))
    else if (kind === 'imaging') records.push(attempt({ entry, mapping: imagingObservation }, context))
    else context.leaveOut(entry, new LeftOut('observation-category', kind.other))
  }
  return [...records.filter((one) => one !== null), ...vitalSigns(vital, context)]
}

/** Why a resource without a mapping is not in the record; null when what it holds is. */
function withoutMapping({ type, holds }: Entry): LeftOutReason | null {
  if (type === 'Bundle') return holds === true ? null : 'inner-bundle'
  return type === 'Parameters' ? 'parameters' : 'no-kind'
}

/** Maps what belongs to a patient; `entries` are those that may be read. Nothing is executed: `request` is never looked at. */
export function mapBundle(entries: readonly Entry[], { resolve, subject }: MapUses): MappedBundle {
  const told = new Set<Entry>()
  const { context, leftOut } = openContext({ resolve, subject }, told)
  for (const entry of entries) if (entry.deletes === true) leftOut.push({ entry, reason: 'asks-to-delete', what: null })
  const { newest: single, older } = newestOfEach(entries.filter((entry) => entry.deletes !== true))
  for (const entry of older) leftOut.push({ entry, reason: 'twice-in-file', what: null })
  const reports = single.filter((one) => one.type === 'DiagnosticReport')
  const first = reports.map((entry) => attempt({ entry, mapping: diagnosticReport }, context))
  const documents = single.filter((one) => one.type === 'Composition')
  const measured = observations(single.filter((one) => one.type === 'Observation'), listedKinds(documents, context), context)
  const unmapped: LeftOutEntry[] = []
  const rest = single.filter((one) => one.type !== 'DiagnosticReport' && one.type !== 'Observation' && one.type !== 'Patient' && one.type !== 'Composition' && !context.used.has(one)).map((entry) => {
    const mapping = mappings[entry.type]
    if (directoryTypes.has(entry.type)) return null
    if (mapping === undefined) {
      const reason = withoutMapping(entry)
      if (reason !== null) unmapped.push({ entry, reason, what: null })
      return null
    }
    return attempt({ entry, mapping }, context)
  })
  const records = [...first, ...measured, ...rest].filter((one) => one !== null)
  for (const { from } of records) for (const entry of from) told.add(entry)
  // A file that a document holds is in the record with it.
  leftOut.push(...unmapped.filter(({ entry }) => !told.has(entry)))
  // A document says how much of it stands in the lists; it is the first to be written.
  return { records: [...documents.flatMap((entry) => attempt({ entry, mapping: composition }, context) ?? []), ...records], leftOut }
}
