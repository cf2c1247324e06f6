// Who is Walter Hendricks? 84 years old, more than twenty years of records: four visits a year, a blood thinner that
// needs a test each month, and a critical potassium this week.
import type { Calendar } from '../../calendar.ts'
import { addAppointment } from '../../fhir/appointments.ts'
import { type PatientFacts, openChart } from '../../fhir/chart.ts'
import { addImaging } from '../../fhir/imaging.ts'
import { addMedicine } from '../../fhir/medicines.ts'
import { addAllergy, addCondition } from '../../fhir/problems.ts'
import { addVaccine } from '../../fhir/vaccines.ts'
import { type VisitMade, type VisitPlan, addVisit } from '../../fhir/visits.ts'
import { addLab } from '../../fhir/labs.ts'
import type { Chart } from '../../fhir/chart.ts'
import type { DemoPerson } from '../../shape.ts'
import { demoAccount } from '../../sign-ins.ts'
import { yearsOfRecords, quarterlyVisits, thinnerTests } from './years.ts'

const email = 'walter.hendricks@example.com'

export const walterFacts: PatientFacts = {
  key: 'walter',
  given: ['Walter', 'Eugene'],
  family: 'Hendricks',
  prefix: 'Mr.',
  gender: 'male',
  birthDate: '1942-01-17',
  mrn: '00014402',
  address: { line: '140 Lighthouse Road', city: 'Harbor City', state: 'ME', zip: '04101' },
  phone: '207-555-0108',
  email,
}

const criticalVisit: VisitPlan = {
  key: 'weak',
  on: 'T-3',
  at: '10:30',
  by: 'diallo',
  type: 'Kidney clinic visit',
  why: 'Weak legs for a few days.',
  vitals: { pressure: '146/78', pulse: '52', pounds: '181', oxygen: '95' },
  note: {
    type: 'consult',
    story: 'Legs feel heavy since the weekend. Started a salt substitute two weeks ago to use less salt; it is potassium chloride.',
    exam: 'Slow pulse. Strength a little low in both legs.',
    plan: ['Chronic kidney disease with high potassium: sent to the emergency department for treatment.', 'Stop the salt substitute. Lisinopril paused.'],
  },
  summary: { asks: ['Go to the emergency department today.', 'Stop the salt substitute.', 'Do not take lisinopril until we tell you.'], next: ['New blood test in 2 days.'], call: 'Call 911 for chest pain, fainting or if you cannot move your legs.' },
  labs: [{ panel: 'bmp', ready: { on: 'T-3', at: '14:55' }, values: { potassium: { value: '6.4', note: 'Critical value. Called to Dr. Amara Diallo at 3:02 pm, read back.' }, glucose: '152', creatinine: '2.41', bun: '48', carbonDioxide: '19' } }],
}

const treatment: VisitPlan = {
  key: 'potassium-treated',
  on: 'T-3',
  at: '16:10',
  minutes: 340,
  by: 'whitcomb',
  way: 'emergency',
  why: 'Potassium far too high.',
  vitals: { pressure: '150/80', pulse: '50', oxygen: '96' },
  note: { story: 'Sent from the kidney clinic. Heart tracing with tall waves. Treated with calcium, insulin with sugar, and a binder. Potassium came down to 5.2.', exam: 'Strength better at 9 pm.', plan: ['High potassium, treated. Home with a binder.', 'Blood test in 2 days.'], signedAt: '22:40' },
  summary: { asks: ['Take the binder powder once a day, away from other medicines.', 'No salt substitute, no oranges, no bananas for now.'], next: ['Blood test in 2 days at the lab, Floor 1.'] },
  labs: [{ panel: 'bmp', tag: 'later', after: 200, ready: { on: 'T-3', at: '20:30' }, values: { glucose: '188', potassium: '5.2', creatinine: '2.30', bun: '46' } }],
}

function addLists(chart: Chart): void {
  const conditions = [
    ['Type 2 diabetes', '44054006', 'E11.9', '2004'],
    ['High blood pressure', '38341003', 'I10', '1995'],
    ['Atrial fibrillation', '49436004', 'I48.91', '2009'],
    ['Chronic kidney disease, stage 3b', '700379002', 'N18.32', '2016'],
    ['Enlarged prostate', '266569009', 'N40.1', '2011'],
    ['Hearing loss', '15188001', 'H91.90', '2018'],
  ] as const
  for (const [name, snomed, icd10, onset] of conditions) addCondition(chart, { name, snomed, icd10, onset, recorded: `${onset}-06`, by: 'chen' })
  addCondition(chart, { name: 'Pneumonia', snomed: '233604007', icd10: 'J18.9', onset: '2013-01', ended: '2013-02', status: 'resolved', by: 'whitcomb' })
  addAllergy(chart, { name: 'Codeine', reactions: ['Nausea', 'Confusion'], severe: 'low', recorded: '2007-03-14', by: 'chen' })
  addAllergy(chart, { name: 'Adhesive tape', reactions: ['Rash'], recorded: '2012-09-02', by: 'chen', category: 'environment' })
  const medicines = [
    ['Metformin 500 mg tablet', '1 pill 2 times a day with food', 'Type 2 diabetes', '861007'],
    ['Metoprolol succinate 50 mg tablet', '1 pill each morning', 'Atrial fibrillation', '866436'],
    ['Warfarin 5 mg tablet', 'As told by the clinic, each evening', 'Atrial fibrillation', '855332'],
    ['Atorvastatin 40 mg tablet', '1 pill each night', 'Type 2 diabetes', '617311'],
    ['Tamsulosin 0.4 mg capsule', '1 capsule each evening', 'Enlarged prostate', '863669'],
  ] as const
  for (const [name, how, why, rxnorm] of medicines) addMedicine(chart, { name, how, why, rxnorm, on: 'Y-1-08-07', at: '09:30', by: 'chen', refills: 3 })
  addMedicine(chart, { name: 'Lisinopril 10 mg tablet', rxnorm: '314076', how: '1 pill once a day', why: 'High blood pressure', on: 'Y-2-08-08', at: '09:30', by: 'chen', status: 'on-hold', because: 'High potassium' })
  addMedicine(chart, { name: 'Glipizide 5 mg tablet', how: '1 pill before breakfast', why: 'Type 2 diabetes', on: 'Y-12-05-05', at: '09:30', by: 'chen', status: 'stopped', until: 'Y-4-02-03', because: 'Low blood sugar' })
  for (let years = yearsOfRecords - 1; years >= 1; years -= 1) addVaccine(chart, { name: years > 12 ? 'Flu shot' : 'Flu shot, high dose', cvx: years > 12 ? '141' : '135', on: `Y-${years}-10-1${years % 10}`, site: 'left arm' }, {})
  addVaccine(chart, { name: 'Pneumococcal polysaccharide', cvx: '33', on: '2008-10-02' }, {})
}

function addPictures(chart: Chart, fall: VisitMade): void {
  addImaging(chart, {
    key: 'hip',
    name: 'X-ray of right hip, 2 views',
    modality: 'DX',
    bodySite: 'Right hip',
    on: 'Y-4-11-19',
    at: '12:20',
    pictures: 2,
    orderedBy: 'whitcomb',
    readBy: 'anand',
    visit: fall.reference,
    signed: { on: 'Y-4-11-19', at: '13:05' },
    why: 'Fell on the stairs, right hip sore.',
    saw: ['No break. Wear of both hip joints.'],
    means: ['No broken bone. Wear as is common at this age.'],
  })
  addImaging(chart, {
    key: 'head',
    name: 'CT scan of head without contrast',
    modality: 'CT',
    bodySite: 'Head',
    on: 'Y-4-11-19',
    at: '12:35',
    pictures: 64,
    orderedBy: 'whitcomb',
    readBy: 'anand',
    visit: fall.reference,
    signed: { on: 'Y-4-11-19', at: '13:00' },
    why: 'Fall while taking a blood thinner. Bleeding?',
    saw: ['No bleeding. Size of the brain fits the age.'],
    means: ['No bleeding in the head.'],
  })
  addImaging(chart, {
    key: 'heart',
    name: 'Ultrasound of heart',
    modality: 'US',
    bodySite: 'Heart',
    on: 'Y-2-03-12',
    at: '09:40',
    pictures: 58,
    orderedBy: 'nakamura',
    readBy: 'nakamura',
    signed: { on: 'Y-2-03-12', at: '16:45' },
    why: 'Atrial fibrillation, yearly check.',
    saw: ['Upper chambers large. Pump function 55 percent.', 'Mild leak of one valve.'],
    means: ['Pump function as it should be. Mild valve leak, same as before.'],
  })
}

/** Walter at Lakeside, with a ready-made sign-in. */
export function makeWalter(calendar: Calendar): DemoPerson {
  const chart = openChart('lakeside', walterFacts, calendar)
  for (const visit of quarterlyVisits) addVisit(chart, visit)
  const fall = addVisit(chart, {
    key: 'fall',
    on: 'Y-4-11-19',
    at: '11:40',
    minutes: 220,
    by: 'whitcomb',
    way: 'emergency',
    why: 'Fell on the stairs at home.',
    vitals: { pressure: '148/82', pulse: '84' },
    note: { story: 'Missed the last step, fell on the right hip and bumped his head. Awake the whole time. Takes warfarin.', exam: 'Bruise on the right hip. No wound. Clear in his mind.', plan: ['No break, no bleeding in the head.', 'Home with his son tonight.'] },
    summary: { asks: ['Rest. Ice on the hip.', 'Have a rail put on both sides of the stairs.'], call: 'Come back for a bad headache, sleepiness or confusion.' },
    labs: [{ panel: 'inr' }, { panel: 'cbc' }],
  })
  for (const test of thinnerTests) addLab(chart, test.plan, { key: test.key, taken: calendar.at(test.on, '08:20'), orderedBy: 'nakamura' })
  addVisit(chart, criticalVisit)
  addVisit(chart, treatment)
  addLab(chart, { panel: 'bmp', ready: { on: 'T-1', at: '13:10' }, values: { potassium: '4.9', creatinine: '2.05', bun: '41', glucose: '143' } }, { key: 'potassium-check', taken: calendar.at('T-1', '08:30'), orderedBy: 'diallo' })
  addPictures(chart, fall)
  addLists(chart)
  addAppointment(chart, { key: 'kidney', type: 'Kidney clinic visit', on: 'T+5', at: '10:30', with: 'diallo', instructions: 'Bring all your medicine bottles.' })
  addAppointment(chart, { key: 'quarter', type: 'Follow-up visit', on: 'T+47', at: '09:00', with: 'chen' })
  return { key: 'walter', name: { given: 'Walter', family: 'Hendricks' }, birthDate: walterFacts.birthDate, charts: [chart.finish()], address: walterFacts.address, phone: walterFacts.phone, email, account: demoAccount('walter', email), links: [] }
}
