// Which days did a person ask for? What stands in the address or a form, read kindly; what can't be read is said beside its field.
import { z } from 'zod'
import { findWords } from '#chart'
import type { RefusalCode } from '../../contract/refusals.ts'
import { localDay } from '../../words/en/dates.ts'

export const daysQuery = z.object({ from: z.string().max(40).optional(), to: z.string().max(40).optional(), after: z.string().max(80).optional() })

export type DaysAsked = {
  /** ISO days. */
  readonly from?: string
  readonly to?: string
  readonly fromProblem?: RefusalCode
  readonly toProblem?: RefusalCode
}

/** One field: an ISO day, or a date in words; of a month or year, its first (or last) day. */
function readDay(text: string | undefined, end: 'from' | 'to', today: string): { readonly day?: string; readonly problem?: RefusalCode } {
  const typed = text?.trim() ?? ''
  if (typed === '') return {}
  const meant = findWords(typed, today)
  const monthDay = meant.monthDay
  const day = meant.patterns.length > 0 ? undefined : monthDay !== undefined && monthDay.length === 5 ? `${today.slice(0, 4)}-${monthDay}` : meant[end]
  return day === undefined ? { problem: 'date-impossible' } : { day }
}

/** Both fields; a range whose end lies before its beginning is a problem of the second. */
export function readDays(asked: { readonly from?: string | undefined; readonly to?: string | undefined }, now: Date, zone: string): DaysAsked {
  const today = localDay(now, zone) ?? '2000-01-01'
  const [from, to] = [readDay(asked.from, 'from', today), readDay(asked.to, 'to', today)]
  const backwards = from.day !== undefined && to.day !== undefined && from.day > to.day
  return {
    ...(from.day === undefined || backwards ? {} : { from: from.day }),
    ...(to.day === undefined || backwards ? {} : { to: to.day }),
    ...(from.problem === undefined ? {} : { fromProblem: from.problem }),
    ...(backwards ? { toProblem: 'range-backwards' as const } : to.problem === undefined ? {} : { toProblem: to.problem }),
  }
}
