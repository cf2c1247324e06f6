// Which opening hours are whole, and which are not taken?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHours } from './read-hours.ts'

const nine = { opens: '09:00', closes: '17:30' }
const week = [[nine], [nine], [nine], [nine], [nine], [{ opens: '22:00', closes: '02:00' }], []]
const day = { date: '2028-02-29', name: 'A leap day', spans: [] }

test('seven days and single days, up to midnight and past it', () => {
  for (const hours of [{ week, days: [] }, { week, days: [day, { ...day, name: null, spans: [{ opens: '00:00', closes: '24:00' }] }] }]) assert.deepEqual(readHours(hours), hours)
})

test('whatever is not whole is not taken', () => {
  const withDay = (more: object) => ({ week, days: [{ ...day, ...more }] })
  const withSpan = (span: unknown) => ({ week: [[span], ...week.slice(1)], days: [] })
  const wrong: readonly unknown[] = [
    null, 'hours', [], {}, { week }, { week, days: [], more: 1 }, { week: week.slice(1), days: [] }, { week: [...week, []], days: [] }, { week: { ...week, length: 7 }, days: [] }, { week: Array.from<unknown>({ length: 7 }), days: [] }, { week: Object.assign([], { length: 7 }), days: [] }, { week, days: null },
    { week: [[nine, nine, nine, nine, nine], ...week.slice(1)], days: [] }, { week, days: Array.from({ length: 61 }, () => day) },
    withSpan(null), withSpan({ opens: '09:00' }), withSpan({ ...nine, more: 1 }), withSpan({ opens: '24:00', closes: '02:00' }), withSpan({ opens: '09:00', closes: '09:00' }), withSpan({ opens: '9:00', closes: '17:00' }), withSpan({ opens: '09:60', closes: '17:00' }), withSpan({ opens: '25:00', closes: '17:00' }), withSpan({ opens: 9, closes: 17 }), withSpan({ opens: '09:00\n', closes: '17:00' }),
    withDay({ date: '2027-02-29' }), withDay({ date: '2026-13-01' }), withDay({ date: '2026-1-1' }), withDay({ date: '2026-04-31' }), withDay({ date: 20260101 }), withDay({ name: 'x'.repeat(61) }), withDay({ name: 5 }), withDay({ spans: null }), withDay({ more: 1 }), { week, days: [{ date: day.date, spans: [] }] },
  ]
  for (const hours of wrong) assert.equal(readHours(hours), null, JSON.stringify(hours))
})
