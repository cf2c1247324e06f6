// "This was not me": what stops at once, and how does the owner open it again? A freeze ends all sessions, half ones and links on
// their way (R38). It ends with a factor that was bound before the thing happened, and a new password; or at the desk.
import type { Audit } from '#audit'
import { type Database, type Keys, type Statement, type Tx, Refusal, instant, statement } from '#kernel'
import { type FactorUses, type ShownFactor, useFactor } from '../factors/second-factor.ts'
import type { KnownPasswords } from '../passwords/known.ts'
import { checkPassword } from '../passwords/policy.ts'
import type { StoredPasswords } from '../passwords/stored.ts'
import { hashOf } from '../session.ts'
import { enterHalf } from '../sign-in.ts'
import { type Tries, secondStepLimits } from '../tries.ts'
import { type EnteredLink, enterLink, useLink } from './links.ts'
import { type TellUses, tellAll } from './tell.ts'

const freeze: Statement<{ fresh: boolean }> = statement('accounts.freeze', 'select accounts_freeze($1) as fresh')
const boundBefore: Statement<{ at: string | null }> = statement('accounts.bound-before', 'select accounts_bound_before() as at')
const noteThaw: Statement<{ noted: boolean }> = statement('accounts.note-thaw', 'select accounts_note_thaw($1) as noted')
const thaw: Statement<{ done: boolean }> = statement('accounts.thaw', 'select accounts_thaw($1, $2) as done')

export type FreezeUses = TellUses & FactorUses & { readonly audit: Audit; readonly keys: Keys; readonly tries: Tries; readonly passwords: StoredPasswords; readonly known: KnownPasswords; /** As role `web`. */ readonly database: Database }

/** What the page behind the link says. Looking freezes nothing. Refuses: link-not-usable. */
export const freezeWaits = (tx: Tx, token: string): Promise<EnteredLink> => enterLink(tx, 'freeze', token)

/** The press on the page of a mail's link. Refuses: link-not-usable (unknown, ran out, pressed before). */
export async function freezeByLink(tx: Tx, uses: FreezeUses, token: string): Promise<void> {
  const link = await enterLink(tx, 'freeze', token)
  if (!(await useLink(tx, 'freeze', token))) throw new Refusal('link-not-usable', 'freeze: pressed before')
  await freezeNow(tx, uses, link.since)
  await uses.audit.note(tx, { kind: 'account-frozen', patient: null, actor: link.person, actorRole: 'nobody', purpose: 'link in a mail' })
}

/** The button of the account page: whoever is signed in may always stop it. Ends this session too; the page leaves the line in the trail. */
export const freezeOwn = (tx: Tx, uses: FreezeUses): Promise<void> => freezeNow(tx, uses, tx.now)

async function freezeNow(tx: Tx, uses: FreezeUses, since: Date): Promise<void> {
  const [row] = await tx.query(freeze, [since])
  if (row?.fresh === true) await tellAll(tx, uses, { kind: 'account-frozen', facts: {} })
}

export type ThawStep = { readonly half: string | null; readonly shown: ShownFactor; readonly publicUrl: string }

/**
 * A second factor while frozen: it opens nothing, it only lets a new password be chosen. Recovery codes prove nothing now: paper may
 * be what was stolen; nor does a factor that was added since the thing happened.
 * Refuses: sign-in-first, too-many-tries, second-step-no-match (facts: left).
 */
export async function showFactorFrozen(uses: FreezeUses, { half: token, shown, publicUrl }: ThawStep): Promise<void> {
  const { run } = uses.database
  const half = await run((tx) => enterHalf(tx, token))
  if (!half.frozen) throw new Refusal('sign-in-first', 'the account is not frozen')
  const limits = secondStepLimits(half.person, { challenge: hashOf(token ?? '').toString('hex'), kind: shown.kind })
  const left = await uses.tries.take(run, limits)
  const wrong = new Refusal('second-step-no-match', `frozen: ${shown.kind}`, { left, field: shown.kind === 'passkey' ? 'passkey' : 'code' })
  try {
    await run(async (tx) => {
      const again = await enterHalf(tx, token)
      const [row] = await tx.query(boundBefore)
      if (row === undefined || row.at === null) throw new Refusal('sign-in-first', 'thawed meanwhile')
      if (shown.kind === 'recovery-code') throw wrong
      if (!(await useFactor(tx, uses, { person: half.person, shown, challenge: again.challenge, publicUrl, visit: token ?? '', boundBefore: instant(row.at) }))) throw wrong
      await uses.tries.giveBack(tx, limits)
      await tx.query(noteThaw, [hashOf(token ?? '')])
    })
  } catch (error) {
    if (error === wrong) await run((tx) => uses.audit.note(tx, { kind: 'second-step-refused', patient: null, actor: half.person, actorRole: 'nobody', outcome: 'refused', detail: { factor: shown.kind } }))
    throw error
  }
}

/**
 * The new password after that factor: the account is open again, and nobody is signed in by it.
 * Refuses: sign-in-first, link-not-usable (no factor shown in this visit), and what checkPassword refuses.
 */
export async function thawWithPassword(uses: FreezeUses, { half: token, password }: { readonly half: string | null; readonly password: string }): Promise<void> {
  const half = await uses.database.run((tx) => enterHalf(tx, token))
  if (!half.frozen || !half.thawed) throw new Refusal('link-not-usable', 'no factor shown while frozen')
  checkPassword(uses.known, password, { email: half.email, names: [half.name], birthDate: null, numbers: [], organization: null })
  const stored = await uses.passwords.make(password)
  await uses.database.run(async (tx) => {
    await enterHalf(tx, token)
    const [row] = await tx.query(thaw, [hashOf(token ?? ''), stored])
    if (row?.done !== true) throw new Refusal('sign-in-first', 'the visit ended meanwhile')
    await uses.audit.note(tx, { kind: 'account-thawed', patient: null, actor: half.person, actorRole: 'patient', actorName: half.name })
    await tellAll(tx, uses, { kind: 'account-thawed', facts: {} })
  })
}
