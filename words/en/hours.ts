// How are opening hours said? "Mon–Thu 9 am–4 pm, Fri 9 am–noon"; "Open now until 5 pm."
import type { OpenState, OpeningHours, Span } from '../../contract/opening-hours.ts'
import { addDays, localDay, longDate, timeOfDay } from './dates.ts'

const short = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export const hours = {
  always: 'Open now, day and night.',
  openUntil: (time: string) => `Open now until ${time}.`,
  closed: 'Closed now.',
  closedUntil: (when: string) => `Closed now. Opens ${when}.`,
  today: (time: string) => `at ${time}`,
  tomorrow: (time: string) => `tomorrow at ${time}`,
  onDay: (day: string, time: string) => `${day} at ${time}`,
  closedThatDay: 'closed',
  notSaid: 'Call to ask when they are open.',
  dayAndNight: 'Day and night',
} as const

/** "9 am", "5:30 pm", "noon", "midnight" of a time HH:MM. */
export function clockTime(time: string): string {
  const [hour, minute] = [Number(time.slice(0, 2)), time.slice(3, 5)]
  if (minute === '00' && hour === 12) return 'noon'
  if (minute === '00' && hour % 24 === 0) return 'midnight'
  // "4" and "pm" stay on one line.
  return `${hour % 12 === 0 ? 12 : hour % 12}${minute === '00' ? '' : `:${minute}`}\u00a0${hour % 24 < 12 ? 'am' : 'pm'}`
}

const spansSaid = (spans: readonly Span[]): string => spans.map((span) => (span.opens === '00:00' && span.closes === '24:00' ? hours.dayAndNight.toLowerCase() : `${clockTime(span.opens)}–${clockTime(span.closes)}`)).join(' and ')

/** "Mon–Thu 9 am–4 pm, Fri 9 am–noon"; days that are closed are left out. Empty when it is never open. */
export function weekSaid({ week }: OpeningHours): string {
  const said = short.map((_day, at) => spansSaid(week[at] ?? []))
  const runs: { readonly from: number; to: number; readonly said: string }[] = []
  said.forEach((one, at) => {
    const last = runs.at(-1)
    if (one === '') return
    if (last !== undefined && last.said === one && last.to === at - 1) last.to = at
    else runs.push({ from: at, to: at, said: one })
  })
  if (runs.length === 1 && runs[0]?.from === 0 && runs[0].to === 6 && runs[0].said === hours.dayAndNight.toLowerCase()) return hours.dayAndNight
  return runs.map((run) => `${short[run.from]}${run.to === run.from ? '' : `–${short[run.to]}`} ${run.said}`).join(', ')
}

/** Days of the next weeks that are not like their weekday: "November 26, Thanksgiving: closed". `today` as YYYY-MM-DD. */
export function specialDaysSaid({ days }: OpeningHours, today: string): readonly string[] {
  return days
    .filter((day) => day.date >= today && day.date <= addDays(today, 45))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .map((day) => `${longDate(day.date)}${day.name === null ? '' : `, ${day.name}`}: ${day.spans.length === 0 ? hours.closedThatDay : spansSaid(day.spans)}`)
}

const plainTime = (at: Date, zone: string): string => {
  const said = timeOfDay(at, zone).replace(':00 ', ' ')
  return said === '12 pm' ? 'noon' : said === '12 am' ? 'midnight' : said
}

/** Whether it is open, until when, or when it opens next. */
export function openSaid(state: OpenState, now: Date, zone: string): string {
  if (state.open) return state.until === null ? hours.always : hours.openUntil(plainTime(state.until, zone))
  if (state.opens === null) return hours.closed
  const [today, day, time] = [localDay(now, zone) ?? '', localDay(state.opens, zone) ?? '', plainTime(state.opens, zone)]
  if (day === today) return hours.closedUntil(hours.today(time))
  if (day === addDays(today, 1)) return hours.closedUntil(hours.tomorrow(time))
  const weekday = weekdayNames[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? ''
  return hours.closedUntil(day < addDays(today, 7) ? hours.onDay(weekday, time) : hours.onDay(`${weekday}, ${longDate(day)}`, time))
}
