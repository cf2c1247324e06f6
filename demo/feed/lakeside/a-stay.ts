// Admission to summary: Walter comes at night, is moved to the heart ward, goes home, and his papers follow.
import { type StaffKey, staffName } from '../../fhir/staff.ts'
import { walterFacts } from '../../people/walter/walter.ts'
import { lakesideAuthority } from '../feeds.ts'
import { type Field, type Segment, timestamp } from '../hl7v2/write-message.ts'
import type { Step } from '../step.ts'
import { type LakesideDay, type Moment, clinician, lakesideStep, personSegment, visitNumber } from './day.ts'
import { type Order, readingTold, reportTold } from './orders.ts'

const admitted = '00:40'
const discharged = '15:30'
const stayNumber = (day: LakesideDay): string => `V${day.stamp}07`
const bloodTest = (day: LakesideDay): Order => ({ person: walterFacts, stay: stayNumber(day), number: '02', of: { panel: 'bmp' }, by: 'whitcomb', ordered: '05:50', taken: '06:00' })
const chestPicture = (day: LakesideDay): Order => ({ person: walterFacts, stay: stayNumber(day), number: '03', of: { exam: 'X-ray of chest, 2 views', loinc: '36643-5' }, by: 'whitcomb', ordered: '00:50', taken: '01:10' })
const emergency = { unit: 'ED', room: '4', bed: '1', by: 'whitcomb' } as const
const ward = { unit: 'HEART', room: '512', bed: 'B', by: 'nakamura' } as const
type Place = { readonly unit: string; readonly room: string; readonly bed: string; readonly by: StaffKey }

/** PL: unit, room, bed, facility. */
const location = (place: Place): Field => [place.unit, place.room, place.bed, ['LAKESIDE', lakesideAuthority[1], lakesideAuthority[2]]]

/** PV1 of the stay as it stands: where he is, where he was, and once he has gone home, when. */
function stay(day: LakesideDay, place: Place, rest: { readonly before?: Place; readonly gone?: true } = {}): Segment {
  const { before, gone } = rest
  return {
    name: 'PV1',
    fields: {
      1: '1', 2: 'I', 3: location(place), ...(before === undefined ? {} : { 6: location(before) }), 7: clinician(place.by), 10: 'CAR', 14: '7',
      19: visitNumber(stayNumber(day)), 44: timestamp(day.at(admitted)), ...(gone === undefined ? {} : { 36: ['01', 'Discharged to home or self care (routine discharge)', 'HL70112'], 45: timestamp(day.at(discharged)) }),
    },
  }
}

const why: Segment = { name: 'PV2', fields: { 3: [undefined, 'Short of breath at night'] } }

function moved(day: LakesideDay, trigger: 'A01' | 'A02' | 'A03', told: Moment & { readonly visit: Segment }): Step {
  const event: Segment = { name: 'EVN', fields: { 2: timestamp(day.at(told.at)), 6: timestamp(day.at(told.at)) } }
  const structure = { A01: 'ADT_A01', A02: 'ADT_A02', A03: 'ADT_A03' }[trigger]
  return lakesideStep(day, { ...told, event: ['ADT', trigger, structure], segments: [event, personSegment(walterFacts), told.visit, why] })
}

type Paper = { readonly trigger: 'T02' | 'T06'; readonly number: string; readonly of?: string; readonly type: readonly [txa: string, loinc: string, name: string]; readonly lines: readonly string[] }

/** MDM: a document with its words, signed; an addendum names the document it belongs to (TXA-13). */
function paper(day: LakesideDay, told: Moment, { trigger, number, of, type: [txa, loinc, name], lines }: Paper): Step {
  const at = timestamp(day.at(told.at))
  const author = clinician(ward.by)
  const numbered = (value: string): Field => [value, 'LAKESIDE_EHR']
  const document: Segment = { name: 'TXA', fields: { 1: '1', 2: [txa, name, 'L'], 3: 'TX', 4: at, 5: author, 6: at, 9: author, 12: numbered(number), ...(of === undefined ? {} : { 13: numbered(of) }), 17: 'AU', 19: 'AV', 22: [...author.slice(0, 6), undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, at] } }
  const words = lines.map((line, place): Segment => ({ name: 'OBX', fields: { 1: String(place + 1), 2: 'TX', 3: [loinc, name, 'LN'], 5: line, 11: 'F' } }))
  const event: Segment = { name: 'EVN', fields: { 2: at } }
  return lakesideStep(day, { ...told, event: ['MDM', trigger, 'MDM_T02'], segments: [event, personSegment(walterFacts), stay(day, ward, { gone: true }), document, ...words] })
}

const summary = ['HOSPITAL COURSE:', 'Mr. Hendricks came to the emergency department at night, short of breath when lying down. X-ray of the chest: fluid in the lungs, no pneumonia. A stronger water pill through a vein; he breathed easily by noon and walked the hall.', '', 'MEDICINES:', 'New: furosemide 40 mg each morning. Lisinopril stays paused.', '', 'WHAT TO DO:', 'Weigh yourself each morning & write it down. Call 555-0159 for 3 pounds more in a day. Heart clinic within 7 days.']
const addendum = ['ADDENDUM:', 'The potassium taken at noon is 5.0. No change of the plan.']

function readings(day: LakesideDay): readonly Step[] {
  const findings = 'Two views of the chest.\nHeart larger than two years ago. Fine lines at both bases & small fluid on both sides.\nNo dense spot.'
  const values = { glucose: '148', bun: '45', creatinine: '2.12', sodium: '137', chloride: '104', carbonDioxide: '21', calcium: '9.1' } as const
  const early = lakesideStep(day, reportTold(day, bloodTest(day), { key: 'stay-blood-first', at: '06:35', says: 'First numbers of Walter’s blood test.', report: { status: 'P', values: { ...values, potassium: '5.6' } } }))
  return [
    lakesideStep(day, readingTold(day, chestPicture(day), { key: 'stay-picture-first', at: '02:05', says: 'A first look at Walter’s chest X-ray.', reading: { status: 'P', by: 'anand', findings } })),
    lakesideStep(day, reportTold(day, bloodTest(day), { key: 'stay-blood-final', at: '07:20', says: 'The lab has finished Walter’s blood test.', report: { status: 'F', values: { ...values, potassium: '5.4' } } })),
    { ...early, at: day.at('07:45'), says: 'The first numbers of the same test come late; the finished ones stay.' },
    lakesideStep(day, readingTold(day, chestPicture(day), { key: 'stay-picture-final', at: '08:30', says: 'A radiologist has signed Walter’s chest X-ray.', reading: { status: 'F', by: 'anand', findings, impression: 'Fluid in the lungs from a weak heart. No pneumonia.' } })),
  ]
}

/** Admitted, moved, discharged; a chest X-ray and a blood test meanwhile; the summary and an addendum afterwards. */
export function aStay(day: LakesideDay): readonly Step[] {
  const number = `D${day.stamp}07`
  return [
    moved(day, 'A01', { key: 'stay-admitted', at: admitted, says: `Walter comes to the emergency department; ${staffName(emergency.by)} admits him.`, visit: stay(day, emergency) }),
    moved(day, 'A02', { key: 'stay-moved', at: '03:15', says: 'Walter is moved to the heart ward.', visit: stay(day, ward, { before: emergency }) }),
    ...readings(day),
    moved(day, 'A03', { key: 'stay-discharged', at: discharged, says: 'Walter goes home.', visit: stay(day, ward, { gone: true }) }),
    paper(day, { key: 'stay-summary', at: '16:20', says: 'His discharge summary is signed.' }, { trigger: 'T02', number, type: ['DS', '18842-5', 'Discharge summary'], lines: summary }),
    paper(day, { key: 'stay-addendum', at: '17:30', says: 'A line is added to it.' }, { trigger: 'T06', number: `${number}A`, of: number, type: ['DS', '18842-5', 'Discharge summary addendum'], lines: addendum }),
  ]
}
