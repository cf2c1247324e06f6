// Which medicines, vaccines, conditions, allergies and appointments does Rosa have?
import type { Chart } from '../../fhir/chart.ts'
import { type AppointmentPlan, addAppointment } from '../../fhir/appointments.ts'
import { type MedicinePlan, addMedicine } from '../../fhir/medicines.ts'
import { addAllergy, addCondition } from '../../fhir/problems.ts'
import { addOpenOrder } from '../../fhir/imaging.ts'
import { type VaccinePlan, addVaccine } from '../../fhir/vaccines.ts'
import type { VisitMade } from '../../fhir/visits.ts'

type Prescribed = MedicinePlan & { readonly during?: string }

const medicines: readonly Prescribed[] = [
  { name: 'Atorvastatin 20 mg tablet', rxnorm: '617310', how: '1 pill by mouth each night', why: 'High cholesterol', on: 'Y-2-04-18', at: '12:45', by: 'chen', during: 'statin-talk', refills: 3 },
  { name: 'Cetirizine 10 mg tablet', rxnorm: '1014678', how: '1 pill by mouth once a day when you have allergy symptoms', why: 'Seasonal allergies', on: 'Y-15-03-17', at: '09:50', by: 'chen', during: 'new-patient', refills: 5 },
  { name: 'Fluticasone 50 mcg nose spray', how: '1 spray in each side of the nose each morning, April to June', why: 'Seasonal allergies', on: 'Y-11-05-06', at: '09:00', by: 'chen', during: 'checkup-11', refills: 2 },
  { name: 'Vitamin D3 1,000 units capsule', how: '1 capsule by mouth once a day', why: 'Low vitamin D', on: 'Y-11-05-08', at: '10:30', by: 'chen' },
  { name: 'Diclofenac gel 1%', how: 'On the left knee, up to 4 times a day, until {A+14}', why: 'Left knee pain', on: 'A', at: '08:40', by: 'chen', during: 'april-checkup', status: 'completed', until: 'A+14' },
  { name: 'Ibuprofen 400 mg tablet', how: '1 pill with food, up to 3 times a day, when needed', why: 'Heavy periods, knee pain', on: 'Y-1-05-22', at: '11:50', by: 'marchetti', during: 'women-visit', status: 'stopped', until: 'A', because: 'Heartburn. Diclofenac gel takes its place.' },
  { name: 'Nitrofurantoin 100 mg capsule', how: '1 capsule 2 times a day with food, for 5 days', why: 'Bladder infection', on: 'Y-1-03-19', at: '18:25', by: 'tremblay', during: 'urine-infection', status: 'completed', until: 'Y-1-03-24' },
  { name: 'Prenatal vitamin tablet', how: '1 tablet by mouth once a day', why: 'Pregnancy', on: 'Y-10-04-26', at: '11:35', by: 'chen', during: 'checkup-10', status: 'completed', until: 'MATEO+180' },
  { name: 'Azithromycin 250 mg tablet', how: '2 pills on the first day, then 1 pill a day for 4 days', why: 'Sinus infection', on: 'Y-13-09-12', at: '15:45', by: 'chen', during: 'sinus', status: 'completed', until: 'Y-13-09-17' },
  { name: 'Amoxicillin 500 mg capsule', rxnorm: '308191', how: '1 capsule 3 times a day for 10 days', why: 'Sinus infection', on: 'Y-13-09-09', by: 'tremblay', status: 'stopped', until: 'Y-13-09-11', because: 'Hives' },
  { name: 'Ferrous sulfate 325 mg tablet', how: '1 tablet by mouth once a day, for 3 months', why: 'Low iron', on: 'Y-13-04-10', at: '09:10', by: 'chen', status: 'completed', until: 'Y-13-07-10' },
]

const flu = { name: 'Flu shot', cvx: '150' } as const
const covid = { name: 'COVID-19 (mRNA)' } as const

/** Told from older records, the drugstore or other clinics; Tdap of April 12 is given at the visit. */
const vaccines: readonly VaccinePlan[] = [
  { name: 'MMR (measles, mumps, rubella)', cvx: '03', on: '1985' },
  { name: 'MMR (measles, mumps, rubella)', cvx: '03', on: '1996-09' },
  { name: 'Hepatitis B, child', cvx: '08', on: '1997-09-10' },
  { name: 'Hepatitis B, child', cvx: '08', on: '1997-10-15' },
  { name: 'Hepatitis B, child', cvx: '08', on: '1998-03-11' },
  { name: 'Tdap (tetanus, diphtheria, whooping cough)', cvx: '115', on: 'MATEO-60', lot: 'U5518CB', site: 'left arm' },
  { ...covid, cvx: '208', on: 'Y-5-03-30', lot: 'BL0413', site: 'left arm' },
  { ...covid, cvx: '208', on: 'Y-5-04-27', lot: 'BL0588', site: 'left arm' },
  { ...covid, cvx: '208', on: 'Y-5-11-20', lot: 'BL1204', site: 'right arm' },
  { ...covid, cvx: '300', on: 'Y-4-10-11', lot: 'BL2077', site: 'left arm' },
  { ...covid, cvx: '309', on: 'Y-3-10-17', lot: 'BL3345', site: 'left arm' },
  ...[10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((years): VaccinePlan => ({ ...flu, on: `Y-${years}-10-0${1 + (years % 9)}`, lot: `FL${40 - years}${years}2A`, site: 'left arm' })),
]

const appointments: readonly AppointmentPlan[] = [
  { key: 'skin-check', type: 'Check of the wound and the result', on: 'T+12', at: '14:30', with: 'okafor', instructions: 'Bring a list of your questions. No cream on the spot that day.' },
  { key: 'knee-talk', type: 'Talk about the knee scan', on: 'T+16', at: '11:40', minutes: 20, with: 'chen' },
  { key: 'april', type: 'Yearly check-up', on: 'A', at: '07:50', minutes: 60, with: 'chen', status: 'fulfilled' },
  { key: 'half-year', type: 'Follow-up visit', on: 'Y-1-10-09', at: '08:00', with: 'chen', status: 'fulfilled' },
  { key: 'eye-missed', type: 'Eye exam', on: 'Y-1-06-18', at: '15:00', minutes: 50, with: 'lindgren', status: 'noshow' },
]

function addProblems(chart: Chart): void {
  addCondition(chart, { name: 'High cholesterol', snomed: '13644009', icd10: 'E78.00', onset: 'Y-3-03-08', recorded: 'Y-2-04-04', by: 'chen' })
  addCondition(chart, { name: 'Seasonal allergies', snomed: '367498001', icd10: 'J30.2', onset: '2005', recorded: 'Y-15-03-17', by: 'chen', note: 'Birch and grass pollen, by skin test.' })
  addCondition(chart, { name: 'Left knee pain', icd10: 'M25.562', onset: 'A-21', recorded: 'A', by: 'chen' })
  addAllergy(chart, { name: 'Penicillin', snomed: '764146007', reactions: ['Hives'], severe: 'low', recorded: 'Y-13-09-12', by: 'chen' })
}

const octoberTest = { type: 'Cholesterol test (lab)', at: '08:00', minutes: 15, with: 'chen', instructions: 'Lab, Floor 1. Do not eat for 9 hours before. Water is fine.' } as const

/** The cholesterol test planned for October 5: to come, or moved to three weeks from now when that day is over. */
function addOctoberTest(chart: Chart): void {
  const over = chart.calendar.day('Y-0-10-05') < chart.calendar.today
  addAppointment(chart, { ...octoberTest, key: 'october-test', on: 'Y-0-10-05', ...(over ? { status: 'cancelled', because: 'Moved to a later day by the patient' } : {}) })
  if (over) addAppointment(chart, { ...octoberTest, key: 'october-test-moved', on: 'T+20' })
  addOpenOrder(chart, { key: 'october-lipids', name: 'Lipid panel', loinc: '57698-3', of: 'lab', on: 'A', at: '08:45', by: 'chen', why: 'High cholesterol', expected: over ? 'T+20' : 'Y-0-10-05' })
}

/** Adds Rosa's lists; `visits` are the ones already in the chart. */
export function addLists(chart: Chart, visits: ReadonlyMap<string, VisitMade>): void {
  for (const { during, ...plan } of medicines) {
    const visit = during === undefined ? undefined : visits.get(during)
    addMedicine(chart, visit === undefined ? plan : { ...plan, visit: visit.reference })
  }
  for (const vaccine of vaccines) addVaccine(chart, vaccine, {})
  addProblems(chart)
  for (const appointment of appointments) addAppointment(chart, appointment)
  addOctoberTest(chart)
}
