// Does a value stand where its source or its own range says, and nowhere else?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Flag, LabValue, Range } from '../../../../contract/clinical.ts'
import { compareDecimals, decimalOf, distance } from './decimal.ts'
import { standingOf, whereOf } from './standing.ts'

const value = (text: string, range?: Range, more: Partial<LabValue> = {}): LabValue => ({ name: { text: 'Test' }, quantity: { value: text, unit: 'mg/dL' }, ranges: range === undefined ? [] : [range], status: 'final', notes: [], parts: [], ...more })
const limited = (text: string, comparator: '<' | '<=' | '>' | '>=', range: Range): LabValue => value(text, range, { quantity: { value: text, comparator, unit: 'mg/dL' } })

test("the source's flag stands above its range", () => {
  const cases: readonly (readonly [Flag, string])[] = [
    ['in-range', 'in'],
    ['low', 'below'],
    ['high', 'above'],
    ['outside', 'outside'],
    ['critical-low', 'far-below'],
    ['critical-high', 'far-above'],
    ['critical', 'far'],
  ]
  for (const [flag, where] of cases) assert.deepEqual(whereOf(value('50', { low: '0', high: '100' }, { flag })), { where, by: 'source' }, flag)
  assert.equal(whereOf({ ...value('1'), quantity: undefined, text: 'Negative', flag: 'in-range' } as unknown as LabValue).where, 'expected')
})

test('without a range nothing is said about where a value stands', () => {
  assert.equal(whereOf(value('142')).where, 'no-range')
  assert.equal(standingOf(whereOf(value('142')).where), 'no-range')
})

test('limits are inside the range, unless the source wrote an open one', () => {
  const table: readonly (readonly [string, Range, string])[] = [
    ['100', { high: '100' }, 'in'],
    ['100.0', { high: '100' }, 'in'],
    ['100.01', { high: '100' }, 'above'],
    ['100', { high: '100', text: '<100' }, 'above'],
    ['99.999', { high: '100', text: '<100 mg/dL' }, 'in'],
    ['50', { low: '50', text: '>=50 mg/dL' }, 'in'],
    ['50', { low: '50', text: '>50' }, 'below'],
    ['70', { text: '70-99' }, 'in'],
    ['69', { text: '70 - 99 mg/dL' }, 'below'],
    ['5', { text: 'see note' }, 'text'],
    ['14', { text: '15-17 (M) 12-15 (F)' }, 'text'],
    ['14', { text: '<5 years: 10-13' }, 'text'],
    ['14', { text: '15-17; 12-15' }, 'text'],
    ['61', { text: '>60 mL/min/1.73m2' }, 'in'],
    ['4.0', { low: '3.5', high: '5.1' }, 'in'],
    ['3.49', { low: '3.5', high: '5.1' }, 'below'],
    ['-5', { low: '-4.99' }, 'below'],
  ]
  for (const [text, range, where] of table) assert.equal(whereOf(value(text, range)).where, where, `${text} in ${JSON.stringify(range)}`)
})

test('a range in another unit says nothing about a value', () => {
  assert.equal(whereOf(value('142', { high: '5.2', unit: 'mmol/L' })).where, 'no-range')
})

test('a limit such as <5 is placed only where every number it can be has the same place', () => {
  assert.equal(whereOf(limited('5', '<', { high: '10' })).where, 'in')
  assert.equal(whereOf(limited('10', '<', { high: '10' })).where, 'in')
  assert.equal(whereOf(limited('15', '<', { high: '10' })).where, 'unclear')
  assert.equal(whereOf(limited('5', '<', { low: '5', high: '10' })).where, 'below')
  assert.equal(whereOf(limited('7', '<', { low: '5', high: '10' })).where, 'unclear')
  assert.equal(whereOf(limited('1000', '>', { high: '450' })).where, 'above')
  assert.equal(whereOf(limited('90', '>', { low: '60' })).where, 'in')
  assert.equal(whereOf(limited('50', '>=', { low: '60' })).where, 'unclear')
})

const decimalText = fc.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 6 })).map(([digits, scale]) => {
  const sign = digits < 0 ? '-' : ''
  const text = String(Math.abs(digits)).padStart(scale + 1, '0')
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
})
/** Exact, by another way than the code under test: everything in millionths. */
const millionths = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  return text.startsWith('-') ? -size : size
}

test('a value is called in range exactly when its number is between the limits', () => {
  fc.assert(
    fc.property(decimalText, decimalText, decimalText, (text, a, b) => {
      const [low, high] = millionths(a) <= millionths(b) ? [a, b] : [b, a]
      const number = millionths(text)
      const expected = number < millionths(low) ? 'below' : number > millionths(high) ? 'above' : 'in'
      assert.equal(whereOf(value(text, { low, high })).where, expected)
    }),
    { numRuns: 2000, verbose: false },
  )
})

test('decimals compare and differ exactly, however they are written', () => {
  const of = (text: string) => decimalOf(text) ?? assert.fail(text)
  assert.equal(compareDecimals(of('2.00'), of('2')), 0)
  assert.equal(compareDecimals(of('0.1'), of('0.10000000000000000001')), -1)
  assert.equal(compareDecimals(of('1e3'), of('1000')), 0)
  assert.equal(compareDecimals(of('1E-3'), of('0.001')), 0)
  assert.equal(distance(of('5.92'), of('6.13')), '0.21')
  assert.equal(distance(of('142'), of('149.0')), '7.0')
  assert.equal(distance(of('-0.5'), of('0.25')), '0.75')
  for (const none of ['', 'high', '1.2.3', '0x10', 'NaN', 'Infinity', '١٢']) assert.equal(decimalOf(none), null, none)
})
