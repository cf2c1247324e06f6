// What happened at Rosa's yearly check-up on April 12, the visit with the cholesterol test?
import type { VisitPlan } from '../../fhir/visits.ts'
import type { LabPlan } from '../../fhir/labs.ts'

const cholesterol: LabPlan = {
  panel: 'lipid',
  number: '104417',
  values: { cholesterol: '218', ldl: '142', hdl: '51', triglycerides: '128' },
  ready: { on: 'A+1', at: '06:40' },
  comment: {
    by: 'chen',
    on: 'A+2',
    at: '09:05',
    text: 'Your LDL keeps going down. Stay on the same dose. We will check it again in October. You do not need to call unless you have questions.',
  },
}

/** The visit of the last April 12. */
export const aprilVisit: VisitPlan = {
  key: 'april-checkup',
  on: 'A',
  at: '07:50',
  minutes: 60,
  by: 'chen',
  nurse: 'brandt',
  type: 'Yearly check-up',
  why: 'Yearly check-up. You also asked about pain in your left knee.',
  vitals: { pressure: '118/76', pulse: '68', pounds: '154', inches: '65', fahrenheit: '98.2' },
  note: {
    type: 'checkup',
    story: 'Feels well. Left knee sore after long walks for 3 weeks. No fall. Knee is not swollen and bends fully. Takes ibuprofen 400 mg on most days for the knee, and has had some heartburn since. Takes atorvastatin each night without muscle aches. Walks to work. Does not smoke. Sleeps about 7 hours.',
    exam: 'Looks well. Heart regular, no murmur. Lungs clear. Belly soft. Left knee: no warmth, no swelling, full bend, mild soreness on the inner side of the kneecap. Walks without a limp.',
    plan: [
      'High cholesterol: LDL coming down on atorvastatin 20 mg. Same dose. Lipid panel today and again in October.',
      'Left knee pain, most likely from the kneecap: X-ray today. Diclofenac gel for 2 weeks. Stop ibuprofen because of heartburn.',
      'Seasonal allergies: quiet this spring on cetirizine and the nose spray.',
      'Due for a tetanus booster: Tdap given today.',
      'Basic metabolic panel and A1c for the yearly check.',
    ],
  },
  summary: {
    asks: ['Keep taking atorvastatin, 20 mg, each night.', 'Use the new gel on your left knee for 2 weeks. Stop ibuprofen.', 'Walk for 30 minutes on most days. Rest if the knee hurts.', 'Call 555-0150 if the knee gets hot, red or swollen.'],
    medicines: ['Started: diclofenac gel 1%, on the left knee, up to 4 times a day, until {A+14}.', 'Stopped: ibuprofen 400 mg. The gel takes its place. It is easier on the stomach.', 'Same: atorvastatin 20 mg, 1 pill each night.', 'Same: cetirizine 10 mg, fluticasone nose spray, vitamin D3.'],
    next: ['{A+14}: Does the knee still hurt? Write to Dr. Chen. She may send you to the knee clinic.', 'October 5: Cholesterol test again. Lab, Floor 1, 8:00 am. Do not eat for 9 hours before.', 'Your next tetanus booster is due in 10 years.'],
    call: 'Call 555-0150 if the knee gets hot, red or swollen, or if you cannot put weight on it.',
  },
  labs: [
    cholesterol,
    { panel: 'a1c', values: { a1c: '5.4' }, ready: { on: 'A+1', at: '06:40' } },
    {
      panel: 'bmp',
      ready: { on: 'A+1', at: '06:40' },
      values: { glucose: '92', bun: '14', creatinine: '0.80', sodium: '140', potassium: '4.0', chloride: '103', carbonDioxide: '26', calcium: '9.4' },
    },
  ],
  vaccines: [{ name: 'Tdap (tetanus, diphtheria, whooping cough)', cvx: '115', lot: 'U7731AA', maker: 'Harbor Vaccines', site: 'left arm' }],
}
