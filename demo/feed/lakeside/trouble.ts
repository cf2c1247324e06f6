// What goes wrong on an ordinary day: a number nobody has, a number with a slip, a message that broke on its way.
import type { PatientFacts } from '../../fhir/chart.ts'
import { rosaFacts } from '../../people/rosa/rosa.ts'
import type { Step } from '../step.ts'
import { type LakesideDay, lakesideStep } from './day.ts'
import { reportTold } from './orders.ts'
import { registered } from './two-charts.ts'

/** Comes to the lab before registration has typed her in. */
export const priyaFacts: PatientFacts = { key: 'priya', given: ['Priya'], family: 'Raman', gender: 'female', birthDate: '1993-06-21', mrn: '00690711', address: { line: '7 Quarry Lane', city: 'Harbor City', state: 'ME', zip: '04101' }, phone: '207-555-0147' }

/** Rosa's number with one figure mistyped: nobody has it. */
export const mistypedMrn = `${rosaFacts.mrn.slice(0, -1)}8`

/** A result before its chart, a result under a mistyped number, half a message. */
export function trouble(day: LakesideDay): readonly Step[] {
  const early = { person: priyaFacts, number: '05', of: { panel: 'ferritin' }, by: 'chen', ordered: '11:10', taken: '11:15' } as const
  const slip = { person: { ...rosaFacts, mrn: mistypedMrn }, number: '06', of: { panel: 'tsh' }, by: 'chen', ordered: '07:05', taken: '07:40' } as const
  const half = lakesideStep(day, reportTold(day, { ...slip, person: rosaFacts, number: '07' }, { key: 'broken', at: '13:40', says: 'A message breaks off in the middle; it is kept for whoever mends the line.', report: { status: 'F', values: { tsh: '2.10' } } }))
  return [
    lakesideStep(day, reportTold(day, early, { key: 'unknown', at: '12:05', says: 'A result for a record number that no chart has; it waits.', ends: 'unplaced', later: 'done', report: { status: 'F', values: { ferritin: '48' } } })),
    registered(day, { key: 'unknown-registered', at: '12:30', says: 'Registration opens that chart; the result that waited goes there by itself.' }, priyaFacts),
    lakesideStep(day, reportTold(day, slip, { key: 'mistyped', at: '12:50', says: 'A result for a mistyped record number; staff must say whose it is.', ends: 'unplaced', report: { status: 'F', values: { tsh: '1.84' } } })),
    { ...half, ends: 'parked', text: half.text.slice(0, half.text.indexOf('PID|') + 'PID|1|'.length) },
  ]
}
