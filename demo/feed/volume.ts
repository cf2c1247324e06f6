// Which messages come when many come? Registrations and lab reports of as many made-up people as wanted, for benches and fuzzing.
import { type LabTest, labTests } from '../catalogue/lab-tests.ts'
import { panels } from '../catalogue/panels.ts'
import { draw, pick, sway } from '../seeded.ts'
import { type Segment, messageText } from './hl7v2/write-message.ts'

const families = ['Abbott', 'Baptiste', 'Cormier', 'Delgado', 'Eriksen', 'Fontaine', 'Goldberg', 'Haas', 'Ibarra', 'Jansen', 'Kowalski', 'Lindahl'] as const
const givens = ['Adele', 'Bruno', 'Carmen', 'Dmitri', 'Elena', 'Farid', 'Greta', 'Hugo', 'Irina', 'Jonas', 'Katya', 'Leon'] as const
const kinds = ['bmp', 'cmp', 'lipid', 'cbc', 'liver'] as const
const authority = ['VOLUME', '2.16.840.1.113883.19.7009', 'ISO'] as const

const two = (value: number): string => String(value).padStart(2, '0')

function person(number: number): Segment {
  const key = `volume:${number}`
  const born = `${1930 + Math.floor(draw(`${key}:year`) * 80)}${two(1 + Math.floor(draw(`${key}:month`) * 12))}${two(1 + Math.floor(draw(`${key}:day`) * 28))}`
  return { name: 'PID', fields: { 1: '1', 3: [`V${String(number).padStart(7, '0')}`, undefined, undefined, authority, 'MR'], 5: [pick(`${key}:family`, families), pick(`${key}:given`, givens)], 7: born, 8: draw(`${key}:sex`) < 0.5 ? 'F' : 'M' } }
}

function header(event: readonly [string, string, string], control: string, at: string): Segment {
  return { name: 'MSH', fields: { 3: 'VOLUME_LAB', 4: [authority], 5: 'PORTICO', 6: 'PORTAL', 7: at, 9: event, 10: control, 11: 'P', 12: '2.5.1', 18: 'UNICODE UTF-8' } }
}

export type Volume = {
  /** How many different people the messages are about. */
  readonly people: number
  /** YYYYMMDD: the day of every message. */
  readonly day: string
}

/** A28 that opens the chart of person `number`. */
export function registrationAt(number: number, { day }: Pick<Volume, 'day'>): string {
  const at = `${day}060000-0500`
  return messageText([header(['ADT', 'A28', 'ADT_A05'], `R${day}${number}`, at), { name: 'EVN', fields: { 2: at } }, person(number)])
}

function measurement(key: string, at: string): (test: string, place: number) => Segment {
  return (name, place) => {
    const test: LabTest = labTests[name as keyof typeof labTests]
    const [middle, half] = test.typical ?? [1, 0]
    const value = (middle + half * sway(`${key}:${name}`)).toFixed(test.digits ?? 0)
    return { name: 'OBX', fields: { 1: String(place + 1), 2: 'NM', 3: [test.loinc, test.name, 'LN'], 5: value, 6: test.unit, 7: test.limits?.text, 11: 'F', 14: at } }
  }
}

/** Lab report `number` (4 to 14 measurements), about person `number` modulo `people`: every number is another report. */
export function reportAt(number: number, { people, day }: Volume): string {
  const key = `volume:report:${number}`
  const panel = panels[pick(key, kinds)]
  const minute = number % 1440
  const at = `${day}${two(Math.floor(minute / 60))}${two(minute % 60)}00-0500`
  const order = { 2: [`P${number}`, 'VOLUME'], 3: [`F${number}`, 'VOLUME_LAB'] } as const
  const request: Segment = { name: 'OBR', fields: { 1: '1', ...order, 4: [panel.loinc, panel.name, 'LN'], 7: at, 22: at, 24: 'LAB', 25: 'F' } }
  return messageText([header(['ORU', 'R01', 'ORU_R01'], `V${day}${number}`, at), person(number % people), { name: 'ORC', fields: { 1: 'RE', ...order } }, request, ...panel.tests.map(measurement(key, at))])
}
