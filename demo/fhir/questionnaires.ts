// How is the score of a questionnaire sent? As an Observation of category survey, not as a lab result.
import type { DaySpec } from '../calendar.ts'
import type { Chart, Reference } from './chart.ts'
import { type Sensitivity, coded, concept, systems } from './codes.ts'
import { decimal } from './json.ts'

export type ScorePlan = {
  readonly key: string
  readonly name: string
  readonly loinc: string
  readonly score: string
  readonly on: DaySpec
  readonly at: string
  readonly note?: string
  readonly sensitive?: readonly Sensitivity[]
}

/** Adds one total score. */
export function addScore(chart: Chart, plan: ScorePlan): Reference {
  const at = chart.calendar.at(plan.on, plan.at)
  return chart.add('Observation', plan.key, {
    profile: 'us-core-observation-screening-assessment',
    sensitive: plan.sensitive ?? [],
    fields: {
      status: 'final',
      category: [coded(systems.observationCategory, 'survey', 'Survey')],
      code: concept(plan.name, { system: systems.loinc, code: plan.loinc }),
      subject: chart.patient,
      effectiveDateTime: at,
      issued: at,
      valueQuantity: { value: decimal(plan.score), unit: '{score}', system: systems.ucum, code: '{score}' },
      note: plan.note === undefined ? undefined : [{ text: plan.note }],
    },
  })
}
