// How is a password kept and checked? As argon2id over HMAC(pepper, password), the parameters in the text (R6, R7).
import { randomBytes } from 'node:crypto'
import { type Keys, sameBytes } from '#kernel'
import { type HashCost, type Hashing, passwordCost } from './hashing.ts'

export type StoredPasswords = {
  /** The PHC text to keep. */
  make(password: string): Promise<string>
  /** `stored` null: nobody has this account; the same work is done and the answer is no. `old`: to be made anew with today's parameters. */
  check(password: string, stored: string | null): Promise<{ readonly right: boolean; readonly old: boolean }>
}

type Parsed = { readonly cost: HashCost; readonly salt: Buffer; readonly hash: Buffer }

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

function parse(stored: string): Parsed {
  const found = phc.exec(stored)
  if (found === null) throw new Error('a stored password is not in PHC form')
  return { cost: { memoryKiB: Number(found[1]), passes: Number(found[2]) }, salt: Buffer.from(found[3] ?? '', 'base64'), hash: Buffer.from(found[4] ?? '', 'base64') }
}

export function openStoredPasswords(keys: Keys, hashing: Hashing): StoredPasswords {
  // Never truncated: the whole password goes through the HMAC (R3).
  const peppered = (password: string): Buffer => keys.mac('password-pepper', password.normalize('NFKC'))
  const nobody: Parsed = { cost: passwordCost, salt: randomBytes(16), hash: randomBytes(32) }
  return {
    async make(password) {
      const salt = randomBytes(16)
      const hash = await hashing.hash(peppered(password), salt, passwordCost)
      return `$argon2id$v=19$m=${passwordCost.memoryKiB},t=${passwordCost.passes},p=1$${base64(salt)}$${base64(hash)}`
    },
    async check(password, stored) {
      const { cost, salt, hash } = stored === null ? nobody : parse(stored)
      const right = sameBytes(await hashing.hash(peppered(password), salt, cost), hash) && stored !== null
      return { right, old: cost.memoryKiB !== passwordCost.memoryKiB || cost.passes !== passwordCost.passes }
    },
  }
}
