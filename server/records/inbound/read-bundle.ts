// What does a file hold? Its entries, each with the exact text that came; a resource is parsed only when somebody asks.
import { hash } from 'node:crypto'
import type { Fields } from './fhir/element.ts'
import { RefusedFile } from './refused-file.ts'
import { type Scanned, type Slice, scan } from './scan.ts'

export type Entry = {
  /** Entry number, from 1. */
  readonly line: number
  readonly fullUrl: string | null
  readonly type: string
  /** The resource's own id; else the name in its fullUrl; else one made of its content. */
  readonly sourceId: string
  /** UTF-8 bytes of the resource as they came. */
  readonly text: Buffer
  /** The bytes as they came, when they are not this text in UTF-8. */
  readonly bytes?: Buffer
  /** SHA-256 of the text. */
  readonly version: Buffer
  /** Holds U+0000 or half a surrogate pair: kept as it came, not read. */
  readonly unkeepable: boolean
  readonly resource: Fields
}

export type Bundle = { readonly type: string; readonly entries: readonly Entry[]; readonly without: number; readonly sha256: Buffer; readonly bytes: number }

/** FHIR R4 Bundle.type of the kinds that carry a record; history and batch answers do not. */
const readTypes = new Set(['transaction', 'batch', 'collection', 'document', 'searchset', ''])
const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer')

/** The text with numbers that JavaScript would change put in quotes: a number is only ever read as its text. */
function readable(bytes: Buffer, { start, end }: Slice, numbers: readonly number[]): string {
  if (numbers.length === 0) return bytes.toString('utf8', start, end)
  let text = ''
  let from = start
  for (let one = 0; one < numbers.length; one += 2) {
    const first = numbers[one] ?? from
    const last = numbers[one + 1] ?? from
    text += `${bytes.toString('utf8', from, first)}"${bytes.toString('latin1', first, last)}"`
    from = last
  }
  return text + bytes.toString('utf8', from, end)
}

/** Walks two ordered lists side by side: gives the positions that lie inside a slice. */
function openPositions(positions: readonly number[], step: number): (slice: Slice) => readonly number[] {
  let at = 0
  return ({ start, end }) => {
    while (at < positions.length && (positions[at] ?? 0) < start) at += step
    const first = at
    while (at < positions.length && (positions[at] ?? 0) < end) at += step
    return positions.slice(first, at)
  }
}

const unquoted = (bytes: Buffer, slice: Slice | null): string | null => (slice === null ? null : (JSON.parse(bytes.toString('utf8', slice.start, slice.end)) as string))

function sourceIdOf(resource: Fields, fullUrl: string | null, version: Buffer): string {
  if (typeof resource.id === 'string' && resource.id !== '') return resource.id
  const named = fullUrl === null ? '' : fullUrl.slice(Math.max(fullUrl.lastIndexOf('/'), fullUrl.lastIndexOf(':')) + 1)
  return named === '' ? `sha256-${version.toString('hex')}` : named
}

function entriesOf(bytes: Buffer, scanned: Scanned): Entry[] {
  const numbersIn = openPositions(scanned.exactNumbers, 2)
  const damageIn = openPositions(scanned.unkeepable, 1)
  let damaged = 0
  const entries = scanned.entries.map(({ resource: slice, fullUrl }, at): Entry => {
    const text = bytes.subarray(slice.start, slice.end)
    const damage = damageIn(slice).length
    damaged += damage
    const resource = JSON.parse(readable(bytes, slice, numbersIn(slice))) as Fields
    const version = sha256(text)
    const url = unquoted(bytes, fullUrl)
    const type = typeof resource.resourceType === 'string' && /^[A-Z][A-Za-z]{1,63}$/.test(resource.resourceType) ? resource.resourceType : ''
    const sourceId = sourceIdOf(resource, url, version)
    return { line: at + 1, fullUrl: url, type, sourceId: damage > 0 ? sourceId.toWellFormed().replaceAll('\u0000', '\uFFFD') : sourceId, text, version, unkeepable: damage > 0, resource }
  })
  if (damaged !== scanned.unkeepable.length) throw new RefusedFile('text-unkeepable')
  return entries
}

/** Reads the bytes of a file as a FHIR bundle, or as the one resource it is. Throws RefusedFile. */
export function readBundle(bytes: Buffer): Bundle {
  const scanned = scan(bytes)
  const root = unquoted(bytes, scanned.root.resourceType) ?? ''
  const type = root === 'Bundle' ? (unquoted(bytes, scanned.root.type) ?? '') : ''
  if (!readTypes.has(type)) throw new RefusedFile('bundle-type', { found: type.slice(0, 40).replace(/[^a-z-]/gi, '?') })
  if (root !== 'Bundle' && !/^[A-Z][A-Za-z]{1,63}$/.test(root)) throw new RefusedFile('not-fhir', { line: 1 })
  return { type, entries: entriesOf(bytes, scanned), without: scanned.entriesWithout, sha256: sha256(bytes), bytes: bytes.length }
}
