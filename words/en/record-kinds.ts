// What is each kind of record called? One word for one thing, in every place.
import type { RecordKind } from '../../contract/record-kinds.ts'

type KindWords = {
  /** "test result". */
  readonly one: string
  /** "test results". */
  readonly many: string
  /** Heading of its list. */
  readonly heading: string
  /** "1 test result", "64 test results": the noun follows a number. */
  readonly counted: (count: number) => string
  /** The heading of its part of a visit. */
  readonly inVisit: string
}

const kind = (one: string, many: string, heading: string, inVisit = heading): KindWords => ({ one, many, heading, inVisit, counted: (count) => `${count} ${count === 1 ? one : many}` })

export const recordKindWords = {
  'lab-result': kind('test result', 'test results', 'Test results', 'Tests'),
  'imaging-report': kind('imaging report', 'imaging reports', 'Imaging reports', 'Pictures'),
  visit: kind('visit', 'visits', 'Visits and hospital stays', 'Visit'),
  note: kind('note', 'notes', 'Notes from your care team', 'Note'),
  'visit-summary': kind('After Visit Summary', 'After Visit Summaries', 'After Visit Summaries', 'After Visit Summary'),
  medicine: kind('medicine', 'medicines', 'Medicines'),
  vaccine: kind('vaccine', 'vaccines', 'Vaccines'),
  condition: kind('health condition', 'health conditions', 'Health conditions'),
  allergy: kind('allergy', 'allergies', 'Allergies'),
  appointment: kind('appointment', 'appointments', 'Appointments'),
  'vital-signs': kind('measurement', 'measurements', 'Blood pressure, weight and more', 'Blood pressure, weight and more'),
  order: kind('order', 'orders', 'Orders', 'Ordered'),
  questionnaire: kind('set of questions', 'sets of questions', 'Questions you answered'),
  procedure: kind('procedure', 'procedures', 'Procedures'),
  document: kind('document', 'documents', 'Letters and documents'),
} as const satisfies Record<RecordKind, KindWords>
