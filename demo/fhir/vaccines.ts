// How is a vaccine sent? US Core Immunization, with the day as exact as the source knows it.
import type { DaySpec } from '../calendar.ts'
import type { Chart, Reference } from './chart.ts'
import { concept, systems } from './codes.ts'
import type { Fields } from './json.ts'
import type { StaffKey } from './staff.ts'

export type VaccinePlan = {
  readonly name: string
  /** CDC CVX code. */
  readonly cvx?: string
  /** A day of the demo, an instant, or only a year ("1985"). */
  readonly on: DaySpec
  readonly lot?: string
  readonly maker?: string
  readonly site?: 'left arm' | 'right arm' | 'left thigh' | 'right thigh'
  readonly notGiven?: string
}

const sites: Readonly<Record<NonNullable<VaccinePlan['site']>, string>> = { 'left arm': 'LA', 'right arm': 'RA', 'left thigh': 'LT', 'right thigh': 'RT' }

function occurrence(chart: Chart, on: string): string {
  return /^\d{4}(-\d{2})?$/.test(on) || on.includes(':') ? on : chart.calendar.day(on)
}

function status(plan: VaccinePlan): Fields {
  return plan.notGiven === undefined ? { status: 'completed' } : { status: 'not-done', statusReason: concept(plan.notGiven) }
}

/** Adds one vaccine, given here or told from an older record (no visit). */
export function addVaccine(chart: Chart, plan: VaccinePlan, from: { visit?: Reference; by?: StaffKey }): Reference {
  return chart.add('Immunization', `${plan.name}:${from.visit?.reference ?? plan.on}`, {
    profile: 'us-core-immunization',
    fields: {
      ...status(plan),
      vaccineCode: plan.cvx === undefined ? concept(plan.name) : concept(plan.name, { system: systems.cvx, code: plan.cvx }),
      patient: chart.patient,
      encounter: from.visit,
      occurrenceDateTime: occurrence(chart, plan.on),
      primarySource: from.visit !== undefined,
      manufacturer: plan.maker === undefined ? undefined : { display: plan.maker },
      lotNumber: plan.lot,
      site: plan.site === undefined ? undefined : concept(plan.site, { system: 'http://terminology.hl7.org/CodeSystem/v3-ActSite', code: sites[plan.site], display: plan.site }),
      performer: from.by === undefined ? undefined : [{ actor: chart.staff(from.by) }],
    },
  })
}
