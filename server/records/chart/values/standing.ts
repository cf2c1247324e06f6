// Where does a value stand? The source's flag first; else the value against the range of this very result. Nothing else: no
// table of ours ever says what is usual.
import type { Flag, LabValue, Range } from '../../../../contract/clinical.ts'
import type { Standing } from '../../../../contract/presented-record.ts'
import { type Decimal, compareDecimals, decimalOf } from './decimal.ts'

export type Where = 'in' | 'above' | 'below' | 'outside' | 'far-above' | 'far-below' | 'far' | 'expected' | 'unexpected' | 'no-range' | 'unclear' | 'text'

/** The limits of a range as numbers; `…Open`: the limit itself is outside (the source wrote "<100"). */
export type Limits = { readonly low?: Decimal; readonly high?: Decimal; readonly lowText?: string; readonly highText?: string; readonly lowOpen: boolean; readonly highOpen: boolean }

// One word may follow: the unit. More words ("13-18 (M) 12-16 (F)") say something else.
const writtenLimit = /^\s*(<=?|>=?|≤|≥)\s*([+-]?\d+(?:\.\d+)?)(?:\s+[^\s\d;,:(][^\s;,:]*)?\s*$/
const writtenPair = /^\s*([+-]?\d+(?:\.\d+)?)\s*(?:-|–|to)\s*([+-]?\d+(?:\.\d+)?)(?:\s+[^\s\d;,:(][^\s;,:]*)?\s*$/

/** A range that was sent only in words of the forms "<100", ">= 50 mg/dL", "70-99". */
function limitsInWords(text: string): Limits | null {
  const pair = writtenPair.exec(text)
  if (pair !== null) return withTexts({ lowText: pair[1] ?? '', highText: pair[2] ?? '', lowOpen: false, highOpen: false })
  const limit = writtenLimit.exec(text)
  if (limit === null) return null
  const [, sign = '', number = ''] = limit
  if (sign.startsWith('<') || sign === '≤') return withTexts({ highText: number, lowOpen: false, highOpen: sign === '<' })
  return withTexts({ lowText: number, lowOpen: sign === '>', highOpen: false })
}

function withTexts(range: { lowText?: string; highText?: string; lowOpen: boolean; highOpen: boolean }): Limits | null {
  const low = range.lowText === undefined ? null : decimalOf(range.lowText)
  const high = range.highText === undefined ? null : decimalOf(range.highText)
  if ((range.lowText !== undefined && low === null) || (range.highText !== undefined && high === null)) return null
  if (low === null && high === null) return null
  return { ...range, ...(low === null ? {} : { low }), ...(high === null ? {} : { high }) }
}

/**
 * The numeric limits of a result's range: FHIR R4 Range limits are inclusive, unless the same range's words write an open
 * limit ("<100"). Null: no limits, or limits in another unit than the value's.
 */
export function limitsOf(range: Range | undefined, unit: string | undefined): Limits | null {
  if (range === undefined) return null
  if (range.unit !== undefined && unit !== undefined && range.unit !== unit) return null
  const words = range.text === undefined ? null : limitsInWords(range.text)
  if (range.low === undefined && range.high === undefined) return words
  const open = words !== null && words.lowText === range.low && words.highText === range.high
  return withTexts({
    ...(range.low === undefined ? {} : { lowText: range.low }),
    ...(range.high === undefined ? {} : { highText: range.high }),
    lowOpen: open && words.lowOpen,
    highOpen: open && words.highOpen,
  })
}

function below(value: Decimal, limits: Limits): boolean {
  if (limits.low === undefined) return false
  const order = compareDecimals(value, limits.low)
  return order < 0 || (order === 0 && limits.lowOpen)
}

function above(value: Decimal, limits: Limits): boolean {
  if (limits.high === undefined) return false
  const order = compareDecimals(value, limits.high)
  return order > 0 || (order === 0 && limits.highOpen)
}

/** `<5` says less than 5, no more: it is placed only where every number it can be has the same place. */
function placeLimit(value: Decimal, comparator: '<' | '<=' | '>' | '>=', limits: Limits): Where {
  if (comparator === '<' || comparator === '<=') {
    if (limits.low !== undefined) {
      const order = compareDecimals(value, limits.low)
      if (order < 0 || (order === 0 && (comparator === '<' || limits.lowOpen))) return 'below'
      return 'unclear'
    }
    if (limits.high === undefined) return 'unclear'
    const order = compareDecimals(value, limits.high)
    return order < 0 || (order === 0 && (comparator === '<' || !limits.highOpen)) ? 'in' : 'unclear'
  }
  if (limits.high !== undefined) {
    const order = compareDecimals(value, limits.high)
    if (order > 0 || (order === 0 && (comparator === '>' || limits.highOpen))) return 'above'
    return 'unclear'
  }
  if (limits.low === undefined) return 'unclear'
  const order = compareDecimals(value, limits.low)
  return order > 0 || (order === 0 && (comparator === '>' || !limits.lowOpen)) ? 'in' : 'unclear'
}

const flagged: Readonly<Record<Flag, Where>> = { 'in-range': 'in', low: 'below', high: 'above', outside: 'outside', 'critical-low': 'far-below', 'critical-high': 'far-above', critical: 'far' }

/** Where the value stands, and by whose word: the source's flag or its range. */
export function whereOf(value: LabValue): { readonly where: Where; readonly by: 'source' | 'range' | null } {
  const { quantity } = value
  if (value.flag !== undefined) {
    const where = flagged[value.flag]
    if (quantity !== undefined) return { where, by: 'source' }
    return { where: where === 'in' ? 'expected' : where.startsWith('far') ? where : 'unexpected', by: 'source' }
  }
  if (quantity === undefined) return { where: 'text', by: null }
  const number = decimalOf(quantity.value)
  const limits = limitsOf(value.ranges[0], quantity.unit)
  if (number === null || limits === null) return { where: value.ranges[0]?.text === undefined ? 'no-range' : 'text', by: null }
  if (quantity.comparator !== undefined) return { where: placeLimit(number, quantity.comparator, limits), by: 'range' }
  return { where: below(number, limits) ? 'below' : above(number, limits) ? 'above' : 'in', by: 'range' }
}

const standings: Readonly<Record<Where, Standing>> = {
  in: 'in-range',
  expected: 'in-range',
  above: 'outside',
  below: 'outside',
  outside: 'outside',
  unexpected: 'outside',
  'far-above': 'critical',
  'far-below': 'critical',
  far: 'critical',
  'no-range': 'no-range',
  unclear: 'no-range',
  text: 'text',
}
export const standingOf = (where: Where): Standing => standings[where]
