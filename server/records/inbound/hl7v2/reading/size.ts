// Is a message too much (R66)? Its size without the documents in it, with them, its segments and its fields, counted on the bytes, before
// anything is decoded or taken apart. Hospitals send reports as PDF inside of messages: of these the limit is another one.
import { limits } from '../../limits.ts'
import { RefusedFile } from '../../refused-file.ts'

const [cr, lf] = [0x0d, 0x0a]
/** How a document begins that came as a text: a PDF in base64, rich text format, also with its first brace escaped. */
const beginnings = ['JVBERi0', '{\\rtf', '{\\E\\rtf'].map((one) => Buffer.from(one))
const isBase64 = (one: number): boolean => (one >= 0x41 && one <= 0x5a) || (one >= 0x61 && one <= 0x7a) || (one >= 0x30 && one <= 0x39) || one === 0x2b || one === 0x2f || one === 0x3d

/** Where the next line ends, from the left to the right; each byte is looked at once. */
function openLines(bytes: Buffer): (from: number) => number {
  let [nextCr, nextLf] = [-2, -2]
  const next = (sign: number, known: number, from: number): number => (known === -1 || known >= from ? known : bytes.indexOf(sign, from))
  return (from) => {
    nextCr = next(cr, nextCr, from)
    nextLf = next(lf, nextLf, from)
    return Math.min(nextCr < 0 ? bytes.length : nextCr, nextLf < 0 ? bytes.length : nextLf)
  }
}

type Value = { readonly from: number; readonly to: number }

/** OBX-5 of a line that is an OBX; null: another segment, or one that ends before. */
function valueAt(bytes: Buffer, { from, to }: Value, sign: number): { readonly type: string; readonly value: Value } | null {
  if (bytes[from + 3] !== sign || bytes.toString('latin1', from, from + 3).toUpperCase() !== 'OBX') return null
  const signs: number[] = []
  for (let at = bytes.indexOf(sign, from); at >= 0 && at < to && signs.length < 6; at = bytes.indexOf(sign, at + 1)) signs.push(at)
  const [, second = 0, third, , fifth, sixth] = signs
  return third === undefined || fifth === undefined ? null : { type: bytes.toString('latin1', second + 1, third).trim().toUpperCase(), value: { from: fifth + 1, to: sixth ?? to } }
}

/** Is it a document, or one that goes on in the next segment? `after`: the segment before it was one. */
function isDocument(bytes: Buffer, { type, value }: { readonly type: string; readonly value: Value }, after: boolean): boolean {
  if (type === 'ED') return true
  if (!['TX', 'FT', 'ST', ''].includes(type)) return false
  const inside = bytes.subarray(value.from, value.to)
  return beginnings.some((one) => inside.subarray(0, one.length).equals(one)) || (after && inside.length > 0 && inside.every(isBase64))
}

/** Does a segment begin here? Base64 that was broken into lines has no such sign in it. */
const begins = (bytes: Buffer, at: number, sign: number): boolean => bytes[at + 3] === sign

function longField(bytes: Buffer, { from, to }: Value, sign: number): boolean {
  if (to - from <= limits.v2FieldBytes) return false
  for (let start = from; start < to; ) {
    const found = bytes.indexOf(sign, start)
    const end = found < 0 || found > to ? to : found
    if (end - start > limits.v2FieldBytes) return true
    start = end + 1
  }
  return false
}

/** One segment as far as its size goes: what of it is a document, and where it ends. */
type Measured = { readonly to: number; readonly document: Value | null }

type Measuring = { readonly bytes: Buffer; readonly sign: number; readonly lineEnd: (from: number) => number }

/** `after`: the segment before it was a document. */
function measured({ bytes, sign, lineEnd }: Measuring, from: number, after: boolean): Measured {
  let to = lineEnd(from)
  const found = valueAt(bytes, { from, to }, sign)
  if (found === null || !isDocument(bytes, found, after)) return { to, document: null }
  if (found.value.to < to) return { to, document: found.value }
  // A document that was broken into lines goes on until a segment begins.
  while (to < bytes.length && !begins(bytes, to + 1, sign) && !begins(bytes, to + 2, sign)) to = lineEnd(to + 1)
  return { to, document: { from: found.value.from, to } }
}

/** Throws RefusedFile for a message that is over a limit. */
export function withinLimits(bytes: Buffer): void {
  if (bytes.length > limits.v2DocumentBytes) throw new RefusedFile('v2-too-large')
  const header = bytes.subarray(0, 64).indexOf('MSH')
  const measuring: Measuring = { bytes, sign: bytes[Math.max(header, 0) + 3] ?? 0x7c, lineEnd: openLines(bytes) }
  let [documents, segments, after, long] = [0, 0, false, false]
  for (let from = 0; from < bytes.length; ) {
    const { to, document } = measured(measuring, from, after)
    // CR and LF together end one line.
    if (!(bytes[from] === lf && bytes[from - 1] === cr)) {
      segments += 1
      after = document !== null
    }
    documents += document === null ? 0 : document.to - document.from
    const rest = document === null ? [{ from, to }] : [{ from, to: document.from }, { from: document.to, to }]
    long ||= rest.some((one) => longField(bytes, one, measuring.sign))
    from = to + 1
  }
  if (bytes.length - documents > limits.v2Bytes) throw new RefusedFile('v2-too-large')
  if (long) throw new RefusedFile('v2-field-too-long')
  if (segments > limits.v2Segments) throw new RefusedFile('v2-too-many-segments')
}

/** Is it over the limit for its size, whatever else is wrong with it? What is not larger than any message may be is not looked at. */
export function isTooLarge(bytes: Buffer): boolean {
  if (bytes.length <= limits.v2Bytes) return false
  try {
    withinLimits(bytes)
    return false
  } catch (error) {
    if (error instanceof RefusedFile) return true
    throw error
  }
}
