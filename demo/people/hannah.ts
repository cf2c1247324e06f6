// Who is Hannah Brooks? She has the odd results: a gene test that waits, a corrected report, "<5", ">1000", a cancelled
// and a pending test, a culture, words instead of numbers.
import type { Calendar } from '../calendar.ts'
import { addAppointment } from '../fhir/appointments.ts'
import { type Chart, type PatientFacts, identifierSystem, openChart } from '../fhir/chart.ts'
import { coded, concept, systems } from '../fhir/codes.ts'
import { base64 } from '../fhir/json.ts'
import { addLab, reportNumber } from '../fhir/labs.ts'
import { addMedicine } from '../fhir/medicines.ts'
import { addAllergy, addCondition } from '../fhir/problems.ts'
import { addScore } from '../fhir/questionnaires.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { type VisitPlan, addVisit } from '../fhir/visits.ts'
import type { DemoPerson } from '../shape.ts'
import { demoAccount } from '../sign-ins.ts'

export const hannahFacts: PatientFacts = {
  key: 'hannah',
  given: ['Hannah', 'June'],
  family: 'Brooks',
  gender: 'female',
  birthDate: '1989-12-31',
  mrn: '00377205',
  address: { line: '41 Dock Square, Apt 9', city: 'Harbor City', state: 'ME', zip: '04101' },
  phone: '207-555-0127',
  email: 'hannah.brooks@example.com',
}

const visits: readonly VisitPlan[] = [
  {
    key: 'thyroid-first',
    on: 'Y-1-02-12',
    at: '13:10',
    by: 'rao',
    type: 'Consultation',
    why: 'Tired, cold, gaining weight.',
    vitals: { pressure: '118/80', pulse: '58', pounds: '171', inches: '67' },
    note: { type: 'consult', story: 'Tired for a year, cold hands, 12 pounds gained. Her mother takes thyroid pills.', exam: 'Thyroid a little large, not sore. Dry skin. Slow pulse.', plan: ['Underactive thyroid from inflammation (Hashimoto): levothyroxine 50 mcg.', 'TSH again in 8 weeks.'] },
    summary: { asks: ['Take levothyroxine each morning, 30 minutes before breakfast.'], medicines: ['Started: levothyroxine 50 mcg, 1 pill each morning.'], next: ['Blood test in 8 weeks.'] },
    labs: [
      { panel: 'thyroid', values: { tsh: '11.80', freeT4: '0.70', tpo: '>1000' } },
      { panel: 'crp', values: { crp: '<5' } },
    ],
  },
  {
    key: 'thyroid-second',
    on: 'Y-0-01-16',
    at: '09:30',
    by: 'rao',
    why: 'Thyroid check.',
    vitals: { pressure: '116/76', pulse: '66', pounds: '164' },
    note: { story: 'More energy. Takes the pill each morning.', exam: 'Thyroid as before.', plan: ['TSH in range. Same dose.'] },
    summary: { asks: ['Same dose. Blood test in a year.'] },
    labs: [{ panel: 'thyroid', values: { tsh: '2.00', freeT4: '1.10', tpo: '>1000' } }],
  },
  {
    key: 'fever',
    on: 'T-21',
    at: '20:15',
    by: 'whitcomb',
    way: 'emergency',
    why: 'Fever with chills and pain in the right side of your back.',
    vitals: { pressure: '104/66', pulse: '112', fahrenheit: '102.9', oxygen: '97' },
    note: { story: 'Two days of burning, then fever and chills tonight. Kept no food down.', exam: 'Ill but awake. Sore over the right kidney.', plan: ['Kidney infection: ceftriaxone here, then cefpodoxime for 10 days.', 'Cultures of urine and blood sent.'] },
    summary: { asks: ['Take cefpodoxime 2 times a day for 10 days. Finish all of it.', 'Drink enough.'], call: 'Come back for fever after 2 days, or if you cannot keep the pills down.' },
    labs: [
      { panel: 'cbc', values: { whiteCells: '16.9' } },
      { panel: 'bmp', status: 'corrected', ready: { on: 'T-19', at: '10:30' }, values: { potassium: { value: '4.1', note: 'Corrected. First sent as 6.1 mmol/L; that tube had burst cells. Measured again from a new tube.' }, sodium: '135' } },
      { panel: 'urinalysis', values: { urineAppearance: 'Cloudy', urineNitrite: 'Positive', urineLeukocytes: 'Large', urineBlood: 'Moderate', urineProtein: 'Trace' } },
      { panel: 'urineCulture', ready: { on: 'T-18', at: '12:05' }, values: { culture: { value: 'Klebsiella pneumoniae, more than 100,000 per mL', flag: 'A', note: 'Works: cefpodoxime, ceftriaxone, ciprofloxacin. Does not work: ampicillin.' } } },
      { panel: 'bloodCulture', ready: { on: 'T-16', at: '09:15' } },
      { panel: 'pregnancy' },
    ],
  },
  {
    key: 'gene-talk',
    on: 'T-15',
    at: '14:00',
    minutes: 50,
    by: 'stern',
    type: 'Genetics visit',
    why: 'Breast cancer in your mother and aunt.',
    note: { type: 'consult', story: 'Mother had breast cancer at 44, aunt at 51. No one in the family was tested. Wants to know.', plan: ['Family history fits a gene test. What it can and cannot say was talked over.', 'Blood sent for a panel of 12 genes.'] },
    summary: { asks: ['Nothing to do until the result is here.'], next: ['Dr. Stern calls you with the result. It takes about 2 weeks.'] },
  },
]

const geneText = `Hereditary breast and ovarian cancer, 12 genes

GENES LOOKED AT:
ATM, BARD1, BRCA1, BRCA2, BRIP1, CDH1, CHEK2, NF1, PALB2, PTEN, RAD51C, TP53

RESULT:
No harmful change was found in these 12 genes.
One change of unknown meaning in CHEK2. It should not be used to make decisions.

WHAT IT MEANS:
This lowers, but does not remove, the chance that the cancers in the family come from a gene.

Signed by Dr. Irene Voss.
`

/** Final at the lab since yesterday; the organization's rule shows it 3 days after it came. */
function addGeneTest(chart: Chart): void {
  const taken = chart.calendar.at('T-15', '14:55')
  const issued = chart.calendar.at('T-1', '17:05')
  chart.add('DiagnosticReport', 'gene-test', {
    profile: 'us-core-diagnosticreport-lab',
    sensitive: ['GDIS'],
    fields: {
      identifier: [{ system: identifierSystem('lakeside', 'report'), value: reportNumber('GN', taken, { key: 'gene-test' }) }],
      status: 'final',
      category: [coded(systems.diagnosticService, 'LAB', 'Laboratory'), coded(systems.diagnosticService, 'GE', 'Genetics')],
      code: concept('Gene test, breast and ovarian cancer'),
      subject: chart.patient,
      effectiveDateTime: taken,
      issued,
      performer: [chart.lab, chart.staff('voss')],
      resultsInterpreter: [chart.staff('stern')],
      conclusion: 'No harmful change was found in these 12 genes. One change of unknown meaning in CHEK2.',
      presentedForm: [{ contentType: 'text/plain; charset=utf-8', title: 'Gene test', creation: issued, data: base64(geneText) }],
    },
  })
}

function addLooseLabs(chart: Chart): void {
  const morning = chart.calendar.at('T-1', '08:10')
  addLab(chart, { panel: 'vitaminD', status: 'registered', ready: { on: 'T-1', at: '08:40' } }, { key: 'vitamin-d', taken: morning, orderedBy: 'rao' })
  addLab(chart, { panel: 'thyroid', status: 'preliminary', ready: { on: 'T-1', at: '16:20' }, values: { tsh: '4.90', freeT4: '1.00', tpo: { absent: 'Not finished' } } }, { key: 'thyroid-now', taken: morning, orderedBy: 'rao' })
  addLab(chart, { panel: 'b12', status: 'cancelled', ready: { on: 'T-1', at: '09:15' }, values: { b12: { absent: 'The tube was too old to test' } } }, { key: 'b12', taken: morning, orderedBy: 'rao' })
}

/** Hannah at Lakeside, with a ready-made sign-in. */
export function makeHannah(calendar: Calendar): DemoPerson {
  const chart = openChart('lakeside', hannahFacts, calendar)
  for (const visit of visits) addVisit(chart, visit)
  addGeneTest(chart)
  addLooseLabs(chart)
  addScore(chart, { key: 'mood', name: 'Depression questionnaire (PHQ-9), total score', loinc: '44261-6', score: '7', on: 'Y-1-02-12', at: '13:20', note: 'Mild' })
  addCondition(chart, { name: 'Underactive thyroid (Hashimoto)', snomed: '21983002', icd10: 'E06.3', onset: 'Y-1-02-12', recorded: 'Y-1-02-12', by: 'rao' })
  addAllergy(chart, { name: 'Peanut', reactions: ['Hives', 'Trouble breathing'], severe: 'high', recorded: 'Y-1-02-12', by: 'rao', category: 'food' })
  addMedicine(chart, { name: 'Levothyroxine 50 mcg tablet', how: '1 pill each morning, 30 minutes before breakfast', why: 'Underactive thyroid', on: 'Y-1-02-12', at: '13:55', by: 'rao', refills: 3 })
  addMedicine(chart, { name: 'Epinephrine auto-injector 0.3 mg', how: '1 shot in the thigh for a bad allergic reaction, then call 911', why: 'Peanut allergy', on: 'Y-1-02-12', at: '13:57', by: 'rao', refills: 1 })
  addMedicine(chart, { name: 'Cefpodoxime 200 mg tablet', how: '1 pill 2 times a day for 10 days', why: 'Kidney infection', on: 'T-21', at: '23:10', by: 'whitcomb', status: 'completed', until: 'T-11' })
  addVaccine(chart, { name: 'Flu shot', cvx: '150', on: 'T-50', lot: 'FL26114', site: 'left arm' }, { by: 'brandt' })
  addVaccine(chart, { name: 'COVID-19', cvx: '309', on: 'T-50', notGiven: 'Patient said no' }, {})
  addAppointment(chart, { key: 'gene-result', type: 'Talk about the gene test', on: 'T+4', at: '15:00', with: 'stern' })
  return {
    key: 'hannah',
    name: { given: 'Hannah', family: 'Brooks' },
    birthDate: hannahFacts.birthDate,
    charts: [chart.finish()],
    address: hannahFacts.address,
    phone: hannahFacts.phone,
    email: 'hannah.brooks@example.com',
    account: demoAccount('hannah', 'hannah.brooks@example.com'),
    links: [],
  }
}
