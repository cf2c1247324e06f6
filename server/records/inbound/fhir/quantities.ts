// What amount does a FHIR Quantity say? All of it or none: a number whose unit, or whose "less than", could not be read is another number.
import type { Quantity, Range } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, isThere, numeral, present } from './element.ts'

const comparators = new Set(['<', '<=', '>', '>='])

/** Units in words and in code: undefined, none; null, one that cannot be read. */
function unitOf({ unit, code }: Fields): string | undefined | null {
  if ([unit, code].some((one) => isThere(one) && typeof one !== 'string')) return null
  return asText(unit) ?? asText(code)
}

export function quantityOf(value: Json | undefined): Quantity | undefined {
  const from = asFields(value)
  const number = numeral(from?.value)
  if (from === undefined || number === undefined) return undefined
  const unit = unitOf(from)
  const comparator = isThere(from.comparator) ? from.comparator : undefined
  if (unit === null || (comparator !== undefined && !(typeof comparator === 'string' && comparators.has(comparator)))) return undefined
  return present<Quantity>({ value: number, unit, comparator: comparator as Quantity['comparator'] })
}

/** A quantity that is none as its source wrote it ("7,2 mmol/L", "trace mg"); undefined where not all of it is words. */
export function quantityAsSent(value: Json | undefined): string | undefined {
  const from = asFields(value)
  if (from === undefined) return asText(value) ?? numeral(value)
  const unit = unitOf(from)
  const said = asText(from.value) ?? numeral(from.value)
  if (said === undefined || unit === null || (isThere(from.comparator) && typeof from.comparator !== 'string')) return undefined
  return [asText(from.comparator), said, unit].filter((one) => one !== undefined).join(' ')
}

export const quantityText = (quantity: Quantity | undefined): string | undefined => (quantity === undefined ? undefined : `${quantity.comparator ?? ''}${quantity.value}${quantity.unit === undefined ? '' : ` ${quantity.unit}`}`)

/** Both ends of a range, or what is there of them; null: an end is there and cannot be read, so that the other one says too much. */
export function endsOf({ low, high }: Fields): { readonly low: Quantity | undefined; readonly high: Quantity | undefined } | null {
  const [from, to] = [quantityOf(low), quantityOf(high)]
  if ((from === undefined && holdsNumber(low)) || (to === undefined && holdsNumber(high))) return null
  if (from?.unit !== undefined && to?.unit !== undefined && from.unit !== to.unit) return null
  return { low: from, high: to }
}

/** A quantity without a value says that there is none. */
const holdsNumber = (value: Json | undefined): boolean => isThere(value) && isThere(asFields(value) === undefined ? value : asFields(value)?.value)

/** A range as a value, in words: an open end is said to be one. */
export function rangeText(ends: ReturnType<typeof endsOf>): string | undefined {
  if (ends === null) return undefined
  const [low, high] = [quantityText(ends.low), quantityText(ends.high)]
  return low !== undefined && high !== undefined ? `${low} – ${high}` : low !== undefined ? `≥ ${low}` : high === undefined ? undefined : `≤ ${high}`
}

/** A reference range; `damaged`: its numbers are left out, its words stay. */
export function rangeOf(from: Fields): { readonly range: Range | undefined; readonly damaged: boolean } {
  const ends = endsOf(from)
  const text = asText(from.text)
  const range = present<Range>({ low: ends?.low?.value, high: ends?.high?.value, text, unit: ends?.low?.unit ?? ends?.high?.unit })
  return { range: Object.keys(range).length === 0 ? undefined : range, damaged: ends === null }
}
