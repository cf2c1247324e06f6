// Who is Rosa's father? Luis, 72, with a heart history, an undated form and a childhood illness without a date.
import type { Calendar } from '../calendar.ts'
import { addAppointment } from '../fhir/appointments.ts'
import { type PatientFacts, openChart } from '../fhir/chart.ts'
import { addDocument, letterType } from '../fhir/documents.ts'
import { addMedicine } from '../fhir/medicines.ts'
import { addAllergy, addCondition } from '../fhir/problems.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { type VisitPlan, addVisit } from '../fhir/visits.ts'
import type { DemoPerson } from '../shape.ts'

const facts: PatientFacts = {
  key: 'luis',
  given: ['Luis', 'Antonio'],
  family: 'Alvarez',
  gender: 'male',
  birthDate: '1954-06-27',
  mrn: '00102965',
  address: { line: '7 Tanner Street', city: 'Harbor City', state: 'ME', zip: '04101' },
  phone: '207-555-0119',
  language: { code: 'es', text: 'Spanish' },
}

const visits: readonly VisitPlan[] = [
  {
    key: 'heart-check-3',
    on: 'Y-3-02-14',
    at: '10:00',
    by: 'nakamura',
    type: 'Heart clinic visit',
    why: 'Yearly heart check.',
    vitals: { pressure: '134/82', pulse: '64', pounds: '188' },
    note: { type: 'consult', story: 'Heart attack at 52, one stent. No chest pain since. Walks 2 miles a day.', exam: 'Heart regular, soft first sound. No swelling of the legs.', plan: ['Stable. Same medicines.', 'Heart ultrasound next year.'] },
    summary: { asks: ['Keep walking.', 'Take all heart medicines each day.'] },
    labs: [{ panel: 'lipid' }, { panel: 'cmp' }],
  },
  {
    key: 'heart-check-2',
    on: 'Y-2-02-20',
    at: '10:20',
    by: 'nakamura',
    type: 'Heart clinic visit',
    why: 'Yearly heart check.',
    vitals: { pressure: '138/84', pulse: '66', pounds: '190' },
    note: { type: 'consult', story: 'A little short of breath on hills. No chest pain.', exam: 'Lungs clear. No swelling.', plan: ['Pump function a little low by ultrasound. Lisinopril raised to 20 mg.'] },
    summary: { asks: ['Take lisinopril 20 mg once a day.', 'Weigh yourself each morning.'], call: 'Call 555-0159 if you gain 3 pounds in 2 days.' },
    labs: [{ panel: 'heartFailure', values: { ntProBnp: '612' } }, { panel: 'bmp' }],
  },
  {
    key: 'checkup-1',
    on: 'Y-1-09-11',
    at: '08:40',
    by: 'chen',
    nurse: 'brandt',
    type: 'Medicare wellness visit',
    why: 'Yearly wellness visit.',
    vitals: { pressure: '128/78', pulse: '62', pounds: '186' },
    note: { type: 'checkup', story: 'Feels well. Lives alone, cooks for himself. Rosa helps with papers. No falls.', exam: 'Without new findings.', plan: ['Stable heart disease.', 'Stool test for hidden blood: negative.', 'Health care agent: Rosa.'] },
    summary: { asks: ['Keep walking.', 'Bring the form for your health care agent.'] },
    labs: [{ panel: 'a1c', values: { a1c: '5.9' } }, { panel: 'psa' }, { panel: 'stoolBlood' }, { panel: 'cbc' }],
  },
  {
    key: 'gout',
    on: 'T-30',
    at: '11:30',
    by: 'chen',
    why: 'Very sore big toe since yesterday.',
    vitals: { pressure: '132/80', pounds: '187', fahrenheit: '98.8' },
    note: { story: 'Right big toe red and very sore since last night. Had seafood at a wedding.', exam: 'Joint of the right big toe hot, red, swollen.', plan: ['Gout: colchicine for 5 days.', 'Uric acid high.'] },
    summary: { asks: ['Take colchicine as written on the label.', 'Drink enough. No beer or shellfish for now.'], next: ['Come back in 4 weeks.'] },
    labs: [
      { panel: 'uricAcid', values: { uricAcid: '8.9' } },
      { panel: 'bmp', values: { creatinine: '1.34' } },
    ],
  },
]

/** Luis at Lakeside. */
export function makeLuis(calendar: Calendar): DemoPerson {
  const chart = openChart('lakeside', facts, calendar)
  for (const visit of visits) addVisit(chart, visit)
  addCondition(chart, { name: 'Coronary artery disease with stent', snomed: '53741008', icd10: 'I25.10', onset: '2006', by: 'nakamura', recorded: 'Y-10-02-11' })
  addCondition(chart, { name: 'High blood pressure', snomed: '38341003', icd10: 'I10', onset: '1999', by: 'chen', recorded: 'Y-10-02-11' })
  addCondition(chart, { name: 'Rheumatic fever as a child', status: 'resolved', note: 'Told by the patient. Year not known.' })
  addAllergy(chart, { name: 'Shrimp', reactions: ['Itching in the mouth'], severe: 'low', recorded: 'Y-1-09-11', by: 'chen', category: 'food' })
  const medicines = [
    ['Aspirin 81 mg tablet', '1 pill once a day'],
    ['Metoprolol succinate 50 mg tablet', '1 pill each morning'],
    ['Rosuvastatin 20 mg tablet', '1 pill each night'],
    ['Lisinopril 20 mg tablet', '1 pill once a day'],
  ] as const
  for (const [name, how] of medicines) addMedicine(chart, { name, how, why: 'Heart disease', on: 'Y-2-02-20', at: '10:50', by: 'nakamura', refills: 3 })
  addMedicine(chart, { name: 'Colchicine 0.6 mg tablet', how: '1 pill 2 times a day for 5 days', why: 'Gout', on: 'T-30', at: '11:50', by: 'chen', status: 'completed', until: 'T-25' })
  addVaccine(chart, { name: 'Flu shot, high dose', cvx: '135', on: 'Y-1-10-06', site: 'left arm', lot: 'FH5512' }, { by: 'brandt' })
  addVaccine(chart, { name: 'Shingles', cvx: '187', on: 'Y-4-05-02' }, {})
  addVaccine(chart, { name: 'Shingles', cvx: '187', on: 'Y-4-08-09' }, {})
  addDocument(chart, { key: 'agent', type: letterType('Health care agent form'), title: 'Health care agent form', text: 'If I cannot decide for myself, my daughter Rosa Alvarez decides about my care.\n\nSigned by Luis Alvarez, with two witnesses.\n', clinical: false, by: 'chen' })
  addAppointment(chart, { key: 'gout-check', type: 'Follow-up visit', on: 'T+3', at: '09:20', with: 'chen' })
  return { key: 'luis', name: { given: 'Luis', family: 'Alvarez' }, birthDate: facts.birthDate, charts: [chart.finish()], address: facts.address, phone: facts.phone, links: [] }
}
