// Is this sound JSON within the limits, and where do its entries lie? One pass over the bytes, before anything is built:
// RFC 8259 grammar, depth, lengths, and one rule for a property that stands twice in an object: the file is refused.
import { isUtf8 } from 'node:buffer'
import { limits } from '../limits.ts'
import { type FileRefusal, RefusedFile } from '../refused-file.ts'

/** A slice of the bytes: from `start` up to and without `end`. */
export type Slice = { readonly start: number; readonly end: number }
/** `request`: what a transaction asks a server to do with it; it is looked at, never done. */
export type ScannedEntry = { /** Entry number, from 1. */ readonly number: number; readonly resource: Slice; readonly fullUrl: Slice | null; readonly request: Slice | null }

export type Scanned = {
  /** Strings at the root, still with their quotes: resourceType, type; of a bundle also its own id and what names it. */
  readonly root: Readonly<Record<RootName, Slice | null>>
  readonly entries: readonly ScannedEntry[]
  /** How many entries hold no resource and ask for nothing. */
  readonly entriesWithout: number
  /** Numbers of the entries that hold no resource and ask for something ("DELETE"). */
  readonly entriesAsking: readonly number[]
  /** The root object, without what stands around it. */
  readonly whole: Slice
  /** Start and end of numbers that JavaScript would not give back as they were written ("2.00", "1e999"), in order. */
  readonly exactNumbers: readonly number[]
  /** Where a string holds what the database cannot keep: U+0000 or half a surrogate pair. */
  readonly unkeepable: readonly number[]
}

const rootNames = ['resourceType', 'type', 'id', 'identifier', 'timestamp'] as const
type RootName = (typeof rootNames)[number]

const quote = 0x22, backslash = 0x5c, openObject = 0x7b, closeObject = 0x7d, openArray = 0x5b, closeArray = 0x5d, comma = 0x2c, colon = 0x3a, minus = 0x2d, point = 0x2e, zero = 0x30, nine = 0x39
const escapes = new Set([...'"\\/bfnrt'].map((one) => one.charCodeAt(0)))
const isDigit = (byte: number): boolean => byte >= zero && byte <= nine

/** Properties of the objects that are open, innermost last: hash, start, end. One file is scanned at a time. */
const keyHashes = new Int32Array(limits.properties * (limits.depth + 2))
const keyStarts = new Int32Array(limits.properties * (limits.depth + 2))
const keyEnds = new Int32Array(limits.properties * (limits.depth + 2))

class Scanner {
  readonly bytes: Buffer
  at = 0
  readonly exactNumbers: number[] = []
  readonly unkeepable: number[] = []
  readonly entries: ScannedEntry[] = []
  entriesWithout = 0
  readonly entriesAsking: number[] = []
  readonly root: Record<RootName, Slice | null> = { resourceType: null, type: null, id: null, identifier: null, timestamp: null }
  /** Where a bundle, or an entry of it, says that it means something else (FHIR R4 §2.4.1.1, §2.27.1); -1: nowhere. */
  modified = -1
  private keys = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  refuse(code: FileRefusal, at = this.at): never {
    let line = 1
    for (let next = this.bytes.indexOf(10); next !== -1 && next < at; next = this.bytes.indexOf(10, next + 1)) line += 1
    throw new RefusedFile(code, { line })
  }

  space(): number {
    const { bytes } = this
    let at = this.at
    let byte = bytes[at] ?? -1
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = bytes[++at] ?? -1
    this.at = at
    return byte
  }

  /** Stands on the opening quote; leaves behind the closing one. */
  string(): void {
    const { bytes } = this
    const start = this.at
    let at = start + 1
    for (;;) {
      const byte = bytes[at]
      if (byte === quote) break
      if (byte === undefined || byte < 32) this.refuse('syntax', at)
      if (byte !== backslash) at += 1
      else at = this.escape(at)
    }
    this.at = at + 1
    if (at - start > limits.stringBytes) this.refuse('string-too-long', start)
  }

  private escape(at: number): number {
    const next = this.bytes[at + 1] ?? -1
    if (next !== 0x75) {
      if (!escapes.has(next)) this.refuse('syntax', at)
      return at + 2
    }
    const unit = this.unit(at)
    if (unit === 0 || (unit >= 0xdc00 && unit <= 0xdfff)) this.unkeepable.push(at)
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const second = this.bytes[at + 6] === backslash && this.bytes[at + 7] === 0x75 ? this.unit(at + 6) : 0
      if (second >= 0xdc00 && second <= 0xdfff) return at + 12
      this.unkeepable.push(at)
    }
    return at + 6
  }

  private unit(at: number): number {
    const hex = this.bytes.toString('latin1', at + 2, at + 6)
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.refuse('syntax', at)
    return Number.parseInt(hex, 16)
  }

  private digits(from: number): number {
    let at = from
    while (isDigit(this.bytes[at] ?? -1)) at += 1
    if (at === from) this.refuse('syntax', at)
    return at
  }

  number(): void {
    const { bytes } = this
    const start = this.at
    let at = bytes[start] === minus ? start + 1 : start
    const whole = at
    at = bytes[at] === zero ? at + 1 : this.digits(at)
    let exact = bytes[start] === minus && bytes[whole] === zero
    if (bytes[at] === point) {
      at = this.digits(at + 1)
      exact ||= bytes[at - 1] === zero || (bytes[whole] === zero && bytes[whole + 2] === zero && bytes[whole + 3] === zero)
    }
    if (((bytes[at] ?? 0) | 0x20) === 0x65) {
      exact = true
      at += bytes[at + 1] === minus || bytes[at + 1] === 0x2b ? 2 : 1
      at = this.digits(at)
    }
    if (at - start > limits.numberBytes) this.refuse('number-too-long', start)
    if (exact || at - start > 15) this.exactNumbers.push(start, at)
    this.at = at
  }

  private word(text: string): void {
    if (this.bytes.toString('latin1', this.at, this.at + text.length) !== text) this.refuse('syntax')
    this.at += text.length
  }

  value(depth: number): void {
    const byte = this.space()
    if (byte === quote) this.string()
    else if (byte === openObject) this.object(depth + 1)
    else if (byte === openArray) this.array(depth + 1)
    else if (byte === minus || isDigit(byte)) this.number()
    else if (byte === 0x74) this.word('true')
    else if (byte === 0x66) this.word('false')
    else this.word('null')
  }

  private enter(depth: number): void {
    if (depth > limits.depth) this.refuse('too-deep')
    this.at += 1
  }

  array(depth: number, each: (depth: number) => void = (inner) => this.value(inner)): void {
    this.enter(depth)
    if (this.space() === closeArray) {
      this.at += 1
      return
    }
    for (;;) {
      each(depth)
      const byte = this.space()
      this.at += 1
      if (byte === closeArray) return
      if (byte !== comma) this.refuse('syntax', this.at - 1)
    }
  }

  /** `each` is told where the property's name lies (without quotes) and reads its value. */
  object(depth: number, each: (depth: number, name: Slice) => void = (inner) => this.value(inner)): void {
    this.enter(depth)
    if (this.space() === closeObject) {
      this.at += 1
      return
    }
    const outer = this.keys
    for (;;) {
      if (this.space() !== quote) this.refuse('syntax')
      const start = this.at + 1
      this.name(outer)
      const end = this.at - 1
      if (this.space() !== colon) this.refuse('syntax')
      this.at += 1
      each(depth, { start, end })
      const byte = this.space()
      this.at += 1
      if (byte === closeObject) break
      if (byte !== comma) this.refuse('syntax', this.at - 1)
    }
    this.keys = outer
  }

  /** A property's name: FNV-1a while it is read; refused when the object has it already. */
  private name(outer: number): void {
    const { bytes } = this
    const start = this.at + 1
    let at = start
    let hash = 0x811c9dc5
    for (;;) {
      const byte = bytes[at]
      if (byte === quote) break
      if (byte === undefined || byte < 32) this.refuse('syntax', at)
      if (byte === backslash) this.refuse('property-escaped', at)
      hash = Math.imul(hash ^ byte, 0x01000193)
      at += 1
    }
    for (let one = outer; one < this.keys; one += 1) {
      if (keyHashes[one] === hash && this.sameName(one, { start, end: at })) this.refuse('property-twice', start)
    }
    if (this.keys - outer >= limits.properties) this.refuse('too-many-properties', start)
    keyHashes[this.keys] = hash
    keyStarts[this.keys] = start
    keyEnds[this.keys] = at
    this.keys += 1
    this.at = at + 1
  }

  private sameName(one: number, name: Slice): boolean {
    return this.bytes.subarray(keyStarts[one], keyEnds[one]).equals(this.bytes.subarray(name.start, name.end))
  }

  private is(name: Slice, text: string): boolean {
    return name.end - name.start === text.length && this.bytes.toString('latin1', name.start, name.end) === text
  }

  private sliceOfValue(depth: number): Slice {
    this.space()
    const start = this.at
    this.value(depth)
    return { start, end: this.at }
  }

  /** Whatever is there in its place, but for an empty list. */
  private noteModifier(name: Slice, value: Slice): void {
    if (this.modified !== -1 || !(this.is(name, 'modifierExtension') || this.is(name, 'implicitRules'))) return
    if (!/^(null|""|\[\s*\])$/.test(this.bytes.toString('latin1', value.start, Math.min(value.end, value.start + 100)))) this.modified = name.start
  }

  private entry(depth: number): void {
    const number = this.entries.length + this.entriesWithout + this.entriesAsking.length + 1
    if (number > limits.entries) this.refuse('too-many-entries')
    if (this.space() !== openObject) {
      this.entriesWithout += 1
      this.value(depth)
      return
    }
    let resource: Slice | null = null
    let fullUrl: Slice | null = null
    let request: Slice | null = null
    this.object(depth + 1, (inner, name) => {
      const value = this.sliceOfValue(inner)
      const opening = this.bytes[value.start]
      this.noteModifier(name, value)
      if (opening === openObject && this.is(name, 'resource')) resource = value
      else if (opening === openObject && this.is(name, 'request')) request = value
      else if (opening === quote && this.is(name, 'fullUrl')) fullUrl = value
    })
    if (resource !== null) this.entries.push({ number, resource, fullUrl, request })
    else if (request !== null) this.entriesAsking.push(number)
    else this.entriesWithout += 1
  }

  document(): Slice {
    if (this.space() !== openObject) {
      this.value(0)
      this.refuse('not-fhir', 0)
    }
    const start = this.at
    this.object(1, (depth, name) => {
      if (this.is(name, 'entry') && this.space() === openArray) {
        this.array(depth + 1, (inner) => this.entry(inner))
        return
      }
      const value = this.sliceOfValue(depth)
      this.noteModifier(name, value)
      const known = rootNames.find((one) => this.is(name, one))
      // What names a bundle is an object; the others are texts.
      if (known !== undefined && this.bytes[value.start] === (known === 'identifier' ? openObject : quote)) this.root[known] = value
    })
    const end = this.at
    this.space()
    if (this.at !== this.bytes.length) this.refuse('syntax')
    return { start, end }
  }
}

/**
 * Reads the bytes of one JSON file once. Throws RefusedFile naming the line. A file that is one resource and no Bundle
 * gives that resource as its only entry.
 */
export function scan(bytes: Buffer): Scanned {
  if (bytes.length === 0) throw new RefusedFile('empty')
  if (!isUtf8(bytes)) throw new RefusedFile('not-utf8')
  const scanner = new Scanner(bytes)
  // RFC 8259 §8.1: a reader may pass over a byte order mark.
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) scanner.at = 3
  if (scanner.space() === -1) throw new RefusedFile('empty')
  const whole = scanner.document()
  const { root, exactNumbers, unkeepable, entriesAsking } = scanner
  if (root.resourceType === null) throw new RefusedFile('not-fhir', { line: 1 })
  const isBundle = bytes.toString('latin1', root.resourceType.start, root.resourceType.end) === '"Bundle"'
  if (isBundle && scanner.modified !== -1) scanner.refuse('bundle-modified', scanner.modified)
  if (!isBundle) return { root, entries: [{ number: 1, resource: whole, fullUrl: null, request: null }], entriesWithout: 0, entriesAsking: [], exactNumbers, unkeepable, whole }
  return { root, entries: scanner.entries, entriesWithout: scanner.entriesWithout, entriesAsking, exactNumbers, unkeepable, whole }
}
