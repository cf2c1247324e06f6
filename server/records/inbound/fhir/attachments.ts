// What does an attachment hold: words, a file, an address elsewhere, or damage? Nothing is fetched, run or opened here.
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type { Attachment } from '../../../../contract/clinical.ts'
import type { Entry } from '../read-bundle.ts'
import { contradicts, typeByBytes } from '../values/file-kinds.ts'
import { type Fields, asFields, asText, numeral, present } from './element.ts'
import type { Context } from './record.ts'

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** The bytes of FHIR base64Binary; null when it is something else. Line breaks are allowed (FHIR R4 §2.24.0.1). */
function decoded(data: string): Buffer | null {
  const packed = /\s/.test(data) ? data.replace(/\s+/g, '') : data
  return packed.length % 4 === 0 && base64.test(packed) ? Buffer.from(packed, 'base64') : null
}

/** Text that is surely text: declared as such, readable, and free of NUL. XML is for programs, RTF for word processors: files to keep. */
function readableText(bytes: Buffer, contentType: string): string | undefined {
  if (!/^text\//i.test(contentType) || /^text\/(rtf|xml)/i.test(contentType)) return undefined
  const latin = /charset="?(iso-8859-1|latin1|windows-1252)/i.test(contentType)
  const text = latin ? new TextDecoder('windows-1252').decode(bytes) : isUtf8(bytes) ? bytes.toString('utf8') : undefined
  return text?.includes('\u0000') === true ? undefined : text
}

/** Does it differ from what the element says of it? `hash` is SHA-1 (FHIR R4 §2.24.0.9), in base64, by some sources in hex. */
function differing(bytes: Buffer, from: Fields, contentType: string): Attachment['differs'] {
  if (contradicts(bytes, contentType)) return 'type'
  const size = numeral(from.size)
  if (size !== undefined && Number(size) !== bytes.length) return 'size'
  const said = asText(from.hash)
  if (said === undefined) return undefined
  const sha1 = hash('sha1', bytes, 'buffer')
  return said === sha1.toString('base64') || said.toLowerCase() === sha1.toString('hex') || said === Buffer.from(sha1.toString('hex')).toString('base64') ? undefined : 'hash'
}

function attachmentOf(from: Fields, binary: Fields | null): Attachment {
  const said = asText(from.contentType) ?? asText(binary?.contentType)
  const untyped = said ?? 'application/octet-stream'
  const title = asText(from.title)
  const data = asText(from.data) ?? asText(binary?.data)
  // What came with it is not elsewhere.
  const address = binary === null ? asText(from.url) : undefined
  if (data === undefined) return present<Attachment>({ contentType: untyped, title, address, damage: address === undefined ? 'empty' : undefined })
  const bytes = decoded(data)
  if (bytes === null) return present<Attachment>({ contentType: untyped, title, address, damage: 'not base64' })
  const contentType = said ?? typeByBytes(bytes) ?? untyped
  const differs = differing(bytes, from, contentType)
  const text = differs === 'type' ? undefined : readableText(bytes, contentType)
  return present<Attachment>({ contentType: differs === 'type' ? 'application/octet-stream' : contentType, title, address, bytes: bytes.length, text, base64: text === undefined ? bytes.toString('base64') : undefined, differs })
}

export type Held = { readonly attachments: readonly Attachment[]; /** Binaries of the same person that hold what the elements point at. */ readonly inside: readonly Entry[] }

/** The attachments of Attachment elements of a resource; one that points at a Binary that came with it is that Binary. */
export function attachmentsIn(entry: Entry, elements: readonly Fields[], context: Context): Held {
  const inside: Entry[] = []
  const attachments = elements.map((from) => {
    const url = asText(from.url)
    const target = url === undefined || from.data !== undefined ? null : context.resolve({ reference: url }, entry.resource)
    const binary = target?.type === 'Binary' ? target.entry : null
    if (binary === null || !context.sameSubject(entry, binary)) return attachmentOf(from, null)
    inside.push(binary)
    return attachmentOf(from, binary.resource)
  })
  return { attachments, inside }
}

/** SHA-256 over what they hold; null when they hold nothing: word for word the same gives the same. */
export function contentOf(attachments: readonly Attachment[]): Buffer | null {
  const held = attachments.map((one) => one.text?.trim() ?? one.base64 ?? '').filter((one) => one !== '')
  return held.length === 0 ? null : hash('sha256', held.join('\u0000'), 'buffer')
}

/** The source's own words for a resource (FHIR R4 Narrative), as markup that is only ever read as text. */
export function narrativeOf(resource: Fields): readonly Attachment[] {
  const markup = asText(asFields(resource.text)?.div)
  return markup === undefined ? [] : [{ contentType: 'text/html', text: markup, bytes: Buffer.byteLength(markup) }]
}
