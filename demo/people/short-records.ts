// Who has little in the record? Noor has nothing yet, Ben one order, Dorothy died, Minh Châu was vaccinated elsewhere.
import type { Calendar } from '../calendar.ts'
import { type PatientFacts, openChart } from '../fhir/chart.ts'
import { addOpenOrder } from '../fhir/imaging.ts'
import { addMedicine } from '../fhir/medicines.ts'
import { addCondition, addNoKnownAllergies } from '../fhir/problems.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { addVisit } from '../fhir/visits.ts'
import { addAppointment } from '../fhir/appointments.ts'
import type { DemoPerson } from '../shape.ts'
import { demoAccount } from '../sign-ins.ts'

function personOf(facts: PatientFacts): Pick<DemoPerson, 'key' | 'name' | 'birthDate' | 'address' | 'phone' | 'links'> {
  return { key: facts.key, name: { given: facts.given.join(' '), family: facts.family }, birthDate: facts.birthDate, address: facts.address, phone: facts.phone, links: [] }
}

const noorEmail = 'noor.haddad@example.com'
export const noorFacts: PatientFacts = { key: 'noor', given: ['Noor'], family: 'Haddad', gender: 'female', birthDate: '2001-03-30', mrn: '00688104', address: { line: '12 Beacon Court', city: 'Harbor City', state: 'ME', zip: '04101' }, phone: '207-555-0138', email: noorEmail }

/** Registered last week; not one record. Has a ready-made sign-in. */
export function makeNoor(calendar: Calendar): DemoPerson {
  return { ...personOf(noorFacts), charts: [openChart('lakeside', noorFacts, calendar).finish()], email: noorEmail, account: demoAccount('noor', noorEmail) }
}

/** One blood test ordered two days ago, not taken yet. */
export function makeBen(calendar: Calendar): DemoPerson {
  const facts: PatientFacts = { key: 'ben', given: ['Benjamin'], family: 'Castellano', gender: 'male', birthDate: '1978-11-05', mrn: '00690233', address: { line: '88 Foundry Lane', city: 'Harbor City', state: 'ME', zip: '04101' }, phone: '207-555-0136' }
  const chart = openChart('lakeside', facts, calendar)
  addOpenOrder(chart, { key: 'cmp', name: 'Comprehensive metabolic panel', loinc: '24323-8', of: 'lab', on: 'T-2', at: '16:30', by: 'chen', why: 'New patient, first blood test', expected: 'T+5' })
  return { ...personOf(facts), charts: [chart.finish()] }
}

/** Died at home two months ago; the last note says so. */
export function makeDorothy(calendar: Calendar): DemoPerson {
  const facts: PatientFacts = { key: 'dorothy', given: ['Dorothy', 'Mae'], family: 'Pruitt', gender: 'female', birthDate: '1933-04-22', mrn: '00058811', address: { line: '3 Elm Park', city: 'Harbor City', state: 'ME', zip: '04101' }, phone: '207-555-0105', deceased: calendar.at('T-61', '04:15') }
  const chart = openChart('lakeside', facts, calendar)
  addVisit(chart, {
    key: 'home-care',
    on: 'T-96',
    at: '11:00',
    by: 'chen',
    type: 'Home visit',
    why: 'Care at home for a weak heart.',
    vitals: { pressure: '102/60', pulse: '88', pounds: '104', oxygen: '91' },
    note: { story: 'Short of breath at rest. Sleeps in a chair. Does not want to go to the hospital again. Her daughter is with her.', exam: 'Legs swollen to the knee. Crackles on both sides.', plan: ['Heart failure, last stage. Hospice at home, as she wishes.', 'Comfort medicines ordered.'] },
    summary: { asks: ['Call the hospice nurse at any hour.'], call: 'Call 555-0150. A nurse answers at any hour.' },
    labs: [{ panel: 'bmp', values: { creatinine: '1.62', bun: '44' } }],
  })
  addVisit(chart, {
    key: 'death',
    on: 'T-61',
    at: '09:10',
    minutes: 10,
    by: 'chen',
    type: 'Phone call with the hospice nurse',
    why: 'Call from the hospice nurse.',
    note: { type: 'death', story: 'The hospice nurse called. Mrs. Pruitt died at home at 4:15 am with her daughter beside her. She was not in pain.', plan: ['Death certificate signed.', 'Called her daughter to say how sorry we are.'], signedAt: '10:05' },
  })
  addCondition(chart, { name: 'Heart failure', snomed: '84114007', icd10: 'I50.9', onset: '2015', recorded: 'Y-8-01-20', by: 'nakamura' })
  return { ...personOf(facts), charts: [chart.finish()] }
}

export const minhChauFacts: PatientFacts = { key: 'minh-chau', given: ['Minh Châu'], family: 'Nguyễn Thị', gender: 'female', birthDate: '1988-02-29', mrn: '00655472', address: { line: '27 Saltbox Road', city: 'Harbor City', state: 'ME', zip: '04101' }, phone: '207-555-0129', language: { code: 'vi', text: 'Vietnamese' } }

/** Born on February 29; came from Viet Nam, so that vaccines have only a year or a month. */
export function makeMinhChau(calendar: Calendar): DemoPerson {
  const chart = openChart('lakeside', minhChauFacts, calendar)
  addVisit(chart, {
    key: 'first',
    on: 'Y-1-01-22',
    at: '10:00',
    minutes: 60,
    by: 'chen',
    nurse: 'brandt',
    type: 'New patient visit',
    why: 'First visit with a new doctor.',
    vitals: { pressure: '106/68', pulse: '72', pounds: '112', inches: '61' },
    note: { type: 'checkup', story: 'Moved from Huế two years ago. Feels well. Interpreter by phone.', exam: 'Without findings.', plan: ['Well adult.', 'Hepatitis B test and blood count, as for everyone born where it is common.'] },
    summary: { asks: ['Bring your yellow vaccine book next time.'] },
    labs: [{ panel: 'cbc', values: { mcv: '72.4', hemoglobin: '11.8' } }, { panel: 'hepatitisB' }, { panel: 'ferritin' }],
  })
  addVaccine(chart, { name: 'BCG (tuberculosis)', cvx: '19', on: '1988' }, {})
  addVaccine(chart, { name: 'Measles', cvx: '05', on: '1989' }, {})
  addVaccine(chart, { name: 'Hepatitis B, adult', cvx: '43', on: '2009-05' }, {})
  addVaccine(chart, { name: 'Flu shot', cvx: '150', on: 'Y-1-10-20', site: 'left arm' }, { by: 'brandt' })
  addNoKnownAllergies(chart, { on: 'Y-1-01-22', by: 'chen' })
  addCondition(chart, { name: 'Alpha thalassemia trait', snomed: '68913001', icd10: 'D56.3', recorded: 'Y-1-02-03', by: 'chen', note: 'Explains the small red cells. No treatment needed.' })
  addMedicine(chart, { name: 'Prenatal vitamin tablet', how: '1 tablet by mouth once a day', why: 'Planning a pregnancy', on: 'Y-1-01-22', at: '10:50', by: 'chen', refills: 3 })
  addAppointment(chart, { key: 'checkup', type: 'Yearly check-up', on: 'T+58', at: '10:00', minutes: 40, with: 'chen' })
  return { ...personOf(minhChauFacts), charts: [chart.finish()] }
}
