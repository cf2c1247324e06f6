// In which character set do the bytes of a message speak? MSH-18 says it (HL7 v2 table 0211), or its feed; a name is never read by
// a guess: bytes that do not fit what was said are refused.
import { isUtf8 } from 'node:buffer'
import { RefusedFile } from '../../refused-file.ts'

/** Table 0211 and what senders write instead, without signs, to the labels of the WHATWG encoding standard. */
const labels: Readonly<Record<string, string>> = {
  UTF8: 'utf-8', UNICODEUTF8: 'utf-8', UNICODE: 'utf-8',
  UNICODEUTF16: 'utf-16le', UTF16: 'utf-16le', UTF16LE: 'utf-16le', UTF16BE: 'utf-16be',
  LATIN1: 'windows-1252', ISOIR100: 'windows-1252', WINDOWS1252: 'windows-1252', CP1252: 'windows-1252', WINDOWS1250: 'windows-1250', WINDOWS1251: 'windows-1251',
  GB18030: 'gb18030', GB180302000: 'gb18030', KSX1001: 'euc-kr', EUCKR: 'euc-kr', BIG5: 'big5', SHIFTJIS: 'shift_jis', EUCJP: 'euc-jp', ISOIR87: 'iso-2022-jp',
}
/** What says nothing beyond the first 128 signs. */
const plain = new Set(['', 'ASCII', 'USASCII', 'ISOIR6', 'ISOIR14'])
const parts: Readonly<Record<string, string>> = { 1: 'windows-1252', 9: 'windows-1254', 11: 'windows-874' }

/** The decoder's label for a name of table 0211; null: says nothing; undefined: not one we read. */
export function charsetOf(name: string): string | null | undefined {
  const key = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (plain.has(key)) return null
  const part = /^(?:ISO)?8859(\d{1,2})$/.exec(key)?.[1]
  if (part !== undefined) return Number(part) >= 1 && Number(part) <= 16 && part !== '12' ? (parts[part] ?? `iso-8859-${part}`) : undefined
  return labels[key]
}

export type Decoded = { readonly text: string; /** For `\Xhh\`. */ readonly charset: string; /** The text's UTF-8 is the message, byte for byte. */ readonly exact: boolean }

const starts = (bytes: Buffer, ...first: readonly number[]): boolean => first.every((one, at) => bytes[at] === one)

/** UTF-16 tells itself: by its mark, or by the zero beside each letter of "MSH". */
function wide(bytes: Buffer): string | null {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0x4d, 0, 0x53, 0)) return 'utf-16le'
  return starts(bytes, 0xfe, 0xff) || starts(bytes, 0, 0x4d, 0, 0x53) ? 'utf-16be' : null
}

/**
 * MSH-18, read before anything else is: its signs are the same in every character set but UTF-16. The first repetition, unless that has
 * plain letters only and another one is reached by escape sequences of ISO 2022 (Japan: "~ISO IR87").
 */
function declared(bytes: Buffer): string {
  const head = bytes.subarray(0, 4_096).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
  const [line = ''] = head.split(/[\r\n]/, 1)
  const [separator = '|', , repetition = '~'] = [line[3], line[4], line[5]]
  const names = (line.split(separator)[17] ?? '').split(repetition).map((one) => one.split(line[4] ?? '^')[0]?.trim() ?? '')
  const [first = ''] = names
  return charsetOf(first) === null ? (names.find((one) => charsetOf(one) === 'iso-2022-jp') ?? first) : first
}

function decode(bytes: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const hasHigh = (bytes: Buffer): boolean => bytes.some((one) => one > 0x7f)

/** Which character set to read by; throws when what was said cannot be right and the feed says nothing better. */
function chosen(bytes: Buffer, feed: string | null): string {
  const name = declared(bytes)
  const said = charsetOf(name)
  if (!hasHigh(bytes)) return said ?? feed ?? 'utf-8'
  const utf8 = isUtf8(bytes)
  const fits = said === undefined ? null : said === null ? (utf8 ? 'utf-8' : null) : said === 'utf-8' && !utf8 ? null : said.startsWith('utf-16') ? (utf8 ? 'utf-8' : null) : said
  // Bytes that are sound UTF-8 are hardly ever meant as two signs each ("Ã¼" for "ü"): what was said is in doubt.
  const doubtful = fits !== null && fits !== 'utf-8' && /^(windows|iso-8859)/.test(fits) && utf8
  if (fits !== null && !doubtful) return fits
  if (feed !== null && (feed !== 'utf-8' || utf8)) return feed
  throw new RefusedFile('v2-charset', { found: /^[\w /.-]{1,30}$/.test(name) ? name : 'none' })
}

/** Zeros at the end fill a block of the sender's. */
function withoutFilling(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\u0000' || text[end - 1] === '\u001a')) end -= 1
  return text.slice(0, end)
}

/** The text of a message. `feed`: the character set of its feed, by a name of table 0211, for messages that say none. Throws RefusedFile. */
export function decodeMessage(bytes: Buffer, feed: string | undefined): Decoded {
  const byFeed = feed === undefined ? null : (charsetOf(feed) ?? null)
  const charset = wide(bytes) ?? chosen(bytes, byFeed)
  const text = decode(bytes, charset)
  if (text === null) throw new RefusedFile('v2-charset', { found: charset })
  const trimmed = withoutFilling(text)
  if (trimmed.includes('\u0000')) throw new RefusedFile('text-unkeepable')
  return { text: trimmed, charset, exact: Buffer.byteLength(trimmed) === bytes.length && Buffer.from(trimmed).equals(bytes) }
}
