// What does a message hold (HL7 v2.5.1 §2.3 to 2.8)? Its segments in order, by the signs that its own first segment names. Limits
// hold before anything is taken apart; what is no segment is told of, never dropped.
import { RefusedFile } from '../../refused-file.ts'
import { charsetOf, decodeMessage } from './charset.ts'
import type { Signs } from './escapes.ts'
import { type Segment, component, fieldOf, part, word } from './segment.ts'
import { withinLimits } from './size.ts'

export type Message = {
  readonly text: string
  readonly exact: boolean
  readonly header: Segment
  readonly segments: readonly Segment[]
  /** "ORU" and "R01" of MSH-9. */
  readonly type: string
  readonly event: string
  /** MSH-10; null: the sender gave none. */
  readonly control: string | null
  /** How many lines are no segments. */
  readonly strays: number
}

const name = /^[A-Z][A-Z0-9]{2}$/

/** MSH-1 and MSH-2. The signs must differ, or nothing after them has one reading. */
function signsOf(line: string, charset: string): Signs {
  if (!line.startsWith('MSH') || line.length < 8) throw new RefusedFile('v2-no-header')
  const field = line[3] ?? ''
  const end = line.indexOf(field, 4)
  const others = line.slice(4, end < 0 ? line.length : end)
  const [componentSign = '', repetition = '', escape = '', subcomponent = ''] = others
  const all = [field, ...others]
  if (others.length < 1 || others.length > 5 || /[A-Za-z0-9\s]/.test(field + others)) throw new RefusedFile('v2-delimiters')
  if (new Set(all).size !== all.length) throw new RefusedFile('v2-delimiters')
  // Older senders name fewer signs; those they do not name they do not use.
  const unused = '\u0000'
  return { field, component: componentSign, repetition: repetition || unused, escape, subcomponent: subcomponent || unused, truncation: others[4] ?? null, charset }
}

/** Segments end by CR (§2.6); files have LF or both. Where CR ends them, an LF that no segment follows is a line break in a text. */
function linesOf(text: string, field: string): string[] {
  if (!/\r\n?[A-Z][A-Z0-9]{2}[^A-Za-z0-9\s]/.test(text)) return text.split(/\r\n|\r|\n/)
  const begins = (part: string): boolean => isSegment(part, field)
  return text.split(/\r\n?/).flatMap((line) => {
    if (!line.includes('\n')) return [line]
    const lines: string[][] = []
    for (const one of line.split('\n')) {
      if (lines.length === 0 || begins(one)) lines.push([one])
      else lines.at(-1)?.push(one)
    }
    return lines.map((parts) => parts.join('\n'))
  })
}

/** Some senders write the names of segments in small letters; of a word at the beginning of a line only those that the standard has. */
const smallNames = new Set('pid pd1 nk1 pv1 pv2 evn mrg orc obr obx nte spm sac tq1 tq2 txa rxa rxr rxe rxo rxd rxc sch rgs ais aig ail aip al1 iam dg1 pr1 prb gol pth gt1 in1 in2 in3 rol ft1 ctd cti con add dsc'.split(' '))
const isSegment = (line: string, field: string): boolean => (name.test(line.slice(0, 3)) || smallNames.has(line.slice(0, 3))) && (line.length === 3 || line[3] === field)
/** Segments whose texts a system on the way may have broken into lines. */
const holdsText = (line: string): boolean => /^(OBX|NTE)/i.test(line)

const framing = new Set(['\n', '\u000b', '\u001c', '\u001e'])
/** Without the signs of the wire, and line ends of another kind. */
function unframed(line: string): string {
  let [from, to] = [0, line.length]
  while (from < to && framing.has(line[from] ?? '')) from += 1
  while (to > from && framing.has(line[to - 1] ?? '')) to -= 1
  return line.slice(from, to)
}

/** Lines to segments as they were before anybody broke them: a text goes on, ADD goes on (§2.10.2). */
function joined(lines: readonly string[], field: string): { readonly whole: string[]; readonly strays: number } {
  const pieces: string[][] = []
  let strays = 0
  for (const line of lines) {
    const bare = unframed(line)
    if (bare.trim() === '') continue
    const before = pieces.at(-1)
    if (before === undefined) pieces.push([bare])
    else if (/^add$/i.test(bare.slice(0, 3)) && bare[3] === field) before.push(bare.slice(4))
    else if (isSegment(bare, field)) pieces.push([bare])
    else if (holdsText(before[0] ?? '')) before.push('\n', bare)
    else strays += 1
  }
  return { whole: pieces.map((one) => one.join('')), strays }
}

function segmentOf(text: string, at: number, signs: Signs): Segment {
  const fields = text.split(signs.field)
  const named = (fields[0] ?? '').toUpperCase()
  return { name: named, line: at + 1, fields: named === 'MSH' ? ['MSH', signs.field, ...fields.slice(1)] : fields, signs }
}

/** Reads the text of a message; `charset` is that of its bytes, as a decoder's label. Throws RefusedFile. */
function readText(text: string, { charset, exact }: { readonly charset: string; readonly exact: boolean }): Message {
  const body = text.replace(/^[\ufeff\u000b\s]+/, '')
  if (body === '') throw new RefusedFile('empty')
  const signs = signsOf(body.slice(0, 64).split(/[\r\n]/, 1)[0] ?? '', charset)
  const lines = linesOf(body, signs.field)
  const { whole, strays } = joined(lines, signs.field)
  const segments = whole.map((line, at) => segmentOf(line, at, signs))
  const [header] = segments
  if (header === undefined) throw new RefusedFile('v2-no-header')
  if (segments.slice(1).some((one) => one.name === 'MSH')) throw new RefusedFile('v2-two-messages')
  const kind = fieldOf(header, 9)
  const type = part(kind, 1)?.toUpperCase() ?? ''
  if (!/^[A-Z0-9]{3}$/.test(type)) throw new RefusedFile('v2-no-type')
  const trigger = part(kind, 2) ?? word(segments.find((one) => one.name === 'EVN'), 1)
  return { text, exact, header, segments, type, event: /^[A-Z0-9]{3}$/i.test(trigger ?? '') ? (trigger ?? '').toUpperCase() : '', control: component(fieldOf(header, 10), 1) ?? null, strays }
}

/** Reads the bytes of one message. `charset`: of its feed, by a name of table 0211. Throws RefusedFile. */
export function readMessage(bytes: Buffer, charset: string | undefined): Message {
  if (bytes.length === 0) throw new RefusedFile('empty')
  withinLimits(bytes)
  const decoded = decodeMessage(bytes, charset)
  return readText(decoded.text, decoded)
}

/** Reads the text of a message again, as it was kept. Throws RefusedFile. */
export function readKept(text: string, charset: string | undefined): Message {
  const message = readText(text, { charset: 'utf-8', exact: true })
  const said = charsetOf(component(fieldOf(message.header, 18), 1) ?? '') ?? (charset === undefined ? null : charsetOf(charset))
  return said === undefined || said === null || said === 'utf-8' ? message : readText(text, { charset: said, exact: true })
}
