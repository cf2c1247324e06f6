// Is the hospital day whole, the same on the same day, and written as the standards say?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeDemo } from '../make-demo.ts'
import { makeHospitalDay } from './hospital-day.ts'
import { mistypedMrn, priyaFacts } from './lakeside/trouble.ts'
import type { Step } from './step.ts'
import { registrationAt, reportAt } from './volume.ts'

const today = '2026-11-20'
const days = [today, '2026-03-09', '2027-01-01', '2028-03-01', '2026-11-02']
const day = makeHospitalDay(today)
/** Whatever the bytes are, the letters of the standard are the same. */
const textOf = (step: Step | undefined): string => step?.bytes.toString('utf8') ?? ''
const messages = day.filter((step) => step.form === 'hl7v2').map((step) => ({ ...step, text: textOf(step) }))

const fieldsOf = (segment: string): readonly string[] => {
  const fields = segment.split('|')
  return segment.startsWith('MSH|') ? [fields[0] ?? '', '|', ...fields.slice(1)] : fields
}
const segmentsOf = (text: string, name: string): (readonly string[])[] => text.split('\r').filter((one) => one.startsWith(`${name}|`)).map(fieldsOf)
const field = (text: string, name: string, at: number): string => segmentsOf(text, name)[0]?.[at] ?? ''

test('the same day gives the same bytes; another day tells other things of the same people', () => {
  assert.deepEqual(makeHospitalDay(today), day)
  const names = new Set(day.map((step) => step.name))
  assert.deepEqual(makeHospitalDay('2026-11-21').filter((step) => names.has(step.name)), [])
})

test('it holds what a hospital day holds, by both routes', () => {
  const kinds = new Set(messages.map((step) => step.kind))
  for (const kind of ['ORM^O01', 'ORU^R01', 'ADT^A01', 'ADT^A02', 'ADT^A03', 'ADT^A28', 'ADT^A40', 'MDM^T02', 'MDM^T06', 'SIU^S12', 'SIU^S13', 'SIU^S15', 'VXU^V04']) assert.ok(kinds.has(kind), kind)
  const pushed = new Set(day.filter((step) => step.form === 'fhir').flatMap((step) => (JSON.parse(textOf(step)) as { entry: { resource: { resourceType: string; status?: string } }[] }).entry.map(({ resource }) => `${resource.resourceType} ${resource.status ?? ''}`)))
  for (const one of ['ServiceRequest active', 'DiagnosticReport registered', 'DiagnosticReport preliminary', 'DiagnosticReport final', 'DiagnosticReport corrected', 'Encounter in-progress', 'Encounter finished', 'Appointment booked', 'Appointment cancelled', 'Immunization completed', 'DocumentReference current']) assert.ok(pushed.has(one), one)
  assert.deepEqual(new Set(day.map((step) => step.ends)), new Set(['done', 'same', 'unplaced', 'parked']))
})

test('everything happens on the day before, in order, and no message has the name of another one', () => {
  for (const one of days) {
    const steps = makeHospitalDay(one)
    const before = steps.map((step) => Date.parse(step.at))
    assert.deepEqual(before, before.toSorted((a, b) => a - b))
    assert.equal(new Set(steps.map((step) => step.at.slice(0, 10))).size, 1)
    assert.ok(steps.every((step) => step.at.slice(0, 10) < one))
    assert.equal(new Set(steps.map((step) => step.key)).size, steps.length)
    const repeated = steps.filter((step) => step.ends === 'same')
    assert.equal(new Set(steps.map((step) => step.name)).size, steps.length - repeated.length)
    for (const step of repeated) assert.ok(steps.some((other) => other !== step && other.name === step.name && other.bytes.equals(step.bytes)), step.key)
  }
})

test('every message is headed by who sent it, when, and a control id of at most 20 characters', () => {
  for (const { text, name, kind, at } of messages) {
    assert.match(text, /^MSH\|\^~\\&\|LAKESIDE_(EHR|LAB|RAD)\|LAKESIDE&/)
    assert.equal(field(text, 'MSH', 10), name)
    assert.ok(name.length <= 20)
    assert.ok(field(text, 'MSH', 9).startsWith(`${kind}^`))
    const written = field(text, 'MSH', 7).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6$7:$8')
    assert.ok(Date.parse(written) <= Date.parse(at), `${kind} is told at ${at}, written at ${written}`)
    assert.equal(field(text, 'MSH', 12), '2.5.1')
  }
})

test('a message about somebody names a chart of the demo, except where the day says otherwise', () => {
  const charts = new Set(makeDemo(today).people.flatMap((person) => person.charts.map((chart) => chart.mrn)))
  const strangers = new Set(messages.map((step) => field(step.text, 'PID', 3).split('^')[0] ?? '').filter((mrn) => !charts.has(mrn)))
  const second = field(messages.find((step) => step.key === 'merge')?.text ?? '', 'MRG', 1).split('^')[0] ?? ''
  assert.deepEqual(strangers, new Set([priyaFacts.mrn, mistypedMrn, second]))
})

test('a report goes from preliminary to final to corrected under the same numbers', () => {
  const reports = ['result-first', 'result-final', 'result-corrected'].map((key) => messages.find((step) => step.key === key)?.text ?? '')
  assert.deepEqual(reports.map((text) => field(text, 'OBR', 25)), ['P', 'F', 'C'])
  assert.equal(new Set(['result-ordered', 'result-taken', 'result-first', 'result-final', 'result-corrected'].map((key) => field(messages.find((step) => step.key === key)?.text ?? '', 'OBR', 3))).size, 1)
  assert.deepEqual(reports.map((text) => segmentsOf(text, 'OBX')[0]?.slice(5, 9)), [['206', 'mg/dL^mg/dL^UCUM', '<200', 'H'], ['203', 'mg/dL^mg/dL^UCUM', '<200', 'H'], ['188', 'mg/dL^mg/dL^UCUM', '<200', 'N']])
})

test('messages in volume are each another one, about as many people as wanted', () => {
  const volume = { people: 7, day: '20261119' }
  const texts = Array.from({ length: 40 }, (_, at) => reportAt(at, volume))
  assert.equal(new Set(texts.map((text) => field(text, 'MSH', 10))).size, 40)
  assert.equal(new Set(texts.map((text) => field(text, 'PID', 3))).size, 7)
  assert.ok(texts.every((text) => segmentsOf(text, 'OBX').length >= 4))
  assert.equal(field(registrationAt(3, volume), 'PID', 3), field(texts[3] ?? '', 'PID', 3))
  assert.equal(reportAt(5, volume), texts[5])
})
