// How is an appointment sent? FHIR R4 Appointment, past or coming.
import type { DaySpec } from '../calendar.ts'
import type { Chart, Reference } from './chart.ts'
import { concept } from './codes.ts'
import { type StaffKey, staff } from './staff.ts'

export type AppointmentPlan = {
  readonly key: string
  readonly type: string
  readonly on: DaySpec
  readonly at: string
  readonly minutes?: number
  readonly with: StaffKey
  readonly status?: 'booked' | 'fulfilled' | 'cancelled' | 'noshow'
  readonly because?: string
  readonly instructions?: string
}

/** Adds one appointment; `booked` when the plan does not say how it ended. */
export function addAppointment(chart: Chart, plan: AppointmentPlan): Reference {
  const start = chart.calendar.at(plan.on, plan.at)
  const minutes = plan.minutes ?? 30
  const accepted = { required: 'required', status: 'accepted' }
  return chart.add('Appointment', plan.key, {
    fields: {
      status: plan.status ?? 'booked',
      cancelationReason: plan.because === undefined ? undefined : concept(plan.because),
      serviceType: [concept(plan.type)],
      specialty: [concept(staff[plan.with].specialty)],
      description: plan.type,
      start,
      end: chart.calendar.plusMinutes(start, minutes),
      minutesDuration: minutes,
      patientInstruction: plan.instructions,
      participant: [
        { actor: chart.patient, ...accepted },
        { actor: chart.staff(plan.with), ...accepted },
        { actor: chart.place(plan.with), ...accepted },
      ],
    },
  })
}
