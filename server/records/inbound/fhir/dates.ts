// Is a date possible, and where does a record stand in order? Dates stay as sent; an instant is made only for sorting.
import { instant } from '#kernel'
import type { SentDate } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, texts } from './element.ts'
import type { Unread } from './left-out.ts'

// FHIR R4 §2.24.0.1 dateTime: YYYY, YYYY-MM, YYYY-MM-DD or with a time; seconds may be 60 for leap seconds; "24:00" is not a time.
// A time without zone breaks the standard but is said by real sources: it is read in the organization's zone, for order only.
const shape = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/

const daysIn = (year: number, month: number): number => [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0

/** True for a date that exists, whole or in part. */
export function isPossible(text: string): boolean {
  const parts = shape.exec(text)
  if (parts === null || Number(parts[1]) === 0) return false
  return parts[3] === undefined || Number(parts[3]) <= daysIn(Number(parts[1]), Number(parts[2]))
}

/** The date in a field, as sent; of an impossible one the rest of the resource does not depend. */
export function sentDate(value: Json | undefined, field: string, unread: Unread): SentDate | undefined {
  const text = asText(value)
  if (text === undefined) return undefined
  if (isPossible(text)) return text
  unread('impossible-date', field)
  return undefined
}

/**
 * `effectiveDateTime`, `effectiveInstant`, the start of `effectivePeriod` or the one event of `effectiveTiming`; same for onset, performed,
 * occurrence. An end alone is no date of the thing.
 */
export function sentMoment(resource: Fields, name: string, unread: Unread): SentDate | undefined {
  const events = texts(asFields(resource[`${name}Timing`])?.event)
  return sentDate(resource[`${name}DateTime`], `${name}DateTime`, unread) ?? sentDate(resource[`${name}Instant`], `${name}Instant`, unread) ?? sentDate(asFields(resource[`${name}Period`])?.start, `${name}Period.start`, unread)
    ?? (events.length === 1 ? sentDate(events[0], `${name}Timing.event`, unread) : undefined)
}

export function sentPeriod(value: Json | undefined, field: string, unread: Unread): { start?: SentDate; end?: SentDate } {
  const period = asFields(value)
  const start = sentDate(period?.start, `${field}.start`, unread)
  const end = sentDate(period?.end, `${field}.end`, unread)
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** Minutes that a zone is ahead of UTC at an instant. */
function offsetMinutes(zone: string, at: number): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
  }
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

const known = new Map<string, string>()
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')
/** What a timestamptz and ISO 8601 both can hold. */
const within = (at: number): string => instant(Math.min(latest, Math.max(earliest, at))).toISOString()

function inZone(date: string, zone: string): string {
  const key = `${zone} ${date}`
  const before = known.get(key)
  if (before !== undefined) return before
  const guess = Date.parse(`${date}Z`)
  // Twice: the offset at the guess may lie on the other side of a change of the clocks.
  const first = guess - offsetMinutes(zone, guess) * 60_000
  const made = within(guess - offsetMinutes(zone, first) * 60_000)
  if (known.size > 50_000) known.clear()
  known.set(key, made)
  return made
}

/** Start of what the date names, as ISO 8601 in UTC; `zone` is the organization's, for dates without one. */
export function startInstant(date: SentDate, zone: string): string {
  const parts = shape.exec(date)
  if (parts === null) throw new RangeError('not a FHIR date')
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', offset] = parts
  // A leap second sorts with the second before it.
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second === '60' ? '59.999' : `${second}${fraction.slice(0, 4)}`}`
  return offset === undefined ? inZone(local, zone) : within(Date.parse(`${local}${offset}`))
}

/** YYYY-MM-DD of a whole date, else undefined. */
export function wholeDay(value: Json | undefined): string | undefined {
  const text = asText(value)
  return text !== undefined && text.length >= 10 && isPossible(text) ? text.slice(0, 10) : undefined
}
