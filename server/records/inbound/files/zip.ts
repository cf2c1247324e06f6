// What does a ZIP package hold? Its directory is read and each document unpacked in memory, within the limits; nothing is ever
// written, no name is ever a path, no link is followed (APPNOTE.TXT 4.3; security.md R64).
import { crc32, inflateRawSync } from 'node:zlib'
import { looksLikeXml } from '../ccda/read-document.ts'
import { limits } from '../limits.ts'
import { RefusedFile } from '../refused-file.ts'

export type Packed = { readonly name: string; readonly bytes: Buffer }

type Listed = { readonly name: string; readonly method: number; readonly flags: number; readonly crc: number; readonly packed: number; readonly size: number; readonly offset: number; readonly link: boolean }

const endMark = 0x06054b50
const listMark = 0x02014b50
const fileMark = 0x04034b50

const broken = (): never => {
  throw new RefusedFile('zip-broken')
}

export const isZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === fileMark

/** The end record lies in the last 64 kB, after it only a comment. */
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at -= 1) if (bytes.readUInt32LE(at) === endMark) return at
  return broken()
}

function listedIn(bytes: Buffer): readonly Listed[] {
  const end = endOf(bytes)
  const [count, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)]
  if (count > limits.zipEntries) throw new RefusedFile('zip-too-many')
  const files: Listed[] = []
  let at = start
  for (let one = 0; one < count; one += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== listMark) broken()
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
    const flags = bytes.readUInt16LE(at + 8)
    const name = bytes.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8', at + 46, at + 46 + nameLength)
    // Made on Unix: the upper half of the attributes is the file's mode; 0xA000 is a symbolic link.
    const link = ((bytes.readUInt32LE(at + 38) >>> 16) & 0xf000) === 0xa000
    files.push({ name, flags, link, method: bytes.readUInt16LE(at + 10), crc: bytes.readUInt32LE(at + 16), packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24), offset: bytes.readUInt32LE(at + 42) })
    at += 46 + nameLength + extraLength + commentLength
  }
  return files
}

function unpacked(bytes: Buffer, file: Listed): Buffer {
  if ((file.flags & 1) === 1) throw new RefusedFile('zip-locked')
  if (file.offset + 30 > bytes.length || bytes.readUInt32LE(file.offset) !== fileMark) broken()
  const start = file.offset + 30 + bytes.readUInt16LE(file.offset + 26) + bytes.readUInt16LE(file.offset + 28)
  if (start + file.packed > bytes.length) broken()
  const packed = bytes.subarray(start, start + file.packed)
  if (file.method !== 0 && file.method !== 8) broken()
  let out: Buffer
  try {
    out = file.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, file.size) })
  } catch {
    return broken()
  }
  if (out.length !== file.size || crc32(out) !== file.crc) broken()
  return out
}

/** The name without its folders; "" for a folder. Some write the path the way of Windows. */
const ownName = (path: string): string => path.split(/[\\/]/).at(-1) ?? ''
/** What a Mac puts beside each file when it packs: never something that was sent. */
const isShadow = (path: string): boolean => /(^|[\\/])__MACOSX[\\/]/.test(path) || ownName(path).startsWith('._')
/** Names that could be a document; an index page, styles and lists of what is inside are not. */
const isDocument = (path: string): boolean => !isShadow(path) && /\.(xml|cda|ccda)$/i.test(path) && ownName(path).toLowerCase() !== 'metadata.xml'
/** A name that says nothing: its bytes do. */
const isNameless = (path: string): boolean => !isShadow(path) && /^[^.]+$/.test(ownName(path))
/** Names of papers and records of other kinds; pages, styles and pictures belong to how a package looks. */
const isPaper = (path: string): boolean => !isShadow(path) && /\.(pdf|rtf|tiff?|docx?|json|ndjson|hl7|zip)$/i.test(path)

/** What of a package is no clinical document and may be somebody's record: it is not read here, and says so. */
export const papersBeside = (bytes: Buffer): readonly string[] => listedIn(bytes).filter((file) => !file.link && isPaper(file.name)).map((file) => file.name)

/** The documents of a package in its order. Refuses what is broken, locked, or over a limit. */
export function packedIn(bytes: Buffer): readonly Packed[] {
  const files = listedIn(bytes)
  const size = files.reduce((all, file) => all + file.size, 0)
  if (size > limits.fileBytes) throw new RefusedFile('zip-too-large')
  if (size > limits.packingFloor && size > bytes.length * limits.zipRatio) throw new RefusedFile('zip-too-packed')
  const documents = files.filter((file) => !file.link && (isDocument(file.name) || isNameless(file.name)))
  const found: Packed[] = []
  let all = 0
  for (const file of documents) {
    all += file.size
    if (file.size > limits.xmlBytes) throw new RefusedFile('xml-too-large')
    // Two entries may claim the same bytes: what comes out is counted, not what goes in.
    if (all > limits.fileBytes) throw new RefusedFile('zip-too-large')
    const own = unpacked(bytes, file)
    if (isDocument(file.name) || looksLikeXml(own)) found.push({ name: file.name, bytes: own })
  }
  if (found.length === 0) throw new RefusedFile('zip-without-document')
  return found
}
