// Which codes went out for a chart, and what became of each? For staff and operators; never a code, never where it went.
import { type Statement, type Tx, Refusal, instant, isId, statement } from '#kernel'
import type { CodeChannel, CodeState } from '../../../../contract/code-channels.ts'
import { type CodeFacts, codeState } from './state.ts'

type Row = { id: string; channel: CodeChannel; issued_as: 'operator' | 'staff'; issued_name: string | null; issued_at: string; expires_at: string; until: string; spent_at: string | null; voided_at: string | null; ended: CodeFacts['ended']; burnt_at: string | null; reported_at: string | null }

const ofChart: Statement<Row> = statement('identity.codes-of-chart', `select id, channel, issued_as, issued_name, issued_at, expires_at, until, spent_at, voided_at, ended, burnt_at, reported_at
  from identity_code where patient = $1 order by issued_at desc, id limit 50`)
const stopOpen: Statement<{ id: string }> = statement('identity.stop-open-code', "update identity_code set voided_at = app_now(), ended = 'stopped' where id = $1 and patient = $2 and spent_at is null and voided_at is null returning id")

export type CodeGone = {
  readonly id: string
  readonly channel: CodeChannel
  /** The name of the staff who made it; null: an operator, or the mail room. */
  readonly by: string | null
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** YYYY-MM-DD, the last day it works. */
  readonly until: string
  readonly state: CodeState
  /** When it came to this state; null for open. */
  readonly at: Date | null
  /** Somebody who was told of it pressed "this was not me", also after it was used. */
  readonly reported: boolean
}

const instantOrNull = (text: string | null): Date | null => (text === null ? null : instant(text))

function codeGone(row: Row, now: Date): CodeGone {
  const [spent, voided, burnt, expires] = [instantOrNull(row.spent_at), instantOrNull(row.voided_at), instantOrNull(row.burnt_at), instant(row.expires_at)]
  const state = codeState({ expiresAt: expires.getTime(), spentAt: spent?.getTime() ?? null, voidedAt: voided?.getTime() ?? null, ended: row.ended, burntAt: burnt?.getTime() ?? null }, now.getTime())
  const at: Readonly<Record<CodeState, Date | null>> = { open: null, used: spent, replaced: voided, stopped: voided, reported: voided, burnt, 'ran-out': expires }
  return { id: row.id, channel: row.channel, by: row.issued_name, issuedAt: instant(row.issued_at), expiresAt: expires, until: row.until, state, at: at[state], reported: row.reported_at !== null }
}

/** Newest first, the last fifty (roles operate, and desk for charts of its organization). */
export async function codesOf(tx: Tx, patient: string): Promise<readonly CodeGone[]> {
  return (await tx.query(ofChart, [patient])).map((row) => codeGone(row, tx.now))
}

/** Stops an open code of this chart at once. Refuses: not-found (unknown, of another chart, or over already). */
export async function stopOpenCode(tx: Tx, { id, patient }: { readonly id: string; readonly patient: string }): Promise<void> {
  const [stopped] = isId(id) ? await tx.query(stopOpen, [id, patient]) : []
  if (stopped === undefined) throw new Refusal('not-found', 'no such open code')
}
