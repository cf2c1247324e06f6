// What does each kind of FHIR resource become in the record? Small bundles, one question each.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kindNumber } from '../../contract/record-kinds.ts'
import { labelsOf } from '../../contract/sensitivity-labels.ts'
import type { LabResult } from '../../contract/clinical.ts'
import { type GivenImport, type StoredRecord, givenImport, patient } from './fhir-import-given.ts'

let given: GivenImport
before(async () => {
  given = await givenImport()
})
after(() => given.end())

const subject = { reference: 'Patient/p1' }
const encounter = { reference: 'Encounter/e1' }
const loinc = (code: string, display: string) => ({ coding: [{ system: 'http://loinc.org', code, display }] })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const category = (code: string) => [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] }]
const lab = (id: string, more: object = {}) => ({ resourceType: 'Observation', id, status: 'final', category: category('laboratory'), code: loinc('2093-3', 'Cholesterol'), subject, encounter, effectiveDateTime: '2026-04-12T08:05:00-04:00', ...more })

const report_ = (id: string) => ({ resourceType: 'DiagnosticReport', id, status: 'final', code: { text: 'Report' }, subject, effectiveDateTime: '2026-01-02' })

/** The order of a list is another test's matter. */
const inOrder = <T>(list: readonly T[]): T[] => [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

let round = 0
/** Imports the resources for a patient of their own, so that tests do not meet; gives the records by kind and source order. */
async function came(...resources: readonly object[]): Promise<{ records: StoredRecord[]; report: Awaited<ReturnType<GivenImport['bundle']>> }> {
  round += 1
  const mrn = `K${round}`
  const own = JSON.parse(JSON.stringify(resources).replaceAll('Patient/p1', `Patient/p-${round}`)) as object[]
  const report = await given.bundle([patient(`p-${round}`, mrn), ...own])
  return { records: await given.records(mrn), report }
}
async function only(...resources: readonly object[]): Promise<StoredRecord> {
  const { records, report } = await came(...resources)
  assert.equal(records.length, 1, JSON.stringify(report.skipped))
  const [record] = records
  assert.ok(record !== undefined)
  return record
}

test('a lab report holds its measurements, their ranges, flags, notes and who read it; they are no records of their own', async () => {
  const record = await only(
    lab('o1', { valueQuantity: { value: 240, unit: 'mg/dL' }, referenceRange: [{ high: { value: 200, unit: 'mg/dL' }, text: 'under 200' }], interpretation: [{ coding: [{ code: 'H' }] }], note: [{ text: 'not fasting' }] }),
    lab('o2', { code: loinc('13457-7', 'LDL'), valueQuantity: { value: 5, comparator: '<', unit: 'mg/dL' }, referenceRange: [{ low: { value: 10 }, high: { value: 129 } }] }),
    lab('o3', { code: loinc('5778-6', 'Color'), valueCodeableConcept: { text: 'Yellow' } }),
    lab('o4', { code: loinc('2571-8', 'Triglycerides'), dataAbsentReason: { text: 'specimen clotted' } }),
    { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }], code: { text: 'Lipid panel', ...loinc('57698-3', 'Lipid panel') }, subject, encounter, effectiveDateTime: '2026-04-12T08:05:00-04:00', issued: '2026-04-12T11:00:00-04:00', performer: [{ reference: 'Organization/l1', display: 'Lakeside Lab' }], resultsInterpreter: [{ reference: 'Practitioner/d1', display: 'Dr. Okafor' }], result: ['o1', 'o2', 'o3', 'o4'].map((id) => ({ reference: `Observation/${id}` })), note: [{ authorString: 'Dr. Okafor', time: '2026-04-12T12:00:00-04:00', text: 'Looks fine.' }], identifier: [{ value: 'LR-26-1' }] },
  )
  const body = record.body as LabResult
  assert.equal(record.kind, kindNumber('lab-result'))
  assert.deepEqual(body.values.map((one) => [one.name.text, one.quantity?.value ?? one.text ?? one.absent, one.flag ?? null]), [['Cholesterol', '240', 'high'], ['LDL', '5', null], ['Color', 'Yellow', null], ['Triglycerides', 'specimen clotted', null]])
  assert.deepEqual(body.values[0]?.ranges, [{ high: '200', text: 'under 200', unit: 'mg/dL' }])
  assert.equal(body.values[1]?.quantity?.comparator, '<')
  assert.deepEqual(body.comments, [{ who: 'Dr. Okafor', when: '2026-04-12T12:00:00-04:00', text: 'Looks fine.' }])
  assert.equal(body.lab, 'Lakeside Lab')
  assert.deepEqual(body.authors, [{ name: 'Dr. Okafor' }])
  assert.deepEqual({ values: record.card.values, outside: record.card.outside, ranged: record.card.ranged, status: record.card.status, who: record.card.who }, { values: 3, outside: 2, ranged: 2, status: 'final', who: 'Dr. Okafor' })
  assert.equal(record.finalAt?.valueOf() === undefined ? null : new Date(record.finalAt).toISOString(), '2026-04-12T15:00:00.000Z')
  assert.ok(record.search.includes('lipid panel') && record.search.includes('cholesterol'))
})

test('a lone lab measurement is its own result; preliminary is not final', async () => {
  const { records } = await came(lab('o1', { status: 'preliminary', valueQuantity: { value: 7, unit: 'mg/dL' } }))
  assert.equal(records[0]?.finalAt, null)
  assert.ok(records[0]?.body.kind === 'lab-result' && records[0].body.status === 'preliminary')
})

test('a result of another patient never becomes part of a report', async () => {
  const { records } = await came(
    patient('other', 'OTHER'),
    lab('o1', { subject: { reference: 'Patient/other' }, valueQuantity: { value: 1 } }),
    { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'Panel' }, subject, result: [{ reference: 'Observation/o1' }] },
  )
  assert.ok(records[0]?.body.kind === 'lab-result' && records[0].body.values.length === 0)
  assert.equal((await given.records('OTHER')).length, 1)
})

test('vital signs of one visit and time are one record; blood pressure keeps its two numbers', async () => {
  const vital = (id: string, more: object) => lab(id, { category: category('vital-signs'), ...more })
  const { records } = await came(
    vital('v1', { code: loinc('8867-4', 'Heart rate'), valueQuantity: { value: 70, unit: '/min' } }),
    vital('v2', { code: loinc('85354-9', 'Blood pressure'), component: [{ code: loinc('8480-6', 'Systolic'), valueQuantity: { value: 118 } }, { code: loinc('8462-4', 'Diastolic'), valueQuantity: { value: 76 } }] }),
    vital('v3', { code: loinc('8867-4', 'Heart rate'), effectiveDateTime: '2026-04-13', valueQuantity: { value: 72 } }),
  )
  assert.equal(records.length, 2)
  assert.equal(records[0]?.card.line, '118/76')
  assert.equal(records[0]?.card.values, 2)
})

test('questionnaires are never lab results, with or without a category, and carry their label', async () => {
  const { records } = await came(
    lab('s1', { category: category('survey'), code: loinc('55758-7', 'PHQ-2 total score'), valueQuantity: { value: 1 } }),
    lab('s2', { category: undefined, code: loinc('76504-0', 'Total score [HARK]'), valueQuantity: { value: 0 } }),
    { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', code: loinc('55757-9', 'PHQ-2'), subject, effectiveDateTime: '2026-04-12', result: [{ reference: 'Observation/s1' }] },
  )
  assert.deepEqual(records.map((one) => one.body.kind), ['questionnaire', 'questionnaire'])
  assert.deepEqual(new Set(records.flatMap((one) => labelsOf(one.labels))), new Set(['behavioral-health', 'violence']))
})

test('a measurement without a category is a test result when it was measured in a specimen, or its laboratory says a range; nothing else is', async () => {
  const bare = (id: string, more: object) => lab(id, { category: undefined, ...more })
  const { records, report } = await came(
    bare('n1', { code: { text: 'Bloedplaatjes' }, specimen: { display: 'Bloed' }, valueQuantity: { value: 210 } }), bare('n2', { code: loinc('718-7', 'Hemoglobin'), referenceRange: [{ low: { value: 8 } }], valueQuantity: { value: 9 } }),
    bare('n3', { code: loinc('2345-7', 'Glucose [Mass/volume] in Serum or Plasma'), valueQuantity: { value: 90 } }), bare('n4', { code: loinc('8867-4', 'Heart rate'), referenceRange: [{ high: { value: 100 } }], valueQuantity: { value: 70 } }),
    bare('n5', { code: { text: 'Mood' }, referenceRange: [{ high: { value: 9 } }], valueString: 'good' }), bare('n6', { code: loinc('72514-3', 'Pain severity - 0-10 verbal numeric rating'), valueQuantity: { value: 4 } }),
    { ...report_('n7'), category: undefined, result: [{ reference: 'Observation/n8' }] }, bare('n8', { code: loinc('789-8', 'Erythrocytes'), specimen: { display: 'Blood' }, valueQuantity: { value: 5 } }),
  )
  assert.deepEqual(inOrder(records.map(({ kind, card }) => `${kind} ${card.name}`)), inOrder([...['Bloedplaatjes', 'Hemoglobin', 'Glucose [Mass/volume] in Serum or Plasma', 'Report'].map((name) => `${kindNumber('lab-result')} ${name}`), `${kindNumber('vital-signs')} Vital signs`]))
  assert.equal(report.total.skipped, 2)
})

test('answers to a form that nobody names are shown all the same; without answers there is nothing to show', async () => {
  const form = (id: string, item: readonly object[]) => ({ resourceType: 'QuestionnaireResponse', id, status: 'completed', subject, authored: '2026-01-02', questionnaire: 'https://elsewhere.example/q|1', item })
  const { records, report } = await came(form('q1', [{ linkId: '1', text: 'Do you smoke?', answer: [{ valueBoolean: false }] }]), form('q2', []))
  assert.deepEqual(records.map(({ card, body }) => [card.name, body.kind === 'questionnaire' && body.values.map((one) => one.name.text)]), [['Questionnaire', ['Do you smoke?']]])
  assert.match(report.skipped[0]?.reason ?? '', /does not say what it is/)
})

test("a note that came twice, word for word, is shown once; another visit's same words are another note", async () => {
  const words = base64('Seen for a cough.')
  const report = (id: string, visit: string) => ({ resourceType: 'DiagnosticReport', id, status: 'final', code: loinc('34117-2', 'History and physical note'), subject, encounter: { reference: `Encounter/${visit}` }, effectiveDateTime: '2026-04-12', presentedForm: [{ contentType: 'text/plain', data: words }] })
  const { records, report: said } = await came(report('r1', 'e1'), { resourceType: 'DocumentReference', id: 'd1', status: 'superseded', type: loinc('34117-2', 'History and physical note'), category: [{ coding: [{ code: 'clinical-note' }] }], subject, date: '2026-04-12T10:00:00Z', content: [{ attachment: { contentType: 'text/plain', data: words } }], context: { encounter: [encounter] } }, report('r2', 'e2'))
  assert.equal(records.length, 3)
  const shown = records.filter((one) => one.sameAs === null)
  assert.deepEqual(inOrder(shown.map((one) => one.body.kind === 'note' && one.body.status)), inOrder<unknown>(['current', 'superseded']))
  assert.equal(said.total.duplicate, 1)
})

test('the second copy of a note is found when it comes in a later file', async () => {
  const document = (id: string) => ({ resourceType: 'DocumentReference', id, status: 'current', type: { text: 'Progress note' }, subject: { reference: 'Patient/later' }, date: '2026-04-12', content: [{ attachment: { contentType: 'text/plain', data: base64('The same words.') } }], context: { encounter: [encounter] } })
  await given.bundle([patient('later', 'LATER'), document('first')])
  await given.bundle([document('second')])
  const records = await given.records('LATER')
  assert.deepEqual(inOrder(records.map((one) => one.sameAs === null)), inOrder<unknown>([false, true]))
})

test('after-visit summaries are known by code or words; a letter is a document; an unsigned note is not final', async () => {
  const document = (id: string, type: object, more: object = {}) => ({ resourceType: 'DocumentReference', id, status: 'current', type, subject, date: '2026-04-12', content: [{ attachment: { contentType: 'text/plain', data: base64(id) } }], ...more })
  const { records } = await came(document('a', loinc('34133-9', 'Summary of episode note')), document('b', { text: 'After Visit Summary' }), document('c', { text: 'Letter for school' }), document('d', { text: 'Progress note' }, { docStatus: 'preliminary' }))
  assert.deepEqual(inOrder(records.map((one) => one.body.kind)), inOrder<unknown>(['document', 'note', 'visit-summary', 'visit-summary']))
  assert.equal(records.find((one) => one.body.kind === 'note')?.finalAt, null)
})

test('an imaging report takes its pictures with it; pictures alone say what they are', async () => {
  const study = (id: string) => ({ resourceType: 'ImagingStudy', id, status: 'available', subject, started: '2026-04-12', numberOfInstances: 3, procedureCode: [{ text: 'Chest X-ray' }], series: [{ uid: '1', modality: { code: 'DX' }, bodySite: { display: 'Chest' } }] })
  const { records } = await came(study('i1'), study('i2'), { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', category: [{ coding: [{ code: 'RAD' }] }], code: { text: 'Chest X-ray report' }, subject, effectiveDateTime: '2026-04-12', imagingStudy: [{ reference: 'ImagingStudy/i1' }], conclusion: 'Clear lungs.', presentedForm: [{ contentType: 'text/plain', data: base64('FINDINGS: clear') }] })
  assert.deepEqual(inOrder(records.map((one) => [one.card.name, one.card.pictures])), inOrder<unknown>([['Chest X-ray', 3], ['Chest X-ray report', 3]]))
  const report = records.find((one) => one.card.name === 'Chest X-ray report')?.body
  assert.ok(report?.kind === 'imaging-report' && report.findings === 'FINDINGS: clear' && report.conclusion === 'Clear lungs.' && report.modality === 'Digital Radiography')
})

test('visits, medicines, vaccines, conditions, allergies, procedures, appointments and orders keep what the source said', async () => {
  const { records } = await came(
    { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, type: [{ text: 'Check-up' }], subject, period: { start: '2026-04-12T08:00:00-04:00', end: '2026-04-12T08:30:00-04:00' }, participant: [{ type: [{ text: 'primary performer' }], individual: { reference: 'Practitioner?identifier=x|1', display: 'Dr. Chen' } }], location: [{ location: { display: 'Lakeside Clinic' } }], serviceProvider: { display: 'Lakeside Medical' } },
    { resourceType: 'Medication', id: 'm0', code: { text: 'Atorvastatin 20 mg' } },
    { resourceType: 'MedicationRequest', id: 'm1', status: 'active', intent: 'order', medicationReference: { reference: 'Medication/m0' }, subject, encounter, authoredOn: '2026-04-12', dosageInstruction: [{ text: 'One at night' }], dispenseRequest: { numberOfRepeatsAllowed: 3 } },
    { resourceType: 'Immunization', id: 'i1', status: 'not-done', vaccineCode: { text: 'Influenza' }, patient: subject, occurrenceDateTime: '2025-10', statusReason: { text: 'declined' } },
    { resourceType: 'Condition', id: 'c1', clinicalStatus: { coding: [{ code: 'recurrence' }] }, code: { text: 'Full-time employment (finding)', coding: [{ system: 'http://snomed.info/sct', code: '160903007' }] }, subject, onsetDateTime: '2020' },
    { resourceType: 'AllergyIntolerance', id: 'a1', clinicalStatus: { coding: [{ code: 'active' }] }, code: { text: 'No known allergies' }, patient: subject, recordedDate: '2026-05-03' },
    { resourceType: 'Procedure', id: 'p9', status: 'completed', code: { text: 'Skin biopsy' }, subject, performedDateTime: '2026-04' },
    { resourceType: 'Appointment', id: 'ap1', status: 'fulfilled', serviceType: [{ text: 'Follow-up' }], start: '2026-05-01T09:00:00-04:00', participant: [{ actor: subject, status: 'accepted' }, { actor: { reference: 'Practitioner/d1', display: 'Dr. Chen' }, status: 'accepted' }] },
    { resourceType: 'ServiceRequest', id: 'sr1', status: 'active', intent: 'order', category: [{ coding: [{ code: '108252007' }] }], code: { text: 'Lipid panel' }, subject, authoredOn: '2026-11-18', requester: { reference: 'Practitioner/d1', display: 'Dr. Chen' } },
  )
  const of = (kind: string) => records.find((one) => one.body.kind === kind)
  const visit = of('visit')
  assert.deepEqual([visit?.card.name, visit?.card.who, visit?.card.place, visit?.card.organization, visit?.visit], ['Check-up', 'Dr. Chen', 'Lakeside Clinic', 'Lakeside Medical', visit?.id])
  const medicine = of('medicine')
  assert.deepEqual([medicine?.card.name, medicine?.card.line, medicine?.card.active, medicine?.visit], ['Atorvastatin 20 mg', 'One at night', true, visit?.id])
  assert.deepEqual(of('vaccine')?.body.kind === 'vaccine' && [of('vaccine')?.card.status, of('vaccine')?.card.date], ['not-given', '2025-10'])
  const condition = of('condition')?.body
  assert.ok(condition?.kind === 'condition' && condition.social && condition.clinical === 'active' && condition.onset === '2020')
  assert.equal(of('condition')?.filed, '2020-01-01 05:00:00+00', 'a year begins where the organization is')
  assert.equal(of('allergy')?.card.saidNone, true)
  assert.equal(of('procedure')?.card.date, '2026-04')
  assert.deepEqual([of('appointment')?.card.status, of('appointment')?.card.who], ['kept', 'Dr. Chen'])
  assert.deepEqual([of('order')?.card.of, of('order')?.card.status, of('order')?.card.active], ['lab', 'active', true])
})

test("the source's marks become labels; restricted alone when it says no more", async () => {
  const marked = (id: string, security: readonly object[]) => ({ resourceType: 'Condition', id, meta: { security }, code: { text: id }, subject })
  const confidentiality = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }
  const { records } = await came(marked('a', [confidentiality]), marked('b', [confidentiality, { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }]))
  assert.deepEqual(inOrder(records.map((one) => [one.card.name, labelsOf(one.labels)])), inOrder<unknown>([['a', ['restricted']], ['b', ['behavioral-health']]]))
})

test('what the source entered in error is taken back; a correction replaces the record and keeps both texts', async () => {
  await given.bundle([patient('fix', 'FIX'), lab('fix-1', { subject: { reference: 'Patient/fix' }, valueQuantity: { value: 204 } })])
  const [before] = await given.records('FIX')
  given.database.clock.advance({ hours: 1 })
  await given.bundle([lab('fix-1', { subject: { reference: 'Patient/fix' }, status: 'corrected', valueQuantity: { value: 184 } })])
  const [after] = await given.records('FIX')
  assert.equal(after?.id, before?.id)
  assert.equal(after?.body.kind === 'lab-result' && after.body.values[0]?.quantity?.value, '184')
  assert.equal((await given.look("select 1 from store_raw where source_id = 'fix-1'")).length, 2)
  await given.bundle([lab('fix-1', { subject: { reference: 'Patient/fix' }, status: 'entered-in-error' })])
  assert.equal((await given.records('FIX'))[0]?.removed, true)
})

test('references are followed by id, url, identifier and inside the resource; one to nothing keeps its words', async () => {
  const asked = (id: string, requester: object, more: object = {}) => ({ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order', medicationCodeableConcept: { text: id }, subject, requester, ...more })
  const doctor = { resourceType: 'Practitioner', id: 'doc', identifier: [{ system: 'npi', value: '7' }], name: [{ prefix: ['Dr.'], given: ['Ada'], family: 'Byron' }] }
  const { records } = await came(doctor, asked('1', { reference: 'Practitioner/doc' }), asked('2', { reference: 'urn:uuid:doc' }), asked('3', { reference: 'https://x.example/fhir/Practitioner/doc' }), asked('4', { reference: 'Practitioner?identifier=npi|7' }), asked('5', { reference: '#d' }, { contained: [{ ...doctor, id: 'd' }] }), asked('6', { reference: 'Practitioner?identifier=npi|99', display: 'Dr. Nobody Here' }), asked('7', { reference: 'Practitioner/unknown' }))
  assert.deepEqual(inOrder(records.map((one) => [one.card.name, one.card.who ?? null])), inOrder<unknown>([['1', 'Dr. Ada Byron'], ['2', 'Dr. Ada Byron'], ['3', 'Dr. Ada Byron'], ['4', 'Dr. Ada Byron'], ['5', 'Dr. Ada Byron'], ['6', 'Dr. Nobody Here'], ['7', null]]))
})
