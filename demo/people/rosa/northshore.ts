// What does Northshore hold of Rosa? Two births, a visit in 2023 with the first cholesterol test, mammograms.
import { type Chart, type PatientFacts, openChart } from '../../fhir/chart.ts'
import type { Calendar } from '../../calendar.ts'
import { addImaging } from '../../fhir/imaging.ts'
import { type VisitPlan, addVisit } from '../../fhir/visits.ts'

function birth(key: 'ana' | 'mateo', story: string): VisitPlan {
  return {
    key: `birth-${key}`,
    on: `${key.toUpperCase()}+0`,
    at: '02:40',
    minutes: 2950,
    by: 'oduya',
    way: 'hospital',
    type: 'Hospital stay',
    why: 'Birth of your baby.',
    note: { story, exam: 'Mother and baby well on the day of going home.', plan: ['Home on the second day.', 'Iron-rich food. Breastfeeding going well.'], signedAt: '09:30' },
    summary: { asks: ['Rest. Let others carry what is heavy.', 'Feed your baby when hungry, 8 to 12 times a day.'], next: ['Check-up with Dr. Oduya in 6 weeks.'], call: 'Call 555-0167 for fever, heavy bleeding, or if you feel very sad.' },
    labs: [{ panel: 'bloodType' }, { panel: 'cbc', tag: 'before' }, { panel: 'cbc', tag: 'after', after: 1650, values: { hemoglobin: { value: '10.8', flag: 'L' } } }],
  }
}

const visits: readonly VisitPlan[] = [
  birth('ana', 'Labor began at night, waters broke at home. Natural birth of a healthy girl at 11:52 am, 7 pounds 2 ounces.'),
  birth('mateo', 'Quick labor. Natural birth of a healthy boy at 5:15 am, 7 pounds 9 ounces.'),
  {
    key: 'internal',
    on: 'Y-3-03-08',
    at: '08:45',
    by: 'fitch',
    type: 'Office visit',
    why: 'Health check for a new job.',
    vitals: { pressure: '122/78', pulse: '74', pounds: '159', inches: '65' },
    note: { type: 'checkup', story: 'Health check asked for by a new employer. Feels well. Father had a heart attack at 52.', exam: 'Without findings.', plan: ['Cholesterol high: less butter and red meat, more fish and beans. Check again with her own doctor in a year.', 'Sugar average in range.'] },
    summary: { asks: ['Eat less butter and red meat. Eat more fish, beans and oats.', 'Show this result to Dr. Chen.'] },
    labs: [
      { panel: 'lipid', values: { cholesterol: '250', ldl: '171', hdl: '47', triglycerides: '160' } },
      { panel: 'a1c', values: { a1c: '5.5' } },
    ],
  },
]

function addMammogram(chart: Chart, key: string, on: string): void {
  addImaging(chart, {
    key,
    name: 'Screening mammogram, both breasts',
    loinc: '24606-6',
    modality: 'MG',
    bodySite: 'Both breasts',
    on,
    at: '10:15',
    pictures: 8,
    orderedBy: 'fitch',
    readBy: 'pell',
    why: 'Screening. No complaints.',
    signed: { on: chart.calendar.day(on), at: '16:30' },
    saw: ['Breast tissue is of mixed density (type C).', 'No mass, no suspicious calcium, no distortion.'],
    means: ['No sign of cancer (BI-RADS 1). Next screening in 1 to 2 years.', 'Dense tissue can hide small changes. Tell a doctor about any lump you feel.'],
  })
}

/** Rosa's chart at Northshore. */
export function makeNorthshoreChart(facts: PatientFacts, calendar: Calendar): Chart {
  const chart = openChart('northshore', { ...facts, mrn: '70233145' }, calendar)
  for (const visit of visits) addVisit(chart, visit)
  addMammogram(chart, 'mammogram-1', 'Y-2-05-14')
  addMammogram(chart, 'mammogram-2', 'Y-1-06-03')
  return chart
}
