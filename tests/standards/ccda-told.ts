// What does the reader make of a document, in one line for each fact and for each entry left out? Tests compare these lines.
import type { Clinical, LabValue, SentPeriod } from '../../contract/clinical.ts'
import { type ReadDocument, readDocument } from '../../server/records/inbound/ccda/read-document.ts'
import { RefusedFile } from '../../server/records/inbound/refused-file.ts'

const line = (...parts: readonly (string | undefined | false)[]): string => parts.filter((one) => one !== undefined && one !== false && one !== '').join(' ')
const span = ({ start, end }: SentPeriod): string | undefined => (start === undefined && end === undefined ? undefined : end === undefined ? start : `${start ?? ''}..${end}`)
const among = (open: string, words: readonly (string | undefined)[], close: string): string | undefined => {
  const said = words.filter((one) => one !== undefined)
  return said.length === 0 ? undefined : `${open}${said.join('; ')}${close}`
}

function valueLine(value: LabValue): string {
  const { quantity, ranges } = value
  const number = quantity === undefined ? undefined : line(`${quantity.comparator ?? ''}${quantity.value}`, quantity.unit)
  const range = ranges.map((one) => one.text ?? line(`${one.low ?? ''}-${one.high ?? ''}`, one.unit))
  return line(value.name.text, '=', number ?? value.text ?? (value.absent === undefined ? (value.unread === true ? 'unread' : 'nothing') : `absent: ${value.absent}`), value.flag, among('[', range, ']'), among('{', value.notes, '}'), among('(', value.parts.map(valueLine), ')'))
}

/** One line that says what a fact says. */
export function bodyLine(body: Clinical): string {
  switch (body.kind) {
    case 'condition': return line(body.saidNone === true ? 'none:' : 'problem', body.name.text, body.clinical !== 'unknown' && body.clinical, span({ ...(body.onset === undefined ? {} : { start: body.onset }), ...(body.ended === undefined ? {} : { end: body.ended }) }))
    case 'allergy': return line(body.saidNone ? 'none:' : 'allergy', body.name.text, body.clinical !== 'unknown' && body.clinical, among('[', body.reactions, ']'), body.severe)
    case 'medicine': return line(body.saidNone === true ? 'none:' : 'medicine', body.name.text, body.status !== 'unknown' && body.status, body.saidNone !== true && span({ ...(body.prescribed === undefined ? {} : { start: body.prescribed }), ...(body.ended === undefined ? {} : { end: body.ended }) }), among('(', body.instructions, ')'), among('for ', body.reasons.map((one) => one.text), ''), body.refills === undefined ? undefined : `refills ${body.refills}`)
    case 'vaccine': return line('vaccine', body.name.text, body.status, body.given, body.lot, body.reason === undefined ? undefined : `because ${body.reason}`)
    case 'procedure': return line('procedure', body.name.text, body.status, span(body.period), among('for ', body.reasons.map((one) => one.text), ''), body.place === undefined ? undefined : `at ${body.place}`)
    case 'visit': return line('visit', body.type.text, body.class, body.status, span(body.period), among('for ', body.reasons.map((one) => one.text), ''), body.place === undefined ? undefined : `at ${body.place}`)
    case 'appointment': return line('appointment', body.type.text, body.status, span({ ...(body.start === undefined ? {} : { start: body.start }), ...(body.end === undefined ? {} : { end: body.end }) }))
    case 'lab-result': return line('lab', body.name.text, body.status, body.taken, body.specimen === undefined ? undefined : `of ${body.specimen}`, among(': ', body.values.map(valueLine), ''), among('files ', body.attachments.map((one) => one.contentType), ''))
    case 'vital-signs': return line('vitals', body.taken, among(': ', body.values.map(valueLine), ''))
    case 'questionnaire': return line('answers', body.name.text, body.taken, among(': ', body.values.map(valueLine), ''))
    default: return body.kind
  }
}

/** The facts of a document beside its own record, then what was left out and why. */
export const toldBy = (read: ReadDocument): readonly string[] => [...read.facts.slice(1).map((one) => bodyLine(one.body)), ...read.unread.map((one) => `left ${one.reason}`)]

/** The same of an XML text; a refusal as its code. */
export function toldIn(document: string | Uint8Array): readonly string[] {
  try {
    return toldBy(readDocument(typeof document === 'string' ? Buffer.from(document) : document, 'x.xml'))
  } catch (error) {
    if (error instanceof RefusedFile) return [`refused ${error.code}`]
    throw error
  }
}
