// What goes wrong on an ordinary day: a number nobody has, a number with a slip, a machine that is set up wrong.
import type { PatientFacts } from '../../fhir/chart.ts'
import { minhChauFacts } from '../../people/short-records.ts'
import { walterFacts } from '../../people/walter/walter.ts'
import type { Step } from '../step.ts'
import { type LakesideDay, lakesideStep } from './day.ts'
import { reportTold } from './orders.ts'
import { registered } from './two-charts.ts'

/** Comes to the lab before registration has typed her in. */
export const priyaFacts: PatientFacts = { key: 'priya', given: ['Priya'], family: 'Raman', gender: 'female', birthDate: '1993-06-21', mrn: '00690711', address: { line: '7 Quarry Lane', city: 'Harbor City', state: 'ME', zip: '04101' }, phone: '207-555-0147' }

/** Walter's number with one figure mistyped: nobody has it. */
export const mistypedMrn = `${walterFacts.mrn.slice(0, -1)}8`

/** A result before its chart, a result under a mistyped number, a message in letters that it does not say. */
export function trouble(day: LakesideDay): readonly Step[] {
  const early = { person: priyaFacts, number: '05', of: { panel: 'ferritin' }, by: 'chen', ordered: '11:10', taken: '11:15' } as const
  const slip = { person: { ...walterFacts, mrn: mistypedMrn }, number: '06', of: { panel: 'tsh' }, by: 'chen', ordered: '07:05', taken: '07:40' } as const
  const letters = { person: { ...minhChauFacts, family: 'Nguyen Thi' }, number: '07', of: { panel: 'vitaminD' }, by: 'chen', ordered: '10:30', taken: '10:40' } as const
  const misread = lakesideStep(day, reportTold(day, letters, { key: 'letters', at: '13:40', says: 'A machine says that it writes UTF-8 and does not; its message is kept until the feed is mended.', ends: 'parked', report: { status: 'F', values: { vitaminD: '34' } } }))
  return [
    lakesideStep(day, reportTold(day, early, { key: 'unknown', at: '12:05', says: 'A result for a record number that no chart has; it waits.', ends: 'unplaced', later: 'done', report: { status: 'F', values: { ferritin: '48' } } })),
    registered(day, { key: 'unknown-registered', at: '12:30', says: 'Registration opens that chart; the result that waited goes there by itself.' }, priyaFacts),
    lakesideStep(day, reportTold(day, slip, { key: 'mistyped', at: '12:50', says: 'A result for a mistyped record number; staff must say whose it is.', ends: 'unplaced', report: { status: 'F', values: { tsh: '1.84' } } })),
    { ...misread, bytes: Buffer.from(misread.bytes.toString('utf8'), 'latin1') },
  ]
}
