// Who is Samuel Whitfield? One human with charts at two hospitals that do not quite agree about him.
import type { Calendar } from '../calendar.ts'
import { addAppointment } from '../fhir/appointments.ts'
import { type Chart, type PatientFacts, openChart } from '../fhir/chart.ts'
import { addImaging } from '../fhir/imaging.ts'
import { addLab } from '../fhir/labs.ts'
import { addMedicine } from '../fhir/medicines.ts'
import { addAllergy, addCondition, addNoKnownAllergies } from '../fhir/problems.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { addVisit } from '../fhir/visits.ts'
import type { DemoPerson } from '../shape.ts'
import { demoAccount } from '../sign-ins.ts'

const lakeside: PatientFacts = {
  key: 'samuel',
  given: ['Samuel', 'Theodore'],
  family: 'Whitfield',
  gender: 'male',
  birthDate: '1961-09-14',
  mrn: '00291748',
  address: { line: '5 Cannery Row', city: 'Harbor City', state: 'ME', zip: '04101' },
  phone: '207-555-0113',
  email: 'samuel.whitfield@example.com',
}
/** The hospital has his short name and an address he left. */
export const samuelAtNorthshore: PatientFacts = { ...lakeside, given: ['Sam'], mrn: '70118036', address: { line: '60 Bluff Road', city: 'North Harbor', state: 'ME', zip: '04103' }, phone: '207-555-0112' }

function makeLakeside(calendar: Calendar): Chart {
  const chart = openChart('lakeside', lakeside, calendar)
  for (const years of [4, 3, 2, 1]) {
    addVisit(chart, {
      key: `checkup-${years}`,
      on: `Y-${years}-06-1${years}`,
      at: '08:20',
      by: 'chen',
      nurse: 'brandt',
      type: 'Yearly check-up',
      why: 'Yearly check-up.',
      vitals: { pressure: `13${years}/8${years}`, pulse: '70', pounds: String(204 - years) },
      note: { type: 'checkup', story: 'Feels well. Works at the harbor. Heart rhythm followed at Northshore.', exam: 'Heart irregular, rate 70. Lungs clear.', plan: ['High blood pressure: same medicine.', 'Atrial fibrillation: see Northshore.'] },
      summary: { asks: ['Measure your blood pressure once a week at home.', 'Less salt.'], next: ['Next check-up in a year.'] },
      labs: [{ panel: 'cmp' }, { panel: 'lipid', values: { ldl: String(112 - years), cholesterol: String(198 - years) } }, { panel: 'a1c', values: { a1c: `5.${9 - years}` } }],
    })
  }
  addLab(chart, { panel: 'psa', status: 'entered-in-error', ready: { on: 'Y-1-06-13', at: '07:00' }, values: { psa: { value: '9.10', note: 'Entered in error: this tube was not from this patient.' } } }, { key: 'wrong-psa', taken: calendar.at('Y-1-06-11', '08:40'), orderedBy: 'chen' })
  addLab(chart, { panel: 'stoolBlood' }, { key: 'undated-stool', orderedBy: 'chen' })
  addCondition(chart, { name: 'High blood pressure', snomed: '38341003', icd10: 'I10', onset: '2012', recorded: 'Y-6-06-10', by: 'chen' })
  addNoKnownAllergies(chart, { on: 'Y-4-06-14', by: 'chen' })
  addMedicine(chart, { name: 'Amlodipine 5 mg tablet', rxnorm: '197361', how: '1 pill once a day', why: 'High blood pressure', on: 'Y-4-06-14', at: '08:50', by: 'chen', refills: 3 })
  addVaccine(chart, { name: 'Shingles', cvx: '187', on: 'Y-2-06-12', site: 'left arm', lot: 'SH2210' }, { by: 'brandt' })
  addVaccine(chart, { name: 'Flu shot', cvx: '150', on: 'T-44', site: 'left arm', lot: 'FL26120' }, { by: 'brandt' })
  addAppointment(chart, { key: 'checkup-next', type: 'Yearly check-up', on: 'T+41', at: '08:20', with: 'chen' })
  return chart
}

function makeNorthshore(calendar: Calendar): Chart {
  const chart = openChart('northshore', samuelAtNorthshore, calendar)
  const stay = addVisit(chart, {
    key: 'rhythm-stay',
    on: 'Y-2-11-03',
    at: '21:50',
    minutes: 3600,
    by: 'sorensen',
    way: 'hospital',
    why: 'Heart racing and short of breath.',
    vitals: { pressure: '142/88', pulse: '138', pounds: '203', oxygen: '94' },
    note: {
      story: 'Came by ambulance with a racing, irregular heart. Rate came down with metoprolol. Heart ultrasound: chambers a little large, pump fine. Blood thinner started.',
      exam: 'On going home: pulse 76, irregular. No swelling.',
      plan: ['Atrial fibrillation, new: apixaban 5 mg 2 times a day, metoprolol 50 mg.', 'Heart clinic in 2 weeks.'],
    },
    summary: { asks: ['Take apixaban 2 times a day. Do not skip it.', 'No ibuprofen or naproxen with it.'], medicines: ['Started: apixaban 5 mg.', 'Started: metoprolol succinate 50 mg.'], next: ['Heart clinic in 2 weeks.'], call: 'Call 911 for chest pain, fainting, or weakness on one side.' },
    labs: [{ panel: 'cbc' }, { panel: 'bmp', values: { potassium: '3.4' } }, { panel: 'tsh' }, { panel: 'heartFailure', values: { ntProBnp: '1240' } }],
  })
  addImaging(chart, {
    key: 'chest',
    name: 'X-ray of chest, 1 view',
    modality: 'DX',
    bodySite: 'Chest',
    on: 'Y-2-11-03',
    at: '22:20',
    pictures: 1,
    orderedBy: 'sorensen',
    readBy: 'pell',
    signed: { on: 'Y-2-11-04', at: '07:40' },
    visit: stay.reference,
    why: 'Short of breath, fast heart.',
    saw: ['Heart a little large. No fluid in the lungs.'],
    means: ['No pneumonia, no fluid. Heart a little large.'],
  })
  addVisit(chart, {
    key: 'rhythm-check',
    on: 'Y-0-03-05',
    at: '13:40',
    by: 'sorensen',
    type: 'Heart clinic visit',
    why: 'Check of the heart rhythm.',
    vitals: { pressure: '132/80', pulse: '72', pounds: '202' },
    note: { type: 'consult', story: 'No racing heart for a year. No bleeding.', exam: 'Irregular, rate 72.', plan: ['Stable. Same medicines.'] },
    summary: { asks: ['Same medicines.'], next: ['Visit in a year.'] },
    labs: [{ panel: 'bmp' }, { panel: 'cbc' }],
  })
  addCondition(chart, { name: 'Atrial fibrillation', snomed: '49436004', icd10: 'I48.91', onset: 'Y-2-11-03', recorded: 'Y-2-11-05', by: 'sorensen' })
  addAllergy(chart, { name: 'Sulfa antibiotics', reactions: ['Rash'], severe: 'low', recorded: 'Y-2-11-03', by: 'sorensen' })
  addMedicine(chart, { name: 'Apixaban 5 mg tablet', rxnorm: '1364445', how: '1 pill 2 times a day', why: 'Atrial fibrillation', on: 'Y-2-11-05', at: '10:00', by: 'sorensen', visit: stay.reference, refills: 3 })
  addMedicine(chart, { name: 'Metoprolol succinate 50 mg tablet', rxnorm: '866436', how: '1 pill each morning', why: 'Atrial fibrillation', on: 'Y-2-11-05', at: '10:00', by: 'sorensen', visit: stay.reference, refills: 3 })
  addVaccine(chart, { name: 'Flu shot', cvx: '150', on: 'T-44' }, {})
  addAppointment(chart, { key: 'rhythm-next', type: 'Heart clinic visit', on: 'T+90', at: '13:40', with: 'sorensen' })
  return chart
}

/** Samuel with both charts and a ready-made sign-in. */
export function makeSamuel(calendar: Calendar): DemoPerson {
  const email = 'samuel.whitfield@example.com'
  return {
    key: 'samuel',
    name: { given: 'Samuel', family: 'Whitfield' },
    birthDate: lakeside.birthDate,
    charts: [makeLakeside(calendar).finish(), makeNorthshore(calendar).finish()],
    address: lakeside.address,
    phone: lakeside.phone,
    email,
    account: demoAccount('samuel', email),
    links: [],
  }
}
