// Appointments as the day changes them: Rosa's is moved, Hannah's is called off.
import type { PatientFacts } from '../../fhir/chart.ts'
import { type StaffKey, staff } from '../../fhir/staff.ts'
import { hannahFacts } from '../../people/hannah.ts'
import { rosaFacts } from '../../people/rosa/rosa.ts'
import { lakesideAuthority } from '../feeds.ts'
import { type Field, type Segment, timestamp } from '../hl7v2/write-message.ts'
import type { Step } from '../step.ts'
import { type LakesideDay, type Moment, clinician, lakesideStep, personSegment } from './day.ts'

type Planned = { readonly person: PatientFacts; readonly number: string; readonly what: string; readonly with: StaffKey; readonly minutes: number }

const triggers = { S12: 'Booked', S13: 'Booked', S15: 'Cancelled' } as const

type Change = Moment & { readonly trigger: keyof typeof triggers; readonly on: string; readonly time: string; readonly because?: string }

/** SIU: SCH with the appointment as it stands now, then its parts: what, with whom, where. */
function scheduled(day: LakesideDay, planned: Planned, { trigger, on, time, because, ...told }: Change): Step {
  const { calendar } = day
  const start = calendar.at(on, time)
  const minutes = String(planned.minutes)
  const number: Field = [`A${day.stamp}${planned.number}`, 'LAKESIDE_EHR']
  const span: Field = [undefined, undefined, `M${minutes}`, timestamp(start), timestamp(calendar.plusMinutes(start, planned.minutes))]
  const place = staff[planned.with]
  const segments: readonly Segment[] = [
    { name: 'SCH', fields: { 1: number, 2: number, 6: because === undefined ? undefined : [undefined, because], 7: [undefined, planned.what], 8: ['FOLLOWUP', planned.what, 'L'], 9: minutes, 10: ['min', 'minute', 'UCUM'], 11: span, 16: ['DESK', 'Desk', undefined, undefined, undefined, undefined, undefined, undefined, lakesideAuthority], 25: triggers[trigger] } },
    personSegment(planned.person),
    { name: 'RGS', fields: { 1: '1' } },
    { name: 'AIS', fields: { 1: '1', 3: ['FOLLOWUP', planned.what, 'L'], 4: timestamp(start), 7: minutes, 8: ['min', 'minute', 'UCUM'] } },
    { name: 'AIL', fields: { 1: '1', 3: [place.clinic, undefined, undefined, ['LAKESIDE', lakesideAuthority[1], lakesideAuthority[2]], undefined, 'C', undefined, undefined, place.address] } },
    { name: 'AIP', fields: { 1: '1', 3: clinician(planned.with) } },
  ]
  return lakesideStep(day, { ...told, event: ['SIU', trigger, 'SIU_S12'], segments })
}

const rosas: Planned = { person: rosaFacts, number: '11', what: 'Follow-up visit', with: 'chen', minutes: 30 }
const hannahs: Planned = { person: hannahFacts, number: '12', what: 'Thyroid check', with: 'rao', minutes: 20 }

/** Two are made; one is moved, one is called off. */
export function appointments(day: LakesideDay): readonly Step[] {
  return [
    scheduled(day, rosas, { trigger: 'S12', key: 'moved-booked', at: '09:05', says: 'Rosa gets an appointment with Dr. Chen.', on: 'T+9', time: '14:00' }),
    scheduled(day, hannahs, { trigger: 'S12', key: 'cancelled-booked', at: '09:15', says: 'Hannah gets an appointment with Dr. Rao.', on: 'T+6', time: '10:20' }),
    scheduled(day, rosas, { trigger: 'S13', key: 'moved-moved', at: '13:20', says: 'Rosa’s appointment is moved to another day.', on: 'T+12', time: '09:30', because: 'Asked for by the patient' }),
    scheduled(day, hannahs, { trigger: 'S15', key: 'cancelled-cancelled', at: '14:45', says: 'Hannah’s appointment is called off.', on: 'T+6', time: '10:20', because: 'The doctor is away' }),
  ]
}
