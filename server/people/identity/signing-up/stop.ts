// "This was not me": what does the link in a notice do? Looking at it shows a page; its button stops the sign-up for good.
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import type { SignUpUses } from './ask.ts'
import { type SignUpRow, findByStopLink } from './rows.ts'

const stop: Statement<{ id: string }> = statement('identity.stop-sign-up', `update identity_signup set state = 'stopped', challenge_code = null, link = null where id = $1 and state <> 'stopped' returning id`)
const dropJoinings: Statement<never> = statement('identity.drop-joinings-of-sign-up', 'select identity_drop_joinings($1)')

/** `open`: it can be stopped; `stopped`: it is; `done`: the account is made, the record can be taken out of it again. */
export type StoppableSignUp = { readonly organization: string; readonly state: 'open' | 'stopped' | 'done' }

const stoppableOf = (row: SignUpRow): StoppableSignUp => ({ organization: row.organization, state: row.state === 'done' || row.state === 'stopped' ? row.state : 'open' })

/** Whose sign-up is it? null when the link is unknown or its 30 days are over. Mail scanners look too: nothing is changed. */
export async function readStoppableSignUp(tx: Tx, link: string): Promise<StoppableSignUp | null> {
  const row = await findByStopLink(tx, link)
  return row === null ? null : stoppableOf(row)
}

/** The button: nobody goes on, and a record that an account got meanwhile leaves it again. Refuses: link-not-usable. */
export async function stopSignUp(tx: Tx, uses: SignUpUses, link: string): Promise<void> {
  const row = await findByStopLink(tx, link)
  if (row === null) throw new Refusal('link-not-usable', 'unknown, or its 30 days are over')
  const [stopped] = await tx.query(stop, [row.id])
  if (stopped !== undefined) {
    await tx.query(dropJoinings, [row.id])
    if (row.state === 'done') await uses.unlink(tx)
    await uses.audit.note(tx, { kind: 'sign-up-stopped', patient: row.patient, actor: null, actorRole: 'nobody', purpose: 'this was not me' })
  }
}
