// Is what says "not" ever read as a fact? Negations, refusals, plans, mistakes and unknown rules, kind by kind.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenImport, type StoredRecord, givenImport, patient } from './fhir-import-given.ts'

let given: GivenImport
before(async () => {
  given = await givenImport()
})
after(() => given.end())

const subject = { reference: 'Patient/p1' }
const coding = (system: string, code: string) => ({ coding: [{ system, code }] })
const summary = (code: string) => coding('http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code)
const snomed = (code: string, text?: string) => ({ ...coding('http://snomed.info/sct', code), ...(text === undefined ? {} : { text }) })

let round = 0
async function came(resource: object): Promise<{ records: StoredRecord[]; reason: string; kept: number }> {
  round += 1
  const own = JSON.parse(JSON.stringify({ id: `n${round}`, ...resource }).replaceAll('Patient/p1', `Patient/d${round}`)) as object
  const report = await given.bundle([patient(`d${round}`, `D${round}`), own])
  const kept = await given.look('select 1 from store_raw where source_id = $1', [(own as { id: string }).id])
  return { records: await given.records(`D${round}`), reason: report.skipped[0]?.reason ?? '', kept: kept.length }
}

const leftOut: Readonly<Record<string, readonly [resource: object, reason: RegExp]>> = {
  'a ruled-out condition': [{ resourceType: 'Condition', clinicalStatus: coding('x', 'active'), verificationStatus: coding('x', 'refuted'), code: { text: 'Cancer' }, subject }, /ruled out/],
  'a ruled-out allergy': [{ resourceType: 'AllergyIntolerance', verificationStatus: coding('x', 'refuted'), code: { text: 'Penicillin' }, patient: subject }, /ruled out/],
  'an order not to do something': [{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', doNotPerform: true, code: { text: 'Resuscitation' }, subject }, /must not be done.*doNotPerform/],
  'a medicine that must not be given': [{ resourceType: 'MedicationRequest', status: 'active', intent: 'order', doNotPerform: true, medicationCodeableConcept: { text: 'Aspirin' }, subject }, /must not be done/],
  'a medicine that is not taken': [{ resourceType: 'MedicationStatement', status: 'not-taken', medicationCodeableConcept: { text: 'Aspirin' }, subject }, /not taken/],
  'a medicine that may be taken some day': [{ resourceType: 'MedicationStatement', status: 'intended', medicationCodeableConcept: { text: 'Aspirin' }, subject }, /plan/],
  'a procedure that was not done': [{ resourceType: 'Procedure', status: 'not-done', code: { text: 'Amputation' }, subject }, /not done/],
  'a ruled-out condition as STU3 writes it': [{ resourceType: 'Condition', clinicalStatus: 'active', verificationStatus: 'refuted', code: { text: 'Cancer' }, subject }, /ruled out/],
  'a ruled-out allergy as DSTU2 writes it': [{ resourceType: 'AllergyIntolerance', status: 'refuted', substance: { text: 'Penicillin' }, patient: subject }, /ruled out/],
  'a procedure that STU3 calls not done': [{ resourceType: 'Procedure', status: 'completed', notDone: true, code: { text: 'Amputation' }, subject }, /not done/],
  'a procedure that DSTU2 calls not performed': [{ resourceType: 'Procedure', status: 'completed', notPerformed: true, code: { text: 'Amputation' }, subject }, /not done/],
  'a medicine that STU3 says is not taken': [{ resourceType: 'MedicationStatement', status: 'active', taken: 'n', medicationCodeableConcept: { text: 'Aspirin' }, subject }, /not taken/],
  'a medicine that DSTU2 says was not taken': [{ resourceType: 'MedicationStatement', status: 'active', wasNotTaken: true, medicationCodeableConcept: { text: 'Aspirin' }, patient: subject }, /not taken/],
  'a medicine that R5 says is not taken': [{ resourceType: 'MedicationStatement', status: 'recorded', adherence: { code: coding('http://hl7.org/fhir/CodeSystem/medication-statement-adherence', 'not-taking') }, medication: { concept: { text: 'Aspirin' } }, subject }, /not taken/],
  'what was measured on an unborn child': [{ resourceType: 'Observation', status: 'final', category: [{ coding: [{ code: 'vital-signs' }] }], code: { text: 'Heart rate' }, valueQuantity: { value: 150 }, subject, focus: [{ display: 'Fetus' }] }, /somebody or something else/],
  'a procedure in preparation': [{ resourceType: 'Procedure', status: 'preparation', code: { text: 'Bypass' }, subject }, /plan/],
  'no information about allergies': [{ resourceType: 'AllergyIntolerance', code: summary('no-allergy-info'), patient: subject }, /nobody knows/],
  'no information about medicines': [{ resourceType: 'MedicationStatement', status: 'active', medicationCodeableConcept: summary('no-medication-info'), subject }, /nobody knows/],
  'no information about problems': [{ resourceType: 'Condition', code: summary('no-problem-info'), subject }, /nobody knows/],
  'no known procedures': [{ resourceType: 'Procedure', status: 'completed', code: summary('no-known-procedures'), subject }, /there are none/],
  'no known vaccines': [{ resourceType: 'Immunization', status: 'completed', vaccineCode: summary('no-known-immunizations'), patient: subject }, /there are none/],
  'no known food allergy, which is not "no known allergies"': [{ resourceType: 'AllergyIntolerance', code: snomed('429625007', 'No known food allergy'), patient: subject }, /one sort only/],
  'a name that is absent for a reason': [{ resourceType: 'Condition', code: coding('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'asked-declined'), subject }, /nobody knows/],
  'an unknown modifier extension': [{ resourceType: 'Condition', code: { text: 'Asthma' }, subject, modifierExtension: [{ url: 'https://x.example/not-so', valueBoolean: true }] }, /changes its meaning.*not-so/],
  'an unknown modifier extension inside': [{ resourceType: 'MedicationRequest', status: 'active', intent: 'order', medicationCodeableConcept: { text: 'Aspirin' }, subject, dosageInstruction: [{ text: 'daily', modifierExtension: [{ url: 'https://x.example/never' }] }] }, /changes its meaning/],
  'a vital sign with one': [{ resourceType: 'Observation', status: 'final', category: [coding('x', 'vital-signs')], code: { text: 'Pulse' }, subject, modifierExtension: [{ url: 'https://x.example/y' }], valueQuantity: { value: 1 } }, /changes its meaning/],
  'rules that are not known': [{ resourceType: 'Condition', implicitRules: 'https://x.example/rules', code: { text: 'Asthma' }, subject }, /implicitRules/],
}
for (const [name, [resource, reason]] of Object.entries(leftOut)) {
  test(`${name} is kept and in no list`, async () => {
    const found = await came(resource)
    assert.deepEqual(found.records, [])
    assert.match(found.reason, reason)
    assert.equal(found.kept, 1)
  })
}

test('a report with a part of unknown meaning is shown without that part', async () => {
  round += 1
  const of = { reference: `Patient/d${round}` }
  const lab = (id: string, more: object = {}) => ({ resourceType: 'Observation', id, status: 'final', category: [coding('x', 'laboratory')], code: { text: id }, subject: of, valueQuantity: { value: 1 }, ...more })
  await given.bundle([patient(`d${round}`, `D${round}`), lab('sound'), lab('strange', { modifierExtension: [{ url: 'https://x.example/y' }] }), { resourceType: 'DiagnosticReport', id: 'panel', status: 'final', category: [coding('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB')], code: { text: 'Panel' }, subject: of, result: ['sound', 'strange'].map((id) => ({ reference: `Observation/${id}` })) }])
  assert.deepEqual((await given.records(`D${round}`)).map(({ body }) => (body.kind === 'lab-result' ? body.values.map((one) => one.name.text) : [])), [['sound']])
})

test('"there are none" is an answer of its own in the lists that know it, and stands for no thing', async () => {
  const said: readonly (readonly [object, string])[] = [
    [{ resourceType: 'AllergyIntolerance', clinicalStatus: coding('x', 'active'), code: snomed('716186003', 'No known allergy'), patient: subject }, 'allergy'],
    [{ resourceType: 'AllergyIntolerance', clinicalStatus: coding('x', 'active'), code: summary('no-known-allergies'), patient: subject }, 'allergy'],
    [{ resourceType: 'AllergyIntolerance', code: { text: 'NKDA' }, patient: subject }, 'allergy'],
    [{ resourceType: 'MedicationStatement', status: 'active', medicationCodeableConcept: summary('no-known-medications'), subject }, 'medicine'],
    [{ resourceType: 'MedicationStatement', status: 'active', medicationCodeableConcept: snomed('787481004', 'No known medications'), subject }, 'medicine'],
    [{ resourceType: 'Condition', clinicalStatus: coding('x', 'active'), code: summary('no-known-problems'), subject }, 'condition'],
    [{ resourceType: 'Condition', clinicalStatus: coding('x', 'active'), code: snomed('160245001', 'No current problems or disability'), subject }, 'condition'],
  ]
  for (const [resource, kind] of said) {
    const { records: [record], reason } = await came(resource)
    assert.equal(record?.body.kind, kind, reason)
    assert.equal(record?.card.saidNone, true)
    assert.notEqual(record?.card.status, 'active')
    if (kind !== 'allergy') assert.equal(record?.card.active, false)
  }
})

test('what is not sure says so in its row; a vaccine that was not given too; a mistake is taken back from the start', async () => {
  const unsure = await came({ resourceType: 'Condition', clinicalStatus: coding('x', 'active'), verificationStatus: coding('x', 'differential'), code: { text: 'Lupus' }, subject })
  assert.equal(unsure.records[0]?.card.status, 'unconfirmed')
  const refused = await came({ resourceType: 'Immunization', status: 'not-done', vaccineCode: { text: 'Influenza' }, patient: subject })
  assert.equal(refused.records[0]?.card.status, 'not-given')
  for (const mistake of [{ resourceType: 'Condition', verificationStatus: coding('x', 'entered-in-error'), code: { text: 'x' }, subject }, { resourceType: 'Procedure', status: 'entered-in-error', code: { text: 'x' }, subject }, { resourceType: 'AllergyIntolerance', verificationStatus: coding('x', 'entered-in-error'), code: { text: 'x' }, patient: subject }]) {
    assert.equal((await came(mistake)).records[0]?.removed, true)
  }
})
