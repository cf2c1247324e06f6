// Do resources of other vendors read as they mean them: codes of their own before the standard's, several ranges, letters for resistance,
// measurements inside reports, words for "nobody asked"?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabValue } from '../../../../../contract/clinical.ts'
import { made, observation, subject } from '../given.ts'

const valueOf = (more: object): LabValue => {
  const [body] = made(observation(more)).bodies
  assert.ok(body?.kind === 'lab-result' && body.values[0] !== undefined)
  return body.values[0]
}
const standard = (code: string) => ({ coding: [{ system: 'urn:oid:1.2.3', code: '17' }, { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] })
const condition = (more: object): object => ({ resourceType: 'Condition', id: 'c', subject, code: { text: 'Cancer' }, ...more })

test('a condition that is ruled out is none, by whichever of its codes or by words', () => {
  const refuted = [{ coding: [{ system: 'urn:oid:1.2.3', code: 'RO' }, { code: 'refuted' }] }, { text: 'Refuted' }]
  for (const verificationStatus of refuted) assert.deepEqual(made(condition({ verificationStatus })).leftOut, ['c: ruled-out'])
  const [over] = made(condition({ clinicalStatus: { coding: [{ system: 'urn:oid:1.2.3', code: 'X' }, { code: 'resolved' }] } })).bodies
  assert.equal(over?.kind === 'condition' && over.clinical, 'resolved')
})

test('"no vaccine administered" is no vaccine, and 999 no amount', () => {
  const vaccine = (code: string, more: object = {}) => made({ resourceType: 'Immunization', id: 'v', status: 'completed', patient: subject, vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code, display: 'words' }] }, ...more })
  assert.deepEqual([vaccine('998').bodies, vaccine('998').leftOut], [[], ['v: said-none']])
  const [known] = vaccine('140', { doseQuantity: { value: 999 } }).bodies
  assert.equal(known?.kind === 'vaccine' && known.dose, undefined)
})

test('an allergy that nobody asked for or somebody denies is none', () => {
  const allergy = (text: string) => made({ resourceType: 'AllergyIntolerance', id: 'a', patient: subject, code: { text } })
  assert.deepEqual(['Not on File', 'Unable to obtain', 'Patient denies latex allergy'].map((text) => allergy(text).leftOut), [['a: unknown-here'], ['a: unknown-here'], ['a: none-of-one-sort']])
  assert.deepEqual(['None', 'Nonoxynol-9'].map((text) => allergy(text).bodies.map((body) => body.kind === 'allergy' && body.saidNone)), [[true], [false]])
})

test('one of several options is no prescription yet', () => {
  const leftOut = (intent: string) => made({ resourceType: 'MedicationRequest', id: 'm', status: 'active', intent, subject, medicationCodeableConcept: { text: 'Aspirin' } }).leftOut
  assert.deepEqual([leftOut('option'), leftOut('filler-order')], [['m: draft'], []])
})

test('how a germ answers, and what was found, is said beside the number or alone', () => {
  assert.deepEqual(valueOf({ valueQuantity: { value: 32, comparator: '>=' }, interpretation: [standard('R')] }).notes, ['Resistant'])
  assert.deepEqual([valueOf({ interpretation: [standard('S')] }).text, valueOf({ interpretation: [standard('NEG')] }).text, valueOf({ valueString: 'Not seen', interpretation: [standard('NEG')] }).notes], ['Susceptible', 'Negative', []])
  assert.equal(valueOf({ valueQuantity: { value: 9 }, interpretation: [standard('HH')] }).flag, 'critical-high')
})

test('of several ranges none is chosen; critical limits and goals are no usual range', () => {
  const range = (low: number, high: number, more: object = {}) => ({ low: { value: low, unit: 'g/dL' }, high: { value: high, unit: 'g/dL' }, ...more })
  const ranges = (...referenceRange: readonly object[]) => valueOf({ valueQuantity: { value: 14, unit: 'g/dL' }, referenceRange }).ranges
  assert.deepEqual(ranges(range(15, 17, { appliesTo: [{ text: 'male' }] }), range(12, 15, { appliesTo: [{ text: 'female' }] })), [{ text: 'male: 15 – 17 g/dL; female: 12 – 15 g/dL' }])
  const critical = { type: { coding: [{ code: 'critical' }], text: 'Critical' } }
  assert.deepEqual(ranges(range(6, 20, critical), range(12, 16)), [{ low: '12', high: '16', unit: 'g/dL' }])
  assert.deepEqual(ranges(range(6, 20, critical)), [{ text: 'Critical: 6 – 20 g/dL' }])
})

test('measurements that a report contains are its own; another patient’s are not; what was entered by mistake says nothing', () => {
  const report = (contained: object) => made({ resourceType: 'DiagnosticReport', id: 'r', status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'Panel' }, subject, result: [{ reference: '#1' }], conclusion: 'Low iron.', conclusionCode: [{ text: 'Iron deficiency' }, { text: 'low iron' }], contained: [{ ...observation({ valueString: 'Reactive', ...contained }), id: '1' }] })
  const { bodies: [body], labels } = report({ code: { text: 'HIV', coding: [{ system: 'http://loinc.org', code: '75622-1' }] } })
  assert.ok(body?.kind === 'lab-result')
  assert.deepEqual([body.values.map((one) => [one.name.text, one.text]), body.conclusion, labels], [[['HIV', 'Reactive']], 'Low iron.\nIron deficiency', ['hiv']])
  const values = (contained: object) => report(contained).bodies.flatMap((one) => (one.kind === 'lab-result' ? one.values.map((value) => [value.status, value.text]) : []))
  assert.deepEqual([values({ subject: { reference: 'Patient/other' } }), values({ status: 'entered-in-error' }), values({ subject: undefined })], [[], [['entered-in-error', undefined]], [['final', 'Reactive']]])
})
