// Are decimals compared exactly, ranges judged only when they can be, and dates taken only when they exist?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LabValue } from '../../../../contract/clinical.ts'
import { compareDecimals } from './compare-decimals.ts'
import { isPossible, startInstant } from './dates.ts'
import { isOutside } from './values.ts'

test('decimals compare by value, whatever their digits', () => {
  assert.deepEqual([compareDecimals('2.00', '2'), compareDecimals('0.1', '0.10000000000000000001'), compareDecimals('-1', '-2'), compareDecimals('1e3', '999.9'), compareDecimals('x', '1')], [0, -1, 1, 1, null])
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), fc.nat(6), (a, b, digits) => {
    const text = (whole: number) => `${whole < 0 ? '-' : ''}${String(Math.abs(whole)).padStart(digits + 1, '0').replace(new RegExp(`(\\d{${digits}})$`), digits === 0 ? '$1' : '.$1')}`
    assert.equal(compareDecimals(text(a), text(b)), Math.sign(a - b))
  }))
})

const value = (quantity: LabValue['quantity'], range: LabValue['ranges'][number], flag?: LabValue['flag']): LabValue => ({ name: { text: 'x' }, ...(quantity === undefined ? {} : { quantity }), ranges: [range], ...(flag === undefined ? {} : { flag }), status: 'final', notes: [], parts: [] })

test("the source's flag rules; else the range; a comparator that could be either says nothing", () => {
  assert.equal(isOutside(value({ value: '5' }, { low: '1', high: '10' }, 'high')), true)
  assert.equal(isOutside(value({ value: '10.0' }, { low: '1', high: '10' })), false)
  assert.equal(isOutside(value({ value: '10.01' }, { low: '1', high: '10' })), true)
  assert.deepEqual([isOutside(value({ value: '200' }, { high: '200', text: '<200' })), isOutside(value({ value: '200' }, { high: '200', text: '<=200' })), isOutside(value({ value: '40.0' }, { low: '40', text: '>40' }))], [true, false, true])
  assert.equal(isOutside(value({ value: '5', comparator: '<' }, { low: '10', high: '20' })), true)
  assert.equal(isOutside(value({ value: '5', comparator: '<' }, { low: '3', high: '20' })), null)
  assert.equal(isOutside(value({ value: '5', comparator: '<' }, { high: '20' })), false)
  assert.equal(isOutside(value({ value: '90', comparator: '>' }, { low: '60' })), false)
  assert.equal(isOutside(value({ value: '5', unit: 'g' }, { low: '1', high: '10', unit: 'mg' })), null)
  assert.equal(isOutside(value(undefined, { low: '1' })), null)
})

test('dates that exist are taken, whole or in part; others are not', () => {
  for (const date of ['2026', '2026-03', '2024-02-29', '2016-12-31T23:59:60Z', '2026-01-02T08:00:00.123456Z', '2026-01-02T08:00:00+14:00', '0001-01-01', '9999-12-31']) assert.ok(isPossible(date), date)
  for (const date of ['2026-02-30', '2025-02-29', '2026-13', '20260102', 'unknown', ' 2026-01-02', '2026-01-02T24:00:00Z', '0000-01-01', '2026-1-2', '2026-01-02T08:00:00+15:00']) assert.ok(!isPossible(date), date)
})

test('order follows the zone of the organization where the date has none, also on the days the clocks change', () => {
  const start = (date: string) => startInstant(date, 'America/New_York')
  assert.deepEqual([start('2026'), start('2026-07'), start('2026-03-08'), start('2026-03-09'), start('2026-11-01'), start('2026-11-02')], ['2026-01-01T05:00:00.000Z', '2026-07-01T04:00:00.000Z', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'])
  assert.equal(start('2016-12-31T23:59:60Z'), '2016-12-31T23:59:59.999Z')
  assert.ok(start('0001-01-01').startsWith('0001-01-01') && start('9999-12-31').startsWith('9999-12-31'))
})
