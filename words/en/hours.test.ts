// Are opening hours said as people say them?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpeningHours } from '../../contract/opening-hours.ts'
import { openSaid, clockTime as saidTime, specialDaysSaid as saidDays, weekSaid as saidWeek } from './hours.ts'

/** With plain spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const clockTime = (time: string) => plain(saidTime(time))
const weekSaid = (hours: OpeningHours) => plain(saidWeek(hours))
const specialDaysSaid = (hours: OpeningHours, today: string) => saidDays(hours, today).map(plain)

const span = (opens: string, closes: string) => ({ opens, closes })
const day = [span('09:00', '16:00')]
const week: OpeningHours = { week: [day, day, day, day, [span('09:00', '12:00')], [], []], days: [{ date: '2026-11-26', name: 'Thanksgiving', spans: [] }, { date: '2026-12-24', name: null, spans: [span('08:30', '12:00')] }, { date: '2027-07-04', name: null, spans: [] }] }

test('days alike are said once, closed days not at all', () => {
  assert.equal(weekSaid(week), 'Mon–Thu 9 am–4 pm, Fri 9 am–noon')
  assert.equal(weekSaid({ week: [[], [], [span('08:30', '12:00'), span('13:00', '24:00')], [], [], [], []], days: [] }), 'Wed 8:30 am–noon and 1 pm–midnight')
  assert.equal(weekSaid({ week: Array.from({ length: 7 }, () => [span('00:00', '24:00')]), days: [] }), 'Day and night')
  assert.equal(weekSaid({ week: [], days: [] }), '')
  assert.deepEqual(['00:00', '12:00', '12:05', '23:59', '24:00'].map(clockTime), ['midnight', 'noon', '12:05 pm', '11:59 pm', 'midnight'])
})

test('the next days off are named, those long gone or far away are not', () => {
  assert.deepEqual(specialDaysSaid(week, '2026-11-20'), ['November 26, 2026, Thanksgiving: closed', 'December 24, 2026: 8:30 am–noon'])
  assert.deepEqual(specialDaysSaid(week, '2026-12-25'), [])
})

test('open and closed are said with the next time that matters', () => {
  const now = new Date('2026-11-20T15:00:00Z')
  const said = (state: Parameters<typeof openSaid>[0]) => openSaid(state, now, 'America/New_York')
  assert.deepEqual(
    [said({ open: true, until: new Date('2026-11-20T22:00:00Z') }), said({ open: true, until: null }), said({ open: false, opens: new Date('2026-11-20T18:30:00Z') }), said({ open: false, opens: new Date('2026-11-21T14:00:00Z') }), said({ open: false, opens: new Date('2026-11-23T14:00:00Z') }), said({ open: false, opens: new Date('2026-12-01T17:00:00Z') }), said({ open: false, opens: null })],
    ['Open now until 5 pm.', 'Open now, day and night.', 'Closed now. Opens at 1:30 pm.', 'Closed now. Opens tomorrow at 9 am.', 'Closed now. Opens Monday at 9 am.', 'Closed now. Opens Tuesday, December 1, 2026 at noon.', 'Closed now.'],
  )
})
