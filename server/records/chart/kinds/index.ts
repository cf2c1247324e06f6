// Which presenter tells which kind? One for each kind of record: the compiler names the one that is missing.
import type { Clinical } from '../../../../contract/clinical.ts'
import type { RecordKind } from '../../../../contract/record-kinds.ts'
import type { Presented, Presenting } from '../presenting.ts'
import { presentAllergy } from './allergy.ts'
import { presentAppointment } from './appointment.ts'
import { presentCondition } from './condition.ts'
import { presentImagingReport } from './imaging-report.ts'
import { presentLabResult } from './lab-result.ts'
import { presentQuestionnaire, presentVitalSigns } from './measured.ts'
import { presentMedicine } from './medicine.ts'
import { presentNote } from './note.ts'
import { presentOrder, presentProcedure } from './planned.ts'
import { presentVaccine } from './vaccine.ts'
import { presentVisit } from './visit.ts'

type BodyOf<K extends RecordKind> = Extract<Clinical, { readonly kind: K }> extends never ? Extract<Clinical, { readonly kind: 'note' | 'visit-summary' | 'document' }> : Extract<Clinical, { readonly kind: K }>

const presenters = {
  'lab-result': presentLabResult,
  'imaging-report': presentImagingReport,
  visit: presentVisit,
  note: presentNote,
  'visit-summary': presentNote,
  document: presentNote,
  medicine: presentMedicine,
  vaccine: presentVaccine,
  condition: presentCondition,
  allergy: presentAllergy,
  appointment: presentAppointment,
  'vital-signs': presentVitalSigns,
  order: presentOrder,
  questionnaire: presentQuestionnaire,
  procedure: presentProcedure,
} satisfies { readonly [K in RecordKind]: (body: BodyOf<K>, about: Presenting) => Presented }

/** The stored body as facts. The kind is that of the record, which its body carries too. */
export function present(kind: RecordKind, body: Clinical, about: Presenting): Presented {
  const presenter = presenters[kind] as (body: Clinical, about: Presenting) => Presented
  return presenter(body, about)
}
