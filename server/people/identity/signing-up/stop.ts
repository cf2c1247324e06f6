// "This was not me": what does the link in a notice do? Looking at it shows a page; its button stops the sign-up for good.
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import type { SignUpUses } from './ask.ts'
import { type SignUpRow, findByStopLink } from './rows.ts'

const stop: Statement<{ id: string }> = statement('identity.stop-sign-up', `update identity_signup set state = 'stopped', challenge_code = null, link = null where id = $1 and state not in ('done', 'stopped') returning id`)
const dropJoinings: Statement<never> = statement('identity.drop-joinings-of-sign-up', 'select identity_drop_joinings($1)')

/** `open`: it can be stopped; `stopped`: it is; `done`: somebody is in already, the account must be frozen. */
export type StoppableSignUp = { readonly organization: string; readonly state: 'open' | 'stopped' | 'done' }

const stoppableOf = (row: SignUpRow): StoppableSignUp => ({ organization: row.organization, state: row.state === 'done' || row.state === 'stopped' ? row.state : 'open' })

/** Whose sign-up is it? null when the link is unknown or its 30 days are over. Mail scanners look too: nothing is changed. */
export async function readStoppableSignUp(tx: Tx, link: string): Promise<StoppableSignUp | null> {
  const row = await findByStopLink(tx, link)
  return row === null ? null : stoppableOf(row)
}

/** The button. Gives the chart it was about, so that an account made meanwhile can be frozen. Refuses: link-not-usable. */
export async function stopSignUp(tx: Tx, uses: SignUpUses, link: string): Promise<StoppableSignUp & { readonly patient: string | null }> {
  const row = await findByStopLink(tx, link)
  if (row === null) throw new Refusal('link-not-usable', 'unknown, or its 30 days are over')
  const [stopped] = await tx.query(stop, [row.id])
  if (stopped !== undefined) {
    await tx.query(dropJoinings, [row.id])
    await uses.audit.note(tx, { kind: 'sign-up-stopped', patient: row.patient, actor: null, actorRole: 'nobody', purpose: 'this was not me' })
  }
  return { ...stoppableOf(row), patient: row.patient, state: row.state === 'done' ? 'done' : 'stopped' }
}
