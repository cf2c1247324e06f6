// Are these opening hours whole? Seven days, times of the clock, dates that exist; nothing else is kept.
import { z } from 'zod'
import type { OpeningHours } from '../../../../contract/opening-hours.ts'

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const span = z.strictObject({ opens: time, closes: time }).refine((one) => one.opens !== '24:00' && one.opens !== one.closes)
const spans = z.array(span).max(4)
const date = z.iso.date()
const hours = z.strictObject({ week: z.array(spans).length(7), days: z.array(z.strictObject({ date, name: z.string().max(60).nullable(), spans })).max(60) })

/** The hours, or null when they do not fit. */
export function readHours(value: unknown): OpeningHours | null {
  const read = hours.safeParse(value)
  return read.success ? read.data : null
}
