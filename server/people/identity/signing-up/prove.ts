// Is the code right? Then the sign-up is proven and goes on as a joining; every other answer is one and the same.
import { type Statement, Refusal, instant, sameBytes, statement } from '#kernel'
import { openJoining } from '../joining.ts'
import { type SignUpUses, sentAbout } from './ask.ts'
import { askLimits, chartLimits, openClaim, proofLimits } from './claim.ts'
import type { Contact } from './contacts.ts'
import { type SignUpRow, enterSignUp } from './rows.ts'

// Of fifty right codes at once one wins. The numbers of an older message prove nothing.
const setProven: Statement<{ id: string }> = statement('identity.prove-sign-up', `update identity_signup set state = 'proven', proven_by = 'contact', proven_at = app_now(), challenge_code = null
  where id = $1 and challenge = $2 and state = 'parked' and outcome = 'sent' returning id`)

export const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '')

function isRight(uses: SignUpUses, row: SignUpRow, { digits, now }: { readonly digits: string; readonly now: Date }): boolean {
  const kept = row.challengeCode ?? Buffer.alloc(32)
  const same = sameBytes(kept, uses.keys.mac('code-index', 'sign-up', row.challenge ?? '', digits))
  const fresh = row.challengeUntil !== null && instant(row.challengeUntil).getTime() > now.getTime()
  return same && fresh && row.state === 'parked' && row.outcome === 'sent'
}

export type Proving = { readonly signUp: string | null; readonly code: string; readonly network: string }

/**
 * The six numbers of the newest message. Five tries for them, counted before they are looked at (R15, R18).
 * Gives the cookie of the joining; `proven`: the code went to their e-mail, which need not be proven again.
 * Refuses: form-expired, code-missing, code-no-match (wrong, too old, none was sent, five tries), too-many-tries (this network).
 */
export async function proveSignUp(uses: SignUpUses, { signUp, code, network }: Proving): Promise<{ readonly join: string; readonly proven: boolean }> {
  const run = uses.database.run
  const { row, now } = await run(async (tx) => ({ row: await enterSignUp(tx, signUp), now: tx.now }))
  const digits = digitsOf(code)
  if (digits === '') throw new Refusal('code-missing', 'nothing typed', { field: 'code' })
  const limits = proofLimits(row.challenge ?? row.id, network)
  const { paused, seconds } = await uses.making.tries.count(run, limits)
  if (paused.includes('sign-up-code-network')) throw new Refusal('too-many-tries', 'codes from this network', { seconds })
  const { box } = uses.making
  const right = isRight(uses, row, { digits, now }) && paused.length === 0
  if (!right || row.claim === null || row.sentTo === null || row.challenge === null) {
    await run((tx) => uses.audit.note(tx, { kind: 'sign-up-proven', patient: row.patient, actor: null, actorRole: 'nobody', outcome: 'refused' }))
    throw new Refusal('code-no-match', paused.length > 0 ? 'five tries' : 'numbers', { field: 'code' })
  }
  const { claim } = openClaim(box, row.id, row.claim)
  const sent = JSON.parse(box.open(row.sentTo, sentAbout(row.id))) as Contact | null
  return run(async (tx) => {
    await enterSignUp(tx, signUp)
    const [proven] = await tx.query(setProven, [row.id, row.challenge])
    if (proven === undefined) throw new Refusal('code-no-match', 'it was proven, or asked anew, meanwhile', { field: 'code' })
    await uses.making.tries.giveBack(tx, [...limits, ...(claim === null ? [] : askLimits(row.organization, claim, network)), ...chartLimits(row.patient ?? row.id)])
    const join = await openJoining(tx, { signUp: row.id, email: sent?.via === 'mail' ? sent.to : null })
    await uses.audit.note(tx, { kind: 'sign-up-proven', patient: row.patient, actor: null, actorRole: 'nobody' })
    return { join, proven: sent?.via === 'mail' }
  })
}
