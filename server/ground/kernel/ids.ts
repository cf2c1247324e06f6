// How are things named? Random or keyed ids of 128 bits: nothing can be guessed or counted from a URL (R55).
import { randomBytes, randomUUID } from 'node:crypto'
import type { Keys } from './keys.ts'

export type Id = string

export const newId = (): Id => randomUUID()

function asUuid(bytes: Buffer): Id {
  const b = Buffer.from(bytes.subarray(0, 16))
  // RFC 9562 §5.8: version 8 (custom), variant 10.
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x80
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80
  const hex = b.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * The id of a thing that a source names: the same name gives the same id (importing twice changes nothing), and without
 * the installation's key nobody can compute it.
 */
export function derivedId(keys: Keys, ...parts: readonly string[]): Id {
  return asUuid(keys.mac('record-ids', ...parts))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isId = (text: string): boolean => uuid.test(text)

/** 256 random bits for cookies and links, base64url. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')
