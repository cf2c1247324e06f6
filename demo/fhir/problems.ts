// How are health conditions and allergies sent? US Core Condition and AllergyIntolerance.
import type { DaySpec } from '../calendar.ts'
import type { Chart, Reference } from './chart.ts'
import { type Coding, coded, concept, snomed, systems } from './codes.ts'
import type { Fields, Json } from './json.ts'
import type { StaffKey } from './staff.ts'

export type ConditionPlan = {
  readonly name: string
  readonly snomed?: string
  readonly icd10?: string
  /** A day of the demo, or only a year. Some records have none. */
  readonly onset?: DaySpec
  readonly recorded?: DaySpec
  readonly ended?: DaySpec
  readonly by?: StaffKey
  readonly status?: 'active' | 'inactive' | 'resolved'
  readonly note?: string
}

export type AllergyPlan = {
  readonly name: string
  readonly snomed?: string
  readonly reactions: readonly string[]
  readonly severe?: 'low' | 'high'
  readonly recorded: DaySpec
  readonly by: StaffKey
  readonly category?: 'medication' | 'food' | 'environment'
}

function dated(chart: Chart, spec: DaySpec | undefined): string | undefined {
  if (spec === undefined || /^\d{4}(-\d{2})?$/.test(spec)) return spec
  return chart.calendar.day(spec)
}

function codings(plan: ConditionPlan): readonly Coding[] {
  return [...(plan.snomed === undefined ? [] : [snomed(plan.snomed, plan.name)]), ...(plan.icd10 === undefined ? [] : [{ system: systems.icd10, code: plan.icd10 }])]
}

function standing(of: 'condition' | 'allergyintolerance', clinical: string): { readonly [name: string]: Json } {
  const verification = of === 'condition' ? 'condition-ver-status' : 'allergyintolerance-verification'
  return {
    clinicalStatus: coded(`http://terminology.hl7.org/CodeSystem/${of}-clinical`, clinical),
    verificationStatus: coded(`http://terminology.hl7.org/CodeSystem/${verification}`, 'confirmed'),
  }
}

/** Adds one condition of the problem list. */
export function addCondition(chart: Chart, plan: ConditionPlan): Reference {
  return chart.add('Condition', plan.name, {
    profile: 'us-core-condition-problems-health-concerns',
    fields: {
      ...standing('condition', plan.status ?? 'active'),
      category: [coded('http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item', 'Problem List Item')],
      code: concept(plan.name, ...codings(plan)),
      subject: chart.patient,
      onsetDateTime: dated(chart, plan.onset),
      abatementDateTime: dated(chart, plan.ended),
      recordedDate: dated(chart, plan.recorded),
      recorder: plan.by === undefined ? undefined : chart.staff(plan.by),
      note: plan.note === undefined ? undefined : [{ text: plan.note }],
    },
  })
}

/** Adds one allergy. */
export function addAllergy(chart: Chart, plan: AllergyPlan): Reference {
  return chart.add('AllergyIntolerance', plan.name, {
    profile: 'us-core-allergyintolerance',
    fields: {
      ...standing('allergyintolerance', 'active'),
      type: 'allergy',
      category: [plan.category ?? 'medication'],
      criticality: plan.severe,
      code: plan.snomed === undefined ? concept(plan.name) : concept(plan.name, snomed(plan.snomed, plan.name)),
      patient: chart.patient,
      recordedDate: dated(chart, plan.recorded),
      recorder: chart.staff(plan.by),
      reaction: plan.reactions.length === 0 ? undefined : [{ manifestation: plan.reactions.map((text): Fields => concept(text)) }],
    },
  })
}

/** Somebody asked and wrote down that there are none (SNOMED 716186003). */
export function addNoKnownAllergies(chart: Chart, said: { readonly on: DaySpec; readonly by: StaffKey }): Reference {
  return chart.add('AllergyIntolerance', 'none', {
    profile: 'us-core-allergyintolerance',
    fields: {
      ...standing('allergyintolerance', 'active'),
      code: concept('No known allergies', snomed('716186003', 'No known allergy')),
      patient: chart.patient,
      recordedDate: chart.calendar.day(said.on),
      recorder: chart.staff(said.by),
    },
  })
}
