// Does the drawing of a number over time keep to true time and to the range of its day?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { trendGeometry, type TrendPoint } from './trend-geometry.ts'

const month = (at: number) => String(at)
const point = (date: string, value: number, more: Partial<TrendPoint> = {}): TrendPoint => ({ date, when: date, value, text: String(value), ...more })

test('fewer than two points at different times draw nothing', () => {
  assert.equal(trendGeometry([], [], month), null)
  assert.equal(trendGeometry([point('2026-04-12', 1)], [], month), null)
  assert.equal(trendGeometry([point('2026-04-12', 1), point('2026-04-12', 2)], [], month), null)
  assert.equal(trendGeometry([point('2026-04-12', 1), point('not a date', 2)], [], month), null)
})

test('points stand in true time, oldest first, in whatever order they come', () => {
  const geometry = trendGeometry([point('2026-01-01', 3), point('2025-01-01', 1), point('2025-07-02', 2)], [], month)
  assert.deepEqual(
    geometry?.points.map(({ x, text }) => [x, text]),
    [
      [0, '1'],
      [49.9, '2'],
      [100, '3'],
    ],
  )
})

test('every point and band lies in the drawing, and more is higher', () => {
  const some = fc.array(fc.record({ day: fc.integer({ min: 0, max: 9000 }), value: fc.double({ min: -1000, max: 1000, noNaN: true }), low: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }), high: fc.option(fc.integer({ min: 51, max: 900 }), { nil: undefined }) }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(some, (given) => {
      const points = given.map(({ day, value, low, high }) => point(new Date(day * 86_400_000).toISOString(), value, { low, high }))
      const geometry = trendGeometry(points, [], month)
      if (geometry === null) return
      for (const { x, y } of geometry.points) assert.ok(x >= 0 && x <= 100 && y >= 0 && y <= 100)
      for (const band of geometry.bands) assert.ok(band.x >= 0 && band.x + band.width <= 100.05 && band.y >= 0 && band.y + band.height <= 100.05 && band.height > 0)
      const sorted = geometry.points.toSorted((one, other) => Number(one.text) - Number(other.text))
      for (const [index, one] of sorted.entries()) assert.ok(index === 0 || one.y <= (sorted[index - 1]?.y ?? 0))
    }),
    { numRuns: 2000 },
  )
})

test('a gap of more than 18 months is dashed', () => {
  const geometry = trendGeometry([point('2020-01-01', 1), point('2020-06-01', 2), point('2023-01-01', 3), point('2023-03-01', 4)], [], month)
  assert.deepEqual(
    geometry?.lines.map((line) => line.dashed),
    [false, true, false],
  )
})

test('a range that changed is drawn in steps', () => {
  const geometry = trendGeometry([point('2024-01-01', 120, { high: 130 }), point('2025-01-01', 110, { high: 100 }), point('2026-01-01', 105, { high: 100 })], [], month)
  assert.equal(geometry?.bands.length, 2)
  assert.ok((geometry?.bands[0]?.y ?? 0) < (geometry?.bands[1]?.y ?? 0))
  assert.equal(geometry?.bands[0]?.width, geometry?.bands[1]?.x)
})

test('the vertical axis begins near the numbers, not at nought', () => {
  const marks = trendGeometry([point('2024-01-01', 140), point('2025-01-01', 142)], [], month)?.verticalMarks ?? []
  assert.ok(marks.length >= 3)
  assert.ok(marks.every((mark) => Number(mark.text) >= 130 && Number(mark.text) <= 150))
})

test('events outside of the time shown are left out', () => {
  const geometry = trendGeometry(
    [point('2024-01-01', 1), point('2026-01-01', 2)],
    [
      { date: '2025-01-01', label: 'in' },
      { date: '2027-01-01', label: 'out' },
    ],
    month,
  )
  assert.deepEqual(
    geometry?.events.map((event) => event.label),
    ['in'],
  )
})
