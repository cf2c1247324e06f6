// How do two birth dates compare? Both YYYY-MM-DD. A wrong year is never forgiven: father and son share name, day and phone.
import type { DateLevel } from '../../../../contract/identity.ts'
import { oneEdit } from './edits.ts'

/** One digit another, or two neighbours exchanged; the length of dates never differs. */
const slip = (a: string, b: string): boolean => oneEdit(a, b) !== null

export function compareDates(typed: string, onFile: string): DateLevel {
  if (typed === onFile) return 'same'
  const [year, month, day] = [typed.slice(0, 4), typed.slice(5, 7), typed.slice(8, 10)]
  const [itsYear, itsMonth, itsDay] = [onFile.slice(0, 4), onFile.slice(5, 7), onFile.slice(8, 10)]
  const swapped = month === itsDay && day === itsMonth
  if (year === itsYear) {
    if (swapped) return 'swapped'
    if ((month === itsMonth && slip(day, itsDay)) || (day === itsDay && slip(month, itsMonth))) return 'day-typo'
    return 'different'
  }
  return (month === itsMonth && day === itsDay) || swapped ? (slip(year, itsYear) ? 'year-typo' : 'different') : 'different'
}
