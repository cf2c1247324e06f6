// A result from ordered to corrected: Hannah's cholesterol, and the lab that finds that its machine was off.
import { hannahFacts } from '../../people/hannah.ts'
import type { Step } from '../step.ts'
import { type LakesideDay, lakesideStep } from './day.ts'
import { type Order, type Report, orderedTold, reportTold, takenTold } from './orders.ts'

const order: Order = { person: hannahFacts, number: '01', of: { panel: 'lipid' }, by: 'chen', ordered: '07:05', taken: '07:40' }
const unchanged = { hdl: '58', triglycerides: '120' } as const
const preliminary: Report = { status: 'P', values: { cholesterol: '206', ldl: '124', ...unchanged } }
const final: Report = { status: 'F', values: { cholesterol: '203', ldl: '121', ...unchanged } }
const corrected: Report = { status: 'C', values: { cholesterol: '188', ldl: '106', ...unchanged }, remark: 'Corrected report. Cholesterol and LDL were measured again after the machine was checked; the earlier values were too high.' }

/** Ordered, taken, preliminary, final, the final one once more (the lab's line broke before it saw our answer), corrected. */
export function aResult(day: LakesideDay): readonly Step[] {
  const final1 = lakesideStep(day, reportTold(day, order, { key: 'result-final', at: '11:40', says: 'The lab has finished Hannah’s cholesterol test.', report: final }))
  return [
    lakesideStep(day, orderedTold(day, order, { key: 'result-ordered', at: '07:05', says: 'Dr. Chen orders a cholesterol test for Hannah.' })),
    lakesideStep(day, takenTold(day, order, { key: 'result-taken', at: '07:50', says: 'Hannah’s blood was taken and is at the lab.' })),
    lakesideStep(day, reportTold(day, order, { key: 'result-first', at: '09:20', says: 'First numbers of Hannah’s cholesterol test, not checked yet.', report: preliminary })),
    final1,
    { ...final1, key: 'result-final-again', at: day.at('11:41'), says: 'The lab did not see our answer and sends the same message again.', ends: 'same' },
    lakesideStep(day, reportTold(day, order, { key: 'result-corrected', at: '15:05', says: 'The lab corrects Hannah’s cholesterol test.', report: corrected })),
  ]
}
