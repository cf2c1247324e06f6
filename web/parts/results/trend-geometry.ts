// Where do the points of one test over the years stand? Pure geometry in percent of the drawing's width and height.
// Specification: experience.md section 4, "Trend". Only values of one test in one unit may be given here.
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

export type TrendPoint = {
  /** The date as sent ("2026-04-12", "2026-04-12T08:05:00-04:00", "2023-03"). */
  readonly date: string
  /** The date in words, for the table. */
  readonly when: string
  readonly value: number
  /** The value as sent. */
  readonly text: string
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly rangeText?: string | undefined
  /** "above": what the table says after the number. */
  readonly standing?: string | undefined
  readonly lab?: string | undefined
  /** Done at another lab than the newest one: drawn open. */
  readonly elsewhere?: boolean | undefined
}

/** Something of the record that happened meanwhile ("Started atorvastatin"). */
export type TrendEvent = { readonly date: string; readonly label: string }

export type TrendGeometry = {
  /** Oldest first. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly text: string; readonly elsewhere: boolean }[]
  /** SVG path data in a box of 100 by 100; dashed where nothing was measured for long. */
  readonly lines: readonly { readonly path: string; readonly dashed: boolean }[]
  /** The range, in steps where it changed. */
  readonly bands: readonly { readonly x: number; readonly width: number; readonly y: number; readonly height: number; readonly low: boolean; readonly high: boolean }[]
  readonly verticalMarks: readonly { readonly y: number; readonly text: string }[]
  readonly timeMarks: readonly { readonly x: number; readonly text: string }[]
  readonly events: readonly { readonly x: number; readonly label: string }[]
}

const dayMs = 86_400_000
/** 18 months, after which two points are joined by dashes. */
const longGapMs = 548 * dayMs

function instant(date: string): number {
  return Date.parse(date)
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10
}

type Placed = TrendPoint & { readonly at: number }

function limitsInView(points: readonly Placed[]): readonly number[] {
  const values = points.map((point) => point.value)
  const min = Math.min(...values)
  const max = Math.max(...values)
  const edges = points.flatMap((point) => [point.low, point.high]).filter((edge) => edge !== undefined)
  const inside = edges.filter((edge) => edge >= min && edge <= max)
  if (inside.length > 0) return inside
  // "Nearest range edge": the one a glance compares with.
  const distance = (edge: number) => Math.max(min - edge, edge - max)
  return [...edges].sort((one, other) => distance(one) - distance(other)).slice(0, 1)
}

/** What the numbers spread over, or how large they are when they all agree; never so small that arithmetic loses it. */
function sizeOf(...sizes: readonly number[]): number {
  return sizes.find((size) => size > 1e-9) ?? 1
}

function verticalScale(points: readonly Placed[]) {
  const numbers = [...points.map((point) => point.value), ...limitsInView(points)]
  const min = Math.min(...numbers)
  const max = Math.max(...numbers)
  const room = sizeOf(max - min, Math.abs(max)) * 0.1
  const floor = min >= 0 ? Math.max(0, min - room) : min - room
  return scaleLinear()
    .domain([floor, max + room])
    .nice(4)
    .range([100, 0])
}

function dashedLines(points: readonly Placed[], xy: (point: Placed) => [number, number]): TrendGeometry['lines'] {
  const draw = line<Placed>(
    (point) => xy(point)[0],
    (point) => xy(point)[1],
  ).digits(1)
  const lines: { path: string; dashed: boolean }[] = []
  let run: Placed[] = []
  for (const point of points) {
    const last = run.at(-1)
    if (last !== undefined && point.at - last.at > longGapMs) {
      if (run.length > 1) lines.push({ path: draw(run) ?? '', dashed: false })
      lines.push({ path: draw([last, point]) ?? '', dashed: true })
      run = []
    }
    run.push(point)
  }
  if (run.length > 1) lines.push({ path: draw(run) ?? '', dashed: false })
  return lines
}

/** The least size in percent that is drawn. */
const visible = 0.1

type Scale = (value: number) => number

/** One rectangle for each stretch of time with the same range; it reaches to where the next range begins. */
function bandsOf(points: readonly Placed[], x: Scale, y: Scale): TrendGeometry['bands'] {
  const starts = points.filter((point, index) => index === 0 || point.low !== points[index - 1]?.low || point.high !== points[index - 1]?.high)
  return starts.flatMap((start, index) => {
    if (start.low === undefined && start.high === undefined) return []
    const from = index === 0 ? 0 : x(start.at)
    const next = starts[index + 1]
    const to = next === undefined ? 100 : x(next.at)
    const top = start.high === undefined ? 0 : clamp(y(start.high))
    const bottom = start.low === undefined ? 100 : clamp(y(start.low))
    // Nothing to see: out of view, or two ranges on one day.
    if (round(bottom) - round(top) < visible || round(to) - round(from) < visible) return []
    const drawn = { low: start.low !== undefined && bottom < 100, high: start.high !== undefined && top > 0 }
    return [{ x: round(from), width: round(round(to) - round(from)), y: round(top), height: round(round(bottom) - round(top)), ...drawn }]
  })
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent))
}

/** January 1 of each year in view, thinned to six; months where all lies within a year and a half. */
function timeMarksOf(first: number, last: number, month: (at: number) => string): readonly { at: number; text: string }[] {
  const yearOf = (at: number) => Math.floor(1970 + at / (365.2425 * dayMs))
  if (last - first < longGapMs) return [first, last].map((at) => ({ at, text: month(at) }))
  const years = Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, index) => yearOf(first) + index)
  const every = Math.ceil(years.length / 6)
  return years.filter((_, index) => (years.length - 1 - index) % every === 0).map((year) => ({ at: Math.max(first, Date.UTC(year, 0, 1)), text: String(year) }))
}

/**
 * Places points, range, events and marks.
 * @param points oldest or newest first; those whose date or value cannot be drawn are left out
 * @param month the month of an instant (ms) in words
 * @returns `null` when fewer than two points at different times are left: there is no trend to draw
 */
export function trendGeometry(points: readonly TrendPoint[], events: readonly TrendEvent[], month: (at: number) => string): TrendGeometry | null {
  const placed = points
    .map((point) => ({ ...point, at: instant(point.date) }))
    .filter((point) => Number.isFinite(point.at) && Number.isFinite(point.value))
    .sort((one, other) => one.at - other.at)
  const first = placed[0]?.at
  const last = placed.at(-1)?.at
  if (first === undefined || last === undefined || first === last) return null
  const x = scaleLinear().domain([first, last]).range([0, 100])
  const y = verticalScale(placed)
  return {
    points: placed.map((point) => ({ x: round(x(point.at)), y: round(y(point.value)), text: point.text, elsewhere: point.elsewhere === true })),
    lines: dashedLines(placed, (point) => [x(point.at), y(point.value)]),
    bands: bandsOf(placed, x, y),
    verticalMarks: y.ticks(4).map((mark) => ({ y: round(y(mark)), text: y.tickFormat(4)(mark) })),
    timeMarks: spaced(timeMarksOf(first, last, month).map((mark) => ({ x: round(x(mark.at)), text: mark.text }))),
    events: events
      .map((event) => ({ at: instant(event.date), label: event.label }))
      .filter((event) => event.at >= first && event.at <= last)
      .map((event) => ({ x: round(x(event.at)), label: event.label })),
  }
}

/** Marks closer than a tenth of the width would print over each other: the later one stays. */
function spaced<Mark extends { x: number }>(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark, index) => {
    const next = marks[index + 1]
    return next === undefined || next.x - mark.x >= 12
  })
}
