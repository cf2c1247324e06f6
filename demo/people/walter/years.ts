// What do more than twenty years of a careful man's record hold? Four visits a year, and a blood thinner test each
// month; every visit is put together from the same few things an old doctor and an old patient talk about.
import type { LabPlan } from '../../fhir/labs.ts'
import type { VisitPlan } from '../../fhir/visits.ts'
import { draw, pick, sway } from '../../seeded.ts'

/** Years before the year of the last April 12 in which the record begins. */
export const yearsOfRecords = 22

const stories = [
  'Feels well for his age. Reads the paper, feeds the birds, walks to the pier.',
  'Knees stiff in the morning, better after breakfast. No chest pain.',
  'Gets up twice a night. Sleeps well else.',
  'Sugar at home between 110 and 160. No lows.',
  'Forgot his pills on a few days when his son visited. No other worries.',
  'A cold two weeks ago, over now. Breathes well.',
  'Tires a little sooner when he shovels snow. No chest pain, no swelling.',
  'Hears less in company. Wants to wait with a hearing aid.',
] as const

const exams = ['Heart irregular, rate about 70. Lungs clear. No swelling of the legs.', 'Heart irregular. Feet: skin whole, feeling a little less at the toes.', 'Lungs clear. Belly soft. Walks steadily with a cane.', 'Blood pressure a little high at first, fine after resting.'] as const

const plans = ['Diabetes: same medicine. Feet checked.', 'Blood pressure fine: same medicine.', 'Kidneys a little weaker than last year: no ibuprofen, enough water.', 'Atrial fibrillation: rate fine, blood thinner goes on.', 'Prostate: same medicine.', 'Flu shot in the fall.'] as const

const asks = ['Walk each day, as far as is pleasant.', 'Measure your sugar before breakfast, 3 times a week.', 'Less salt, more vegetables.', 'Do not take ibuprofen or naproxen.', 'Look at your feet each evening.', 'Bring your pill box next time.'] as const

/** Kidneys slowly weaken and sugar slowly rises over the years. */
function labsOf(key: string, yearsAgo: number, quarter: number): readonly LabPlan[] {
  const aged = (yearsOfRecords - yearsAgo) / yearsOfRecords
  const creatinine = (1.02 + 0.85 * aged ** 1.6 + 0.06 * sway(`${key}:creatinine`)).toFixed(2)
  const glucose = (112 + 22 * aged + 14 * sway(`${key}:glucose`)).toFixed(0)
  const bmp: LabPlan = { panel: 'bmp', values: { creatinine, glucose, bun: (15 + 13 * aged + 2 * sway(`${key}:bun`)).toFixed(0) } }
  const a1c: LabPlan = { panel: 'a1c', values: { a1c: (6.5 + 0.5 * aged + 0.3 * sway(`${key}:a1c`)).toFixed(1) } }
  if (quarter === 0) return [bmp, a1c, { panel: 'cbc' }, { panel: 'lipid' }, { panel: 'urineAlbumin', values: { urineAlbumin: (12 + 60 * aged + 5 * sway(`${key}:albumin`)).toFixed(0) } }]
  if (quarter === 2) return [bmp, a1c, { panel: 'psa', values: { psa: (2.1 + 2.4 * aged + 0.2 * sway(`${key}:psa`)).toFixed(2) } }]
  return [a1c]
}

const quarters = ['02-0', '05-0', '08-0', '11-0'] as const

function quarterly(yearsAgo: number, quarter: number, on?: string): VisitPlan {
  const key = `quarter-${yearsAgo}-${quarter}`
  const first = Math.floor(draw(key) * plans.length)
  return {
    key,
    on: on ?? `Y-${yearsAgo}-${quarters[quarter] ?? '02-0'}${1 + Math.floor(draw(`${key}:day`) * 9)}`,
    at: '09:00',
    minutes: 30,
    by: 'chen',
    nurse: 'brandt',
    type: quarter === 0 ? 'Yearly wellness visit' : 'Follow-up visit',
    why: quarter === 0 ? 'Yearly wellness visit.' : 'Check of diabetes and blood pressure.',
    vitals: { pressure: `${(136 + 9 * sway(`${key}:top`)).toFixed(0)}/${(78 + 6 * sway(`${key}:low`)).toFixed(0)}`, pulse: (70 + 7 * sway(`${key}:pulse`)).toFixed(0), pounds: (186 + yearsAgo / 2 + 3 * sway(`${key}:pounds`)).toFixed(0) },
    note: { type: quarter === 0 ? 'checkup' : 'progress', story: pick(`${key}:story`, stories), exam: pick(`${key}:e`, exams), plan: [plans[first] ?? plans[0], plans[(first + 2) % plans.length] ?? plans[1]] },
    ...(yearsAgo > 14 ? {} : { summary: { asks: [pick(`${key}:a1`, asks.slice(0, 3)), pick(`${key}:a2`, asks.slice(3))], next: ['Next visit in 3 months.'] } }),
    labs: labsOf(key, yearsAgo, quarter),
  }
}

/** Four visits a year, oldest first; the two latest are told from the last April 12 and from today. */
export const quarterlyVisits: readonly VisitPlan[] = [...Array.from({ length: yearsOfRecords }, (_, at) => yearsOfRecords - at).flatMap((yearsAgo) => [0, 1, 2, 3].map((quarter) => quarterly(yearsAgo, quarter))), quarterly(0, 0), quarterly(0, 1, 'T-94')]

/** A test of the blood thinner each month since 2009, without a visit; a few are too high or too low. */
export const thinnerTests: readonly { readonly key: string; readonly on: string; readonly plan: LabPlan }[] = Array.from({ length: 16 * 12 + 4 }, (_, at) => {
  const yearsAgo = 16 - Math.floor(at / 12)
  const month = String(1 + (at % 12)).padStart(2, '0')
  const key = `inr-${yearsAgo}-${month}`
  const recent = at - 16 * 12
  const value = draw(key) < 0.03 ? (5.1 + draw(`${key}:high`)).toFixed(1) : (2.5 + 0.7 * sway(key)).toFixed(1)
  const note = 'Aim for this patient: 2.0 to 3.0.'
  return { key, on: recent >= 0 ? `T-${112 - recent * 28}` : `Y-${yearsAgo}-${month}-2${Math.floor(draw(`${key}:day`) * 8)}`, plan: { panel: 'inr', values: { inr: { value, note } } } }
})
