// How do the data types of HL7 v3 read: codes, times, numbers, ids, names? As sent; what is null or impossible is absent.
import type { Coded, Flag, Quantity, Range, SentDate, SentPeriod } from '../../../../../contract/clinical.ts'
import { isPossible } from '../../fhir/dates.ts'
import { attribute, childOf, childrenOf, nullFlavor, present, wordsIn } from '../element.ts'
import type { Pointed } from './pointed.ts'
import type { Element } from '../xml.ts'
import { table, writtenNumeral } from '../../fhir/element.ts'
import { toldRanges } from '../../values/usual-range.ts'

const systems: Readonly<Record<string, NonNullable<Coded['system']>>> = table({
  '2.16.840.1.113883.6.1': 'loinc', '2.16.840.1.113883.6.96': 'snomed', '2.16.840.1.113883.6.88': 'rxnorm', '2.16.840.1.113883.12.292': 'cvx', '2.16.840.1.113883.6.59': 'cvx', '2.16.840.1.113883.6.90': 'icd10', '2.16.840.1.113883.6.3': 'icd10',
})

export type { Pointed } from './pointed.ts'

/** The words an `originalText` or a `text` gives: its own, or those its reference points at. */
export function textOf(element: Element | undefined, pointed: Pointed): string | undefined {
  if (element === undefined) return undefined
  const reference = attribute(childOf(element, 'reference'), 'value')
  // Some leave out the mark in front of the id; an address is no id.
  const target = reference === undefined ? undefined : pointed.get(reference.replace(/^#/, ''))
  return wordsIn(target) ?? wordsIn(element)
}

/** Does a reference point at more than the words for one thing? */
function pointsAtRow(element: Element | undefined, pointed: Pointed): boolean {
  const target = pointed.get((attribute(childOf(element, 'reference'), 'value') ?? '').replace(/^#/, ''))
  return target !== undefined && ['tr', 'tbody', 'table', 'list', 'text', 'section'].includes(target.name)
}

type Coding = { readonly code: string | undefined; readonly system: Coded['system'] | undefined; readonly display: string | undefined }
function codingOf(element: Element): Coding {
  const code = attribute(element, 'code')
  const system = attribute(element, 'codeSystem')
  return { code, system: code === undefined ? undefined : (systems[system ?? ''] ?? 'other'), display: attribute(element, 'displayName') }
}

/** A code with the translations beside it; the code itself first. */
export function codingsOf(element: Element | undefined): readonly Coding[] {
  return element === undefined ? [] : [element, ...childrenOf(element, 'translation')].map(codingOf)
}

/** Every code that an element or its translations name, with its system. */
export const codesOf = (element: Element | undefined): readonly { code: string; system: Coded['system'] }[] => codingsOf(element).flatMap((one) => (one.code === undefined ? [] : [{ code: one.code, system: one.system }]))

/** Says nothing: words that stand for "not known" where a name should be. */
const nothing = /^(n\/?a|none|unknown|unk|null|nil|no ?information|not available|-+|\.+)$/i

/** Are these words that stand where a name should, and are none? */
export const saysNothing = (words: string): boolean => nothing.test(words)

/** A concept as the source names it; null when it has neither a code with words nor words. */
export function coded(element: Element | undefined, pointed: Pointed): Coded | undefined {
  if (element === undefined) return undefined
  const all = codingsOf(element)
  const best = all.find((one) => one.code !== undefined && one.system !== 'other') ?? all.find((one) => one.code !== undefined)
  const original = textOf(childOf(element, 'originalText'), pointed)
  // What its writer saw comes before the names of translations; a whole row of words only when there is no other name.
  const narrow = original === undefined || original.length > 100 || pointsAtRow(childOf(element, 'originalText'), pointed) ? undefined : original
  const text = [all[0]?.display, narrow, best?.display, ...all.map((one) => one.display), original].find((one) => one !== undefined && !nothing.test(one)) ?? (best?.code !== undefined && (nothing.test(best.code) || missing[best.code] !== undefined) ? undefined : best?.code)
  return text === undefined ? undefined : present<Coded>({ text: text.replace(/\s+/g, ' '), code: best?.code, system: best?.system })
}

// HL7 v3 TS: YYYY[MM[DD[HH[MM[SS[.ffff]]]]]][±ZZ[zz]]. What is less exact than a minute says only its day: no minute is made up.
const shape = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\.\d{1,9})?([+-]\d\d(?:\d\d)?|Z)?$/

/** `damaged`: there is a value, and it is no date. */
export function timeOf(value: string | undefined): { readonly date?: SentDate; readonly damaged: boolean } {
  // The first and the last days that programs know stand for none.
  if (value === undefined || /^(0001|9999|1900-?01-?01)/.test(value)) return { damaged: false }
  const parts = shape.exec(value)
  if (parts === null) return isPossible(value) ? { date: value, damaged: false } : { damaged: true }
  const [, year = '', month, day, hour, minute, second, fraction = '', zone] = parts
  const calendar = [year, month, day].filter((one) => one !== undefined).join('-')
  const offset = zone === undefined || zone === 'Z' ? (zone ?? '') : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`
  const date = day === undefined || hour === undefined || minute === undefined ? calendar : `${calendar}T${hour}:${minute}${second === undefined ? '' : `:${second}${fraction}`}${offset}`
  // "000000" at the end of a day without a zone, or in one that is not known (-0000), is how some write a day.
  const plain = /T00:00(:00(\.0+)?)?(-00:00)?$/.test(date) ? calendar : date
  return isPossible(plain) ? { date: plain, damaged: false } : { damaged: true }
}

/** Notes what could not be read, by the name of its element. */
export type Damage = (what: string) => void

export function sentTime(element: Element | undefined, damage: Damage): SentDate | undefined {
  if (element === undefined || nullFlavor(element) !== undefined) return undefined
  const { date, damaged } = timeOf(attribute(element, 'value'))
  if (damaged) damage(element.name)
  return date
}

/** An interval; a single value, or a `center`, is its start. */
export function sentPeriod(element: Element | undefined, damage: Damage): SentPeriod {
  if (element === undefined) return {}
  const single = sentTime(element, damage)
  const start = sentTime(childOf(element, 'low'), damage) ?? single ?? sentTime(childOf(element, 'center'), damage)
  const end = sentTime(childOf(element, 'high'), damage)
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
}

/** The times of an act, each by itself: a set of times (SXPR_TS) as what it is made of. */
export const timesIn = (act: Element): readonly Element[] => childrenOf(act, 'effectiveTime').flatMap((one) => (childrenOf(one, 'comp').length > 0 ? childrenOf(one, 'comp') : [one]))

/** The moment of an observation: its time, or the start of its interval, or its end. */
export function sentMoment(element: Element | undefined, damage: Damage): SentDate | undefined {
  const { start, end } = sentPeriod(element, damage)
  return start ?? end
}

/** Thousands may be told apart by commas. */
const numeral = (value: string | undefined): string | undefined => writtenNumeral(value?.replace(/,(?=\d{3}\b)/g, ''))

/** UCUM's "1" is no unit to a reader; "{score}" reads as its word. */
function unitOf(element: Element | undefined): string | undefined {
  const unit = attribute(element, 'unit')
  return unit === undefined || unit === '1' ? undefined : unit.replace(/^\{([^{}]+)\}$/, '$1')
}

/** A span of days in words, for what is no number. */
export function spanText(element: Element, damage: Damage): string | undefined {
  const { start, end } = sentPeriod(element, damage)
  return start === undefined && end === undefined ? undefined : [start ?? '', '–', end ?? ''].join(' ').trim()
}

export function quantityOf(element: Element | undefined): Quantity | undefined {
  const value = numeral(attribute(element, 'value'))
  return element === undefined || nullFlavor(element) !== undefined || value === undefined ? undefined : present<Quantity>({ value, unit: unitOf(element), comparator: undefined })
}

export const quantityText = (quantity: Quantity): string => `${quantity.comparator ?? ''}${quantity.value}${quantity.unit === undefined ? '' : ` ${quantity.unit}`}`

/** An interval of numbers with one end is a number with a comparator ("< 5"); with two it is said in words. */
export function intervalOf(element: Element): { readonly quantity?: Quantity; readonly text?: string } {
  const [low, high] = [childOf(element, 'low'), childOf(element, 'high')]
  const [from, to] = [quantityOf(low), quantityOf(high)]
  if (from !== undefined && to !== undefined) return { text: `${quantityText(from)} – ${quantityText(to)}` }
  const open = (end: Element | undefined) => attribute(end, 'inclusive') === 'false'
  if (from !== undefined) return { quantity: { ...from, comparator: open(low) ? '>' : '>=' } }
  return to === undefined ? {} : { quantity: { ...to, comparator: open(high) ? '<' : '<=' } }
}

/** HL7 v3 ObservationInterpretation: where a value stands. */
const flags: Readonly<Record<string, Flag>> = table({ N: 'in-range', L: 'low', H: 'high', LU: 'low', HU: 'high', LL: 'critical-low', HH: 'critical-high', A: 'outside', AA: 'critical', '<': 'low', '>': 'high' })
export const flagOf = (observation: Element): Flag | undefined => childrenOf(observation, 'interpretationCode').map((one) => flags[attribute(one, 'code') ?? '']).find((one) => one !== undefined)

/** What a laboratory says of a value in words of its own, where it has no code for it. */
export const interpretationWords = (observation: Element, pointed: Pointed): readonly string[] => childrenOf(observation, 'interpretationCode').filter((one) => attribute(one, 'code') === undefined).flatMap((one) => coded(one, pointed)?.text ?? []).filter((one) => /\p{L}{2}/u.test(one))

/** Codes of what a laboratory says of a value. */
export const interpretationsOf = (observation: Element): readonly (string | undefined)[] => childrenOf(observation, 'interpretationCode').map((one) => attribute(one, 'code'))

/** A value in another unit or system beside one that is null (PQR): its number with the unit it names, or the words for it. */
export function translatedQuantity(value: Element, pointed: Pointed): { readonly quantity?: Quantity; readonly text?: string } {
  for (const one of childrenOf(value, 'translation')) {
    const words = textOf(childOf(one, 'originalText'), pointed)
    if (words !== undefined) return { text: words }
    const number = numeral(attribute(one, 'value'))
    if (number !== undefined) return { quantity: present<Quantity>({ value: number, unit: unitOf(one) ?? attribute(one, 'displayName') ?? attribute(one, 'code'), comparator: undefined }) }
  }
  return {}
}

/** The range that is usual: of interpretation N, or none said. */
export const rangesOf = (observation: Element, pointed: Pointed): readonly Range[] => toldRanges(childrenOf(observation, 'referenceRange').flatMap((one) => {
  const range = rangeOf(one, pointed)
  const means = attribute(childOf(childOf(one, 'observationRange'), 'interpretationCode'), 'code')
  return range === undefined ? [] : [{ range, of: undefined, usual: means === undefined || means === 'N' }]
}))

function rangeOf(reference: Element, pointed: Pointed): Range | undefined {
  const range = childOf(reference, 'observationRange')
  if (range === undefined) return undefined
  const value = childOf(range, 'value')
  const [low, high] = [quantityOf(childOf(value, 'low')), quantityOf(childOf(value, 'high'))]
  const single = value === undefined || low !== undefined || high !== undefined ? undefined : (quantityOf(value) === undefined ? (coded(value, pointed)?.text ?? wordsIn(value)) : quantityText(quantityOf(value) as Quantity))
  const text = textOf(childOf(range, 'text'), pointed) ?? single
  return low === undefined && high === undefined && text === undefined ? undefined : present<Range>({ low: low?.value, high: high?.value, text, unit: low?.unit ?? high?.unit })
}

/** What an id names: root and extension. Null ones, and the zero id, name nothing. */
export function idOf(element: Element | undefined): string | undefined {
  const root = attribute(element, 'root')
  if (element === undefined || root === undefined || nullFlavor(element) !== undefined || /^[0-]+$/.test(root)) return undefined
  const extension = attribute(element, 'extension')
  return extension === undefined ? root.toLowerCase() : `${root.toLowerCase()}|${extension}`
}

export const firstId = (element: Element | undefined): string | undefined => childrenOf(element ?? { name: '', attributes: {}, children: [] }, 'id').map(idOf).find((one) => one !== undefined)

/** "Dr. Maya Chen, MD": the parts in the order they were written, a suffix after a comma. */
export function nameOf(element: Element | undefined): string | undefined {
  if (element === undefined || nullFlavor(element) !== undefined) return undefined
  const parts = element.children.flatMap((child) => (typeof child !== 'string' && ['prefix', 'given', 'family', 'suffix', 'delimiter'].includes(child.name) ? [{ part: child.name, said: wordsIn(child) }] : []))
  const said = parts.filter((one) => one.said !== undefined)
  if (said.length === 0) return wordsIn(element)
  const order = ['prefix', 'given', 'family']
  const before = said.filter((one) => one.part !== 'suffix' && one.part !== 'delimiter').sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part)).map((one) => one.said)
  const after = said.filter((one) => one.part === 'suffix').map((one) => one.said)
  return [before.join(' '), ...after].filter((one) => one !== '').join(', ')
}

/** HL7 v3 NullFlavor in words, for values that are missing. */
export const missing: Readonly<Record<string, string>> = table({ NI: 'no information', UNK: 'unknown', ASKU: 'asked but not known', NASK: 'not asked', NAV: 'not available yet', MSK: 'kept private', NA: 'does not apply', OTH: 'other', NINF: 'below what can be measured', PINF: 'above what can be measured', TRC: 'trace' })
