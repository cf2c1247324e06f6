// Are these opening hours whole? Seven days, times of the clock, dates that exist; nothing else is kept. By hand: a library for this took 11 MB
// of every process that opens the directory.
import { instant } from '#kernel'
import type { OpeningHours, Span, SpecialDay } from '../../../../contract/opening-hours.ts'

const most = { spans: 4, days: 60, name: 60 } as const

/** An object with these keys and no others. */
function has<Key extends string>(value: unknown, ...keys: readonly Key[]): value is Readonly<Record<Key, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key))
}

/** A hole in a list is no hours either. */
const all = (list: readonly unknown[], fits: (one: unknown) => boolean): boolean => Array.from(list).every(fits)

const isTime = (value: unknown): value is string => typeof value === 'string' && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value)
const isSpan = (value: unknown): value is Span => has(value, 'opens', 'closes') && isTime(value.opens) && isTime(value.closes) && value.opens !== '24:00' && value.opens !== value.closes
const areSpans = (value: unknown): value is readonly Span[] => Array.isArray(value) && value.length <= most.spans && all(value, isSpan)

function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const day = instant(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

const isDated = (value: unknown): value is SpecialDay => has(value, 'date', 'name', 'spans') && isDate(value.date) && (value.name === null || (typeof value.name === 'string' && value.name.length <= most.name)) && areSpans(value.spans)
const areHours = (value: unknown): value is OpeningHours => has(value, 'week', 'days') && Array.isArray(value.week) && value.week.length === 7 && all(value.week, areSpans) && Array.isArray(value.days) && value.days.length <= most.days && all(value.days, isDated)

/** The hours, or null when they do not fit. */
export const readHours = (value: unknown): OpeningHours | null => (areHours(value) ? value : null)
