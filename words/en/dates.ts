// How are dates and times written in English? In the time zone of the organization; a partial date stays partial.
// What was sent is never completed: "2026" is shown as "2026", never as January 1.

/** A date as the source sent it ("2026", "2026-03", "2026-03-04", "2026-03-04T10:00:00-05:00") or an instant. */
export type AnyDate = string | Date

type Read = { readonly precision: 'year' | 'month' | 'day' | 'time'; readonly year: number; readonly month: number; readonly day: number; readonly at: number }

const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
/** A time that says no zone is what the clock on the wall said: it is shown as it was written, whatever zone this machine is in. */
const onTheWall = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone)
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' })
    clocks.set(zone, found)
  }
  return found
}

type Fields = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number }

/** Calendar fields of an instant in a zone, asked of the platform. */
function askedFields(at: number, zone: string): Fields {
  const parts: Record<string, number> = {}
  for (const part of clockOf(zone).formatToParts(at)) if (part.type !== 'literal') parts[part.type] = Number(part.value)
  return { year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 1, hour: parts.hour ?? 0, minute: parts.minute ?? 0 }
}

const dayMs = 86_400_000
const minuteMs = 60_000
/** Offsets of whole UTC days by zone; null: the clocks change on that day. The platform's own answer takes 50 times as long. */
const offsets = new Map<string, number | null>()
const mostOffsets = 20_000

function offsetOf(at: number, zone: string): number {
  const there = askedFields(at, zone)
  return Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute) - Math.floor(at / minuteMs) * minuteMs
}

/** Calendar fields of an instant in a zone. */
function fieldsIn(at: number, zone: string): Fields {
  const day = Math.floor(at / dayMs)
  const key = `${zone} ${day}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    const [start, end] = [offsetOf(day * dayMs, zone), offsetOf((day + 1) * dayMs - minuteMs, zone)]
    offset = start === end ? start : null
    if (offsets.size >= mostOffsets) offsets.clear()
    offsets.set(key, offset)
  }
  if (offset === null) return askedFields(at, zone)
  const there = new Date(at + offset)
  return { year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate(), hour: there.getUTCHours(), minute: there.getUTCMinutes() }
}

function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function read(date: AnyDate, zone: string): Read | null {
  if (typeof date === 'string') {
    const match = partial.exec(date)
    if (match !== null) {
      const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
      if (!exists(year, month, day)) return null
      const precision = match[3] !== undefined ? 'day' : match[2] !== undefined ? 'month' : 'year'
      return { precision, year, month, day, at: Date.UTC(year, month - 1, day) }
    }
  }
  const [, day, time] = typeof date === 'string' ? (onTheWall.exec(date) ?? []) : []
  const said = day === undefined || time === undefined ? date : (instantOn(day, time, zone) ?? '')
  const at = typeof said === 'string' ? (/^\d{4}-\d{2}-\d{2}T/.test(said) ? Date.parse(said) : Number.NaN) : said.getTime()
  if (Number.isNaN(at)) return null
  return { precision: 'time', ...fieldsIn(at, zone), at }
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const monthName = (month: number): string => months[month - 1] ?? ''
const shortMonth = (month: number): string => monthName(month).slice(0, 3)

/** "April 12, 2026"; "April 2026" and "2026" when that is all there is. What is no date comes back as it was sent. */
export function longDate(date: AnyDate, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null) return String(date)
  if (one.precision === 'year') return String(one.year)
  if (one.precision === 'month') return `${monthName(one.month)} ${one.year}`
  return `${monthName(one.month)} ${one.day}, ${one.year}`
}

/** "Apr 12, 2026". */
export function shortDate(date: AnyDate, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null) return String(date)
  if (one.precision === 'year') return String(one.year)
  if (one.precision === 'month') return `${shortMonth(one.month)} ${one.year}`
  return `${shortMonth(one.month)} ${one.day}, ${one.year}`
}

/** "April 12" or, of a month, "April": for sentences in which the year is plain. */
export function dayOfYear(date: AnyDate, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null || one.precision === 'year') return longDate(date, zone)
  return one.precision === 'month' ? monthName(one.month) : `${monthName(one.month)} ${one.day}`
}

/** "April 12", with the year when it is not this one. */
export function nearDate(date: AnyDate, now: Date, zone = 'UTC'): string {
  const one = read(date, zone)
  return one !== null && one.year === fieldsIn(now.getTime(), zone).year ? dayOfYear(date, zone) : longDate(date, zone)
}

/** "October 2025". */
export function monthAndYear(date: AnyDate, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null || one.precision === 'year') return longDate(date, zone)
  return `${monthName(one.month)} ${one.year}`
}

/** "October 2025"; within two months of the other day the day itself ("November 17"), or two tests of one month read alike. */
export function monthOrDay(date: AnyDate, { than, zone = 'UTC' }: { readonly than: AnyDate | undefined; readonly zone?: string }): string {
  const [one, other] = [read(date, zone), than === undefined ? null : read(than, zone)]
  if (one === null || other === null || one.precision === 'year' || one.precision === 'month') return monthAndYear(date, zone)
  const months = Math.abs((other.year - one.year) * 12 + other.month - one.month)
  return months > 1 ? monthAndYear(date, zone) : one.year === other.year ? dayOfYear(date, zone) : longDate(date, zone)
}

/** "8:05 am"; empty when the date has no time of day. */
export function timeOfDay(date: AnyDate, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null || one.precision !== 'time') return ''
  const { hour, minute } = fieldsIn(one.at, zone)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
}

/** "April 12, 2026, 8:05 am"; without the time when there is none. */
export function dateAndTime(date: AnyDate, zone = 'UTC'): string {
  const time = timeOfDay(date, zone)
  return time === '' ? longDate(date, zone) : `${longDate(date, zone)}, ${time}`
}

/** "Apr 12, 8:05 am", with the year when it is not this one. */
export function shortDateAndTime(date: AnyDate, now: Date, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null) return String(date)
  const day = one.precision === 'time' || one.precision === 'day' ? `${shortMonth(one.month)} ${one.day}` : shortDate(date, zone)
  const thisYear = one.year === fieldsIn(now.getTime(), zone).year
  const time = timeOfDay(date, zone)
  const said = thisYear || one.precision === 'year' || one.precision === 'month' ? day : `${day}, ${one.year}`
  return time === '' ? said : `${said}, ${time}`
}

/** "Wednesday, Dec 2, 2:30 pm", with the year when it is not this one. */
export function weekdayAndTime(date: AnyDate, now: Date, zone = 'UTC'): string {
  const one = read(date, zone)
  if (one === null || one.precision === 'year' || one.precision === 'month') return longDate(date, zone)
  const weekday = weekdays[new Date(Date.UTC(one.year, one.month - 1, one.day)).getUTCDay()] ?? ''
  return `${weekday}, ${shortDateAndTime(date, now, zone)}`
}

/** "9:14 am today", "yesterday", "November 12": how fresh something is. */
export function freshness(date: AnyDate, now: Date, zone = 'UTC'): string {
  const day = localDay(date, zone)
  if (day === localDay(now, zone)) return `${timeOfDay(date, zone)} today`
  if (day === addDays(localDay(now, zone) ?? '', -1)) return `${timeOfDay(date, zone)} yesterday`
  return nearDate(date, now, zone)
}

/** "Eastern Time": what the clocks of a zone are called around this instant. */
export function zoneName(zone: string, now: Date): string {
  if (zone === 'UTC') return zone
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? zone
}

/** The margin of a list: "Nov" over "19"; a month has its year below; a year stands alone. */
export function gutter(date: AnyDate | undefined, zone = 'UTC'): { above: string; big: string } {
  const one = date === undefined ? null : read(date, zone)
  if (one === null) return { above: '', big: '–' }
  if (one.precision === 'year') return { above: '', big: String(one.year) }
  if (one.precision === 'month') return { above: shortMonth(one.month), big: String(one.year) }
  return { above: shortMonth(one.month), big: String(one.day) }
}

/** The calendar day in the zone, "2026-04-12"; null when the date has no day. */
export function localDay(date: AnyDate, zone = 'UTC'): string | null {
  const one = read(date, zone)
  if (one === null || one.precision === 'year' || one.precision === 'month') return null
  return isoDay(one.year, one.month, one.day)
}

function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The day so many days after an ISO day. */
export function addDays(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + days * dayMs).toISOString().slice(0, 10)
}

/** The instant (ISO) at which an ISO day begins in a zone: the offset may differ from day to day. */
export function startOfDay(day: string, zone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`)
  let at = utc
  // Twice: the first guess may stand on the other side of a clock change.
  for (let turn = 0; turn < 2; turn += 1) {
    const there = fieldsIn(at, zone)
    at += utc - Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute)
  }
  return new Date(at).toISOString()
}

/** The instant (ISO) at which the clocks of a zone show a time ("22:00") on an ISO day; null when it is no day or no time. */
export function instantOn(day: string, time: string, zone: string): string | null {
  const utc = Date.parse(`${day}T${time}:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time) || Number.isNaN(utc)) return null
  let at = utc
  for (let turn = 0; turn < 2; turn += 1) {
    const there = fieldsIn(at, zone)
    at += utc - Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute)
  }
  return new Date(at).toISOString()
}

/** "22:00" from "10 pm", "10:00 PM" or "22:00"; null when it is no time of day. */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(typed.trim())
  if (match === null) return null
  const [, hours = '', minutes = '00', half] = match
  const given = Number(hours)
  if (half !== undefined && (given < 1 || given > 12)) return null
  const hour = half === undefined ? given : (given % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return hour > 23 || Number(minutes) > 59 ? null : `${String(hour).padStart(2, '0')}:${minutes}`
}

/** "from April 1 to April 30, 2026"; "on April 12, 2026"; "since April 1, 2026"; "until April 30, 2026". */
export function rangeInWords(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) {
    if (from === to) return `on ${longDate(from)}`
    const start = from.slice(0, 4) === to.slice(0, 4) ? dayOfYear(from) : longDate(from)
    return `from ${start} to ${longDate(to)}`
  }
  if (from !== undefined) return `since ${longDate(from)}`
  return to === undefined ? '' : `until ${longDate(to)}`
}

/** The number of full years between a birth date and a day. */
export function yearsBetween(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

export { months as monthNames }
