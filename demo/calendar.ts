// Which day is it in the demo? Every date is told relative to `today`, so that the demo never grows old.

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const
const dayMinutes = 24 * 60

/** A day, YYYY-MM-DD. */
export type Day = string

/**
 * A day told relatively: `T-2` two days before today, `A+14` two weeks after the anchor called A, `Y-3-03-08` March 8
 * three years before the year of anchor A, or a plain day.
 */
export type DaySpec = string

export type Calendar = {
  readonly today: Day
  day(spec: DaySpec): Day
  /** The instant with the offset that rules at that place on that day. `time` is HH:MM. */
  at(spec: DaySpec, time: string): string
  /** As `at`, but when that day is not over yet: so many minutes after `from`, an instant of a day that is. */
  pastAt(spec: DaySpec, time: string, otherwise: { from: string; minutes: number }): string
  plusMinutes(instant: string, minutes: number): string
  /** Replaces `{A+14}` by "April 26", and `{A+14, year}` by "April 26, 2026". */
  tell(text: string): string
}

/** Days since 1970-01-01 of a Gregorian day (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(day: Day): number {
  const [year, month, date] = partsOf(day)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The day with this number; the inverse of `dayNumber`. */
export function dayOf(number: number): Day {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  return dayText(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
}

export function partsOf(day: Day): [year: number, month: number, date: number] {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (match === null) throw new RangeError(`not a day: ${day}`)
  return [Number(match[1]), Number(match[2]), Number(match[3])]
}

/** A day from its parts; the 29th of a February that has none is the 28th. */
export function dayText(year: number, month: number, date: number): Day {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const kept = month === 2 && date === 29 && !leap ? 28 : date
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(kept).padStart(2, '0')}`
}

/** The last such day strictly before `today`. */
export function lastBefore(today: Day, month: number, date: number): Day {
  const [year] = partsOf(today)
  const thisYear = dayText(year, month, date)
  return thisYear < today ? thisYear : dayText(year - 1, month, date)
}

/** The birthday on this month and day of someone who is `age` whole years old today. */
export function bornSoThat(today: Day, age: number, on: { month: number; day: number }): Day {
  const [year] = partsOf(today)
  const hadBirthday = dayText(year, on.month, on.day) <= today
  return dayText(year - age - (hadBirthday ? 0 : 1), on.month, on.day)
}

function minutesOf(time: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  if (match === null) throw new RangeError(`not a time: ${time}`)
  return Number(match[1]) * 60 + Number(match[2])
}

/** Offset in minutes at an instant, in milliseconds since 1970, as the time zone database of this Node says. */
function openOffsets(timeZone: string): (milliseconds: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  return (milliseconds) => {
    const name = format.formatToParts(milliseconds).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
    const match = /^GMT([+-])(\d{2}):(\d{2})$/.exec(name)
    if (match === null) return 0
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
  }
}

/** Minutes since 1970 of the local clock, as an instant text with its offset. */
function openClock(timeZone: string): (localMinutes: number) => string {
  const offsetAt = openOffsets(timeZone)
  return (localMinutes) => {
    const first = offsetAt((localMinutes + 5 * 60) * 60_000)
    const offset = offsetAt((localMinutes - first) * 60_000)
    const inDay = ((localMinutes % dayMinutes) + dayMinutes) % dayMinutes
    const two = (value: number): string => String(value).padStart(2, '0')
    const away = Math.abs(offset)
    const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
    return `${dayOf(Math.floor(localMinutes / dayMinutes))}T${two(Math.floor(inDay / 60))}:${two(inDay % 60)}:00${zone}`
  }
}

function openDays(today: Day, anchors: Readonly<Record<string, Day>>): (spec: DaySpec) => Day {
  return (spec) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(spec)) return spec
    const yearly = /^Y-(\d+)-(\d{2})-(\d{2})$/.exec(spec)
    if (yearly !== null) return dayText(partsOf(anchors['A'] ?? today)[0] - Number(yearly[1]), Number(yearly[2]), Number(yearly[3]))
    const relative = /^([A-Z]+)([+-]\d+)?$/.exec(spec)
    const from = relative?.[1] === 'T' ? today : anchors[relative?.[1] ?? '']
    if (from === undefined) throw new RangeError(`not a day of the demo: ${spec}`)
    return dayOf(dayNumber(from) + Number(relative?.[2] ?? 0))
  }
}

/** "April 26" or, with the year, "April 26, 2026". */
export function dayWords(day: Day, withYear: boolean): string {
  const [year, month, date] = partsOf(day)
  return `${monthNames[month - 1] ?? ''} ${date}${withYear ? `, ${year}` : ''}`
}

/** The calendar of a demo: `anchors` name the days that others are told from ("A", "ANA"). */
export function openCalendar(today: Day, timeZone: string, anchors: Readonly<Record<string, Day>>): Calendar {
  const clock = openClock(timeZone)
  const day = openDays(today, anchors)
  const at = (spec: DaySpec, time: string): string => clock(dayNumber(day(spec)) * dayMinutes + minutesOf(time))
  const plusMinutes = (instant: string, minutes: number): string => clock(dayNumber(instant.slice(0, 10)) * dayMinutes + minutesOf(instant.slice(11, 16)) + minutes)
  return {
    today,
    day,
    at,
    plusMinutes,
    pastAt: (spec, time, otherwise) => (day(spec) < today ? at(spec, time) : plusMinutes(otherwise.from, otherwise.minutes)),
    tell: (text) => text.replaceAll(/\{([A-Z][A-Z0-9+-]*)(, year)?\}/g, (_, spec: string, year: string | undefined) => dayWords(day(spec), year !== undefined)),
  }
}
