// What does a value hold that is not words of the document: a file, words that came packed, an address, or damage? Nothing is fetched.
import type { Attachment } from '../../../../contract/clinical.ts'
import { attribute, childOf, present } from './element.ts'
import type { Element } from './xml.ts'

const base64 = /^[A-Za-z0-9+/]*={0,2}$/
/** Bytes inside the document; an address is kept as words and never fetched. */
export function embedded(value: Element, title: string | undefined): Attachment {
  const contentType = (attribute(value, 'mediaType') ?? 'application/octet-stream').slice(0, 100)
  const address = attribute(childOf(value, 'reference'), 'value')
  const said = value.children.filter((one) => typeof one === 'string').join('')
  if (said.trim() === '') return present<Attachment>({ contentType, title, address: address?.slice(0, 500), damage: address === undefined ? 'empty' : undefined })
  if (attribute(value, 'representation') !== 'B64') return /^text\/plain/i.test(contentType) || attribute(value, 'mediaType') === undefined ? present<Attachment>({ contentType: 'text/plain', title, text: said, bytes: Buffer.byteLength(said) }) : present<Attachment>({ contentType, title, base64: Buffer.from(said).toString('base64'), bytes: Buffer.byteLength(said) })
  const packed = said.replace(/\s+/g, '')
  if (packed.length % 4 !== 0 || !base64.test(packed)) return present<Attachment>({ contentType, title, damage: 'not base64' })
  const bytes = Buffer.from(packed, 'base64')
  // Only plain text is read here: a page or a picture is a file to keep.
  if (/^text\/plain/i.test(contentType) && !bytes.includes(0)) return present<Attachment>({ contentType: 'text/plain', title, text: bytes.toString('utf8').toWellFormed(), bytes: bytes.length })
  return present<Attachment>({ contentType, title, base64: bytes.toString('base64'), bytes: bytes.length })
}

