// What does an observation say (OBX-5 by the type in OBX-2: HL7 v2.5.1 §7.4.2.5)? As sent: numbers keep their digits, words
// their words, files their bytes; an address is never followed.
import type { Attachment, Flag, Quantity, Range } from '../../../../../contract/clinical.ts'
import { contradicts, typeByBytes } from '../../values/file-kinds.ts'
import { present, writtenNumeral } from '../../fhir/element.ts'
import { compareDecimals } from '../../fhir/compare-decimals.ts'
import { type Field, type Segment, asField, component, fieldOf, part, plainly, rawOf, repeats, whole, word } from '../reading/segment.ts'
import { answerOf } from './codes.ts'
import { nameOf, personOf } from './people.ts'
import { type Clockwork, dateOf } from './times.ts'

const limited = /^(<=?|>=?)\s*(\S+)$/
/** "5.2", "<0.1": a number with the limit that it is. */
function limitedNumber(text: string | undefined, unit: string | undefined): Quantity | undefined {
  const [, comparator, rest] = limited.exec(text ?? '') ?? [undefined, undefined, text]
  const value = writtenNumeral(rest)
  return value === undefined ? undefined : present<Quantity>({ value, unit, comparator: comparator as Quantity['comparator'] })
}

/** Codes of UCUM that a reader would not know for what they are. */
const cryptic = /[{}]|^(1|a|d|h|mo|wk|min|s)$/
/** "10^9/L", "x10^3/uL": senders leave the sign between the two unescaped, and what it would part is one unit. */
const powerOfTen = /^[x×*]?\s*10$/i
/** OBX-6: the code, which is how the unit is written, unless only its words can be read. */
export function unitOf(field: Field | undefined): string | undefined {
  const [code, text] = [component(field, 1), component(field, 2)]
  if (code !== undefined && text !== undefined && powerOfTen.test(code) && /^[+-]?\d/.test(text)) return `${code}^${text}`
  return code === undefined || (text !== undefined && cryptic.test(code)) ? text : code
}

/** A structured number (SN): comparator, number, separator, number. */
function structured(field: Field, unit: string | undefined): Said {
  const [sign, first, separator, second] = [1, 2, 3, 4].map((at) => component(field, at))
  const comparator = sign === '=' ? undefined : sign
  if (separator === undefined && second === undefined) {
    const quantity = limitedNumber(`${comparator ?? ''}${first ?? ''}`, unit)
    return quantity === undefined ? { text: [comparator, first].filter((one) => one !== undefined).join('') || undefined } : { quantity }
  }
  // A range, a ratio ("1:640"), a plus ("3+"): words, with their unit.
  const written = `${comparator ?? ''}${first ?? ''}${separator === '-' ? ' – ' : (separator ?? '')}${second ?? ''}`
  return { text: unit === undefined ? written : `${written} ${unit}` }
}

export type Said = { readonly quantity?: Quantity | undefined; readonly text?: string | undefined; readonly attachment?: Attachment | undefined }

/** HL7 table 0291, subtypes of data, and what senders write; by its own type when that is one of MIME. */
const contentTypes: Readonly<Record<string, string>> = {
  PDF: 'application/pdf', RTF: 'application/rtf', HTML: 'text/html', HTM: 'text/html', XML: 'application/xml', 'X-HL7-CDA-LEVEL-ONE': 'application/xml', CDA: 'application/xml', JPEG: 'image/jpeg', JPG: 'image/jpeg', PNG: 'image/png', GIF: 'image/gif', TIFF: 'image/tiff', TIF: 'image/tiff', BMP: 'image/bmp',
  PLAIN: 'text/plain', TXT: 'text/plain', DICOM: 'application/dicom', BASIC: 'audio/basic', DOC: 'application/msword', DOCX: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', WORD: 'application/msword',
}
const bytesUnknown = 'application/octet-stream'

function contentTypeOf(main: string | undefined, sub: string | undefined): string {
  const whole = [main, sub].find((one) => one !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(one))
  if (whole !== undefined) return whole.toLowerCase()
  const known = contentTypes[sub?.toUpperCase() ?? ''] ?? contentTypes[main?.toUpperCase() ?? '']
  if (known !== undefined) return known
  return /^(TX|TEXT|FT)$/i.test(main ?? '') && sub === undefined ? 'text/plain' : bytesUnknown
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/
function decoded(data: string, encoding: string): Buffer | null {
  const packed = data.replace(/\s+/g, '')
  if (encoding === 'HEX') return packed.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(packed) ? Buffer.from(packed, 'hex') : null
  if (encoding !== 'BASE64') return Buffer.from(data)
  return packed.length % 4 === 0 && base64.test(packed) ? Buffer.from(packed, 'base64') : null
}

/** Encapsulated data (ED): a file. Its words are shown only when it says that it is plain text. */
function fileOf(field: Field, title: string | undefined): Attachment {
  const contentType = contentTypeOf(component(field, 2), component(field, 3))
  const data = whole(asField(field.parts.slice(4).join(field.signs.component), field.signs))
  // Some senders put the bytes where the source of the data should stand, and nothing beside them.
  if (data === undefined) return (field.parts.length === 1 ? fileInText(whole(field), title) : undefined) ?? present<Attachment>({ contentType, title, damage: 'empty' })
  const bytes = decoded(data, (component(field, 4) ?? '').toUpperCase())
  if (bytes === null) return present<Attachment>({ contentType, title, damage: 'not base64' })
  if (contradicts(bytes, contentType)) return present<Attachment>({ contentType: bytesUnknown, title, bytes: bytes.length, base64: bytes.toString('base64'), differs: 'type' })
  const text = contentType === 'text/plain' ? bytes.toString('utf8') : undefined
  const readable = text !== undefined && !/[\u0000\ufffd]/.test(text)
  return present<Attachment>({ contentType: contentType === bytesUnknown ? (typeByBytes(bytes) ?? contentType) : contentType, title, bytes: bytes.length, text: readable ? text : undefined, base64: readable ? undefined : bytes.toString('base64') })
}

/** A pointer (RP): an address at the source. */
function pointerOf(field: Field, title: string | undefined): Attachment | undefined {
  const address = component(field, 1)
  return address === undefined ? undefined : present<Attachment>({ contentType: contentTypeOf(component(field, 3), component(field, 4)), title, address })
}

type About = { readonly unit: string | undefined; /** Has a unit or a range: a number among words is meant as one. */ readonly measured: boolean; readonly title: string | undefined; readonly clock: Clockwork }

function timeOfDay(text: string | undefined): string | undefined {
  const [, hour, minute, second] = /^(\d\d)(\d\d)(\d\d)?/.exec(text ?? '') ?? []
  return hour === undefined ? text : [hour, minute, second].filter((one) => one !== undefined).join(':')
}

function saidOf(type: string, field: Field, { unit, measured, title, clock }: About): Said {
  switch (type) {
    case 'NM': {
      const quantity = limitedNumber(whole(field), unit)
      return quantity === undefined ? { text: withUnit(whole(field), unit) } : { quantity }
    }
    case 'SN':
      return structured(field, unit)
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF':
      return { text: answerOf(field) }
    case 'DT':
    case 'TS':
    case 'DTM':
      return { text: dateOf(part(field, 1), clock, 'OBX-5') ?? whole(field) }
    case 'TM':
      return { text: timeOfDay(whole(field)) }
    case 'DR':
      return { text: [1, 2].map((at) => dateOf(part(field, at), clock, 'OBX-5')).filter((one) => one !== undefined).join(' – ') || whole(field) }
    case 'ED':
      return { attachment: fileOf(field, title) }
    case 'RP':
      return { attachment: pointerOf(field, title) }
    case 'XCN':
      return { text: personOf(field) ?? plainly(field) }
    case 'XPN':
    case 'PN':
      return { text: nameOf(field) }
    case 'CQ': {
      const quantity = limitedNumber(component(field, 1), component(field, 2) ?? unit)
      return quantity === undefined ? { text: plainly(field) } : { quantity }
    }
    case '':
      // A sender that names no type may still write a code with its words and its table.
      if (/^[A-Z][A-Z0-9-]{0,19}$/.test(component(field, 3) ?? '') && part(field, 2) !== undefined) return { text: answerOf(field) }
      return saidOf('ST', field, { unit, measured, title, clock })
    case 'ST': {
      const quantity = measured ? limitedNumber(whole(field), unit) : undefined
      return quantity === undefined ? { text: withUnit(whole(field), unit) } : { quantity }
    }
    case 'TX':
    case 'FT':
    case 'IS':
    case 'ID':
    case 'SI':
    case 'VT':
      return { text: whole(field) }
    default:
      return { text: plainly(field) }
  }
}

/** Types whose repetitions are lines of one text. */
const isText = (type: string): boolean => type === 'TX' || type === 'FT' || type === 'ST' || type === ''
const typeOf = (obx: Segment): string => word(obx, 2)?.toUpperCase() ?? ''
const isMeasured = (obx: Segment): boolean => rawOf(obx, 6) !== '' || rawOf(obx, 7) !== ''
/** Formatted text or plain text, never a value of one line. */
export const isProse = (obx: Segment): boolean => ['TX', 'FT'].includes(typeOf(obx)) && !isMeasured(obx)
/** May the text of a segment go on in the next one of the same code? */
export const isLine = (obx: Segment): boolean => isText(typeOf(obx)) && !isMeasured(obx)

/** Numbers that are no single one ("1,250", "2-3", "1:160") keep their unit; words ("Negative") have none. */
const withUnit = (text: string | undefined, unit: string | undefined): string | undefined => (text === undefined || unit === undefined || /\p{L}/u.test(text) || !/\d/.test(text) ? text : `${text} ${unit}`)

/** A text that is a file, whatever type its segment has: rich text format, or a PDF in base64. */
export function fileInText(text: string | undefined, title: string | undefined): Attachment | undefined {
  if (text === undefined) return undefined
  if (/^\{\\rtf\d/.test(text)) return present<Attachment>({ contentType: 'application/rtf', title, bytes: Buffer.byteLength(text), base64: Buffer.from(text).toString('base64') })
  const bytes = text.startsWith('JVBERi0') ? decoded(text, 'BASE64') : null
  return bytes === null ? undefined : present<Attachment>({ contentType: 'application/pdf', title, bytes: bytes.length, base64: bytes.toString('base64') })
}

/** What one OBX says: a number, words, files; several answers stand in one line of words, several lines in one text. */
export function observedIn(obx: Segment, { title, clock }: { readonly title: string | undefined; readonly clock: Clockwork }): { readonly quantity?: Quantity | undefined; readonly text?: string | undefined; readonly attachments: readonly Attachment[] } {
  const type = typeOf(obx)
  const unit = unitOf(fieldOf(obx, 6))
  const all = repeats(obx, 5).map((field) => saidOf(type, field, { unit, measured: isMeasured(obx), title, clock }))
  const attachments = all.map((one) => one.attachment).filter((one) => one !== undefined)
  const [only] = all
  if (all.length === 1 && only?.quantity !== undefined) return { quantity: only.quantity, attachments }
  const words = all.map(({ quantity, text }) => (quantity === undefined ? text : `${quantity.comparator ?? ''}${quantity.value}${quantity.unit === undefined ? '' : ` ${quantity.unit}`}`)).filter((one) => one !== undefined)
  return { text: words.length === 0 ? undefined : words.join(isText(type) ? '\n' : ', '), attachments }
}

const pair = /^\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(?:-|–|to)\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*$/i
const limit = /^\s*(<=?|>=?|≤|≥|[<>] ?or ?=)\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*$/i

/** The unit of the value, said again behind the numbers. */
const withoutUnit = (text: string, unit: string | undefined): string => (unit !== undefined && text.endsWith(unit) && /\d\s*$/.test(text.slice(0, -unit.length)) ? text.slice(0, -unit.length) : text)

/** OBX-7: two numbers, one limit, or words; the words as sent stay beside the numbers. Several ("M: 3-5~F: 2-4") are told in words. */
export function rangesOf(obx: Segment): readonly Range[] {
  const text = repeats(obx, 7).map(whole).filter((one) => one !== undefined).join('; ')
  if (text === '') return []
  const numbers = withoutUnit(text, unitOf(fieldOf(obx, 6)))
  const [low, high] = (pair.exec(numbers) ?? []).slice(1, 3).map(writtenNumeral)
  if (low !== undefined && high !== undefined) return compareDecimals(low, high) === 1 ? [{ text }] : [present<Range>({ low, high, text, unit: undefined })]
  const [, sign = '', number] = limit.exec(numbers) ?? []
  const [least, most] = [/^[>≥]/.test(sign) ? writtenNumeral(number) : undefined, /^[<≤]/.test(sign) ? writtenNumeral(number) : undefined]
  return [present<Range>({ low: least, high: most, text, unit: undefined })]
}

/** HL7 table 0078, abnormal flags, the gravest first; those that say nothing about a range are told in words. */
const flags: readonly (readonly [string, Flag])[] = [['HH', 'critical-high'], ['LL', 'critical-low'], ['HU', 'high'], ['LU', 'low'], ['AA', 'critical'], ['H', 'high'], ['L', 'low'], ['>', 'high'], ['<', 'low'], ['A', 'outside'], ['N', 'in-range']]
/** Codes of OBX-8 in their order. */
export const interpretationsOf = (obx: Segment): readonly (string | undefined)[] => repeats(obx, 8).flatMap((field) => [part(field, 1), part(field, 4)])

export function flagOf(obx: Segment): Flag | undefined {
  const said = new Set(interpretationsOf(obx).map((code) => code?.toUpperCase()))
  return flags.find(([code]) => said.has(code))?.[1]
}
