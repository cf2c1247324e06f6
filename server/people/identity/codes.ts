// What is an activation code, and how is a typed one checked? 60 random bits on paper, hashes in the database (R31, R32).
import { createHash, randomBytes } from 'node:crypto'
import { type HashCost, type Hashing, crockford, passwordCost, readCrockford } from '#accounts'
import type { Keys } from '#kernel'

/** 12 letters of 5 bits (R31). */
export const codeLetters = 12
const groupLetters = 4
const indexBytes = 3
/** The square carries more than 128 bits (R31): 22 letters of base64url. */
const squareBytes = 16

export const newCode = (): string => crockford(codeLetters)
export const newSquare = (): string => randomBytes(squareBytes).toString('base64url')
export const inGroups = (code: string): readonly string[] => code.match(new RegExp(`.{${groupLetters}}`, 'g')) ?? []

/** A code as it was typed, or null when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = readCrockford(typed)
  return code.length === codeLetters ? code : null
}

export const isSquare = (text: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(text)

export type CodeProofs = {
  /** Where a code is looked up; the same three bytes for one code in 16 million others. */
  index(code: string): Buffer
  squareHash(square: string): Buffer
  /** One argon2id over what was typed, code or square, together with the birth date. */
  prove(secret: string, birthDate: string, salt: Buffer): Promise<Buffer>
}

const cost: HashCost = passwordCost

export function openCodeProofs(keys: Keys, hashing: Hashing): CodeProofs {
  return {
    index: (code) => keys.mac('code-index', 'index', code).subarray(0, indexBytes),
    squareHash: (square) => createHash('sha256').update(square).digest(),
    prove: (secret, birthDate, salt) => hashing.hash(keys.mac('code-index', 'proof', secret, birthDate), salt, cost),
  }
}
