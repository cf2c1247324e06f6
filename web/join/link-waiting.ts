// Is somebody who signs in also opening a new record with a letter? Then it becomes theirs in the same transaction.
import type { Session } from '#accounts'
import type { Tx } from '#kernel'
import type { PublicContext } from '#web'

/**
 * Links the patient of a waiting joining (cookie `join`) whose proven address is this account's. False: there is none.
 * A code that was used or replaced meanwhile links nothing.
 */
export async function linkWaitingRecord(context: PublicContext, tx: Tx, session: Session): Promise<boolean> {
  const proven = await context.house.identity.proveWaiting(tx, context.cookie('join'), session)
  if (proven === null) return false
  await context.house.access.link(tx, { person: session.person, patient: proven.patient, provenBy: proven.provenBy })
  return true
}
