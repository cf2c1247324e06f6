// Which pictures were taken of Rosa at Lakeside, and which letters and forms are in her chart?
import type { DaySpec } from '../../calendar.ts'
import type { Chart } from '../../fhir/chart.ts'
import type { Coding } from '../../fhir/codes.ts'
import { addDocument, letterType } from '../../fhir/documents.ts'
import { type ImagingPlan, addImaging } from '../../fhir/imaging.ts'
import type { VisitMade } from '../../fhir/visits.ts'
import type { StaffKey } from '../../fhir/staff.ts'

const pictures: readonly (ImagingPlan & { readonly atVisit: string })[] = [
  {
    key: 'pregnancy-ultrasound',
    atVisit: 'prenatal',
    name: 'Pregnancy ultrasound',
    loinc: '11525-3',
    modality: 'US',
    bodySite: 'Pregnant womb',
    on: 'MATEO-150',
    at: '11:05',
    pictures: 42,
    orderedBy: 'marchetti',
    readBy: 'anand',
    signed: { on: 'MATEO-150', at: '15:10' },
    why: 'Growth and organs in week 18.',
    saw: ['One baby, head up, heartbeat 148 a minute.', 'Head, heart, spine, belly, arms and legs seen. All look as they should.', 'Placenta at the back wall, far from the way out.'],
    means: ['Healthy baby, size fits 18 weeks and 2 days.'],
  },
  {
    key: 'ankle-xray',
    atVisit: 'ankle',
    name: 'X-ray of right ankle, 3 views',
    loinc: '24541-5',
    modality: 'DX',
    bodySite: 'Right ankle',
    on: 'Y-8-12-02',
    at: '19:50',
    pictures: 3,
    orderedBy: 'whitcomb',
    readBy: 'anand',
    signed: { on: 'Y-8-12-02', at: '20:30' },
    why: 'Twisted on ice, sore on the outer side. Is a bone broken?',
    saw: ['Swelling over the outer ankle bone.', 'No break. The joint is even.'],
    means: ['No broken bone. Swelling of the soft tissue.'],
  },
  {
    key: 'chest-xray',
    atVisit: 'covid-ill',
    name: 'X-ray of chest, 2 views',
    loinc: '36643-5',
    modality: 'DX',
    bodySite: 'Chest',
    on: 'Y-5-09-08',
    at: '17:15',
    pictures: 2,
    orderedBy: 'tremblay',
    readBy: 'anand',
    signed: { on: 'Y-5-09-08', at: '17:55' },
    why: 'Fever, cough, crackles at the right base. Pneumonia?',
    saw: ['Heart of usual size.', 'Lungs clear. No fluid around the lungs.'],
    means: ['No pneumonia.'],
  },
  {
    key: 'pelvis-ultrasound',
    atVisit: 'women-visit',
    name: 'Ultrasound of pelvis',
    modality: 'US',
    bodySite: 'Pelvis',
    on: 'Y-1-05-22',
    at: '11:40',
    pictures: 26,
    orderedBy: 'marchetti',
    readBy: 'anand',
    signed: { on: 'Y-1-05-22', at: '14:20' },
    why: 'Heavier periods for half a year.',
    saw: ['Womb of usual size. One round fibroid of 1.8 cm in the front wall.', 'Lining 7 mm. Both ovaries look as they should.'],
    means: ['One small fibroid. It is harmless. No other finding.'],
  },
  {
    key: 'knee-xray',
    atVisit: 'april-checkup',
    name: 'X-ray of left knee, 3 views',
    modality: 'DX',
    bodySite: 'Left knee',
    on: 'A',
    at: '08:40',
    pictures: 3,
    orderedBy: 'chen',
    readBy: 'anand',
    signed: { on: 'A+3', at: '10:05' },
    why: 'Left knee sore after long walks for 3 weeks. No fall.',
    saw: ['No break. The space between the bones is even on both sides.', 'Small bony edge at the back of the kneecap. No fluid in the joint.'],
    means: ['Mild wear behind the kneecap. No other finding.', 'This fits with soreness after long walks.'],
  },
]

type Letter = { readonly on: DaySpec; readonly at: string; readonly by: StaffKey; readonly name: string; readonly coding?: Coding; readonly text: string }

const referral: Coding = { system: 'http://loinc.org', code: '57133-1', display: 'Referral note' }

const letters: readonly Letter[] = [
  { on: 'Y-15-03-17', at: '09:55', by: 'chen', name: 'Consent to treatment', text: 'I agree to be treated at Lakeside Health. I know that I may ask questions and may say no at any time.\n\nSigned by Rosa Alvarez.' },
  {
    on: 'Y-11-05-06',
    at: '12:10',
    by: 'chen',
    name: 'Referral to the allergy clinic',
    coding: referral,
    text: 'Dear Dr. Rahman,\n\nThank you for seeing Rosa Alvarez, who has had spring allergies for ten years and hives from amoxicillin. Which pollen is it, and is there more we can do than cetirizine and a nose spray?\n\nDr. Maya Chen',
  },
  { on: 'Y-11-11-19', at: '09:30', by: 'rahman', name: 'Letter from the allergy clinic', text: 'Dear Dr. Chen,\n\nSkin tests show birch and grass pollen. Her medicines are enough for now. Penicillin should stay on her allergy list.\n\nDr. Nadia Rahman' },
  { on: 'MATEO-149', at: '09:15', by: 'marchetti', name: 'Referral for birth at Northshore', coding: referral, text: 'Dear Dr. Oduya,\n\nRosa Alvarez, second pregnancy, week 18, would like to give birth at Northshore again. All tests are in range so far.\n\nDr. Ines Marchetti' },
  { on: 'MATEO-60', at: '11:00', by: 'marchetti', name: 'Letter for parental leave', text: 'To whom it may concern:\n\nRosa Alvarez is under our care. Her baby is due in about two months. She may work as usual until then, with breaks to sit.\n\nDr. Ines Marchetti' },
  { on: 'Y-8-12-02', at: '21:40', by: 'whitcomb', name: 'Work note', text: 'Rosa Alvarez was seen here today with a sprained ankle. She should work sitting down for 5 days.\n\nDr. Hal Whitcomb' },
  { on: 'Y-5-09-08', at: '17:45', by: 'tremblay', name: 'Work note', text: 'Rosa Alvarez has an infection that others can catch. She should stay home for 10 days from the first day of illness.\n\nDr. Paul Tremblay' },
  { on: 'Y-3-06-20', at: '16:00', by: 'lindgren', name: 'Glasses prescription', text: 'Right: -0.75. Left: -1.00. Distance between pupils: 61 mm.\nGlasses for driving.\n\nDr. Beth Lindgren' },
  { on: 'Y-2-04-04', at: '10:20', by: 'chen', name: 'Referral for a mammogram', coding: referral, text: 'Screening mammogram, first one, age 40. No complaints. No breast cancer in the family.\n\nDr. Maya Chen' },
  { on: 'Y-2-04-10', at: '13:30', by: 'chen', name: 'Letter about your cholesterol', text: 'Dear Rosa,\n\nYour LDL is 163. Food alone did not bring it down enough. I would like to talk with you about a medicine. A paper about statins is with this letter.\n\nDr. Maya Chen' },
  { on: 'Y-1-05-29', at: '10:00', by: 'marchetti', name: 'Letter about your ultrasound', text: 'Dear Rosa,\n\nThe ultrasound shows a small, harmless fibroid. Your Pap smear and HPV test are clear. Call us if your periods get heavier.\n\nDr. Ines Marchetti' },
  {
    on: 'T-8',
    at: '10:15',
    by: 'okafor',
    name: 'Consent to a skin biopsy',
    text: 'Dr. Okafor has told me why the mole should be looked at, how it is done, and what can go wrong: bleeding, infection, a small scar. I agree.\n\nI would like to be called before the result is shown to me online.\n\nSigned by Rosa Alvarez.',
  },
]

/** Adds the pictures of the visits named in them, and the letters. */
export function addPicturesAndLetters(chart: Chart, visits: ReadonlyMap<string, VisitMade>): void {
  for (const { atVisit, ...plan } of pictures) {
    const visit = visits.get(atVisit)
    addImaging(chart, visit === undefined ? plan : { ...plan, visit: visit.reference })
  }
  for (const letter of letters) {
    const type = letter.coding === undefined ? letterType(letter.name) : letterType(letter.name, letter.coding)
    addDocument(chart, { key: `letter:${letter.name}:${letter.on}`, type, title: letter.name, text: `${chart.calendar.tell(letter.text)}\n`, clinical: false, by: letter.by, written: chart.calendar.at(letter.on, letter.at) })
  }
}
