// "This was not me": what does the link in a notice show, and what does its button do? Looking spends nothing.
import type { Audit } from '#audit'
import { type Statement, type Tx, Refusal, instant, statement } from '#kernel'
import type { CodeChannel } from '../../../../contract/code-channels.ts'
import { stopHash } from './tell.ts'

export type Stoppable = { readonly organization: string; readonly channel: CodeChannel; readonly issuedAt: Date; readonly spent: boolean; readonly reported: boolean }

const stoppable: Statement<{ organization: string; channel: CodeChannel; issued_at: string; spent: boolean; reported: boolean }> = statement('identity.stoppable', 'select organization, channel, issued_at, spent, reported from identity_stoppable($1)')
const stop: Statement<{ code: string; patient: string; spent: boolean }> = statement('identity.stop', 'select code, patient, spent from identity_stop($1)')

/** The code this link may stop; null when nobody sent it. */
export async function readStoppable(tx: Tx, token: string): Promise<Stoppable | null> {
  const [row] = await tx.query(stoppable, [stopHash(token)])
  return row === undefined ? null : { organization: row.organization, channel: row.channel, issuedAt: instant(row.issued_at), spent: row.spent, reported: row.reported }
}

/** Stops an open code at once; a used one is marked for the desk. Refuses: link-not-usable (unknown, or pressed already). */
export async function stopCode(tx: Tx, audit: Audit, token: string): Promise<{ readonly patient: string; readonly spent: boolean }> {
  const [stopped] = await tx.query(stop, [stopHash(token)])
  if (stopped === undefined) throw new Refusal('link-not-usable', 'no such code, or it was reported before')
  await audit.note(tx, { kind: 'code-reported', patient: stopped.patient, actor: null, actorRole: 'nobody' })
  return stopped
}
