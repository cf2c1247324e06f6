// Where on its line does a value stand? Pure geometry in percent of the line's width; the drawing only repeats the sentence.
// Specification: experience.md section 4, "Number line".
import type { NumberLine, Standing } from '../../../contract/presented-record.ts'

/** Ends of something on the line, in percent. */
export type Span = { readonly from: number; readonly to: number }

export type NumberLineGeometry = {
  /** The lab's range; absent when it gave none that can be drawn. */
  readonly band: Span | null
  /** Which ends of the band are limits (the other end runs to the end of the line). */
  readonly limits: { readonly low: boolean; readonly high: boolean }
  /** Where the needle stands; `null` for `<5` and the like, whose place nobody knows. */
  readonly needle: number | null
  /** `<` and `>`: the stretch of the line the value lies somewhere in. */
  readonly somewhere: (Span & { readonly toward: 'low' | 'high' }) | null
  /** Where the flag with the number is held, and by which part of it; it stays on the line. */
  readonly flag: number
  readonly flagAnchor: 'start' | 'middle' | 'end'
  /** The same test's last result, when it is on the line. */
  readonly previous: number | null
  /** The value lies beyond the line, which is cut at that end. */
  readonly cut: 'low' | 'high' | null
  readonly preliminary: boolean
}

/** A needle outside of the band keeps this distance (percent of the line), so that the eye sees what the sentence says. */
const clearance = 0.8
/** How much room is kept beyond the value and the previous one, as part of the line. */
const pad = 0.08

type Domain = { readonly from: number; readonly to: number }

function limitsOf(line: NumberLine): { low: number | null; high: number | null } {
  const low = line.low !== undefined && Number.isFinite(line.low) ? line.low : null
  const high = line.high !== undefined && Number.isFinite(line.high) ? line.high : null
  // A range upside down is no range.
  if (low !== null && high !== null && low > high) return { low: null, high: null }
  return { low, high }
}

/** The size everything else is measured in: the band's width, or the one limit's distance from nought. */
function unitOf(low: number | null, high: number | null): number {
  if (low !== null && high !== null && high > low) return high - low
  return Math.abs(high ?? low ?? 0) || 1
}

function startDomain(low: number | null, high: number | null): Domain {
  const unit = unitOf(low, high)
  if (low !== null && high !== null) return { from: low - 0.6 * unit, to: high + 0.6 * unit }
  if (high !== null) return high > 0 ? { from: 0, to: 2.5 * high } : { from: high - 1.5 * unit, to: high + 1.5 * unit }
  const only = low ?? 0
  return only > 0 ? { from: 0, to: 2 * only } : { from: only - unit, to: only + 2 * unit }
}

/** Widens the line to hold a number with some room, unless it lies further than three units beyond the range. */
function include(domain: Domain, at: number, far: Domain): Domain {
  if (at < far.from || at > far.to) return at < far.from ? { from: far.from, to: domain.to } : { from: domain.from, to: far.to }
  const room = (domain.to - domain.from) * pad
  // Quantities that start at nought do not get room below it.
  const floor = domain.from === 0 && at >= 0 ? 0 : at - room
  return { from: Math.min(domain.from, floor), to: Math.max(domain.to, at + room) }
}

function domainOf(line: NumberLine, low: number | null, high: number | null): Domain {
  const unit = unitOf(low, high)
  if (low === null && high === null) {
    const ends = [line.value, line.previous ?? line.value, 0]
    const from = Math.min(...ends)
    const to = Math.max(...ends)
    const room = (to - from || 1) * 0.25
    return { from: from < 0 ? from - room : 0, to: to + room }
  }
  const far = { from: (low ?? high ?? 0) - 3 * unit, to: (high ?? low ?? 0) + 3 * unit }
  const withValue = include(startDomain(low, high), line.value, far)
  if (line.previous === undefined || !Number.isFinite(line.previous) || line.previous < far.from || line.previous > far.to) return withValue
  return include(withValue, line.previous, far)
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100
}

function clamp(at: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, at))
}

/** On which side of the range the value lies, by the numbers; a limit itself still belongs to the range. */
type Side = 'inside' | 'above' | 'below'

function sideOf(value: number, low: number | null, high: number | null): Side {
  if (high !== null && value > high) return 'above'
  return low !== null && value < low ? 'below' : 'inside'
}

/**
 * On which side the needle must stand so that it says what the tag says; `null` when the source's flag and its own range
 * contradict each other: then nothing is drawn, and the words stand alone.
 * A value that equals a limit and is flagged belongs outside ("under 100" and 100).
 */
function drawnSide(line: NumberLine, limits: { low: number | null; high: number | null }, standing: Standing | undefined): Side | null {
  const side = sideOf(line.value, limits.low, limits.high)
  if (standing === 'in-range') return side === 'inside' ? side : null
  if ((standing !== 'outside' && standing !== 'critical') || side !== 'inside') return side
  if (line.value === limits.high) return 'above'
  return line.value === limits.low ? 'below' : null
}

/** Keeps the needle on its side of the band's ends, whatever rounding does. */
function beside(at: number, side: Side, band: Span): number {
  if (side === 'above') return round(Math.max(at, Math.min(band.to + clearance, 100)))
  if (side === 'below') return round(Math.min(at, Math.max(band.from - clearance, 0)))
  return round(clamp(at, band.from, band.to))
}

/** A short flag stands over its needle, its middle kept this far from the ends (percent). */
const flagMargin = 6
/** Longer flags near an end begin or end there instead: on a narrow screen half of one is wider than the margin. */
const shortFlag = 4
const nearEnd = 20

function flagOf(place: number, characters: number): Pick<NumberLineGeometry, 'flag' | 'flagAnchor'> {
  if (characters > shortFlag && place > 100 - nearEnd) return { flag: 100, flagAnchor: 'end' }
  if (characters > shortFlag && place < nearEnd) return { flag: 0, flagAnchor: 'start' }
  return { flag: round(clamp(place, flagMargin, 100 - flagMargin)), flagAnchor: 'middle' }
}

export type Drawing = {
  /** How long the number's text is; 3 when not given. */
  readonly characters?: number | undefined
  /** Where the tag beside the line says the value stands. */
  readonly standing?: Standing | undefined
}

/**
 * Places everything on the line.
 * @param line the numbers as the record gives them; `low` and `high` belong to the range
 * @returns percentages between 0 and 100, or `null` when the value is not a finite number or the drawing would contradict the tag
 */
export function numberLineGeometry(line: NumberLine, drawing: Drawing = {}): NumberLineGeometry | null {
  if (!Number.isFinite(line.value)) return null
  const limits = limitsOf(line)
  const { low, high } = limits
  const side = line.comparator === undefined ? drawnSide(line, limits, drawing.standing) : 'inside'
  const domain = domainOf(line, low, high)
  const width = domain.to - domain.from
  if (side === null || !Number.isFinite(width) || width <= 0) return null
  const at = (value: number) => clamp(((value - domain.from) / width) * 100, 0, 100)
  const band = low === null && high === null ? null : bandOf(low === null ? 0 : at(low), high === null ? 100 : at(high))
  const place = band === null || line.comparator !== undefined ? round(at(line.value)) : beside(at(line.value), side, band)
  const cut = line.value > domain.to ? 'high' : line.value < domain.from ? 'low' : null
  return {
    band,
    limits: { low: low !== null, high: high !== null },
    needle: line.comparator === undefined ? place : null,
    somewhere: somewhereOf(line, place),
    // The marks of a cut stand in the flag too.
    ...flagOf(place, (drawing.characters ?? 3) + (cut === null ? 0 : 3)),
    previous: previousOf(line, domain, at),
    cut,
    preliminary: line.preliminary,
  }
}

/** A range of one number still shows as a sliver. */
function bandOf(from: number, to: number): Span {
  const sliver = Math.max(0, 1 - (to - from)) / 2
  return { from: round(clamp(from - sliver, 0, 100)), to: round(clamp(to + sliver, 0, 100)) }
}

function somewhereOf(line: NumberLine, at: number): NumberLineGeometry['somewhere'] {
  if (line.comparator === undefined) return null
  return line.comparator.startsWith('<') ? { from: 0, to: at, toward: 'low' } : { from: at, to: 100, toward: 'high' }
}

function previousOf(line: NumberLine, domain: Domain, at: (value: number) => number): number | null {
  if (line.previous === undefined || !Number.isFinite(line.previous)) return null
  if (line.previous < domain.from || line.previous > domain.to) return null
  return round(at(line.previous))
}
