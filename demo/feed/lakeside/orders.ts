// How do Lakeside's lab and its radiology tell where an order stands? Orders (ORM^O01), then reports (ORU^R01).
import { type LabTest, type LabTestKey, labTests } from '../../catalogue/lab-tests.ts'
import { type Panel, type PanelKey, panels } from '../../catalogue/panels.ts'
import type { PatientFacts } from '../../fhir/chart.ts'
import { flagOf, limitsOf } from '../../fhir/labs.ts'
import type { StaffKey } from '../../fhir/staff.ts'
import { type Field, type Segment, timestamp } from '../hl7v2/write-message.ts'
import { type LakesideDay, type Moment, type Told, clinician, personSegment, remark, visitNumber } from './day.ts'

/** One order of the day: the numbers by which everybody knows it, what was asked, of whom, by whom. */
export type Order = {
  readonly person: PatientFacts
  /** Ends the placer's (EHR) and the filler's (lab) number. */
  readonly number: string
  readonly of: { readonly panel: PanelKey } | { readonly exam: string; readonly loinc: string }
  readonly by: StaffKey
  /** Number of the stay during which it was asked for. */
  readonly stay?: string
  /** HH:MM: ordered, and taken. */
  readonly ordered: string
  readonly taken: string
}

/** HL7 table 0085, the part that is sent here. */
export type ResultStatus = 'P' | 'F' | 'C'

const isLab = (order: Order): order is Order & { readonly of: { readonly panel: PanelKey } } => 'panel' in order.of

function service(order: Order): Field {
  if (!isLab(order)) return 'loinc' in order.of ? [order.of.loinc, order.of.exam, 'LN'] : undefined
  const panel: Panel = panels[order.of.panel]
  return panel.loinc === undefined ? [order.of.panel, panel.name, 'L'] : [panel.loinc, panel.name, 'LN']
}

const numbers = (day: LakesideDay, order: Order): Record<2 | 3, Field> => ({ 2: [`P${day.stamp}${order.number}`, 'LAKESIDE_EHR'], 3: [`F${day.stamp}${order.number}`, isLab(order) ? 'LAKESIDE_LAB' : 'LAKESIDE_RAD'] })

function common(day: LakesideDay, order: Order, control: { readonly code: string; readonly status: string; readonly at: string }): Segment {
  return { name: 'ORC', fields: { 1: control.code, ...numbers(day, order), 5: control.status, 9: timestamp(day.at(control.at)), 12: clinician(order.by) } }
}

function request(day: LakesideDay, order: Order, rest: Readonly<Record<number, Field>>): Segment {
  return { name: 'OBR', fields: { 1: '1', ...numbers(day, order), 4: service(order), 16: clinician(order.by), 24: isLab(order) ? 'LAB' : 'RAD', ...rest } }
}

/** Who it is about, and during which stay (PV1-19). */
function about({ person, stay }: Order): readonly Segment[] {
  const visit: Segment = { name: 'PV1', fields: { 1: '1', 2: 'I', 19: stay === undefined ? undefined : visitNumber(stay) } }
  return stay === undefined ? [personSegment(person)] : [personSegment(person), visit]
}

/** NW: a new order; nothing is taken yet. */
export function orderedTold(day: LakesideDay, order: Order, moment: Moment): Told {
  return { ...moment, event: ['ORM', 'O01', 'ORM_O01'], segments: [...about(order), common(day, order, { code: 'NW', status: 'SC', at: order.ordered }), request(day, order, {})] }
}

/** SC, in process: it was taken (OBR-7) and is at the lab (OBR-14). */
export function takenTold(day: LakesideDay, order: Order, moment: Moment): Told {
  const taken = { 7: timestamp(day.at(order.taken)), 14: timestamp(day.at(moment.at)) }
  return { ...moment, from: 'LAB', event: ['ORM', 'O01', 'ORM_O01'], segments: [...about(order), common(day, order, { code: 'SC', status: 'IP', at: moment.at }), request(day, order, { ...taken, 25: 'I' })] }
}

export type Report = {
  readonly status: ResultStatus
  readonly values: Readonly<Partial<Record<LabTestKey, string>>>
  /** Why it was corrected, or whatever the lab adds. */
  readonly remark?: string
}

function measurement(order: Order, at: number, { test, value, status, taken }: { readonly test: LabTestKey; readonly value: string; readonly status: ResultStatus; readonly taken: string }): Segment {
  const known: LabTest = labTests[test]
  const limits = limitsOf(order.person, test).limits
  const coded = known.words !== undefined
  const code: Field = [known.loinc, known.name, 'LN', test.toUpperCase(), known.name, 'L']
  const unit: Field = known.unit === undefined || known.unit === '' ? undefined : [known.ucum ?? known.unit, known.unit, 'UCUM']
  return { name: 'OBX', fields: { 1: String(at), 2: coded ? 'CWE' : 'NM', 3: code, 5: coded ? [undefined, value] : value, 6: unit, 7: coded ? known.words : limits?.text, 8: flagOf(known, limits, value), 11: status, 14: taken, 23: 'Lakeside Regional Lab' } }
}

/** A lab report as it stands at that moment: every measurement with its own status. */
export function reportTold(day: LakesideDay, order: Order, { report, ...moment }: Moment & { readonly report: Report }): Told {
  const taken = timestamp(day.at(order.taken))
  const values = Object.entries(report.values) as [LabTestKey, string][]
  const measured = values.map(([test, value], at) => measurement(order, at + 1, { test, value, status: report.status, taken }))
  const head = request(day, order, { 7: taken, 22: timestamp(day.at(moment.at)), 25: report.status })
  return { ...moment, from: 'LAB', event: ['ORU', 'R01', 'ORU_R01'], segments: [...about(order), common(day, order, { code: 'RE', status: report.status === 'P' ? 'IP' : 'CM', at: moment.at }), head, ...(report.remark === undefined ? [] : [remark(report.remark)]), ...measured] }
}

/** A radiologist's report: findings and impression as text, by LOINC's names of those two. */
export function readingTold(day: LakesideDay, order: Order, { reading, ...moment }: Moment & { readonly reading: { readonly status: ResultStatus; readonly by: StaffKey; readonly findings: string; readonly impression?: string } }): Told {
  const part = (at: number, [loinc, name]: readonly [string, string], text: string): Segment => ({ name: 'OBX', fields: { 1: String(at), 2: 'FT', 3: [loinc, name, 'LN'], 5: text, 11: reading.status } })
  const parts = [part(1, ['18782-3', 'Radiology Study observation (narrative)'], reading.findings), ...(reading.impression === undefined ? [] : [part(2, ['19005-8', 'Radiology Imaging study [Impression] (narrative)'], reading.impression)])]
  const reader = clinician(reading.by).slice(0, 3)
  const head = request(day, order, { 7: timestamp(day.at(order.taken)), 22: timestamp(day.at(moment.at)), 25: reading.status, 32: [reader.filter((one) => typeof one === 'string')] })
  return { ...moment, from: 'RAD', event: ['ORU', 'R01', 'ORU_R01'], segments: [...about(order), common(day, order, { code: 'RE', status: reading.status === 'P' ? 'IP' : 'CM', at: moment.at }), head, ...parts] }
}
