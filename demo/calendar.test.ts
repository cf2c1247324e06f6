// Do the demo's days and instants hold at the edges of years, leap days and daylight saving?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bornSoThat, dayNumber, dayOf, dayText, lastBefore, openCalendar } from './calendar.ts'
import { demoCalendar } from './make-demo.ts'

const newYork = 'America/New_York'

test('day numbers and days turn into each other over 200 years', () => {
  for (let number = dayNumber('1900-01-01'); number < dayNumber('2100-01-01'); number += 1) assert.equal(dayNumber(dayOf(number)), number)
  assert.equal(dayNumber('1970-01-01'), 0)
  assert.equal(dayOf(dayNumber('2028-02-28') + 1), '2028-02-29')
  assert.equal(dayOf(dayNumber('2027-02-28') + 1), '2027-03-01')
  assert.equal(dayNumber('2026-11-20'), Date.UTC(2026, 10, 20) / 86_400_000)
})

test('the anchor is the last April 12 strictly before today', () => {
  const anchors = { '2026-11-20': '2026-04-12', '2026-04-12': '2025-04-12', '2026-04-13': '2026-04-12', '2026-01-01': '2025-04-12', '2025-12-31': '2025-04-12', '2028-02-29': '2027-04-12' }
  for (const [today, anchor] of Object.entries(anchors)) {
    assert.equal(lastBefore(today, 4, 12), anchor)
    assert.equal(demoCalendar(today).day('A'), anchor)
  }
})

test('Ana is 14 and Mateo 9 on every day of four years', () => {
  const age = (born: string, today: string): number => Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0)
  for (let number = dayNumber('2026-01-01'); number < dayNumber('2030-01-01'); number += 1) {
    const today = dayOf(number)
    const calendar = demoCalendar(today)
    assert.deepEqual([age(calendar.day('ANA'), today), age(calendar.day('MATEO'), today)], [14, 9], today)
  }
  assert.equal(bornSoThat('2026-11-20', 14, { month: 5, day: 2 }), '2012-05-02')
})

test('instants carry the offset that rules on their day', () => {
  const calendar = openCalendar('2026-11-20', newYork, {})
  assert.equal(calendar.at('2026-04-12', '08:05'), '2026-04-12T08:05:00-04:00')
  assert.equal(calendar.at('2026-01-12', '08:05'), '2026-01-12T08:05:00-05:00')
  assert.equal(calendar.at('2026-03-08', '01:30'), '2026-03-08T01:30:00-05:00')
  assert.equal(calendar.at('2026-03-08', '03:30'), '2026-03-08T03:30:00-04:00')
  assert.equal(calendar.at('2026-11-01', '03:30'), '2026-11-01T03:30:00-05:00')
  assert.equal(calendar.plusMinutes('2026-12-31T23:50:00-05:00', 20), '2027-01-01T00:10:00-05:00')
})

test('relative days are told from today, an anchor or the year of the anchor', () => {
  const calendar = openCalendar('2028-03-01', newYork, { A: '2027-04-12' })
  assert.deepEqual(
    ['T', 'T-1', 'T+31', 'A+14', 'Y-3-03-08', '1985-06-01'].map((spec) => calendar.day(spec)),
    ['2028-03-01', '2028-02-29', '2028-04-01', '2027-04-26', '2024-03-08', '1985-06-01'],
  )
  assert.throws(() => calendar.day('B+1'), RangeError)
  assert.throws(() => calendar.day('soon'), RangeError)
  assert.equal(dayText(2027, 2, 29), '2027-02-28')
})

test('what would lie in the future falls back to so many minutes after its cause', () => {
  const calendar = openCalendar('2026-04-13', newYork, { A: '2026-04-12' })
  const from = calendar.at('A', '08:05')
  assert.equal(calendar.pastAt('A+1', '06:40', { from, minutes: 180 }), '2026-04-12T11:05:00-04:00')
  assert.equal(openCalendar('2026-04-14', newYork, { A: '2026-04-12' }).pastAt('A+1', '06:40', { from, minutes: 180 }), '2026-04-13T06:40:00-04:00')
})

test('texts name days in words', () => {
  const calendar = openCalendar('2026-11-20', newYork, { A: '2026-04-12' })
  assert.equal(calendar.tell('Until {A+14}, not {T+42, year}.'), 'Until April 26, not January 1, 2027.')
})
