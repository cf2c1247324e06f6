// How does an Observation become a value with its ranges, flag and notes? As sent: nothing is computed into it.
import type { Flag, LabValue, Quantity, Range, ReportStatus } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, asWord, each, numeral, present, table } from './element.ts'
import { interpreted } from '../values/interpretations.ts'
import { toldRanges } from '../values/usual-range.ts'
import { coded, codesOf, codings, firstCode, noteTexts, wordsOf } from './codings.ts'
import { compareDecimals } from './compare-decimals.ts'
import { sentMoment } from './dates.ts'
import { LeftOut } from './left-out.ts'

/** FHIR R4 ObservationStatus and DiagnosticReportStatus. */
const statuses: Readonly<Record<string, ReportStatus>> = table({
  registered: 'registered', partial: 'preliminary', preliminary: 'preliminary', final: 'final', amended: 'corrected', corrected: 'corrected', appended: 'corrected', cancelled: 'cancelled', 'entered-in-error': 'entered-in-error',
})
export const reportStatus = (value: Json | undefined): ReportStatus => (typeof value === 'string' ? (statuses[value] ?? 'unknown') : 'unknown')
export const isFinal = (status: ReportStatus): boolean => status === 'final' || status === 'corrected'

/** HL7 v3 ObservationInterpretation: where a value stands. */
const flags: Readonly<Record<string, Flag>> = table({ N: 'in-range', L: 'low', H: 'high', LU: 'low', HU: 'high', LL: 'critical-low', HH: 'critical-high', A: 'outside', AA: 'critical', '<': 'low', '>': 'high' })

const comparators = new Set(['<', '<=', '>', '>='])

export function quantityOf(value: Json | undefined): Quantity | undefined {
  const from = asFields(value)
  const number = numeral(from?.value)
  if (from === undefined || number === undefined) return undefined
  const comparator = typeof from.comparator === 'string' && comparators.has(from.comparator) ? (from.comparator as Quantity['comparator']) : undefined
  return present<Quantity>({ value: number, unit: asText(from.unit) ?? asText(from.code), comparator })
}

function rangeOf(from: Fields): Range | undefined {
  const low = quantityOf(from.low)
  const high = quantityOf(from.high)
  const text = asText(from.text)
  return low === undefined && high === undefined && text === undefined ? undefined : present<Range>({ low: low?.value, high: high?.value, text, unit: low?.unit ?? high?.unit })
}

/** ObservationReferenceRange.type (FHIR R4, referencerange-meaning) that is no usual range. */
const unusual = new Set(['recommended', 'treatment', 'therapeutic', 'pre', 'post', 'endocrine', 'pre-puberty', 'follicular', 'midcycle', 'luteal', 'postmenopausal', 'critical'])
const ranged = (from: Fields): readonly Range[] => toldRanges(each(from.referenceRange).flatMap((one) => {
  const range = rangeOf(one)
  if (range === undefined) return []
  const age = [quantityText(quantityOf(asFields(one.age)?.low)), quantityText(quantityOf(asFields(one.age)?.high))].filter((limit) => limit !== undefined).join(' – ')
  const of = [wordsOf(one.type), ...each(one.appliesTo).map(wordsOf), age].filter((word) => word !== undefined && word !== '' && word !== 'Normal Range').join(', ')
  return [{ range, of: of === '' ? undefined : of, usual: !codings(one.type).some(({ code }) => unusual.has(code)) }]
}))

const quantityText = (quantity: Quantity | undefined): string | undefined => (quantity === undefined ? undefined : `${quantity.comparator ?? ''}${quantity.value}${quantity.unit === undefined ? '' : ` ${quantity.unit}`}`)

/** A value that is no single quantity, in words: a concept, a text, yes or no, a ratio, a range, a time. */
function valueText(from: Fields): string | undefined {
  const ratio = asFields(from.valueRatio)
  if (ratio !== undefined) {
    const parts = [quantityText(quantityOf(ratio.numerator)), quantityText(quantityOf(ratio.denominator))]
    return parts.includes(undefined) ? undefined : parts.join(' : ')
  }
  const range = asFields(from.valueRange)
  if (range !== undefined) return [quantityText(quantityOf(range.low)), quantityText(quantityOf(range.high))].filter((one) => one !== undefined).join(' – ') || undefined
  const concept = asFields(from.valueCodeableConcept)
  if (concept !== undefined) return wordsOf(concept) ?? firstCode(concept)
  return asText(from.valueString) ?? asWord(from.valueInteger) ?? asWord(from.valueBoolean) ?? asText(from.valueDateTime) ?? asText(from.valueTime)
}

function part(from: Fields, status: ReportStatus): LabValue | undefined {
  const name = coded(from.code)
  if (name === undefined) return undefined
  const said = codesOf(from.interpretation)
  const flagCode = said.find((code) => flags[code] !== undefined)
  const value = present<LabValue>({
    name,
    quantity: quantityOf(from.valueQuantity),
    text: valueText(from),
    ranges: ranged(from),
    flag: flagCode === undefined ? undefined : flags[flagCode],
    status,
    notes: noteTexts(from.note),
    absent: asFields(from.dataAbsentReason) === undefined ? undefined : (wordsOf(from.dataAbsentReason) ?? firstCode(from.dataAbsentReason)),
    parts: [],
    taken: undefined,
  })
  return interpreted(value, said)
}

/** An Observation with its components, one level. */
export function valueOf(observation: Fields): LabValue {
  const status = reportStatus(observation.status)
  const value = part(observation, status)
  if (value === undefined) throw new LeftOut('no-name', 'code')
  const taken = sentMoment(observation, 'effective')
  return present<LabValue>({ ...value, flag: value.flag, quantity: value.quantity, text: value.text, absent: value.absent, parts: each(observation.component).map((one) => part(one, status)).filter((one) => one !== undefined), taken })
}

/** Every value with its parts, in one row. */
export const flat = (values: readonly LabValue[]): readonly LabValue[] => values.flatMap((value) => [value, ...value.parts])

/** Does the source's flag, or else the value's own range, put it outside? Null: neither was given. */
export function isOutside(value: LabValue): boolean | null {
  if (value.flag !== undefined) return value.flag !== 'in-range'
  const range = value.ranges.find((one) => one.low !== undefined || one.high !== undefined)
  const { quantity } = value
  if (range === undefined || quantity === undefined || (range.unit !== undefined && quantity.unit !== undefined && range.unit !== quantity.unit)) return null
  const { comparator } = quantity
  const low = range.low === undefined ? null : compareDecimals(quantity.value, range.low)
  const high = range.high === undefined ? null : compareDecimals(quantity.value, range.high)
  // "<5" with a low limit of 10 is below it; with a low limit of 3 nobody can tell.
  if (comparator === '<' || comparator === '<=') return low !== null && low <= (comparator === '<' ? 0 : -1) ? true : high !== null && range.low === undefined && high <= 0 ? false : null
  if (comparator === '>' || comparator === '>=') return high !== null && high >= (comparator === '>' ? 0 : 1) ? true : low !== null && range.high === undefined && low >= 0 ? false : null
  // "<200" written beside its limit: the limit itself is outside.
  const open = (sign: '<' | '>') => range.text?.trim().startsWith(sign) === true && !range.text.includes('=')
  return low === -1 || (low === 0 && open('>')) || high === 1 || (high === 0 && open('<'))
}

/** A value in one line ("T-score: -1.2"), with its parts after it; none when nothing was found. */
export function valueLine(value: LabValue): readonly string[] {
  const said = [quantityText(value.quantity), value.text].filter((one) => one !== undefined).join(', ')
  return [...(said === '' ? [] : [`${value.name.text}: ${said}`]), ...value.parts.flatMap(valueLine)]
}
