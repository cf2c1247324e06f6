// Two charts become one: the walk-in clinic registers Noor a second time, and registration finds out. A vaccine too.
import type { PatientFacts } from '../../fhir/chart.ts'
import { noorFacts } from '../../people/short-records.ts'
import { lakesideAuthority } from '../feeds.ts'
import { type Segment, timestamp } from '../hl7v2/write-message.ts'
import type { Step } from '../step.ts'
import { type LakesideDay, type Moment, clinician, lakesideStep, personSegment, recordNumber } from './day.ts'
import { reportTold } from './orders.ts'

/** Noor as the walk-in clinic wrote her down: another number, a letter lost, no second line. */
export function noorAgain(day: LakesideDay): PatientFacts {
  const { email: _email, ...known } = noorFacts
  return { ...known, family: 'Hadad', mrn: `0069${day.stamp.slice(2)}`, phone: '207-555-0139' }
}

function event(day: LakesideDay, at: string): Segment {
  return { name: 'EVN', fields: { 2: timestamp(day.at(at)) } }
}

/** A28: a person is added, without a visit. */
export function registered(day: LakesideDay, told: Moment, person: PatientFacts): Step {
  return lakesideStep(day, { ...told, event: ['ADT', 'A28', 'ADT_A05'], segments: [event(day, told.at), personSegment(person), { name: 'PV1', fields: { 1: '1', 2: 'N' } }] })
}

/** A40: PID has the number that stays, MRG the one that is given up. */
function merged(day: LakesideDay, told: Moment): Step {
  return lakesideStep(day, { ...told, event: ['ADT', 'A40', 'ADT_A39'], segments: [event(day, told.at), personSegment(noorFacts), { name: 'MRG', fields: { 1: recordNumber(noorAgain(day).mrn) } }] })
}

/** VXU: one shot given today, new (RXA-9 00), complete (RXA-20 CP). */
function vaccinated(day: LakesideDay, told: Moment): Step {
  const at = timestamp(day.at(told.at))
  const number = [`P${day.stamp}21`, 'LAKESIDE_EHR']
  const segments: readonly Segment[] = [
    personSegment(noorFacts),
    { name: 'ORC', fields: { 1: 'RE', 2: number, 3: [`F${day.stamp}21`, 'LAKESIDE_EHR'], 12: clinician('chen') } },
    { name: 'RXA', fields: { 1: '0', 2: '1', 3: at, 4: at, 5: ['150', 'Flu shot', 'CVX'], 6: '0.5', 7: ['mL', 'milliliter', 'UCUM'], 9: ['00', 'New immunization record', 'NIP001'], 10: clinician('brandt'), 11: [undefined, undefined, undefined, ['LAKESIDE', lakesideAuthority[1], lakesideAuthority[2]]], 15: 'FL26311', 16: timestamp(day.calendar.day('T+190')), 17: ['SEQ', 'Seqirus', 'MVX'], 20: 'CP', 21: 'A' } },
    { name: 'RXR', fields: { 1: ['C28161', 'Intramuscular', 'NCIT'], 2: ['LA', 'left arm', 'HL70163'] } },
  ]
  return lakesideStep(day, { ...told, event: ['VXU', 'V04', 'VXU_V04'], segments })
}

/** A second chart is opened and gets a result; a vaccine goes to the first; the two become one. */
export function twoCharts(day: LakesideDay): readonly Step[] {
  const order = { person: noorAgain(day), number: '04', of: { panel: 'strep' }, by: 'tremblay', ordered: '10:20', taken: '10:25' } as const
  return [
    registered(day, { key: 'merge-second-chart', at: '10:10', says: 'The walk-in clinic registers Noor again, under another number.' }, order.person),
    lakesideStep(day, reportTold(day, order, { key: 'merge-result', at: '10:40', says: 'A strep test goes to that second chart.', report: { status: 'F', values: { strep: 'Negative' } } })),
    vaccinated(day, { key: 'vaccine', at: '11:00', says: 'Noor gets a flu shot at the main building.' }),
    merged(day, { key: 'merge', at: '14:10', says: 'Registration finds that the two Noors are one and merges the charts.' }),
  ]
}
