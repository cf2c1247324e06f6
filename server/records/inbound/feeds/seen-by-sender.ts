// What may a sender know of a message of its own? What became of it, and why, in words of ours: never what a chart holds.
import { type Statement, type Tx, statement } from '#kernel'
import type { MessageState } from '../../../../contract/message-states.ts'
import { fileRefusalText, fileRefusals } from '../../../../words/en/inbound.ts'

export type SeenBySender = { readonly state: MessageState; /** Why it cannot be read; whose it is not is between us and the organization's staff. */ readonly reason: string | null }

type Row = { state: MessageState; reasons: readonly string[]; detail: { readonly line?: number; readonly found?: string } | null }
const readState: Statement<Row> = statement('inbound.seen_by_sender', 'select state, reasons, detail from inbound_message where feed = $1 and id = $2')

const isRefusal = (reason: string | undefined): reason is keyof typeof fileRefusals => reason !== undefined && reason in fileRefusals

/** Role feed. Null: this feed has no message of that number. */
export async function seenBySender(tx: Tx, feed: string, id: string): Promise<SeenBySender | null> {
  const [row] = await tx.query(readState, [feed, id])
  if (row === undefined) return null
  const [reason] = row.reasons
  return { state: row.state, reason: row.state === 'parked' && isRefusal(reason) ? fileRefusalText(reason, row.detail?.line ?? null, row.detail?.found ?? null) : null }
}
