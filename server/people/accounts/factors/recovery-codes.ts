// What lets somebody in when the phone is gone? Ten codes of 80 bits, each once; a new set voids the old one (R23).
import { randomBytes } from 'node:crypto'
import { type Statement, type Tx, sameBytes, statement } from '#kernel'
import { crockford, readCrockford } from '../crockford.ts'
import { type Hashing, recoveryCodeCost } from '../passwords/hashing.ts'

export const recoveryCodeCount = 10
const codeLetters = 16

const codes: Statement<{ hash: Buffer; salt: Buffer }> = statement('accounts.recovery-codes', 'select hash, salt from accounts_recovery_code where person = $1 and used_at is null')
const useCode: Statement<{ hash: Buffer }> = statement('accounts.use-recovery-code', 'update accounts_recovery_code set used_at = app_now() where person = $1 and hash = $2 and used_at is null returning hash')
const dropCodes: Statement<never> = statement('accounts.drop-recovery-codes', 'delete from accounts_recovery_code where person = $1')
const insertCodes: Statement<never> = statement('accounts.insert-recovery-codes', 'insert into accounts_recovery_code (person, hash, salt) select $1, unnest($2::bytea[]), $3')

export type RecoveryCodeSet = { readonly codes: readonly string[]; readonly hashes: readonly Buffer[]; readonly salt: Buffer }

/** Makes a set: the codes to show once, in groups of four, and what is kept of them. */
export async function makeRecoveryCodes(hashing: Hashing): Promise<RecoveryCodeSet> {
  const salt = randomBytes(16)
  const plain = Array.from({ length: recoveryCodeCount }, () => crockford(codeLetters))
  const hashes: Buffer[] = []
  for (const code of plain) hashes.push(await hashing.hash(code, salt, recoveryCodeCost))
  return { codes: plain.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')), hashes, salt }
}

/** In the person's own transaction. */
export async function keepRecoveryCodes(tx: Tx, person: string, set: RecoveryCodeSet): Promise<void> {
  await Promise.all([tx.query(dropCodes, [person]), tx.query(insertCodes, [person, set.hashes, set.salt])])
}

/** True once for each code; one hash for each try, whatever was typed. */
export async function useRecoveryCode(tx: Tx, hashing: Hashing, { person, typed }: { readonly person: string; readonly typed: string }): Promise<boolean> {
  const kept = await tx.query(codes, [person])
  const hash = await hashing.hash(readCrockford(typed), kept[0]?.salt ?? Buffer.alloc(16), recoveryCodeCost)
  const found = kept.find((one) => sameBytes(one.hash, hash))
  return found !== undefined && (await tx.query(useCode, [person, found.hash])).length === 1
}
