// Which proof did the person give beside the password? One of four; a text is the restricted one (R12), e-mail is none of them (R11).
import type { Keys, Tx } from '#kernel'
import type { Hashing } from '../passwords/hashing.ts'
import type { SecretBox } from '../secret-box.ts'
import { type Passkey, keepPasskey, usePasskey } from './passkeys.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { keepPhone, useTextCode } from './text.ts'
import { keepApp, useTotp } from './totp.ts'

/** What somebody shows at the second step. */
export type ShownFactor =
  | { readonly kind: 'app'; readonly code: string }
  | { readonly kind: 'text'; readonly code: string }
  | { readonly kind: 'recovery-code'; readonly code: string }
  | { readonly kind: 'passkey'; readonly answer: string }

/** A factor that was checked once and is to be kept. */
export type NewFactor = { readonly kind: 'app'; readonly secret: string; readonly step: number } | { readonly kind: 'passkey'; readonly passkey: Passkey; readonly agent: string } | { readonly kind: 'text'; readonly key: string; readonly shown: string }

export type FactorUses = { readonly box: SecretBox; readonly hashing: Hashing; readonly keys: Keys }

export type UsingFactor = {
  readonly person: string
  readonly shown: ShownFactor
  readonly challenge: string | null
  readonly publicUrl: string
  /** The visit or session a texted code was sent in. */
  readonly visit: string
  /** Only factors that were bound earlier count (a frozen account). */
  readonly boundBefore?: Date
}

/** True when it is the person's and was never used before. Uses it up in this transaction. */
export async function useFactor(tx: Tx, { box, hashing, keys }: FactorUses, { person, shown, challenge, publicUrl, visit, boundBefore: before }: UsingFactor): Promise<boolean> {
  const boundBefore = before ?? null
  if (shown.kind === 'app') return useTotp(tx, box, { person, typed: shown.code, boundBefore })
  if (shown.kind === 'text') return useTextCode(tx, keys, { person, typed: shown.code, visit, boundBefore })
  if (shown.kind === 'recovery-code') return useRecoveryCode(tx, hashing, { person, typed: shown.code })
  return usePasskey(tx, person, { answer: shown.answer, challenge, publicUrl, boundBefore })
}

export async function keepFactor(tx: Tx, { box }: Pick<FactorUses, 'box'>, { person, factor }: { readonly person: string; readonly factor: NewFactor }): Promise<void> {
  if (factor.kind === 'app') await keepApp(tx, box, { person, secret: factor.secret, step: factor.step })
  else if (factor.kind === 'text') await keepPhone(tx, person, factor)
  else await keepPasskey(tx, person, { passkey: factor.passkey, agent: factor.agent })
}
