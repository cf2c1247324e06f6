// Which value does an element carry, of all the types that value[x] may have (FHIR R4 Observation.value[x])? A quantity, or words as sent.
// A value that is there and cannot be read is said to be there.
import type { LabValue } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, asWord, each, isThere, table } from './element.ts'
import { firstCode, wordsOf } from './codings.ts'
import type { Unread } from './left-out.ts'
import { endsOf, quantityAsSent, quantityOf, quantityText, rangeText } from './quantities.ts'

type Read = Pick<LabValue, 'quantity' | 'text' | 'absent' | 'unread'>

function ratioText(ratio: Fields): string | undefined {
  const parts = [quantityText(quantityOf(ratio.numerator)), quantityText(quantityOf(ratio.denominator))]
  return parts.includes(undefined) ? undefined : parts.join(' : ')
}

function periodText(period: Fields): string | undefined {
  const [start, end] = [asText(period.start), asText(period.end)]
  if ([period.start, period.end].some((one) => isThere(one) && typeof one !== 'string')) return undefined
  return start !== undefined && end !== undefined ? `${start} – ${end}` : start !== undefined ? `${start} –` : end === undefined ? undefined : `– ${end}`
}

const within = (read: (fields: Fields) => string | undefined) => (value: Json | undefined): string | undefined => {
  const fields = asFields(value)
  return fields === undefined ? undefined : read(fields)
}

/** In words, by type; what is of another form than its type, and is a plain word, is told as it was sent. */
const inWords: Readonly<Record<string, (value: Json | undefined) => string | undefined>> = table({
  valueRatio: within(ratioText),
  valueRange: within((range) => rangeText(endsOf(range))),
  valuePeriod: within(periodText),
  valueQuantity: quantityAsSent,
  valueCodeableConcept: (value) => wordsOf(value) ?? firstCode(value),
  valueString: asWord, valueInteger: asWord, valueBoolean: asWord, valueDateTime: asWord, valueTime: asWord,
})

const dataAbsent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const reasonIn = (holder: Fields | undefined): string | undefined => each(holder?.extension).filter((one) => one.url === dataAbsent).map((one) => asText(one.valueCode)).find((one) => one !== undefined)

/** Why there is none: its own element, else the extension that says it of a value (FHIR R4 §2.4.0.1). */
function absentOf(from: Fields, names: readonly string[]): string | undefined {
  const reason = from.dataAbsentReason
  if (isThere(reason)) return wordsOf(reason) ?? firstCode(reason)
  return names.flatMap((name) => [asFields(from[name]), asFields(asFields(from[name])?._value)]).map(reasonIn).find((one) => one !== undefined)
}

/** What an element without a value holds: extensions say why, a unit alone says nothing. */
const holdsValue = (value: Json): boolean => {
  const fields = asFields(value)
  return fields === undefined || Object.keys(fields).some((name) => !['id', 'extension', '_value', 'unit', 'system', 'code'].includes(name))
}

export function valueIn(from: Fields, unread: Unread, path: string): Read {
  const names = Object.keys(from).filter((name) => /^_?value[A-Z]/.test(name))
  const there = names.filter((name) => !name.startsWith('_') && isThere(from[name]))
  const quantity = quantityOf(from.valueQuantity)
  const texts = there.filter((name) => name !== 'valueQuantity' || quantity === undefined).map((name) => ({ name, text: inWords[name]?.(from[name]) }))
  const [text] = texts.flatMap((one) => one.text ?? [])
  const missed = texts.find(({ name, text: said }) => said === undefined && holdsValue(from[name] as Json))
  if (missed !== undefined) unread('value-unread', `${path}${missed.name}`)
  const absent = absentOf(from, names)
  return { ...(quantity === undefined ? {} : { quantity }), ...(text === undefined ? {} : { text }), ...(absent === undefined ? {} : { absent }), ...(missed !== undefined && quantity === undefined && text === undefined ? { unread: true } : {}) }
}
