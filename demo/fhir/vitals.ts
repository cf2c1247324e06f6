// How are blood pressure, weight and the like sent? One Observation each, all of one moment (US Core Vital Signs).
import type { Chart, Reference } from './chart.ts'
import { type Sensitivity, coded, concept, loinc, systems } from './codes.ts'
import { type Fields, decimal } from './json.ts'
import type { StaffKey } from './staff.ts'

/** Values as the nurse typed them: pressure "118/76", the rest in the unit of its name. */
export type VitalsPlan = {
  readonly pressure?: string
  readonly pulse?: string
  readonly pounds?: string
  readonly inches?: string
  readonly fahrenheit?: string
  readonly oxygen?: string
}

type Measure = { readonly loinc: string; readonly name: string; readonly unit: string; readonly ucum: string; readonly profile: string }

const measures: Readonly<Record<Exclude<keyof VitalsPlan, 'pressure'>, Measure>> = {
  pulse: { loinc: '8867-4', name: 'Heart rate', unit: 'beats/min', ucum: '/min', profile: 'us-core-heart-rate' },
  pounds: { loinc: '29463-7', name: 'Body weight', unit: 'lb', ucum: '[lb_av]', profile: 'us-core-body-weight' },
  inches: { loinc: '8302-2', name: 'Body height', unit: 'in', ucum: '[in_i]', profile: 'us-core-body-height' },
  fahrenheit: { loinc: '8310-5', name: 'Body temperature', unit: 'degF', ucum: '[degF]', profile: 'us-core-body-temperature' },
  oxygen: { loinc: '2708-6', name: 'Oxygen saturation in Arterial blood', unit: '%', ucum: '%', profile: 'us-core-pulse-oximetry' },
}

export type VitalsContext = { readonly key: string; readonly at: string; readonly visit?: Reference; readonly by: StaffKey; readonly sensitive?: readonly Sensitivity[] }

function around(chart: Chart, context: VitalsContext): Fields {
  return {
    status: 'final',
    category: [coded(systems.observationCategory, 'vital-signs', 'Vital Signs')],
    subject: chart.patient,
    encounter: context.visit,
    effectiveDateTime: context.at,
    issued: context.at,
    performer: [chart.staff(context.by)],
  }
}

function addPressure(chart: Chart, pressure: string, context: VitalsContext): void {
  const [systolic = '', diastolic = ''] = pressure.split('/')
  const part = (code: string, name: string, value: string): Fields => ({
    code: concept(name, loinc(code, name)),
    valueQuantity: { value: decimal(value), unit: 'mmHg', system: systems.ucum, code: 'mm[Hg]' },
  })
  chart.add('Observation', `${context.key}:pressure`, {
    profile: 'us-core-blood-pressure',
    sensitive: context.sensitive ?? [],
    fields: {
      ...around(chart, context),
      code: concept('Blood pressure', loinc('85354-9', 'Blood pressure panel with all children optional')),
      component: [part('8480-6', 'Systolic blood pressure', systolic), part('8462-4', 'Diastolic blood pressure', diastolic)],
    },
  })
}

/** Adds the vital signs of one moment. */
export function addVitals(chart: Chart, plan: VitalsPlan, context: VitalsContext): void {
  if (plan.pressure !== undefined) addPressure(chart, plan.pressure, context)
  for (const key of ['pulse', 'pounds', 'inches', 'fahrenheit', 'oxygen'] as const) {
    const value = plan[key]
    if (value === undefined) continue
    const measure = measures[key]
    chart.add('Observation', `${context.key}:${key}`, {
      profile: measure.profile,
      sensitive: context.sensitive ?? [],
      fields: {
        ...around(chart, context),
        code: concept(measure.name, loinc(measure.loinc, measure.name)),
        valueQuantity: { value: decimal(value), unit: measure.unit, system: systems.ucum, code: measure.ucum },
      },
    })
  }
}
