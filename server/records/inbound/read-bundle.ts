// What does a file hold? Its entries, each with the exact text that came. A resource, a bundle of any kind that tells something,
// a bundle in a bundle one step deep. What a transaction asks a server to do is looked at and never done.
import { hash } from 'node:crypto'
import type { Fields } from './fhir/element.ts'
import { type FileRefusal, RefusedFile } from './refused-file.ts'
import { type Scanned, type ScannedEntry, type Slice, scan } from './files/scan.ts'

export type Entry = {
  /** Entry number, from 1; of NDJSON the line. */
  readonly line: number
  readonly fullUrl: string | null
  readonly type: string
  /** The resource's own id; else what its sender says it is known by; else the name in its fullUrl; else one made of its content. */
  readonly sourceId: string
  /** UTF-8 bytes of the resource as they came. */
  readonly text: Buffer
  /** The bytes as they came, when they are not this text in UTF-8. */
  readonly bytes?: Buffer
  /** SHA-256 of the text. */
  readonly version: Buffer
  /** When its source wrote this version, where the text itself does not say it as FHIR does; ISO 8601 with a zone. */
  readonly asOf?: { readonly at: string; readonly by: 'message' | 'document' }
  /** Holds U+0000 or half a surrogate pair: kept as it came, not read. */
  readonly unkeepable: boolean
  readonly resource: Fields
  /** A line that is no JSON: why. */
  readonly broken?: FileRefusal
  /** The sender asks to take it away: nothing of it is a fact. */
  readonly deletes?: boolean
  /** Of a text that came before: the chart it was kept in, and what its source calls whoever that is. */
  readonly kept?: { readonly chart: string; readonly whose: string }
  /** The document bundle that this Composition opens. */
  readonly opens?: Entry
  /** A bundle whose entries are read beside it. */
  readonly holds?: boolean
}

export type Bundle = {
  readonly type: string
  readonly entries: readonly Entry[]
  /** How many entries hold nothing. */
  readonly without: number
  /** Numbers of the entries without a resource that ask for something. */
  readonly asking?: readonly number[]
  readonly sha256: Buffer
  readonly bytes: number
}

/**
 * FHIR R4 Bundle.type of the kinds that tell a record. A `history` is none: it lists every version, newest first, between
 * deletions that are requests; a search or a transaction tells what stands without them.
 */
const readTypes = new Set(['transaction', 'batch', 'collection', 'document', 'message', 'searchset', 'transaction-response', 'batch-response', ''])
/** Kinds that only tell: inside another bundle these are read, one step deep; what asks something is kept whole and not read. */
const tellingTypes = new Set(['collection', 'document', 'searchset'])
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

const parsed = (bytes: Buffer, slice: Slice | null): unknown => (slice === null ? null : JSON.parse(bytes.toString('utf8', slice.start, slice.end)))
const unquoted = (bytes: Buffer, slice: Slice | null): string | null => parsed(bytes, slice) as string | null

type Request = { readonly method?: unknown; readonly url?: unknown; readonly ifNoneExist?: unknown }

/** An update names the thing in its address (FHIR R4 §3.1.0.4: `PUT [base]/[type]/[id]`). */
function updatedAt({ method, url }: Request, type: unknown): string | null {
  const [, named, id] = method === 'PUT' && typeof url === 'string' ? (/^(?:.*\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(url) ?? []) : []
  return named === type && id !== undefined ? id : null
}

/**
 * The number by which the sender says that a resource is known: of a conditional create or update (FHIR R4 §3.1.0.8.1,
 * §3.1.0.4.3). A fullUrl of a create is a name for this one bundle only.
 */
function knownBy({ ifNoneExist, url }: Request): string | null {
  const asked = typeof ifNoneExist === 'string' ? ifNoneExist : typeof url === 'string' ? url.slice(url.indexOf('?') + 1 || url.length) : ''
  const [, encoded] = /^identifier=([^&]+)$/.exec(asked) ?? []
  if (encoded === undefined) return null
  try {
    return `?identifier=${decodeURIComponent(encoded)}`
  } catch {
    return `?identifier=${encoded}`
  }
}

/** What programs write where they have no id: no name of anything. */
const noName = new Set(['', 'undefined', 'null', 'NaN', '[object Object]'])

function sourceIdOf(resource: Fields, named: { readonly fullUrl: string | null; readonly request: Request | null; readonly version: Buffer }): string {
  if (typeof resource.id === 'string' && !noName.has(resource.id)) return resource.id
  const known = named.request === null ? null : (updatedAt(named.request, resource.resourceType) ?? knownBy(named.request))
  if (known !== null) return known
  const { fullUrl } = named
  const tail = fullUrl === null ? '' : fullUrl.slice(Math.max(fullUrl.lastIndexOf('/'), fullUrl.lastIndexOf(':')) + 1)
  return noName.has(tail) ? `sha256-${named.version.toString('hex')}` : tail
}

/** Something to be deleted is no version of the thing: it is kept beside it, under a name that no id can be (FHIR R4 §2.24.0.1). */
const toDelete = 'DELETE '
export const isToDelete = (sourceId: string): boolean => sourceId.startsWith(toDelete)

type Reading = { readonly bytes: Buffer; readonly numbersIn: (slice: Slice) => readonly number[]; readonly damageIn: (slice: Slice) => readonly number[] }

function entryOf({ bytes, numbersIn, damageIn }: Reading, { number, resource: slice, fullUrl, request: asked }: ScannedEntry): Entry {
  const text = bytes.subarray(slice.start, slice.end)
  const unkeepable = damageIn(slice).length > 0
  const resource = JSON.parse(readable(bytes, slice, numbersIn(slice))) as Fields
  const version = sha256(text)
  const url = unquoted(bytes, fullUrl)
  const request = parsed(bytes, asked) as Request | null
  const type = typeof resource.resourceType === 'string' && /^[A-Z][A-Za-z]{1,63}$/.test(resource.resourceType) ? resource.resourceType : ''
  const named = sourceIdOf(resource, { fullUrl: url, request, version })
  const sourceId = request?.method === 'DELETE' && type !== 'Patient' ? `${toDelete}${named}` : named
  return { line: number, fullUrl: url, type, sourceId: unkeepable ? sourceId.toWellFormed().replaceAll('\u0000', '\uFFFD') : sourceId, text, version, unkeepable, resource, ...(request?.method === 'DELETE' ? { deletes: true } : {}) }
}

function entriesOf(bytes: Buffer, scanned: Scanned): Entry[] {
  const reading: Reading = { bytes, numbersIn: openPositions(scanned.exactNumbers, 2), damageIn: openPositions(scanned.unkeepable, 1) }
  const inEntries = openPositions(scanned.unkeepable, 1)
  const damaged = scanned.entries.reduce((sum, { resource }) => sum + inEntries(resource).length, 0)
  if (damaged !== scanned.unkeepable.length) throw new RefusedFile('text-unkeepable')
  return scanned.entries.map((one) => entryOf(reading, one))
}

/** A bundle as one entry of its own: a document is more than its parts. Named by its identifier, else its id, else its content. */
function wrapperOf(bytes: Buffer, { root, whole }: Scanned, type: string): Entry {
  const text = bytes.subarray(whole.start, whole.end)
  const version = sha256(text)
  const identifier = (parsed(bytes, root.identifier) ?? {}) as Fields
  const { system, value } = identifier
  const named = typeof value === 'string' && value !== '' ? `${typeof system === 'string' ? system : ''}|${value}` : (unquoted(bytes, root.id) ?? '')
  const timestamp = unquoted(bytes, root.timestamp)
  return { line: 1, fullUrl: null, type: 'Bundle', sourceId: named === '' ? `sha256-${version.toString('hex')}` : named, text, version, unkeepable: false, holds: true, resource: { resourceType: 'Bundle', type, identifier, ...(timestamp === null ? {} : { timestamp }) } }
}

/** The entries of a document with the document before them; its first Composition opens it (FHIR R4 §3.3.1). */
function asDocument(wrapper: Entry, entries: readonly Entry[]): Entry[] {
  const first = entries.findIndex((one) => one.type === 'Composition' && !one.unkeepable)
  return [wrapper, ...entries.map((one, at) => (at === first ? { ...one, opens: wrapper } : one))]
}

/** Bundles among the entries that only tell something: their entries follow them. Deeper ones stay whole. */
function withInner(entries: readonly Entry[]): readonly Entry[] {
  if (!entries.some((one) => one.type === 'Bundle')) return entries
  return entries.flatMap((entry) => {
    if (entry.type !== 'Bundle' || entry.unkeepable || entry.deletes === true || typeof entry.resource.type !== 'string' || !tellingTypes.has(entry.resource.type)) return [entry]
    const holder = { ...entry, holds: true }
    const inner = entriesOf(entry.text, scan(entry.text)).map((one) => ({ ...one, line: entry.line }))
    return entry.resource.type === 'document' ? asDocument(holder, inner) : [holder, ...inner]
  })
}

/** Reads the bytes of a file as a FHIR bundle, or as the one resource it is. Throws RefusedFile. */
export function readBundle(bytes: Buffer): Bundle {
  const scanned = scan(bytes)
  const root = unquoted(bytes, scanned.root.resourceType) ?? ''
  const type = root === 'Bundle' ? (unquoted(bytes, scanned.root.type) ?? '') : ''
  if (!readTypes.has(type)) throw new RefusedFile('bundle-type', { found: type.slice(0, 40).replace(/[^a-z-]/gi, '?') })
  if (root !== 'Bundle' && !/^[A-Z][A-Za-z]{1,63}$/.test(root)) throw new RefusedFile('not-fhir', { line: 1 })
  const own = entriesOf(bytes, scanned)
  const entries = type === 'document' ? asDocument(wrapperOf(bytes, scanned, type), withInner(own)) : withInner(own)
  return { type, entries, without: scanned.entriesWithout, asking: scanned.entriesAsking, sha256: sha256(bytes), bytes: bytes.length }
}

/**
 * What one line of NDJSON holds: a resource, or a bundle with its entries. Lines name each other by type and id; sources that
 * cut a bundle into lines left `urn:uuid:` and the id. Throws RefusedFile for a line that is neither.
 */
export function readLine(bytes: Buffer, line: number): readonly Entry[] {
  const scanned = scan(bytes)
  const own = entriesOf(bytes, { ...scanned, entries: [{ number: line, resource: scanned.whole, fullUrl: null, request: null }] })
  return withInner(own.map((one) => (typeof one.resource.id === 'string' ? { ...one, fullUrl: `urn:uuid:${one.resource.id}` } : one)))
}
