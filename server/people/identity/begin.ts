// Does this code open a joining? Looked up, counted and hashed alike for every answer; a code that is over says so to its owner only.
import { codeLimits, readEmail } from '#accounts'
import { type Statement, type Tx, Refusal, instant, newSecret, sameBytes, statement } from '#kernel'
import type { CodeChannel } from '../../../contract/code-channels.ts'
import { basisOf, sentToOf } from './basis.ts'
import { isSquare, openCodeProofs, readCode } from './codes.ts'
import { type JoinUses, enterJoining, joinHash, joiningHours } from './joining.ts'
import { keepOver } from './over.ts'

type FoundCode = { id: string; hash: Buffer; salt: Buffer; expires_at: string; open: boolean; channel: CodeChannel }

const findCode: Statement<FoundCode> = statement('identity.find-code', 'select id, hash, salt, expires_at, open, channel from identity_find_code($1, $2)')
const indexOf: Statement<{ index: Buffer }> = statement('identity.index-of', 'select identity_index_of($1, $2) as index')
const burn: Statement<never> = statement('identity.burn', 'select identity_burn($1, $2)')
const setJoining: Statement<never> = statement('identity.set-joining', "select set_config('app.joining', $1, true)")
const insertJoining: Statement<never> = statement('identity.insert-joining', 'insert into identity_joining (hash, code, started_at, ends_at) values ($1, $2, app_now(), $3)')
const setProvenAddress: Statement<never> = statement('identity.set-proven-address', 'update identity_joining set email = $2, email_shown = $3, proven_at = app_now() where hash = $1')

export type CodeGiven = {
  /** As typed; or the token of the letter's square or of a link. */
  readonly code: string
  readonly square: string | null
  /** YYYY-MM-DD, a real date. */
  readonly birthDate: string
  readonly network: string
}

export type Begun = {
  /** The cookie of the joining; of what was typed, when the code is over. */
  readonly join: string
  /** `over`: code and birth date are right, but it opens nothing any more (over.ts says what became of it). */
  readonly state: 'open' | 'over'
  /** The code itself proved an address: the step of the e-mail is behind. */
  readonly proven: boolean
}

/**
 * The first step. A wrong, unknown or burnt code and a wrong birth date cost the same work and give the same answer; five
 * tries for a code, counted before the check (R34). A code that was mailed proves the mailbox it came from.
 * Refuses: code-missing, code-no-match, too-many-tries (this network), too-busy.
 */
export async function begin(uses: JoinUses, { code: typed, square, birthDate, network }: CodeGiven): Promise<Begun> {
  const proofs = openCodeProofs(uses.keys, uses.making.hashing)
  const run = uses.database.run
  if (square === null && typed.trim() === '') throw new Refusal('code-missing', 'nothing typed', { field: 'code' })
  const usable = square !== null && isSquare(square) ? square : null
  // Something that cannot be a code is looked up and hashed like one.
  const secret = square ?? readCode(typed) ?? `not a code: ${typed.slice(0, 200)}`
  const squareHash = usable === null ? null : proofs.squareHash(usable)
  const [indexed] = await run((tx) => tx.query(indexOf, [squareHash, proofs.index(secret)]))
  const index = indexed?.index ?? proofs.index(secret)
  const limits = codeLimits(index.toString('hex'), network)
  const { paused, seconds, left } = await uses.making.tries.count(run, limits)
  if (paused.includes('code-network')) throw new Refusal('too-many-tries', 'codes from this network', { seconds })
  const [found] = await run((tx) => tx.query(findCode, [index, squareHash]))
  const proof = await proofs.prove(secret, birthDate, found?.salt ?? Buffer.alloc(16))
  const right = found !== undefined && sameBytes(proof, found.hash) && paused.length === 0
  if (!right) {
    await run(async (tx) => {
      await tx.query(burn, [index, paused.length === 0 && left === 0])
      await uses.audit.note(tx, { kind: 'code-tried', patient: null, actor: null, actorRole: 'nobody', outcome: 'refused' })
    })
    throw new Refusal('code-no-match', paused.length > 0 ? 'burnt' : 'code or birth date', { field: 'code' })
  }
  return run(async (tx) => {
    await uses.making.tries.giveBack(tx, limits)
    const join = newSecret()
    await tx.query(setJoining, [joinHash(join).toString('hex')])
    const over = !found.open || instant(found.expires_at).getTime() <= tx.now.getTime()
    const proven = over ? false : await startJoining(uses, tx, { join, code: found.id, channel: found.channel })
    if (over) await keepOver(tx, uses, { join, code: found.id, birthDate })
    await uses.audit.note(tx, { kind: 'code-tried', patient: null, actor: null, actorRole: 'nobody', ...(over ? { outcome: 'refused' as const } : {}) })
    return { join, state: over ? ('over' as const) : ('open' as const), proven }
  })
}

/** True when the code proved the mailbox it was sent to. */
async function startJoining(uses: JoinUses, tx: Tx, { join, code, channel }: { readonly join: string; readonly code: string; readonly channel: CodeChannel }): Promise<boolean> {
  await tx.query(insertJoining, [joinHash(join), code, instant(tx.now.getTime() + joiningHours * 3_600_000)])
  if (channel !== 'mail') return false
  // Whoever has this code has read that mailbox: no second loop for the same proof (experience.md, journey a).
  const row = await enterJoining(tx, join)
  const sentTo = sentToOf(uses.making.box, await basisOf(tx, row))
  if (sentTo === null) return false
  const email = readEmail(sentTo)
  await tx.query(setProvenAddress, [row.hash, email.key, email.shown])
  await uses.audit.note(tx, { kind: 'email-proven', patient: null, actor: null, actorRole: 'nobody', purpose: 'code by mail' })
  return true
}
