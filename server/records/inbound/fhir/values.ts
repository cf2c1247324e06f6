// How does an Observation become a value with its ranges, flag and notes? As sent: nothing is computed into it.
import type { Flag, LabValue, Range, ReportStatus } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, each, isThere, present, table, texts } from './element.ts'
import { interpreted, isInterpretation } from '../values/interpretations.ts'
import { toldRanges } from '../values/usual-range.ts'
import { coded, codesOf, codings, noteTexts, wordsOf } from './codings.ts'
import { compareDecimals } from './compare-decimals.ts'
import { sentMoment } from './dates.ts'
import { LeftOut, type Unread } from './left-out.ts'
import { quantityOf, quantityText, rangeOf } from './quantities.ts'
import { statusIn } from './statuses.ts'
import { valueIn } from './value-x.ts'

/** FHIR R4 ObservationStatus and DiagnosticReportStatus. */
const statuses: Readonly<Record<string, ReportStatus>> = table({
  registered: 'registered', partial: 'preliminary', preliminary: 'preliminary', final: 'final', amended: 'corrected', corrected: 'corrected', appended: 'corrected', cancelled: 'cancelled', 'entered-in-error': 'entered-in-error',
})
export const reportStatus = (value: Json | undefined, unread: Unread): ReportStatus => statusIn(value, { known: statuses, what: 'status', unread }) ?? 'unknown'
export const isFinal = (status: ReportStatus): boolean => status === 'final' || status === 'corrected'

/** HL7 v3 ObservationInterpretation, and SNOMED CT's above, below, within reference range: where a value stands, the gravest first. */
const flags: readonly (readonly [code: string, Flag])[] = [['HH', 'critical-high'], ['LL', 'critical-low'], ['HU', 'high'], ['LU', 'low'], ['AA', 'critical'], ['H', 'high'], ['L', 'low'], ['281302008', 'high'], ['281300000', 'low'], ['>', 'high'], ['<', 'low'], ['A', 'outside'], ['N', 'in-range'], ['281301001', 'in-range']]
const flagCodes = new Set(flags.map(([code]) => code))

/** ObservationReferenceRange.type (FHIR R4, referencerange-meaning) that is no usual range. */
const unusual = new Set(['recommended', 'treatment', 'therapeutic', 'pre', 'post', 'endocrine', 'pre-puberty', 'follicular', 'midcycle', 'luteal', 'postmenopausal', 'critical'])
function ranged(from: Fields, unread: Unread, path: string): readonly Range[] {
  return toldRanges(each(from.referenceRange).flatMap((one) => {
    const { range, damaged } = rangeOf(one)
    if (damaged) unread('wrong-form', `${path}referenceRange`)
    if (range === undefined) return []
    const age = [quantityText(quantityOf(asFields(one.age)?.low)), quantityText(quantityOf(asFields(one.age)?.high))].filter((limit) => limit !== undefined).join(' – ')
    const of = [wordsOf(one.type), ...each(one.appliesTo).map(wordsOf), age].filter((word) => word !== undefined && word !== '' && word !== 'Normal Range').join(', ')
    return [{ range, of: of === '' ? undefined : of, usual: !codings(one.type).some(({ code }) => unusual.has(code)) }]
  }))
}

/** What an interpretation says that is of no list known here: its words stand beside the value. */
function otherInterpretation(from: Fields, unread: Unread, path: string): readonly string[] {
  const concepts = (Array.isArray(from.interpretation) ? (from.interpretation as readonly Json[]) : [from.interpretation]).filter(isThere)
  const other = concepts.filter((one) => !codings(one).some(({ code }) => flagCodes.has(code) || isInterpretation(code)))
  if (other.length > 0) unread('unknown-code', `${path}interpretation`)
  return other.map(wordsOf).filter((one) => one !== undefined)
}

type PartOf = { readonly status: ReportStatus; readonly unread: Unread; /** Where it stands in its resource. */ readonly path: string }

function part(from: Fields, { status, unread, path }: PartOf): LabValue | undefined {
  const name = coded(from.code)
  if (name === undefined) return undefined
  const said = codesOf(from.interpretation)
  const { quantity, text, absent, unread: missed } = valueIn(from, unread, path)
  const value = present<LabValue>({
    name, quantity, text, absent, unread: missed,
    // What was cancelled stands nowhere in a range.
    ranges: status === 'cancelled' ? [] : ranged(from, unread, path),
    flag: status === 'cancelled' ? undefined : flags.find(([code]) => said.includes(code))?.[1],
    status,
    // Before R4 a comment was one text.
    notes: [...otherInterpretation(from, unread, path), ...noteTexts(from.note), ...texts(from.comment ?? from.comments)],
    parts: [],
    taken: undefined,
  })
  return interpreted(value, said)
}

/** Components, one level; one that does not say what it is cannot be told. */
function componentsOf(observation: Fields, status: ReportStatus, unread: Unread): readonly LabValue[] {
  return each(observation.component).flatMap((one) => {
    const found = part(one, { status, unread, path: 'component.' })
    if (found === undefined) unread('no-name', 'component.code')
    return found === undefined ? [] : [found]
  })
}

/** An Observation with its components. */
export function valueOf(observation: Fields, unread: Unread): LabValue {
  const status = reportStatus(observation.status, unread)
  const value = part(observation, { status, unread, path: '' })
  if (value === undefined) throw new LeftOut('no-name', 'code')
  return present<LabValue>({ ...value, parts: componentsOf(observation, status, unread), taken: sentMoment(observation, 'effective', unread) })
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
