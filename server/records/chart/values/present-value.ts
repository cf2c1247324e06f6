// How is one measured value told? Its everyday name, the value as sent, where it stands and one sentence about it.
import type { LabValue, Quantity, Range } from '../../../../contract/clinical.ts'
import type { NumberLine, PresentedValue } from '../../../../contract/presented-record.ts'
import { monthOrDay } from '../../../../words/en/dates.ts'
import { standingWords, statusWords, valueWords } from '../../../../words/en/record.ts'
import { plainTestName } from '../../../../words/en/tests.ts'
import { compareDecimals, decimalOf, distance } from './decimal.ts'
import { plainUnit } from './plain-words.ts'
import { type Limits, type Where, limitsOf, standingOf, whereOf } from './standing.ts'

/** An earlier value of the same test in the same unit. */
export type Past = { readonly quantity: Quantity; readonly date: string; readonly lab?: string; readonly range?: Range; readonly where: Where; readonly organization: string }

export type ValueContext = {
  readonly zone: string
  /** When these values were taken, as sent. */
  readonly day?: string | undefined
  /** Earlier values, newest first, by LOINC code and unit. */
  readonly past: (code: string | undefined, unit: string | undefined) => readonly Past[]
}

/** "under 100", "70 to 99", "50 or more"; the source's words when they are not of a form we know. */
export function rangeInWords(range: Range | undefined, unit: string | undefined): string | undefined {
  if (range === undefined) return undefined
  const limits = limitsOf(range, range.unit ?? unit)
  if (limits === null) return range.text
  const said = limitsInWords(limits)
  return range.unit !== undefined && unit !== undefined && range.unit !== unit ? `${said} ${range.unit}` : said
}

function limitsInWords({ lowText, highText, lowOpen, highOpen }: Limits): string {
  if (lowText !== undefined && highText !== undefined) return valueWords.between(lowText, highText)
  if (highText !== undefined) return highOpen ? valueWords.under(highText) : valueWords.upTo(highText)
  return lowOpen ? valueWords.over(lowText ?? '') : valueWords.orMore(lowText ?? '')
}

/** The value as the source wrote it: `2.00`, `<5`, "Negative", or why there is none. */
export function valueText(value: LabValue): string {
  if (value.quantity !== undefined) return `${value.quantity.comparator ?? ''}${value.quantity.value}`
  if (value.text !== undefined) return value.text
  if (value.unread === true) return valueWords.unread
  if (value.parts.length > 0) return ''
  return value.absent === undefined ? valueWords.notGiven : valueWords.notGivenBecause(value.absent)
}

function changeSince(value: LabValue, past: Past | undefined, { zone, day }: ValueContext): string | undefined {
  if (past === undefined || value.quantity === undefined || value.quantity.comparator !== undefined || past.quantity.comparator !== undefined) return undefined
  const [now, then] = [decimalOf(value.quantity.value), decimalOf(past.quantity.value)]
  if (now === null || then === null) return undefined
  const since = monthOrDay(past.date, { than: day, zone })
  const order = compareDecimals(now, then)
  if (order === 0) return valueWords.same(since)
  return order > 0 ? valueWords.up(distance(now, then), since) : valueWords.down(distance(now, then), since)
}

function rangeSentence(where: Where, range: string | undefined, hasNumber: boolean): string | undefined {
  if (where === 'unclear' && range !== undefined) return valueWords.unclear(range)
  if (range !== undefined) return hasNumber ? valueWords.rangeIs(range) : valueWords.expectedIs(range)
  return hasNumber ? valueWords.noRange : undefined
}

/** The number line's numbers, for drawing only; the text beside it is what was sent. */
function lineOf(value: LabValue, limits: Limits | null, past: Past | undefined): NumberLine | undefined {
  if (value.quantity === undefined || limits === null) return undefined
  const number = Number(value.quantity.value)
  if (!Number.isFinite(number)) return undefined
  const previous = past === undefined || past.quantity.comparator !== undefined ? Number.NaN : Number(past.quantity.value)
  return {
    value: number,
    ...(limits.lowText === undefined ? {} : { low: Number(limits.lowText) }),
    ...(limits.highText === undefined ? {} : { high: Number(limits.highText) }),
    ...(Number.isFinite(previous) ? { previous } : {}),
    ...(value.quantity.comparator === undefined ? {} : { comparator: value.quantity.comparator }),
    preliminary: value.status === 'preliminary' || value.status === 'registered',
  }
}

const isSaid = (part: string | undefined): part is string => part !== undefined && part !== ''

/** One value as it is shown on the screen, in a PDF and in a spreadsheet. */
export function presentValue(value: LabValue, context: ValueContext): PresentedValue {
  const plain = plainTestName(value.name.code)
  const unit = value.quantity?.unit
  const shownUnit = plainUnit(unit)
  const [past] = value.quantity === undefined ? [] : context.past(value.name.code, unit)
  const { where } = whereOf(value)
  const range = rangeInWords(value.ranges[0], unit)
  const hasNumber = value.quantity !== undefined
  const standingText = where in standingWords ? standingWords[where as keyof typeof standingWords] : ''
  const hasParts = value.parts.length > 0 && !hasNumber && value.text === undefined
  const sentence = hasParts ? [] : [standingText === '' ? undefined : `${standingText}.`, rangeSentence(where, range, hasNumber), changeSince(value, past, context)]
  const line = lineOf(value, limitsOf(value.ranges[0], unit), past)
  return {
    name: plain ?? value.name.text,
    ...(plain !== undefined && plain.toLowerCase() !== value.name.text.toLowerCase() ? { alias: value.name.text } : {}),
    ...(value.name.code === undefined ? {} : { code: value.name.code }),
    value: valueText(value),
    ...(shownUnit === undefined ? {} : { unit: shownUnit }),
    ...(range === undefined ? {} : { rangeText: range }),
    standing: standingOf(where),
    standingText,
    sentence: sentence.filter(isSaid).join(' '),
    ...(line === undefined ? {} : { line }),
    notes: value.notes,
    ...(value.status === 'final' || value.status === 'unknown' ? {} : { status: statusWords[value.status] }),
    parts: value.parts.map((part) => presentValue(part, context)),
  }
}

const weight: Readonly<Record<string, number>> = { critical: 0, outside: 1 }

/** Outside first, then the lab's own order (experience.md §4, number line). */
export function outsideFirst(values: readonly PresentedValue[]): readonly PresentedValue[] {
  return values
    .map((value, at) => ({ value, at }))
    .sort((a, b) => (weight[a.value.standing] ?? 2) - (weight[b.value.standing] ?? 2) || a.at - b.at)
    .map(({ value }) => value)
}
