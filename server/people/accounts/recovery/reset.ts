// How does somebody set a new password who forgot it? A link to an address that is theirs, 30 minutes, once (R26). The page, the
// mail and the work are the same whoever asks (R22); the factors stay as they are, and are asked for afterwards (T12, R27).
import type { Audit } from '#audit'
import { type Database, type Keys, type Statement, type Tx, Refusal, instant, newSecret, statement } from '#kernel'
import { emailKey } from '../email.ts'
import type { KnownPasswords } from '../passwords/known.ts'
import { checkPassword } from '../passwords/policy.ts'
import type { StoredPasswords } from '../passwords/stored.ts'
import { type Tries, askLimits } from '../tries.ts'
import { enterLink, linkHash } from './links.ts'
import { type TellUses, tellAll } from './tell.ts'

const askReset: Statement<{ shown: string }> = statement('accounts.ask-reset', 'select shown from accounts_ask_reset($1, $2, $3)')
const resetPassword: Statement<{ done: boolean }> = statement('accounts.reset-password', 'select accounts_reset_password($1, $2) as done')
const signsInWith: Statement<{ email: string }> = statement('accounts.signs-in-with', 'select email from accounts_signs_in_with($1)')

/** R26. */
export const resetMinutes = 30

export type ResetUses = TellUses & { readonly audit: Audit; readonly keys: Keys; readonly tries: Tries; readonly passwords: StoredPasswords; readonly known: KnownPasswords; /** As role `web`. */ readonly database: Database }

export type Asking = { readonly typed: string; readonly network: string; /** The id of a device that is known for this address. */ readonly device: string | null }

/** What no mail can be sent to gets none; everything else is treated alike. */
const isAddress = (key: string): boolean => /^[^\s@<>"(),:;\\[\]\u0000-\u001f\u007f]{1,64}@[^\s@<>"(),:;\\[\]\u0000-\u001f\u007f]+\.[^\s@.<>"(),:;\\[\]\u0000-\u001f\u007f]+$/u.test(key)

/**
 * Mails a link to whoever has this address, or that nobody has: to that address only. Says nothing.
 * Refuses: email-not-usable (no address at all), too-many-tries.
 */
export async function askForReset(uses: ResetUses, { typed, network, device }: Asking): Promise<void> {
  const email = emailKey(typed)
  if (!isAddress(email)) throw new Refusal('email-not-usable', 'not an address', { field: 'email' })
  await uses.tries.take(uses.database.run, askLimits('reset', { address: email, network, device }))
  const token = newSecret()
  await uses.database.run(async (tx) => {
    const until = instant(tx.now.getTime() + resetMinutes * 60_000)
    const [found] = await tx.query(askReset, [email, linkHash(token), until])
    if (found === undefined) await uses.notices.mail(tx, { kind: 'no-account', to: typed.normalize('NFKC').trim(), facts: { site: uses.publicUrl }, usefulUntil: until })
    else await uses.notices.mail(tx, { kind: 'reset-password', to: found.shown, facts: { link: `${uses.publicUrl}/forgot/${token}`, minutes: resetMinutes, site: uses.publicUrl }, usefulUntil: until })
    await uses.audit.note(tx, { kind: 'reset-asked', patient: null, actor: null, actorRole: 'nobody' })
  })
}

/**
 * "Which e-mail did I use?": the answer goes to the address that was typed, and nowhere else.
 * Refuses: email-not-usable, too-many-tries.
 */
export async function askWhichEmail(uses: ResetUses, { typed, network, device }: Asking): Promise<void> {
  const email = emailKey(typed)
  if (!isAddress(email)) throw new Refusal('email-not-usable', 'not an address', { field: 'email' })
  await uses.tries.take(uses.database.run, askLimits('which', { address: email, network, device }))
  await uses.database.run(async (tx) => {
    const found = await tx.query(signsInWith, [email])
    const to = typed.normalize('NFKC').trim()
    if (found.length === 0) await uses.notices.mail(tx, { kind: 'no-account', to, facts: { site: uses.publicUrl } })
    else await uses.notices.mail(tx, { kind: 'signs-in-with', to, facts: { emails: found.map((one) => one.email), site: uses.publicUrl } })
    await uses.audit.note(tx, { kind: 'reset-asked', patient: null, actor: null, actorRole: 'nobody' })
  })
}

/** May this link still set a password? Spends nothing. Refuses: link-not-usable. */
export async function resetWaits(tx: Tx, token: string): Promise<void> {
  const link = await enterLink(tx, 'reset', token)
  if (!link.open) throw new Refusal('link-not-usable', 'reset: used or replaced')
}

/**
 * Sets the password, ends every session and half one, and tells all addresses. Signs nobody in (R27). Gives the address, so that
 * this browser gets tries of its own at the next sign-in, whatever somebody else has used up.
 * Refuses: link-not-usable, password-too-short, password-too-long, password-known, password-personal.
 */
export async function resetByLink(uses: ResetUses, { token, password }: { readonly token: string; readonly password: string }): Promise<{ readonly email: string }> {
  const link = await uses.database.run((tx) => enterLink(tx, 'reset', token))
  if (!link.open) throw new Refusal('link-not-usable', 'reset: used or replaced')
  checkPassword(uses.known, password, { email: link.email, names: [link.name], birthDate: null, numbers: [], organization: null })
  const stored = await uses.passwords.make(password)
  return uses.database.run(async (tx) => {
    await enterLink(tx, 'reset', token)
    const [row] = await tx.query(resetPassword, [linkHash(token), stored])
    if (row?.done !== true) throw new Refusal('link-not-usable', 'reset: used meanwhile')
    await uses.tries.giveBack(tx, [{ about: ['account', emailKey(link.email)], tries: 0, windowSeconds: 0, pauseSeconds: 0, forget: true }])
    await uses.audit.note(tx, { kind: 'password-changed', patient: null, actor: link.person, actorRole: 'nobody', purpose: 'reset by mail' })
    await tellAll(tx, uses, { kind: 'password-reset', facts: {} })
    return { email: link.email }
  })
}
