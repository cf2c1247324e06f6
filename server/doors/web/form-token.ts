// Did this form come from our own page, in this session? A token bound to the session (or to the visit before there is one).
// It is masked anew for every page, so that a compressed answer tells nothing about it (BREACH).
import { randomBytes } from 'node:crypto'
import { type Keys, sameBytes } from '#kernel'

export const formTokenField = 'form-token'

function plain(keys: Keys, bound: string): Buffer {
  return keys.mac('form-token', bound).subarray(0, 16)
}

export function makeFormToken(keys: Keys, bound: string): string {
  const mask = randomBytes(16)
  const token = plain(keys, bound)
  return Buffer.concat([mask, token.map((byte, at) => byte ^ (mask[at] ?? 0))]).toString('base64url')
}

export function formTokenFits(keys: Keys, bound: string, sent: unknown): boolean {
  if (typeof sent !== 'string') return false
  const bytes = Buffer.from(sent, 'base64url')
  if (bytes.length !== 32) return false
  const mask = bytes.subarray(0, 16)
  return sameBytes(Buffer.from(bytes.subarray(16).map((byte, at) => byte ^ (mask[at] ?? 0))), plain(keys, bound))
}

/** A form from another site is refused before its token is looked at (R59: our own posts send their origin). */
export function comesFromElsewhere(headers: { readonly origin?: string | undefined; readonly 'sec-fetch-site'?: string | undefined }, ownOrigins: readonly string[]): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return headers.origin !== undefined && !ownOrigins.includes(headers.origin)
}
