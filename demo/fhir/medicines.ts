// How is a prescription sent? US Core MedicationRequest; when it ended and why are told as the source tells them.
import type { DaySpec } from '../calendar.ts'
import type { Chart, Reference } from './chart.ts'
import { concept, systems } from './codes.ts'
import type { StaffKey } from './staff.ts'

export type MedicinePlan = {
  readonly name: string
  /** RxNorm concept of the clinical drug, where the source gives one. */
  readonly rxnorm?: string
  readonly how: string
  readonly why?: string
  readonly on: DaySpec
  /** HH:MM of the order; a day alone when absent. */
  readonly at?: string
  readonly by: StaffKey
  readonly status?: 'active' | 'stopped' | 'completed' | 'on-hold' | 'cancelled'
  readonly until?: DaySpec
  readonly because?: string
  readonly refills?: number
  readonly visit?: Reference
}

/** Adds one prescription. */
export function addMedicine(chart: Chart, plan: MedicinePlan): Reference {
  const { calendar } = chart
  const until = plan.until === undefined ? undefined : calendar.day(plan.until)
  const refills = plan.refills
  const running = plan.status === 'completed' && until !== undefined && until >= calendar.today
  return chart.add('MedicationRequest', `${plan.name}:${plan.on}`, {
    profile: 'us-core-medicationrequest',
    fields: {
      status: running ? 'active' : (plan.status ?? 'active'),
      statusReason: plan.because === undefined ? undefined : concept(plan.because),
      intent: 'order',
      category: [concept('Community', { system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-category', code: 'community', display: 'Community' })],
      medicationCodeableConcept: plan.rxnorm === undefined ? concept(plan.name) : concept(plan.name, { system: systems.rxnorm, code: plan.rxnorm }),
      subject: chart.patient,
      encounter: plan.visit,
      authoredOn: plan.at === undefined ? calendar.day(plan.on) : calendar.at(plan.on, plan.at),
      requester: chart.staff(plan.by),
      reasonCode: plan.why === undefined ? undefined : [concept(plan.why)],
      dosageInstruction: [{ text: calendar.tell(plan.how) }],
      dispenseRequest: until === undefined && refills === undefined ? undefined : { validityPeriod: until === undefined ? undefined : { start: calendar.day(plan.on), end: until }, numberOfRepeatsAllowed: refills },
    },
  })
}
