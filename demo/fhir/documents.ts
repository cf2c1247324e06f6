// How are notes, After Visit Summaries and letters sent? DocumentReference with the words inside, signed or not yet.
import { type Chart, type Reference, clinicalNote, localDocumentType } from './chart.ts'
import { type Coding, type Sensitivity, concept, loinc } from './codes.ts'
import { type Fields, base64 } from './json.ts'
import type { StaffKey } from './staff.ts'

/** Kinds of clinical note with their LOINC document type. */
const noteTypes = {
  progress: ['11506-3', 'Progress note'],
  consult: ['11488-4', 'Consult note'],
  checkup: ['34117-2', 'History and physical note'],
  procedure: ['28570-0', 'Procedure note'],
  emergency: ['34111-5', 'Emergency department Note'],
  discharge: ['18842-5', 'Discharge summary'],
  phone: ['34748-4', 'Telephone encounter Note'],
} as const

export type NoteType = keyof typeof noteTypes | 'death'

export type DocumentPlan = {
  readonly key: string
  readonly type: Fields
  readonly title: string
  readonly text: string
  readonly clinical: boolean
  readonly by: StaffKey
  /** Instant of writing and, unless `unsigned`, of signing; absent when the source does not say. */
  readonly written?: string
  readonly unsigned?: boolean
  readonly visit?: { readonly reference: Reference; readonly start: string; readonly end?: string }
  readonly sensitive?: readonly Sensitivity[]
  /** The document that this one adds to. */
  readonly appends?: Reference
}

/** The type of a visit note. A note of death has only the organization's words. */
export function noteType(chart: Chart, type: NoteType): Fields {
  if (type === 'death') return concept('Note of death', localDocumentType(chart.organization, 'DEATH', 'Note of death'))
  const [code, name] = noteTypes[type]
  return concept(name, loinc(code, name))
}

/** An After Visit Summary carries the organization's own type: LOINC has no code of that name. */
export function visitSummaryType(chart: Chart): Fields {
  return concept('After Visit Summary', localDocumentType(chart.organization, 'AVS', 'After Visit Summary'))
}

/** The type of a letter or form: the organization's words, with a LOINC code where there is one. */
export function letterType(name: string, ...codings: readonly Coding[]): Fields {
  return concept(name, ...codings)
}

/** Adds one document with its text inside. */
export function addDocument(chart: Chart, plan: DocumentPlan): Reference {
  const author = chart.staff(plan.by)
  return chart.add('DocumentReference', plan.key, {
    profile: 'us-core-documentreference',
    sensitive: plan.sensitive ?? [],
    fields: {
      status: 'current',
      docStatus: plan.unsigned === true ? 'preliminary' : 'final',
      type: plan.type,
      category: [plan.clinical ? clinicalNote : concept('Letters and documents', localDocumentType(chart.organization, 'LETTER', 'Letters and documents'))],
      subject: chart.patient,
      date: plan.written,
      author: [author],
      authenticator: plan.unsigned === true ? undefined : author,
      custodian: chart.custodian,
      relatesTo: plan.appends === undefined ? undefined : [{ code: 'appends', target: plan.appends }],
      description: plan.title,
      content: [{ attachment: { contentType: 'text/plain; charset=utf-8', title: plan.title, creation: plan.written, data: base64(plan.text) } }],
      context: plan.visit === undefined ? undefined : { encounter: [plan.visit.reference], period: { start: plan.visit.start, end: plan.visit.end } },
    },
  })
}
