// What is a file by its first bytes, and is it what it is called? Nothing is opened or run.
import { table } from '../fhir/element.ts'

type Kind = 'pdf' | 'png' | 'jpeg' | 'gif' | 'tiff' | 'rtf' | 'zip' | 'gzip' | 'program' | 'office'

/** How files of a kind begin. */
const beginnings: readonly (readonly [kind: Kind, begins: Buffer])[] = [
  ['pdf', Buffer.from('%PDF-')], ['png', Buffer.from('89504e470d0a1a0a', 'hex')], ['jpeg', Buffer.from('ffd8ff', 'hex')], ['gif', Buffer.from('GIF8')], ['tiff', Buffer.from('49492a00', 'hex')], ['tiff', Buffer.from('4d4d002a', 'hex')], ['rtf', Buffer.from('{\\rtf')],
  ['zip', Buffer.from('504b0304', 'hex')], ['gzip', Buffer.from('1f8b', 'hex')], ['program', Buffer.from('MZ')], ['program', Buffer.from('7f454c46', 'hex')], ['office', Buffer.from('d0cf11e0', 'hex')],
]
/** Content types whose files begin in one way only. */
const mustBegin: Readonly<Record<string, Kind>> = table({ 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/jpg': 'jpeg', 'image/gif': 'gif', 'image/tiff': 'tiff', 'application/zip': 'zip' })
/** What a kind is called where its source calls it nothing. */
const called: Readonly<Record<string, string>> = table({ pdf: 'application/pdf', png: 'image/png', jpeg: 'image/jpeg', gif: 'image/gif', tiff: 'image/tiff', rtf: 'text/rtf' })

const kindOf = (bytes: Buffer): Kind | undefined => beginnings.find(([, begins]) => bytes.subarray(0, begins.length).equals(begins))?.[0]

/** The content type of documents and pictures by their first bytes; undefined for everything else. */
export const typeByBytes = (bytes: Buffer): string | undefined => called[kindOf(bytes) ?? '']

/** Do the bytes contradict what they are called? A page called PDF, a program called a picture, a picture called text. */
export function contradicts(bytes: Buffer, contentType: string): boolean {
  const name = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const found = kindOf(bytes)
  const expected = mustBegin[name]
  if (expected !== undefined) return found !== expected
  return found !== undefined && (found === 'program' || (name.startsWith('text/') && !(found === 'rtf' && /rtf|richtext/.test(name))))
}
