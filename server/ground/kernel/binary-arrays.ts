// How do ten thousand rows travel to the database in one statement? As PostgreSQL's binary arrays: no quoting, the bytes
// as they are (PostgreSQL manual: array_send in src/backend/utils/adt/arrayfuncs.c, each element with its length before it).

const oid = { uuid: 2950, text: 25, bytea: 17, int2: 21, int4: 23, timestamptz: 1184, jsonb: 3802 } as const

type Bytes = Uint8Array | null

function header(buffer: Buffer, { elementOid, count, nulls }: { elementOid: number; count: number; nulls: boolean }): number {
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(nulls ? 1 : 0, 4)
  buffer.writeInt32BE(elementOid, 8)
  buffer.writeInt32BE(count, 12)
  buffer.writeInt32BE(1, 16)
  return 20
}

function empty(elementOid: number): Buffer {
  const buffer = Buffer.alloc(12)
  buffer.writeInt32BE(elementOid, 8)
  return buffer
}

/** `prefix`: bytes put before each element (jsonb has its version there). */
function variable(elementOid: number, elements: readonly Bytes[], prefix: number | null = null): Buffer {
  if (elements.length === 0) return empty(elementOid)
  const extra = prefix === null ? 0 : 1
  let size = 20
  let nulls = false
  for (const element of elements) {
    size += element === null ? 4 : 4 + extra + element.length
    nulls ||= element === null
  }
  const buffer = Buffer.allocUnsafe(size)
  let at = header(buffer, { elementOid, count: elements.length, nulls })
  for (const element of elements) {
    at = buffer.writeInt32BE(element === null ? -1 : element.length + extra, at)
    if (element === null) continue
    if (prefix !== null) at = buffer.writeUInt8(prefix, at)
    buffer.set(element, at)
    at += element.length
  }
  return buffer
}

type Fixed<T> = { readonly elementOid: number; readonly width: number; readonly put: (buffer: Buffer, value: T, at: number) => void }

function fixed<T>({ elementOid, width, put }: Fixed<T>, values: readonly (T | null)[]): Buffer {
  if (values.length === 0) return empty(elementOid)
  const buffer = Buffer.allocUnsafe(20 + values.length * (4 + width))
  let at = header(buffer, { elementOid, count: values.length, nulls: values.includes(null) })
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? -1 : width, at)
    if (value === null) continue
    put(buffer, value, at)
    at += width
  }
  return buffer.subarray(0, at)
}

const asBytes = (value: string | Uint8Array | null): Bytes => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value)

/** Texts, or their UTF-8 bytes as they came. */
export const textArray = (values: readonly (string | Uint8Array | null)[]): Buffer => variable(oid.text, values.map(asBytes))
export const bytesArray = (values: readonly (Uint8Array | null)[]): Buffer => variable(oid.bytea, values)
/** JSON texts. */
export const jsonArray = (values: readonly string[]): Buffer => variable(oid.jsonb, values.map(asBytes), 1)

export const idArray = (values: readonly (string | null)[]): Buffer =>
  fixed({ elementOid: oid.uuid, width: 16, put: (buffer, id, at) => void buffer.write(id.replaceAll('-', ''), at, 16, 'hex') }, values)
export const smallArray = (values: readonly (number | null)[]): Buffer => fixed({ elementOid: oid.int2, width: 2, put: (buffer, value, at) => void buffer.writeInt16BE(value, at) }, values)
export const numberArray = (values: readonly (number | null)[]): Buffer => fixed({ elementOid: oid.int4, width: 4, put: (buffer, value, at) => void buffer.writeInt32BE(value, at) }, values)

/** Microseconds since 2000-01-01; the two ends of the number line are the infinities (PostgreSQL: datatype/timestamp.h). */
const year2000 = Date.UTC(2000, 0, 1)
function microseconds(instant: string): bigint {
  if (instant === '-infinity') return -(2n ** 63n)
  if (instant === 'infinity') return 2n ** 63n - 1n
  const at = Date.parse(instant)
  if (Number.isNaN(at)) throw new RangeError('not an instant')
  return BigInt(at - year2000) * 1000n
}

/** Instants as ISO 8601 in UTC, 'infinity' or '-infinity'. */
export const instantArray = (values: readonly (string | null)[]): Buffer =>
  fixed({ elementOid: oid.timestamptz, width: 8, put: (buffer, value, at) => void buffer.writeBigInt64BE(microseconds(value), at) }, values)
