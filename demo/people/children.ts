// Who are Rosa's children? Mateo is 9; Ana is 14 and has care that is hers alone.
import type { Calendar } from '../calendar.ts'
import { addAppointment } from '../fhir/appointments.ts'
import { type Chart, type PatientFacts, openChart } from '../fhir/chart.ts'
import { addDocument, letterType } from '../fhir/documents.ts'
import { addImaging } from '../fhir/imaging.ts'
import { addMedicine } from '../fhir/medicines.ts'
import { addCondition, addNoKnownAllergies } from '../fhir/problems.ts'
import { addScore } from '../fhir/questionnaires.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { type VisitPlan, addVisit } from '../fhir/visits.ts'
import type { DemoPerson } from '../shape.ts'
import { alvarezHome } from './rosa/rosa.ts'

const childVaccines: readonly (readonly [days: number, name: string, cvx: string])[] = [
  [1, 'Hepatitis B, child', '08'],
  [61, 'Hepatitis B, child', '08'],
  [61, 'DTaP (diphtheria, tetanus, whooping cough)', '20'],
  [61, 'Polio', '10'],
  [61, 'Pneumococcal conjugate', '133'],
  [61, 'Rotavirus', '116'],
  [122, 'DTaP (diphtheria, tetanus, whooping cough)', '20'],
  [122, 'Polio', '10'],
  [122, 'Pneumococcal conjugate', '133'],
  [122, 'Rotavirus', '116'],
  [184, 'DTaP (diphtheria, tetanus, whooping cough)', '20'],
  [184, 'Hepatitis B, child', '08'],
  [184, 'Pneumococcal conjugate', '133'],
  [368, 'MMR (measles, mumps, rubella)', '03'],
  [368, 'Chickenpox', '21'],
  [460, 'DTaP (diphtheria, tetanus, whooping cough)', '20'],
  [1500, 'MMR (measles, mumps, rubella)', '03'],
  [1500, 'Chickenpox', '21'],
]

function wellChild(years: number, anchor: string, more: Partial<VisitPlan>): VisitPlan {
  return {
    key: `well-child-${years}`,
    on: `${anchor}+${Math.round(years * 365.25) + 12}`,
    at: '15:30',
    minutes: 30,
    by: 'halvorsen',
    nurse: 'brandt',
    type: 'Well-child visit',
    why: `Check-up at age ${years}.`,
    note: { type: 'checkup', story: 'Eats and sleeps well. Likes school. No worries at home.', exam: 'Healthy child. Heart, lungs, belly, back and walking as they should be.', plan: ['Growing well.', 'Next check-up in a year.'] },
    summary: { asks: ['Sleep 9 to 11 hours a night.', 'Play outside every day.', 'Wear a helmet on the bike.'], next: ['Next check-up in a year.'] },
    ...more,
  }
}

function childFacts(key: 'mateo' | 'ana', given: string, calendar: Calendar): PatientFacts {
  const anchor = key.toUpperCase()
  return { key, given: [given], family: 'Alvarez', gender: key === 'ana' ? 'female' : 'male', birthDate: calendar.day(anchor), mrn: key === 'ana' ? '00573310' : '00641927', address: alvarezHome, phone: '207-555-0142' }
}

function addChildVaccines(chart: Chart, anchor: string): void {
  for (const [days, name, cvx] of childVaccines) addVaccine(chart, { name, cvx, on: `${anchor}+${days}`, site: days < 365 ? 'left thigh' : 'left arm' }, {})
}

/** Mateo, 9, at Lakeside. */
export function makeMateo(calendar: Calendar): DemoPerson {
  const facts = childFacts('mateo', 'Mateo', calendar)
  const chart = openChart('lakeside', facts, calendar)
  addChildVaccines(chart, 'MATEO')
  addVisit(chart, wellChild(2, 'MATEO', { vitals: { pounds: '28', inches: '34.5' }, labs: [{ panel: 'lead', values: { lead: '1.1' } }] }))
  addVisit(chart, wellChild(5, 'MATEO', { vitals: { pounds: '41', inches: '43', pressure: '92/58' } }))
  addVisit(chart, wellChild(8, 'MATEO', { vitals: { pounds: '57', inches: '50.5', pressure: '98/60' } }))
  const ear = addVisit(chart, {
    key: 'ear',
    on: 'MATEO+2700',
    at: '17:20',
    minutes: 20,
    by: 'tremblay',
    type: 'Walk-in visit',
    why: 'Ear pain and fever since last night.',
    vitals: { fahrenheit: '101.2', pounds: '52' },
    note: { story: 'Right ear pain after a cold. Fever to 101. Drinks well.', exam: 'Right eardrum red and bulging.', plan: ['Ear infection: amoxicillin for 7 days.', 'Ibuprofen syrup for pain.'] },
    summary: { asks: ['Give amoxicillin 2 times a day for 7 days.', 'Give ibuprofen syrup for pain.'], call: 'Call 555-0153 if the fever lasts more than 2 days.' },
  })
  addMedicine(chart, { name: 'Amoxicillin 400 mg per 5 mL syrup', how: '8 mL by mouth 2 times a day for 7 days', why: 'Ear infection', on: 'MATEO+2700', at: '17:35', by: 'tremblay', status: 'completed', until: 'MATEO+2707', visit: ear.reference })
  addNoKnownAllergies(chart, { on: 'MATEO+2934', by: 'halvorsen' })
  addImaging(chart, {
    key: 'wrist',
    name: 'X-ray of left wrist, 2 views',
    modality: 'DX',
    bodySite: 'Left wrist',
    on: 'MATEO+3100',
    at: '18:05',
    pictures: 2,
    orderedBy: 'tremblay',
    readBy: 'anand',
    signed: { on: 'MATEO+3100', at: '18:50' },
    why: 'Fell from a swing, wrist sore.',
    saw: ['No break. Growth plates open and even.'],
    means: ['No broken bone.'],
  })
  addAppointment(chart, { key: 'well-child-next', type: 'Well-child visit', on: 'T+33', at: '15:30', with: 'halvorsen' })
  return { key: 'mateo', name: { given: 'Mateo', family: 'Alvarez' }, birthDate: facts.birthDate, charts: [chart.finish()], address: facts.address, phone: facts.phone, links: [] }
}

/** Care that Maine lets a teen consent to alone; the source marks it restricted. */
const teenVisits: readonly VisitPlan[] = [
  {
    key: 'teen-talk',
    on: 'T-64',
    at: '15:40',
    minutes: 45,
    by: 'moreau',
    type: 'Teen clinic visit',
    why: 'You feel worried and do not sleep well.',
    sensitive: ['PSY'],
    note: {
      story: 'Worries about school since the fall. Falls asleep after midnight. Has friends, likes drawing. No thoughts of hurting herself. Came on her own and asks that this stays between us.',
      plan: ['Anxiety, mild. Talking helps: 6 visits planned.', 'Sleep plan agreed.', 'Private care of a teen: not shown to parents.'],
    },
    summary: { asks: ['Phone out of the bedroom at 9 pm.', 'Use the breathing exercise twice a day.'], next: ['Next talk in 2 weeks.'], call: 'Call or text 988 at any hour if you think of hurting yourself.' },
  },
  {
    key: 'teen-questions',
    on: 'T-36',
    at: '16:10',
    minutes: 30,
    by: 'moreau',
    type: 'Teen clinic visit',
    why: 'Follow-up talk.',
    sensitive: ['PSY', 'ETH'],
    note: { story: 'Sleeps better. Tried a vape at a party once, did not like it. No alcohol.', plan: ['Anxiety better.', 'Talked about vaping and saying no.'] },
    summary: { asks: ['Keep the sleep plan.', 'Use the breathing exercise when you need it.'], next: ['Next talk in 4 weeks.'] },
  },
  {
    key: 'teen-health',
    on: 'T-22',
    at: '15:50',
    minutes: 30,
    by: 'marchetti',
    type: 'Teen clinic visit',
    why: 'Questions about periods and birth control.',
    sensitive: ['SEX'],
    note: {
      story: 'Painful periods, misses school one day a month. Asks about birth control. Came on her own.',
      exam: 'No exam needed.',
      plan: ['Painful periods: naproxen on the first 2 days.', 'Birth control talked over, paper given. She will think about it.', 'Chlamydia and gonorrhea test from urine, as offered to every teen here.'],
    },
    summary: { asks: ['Take naproxen with food on the first 2 days.', 'Read the paper. Call when you have decided.'], call: 'Call 555-0152 with any question. You may come alone.' },
    labs: [{ panel: 'sexualHealth' }],
  },
]

/** Ana, 14, at Lakeside: everyday care that a parent may see, and private care that the source has labelled. */
export function makeAna(calendar: Calendar): DemoPerson {
  const facts = childFacts('ana', 'Ana', calendar)
  const chart = openChart('lakeside', facts, calendar)
  addChildVaccines(chart, 'ANA')
  addVisit(chart, wellChild(6, 'ANA', { vitals: { pounds: '46', inches: '46', pressure: '94/58' } }))
  addVisit(chart, wellChild(10, 'ANA', { vitals: { pounds: '72', inches: '55', pressure: '100/62' } }))
  addVisit(
    chart,
    wellChild(12, 'ANA', {
      vitals: { pounds: '92', inches: '60', pressure: '104/64' },
      vaccines: [
        { name: 'Tdap (tetanus, diphtheria, whooping cough)', cvx: '115', lot: 'U6620AD', site: 'left arm' },
        { name: 'HPV', cvx: '165', lot: 'HV2201', site: 'right arm' },
        { name: 'Meningococcal (ACWY)', cvx: '114', lot: 'MN0917', site: 'right arm' },
      ],
      labs: [{ panel: 'cbc', values: { hemoglobin: { value: '12.9', limits: { low: '12.0', high: '15.0', text: '12.0-15.0' } } } }],
    }),
  )
  for (const visit of teenVisits) addVisit(chart, visit)
  addScore(chart, { key: 'teen-worry', name: 'Anxiety questionnaire (GAD-7), total score', loinc: '70274-6', score: '8', on: 'T-64', at: '15:45', sensitive: ['PSY'], note: 'Mild' })
  addCondition(chart, { name: 'Mild asthma with exercise', snomed: '31387002', icd10: 'J45.990', onset: 'ANA+3300', recorded: 'ANA+3664', by: 'halvorsen' })
  addMedicine(chart, { name: 'Albuterol inhaler 90 mcg', how: '2 puffs 15 minutes before sports', why: 'Asthma with exercise', on: 'ANA+3664', at: '15:55', by: 'halvorsen', refills: 1 })
  addNoKnownAllergies(chart, { on: 'ANA+4395', by: 'halvorsen' })
  addDocument(chart, { key: 'sports-form', type: letterType('Sports form'), title: 'Sports form', text: 'Ana Alvarez may take part in all sports. She uses her inhaler before running.\n\nDr. Joan Halvorsen\n', clinical: false, by: 'halvorsen', written: calendar.at('ANA+4395', '16:05') })
  addAppointment(chart, { key: 'checkup-next', type: 'Well-child visit', on: 'T+19', at: '16:00', with: 'halvorsen' })
  return { key: 'ana', name: { given: 'Ana', family: 'Alvarez' }, birthDate: facts.birthDate, charts: [chart.finish()], address: facts.address, phone: facts.phone, links: [] }
}
