// Do resources of other vendors read as they mean them: codes of their own before the standard's, several ranges, letters for resistance,
// measurements inside reports, words for "nobody asked"?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabValue } from '../../../../../contract/clinical.ts'
import { readBundle } from '../../read-bundle.ts'
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

test('what other versions of FHIR write is read as they mean it', () => {
  const statuses = (...all: readonly object[]) => made(...all).bodies.map((one) => (one.kind === 'vaccine' ? [one.status, one.given] : one.kind === 'condition' ? [one.clinical, one.certainty, one.recorded] : one.kind === 'allergy' ? [one.clinical, one.certainty, one.name.text] : one.kind === 'procedure' ? [one.status, one.period.start] : one.kind === 'medicine' ? [one.status, one.name.text] : one.kind === 'visit' ? [one.status, one.class, one.type.text, one.period.start] : []))
  const vaccine = (more: object) => ({ resourceType: 'Immunization', id: 'v', status: 'completed', patient: subject, vaccineCode: { text: 'Flu' }, date: '2017-01-01', ...more })
  assert.deepEqual([statuses(vaccine({ notGiven: true })), statuses(vaccine({ wasNotGiven: true })), statuses(vaccine({ notGiven: false }))], [[['not-given', '2017-01-01']], [['not-given', '2017-01-01']], [['given', '2017-01-01']]])
  assert.deepEqual(statuses(condition({ clinicalStatus: 'resolved', verificationStatus: 'differential', assertedDate: '2017-01-02' })), [['resolved', 'unconfirmed', '2017-01-02']])
  const allergy = (more: object) => ({ resourceType: 'AllergyIntolerance', id: 'a', patient: subject, ...more })
  assert.deepEqual(statuses(allergy({ code: { text: 'Nuts' }, clinicalStatus: 'inactive', verificationStatus: 'confirmed' })), [['inactive', 'confirmed', 'Nuts']])
  assert.deepEqual(statuses(allergy({ substance: { text: 'Eggs' }, status: 'unconfirmed' })), [['unknown', 'unconfirmed', 'Eggs']])
  const procedure = (more: object) => ({ resourceType: 'Procedure', id: 'p1', code: { text: 'Repair' }, subject, ...more })
  assert.deepEqual([statuses(procedure({ status: 'suspended', performedDateTime: '2017' })), statuses(procedure({ status: 'completed', occurrenceDateTime: '2026-02-01' }))], [[['on-hold', '2017']], [['completed', '2026-02-01']]])
  const medicine = (more: object) => ({ resourceType: 'MedicationStatement', id: 'm', status: 'recorded', subject, ...more })
  assert.deepEqual([statuses(medicine({ medication: { concept: { text: 'Aspirin' } }, adherence: { code: { coding: [{ code: 'stopped-as-directed' }] } } })), statuses(medicine({ status: 'active', medication: { reference: { display: 'Ibuprofen' } } }))], [[['stopped', 'Aspirin']], [['active', 'Ibuprofen']]])
  const [order] = made({ resourceType: 'MedicationOrder', id: 'o', status: 'active', patient: subject, medicationCodeableConcept: { text: 'Albuterol' }, dateWritten: '2015-03-03', prescriber: { display: 'Dr. Ames' }, dosageInstruction: [{ text: '2 puffs' }] }).bodies
  assert.deepEqual(order?.kind === 'medicine' && [order.status, order.name.text, order.prescribed, order.instructions, order.authors], ['active', 'Albuterol', '2015-03-03', ['2 puffs'], [{ name: 'Dr. Ames' }]])
  const visit = (more: object) => ({ resourceType: 'Encounter', id: 'e', status: 'completed', subject, ...more })
  assert.deepEqual([statuses(visit({ class: [{ coding: [{ code: 'IMP' }] }], actualPeriod: { start: '2026-02-01' } })), statuses(visit({ class: 'outpatient', status: 'finished', period: { start: '2015' } })), statuses(visit({ class: { code: 'AMB' }, status: 'planned' }))], [[['finished', 'hospital', 'Inpatient encounter', '2026-02-01']], [['finished', 'office', 'outpatient', '2015']], [['planned', 'office', 'Ambulatory', undefined]]])
})

test('a mistake is taken back by whichever element says so', () => {
  const removed = (resource: object) => made(resource).records.map((one) => one.removed)
  for (const mistake of [{ verificationStatus: 'entered-in-error' }, { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }]) assert.deepEqual(removed(condition(mistake)), [true])
  const paper = (more: object) => ({ resourceType: 'DocumentReference', id: 'd', type: { text: 'Note' }, subject, content: [{ attachment: { contentType: 'text/plain', data: 'SGk=' } }], ...more })
  assert.deepEqual([removed(paper({ status: 'current', docStatus: 'entered-in-error' })), removed(paper({ status: 'entered-in-error' })), removed(paper({ status: 'current', docStatus: 'amended' }))], [[true], [true], [false]])
})

test('the gravest of several interpretations, periods, comments and comparators of later versions', () => {
  const flag = (...codes: readonly string[]) => valueOf({ valueInteger: 5, interpretation: codes.map((code) => ({ coding: [{ code }] })) }).flag
  assert.deepEqual([flag('H', 'HH'), flag('N', 'A'), flag('N'), flag('X')], ['critical-high', 'outside', 'in-range', undefined])
  assert.deepEqual([valueOf({ valuePeriod: { start: '2026-01-01', end: '2026-01-03' } }).text, valueOf({ valuePeriod: { start: '2026-01-01' } }).text], ['2026-01-01 – 2026-01-03', '2026-01-01 –'])
  const sufficient = valueOf({ valueQuantity: { value: 120, unit: 'mg', comparator: 'ad' } })
  assert.deepEqual([sufficient.quantity, sufficient.text], [undefined, 'ad 120 mg'])
  assert.deepEqual(valueOf({ valueInteger: 5, comment: 'Hemolyzed' }).notes, ['Hemolyzed'])
})

test('panels in panels, in any order and in circles, tell each value once', () => {
  const panel = (id: string, ...members: readonly string[]) => ({ ...observation({ hasMember: members.map((one) => ({ reference: `Observation/${one}` })) }), id, code: { text: id } })
  const value = { ...observation({ valueInteger: 5 }), id: 'neutrophils', code: { text: 'neutrophils' } }
  const rows = (...all: readonly object[]) => made(...all).bodies.map((one) => (one.kind === 'lab-result' ? [one.name.text, one.values.map(({ name, text }) => `${name.text} ${text}`)] : []))
  for (const all of [[value, panel('differential', 'neutrophils'), panel('count', 'differential')], [panel('count', 'differential'), panel('differential', 'neutrophils'), value]]) assert.deepEqual(rows(...all), [['count', ['neutrophils 5']]])
  assert.deepEqual(rows({ ...panel('a', 'b'), valueString: 'x' }, { ...panel('b', 'a'), valueString: 'y' }), [['a', ['a x', 'b y']]])
  const report = { resourceType: 'DiagnosticReport', id: 'r', status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'report' }, subject, result: [{ reference: 'Observation/neutrophils' }, { reference: 'Observation/differential' }] }
  assert.deepEqual(rows(report, value, panel('differential', 'neutrophils')), [['report', ['neutrophils 5']]])
})

test('marks of confidentiality by every name of their systems, and by none', () => {
  const labels = (system: string | undefined, code: string) => made(observation({ valueInteger: 5, meta: { security: [{ ...(system === undefined ? {} : { system }), code }] } })).labels
  for (const system of ['http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://hl7.org/fhir/v3/Confidentiality', 'urn:oid:2.16.840.1.113883.5.25', undefined]) assert.deepEqual([labels(system, 'R'), labels(system, 'V'), labels(system, 'N')], [['restricted'], ['restricted'], []], system)
  for (const system of ['http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://hl7.org/fhir/v3/ActCode', 'urn:oid:2.16.840.1.113883.5.4', undefined]) assert.deepEqual([labels(system, 'ETH'), labels(system, 'HIV'), labels(system, 'TBOO')], [['substance-use'], ['hiv'], ['restricted']], system)
  assert.deepEqual([labels('http://example.org/levels', 'R'), labels('urn:oid:2.16.840.1.113883.5.2512', 'R')], [[], []])
})

test('all answers to a question, an appointment without a name, and codes without words', () => {
  const [form] = made({ resourceType: 'QuestionnaireResponse', id: 'q', status: 'completed', subject, item: [{ linkId: '1', text: 'How?', answer: [{ valueDecimal: 1.5 }, { valueCoding: { display: 'Often' } }] }, { linkId: '2', text: 'Much?', answer: [{ valueQuantity: { value: 2, unit: 'kg' } }] }] }).bodies
  assert.deepEqual(form?.kind === 'questionnaire' && form.values.map(({ text, quantity }) => text ?? `${quantity?.value} ${quantity?.unit}`), ['1.5, Often', '2 kg'])
  const appointment = (more: object) => made({ resourceType: 'Appointment', id: 'a', status: 'booked', start: '2026-12-01T10:00:00Z', participant: [{ actor: subject }], ...more }).bodies.map((one) => (one.kind === 'appointment' ? one.type.text : ''))
  assert.deepEqual([appointment({}), appointment({ specialty: [{ text: 'Cardiology' }] }), appointment({ serviceType: [{ text: 'Check-up' }], specialty: [{ text: 'Cardiology' }] })], [['Appointment'], ['Cardiology'], ['Check-up']])
  const [none] = made({ resourceType: 'MedicationStatement', id: 'm', status: 'unknown', subject, medicationCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code: 'no-known-medications' }] } }).bodies
  assert.deepEqual(none?.kind === 'medicine' && [none.name.text, none.saidNone], ['No known medications', true])
})

test('a file that a document holds is not told as left out; another one is', () => {
  const binary = (id: string) => ({ resourceType: 'Binary', id, contentType: 'application/pdf', data: Buffer.from('%PDF-1.4').toString('base64'), securityContext: subject })
  const paper = { resourceType: 'DocumentReference', id: 'd', status: 'current', type: { text: 'Note' }, subject, content: [{ attachment: { url: 'Binary/held' } }] }
  for (const all of [[paper, binary('held'), binary('other')], [binary('other'), binary('held'), paper]]) {
    const { bodies, leftOut } = made(...all)
    assert.deepEqual([bodies.map((one) => (one.kind === 'document' || one.kind === 'note' ? one.attachments.map(({ contentType, base64 }) => [contentType, base64 !== undefined]) : [])), leftOut], [[[['application/pdf', true]]], ['other: no-kind']])
  }
})

test('an update without an id is of the thing that its address names', () => {
  const ids = (url: string, method = 'PUT') => readBundle(Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource: condition({ id: undefined }), request: { method, url } }] }))).entries.map((one) => one.sourceId.slice(0, 6))
  assert.deepEqual([ids('Condition/c9'), ids('https://ehr.example/fhir/Condition/c9'), ids('Patient/c9'), ids('Condition/c9', 'POST'), ids('Condition')], [['c9'], ['c9'], ['sha256'], ['sha256'], ['sha256']])
})

test('what was measured on somebody else is no fact of the patient, also inside a report; on the patient it is', () => {
  const of = (focus: readonly object[]) => made(observation({ valueInteger: 5, focus }))
  assert.deepEqual([of([{ reference: 'RelatedPerson/donor' }]).leftOut, of([subject, { display: 'Fetus' }]).leftOut, of([subject]).bodies.length, of([]).bodies.length], [['o: measured-elsewhere'], ['o: measured-elsewhere'], 1, 1])
  const report = { resourceType: 'DiagnosticReport', id: 'r', status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'report' }, subject, result: [{ reference: 'Observation/o' }] }
  const { bodies, leftOut } = made(report, observation({ valueInteger: 5, focus: [{ display: 'Donor' }] }))
  assert.deepEqual([bodies.map((one) => (one.kind === 'lab-result' ? one.values : [])), leftOut], [[[]], ['o: measured-elsewhere']])
})

test('what was cancelled stands nowhere in a range', () => {
  const value = (status: string) => valueOf({ status, valueInteger: 5, interpretation: [{ coding: [{ code: 'H' }] }], referenceRange: [{ text: '0-3' }] })
  assert.deepEqual([value('cancelled'), value('final')].map(({ flag, ranges }) => [flag, ranges.length]), [[undefined, 0], ['high', 1]])
})
