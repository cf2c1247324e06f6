// What does a value hold that is not words of the document: a file, words that came packed, an address, or damage? Nothing is fetched,
// run or opened (HL7 v3 ED: representation, compression, charset, integrityCheck).
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { Attachment } from '../../../../../contract/clinical.ts'
import { limits } from '../../limits.ts'
import { contradicts, typeByBytes } from '../../values/file-kinds.ts'
import { attribute, childOf, present } from '../element.ts'
import type { Element } from '../xml.ts'

const base64 = /^[A-Za-z0-9+/]*={0,2}$/
/** The bytes of base64, whose padding some leave out; null when it is something else. */
function unpacked(said: string): Buffer | null {
  const packed = said.replace(/\s+/g, '')
  const letters = packed.replace(/=+$/, '').length
  return packed === '' || letters % 4 === 1 || (packed.length % 4 !== 0 && packed.length !== letters) || !base64.test(packed) ? null : Buffer.from(packed, 'base64')
}

const openers: Readonly<Record<string, (bytes: Buffer, bounds: { readonly maxOutputLength: number }) => Buffer>> = { GZ: gunzipSync, DF: inflateRawSync, ZL: inflateSync }
/** What was compressed on its way; null when it does not unpack, or to more than a document may hold. */
function decompressed(bytes: Buffer, how: string | undefined): Buffer | null {
  if (how === undefined) return bytes
  const open = Object.hasOwn(openers, how) ? openers[how] : undefined
  try {
    return open?.(bytes, { maxOutputLength: limits.xmlBytes }) ?? null
  } catch {
    return null
  }
}

/** Only plain text is read here: a page or a picture is a file to keep. In the character set it names; else UTF-8, or what bytes that are none can only be. */
function readable(bytes: Buffer, contentType: string, charset: string | undefined): string | undefined {
  if (!/^text\/plain/i.test(contentType) || bytes.includes(0)) return undefined
  const named = charset ?? /charset="?([\w.-]+)/i.exec(contentType)?.[1]
  const latin = named !== undefined && /^(iso-8859-1|latin-?1|windows-1252|cp1252)$/i.test(named)
  return (!latin && isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes)).toWellFormed()
}

/** Is it what the element says of it? */
function differing(bytes: Buffer, value: Element, contentType: string): Attachment['differs'] {
  if (contradicts(bytes, contentType)) return 'type'
  const said = attribute(value, 'integrityCheck')?.replace(/\s+/g, '')
  if (said === undefined) return undefined
  const sum = hash(/256/.test(attribute(value, 'integrityCheckAlgorithm') ?? '') ? 'sha256' : 'sha1', bytes, 'buffer')
  return said === sum.toString('base64') || said.toLowerCase() === sum.toString('hex') ? undefined : 'hash'
}

/** Base64 that does not say so: what is no text, and unpacks to the kind of file it is called. */
function silentlyPacked(said: string, mediaType: string | undefined): Buffer | null {
  if (mediaType === undefined || /^text\/(plain|html|xml)/i.test(mediaType)) return null
  const bytes = unpacked(said)
  return bytes !== null && typeByBytes(bytes) !== undefined && !contradicts(bytes, mediaType) ? bytes : null
}

/** Bytes inside the document; an address is kept as words and never fetched. */
export function embedded(value: Element, title: string | undefined): Attachment {
  const mediaType = attribute(value, 'mediaType')?.slice(0, 100)
  const contentType = mediaType ?? 'application/octet-stream'
  const address = attribute(childOf(value, 'reference'), 'value')
  const said = value.children.filter((one) => typeof one === 'string').join('')
  if (said.trim() === '') return present<Attachment>({ contentType, title, address: address?.slice(0, 500), damage: address === undefined ? 'empty' : undefined })
  const packed = attribute(value, 'representation')?.toUpperCase() === 'B64'
  const silent = packed ? null : silentlyPacked(said, mediaType)
  if (!packed && silent === null && (mediaType === undefined || /^text\/plain/i.test(mediaType))) return present<Attachment>({ contentType: 'text/plain', title, text: said, bytes: Buffer.byteLength(said) })
  const sent = packed ? unpacked(said) : (silent ?? Buffer.from(said))
  if (sent === null) return present<Attachment>({ contentType, title, damage: 'not base64' })
  const bytes = decompressed(sent, attribute(value, 'compression')?.toUpperCase())
  if (bytes === null) return present<Attachment>({ contentType, title, damage: 'not unpacked' })
  return fileOf(bytes, value, present<Pick<Attachment, 'contentType' | 'title'>>({ contentType: mediaType ?? typeByBytes(bytes) ?? 'text/plain', title }))
}

/** HL7 v3: what says no type is plain text, unless its bytes say what it is. */
function fileOf(bytes: Buffer, value: Element, { contentType, title }: Pick<Attachment, 'contentType' | 'title'>): Attachment {
  const differs = differing(bytes, value, contentType)
  const text = differs === 'type' ? undefined : readable(bytes, contentType, attribute(value, 'charset'))
  const type = differs === 'type' || (text === undefined && attribute(value, 'mediaType') === undefined && contentType === 'text/plain') ? 'application/octet-stream' : text === undefined ? contentType : 'text/plain'
  return present<Attachment>({ contentType: type, title, text, base64: text === undefined ? bytes.toString('base64') : undefined, bytes: bytes.length, differs })
}
