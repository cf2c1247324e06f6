// Where on a line from 0 to 1 do a value, its range and the last value lie? The drawing only; the words beside it tell.
import type { NumberLine } from '../../../../contract/presented-record.ts'

export type LineSheet = {
  readonly needle: number
  readonly band: readonly [number, number] | null
  readonly previous: number | null
  readonly preliminary: boolean
}

/** How far beyond its range, in widths of the range, a value may lie and still be drawn to scale. */
const mostWidths = 3

/**
 * The drawing's fractions, or null when none can be true: no range, a value known only as "less than" or "more than",
 * or a value so far out that the range would shrink to a dot.
 */
export function lineSheet(line: NumberLine): LineSheet | null {
  const { value, low, high } = line
  if (line.comparator !== undefined || !Number.isFinite(value)) return null
  const [from, to] = domain(value, low, high) ?? [0, 0]
  if (!(to > from) || !Number.isFinite(to - from)) return null
  const at = (number: number): number => (number - from) / (to - from)
  const within = (number: number): boolean => number >= from && number <= to
  return {
    needle: at(value),
    band: [low === undefined ? 0 : at(low), high === undefined ? 1 : at(high)],
    previous: line.previous !== undefined && within(line.previous) ? at(line.previous) : null,
    preliminary: line.preliminary,
  }
}

function domain(value: number, low: number | undefined, high: number | undefined): [number, number] | null {
  if (low !== undefined && high !== undefined) {
    const width = high - low
    if (!(width > 0) || value > high + mostWidths * width || value < low - mostWidths * width) return null
    const pad = 0.08 * width
    return [Math.min(low - 0.6 * width, value - pad), Math.max(high + 0.6 * width, value + pad)]
  }
  if (high !== undefined) return high > 0 && value >= 0 && value <= high * (1 + mostWidths) ? [0, Math.max(2.5 * high, 1.1 * value)] : null
  if (low !== undefined) return low > 0 && value >= 0 && value <= low * (1 + mostWidths) ? [0, Math.max(2 * low, 1.1 * value)] : null
  return null
}
