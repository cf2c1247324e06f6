// Does the printed number line stand where the value stands?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { lineSheet } from './number-line.ts'

// Numbers as laboratories send them: up to three decimals.
const number = fc.oneof(fc.integer({ min: -1000, max: 400_000 }), fc.integer({ min: 0, max: 400 })).map((thousandths) => thousandths / 1000)
const limit = fc.option(number, { nil: undefined })

test('the needle stands inside the band exactly when the value lies in the range', () => {
  fc.assert(
    fc.property(fc.record({ value: number, low: limit, high: limit, previous: limit }), ({ value, low, high, previous }) => {
      const sheet = lineSheet({ value, preliminary: false, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), ...(previous === undefined ? {} : { previous }) })
      if (sheet === null) return
      assert.ok(sheet.needle >= 0 && sheet.needle <= 1)
      assert.ok(sheet.previous === null || (sheet.previous >= 0 && sheet.previous <= 1))
      const [from, to] = sheet.band ?? [Number.NaN, Number.NaN]
      assert.ok(from >= 0 && to <= 1 && from < to)
      const inRange = (low === undefined || value >= low) && (high === undefined || value <= high)
      assert.equal(sheet.needle >= from && sheet.needle <= to, inRange)
    }),
    { numRuns: 10_000 },
  )
})

test('no place is claimed where none is known', () => {
  const line = { value: 5, high: 10, preliminary: false }
  assert.notEqual(lineSheet(line), null)
  assert.equal(lineSheet({ ...line, comparator: '<' }), null)
  assert.equal(lineSheet({ value: 5, preliminary: false }), null)
  assert.equal(lineSheet({ ...line, value: 1000 }), null)
  assert.equal(lineSheet({ ...line, value: Number.NaN }), null)
  assert.equal(lineSheet({ ...line, low: 10 }), null)
})

test('an old value off the drawing is left out, the drawing stays', () => {
  assert.deepEqual(lineSheet({ value: 50, high: 100, previous: 400, preliminary: true }), { needle: 0.2, band: [0, 0.4], previous: null, preliminary: true })
})
