// Which kinds of record are there, and where does each stand in the field's standards?
// The number is stored (ledger rows, scopes are bit masks over it): never renumber, only add.

export type KindEntry = {
  readonly number: number
  /** FHIR R4 resource that most often carries it. */
  readonly fhir: string
  /** US Core profile name, where there is one. */
  readonly usCore: string | null
  /** USCDI v3 data class. */
  readonly uscdi: string | null
  /** The date it is filed under, in the words of the FHIR element. */
  readonly filedUnder: string
  /** Shown by its own list in the record; the others are kept and shown by a later turn. */
  readonly listed: boolean
}

export const recordKinds = {
  'lab-result': { number: 1, fhir: 'DiagnosticReport', usCore: 'us-core-diagnosticreport-lab', uscdi: 'Laboratory', filedUnder: 'effective', listed: true },
  'imaging-report': { number: 2, fhir: 'DiagnosticReport', usCore: 'us-core-diagnosticreport-note', uscdi: 'Diagnostic Imaging', filedUnder: 'effective', listed: true },
  visit: { number: 3, fhir: 'Encounter', usCore: 'us-core-encounter', uscdi: 'Encounter Information', filedUnder: 'period.start', listed: true },
  note: { number: 4, fhir: 'DocumentReference', usCore: 'us-core-documentreference', uscdi: 'Clinical Notes', filedUnder: 'context.period.start', listed: true },
  'visit-summary': { number: 5, fhir: 'DocumentReference', usCore: 'us-core-documentreference', uscdi: 'Clinical Notes', filedUnder: 'context.period.start', listed: true },
  medicine: { number: 6, fhir: 'MedicationRequest', usCore: 'us-core-medicationrequest', uscdi: 'Medications', filedUnder: 'authoredOn', listed: true },
  vaccine: { number: 7, fhir: 'Immunization', usCore: 'us-core-immunization', uscdi: 'Immunizations', filedUnder: 'occurrence', listed: true },
  condition: { number: 8, fhir: 'Condition', usCore: 'us-core-condition-problems-health-concerns', uscdi: 'Problems', filedUnder: 'onset', listed: true },
  allergy: { number: 9, fhir: 'AllergyIntolerance', usCore: 'us-core-allergyintolerance', uscdi: 'Allergies and Intolerances', filedUnder: 'recordedDate', listed: true },
  appointment: { number: 10, fhir: 'Appointment', usCore: null, uscdi: null, filedUnder: 'start', listed: true },
  'vital-signs': { number: 11, fhir: 'Observation', usCore: 'us-core-vital-signs', uscdi: 'Vital Signs', filedUnder: 'effective', listed: true },
  order: { number: 12, fhir: 'ServiceRequest', usCore: 'us-core-servicerequest', uscdi: 'Orders', filedUnder: 'authoredOn', listed: false },
  questionnaire: { number: 13, fhir: 'Observation', usCore: 'us-core-observation-screening-assessment', uscdi: 'Health Status Assessments', filedUnder: 'effective', listed: false },
  procedure: { number: 14, fhir: 'Procedure', usCore: 'us-core-procedure', uscdi: 'Procedures', filedUnder: 'performed', listed: false },
  document: { number: 15, fhir: 'DocumentReference', usCore: 'us-core-documentreference', uscdi: 'Clinical Notes', filedUnder: 'date', listed: true },
} as const satisfies Record<string, KindEntry>

export type RecordKind = keyof typeof recordKinds
export const allRecordKinds = Object.keys(recordKinds) as readonly RecordKind[]

const byNumber = new Map<number, RecordKind>(allRecordKinds.map((kind) => [recordKinds[kind].number, kind]))

/** The stored number of a kind (1..62: a bit position in a scope mask). */
export function kindNumber(kind: RecordKind): number {
  return recordKinds[kind].number
}

/** The kind with this stored number; throws when the number was never given out. */
export function kindOf(number: number): RecordKind {
  const kind = byNumber.get(number)
  if (kind === undefined) throw new RangeError(`no record kind has the number ${number}`)
  return kind
}

/** A scope as a bit mask over kind numbers; PostgreSQL keeps it as bigint. */
export function kindMask(kinds: readonly RecordKind[]): bigint {
  return kinds.reduce((mask, kind) => mask | (1n << BigInt(recordKinds[kind].number)), 0n)
}

export const everyKindMask: bigint = kindMask(allRecordKinds)
