// Does a place say rightly whether it is open: by weekday, on a holiday, past midnight, over the change of clocks, and in its own zone?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpeningHours, Span } from '../../../../contract/opening-hours.ts'
import { openNow } from './open-now.ts'

const span = (opens: string, closes: string): Span => ({ opens, closes })
const weekdays = (...spans: Span[]): OpeningHours => ({ week: [spans, spans, spans, spans, spans, [], []], days: [] })
const said = (hours: OpeningHours, zone: string, now: string): string => {
  const state = openNow(hours, zone, new Date(now))
  return state.open ? `open until ${state.until?.toISOString() ?? 'always'}` : `closed, opens ${state.opens?.toISOString() ?? 'never'}`
}
const newYork = 'America/New_York'

test('a place is open from the minute it opens to the minute before it closes, by its own clock', () => {
  const hours = weekdays(span('09:00', '17:00'))
  // Friday 2026-11-20; New York is 5 hours behind UTC.
  assert.equal(said(hours, newYork, '2026-11-20T13:59:59Z'), 'closed, opens 2026-11-20T14:00:00.000Z')
  assert.equal(said(hours, newYork, '2026-11-20T14:00:00Z'), 'open until 2026-11-20T22:00:00.000Z')
  assert.equal(said(hours, newYork, '2026-11-20T21:59:59Z'), 'open until 2026-11-20T22:00:00.000Z')
  assert.equal(said(hours, newYork, '2026-11-20T22:00:00Z'), 'closed, opens 2026-11-23T14:00:00.000Z')
  assert.equal(said(hours, 'Pacific/Honolulu', '2026-11-20T14:00:00Z'), 'closed, opens 2026-11-20T19:00:00.000Z')
})

test('a lunch break is closed, and says when it ends', () => {
  const hours = weekdays(span('08:00', '12:00'), span('13:30', '18:00'))
  assert.equal(said(hours, newYork, '2026-11-20T17:30:00Z'), 'closed, opens 2026-11-20T18:30:00.000Z')
})

test('a holiday takes the place of its weekday, and another day may have hours of its own', () => {
  const hours: OpeningHours = { ...weekdays(span('09:00', '17:00')), days: [{ date: '2026-11-26', name: 'Thanksgiving', spans: [] }, { date: '2026-11-27', name: null, spans: [span('10:00', '12:00')] }] }
  assert.equal(said(hours, newYork, '2026-11-26T15:00:00Z'), 'closed, opens 2026-11-27T15:00:00.000Z')
  assert.equal(said(hours, newYork, '2026-11-27T16:00:00Z'), 'open until 2026-11-27T17:00:00.000Z')
})

test('hours past midnight belong to the evening they begin', () => {
  const friday: OpeningHours = { week: [[], [], [], [], [span('18:00', '02:00')], [], []], days: [{ date: '2026-11-21', name: 'closed', spans: [] }] }
  assert.equal(said(friday, newYork, '2026-11-21T06:30:00Z'), 'open until 2026-11-21T07:00:00.000Z')
  assert.equal(said(friday, newYork, '2026-11-21T07:00:00Z'), 'closed, opens 2026-11-27T23:00:00.000Z')
})

test('24:00 and 00:00 meet without a gap, and around the clock has no end', () => {
  const always: OpeningHours = { week: Array.from({ length: 7 }, () => [span('00:00', '24:00')]), days: [] }
  assert.equal(said(always, newYork, '2026-11-20T04:59:59Z'), 'open until always')
  const weekend: OpeningHours = { week: [[], [], [], [], [], [span('00:00', '24:00')], [span('00:00', '06:00')]], days: [] }
  assert.equal(said(weekend, newYork, '2026-11-22T04:30:00Z'), 'open until 2026-11-22T11:00:00.000Z')
})

test('the change of clocks moves the instant, not the time on the wall', () => {
  const sundays: OpeningHours = { week: [[], [], [], [], [], [], [span('01:30', '08:00')]], days: [] }
  // 2026-03-08: 2:00 becomes 3:00 in New York; 2026-11-01: 2:00 becomes 1:00.
  assert.equal(said(sundays, newYork, '2026-03-08T06:30:00Z'), 'open until 2026-03-08T12:00:00.000Z')
  assert.equal(said(sundays, newYork, '2026-11-01T05:29:00Z'), 'closed, opens 2026-11-01T05:30:00.000Z')
  assert.equal(said(sundays, newYork, '2026-11-01T05:30:00Z'), 'open until 2026-11-01T13:00:00.000Z')
  const skipped: OpeningHours = { week: [[], [], [], [], [], [], [span('02:30', '05:00')]], days: [] }
  assert.equal(said(skipped, newYork, '2026-03-08T06:59:00Z'), 'closed, opens 2026-03-08T07:00:00.000Z')
})

test('a place without hours is closed and says no time', () => {
  assert.equal(said({ week: [], days: [] }, newYork, '2026-11-20T14:00:00Z'), 'closed, opens never')
})
