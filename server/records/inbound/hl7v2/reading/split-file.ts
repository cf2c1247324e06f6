// Which messages does a file hold? HL7 v2 batches (FHS, BHS … BTS, FTS: §2.10.3), messages one after the other, frames of the wire
// that were saved with them. Bytes stay as they came: each message is a slice.
import { RefusedFile } from '../../refused-file.ts'

/** A message of a file, or what stands where one should. */
export type Slice = { /** Line of the file it begins at, from 1. */ readonly line: number; readonly bytes: Buffer }
export type SplitFile = { readonly messages: readonly Slice[]; /** The batch says how many it holds, and that is not so. */ readonly miscounted: RefusedFile | null }

const isEnd = (one: number | undefined): boolean => one === 0x0d || one === 0x0a || one === 0x0b || one === 0x1c
const isLetter = (one: number | undefined): boolean => one !== undefined && ((one >= 0x30 && one <= 0x39) || (one >= 0x41 && one <= 0x5a) || (one >= 0x61 && one <= 0x7a) || one <= 0x20)
const envelope = new Set(['FHS', 'BHS', 'BTS', 'FTS'])

type Head = { readonly at: number; readonly line: number; readonly name: string }

/** Where a segment that begins or ends a message starts. */
function headsOf(bytes: Buffer): Head[] {
  const heads: Head[] = []
  let line = 1
  const look = (at: number) => {
    const name = bytes.toString('latin1', at, at + 3)
    if ((name === 'MSH' || envelope.has(name)) && !isLetter(bytes[at + 3])) heads.push({ at, line, name })
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  look(start)
  for (let at = start; at < bytes.length; at += 1) {
    const one = bytes[at]
    if (one === 0x0a || (one === 0x0d && bytes[at + 1] !== 0x0a)) line += 1
    if (isEnd(one) && !isEnd(bytes[at + 1])) look(at + 1)
  }
  return heads
}

/** Without what a file or the wire put around it; its own line end stays. */
function trimmed(bytes: Buffer, from: number, to: number): Buffer {
  let end = to
  while (end > from && (bytes[end - 1] === 0x0b || bytes[end - 1] === 0x1c || bytes[end - 1] === 0x20)) end -= 1
  if (end > from + 1 && bytes[end - 1] === 0x0d && bytes[end - 2] === 0x1c) end -= 2
  return bytes.subarray(from, end)
}

/** How many messages the trailers say; a batch may be one of several in a file. */
function countSaid(bytes: Buffer, heads: readonly Head[]): number | null {
  const said = heads.flatMap(({ at, name }) => {
    const [, count = ''] = name === 'BTS' ? bytes.toString('latin1', at, at + 40).split(/[\r\n]/, 1)[0]?.split(String.fromCharCode(bytes[at + 3] ?? 0x7c)) ?? [] : []
    return /^\d{1,7}$/.test(count) ? [Number(count)] : []
  })
  return said.length === 0 ? null : said.reduce((sum, one) => sum + one, 0)
}

/** The messages of a file in their order. What stands before the first is a slice too: it will be refused with its reason. */
export function splitFile(bytes: Buffer): SplitFile {
  // UTF-16 holds one message: its line ends are two bytes.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { messages: [{ line: 1, bytes }], miscounted: null }
  const heads = headsOf(bytes)
  const messages: Slice[] = []
  const [first] = heads
  if (first === undefined || bytes.toString('latin1', 0, first.at).replace(/[\s\u000b\u001c]|\u00ef\u00bb\u00bf/g, '') !== '') messages.push({ line: 1, bytes: bytes.subarray(0, first?.at ?? bytes.length) })
  heads.forEach(({ at, line, name }, index) => {
    if (name === 'MSH') messages.push({ line, bytes: trimmed(bytes, at, heads[index + 1]?.at ?? bytes.length) })
  })
  const [said, found] = [countSaid(bytes, heads), heads.filter((one) => one.name === 'MSH').length]
  return { messages, miscounted: said === null || said === found ? null : new RefusedFile('v2-batch-count', { found: `${said}, ${found}` }) }
}

/** Does a text begin like HL7 v2? For names that say nothing (".txt"). */
export function looksLikeHl7v2(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1')
  return /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?[\s\u000b]*(?:MSH|FHS|BHS)[^A-Za-z0-9\s\u0000]/.test(head.replaceAll('\u0000', ''))
}
