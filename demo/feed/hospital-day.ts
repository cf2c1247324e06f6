// What is sent on one day by the demo's hospitals, in which order? The day before `today`, from night to evening.
import { demoCalendar } from '../make-demo.ts'
import { aResult } from './lakeside/a-result.ts'
import { aStay } from './lakeside/a-stay.ts'
import { appointments } from './lakeside/appointments.ts'
import { openLakesideDay } from './lakeside/day.ts'
import { trouble } from './lakeside/trouble.ts'
import { twoCharts } from './lakeside/two-charts.ts'
import { northshoreDay } from './northshore-day.ts'
import type { Step } from './step.ts'

/**
 * Every message of the day in the order of sending. The same `today` gives the same bytes; numbers of orders, visits,
 * appointments and documents end in the day, so that another day brings other things to the same people.
 */
export function makeHospitalDay(today: string): readonly Step[] {
  const calendar = demoCalendar(today)
  const day = openLakesideDay(calendar)
  const steps = [...aStay(day), ...aResult(day), ...appointments(day), ...twoCharts(day), ...trouble(day), ...northshoreDay(calendar)]
  return steps.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
