// Where do ids, small differences and trial secrets come from? From names alone: the same key gives the same bytes.
import { createHash } from 'node:crypto'

function digest(key: string): Buffer {
  return createHash('sha256').update(`portico-demo:${key}`).digest()
}

/** A UUID (RFC 9562 version 8, variant 10) that depends only on the key. */
export function uuidOf(key: string): string {
  const bytes = digest(`uuid:${key}`).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A number from 0 (included) to 1 (excluded) that depends only on the key. */
export function draw(key: string): number {
  return digest(`draw:${key}`).readUIntBE(0, 6) / 2 ** 48
}

/** A number from -1 to 1 that depends only on the key. */
export function sway(key: string): number {
  return draw(key) * 2 - 1
}

/** One of the items, chosen by the key; refuses an empty list. */
export function pick<T>(key: string, items: readonly T[]): T {
  const item = items[Math.floor(draw(key) * items.length)]
  if (item === undefined) throw new RangeError(`nothing to pick from for ${key}`)
  return item
}

const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 bits as 32 base32 letters (RFC 4648 §6), the length RFC 4226 §4 recommends for a shared secret. */
export function totpSecretOf(key: string): string {
  let bits = ''
  for (const byte of digest(`totp:${key}`).subarray(0, 20)) bits += byte.toString(2).padStart(8, '0')
  return Array.from({ length: 32 }, (_, at) => base32Letters.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2))).join('')
}
