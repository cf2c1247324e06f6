// Does a resource that is partly wrong lose only what is wrong? The fact stays where the rest can be read safely, what was not understood is
// named, and a status, a negation or a rule that could not be read makes nothing a positive.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabValue } from '../../../../../contract/clinical.ts'
import { presentValue } from '../../../chart/values/present-value.ts'
import { made, observation, subject } from '../given.ts'

/** The one record, with what was left out of it. */
function one(resource: object, ...others: readonly object[]) {
  const { records, leftOut, unread } = made(resource, ...others)
  assert.deepEqual([records.length, leftOut], [1, []])
  const [record] = records
  assert.ok(record !== undefined)
  return { record, unread }
}
function valueOf(more: object): { readonly value: LabValue; readonly unread: readonly string[] } {
  const { record, unread } = one(observation(more))
  assert.ok(record.body.kind === 'lab-result' && record.body.values[0] !== undefined)
  return { value: record.body.values[0], unread }
}
const concept = (code: string, more: object = {}) => ({ coding: [{ code, ...more }] })
const condition = (more: object) => ({ resourceType: 'Condition', id: 'c', subject, code: { text: 'Asthma' }, clinicalStatus: concept('active'), ...more })
const medicine = (more: object) => ({ resourceType: 'MedicationRequest', id: 'm', status: 'active', intent: 'order', subject, medicationCodeableConcept: { text: 'Aspirin' }, ...more })

test('a date that does not exist goes, and its result stays, filed by the next date its source gives, or by none', () => {
  const wrong = { effectiveDateTime: '2025-02-30', valueQuantity: { value: 7, unit: 'mg' } }
  const { record, unread } = one(observation({ ...wrong, issued: '2025-03-01T10:00:00Z' }))
  assert.ok(record.body.kind === 'lab-result')
  assert.deepEqual([record.body.taken, record.filed, record.card.date, record.body.values[0]?.quantity?.value, unread], [undefined, '2025-03-01T10:00:00Z', '2025-03-01T10:00:00Z', '7', ['o: impossible-date effectiveDateTime']])
  const dateless = one(observation({ ...wrong, issued: '2025-02-31T10:00:00Z', meta: { lastUpdated: '2025-03-02T10:00:00Z' } }))
  assert.deepEqual([dateless.record.filed, dateless.record.card.date, dateless.record.final, dateless.unread.length], [undefined, undefined, true, 2])
})

test('each kind keeps what is around its wrong date', () => {
  const wrong = '2026-13-01'
  const resources = [
    { resourceType: 'DiagnosticReport', id: 'r', status: 'final', category: [concept('LAB')], code: { text: 'Panel' }, effectivePeriod: { start: wrong }, conclusion: 'Fine', note: [{ time: wrong, text: 'Well' }] },
    { resourceType: 'DiagnosticReport', id: 'i', status: 'final', category: [concept('RAD')], code: { text: 'Chest' }, issued: wrong, conclusion: 'Clear' },
    { resourceType: 'DiagnosticReport', id: 'n', status: 'final', code: { text: 'Note' }, issued: wrong, conclusion: 'Words' },
    { resourceType: 'ImagingStudy', id: 's', status: 'available', started: wrong, description: 'Chest' },
    { ...condition({ onsetDateTime: wrong, abatementDateTime: wrong, recordedDate: wrong }) },
    { resourceType: 'AllergyIntolerance', id: 'a', patient: subject, code: { text: 'Latex' }, onsetDateTime: wrong, recordedDate: wrong },
    { resourceType: 'Procedure', id: 'p1', status: 'completed', code: { text: 'Biopsy' }, performedPeriod: { start: '2026-01-01', end: wrong } },
    { resourceType: 'Immunization', id: 'v', status: 'completed', patient: subject, vaccineCode: { text: 'Flu' }, occurrenceDateTime: wrong },
    { ...medicine({ authoredOn: wrong, dispenseRequest: { validityPeriod: { end: wrong } } }) },
    { resourceType: 'Encounter', id: 'e', status: 'finished', type: [{ text: 'Visit' }], period: { start: wrong, end: '2026-01-02' } },
    { resourceType: 'Appointment', id: 'ap', status: 'booked', description: 'Visit', start: wrong, participant: [{ actor: subject }] },
    { resourceType: 'ServiceRequest', id: 'sr', status: 'active', intent: 'order', code: { text: 'Lipids' }, authoredOn: wrong, occurrenceDateTime: wrong },
    { resourceType: 'DocumentReference', id: 'd', status: 'current', type: { text: 'Letter' }, date: wrong, context: { period: { start: wrong } } },
    { resourceType: 'QuestionnaireResponse', id: 'q', status: 'completed', authored: wrong, item: [{ linkId: '1', text: 'Smokes', answer: [{ valueBoolean: false }] }] },
    { resourceType: 'Composition', id: 'co', status: 'final', type: { text: 'Summary' }, date: wrong, title: 'Summary' },
    { ...observation({ id: 'vs', category: [concept('vital-signs')], effectiveInstant: wrong, issued: wrong }) },
    { ...observation({ id: 'im', category: [concept('imaging')], effectiveDateTime: wrong, valueString: 'Clear' }) },
    { ...observation({ id: 'su', category: [concept('survey')], effectiveTiming: { event: [wrong] }, valueInteger: 1 }) },
  ]
  for (const resource of resources) {
    const { record, unread } = one({ subject, ...resource })
    assert.equal(record.filed, resource.id === 'p1' ? '2026-01-01' : undefined, resource.id)
    assert.ok(unread.length > 0 && unread.every((line) => line.includes('impossible-date')), resource.id)
  }
})

test('a status that is missing, of another list or no text is never final, given, done, signed or active', () => {
  for (const [status, reason] of [[undefined, 'no-status'], [null, 'no-status'], ['finnal', 'unknown-code'], [7, 'unknown-code'], [{}, 'unknown-code'], [['final', 'draft'], 'unknown-code']] as const) {
    const { record, unread } = one(observation({ status }))
    assert.ok(record.body.kind === 'lab-result')
    assert.deepEqual([record.body.status, record.final, unread], ['unknown', null, [`o: ${reason} status`]])
    const statuses = [{ resourceType: 'Immunization', vaccineCode: { text: 'Flu' }, patient: subject }, { resourceType: 'Procedure', code: { text: 'Biopsy' } }, { resourceType: 'Encounter', type: [{ text: 'Visit' }] }, { resourceType: 'DocumentReference', type: { text: 'Letter' } }, { resourceType: 'Composition', type: { text: 'Summary' } }, { ...medicine({}) }].map((resource) => {
      const made = one({ subject, ...resource, id: 'x', status }).record
      return [made.card.status, made.card.active ?? false]
    })
    assert.deepEqual(statuses, [['unknown', false], ['unknown', false], ['unknown', false], ['unsigned', false], ['unsigned', false], ['unknown', false]])
  }
  assert.equal(one(observation({ status: ['Final'] })).record.final, true)
  assert.deepEqual(one(observation({ status: 'unknown' })).unread, [], 'that nobody knows was understood')
})

test('what was entered by mistake is so however it is written', () => {
  assert.deepEqual([observation({ status: ['entered-in-error'] }), observation({ status: 'Entered-In-Error' }), condition({ verificationStatus: 'entered in error' }), { resourceType: 'DocumentReference', id: 'd', subject, status: 'current', docStatus: 'entered-in-error', type: { text: 'Letter' } }].map((resource) => one(resource).record.removed), [true, true, true, true])
})

test('a diagnosis of which it cannot be read whether it holds is not active; one that is ruled out in any form is none', () => {
  for (const verificationStatus of [concept('sicher'), 'perhaps', 7, [{ text: 'a' }, { text: 'b' }]]) {
    const { record, unread } = one(condition({ verificationStatus }))
    assert.deepEqual([record.card.active, record.card.status, unread[0]], [false, 'unknown', unread[0]?.includes('wrong-form') === true ? 'c: wrong-form verificationStatus' : 'c: unknown-code verificationStatus'])
  }
  for (const verificationStatus of ['refuted', [concept('refuted')], { code: 'refuted' }]) assert.deepEqual(made(condition({ verificationStatus })).leftOut, ['c: ruled-out'])
  assert.deepEqual([one(condition({ clinicalStatus: concept('aktiv') })).record.card.active, one(condition({})).record.card.active], [false, true])
  const [allergy] = made({ resourceType: 'AllergyIntolerance', id: 'a', patient: subject, code: 'No known allergies', clinicalStatus: concept('active') }).bodies
  assert.equal(allergy?.kind === 'allergy' && allergy.saidNone, true, 'words in place of a concept deny as well')
})

test('what must not be done, or may say so, is no order and no medicine', () => {
  const leftOut = (doNotPerform: unknown) => made(medicine({ doNotPerform })).leftOut[0]
  assert.deepEqual([true, 'true', [true], 1, {}, false, 'false', null].map(leftOut), ['m: forbidden', 'm: forbidden', 'm: changed-meaning', 'm: changed-meaning', 'm: changed-meaning', undefined, undefined, undefined])
  const { record, unread } = one(medicine({ intent: 'wish' }))
  assert.deepEqual([record.card.active, unread], [false, ['m: unknown-code intent']])
  assert.deepEqual(made({ resourceType: 'ServiceRequest', id: 's', status: 'active', intent: 'option', subject, code: { text: 'X' } }).leftOut, ['s: draft'])
})

test('a rule or an extension that changes the meaning leaves its resource out, in whatever form it comes', () => {
  const url = 'https://x.example/not-meant'
  const changed = [{ modifierExtension: [{ url }] }, { modifierExtension: { url } }, { modifierExtension: 'x' }, { component: [{ code: { text: 'a' }, modifierExtension: [null] }] }, { implicitRules: url }, { implicitRules: {} }]
  for (const more of changed) assert.deepEqual([made(observation(more)).records.length, made(observation(more)).leftOut], [0, ['o: changed-meaning']], JSON.stringify(more))
  assert.deepEqual(made(observation({ modifierExtension: [] })).leftOut, [])
  const tablet = { resourceType: 'Medication', id: 't', code: { text: 'Aspirin' }, modifierExtension: [{ url }] }
  assert.deepEqual(made(medicine({ medicationCodeableConcept: undefined, medicationReference: { reference: 'Medication/t' } }), tablet).leftOut, ['m: no-name'])
})

test('each type of value is told as it was sent', () => {
  const told = (more: object) => {
    const { value, unread } = valueOf(more)
    return [value.quantity?.value ?? value.text ?? value.absent, unread.length]
  }
  const sent: readonly (readonly [object, string])[] = [
    [{ valueQuantity: { value: '7.20', unit: 'mg' } }, '7.20'], [{ valueQuantity: { value: '7,2', unit: 'mg' } }, '7,2 mg'], [{ valueQuantity: { value: 5, comparator: 'ad', unit: 'mg' } }, 'ad 5 mg'], [{ valueQuantity: 'trace' }, 'trace'],
    [{ valueString: 5 }, '5'], [{ valueInteger: '5' }, '5'], [{ valueBoolean: 'true' }, 'true'], [{ valueBoolean: false }, 'false'], [{ valueCodeableConcept: 'Positive' }, 'Positive'], [{ valueCodeableConcept: { system: 'x', code: 'P', display: 'Positiv' } }, 'Positiv'],
    [{ valueRange: { low: { value: 5, unit: 'mg' } } }, '≥ 5 mg'], [{ valueRange: { high: { value: 9 } } }, '≤ 9'], [{ valueRange: { low: { value: 5 }, high: { value: 9 } } }, '5 – 9'], [{ valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }, '1 : 128'],
    [{ valueTime: '09:30:00' }, '09:30:00'], [{ valueDateTime: '2026-02-30' }, '2026-02-30'], [{ valuePeriod: { start: '2026-01', end: '2026-02' } }, '2026-01 – 2026-02'],
    [{ dataAbsentReason: { text: 'Not done' } }, 'Not done'], [{ _valueString: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] } }, 'masked'],
    [{ valueQuantity: { unit: 'mg', _value: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'error' }] } } }, 'error'],
  ]
  for (const [more, text] of sent) assert.deepEqual(told(more), [text, 0], JSON.stringify(more))
})

test('a value that cannot be read is said to be there; half of one is none', () => {
  const damaged: readonly object[] = [{ valueSampledData: { data: '1 2' } }, { valueQuantity: [{ value: 5 }] }, { valueQuantity: { value: 5, unit: { text: 'mg' } } }, { valueQuantity: { value: 5, comparator: ['<'] } }, { valueRange: { low: { value: 5 }, high: { value: {} } } }, { valueRatio: { numerator: { value: 1 } } }, { valueCodeableConcept: [{ text: 'a' }, { text: 'b' }] }, { valueString: { text: 'x' } }]
  for (const more of damaged) {
    const { value, unread } = valueOf(more)
    assert.deepEqual([value.quantity, value.text, value.unread, unread], [undefined, undefined, true, [`o: value-unread ${Object.keys(more)[0] ?? ''}`]], JSON.stringify(more))
    assert.match(presentValue(value, { zone: 'UTC', past: () => [] }).value, /^We can’t show this value/)
  }
})

test('a range of which an end cannot be read judges nothing; its words stay', () => {
  const ranged = (range: object) => valueOf({ valueQuantity: { value: 3, unit: 'mg' }, referenceRange: [range] })
  const { value, unread } = ranged({ low: { value: 'x' }, high: { value: 10, unit: 'mg' }, text: '4 to 10' })
  assert.deepEqual([value.ranges, unread], [[{ text: '4 to 10' }], ['o: wrong-form referenceRange']])
  assert.deepEqual(ranged({ low: { value: 4, unit: 'g' }, high: { value: 10, unit: 'mg' } }).value.ranges, [])
})

test('null, a text or a number in a list costs its own place only', () => {
  const { value, unread } = valueOf({ valueQuantity: { value: 3 }, note: [null, 'x', { text: 'fasting' }, { text: 7 }], interpretation: [null, concept('H')], referenceRange: [null, { high: { value: 2 } }], performer: ['Dr. X'] })
  assert.deepEqual([value.notes, value.flag, value.ranges, unread.map((line) => line.slice(3))], [['fasting'], 'high', [{ high: '2' }], ['wrong-form note', 'wrong-form note.text', 'wrong-form performer']])
  const dutch = valueOf({ valueQuantity: { value: 3 }, interpretation: [concept('281302008', { system: 'http://snomed.info/sct', display: 'Boven referentiewaarde' })] })
  assert.deepEqual([dutch.value.flag, dutch.value.notes, dutch.unread], ['high', [], []])
  const other = valueOf({ valueQuantity: { value: 3 }, interpretation: [{ coding: [{ code: 'ZZ', display: 'Call at once' }] }] })
  assert.deepEqual([other.value.flag, other.value.notes, other.unread], [undefined, ['Call at once'], ['o: unknown-code interpretation']])
})

test('a component, a member or a contained result that is wrong costs no other one', () => {
  const { value, unread } = valueOf({ component: [{ valueQuantity: { value: 1 } }, null, { code: { text: 'Upper' }, valueQuantity: { value: 118 } }] })
  assert.deepEqual([value.parts.map((part) => part.name.text), unread], [['Upper'], ['o: no-name component.code']])
  const contained = [{ resourceType: 'Observation', id: '1', status: 'final', valueQuantity: { value: 1 } }, { resourceType: 'Observation', id: '2', status: 'final', code: { text: 'Iron' }, effectiveDateTime: '2026-02-30', hasMember: [{ reference: '#3' }, { reference: '#2' }] }, { resourceType: 'Observation', id: '3', status: 'final', code: { text: 'Zinc' }, valueInteger: 2 }]
  const report = { resourceType: 'DiagnosticReport', id: 'r', status: 'final', category: [concept('LAB')], code: { text: 'Metals' }, subject, contained, result: [{ reference: '#1' }, 'Observation/x', { reference: '#2' }, { reference: 'Observation/n' }, { reference: 'Observation/d' }] }
  const { records, leftOut, unread: parts } = made(report, observation({ id: 'n', code: undefined }), observation({ id: 'd', code: { text: 'Lead' }, effectiveDateTime: '2026-13', valueInteger: 1 }))
  const [body] = records.map((record) => record.body)
  assert.ok(body?.kind === 'lab-result' && records.length === 1)
  assert.deepEqual([body.values.map((one) => one.name.text), leftOut], [['Zinc', 'Lead'], ['n: no-name']])
  assert.deepEqual([...parts].sort(), ['d: impossible-date effectiveDateTime', 'r: impossible-date contained.effectiveDateTime', 'r: no-name contained.code', 'r: wrong-form result'])
})

test('panels inside panels are one record, whichever comes first', () => {
  const panel = (id: string, ...members: readonly string[]) => observation({ id, code: { text: id }, hasMember: members.map((member) => ({ reference: `Observation/${member}` })) })
  for (const resources of [[panel('inner', 'leaf'), panel('outer', 'inner')], [panel('outer', 'inner'), panel('inner', 'leaf')]]) {
    const [body, ...more] = made(...resources, observation({ id: 'leaf', code: { text: 'leaf' }, valueInteger: 1 })).bodies
    assert.deepEqual([body?.kind === 'lab-result' && body.values.map((value) => value.name.text), more], [['leaf'], []])
  }
})

test('a name is read from whatever words there are; without any, nothing is guessed', () => {
  const named = (code: unknown) => made(observation({ code })).bodies.map((body) => (body.kind === 'lab-result' ? body.name.text : ''))
  assert.deepEqual([{ coding: [{ system: 'http://loinc.org', code: '2345-7', display: 'Glucosa en sangre' }] }, 'Glucose', [{ text: 'Glucose' }], { system: 'http://loinc.org', code: '2345-7', display: 'Glucose' }, { coding: [{ code: 2345 }] }].map(named), [['Glucosa en sangre'], ['Glucose'], ['Glucose'], ['Glucose'], ['2345']])
  assert.deepEqual(made(observation({ code: 7 })).leftOut, ['o: no-name'])
  assert.deepEqual(made(condition({ code: { coding: [{ system: 'http://snomed.info/sct', code: 86_406_008, display: 'HIV' }] } })).labels, ['hiv'], 'a code that came as a number marks it as sensitive too')
})

test('a category of nobody’s list does not hide a result', () => {
  const category = (...more: readonly unknown[]) => made(observation({ category: more, code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }], text: 'Glucose' }, referenceRange: [{ high: { value: 99 } }], valueInteger: 90 }))
  assert.deepEqual([category(concept('LABOR')), category({ text: 'Laboratory' }), category('laboratory'), category(concept('vitales'))].map(({ bodies }) => bodies[0]?.kind), ['lab-result', 'lab-result', 'lab-result', 'lab-result'])
  assert.deepEqual(category(concept('exam')).leftOut, ['o: observation-category'])
})

test('half of the words that say how to take a medicine are none', () => {
  const instructions = (dosageInstruction: unknown) => {
    const { record, unread } = one(medicine({ dosageInstruction }))
    return [record.body.kind === 'medicine' ? record.body.instructions : [], unread.length]
  }
  assert.deepEqual([instructions([{ text: 'One at night' }, { text: 'Not with milk' }]), instructions([{ text: 'One at night' }, { text: ['Not with milk'] }]), instructions([{ text: 'One at night' }, 'Not with milk'])], [[['One at night', 'Not with milk'], 0], [[], 1], [[], 1]])
})

test('a dose that may be too weak is not told as given', () => {
  const vaccine = (isSubpotent: unknown) => one({ resourceType: 'Immunization', id: 'v', status: 'completed', patient: subject, vaccineCode: { text: 'Flu' }, isSubpotent }).record.card.status
  assert.deepEqual([true, 'true', {}, false, undefined].map(vaccine), ['unknown', 'unknown', 'unknown', 'given', 'given'])
})

test('answers that cannot be read are said to be there, and the others stay', () => {
  const { record, unread } = one({ resourceType: 'QuestionnaireResponse', id: 'q', status: 'completed', subject, item: [{ linkId: '1', text: 'Pain', answer: [{ valueDecimal: 3 }, { valueString: 'at night' }] }, { linkId: '2', text: 'Smokes', answer: [{ valueBoolean: {} }] }, { linkId: '3', text: 'Weight', answer: [{ valueQuantity: { value: 70, unit: 'kg' } }] }] })
  assert.ok(record.body.kind === 'questionnaire')
  assert.deepEqual(record.body.values.map((value) => [value.name.text, value.quantity?.value ?? value.text ?? value.unread]), [['Pain', '3, at night'], ['Smokes', true], ['Weight', '70']])
  assert.deepEqual(unread, ['q: value-unread item.answer'])
})

test('a label that cannot be read holds its resource back', () => {
  const labels = (security: unknown) => made(observation({ meta: { security } })).labels
  assert.deepEqual([labels(['R']), labels([{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: ['R'] }]), labels([{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'N' }])], [['restricted'], ['restricted'], []])
  const document = (securityLabel: unknown) => made({ resourceType: 'DocumentReference', id: 'd', status: 'current', subject, type: { text: 'Letter' }, securityLabel }).labels
  const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }]
  assert.deepEqual([document([{ coding }]), document('R'), document([{ text: 'Restricted' }]), document(undefined)], [['behavioral-health'], ['restricted'], ['restricted'], []])
})
