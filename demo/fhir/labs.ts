// How does a lab send a report and its measurements? A DiagnosticReport with one Observation each, ranges and flags as
// the lab prints them (US Core DiagnosticReport for Laboratory Results, US Core Laboratory Result Observation).
import type { DaySpec } from '../calendar.ts'
import { type LabTest, type LabTestKey, type Limits, labTests, limitsOfMen } from '../catalogue/lab-tests.ts'
import { type Panel, type PanelKey, panels } from '../catalogue/panels.ts'
import { draw, sway } from '../seeded.ts'
import { type Chart, type PatientFacts, type Reference, identifierSystem } from './chart.ts'
import { type Sensitivity, coded, concept, loinc, systems } from './codes.ts'
import { type Fields, type Json, decimal } from './json.ts'
import { type StaffKey, staffName } from './staff.ts'

export type LabStatus = 'registered' | 'preliminary' | 'final' | 'corrected' | 'cancelled' | 'entered-in-error'

/** One measurement as the plan wants it; a plain text is its value ("142", "<5", "Negative"). */
export type Measured = string | { readonly value?: string; readonly note?: string; readonly absent?: string; readonly flag?: string; readonly limits?: Limits | 'none' }

export type LabPlan = {
  readonly panel: PanelKey
  /** Tells two of the same panel at one visit apart. */
  readonly tag?: string
  readonly values?: Readonly<Partial<Record<LabTestKey, Measured>>>
  readonly status?: LabStatus
  /** Minutes from the start of the visit to the drawing; 15 when absent. */
  readonly after?: number
  readonly ready?: { readonly on: DaySpec; readonly at: string }
  readonly comment?: { readonly by: StaffKey; readonly on: DaySpec; readonly at: string; readonly text: string }
  readonly conclusion?: string
  /** The six digits of the lab's report number; made from the key when absent. */
  readonly number?: string
}

export type LabContext = {
  readonly key: string
  /** Instant of the drawing; absent when the source does not say. */
  readonly taken?: string
  readonly visit?: Reference
  readonly orderedBy: StaffKey
  readonly sensitive?: readonly Sensitivity[]
}

const expectedAnswers = new Set(['Negative', 'Not detected', 'Nonreactive'])

/** The range of the lab for this person. */
export function limitsOf(facts: PatientFacts, key: LabTestKey): Pick<LabTest, 'limits' | 'typical'> {
  const test: LabTest = labTests[key]
  return (facts.gender === 'male' ? limitsOfMen[key] : undefined) ?? test
}

/** A believable value inside the range: a person keeps near their own level from one test to the next. */
function usualValue(chart: Chart, key: LabTestKey, context: LabContext): string {
  const test: LabTest = labTests[key]
  const { typical, limits } = limitsOf(chart.facts, key)
  if (typical === undefined) return test.words ?? ''
  const digits = test.digits ?? 0
  const step = 10 ** -digits
  const own = sway(`${chart.facts.key}:${key}`) * 0.75 + sway(`${chart.facts.key}:${key}:${context.key}`) * 0.25
  const low = limits?.low === undefined ? -Infinity : Number(limits.low) + step
  const high = limits?.high === undefined ? Infinity : Number(limits.high) - step
  return Math.min(Math.max(typical[0] + typical[1] * own, low), high).toFixed(digits)
}

/** Hematocrit and red cells follow from hemoglobin and cell size, so that a blood count agrees with itself. */
function agreeingCount(values: Map<LabTestKey, Measured>, given: LabPlan['values']): void {
  const text = (key: LabTestKey): string => {
    const value = values.get(key)
    return typeof value === 'string' ? value : (value?.value ?? '')
  }
  if (!values.has('hematocrit')) return
  const hematocrit = Number(text('hemoglobin')) * 2.98
  if (given?.hematocrit === undefined) values.set('hematocrit', hematocrit.toFixed(1))
  if (given?.redCells === undefined) values.set('redCells', ((Number(text('hematocrit')) * 10) / Number(text('mcv'))).toFixed(2))
}

/** The lab's flag of a value (HL7 table 0078); none where it has no range. */
export function flagOf(test: LabTest, limits: Limits | undefined, value: string): string | undefined {
  if (test.words !== undefined) return expectedAnswers.has(test.words) ? (value === test.words ? 'N' : 'A') : undefined
  const number = Number(value.replace(/^[<>]=?/, ''))
  if (test.panic?.low !== undefined && number <= test.panic.low) return 'LL'
  if (test.panic?.high !== undefined && number >= test.panic.high) return 'HH'
  if (limits === undefined) return undefined
  if (limits.low !== undefined && number < Number(limits.low)) return 'L'
  if (limits.high === undefined) return 'N'
  const beyond = limits.low === undefined ? number >= Number(limits.high) : number > Number(limits.high)
  return beyond && !value.startsWith('<') ? 'H' : 'N'
}

function quantity(test: LabTest, text: string): Fields {
  const comparator = /^([<>]=?)/.exec(text)?.[1]
  const unit = test.unit === undefined || test.unit === '' ? {} : { unit: test.unit }
  return { value: decimal(text.replace(/^[<>]=?/, '')), comparator, ...unit, system: systems.ucum, code: test.ucum ?? test.unit }
}

function rangeFields(test: LabTest, limits: Limits | undefined): Json | undefined {
  if (test.words !== undefined) return expectedAnswers.has(test.words) ? [{ text: test.words }] : undefined
  if (limits === undefined) return undefined
  const edge = (value: string | undefined): Fields | undefined => (value === undefined ? undefined : quantity(test, value))
  const unit = test.unit === undefined || test.unit === '' ? '' : ` ${test.unit}`
  return [{ low: edge(limits.low), high: edge(limits.high), text: limits.text === undefined ? undefined : `${limits.text}${unit}` }]
}

function valueFields(test: LabTest, measured: Exclude<Measured, string>): Fields {
  if (measured.value === undefined) return { dataAbsentReason: concept(measured.absent ?? 'Not performed') }
  return test.words === undefined && /^[<>]?=?\d/.test(measured.value) ? { valueQuantity: quantity(test, measured.value) } : { valueCodeableConcept: concept(measured.value) }
}

const interpretationWords: Readonly<Record<string, string>> = { N: 'Normal', H: 'High', L: 'Low', HH: 'Critical high', LL: 'Critical low', A: 'Abnormal', AA: 'Critical abnormal' }

type One = { readonly test: LabTestKey; readonly measured: Measured; readonly times: Fields; readonly status: LabStatus; readonly context: LabContext }

function addMeasurement(chart: Chart, one: One): Reference {
  const test: LabTest = labTests[one.test]
  const measured = typeof one.measured === 'string' ? { value: one.measured } : one.measured
  const limits = measured.limits === 'none' ? undefined : (measured.limits ?? limitsOf(chart.facts, one.test).limits)
  const flag = measured.value === undefined ? undefined : (measured.flag ?? flagOf(test, limits, measured.value))
  const reference = chart.add('Observation', `${one.context.key}:${one.test}`, {
    profile: 'us-core-observation-lab',
    sensitive: one.context.sensitive ?? [],
    fields: {
      status: one.status,
      category: [coded(systems.observationCategory, 'laboratory', 'Laboratory')],
      code: concept(test.name, loinc(test.loinc, test.longName)),
      subject: chart.patient,
      encounter: one.context.visit,
      ...one.times,
      performer: [chart.lab],
      ...valueFields(test, measured),
      interpretation: flag === undefined ? undefined : [concept(interpretationWords[flag] ?? flag, { system: systems.interpretation, code: flag })],
      note: measured.note === undefined ? undefined : [{ text: chart.calendar.tell(measured.note) }],
      referenceRange: measured.value === undefined ? undefined : rangeFields(test, limits),
    },
  })
  return { ...reference, display: test.name }
}

/** "LR-26-104417": the lab's number of a report, from its year and key. */
export function reportNumber(letters: string, instant: string, from: { readonly key: string; readonly digits?: string | undefined }): string {
  return `${letters}-${instant.slice(2, 4)}-${from.digits ?? String(100_000 + Math.floor(draw(`report:${from.key}`) * 900_000))}`
}

function addOrder(chart: Chart, panel: Panel, context: LabContext): Reference {
  return chart.add('ServiceRequest', `order:${context.key}`, {
    profile: 'us-core-servicerequest',
    sensitive: context.sensitive ?? [],
    fields: {
      status: 'completed',
      intent: 'order',
      category: [concept('Laboratory procedure', { system: systems.snomed, code: '108252007', display: 'Laboratory procedure' })],
      code: panel.loinc === undefined ? concept(panel.name) : concept(panel.name, loinc(panel.loinc, panel.longName)),
      subject: chart.patient,
      encounter: context.visit,
      authoredOn: context.taken,
      requester: chart.staff(context.orderedBy),
    },
  })
}

function issuedAt(chart: Chart, plan: LabPlan, context: LabContext): string | undefined {
  if (context.taken === undefined) return undefined
  const { days } = panels[plan.panel]
  const soon = 75 + Math.floor(draw(`ready:${context.key}`) * 60)
  if (plan.ready === undefined && days === 0) return chart.calendar.plusMinutes(context.taken, soon)
  const minute = String(10 + Math.floor(draw(`minute:${context.key}`) * 49))
  const ready = plan.ready ?? { on: chart.calendar.day('T'), at: `06:${minute}` }
  const usual = chart.calendar.plusMinutes(context.taken, days * 1440).slice(0, 10)
  return chart.calendar.pastAt(plan.ready === undefined ? usual : ready.on, ready.at, { from: context.taken, minutes: soon })
}

function categories(panel: Panel): Json {
  const lab = coded(systems.diagnosticService, 'LAB', 'Laboratory')
  const names = { MB: 'Microbiology', GE: 'Genetics', CP: 'Cytopathology' }
  return panel.service === undefined ? [lab] : [lab, coded(systems.diagnosticService, panel.service, names[panel.service])]
}

/**
 * Adds one lab report with its order and its measurements. Values that the plan leaves out are drawn inside the lab's
 * range; flags follow from the range as the lab would set them.
 */
export function addLab(chart: Chart, plan: LabPlan, context: LabContext): Reference {
  const panel: Panel = panels[plan.panel]
  const status = plan.status ?? 'final'
  const issued = issuedAt(chart, plan, context)
  const times = { effectiveDateTime: context.taken, issued }
  const values = new Map<LabTestKey, Measured>(panel.tests.map((test) => [test, plan.values?.[test] ?? usualValue(chart, test, context)]))
  agreeingCount(values, plan.values)
  const results = status === 'registered' ? [] : [...values].map(([test, measured]) => addMeasurement(chart, { test, measured, times, status, context }))
  const { comment } = plan
  const said = comment === undefined ? undefined : chart.calendar.pastAt(comment.on, comment.at, { from: context.taken ?? '', minutes: 300 })
  return chart.add('DiagnosticReport', context.key, {
    profile: 'us-core-diagnosticreport-lab',
    sensitive: context.sensitive ?? [],
    fields: {
      identifier: [{ system: identifierSystem(chart.organization, 'report'), value: reportNumber('LR', context.taken ?? chart.calendar.today, { key: context.key, digits: plan.number }) }],
      basedOn: [addOrder(chart, panel, context)],
      status,
      category: categories(panel),
      code: panel.loinc === undefined ? concept(panel.name) : concept(panel.name, loinc(panel.loinc, panel.longName)),
      subject: chart.patient,
      encounter: context.visit,
      ...times,
      performer: [chart.lab],
      resultsInterpreter: comment === undefined ? undefined : [chart.staff(comment.by)],
      result: results.length === 0 ? undefined : results,
      note: comment === undefined ? undefined : [{ authorString: staffName(comment.by), time: said, text: chart.calendar.tell(comment.text) }],
      conclusion: plan.conclusion,
    },
  })
}
