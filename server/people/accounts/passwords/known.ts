// Is this password on the list everybody tries first? A Bloom filter made by make-known.ts: no network, no clear text.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export type KnownPasswords = {
  /** How many entries the filter was made of. */
  readonly count: number
  /** True for every listed password; for others wrongly true about once in a million. */
  has(password: string): boolean
}

/** The file: "PKP1", then count, bits (both 32-bit big endian) and the number of probes (8 bits), then the bits. */
export const knownFile = { magic: 'PKP1', headerBytes: 13 } as const

/** The places a password has in a filter of so many bits (double hashing over one SHA-256). */
export function probes(password: string, bits: number, howMany: number): number[] {
  const digest = createHash('sha256').update(password).digest()
  const first = digest.readUIntBE(0, 6)
  const step = digest.readUIntBE(6, 6) | 1
  return Array.from({ length: howMany }, (_, at) => (first + at * step) % bits)
}

export function readKnownPasswords(file: URL = new URL('known-passwords.bloom', import.meta.url)): KnownPasswords {
  const bytes = readFileSync(file)
  if (bytes.toString('latin1', 0, 4) !== knownFile.magic) throw new Error(`${file.pathname} is not a list of known passwords`)
  const count = bytes.readUInt32BE(4)
  const bits = bytes.readUInt32BE(8)
  const howMany = bytes.readUInt8(12)
  const filter = bytes.subarray(knownFile.headerBytes)
  return { count, has: (password) => probes(password, bits, howMany).every((bit) => ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0) }
}
