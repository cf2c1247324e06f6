// What does an attachment hold: words, a file, an address elsewhere, or damage? Nothing is fetched, run or opened here.
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type { Attachment } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, each, present } from './element.ts'

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** The bytes of FHIR base64Binary; null when it is something else. Line breaks are allowed (FHIR R4 §2.24.0.1). */
function decoded(data: string): Buffer | null {
  const packed = /\s/.test(data) ? data.replace(/\s+/g, '') : data
  return packed.length % 4 === 0 && base64.test(packed) ? Buffer.from(packed, 'base64') : null
}

/** Text that is surely text: declared as such, readable, and free of NUL. */
function readableText(bytes: Buffer, contentType: string): string | undefined {
  if (!/^text\//i.test(contentType) || /^text\/rtf/i.test(contentType)) return undefined
  const latin = /charset="?(iso-8859-1|latin1|windows-1252)/i.test(contentType)
  const text = latin ? new TextDecoder('windows-1252').decode(bytes) : isUtf8(bytes) ? bytes.toString('utf8') : undefined
  return text?.includes('\u0000') === true ? undefined : text
}

function attachmentOf(from: Fields): Attachment {
  const contentType = asText(from.contentType) ?? 'application/octet-stream'
  const title = asText(from.title)
  const address = asText(from.url)
  const data = asText(from.data)
  if (data === undefined) return present<Attachment>({ contentType, title, address, damage: address === undefined ? 'empty' : undefined })
  const bytes = decoded(data)
  if (bytes === null) return present<Attachment>({ contentType, title, address, damage: 'not base64' })
  const text = readableText(bytes, contentType)
  return present<Attachment>({ contentType, title, address, bytes: bytes.length, text, base64: text === undefined ? bytes.toString('base64') : undefined })
}

/** The attachments of a list of Attachment elements. */
export const attachmentsOf = (value: Json | undefined): readonly Attachment[] => each(value).map(attachmentOf)

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
