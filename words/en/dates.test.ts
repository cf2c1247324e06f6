// Are dates written as they were sent, in the organization's time zone, and never completed?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, dateAndTime, freshness, gutter, localDay, longDate, monthOrDay, rangeInWords, shortDate, shortDateAndTime, startOfDay, timeOfDay, weekdayAndTime, yearsBetween, zoneName } from './dates.ts'

const zone = 'America/New_York'
const now = new Date('2026-11-20T14:14:00Z')

test('a partial date stays partial', () => {
  assert.equal(longDate('2026', zone), '2026')
  assert.equal(longDate('2026-03', zone), 'March 2026')
  assert.equal(longDate('2026-03-04', zone), 'March 4, 2026')
  assert.equal(timeOfDay('2026-03-04', zone), '')
  assert.deepEqual(gutter('2026', zone), { above: '', big: '2026' })
  assert.deepEqual(gutter('2026-03', zone), { above: 'Mar', big: '2026' })
  assert.equal(localDay('2026-03', zone), null)
})

test('an instant is shown on the day and hour of the place', () => {
  assert.equal(dateAndTime('2026-04-12T12:05:00Z', zone), 'April 12, 2026, 8:05 am')
  assert.equal(longDate('2026-04-13T02:00:00Z', zone), 'April 12, 2026')
  assert.equal(timeOfDay('2026-04-12T16:00:00Z', zone), '12:00 pm')
  assert.equal(timeOfDay('2026-04-12T04:00:00Z', zone), '12:00 am')
  assert.equal(weekdayAndTime('2026-12-02T19:30:00Z', now, zone), 'Wednesday, Dec 2, 2:30 pm')
  assert.equal(shortDateAndTime('2025-04-12T12:05:00Z', now, zone), 'Apr 12, 2025, 8:05 am')
})

test('a zone is called as its people call it, in summer and in winter', () => {
  for (const at of [now, new Date('2026-07-01T12:00:00Z')]) assert.deepEqual([zone, 'America/Chicago', 'America/Indiana/Indianapolis', 'UTC'].map((one) => zoneName(one, at)), ['Eastern Time', 'Central Time', 'Eastern Time', 'UTC'])
})

test('a time without a zone is shown as it was written, whatever zone this machine is in', () => {
  for (const [written, shown] of [['2026-03-04T01:00', 'March 4, 2026, 1:00 am'], ['2026-07-04T23:30:15.5', 'July 4, 2026, 11:30 pm'], ['2026-03-08T00:30:00', 'March 8, 2026, 12:30 am']] as const) assert.deepEqual([dateAndTime(written, zone), dateAndTime(written, 'Asia/Tokyo')], [shown, shown])
  assert.deepEqual([localDay('2026-03-04T01:00:00', zone), gutter('2026-03-04T01:00:00', zone).big], ['2026-03-04', '4'])
})

test('what is no date comes back as it was sent', () => {
  for (const junk of ['2026-02-30', 'soon', '', '2026-13']) assert.equal(longDate(junk, zone), junk)
  assert.equal(shortDate('2024-02-29'), 'Feb 29, 2024')
})

test('a day begins at midnight of the place, also when the clocks change', () => {
  assert.equal(startOfDay('2026-04-12', zone), '2026-04-12T04:00:00.000Z')
  assert.equal(startOfDay('2026-03-08', zone), '2026-03-08T05:00:00.000Z')
  assert.equal(startOfDay('2026-03-09', zone), '2026-03-09T04:00:00.000Z')
  assert.equal(startOfDay('2026-11-01', zone), '2026-11-01T04:00:00.000Z')
  assert.equal(startOfDay('2026-11-02', zone), '2026-11-02T05:00:00.000Z')
  assert.equal(addDays('2026-02-28', 1), '2026-03-01')
})

test('the quick way to a calendar day agrees with the platform, on every kind of day', () => {
  for (const place of ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Europe/Berlin', 'UTC']) {
    const asked = new Intl.DateTimeFormat('en-CA', { timeZone: place, dateStyle: 'short' })
    for (let at = Date.parse('2011-12-20T00:30:00Z'); at < Date.parse('2027-01-01T00:00:00Z'); at += 37 * 3_600_000 + 61_000) assert.equal(localDay(new Date(at), place), asked.format(at), `${place} ${at}`)
    for (const change of ['2026-03-08T06:59:00Z', '2026-03-08T07:00:00Z', '2026-11-01T05:59:00Z', '2026-11-01T06:00:00Z', '2011-12-30T09:59:00Z', '2011-12-30T10:01:00Z', '1883-11-18T17:00:00Z']) assert.equal(localDay(change, place), asked.format(Date.parse(change)), `${place} ${change}`)
  }
})

test('ranges and freshness are said in words', () => {
  assert.equal(rangeInWords('2026-04-01', '2026-04-30'), 'from April 1 to April 30, 2026')
  assert.equal(rangeInWords('2025-12-01', '2026-01-31'), 'from December 1, 2025 to January 31, 2026')
  assert.equal(rangeInWords('2026-04-12', '2026-04-12'), 'on April 12, 2026')
  assert.equal(rangeInWords('2026-04-01', undefined), 'since April 1, 2026')
  assert.equal(freshness('2026-11-20T14:14:00Z', now, zone), '9:14 am today')
  assert.equal(freshness('2026-11-12T14:14:00Z', now, zone), 'November 12')
  assert.equal(yearsBetween('1984-02-29', '2026-02-28'), 41)
})

test('the month tells when it was, but days of the same weeks are told apart', () => {
  assert.equal(monthOrDay('2025-10-05', { than: '2026-04-12' }), 'October 2025')
  assert.equal(monthOrDay('2026-11-17', { than: '2026-11-19' }), 'November 17')
  assert.equal(monthOrDay('2025-12-30', { than: '2026-01-02' }), 'December 30, 2025')
  assert.equal(monthOrDay('2026-11', { than: '2026-11-19' }), 'November 2026')
  assert.equal(monthOrDay('2026-11-17', { than: undefined }), 'November 2026')
})
