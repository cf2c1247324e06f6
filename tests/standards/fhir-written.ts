// One bundle with every kind of FHIR resource that the record reads, each with the elements that are read: for damage and for
// order of arrival.
import { patient } from './fhir-import-given.ts'

const subject = { reference: 'Patient/p1' }
const encounter = { reference: 'Encounter/e1' }
const loinc = (code: string, display: string) => ({ coding: [{ system: 'http://loinc.org', code, display }], text: display })
const category = (code: string) => [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] }]
const base64 = (text: string) => Buffer.from(text).toString('base64')
const observation = (id: string, kind: string, more: object) => ({ resourceType: 'Observation', id, status: 'final', category: category(kind), subject, encounter, effectiveDateTime: '2026-04-12T08:05:00-04:00', issued: '2026-04-12T11:00:00.000-04:00', performer: [{ reference: 'Practitioner/d1' }], ...more })
const report = (id: string, section: string, more: object) => ({ resourceType: 'DiagnosticReport', id, status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: section }] }], subject, encounter, effectiveDateTime: '2026-04-12T08:05:00-04:00', issued: '2026-04-12T12:00:00-04:00', performer: [{ reference: 'Organization/o1' }], resultsInterpreter: [{ reference: 'PractitionerRole/r1' }], ...more })

/** Resources of one person and the directory around them; references by type and id. */
const resources: readonly object[] = [
  patient(),
  { resourceType: 'Practitioner', id: 'd1', identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '7' }], name: [{ prefix: ['Dr.'], given: ['Ada'], family: 'Byron' }] },
  { resourceType: 'PractitionerRole', id: 'r1', practitioner: { reference: 'Practitioner/d1' }, specialty: [{ text: 'Pathology' }] },
  { resourceType: 'Organization', id: 'o1', name: 'Lakeside Lab' },
  { resourceType: 'Location', id: 'l1', name: 'Lakeside Clinic', address: { line: ['1 Main St'], city: 'Lakeside', state: 'OH', postalCode: '44101' } },
  { resourceType: 'Medication', id: 'm0', code: { text: 'Atorvastatin 20 mg' } },
  { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, type: [{ text: 'Check-up' }], subject, period: { start: '2026-04-12T08:00:00-04:00', end: '2026-04-12T08:30:00-04:00' }, participant: [{ individual: { reference: 'Practitioner/d1' } }], location: [{ location: { reference: 'Location/l1' } }], serviceProvider: { reference: 'Organization/o1' }, reasonCode: [{ text: 'cough' }] },
  { resourceType: 'ServiceRequest', id: 'sr1', status: 'completed', intent: 'order', category: [{ coding: [{ code: '108252007' }] }], code: { text: 'Lipid panel' }, subject, authoredOn: '2026-04-11', requester: { reference: 'Practitioner/d1' }, specimen: [{ reference: 'Specimen/s1' }], reasonReference: [{ reference: 'Condition/c1' }] },
  { resourceType: 'Specimen', id: 's1', subject, collection: { collectedDateTime: '2026-04-12T08:05:00-04:00' } },
  observation('ob1', 'laboratory', { code: loinc('2093-3', 'Cholesterol'), valueQuantity: { value: 240, unit: 'mg/dL' }, referenceRange: [{ high: { value: 200, unit: 'mg/dL' }, text: 'under 200' }], interpretation: [{ coding: [{ code: 'H' }] }], note: [{ text: 'not fasting' }] }),
  observation('ob2', 'laboratory', { code: loinc('2085-9', 'HDL'), valueQuantity: { value: 50, unit: 'mg/dL' } }),
  observation('ob3', 'laboratory', { code: loinc('5778-6', 'Color of urine'), valueCodeableConcept: { text: 'Yellow' } }),
  report('dr1', 'LAB', { code: loinc('57698-3', 'Lipid panel'), basedOn: [{ reference: 'ServiceRequest/sr1' }], specimen: [{ reference: 'Specimen/s1' }], result: [{ reference: 'Observation/ob1' }, { reference: 'Observation/ob2' }], note: [{ authorString: 'Dr. Okafor', time: '2026-04-12T12:00:00-04:00', text: 'Looks fine.' }] }),
  observation('im1', 'imaging', { code: loinc('18782-3', 'Findings'), valueString: 'Clear lungs' }),
  { resourceType: 'ImagingStudy', id: 'is1', status: 'available', subject, started: '2026-04-12', numberOfInstances: 3, procedureCode: [{ text: 'Chest X-ray' }], series: [{ uid: '1', modality: { code: 'DX' }, bodySite: { display: 'Chest' } }] },
  report('dr2', 'RAD', { code: { text: 'Chest X-ray report' }, imagingStudy: [{ reference: 'ImagingStudy/is1' }], result: [{ reference: 'Observation/im1' }], conclusion: 'Normal.', presentedForm: [{ contentType: 'text/plain', data: base64('FINDINGS: clear') }] }),
  observation('v1', 'vital-signs', { code: loinc('8867-4', 'Heart rate'), valueQuantity: { value: 70, unit: '/min' } }),
  observation('v2', 'vital-signs', { code: loinc('85354-9', 'Blood pressure'), component: [{ code: loinc('8480-6', 'Systolic'), valueQuantity: { value: 118 } }, { code: loinc('8462-4', 'Diastolic'), valueQuantity: { value: 76 } }] }),
  observation('q1', 'survey', { code: loinc('55758-7', 'PHQ-2 total score'), valueInteger: 1 }),
  observation('so1', 'social-history', { code: loinc('72166-2', 'Tobacco smoking status'), valueCodeableConcept: { text: 'Never smoker' } }),
  { resourceType: 'QuestionnaireResponse', id: 'qr1', questionnaire: 'https://forms.example/Questionnaire/sleep', _questionnaire: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/display', valueString: 'Sleep' }] }, status: 'completed', subject, authored: '2026-04-12', item: [{ linkId: '1', text: 'Hours', answer: [{ valueDecimal: 7.5 }] }, { linkId: '2', item: [{ linkId: '2.1', text: 'Snores', answer: [{ valueBoolean: false }] }] }] },
  { resourceType: 'Condition', id: 'c1', clinicalStatus: { coding: [{ code: 'active' }] }, verificationStatus: { coding: [{ code: 'confirmed' }] }, code: { text: 'High cholesterol' }, subject, onsetDateTime: '2020', recorder: { reference: 'Practitioner/d1' }, note: [{ text: 'since then' }] },
  { resourceType: 'AllergyIntolerance', id: 'a1', clinicalStatus: { coding: [{ code: 'active' }] }, code: { text: 'Penicillin' }, criticality: 'high', patient: subject, recordedDate: '2026-05-03', reaction: [{ manifestation: [{ text: 'Hives' }] }] },
  { resourceType: 'MedicationRequest', id: 'mr1', status: 'active', intent: 'order', medicationReference: { reference: 'Medication/m0' }, subject, encounter, authoredOn: '2026-04-12', requester: { reference: 'Practitioner/d1' }, dosageInstruction: [{ text: 'One at night' }], dispenseRequest: { numberOfRepeatsAllowed: 3 }, reasonReference: [{ reference: 'Condition/c1' }] },
  { resourceType: 'MedicationStatement', id: 'ms1', status: 'active', medicationCodeableConcept: { text: 'Aspirin' }, subject, effectivePeriod: { start: '2025' } },
  { resourceType: 'Immunization', id: 'i1', status: 'completed', vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }], text: 'Influenza' }, patient: subject, occurrenceDateTime: '2025-10', lotNumber: 'X1', manufacturer: { display: 'Maker' }, performer: [{ actor: { reference: 'Practitioner/d1' } }], location: { reference: 'Location/l1' }, protocolApplied: [{ doseNumberPositiveInt: 1 }] },
  { resourceType: 'Procedure', id: 'pr1', status: 'completed', code: { text: 'Skin biopsy' }, subject, performedPeriod: { start: '2026-04-12', end: '2026-04-12' }, performer: [{ actor: { reference: 'Practitioner/d1' } }], reasonCode: [{ text: 'mole' }] },
  { resourceType: 'Appointment', id: 'ap1', status: 'booked', serviceType: [{ text: 'Follow-up' }], start: '2026-12-01T09:00:00-05:00', participant: [{ actor: subject, status: 'accepted' }, { actor: { reference: 'Practitioner/d1' }, status: 'accepted' }, { actor: { reference: 'Location/l1' }, status: 'accepted' }] },
  { resourceType: 'DocumentReference', id: 'do1', status: 'current', type: loinc('11506-3', 'Progress note'), category: [{ coding: [{ code: 'clinical-note' }] }], subject, date: '2026-04-12T10:00:00Z', author: [{ reference: 'Practitioner/d1' }], content: [{ attachment: { contentType: 'text/plain', data: base64('Seen for a cough.'), size: 17 } }], context: { encounter: [encounter] } },
  { resourceType: 'DocumentReference', id: 'do2', status: 'current', type: { text: 'Letter' }, subject, date: '2026-04-13', content: [{ attachment: { contentType: 'application/pdf', url: 'Binary/b1', title: 'letter.pdf' } }] },
  { resourceType: 'Binary', id: 'b1', contentType: 'application/pdf', data: base64('%PDF-1.7\n') },
  { resourceType: 'Composition', id: 'co1', status: 'final', type: loinc('60591-5', 'Patient summary Document'), subject, date: '2026-05-01T10:00:00Z', author: [{ reference: 'Practitioner/d1' }], title: 'Summary', section: [{ title: 'Problems', code: loinc('11450-4', 'Problems'), text: { status: 'additional', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>High cholesterol</p></div>' }, entry: [{ reference: 'Condition/c1' }] }, { title: 'Medicines', code: loinc('10160-0', 'Medicines'), emptyReason: { coding: [{ code: 'unavailable' }] } }] },
]

export const everyResourceAlone = resources as readonly { readonly resourceType: string; readonly id: string }[]

export const everyResource = { resourceType: 'Bundle', type: 'collection', entry: everyResourceAlone.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource, request: { method: 'POST', url: resource.resourceType } })) }
