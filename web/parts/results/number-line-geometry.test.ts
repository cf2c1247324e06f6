// Does the drawing say the same as the record? The needle stands in the band exactly when the value is in the range.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { NumberLine } from '../../../contract/presented-record.ts'
import { type NumberLineGeometry, numberLineGeometry } from './number-line-geometry.ts'

const runs = 10_000

/** Numbers as laboratories send them: whole, with one to three decimals, now and then very large or below nought. */
const labNumber = fc.oneof(
  fc.integer({ min: 0, max: 500 }),
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: 0, max: 100_000 }).map((whole) => whole / 10),
  fc.integer({ min: -20_000, max: 20_000 }).map((whole) => whole / 1000),
  fc.double({ min: -1e7, max: 1e7, noNaN: true }),
)

const range = fc.oneof(
  fc.tuple(labNumber, labNumber).map(([one, other]) => ({ low: Math.min(one, other), high: Math.max(one, other) })),
  labNumber.map((high) => ({ high })),
  labNumber.map((low) => ({ low })),
)

/** Values near the edges of the range are where drawings lie. */
const nearEdge = (limits: { low?: number; high?: number }) => fc.tuple(fc.constantFrom(...[limits.low, limits.high].filter((edge) => edge !== undefined)), fc.double({ min: -0.02, max: 0.02, noNaN: true })).map(([edge, shift]) => edge + shift * Math.abs(edge || 1))

const line = range.chain((limits) =>
  fc.record(
    {
      value: fc.oneof(labNumber, nearEdge(limits), fc.constantFrom(...Object.values(limits))),
      previous: labNumber,
      low: fc.constant('low' in limits ? limits.low : undefined),
      high: fc.constant('high' in limits ? limits.high : undefined),
      preliminary: fc.boolean(),
    },
    { requiredKeys: ['value', 'preliminary', 'low', 'high'] },
  ),
)

const asLine = (given: { value: number; low: number | undefined; high: number | undefined; previous?: number; preliminary: boolean }): NumberLine => ({
  value: given.value,
  preliminary: given.preliminary,
  ...(given.low === undefined ? {} : { low: given.low }),
  ...(given.high === undefined ? {} : { high: given.high }),
  ...(given.previous === undefined ? {} : { previous: given.previous }),
})

const inRange = (one: NumberLine) => (one.low === undefined || one.value >= one.low) && (one.high === undefined || one.value <= one.high)
const drawnInside = (geometry: NumberLineGeometry) => geometry.band !== null && geometry.needle !== null && geometry.needle >= geometry.band.from && geometry.needle <= geometry.band.to

test('the needle stands inside the band exactly when the value is in the range', () => {
  fc.assert(
    fc.property(line.map(asLine), fc.integer({ min: 1, max: 10 }), (one, characters) => {
      const geometry = numberLineGeometry(one, { characters })
      assert.ok(geometry !== null)
      assert.equal(drawnInside(geometry), inRange(one))
    }),
    { numRuns: runs, verbose: fc.VerbosityLevel.None },
  )
})

test('a drawing never contradicts the tag beside it', () => {
  let drawn = 0
  fc.assert(
    fc.property(line.map(asLine), fc.constantFrom('in-range', 'outside', 'critical'), (one, standing) => {
      const geometry = numberLineGeometry(one, { standing })
      if (geometry === null) return
      drawn += 1
      assert.equal(drawnInside(geometry), standing === 'in-range')
    }),
    { numRuns: runs },
  )
  assert.ok(drawn > runs / 4)
})

test('a value on the limit that the lab flags stands outside; without a flag it stands inside', () => {
  const limit = { value: 100, high: 100, preliminary: false }
  assert.ok((numberLineGeometry(limit, { standing: 'outside' })?.needle ?? 0) > 40)
  assert.equal(numberLineGeometry(limit, { standing: 'in-range' })?.needle, 40)
  assert.equal(numberLineGeometry({ value: 50, high: 100, preliminary: false }, { standing: 'outside' }), null)
})

test('everything drawn lies on the line, and the flag keeps away from its ends', () => {
  fc.assert(
    fc.property(line.map(asLine), (one) => {
      const geometry = numberLineGeometry(one)
      assert.ok(geometry?.band !== null && geometry?.band !== undefined)
      for (const place of [geometry.needle, geometry.previous, geometry.band.from, geometry.band.to]) {
        if (place !== null) assert.ok(place >= 0 && place <= 100, String(place))
      }
      assert.ok(geometry.band.to > geometry.band.from)
      assert.ok(geometry.cut === null ? geometry.flag >= 6 && geometry.flag <= 94 : geometry.flagAnchor !== 'middle')
    }),
    { numRuns: runs },
  )
})

test('a greater value never stands further to the left', () => {
  fc.assert(
    fc.property(range, labNumber, labNumber, (limits, one, other) => {
      // On one and the same line: each is drawn with the other as the previous value.
      const [lesser, greater] = one < other ? [one, other] : [other, one]
      const geometry = numberLineGeometry({ ...limits, value: greater, previous: lesser, preliminary: false })
      if (geometry?.previous === null || geometry?.needle === null || geometry === null) return
      // The needle may be moved off its place by half a sliver (0.5) and the clearance (0.8), and both are rounded.
      assert.ok(geometry.previous <= geometry.needle + 1.32)
    }),
    { numRuns: runs },
  )
})

test('the line of an upper limit runs from nought to two and a half times the limit', () => {
  const geometry = numberLineGeometry({ value: 142, high: 100, previous: 149, preliminary: false })
  assert.deepEqual(geometry?.band, { from: 0, to: 40 })
  assert.equal(geometry?.needle, 56.8)
  assert.equal(geometry?.previous, 59.6)
})

test('the line of a lower limit runs to twice the limit', () => {
  const geometry = numberLineGeometry({ value: 51, low: 50, preliminary: false })
  assert.deepEqual(geometry?.band, { from: 50, to: 100 })
  assert.equal(geometry?.needle, 51)
})

test('two limits leave six tenths of the range on either side', () => {
  const geometry = numberLineGeometry({ value: 4, low: 3, high: 5, preliminary: false })
  assert.deepEqual(geometry?.band, { from: 27.27, to: 72.73 })
  assert.equal(geometry?.needle, 50)
})

test('a value more than three ranges away cuts the line', () => {
  assert.equal(numberLineGeometry({ value: 12_345, low: 30, high: 200, preliminary: false })?.cut, 'high')
  assert.equal(numberLineGeometry({ value: -1000, low: 30, high: 200, preliminary: false })?.cut, 'low')
  assert.equal(numberLineGeometry({ value: 300, low: 30, high: 200, preliminary: false })?.cut, null)
})

test('less than and more than claim a stretch of the line, not a place on it', () => {
  const less = numberLineGeometry({ value: 5, high: 10, comparator: '<', preliminary: false })
  assert.equal(less?.needle, null)
  assert.deepEqual(less?.somewhere, { from: 0, to: 20, toward: 'low' })
  const more = numberLineGeometry({ value: 12, high: 10, comparator: '>', preliminary: false })
  assert.deepEqual(more?.somewhere, { from: 48, to: 100, toward: 'high' })
})

test('without a range, or with one upside down, there is no band', () => {
  assert.equal(numberLineGeometry({ value: 5, preliminary: false })?.band, null)
  assert.equal(numberLineGeometry({ value: 5, low: 9, high: 1, preliminary: false })?.band, null)
})

test('what is no number is not drawn', () => {
  assert.equal(numberLineGeometry({ value: Number.NaN, low: 1, high: 2, preliminary: false }), null)
  assert.equal(numberLineGeometry({ value: Number.POSITIVE_INFINITY, low: 1, high: 2, preliminary: false }), null)
})
