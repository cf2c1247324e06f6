// Is a place open now, until when, and if not, when next? In its own time zone, past midnight and over the change of clocks.
import type { OpenState, OpeningHours, Span } from '../../../../contract/opening-hours.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** How far ahead is looked for the next opening. */
const daysAhead = 14

const clocks = new Map<string, Intl.DateTimeFormat>()
function wallOf(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' })
    clocks.set(timeZone, clock)
  }
  const part: Record<string, number> = {}
  for (const one of clock.formatToParts(at)) if (one.type !== 'literal') part[one.type] = Number(one.value)
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0)
}

/** The instant at which the wall clock of the zone shows this. A time that the clocks skip is the instant they jump; of one shown twice, the first. */
function instantOf(wall: number, timeZone: string): number {
  const offset = (at: number) => wallOf(at, timeZone) - Math.floor(at / minuteMs) * minuteMs
  // A day before and a day after: whichever side of a change the time lies on, one of the two offsets fits it.
  const [before, after] = [offset(wall - dayMs), offset(wall + dayMs)]
  const first = Math.min(wall - before, wall - after)
  const last = Math.max(wall - before, wall - after)
  if (wallOf(first, timeZone) === wall) return first
  if (wallOf(last, timeZone) === wall) return last
  // Skipped: the earlier of the two lies before the jump by as much as the wall time lies past it.
  let [low, high] = [first, last]
  while (high - low > minuteMs) {
    const middle = Math.floor((low + high) / 2 / minuteMs) * minuteMs
    if (wallOf(middle, timeZone) < wall) low = middle
    else high = middle
  }
  return high
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const dateText = (day: number): string => new Date(day).toISOString().slice(0, 10)

function spansOf(hours: OpeningHours, day: number): readonly Span[] {
  const date = dateText(day)
  const special = hours.days.find((one) => one.date === date)
  // 1970-01-01 was a Thursday; Monday is 0.
  return special?.spans ?? hours.week[(Math.floor(day / dayMs) + 3) % 7] ?? []
}

type Stretch = { readonly from: number; to: number }

/** Stretches of being open from yesterday on, in order; those that touch are one. */
function stretches(hours: OpeningHours, timeZone: string, today: number): readonly Stretch[] {
  const all: Stretch[] = []
  for (let day = today - dayMs; day <= today + daysAhead * dayMs; day += dayMs) {
    for (const span of spansOf(hours, day)) {
      const [opens, closes] = [minutesOf(span.opens), minutesOf(span.closes)]
      const from = instantOf(day + opens * minuteMs, timeZone)
      const to = instantOf(day + (closes <= opens ? dayMs : 0) + closes * minuteMs, timeZone)
      all.push({ from, to })
    }
  }
  all.sort((a, b) => a.from - b.from)
  const joined: Stretch[] = []
  for (const one of all) {
    const last = joined.at(-1)
    if (last !== undefined && one.from <= last.to) last.to = Math.max(last.to, one.to)
    else joined.push({ ...one })
  }
  return joined
}

/**
 * Whether a place with these hours is open at `now`.
 * Takes hours by the wall clock, an IANA time zone and an instant; gives until when it is open, or when it opens next.
 */
export function openNow(hours: OpeningHours, timeZone: string, now: Date): OpenState {
  const today = Math.floor(wallOf(now.getTime(), timeZone) / dayMs) * dayMs
  const all = stretches(hours, timeZone, today)
  const at = now.getTime()
  const current = all.find((one) => one.from <= at && at < one.to)
  // Open without an end in sight is around the clock.
  if (current !== undefined) return { open: true, until: current.to - at > 7 * dayMs ? null : new Date(current.to) }
  const next = all.find((one) => one.from > at)
  return { open: false, opens: next === undefined ? null : new Date(next.from) }
}
