// One person has two accounts: how do they become one? Whoever is signed in to one shows password and second factor of the other
// too, both fresh. The other is closed into this one; its address goes on signing in, and 72 hours long it can be taken back.
import type { Audit } from '#audit'
import { type Database, type Statement, type Tx, Refusal, instant, statement } from '#kernel'
import { type FactorUses, type ShownFactor, useFactor } from '../factors/second-factor.ts'
import { type Session, enter, hashOf } from '../session.ts'
import { type Half, enterHalf } from '../sign-in.ts'
import { type Tries, secondStepLimits } from '../tries.ts'
import { enterLink, linkHash, makeLink } from './links.ts'
import { type TellUses, tellAll } from './tell.ts'

const closeInto: Statement<{ closed: string | null }> = statement('accounts.close-into', 'select accounts_close_into() as closed')
const part: Statement<{ closed: string | null }> = statement('accounts.part', 'select accounts_part($1) as closed')

/** R46: both proofs are at most this old. */
const freshMinutes = 5
/** How long the joining can be taken back. */
export const undoHours = 72

export type JoinAccountsUses = TellUses & FactorUses & { readonly audit: Audit; readonly tries: Tries; /** As role `web`. */ readonly database: Database }

/** Who would be joined with whom: the session's account, and the one whose password was given in this visit. */
export type TwoAccounts = { readonly kept: Session; readonly closing: Half }

/** Refuses: sign-in-first, session-ended, step-up-first, accounts-not-joined (it is the same one, or frozen). */
export async function twoAccounts(tx: Tx, { token, half: halfToken }: { readonly token: string | null; readonly half: string | null }): Promise<TwoAccounts> {
  const kept = await enter(tx, token)
  if (tx.now.getTime() - kept.factorAt.getTime() > freshMinutes * 60_000) throw new Refusal('step-up-first', `factor shown at ${kept.factorAt.toISOString()}`)
  const closing = await enterHalf(tx, halfToken)
  if (closing.person === kept.person || closing.frozen) throw new Refusal('accounts-not-joined', 'the same account, or frozen', { field: 'email' })
  return { kept, closing }
}

export type JoiningAccounts = { readonly token: string | null; readonly half: string | null; readonly shown: ShownFactor }

/**
 * The second factor of the other account: it is closed into this one. `move` moves what hangs on the person, in the same transaction.
 * Refuses: as twoAccounts, too-many-tries, second-step-no-match (facts: left).
 */
export async function joinAccounts(uses: JoinAccountsUses, { token, half: halfToken, shown }: JoiningAccounts, move: (tx: Tx, about: { readonly from: string; readonly to: string }) => Promise<void>): Promise<void> {
  const { closing } = await uses.database.run((tx) => twoAccounts(tx, { token, half: halfToken }))
  const limits = secondStepLimits(closing.person, { challenge: hashOf(halfToken ?? '').toString('hex'), kind: shown.kind })
  const left = await uses.tries.take(uses.database.run, limits)
  await uses.database.run(async (tx) => {
    const two = await twoAccounts(tx, { token, half: halfToken })
    if (!(await useFactor(tx, uses, { person: two.closing.person, shown, challenge: two.closing.challenge, publicUrl: uses.publicUrl, visit: halfToken ?? '' }))) throw new Refusal('second-step-no-match', `joining: ${shown.kind}`, { left, field: shown.kind === 'passkey' ? 'passkey' : 'code' })
    await uses.tries.giveBack(tx, limits)
    const [row] = await tx.query(closeInto)
    if (row === undefined || row.closed === null) throw new Refusal('accounts-not-joined', 'closed or frozen meanwhile', { field: 'email' })
    await move(tx, { from: row.closed, to: two.kept.person })
    await uses.audit.note(tx, { kind: 'accounts-joined', patient: null, actor: two.kept.person, actorRole: 'patient', actorName: two.kept.name, detail: { closed: row.closed } })
    const undo = await makeLink(tx, { kind: 'undo-joining', about: row.closed, until: instant(tx.now.getTime() + undoHours * 3_600_000) })
    await tellAll(tx, uses, { kind: 'accounts-joined', facts: { kept: two.kept.email, closed: two.closing.email, undo: `${uses.publicUrl}/account/part/${undo}` } })
  })
}

/** May the joining still be taken back? Spends nothing. Refuses: link-not-usable. */
export async function joiningToUndo(tx: Tx, token: string): Promise<{ readonly open: boolean }> {
  return { open: (await enterLink(tx, 'undo-joining', token)).open }
}

/** The press in the mail: two accounts again, everybody signed out of both. Refuses: link-not-usable. */
export async function partAccounts(tx: Tx, uses: JoinAccountsUses, { token, move }: { readonly token: string; readonly move: (tx: Tx, about: { readonly closed: string }) => Promise<void> }): Promise<void> {
  const link = await enterLink(tx, 'undo-joining', token)
  await tellAll(tx, uses, { kind: 'accounts-parted', facts: {} })
  const [row] = await tx.query(part, [linkHash(token)])
  if (row === undefined || row.closed === null) throw new Refusal('link-not-usable', 'taken back before, or too late')
  await move(tx, { closed: row.closed })
  await uses.audit.note(tx, { kind: 'accounts-joined', patient: null, actor: link.person, actorRole: 'nobody', purpose: 'taken back' })
}
