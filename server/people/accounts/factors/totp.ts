// Does this six-digit code come from the person's authenticator app? RFC 6238: 160-bit secret, 30 s steps, each accepted once (R13).
import { Secret, TOTP } from 'otpauth'
import { type Statement, type Tx, newId, sameBytes, statement } from '#kernel'
import type { SecretBox } from '../secret-box.ts'

const stepSeconds = 30
const secretBytes = 20

const apps: Statement<{ id: string; secret: Buffer; last_step: string }> = statement('accounts.apps', 'select id, secret, last_step from accounts_app where person = $1 and added_at < $2 order by added_at, id')
const useStep: Statement<{ id: string }> = statement('accounts.use-step', 'update accounts_app set last_step = $2 where id = $1 and last_step < $2 returning id')
const insertApp: Statement<never> = statement('accounts.insert-app', 'insert into accounts_app (id, person, secret, last_step, added_at) values ($1, $2, $3, $4, app_now())')

/** Base32, 32 letters: 160 bits. */
export const newTotpSecret = (): string => new Secret({ size: secretBytes }).base32

/** What an app reads from the square: otpauth://totp/… (Key URI format). */
export function totpUri(secret: string, issuer: string, label: string): string {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), digits: 6, period: stepSeconds }).toString()
}

export const readTotp = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '')

/** The step whose code this is: the current or the one before (R13), later than `after`; null when none. Same work always. */
export function totpStep(secret: string, typed: string, { now, after }: { readonly now: Date; readonly after: number }): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: stepSeconds })
  const current = Math.floor(now.getTime() / 1000 / stepSeconds)
  const code = Buffer.from(readTotp(typed).padEnd(6).slice(0, 12))
  let found: number | null = null
  for (const step of [current - 1, current]) {
    if (sameBytes(Buffer.from(totp.generate({ timestamp: step * stepSeconds * 1000 })), code) && step > after) found = step
  }
  return found
}

const about = (id: string): string => `accounts_app ${id}`

/** Keeps an app whose first code was just checked; that code's step is spent. */
export async function keepApp(tx: Tx, box: SecretBox, { person, secret, step }: { readonly person: string; readonly secret: string; readonly step: number }): Promise<void> {
  const id = newId()
  await tx.query(insertApp, [id, person, box.seal(secret, about(id)), step])
}

/** True once for each code: the step is spent in the same statement that finds it unspent (two at once: one wins). */
export async function useTotp(tx: Tx, box: SecretBox, { person, typed, boundBefore = null }: { readonly person: string; readonly typed: string; readonly boundBefore?: Date | null }): Promise<boolean> {
  for (const app of await tx.query(apps, [person, boundBefore ?? 'infinity'])) {
    const step = totpStep(box.open(app.secret, about(app.id)), typed, { now: tx.now, after: Number(app.last_step) })
    if (step !== null && (await tx.query(useStep, [app.id, step])).length === 1) return true
  }
  return false
}
