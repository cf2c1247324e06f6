// Is somebody at this address, now? Six numbers by mail or text, once, five tries, kept only as a keyed hash (R14, R15, R25).
import { randomInt } from 'node:crypto'
import { type Keys, type Statement, type Tx, Refusal, instant, newId, sameBytes, statement } from '#kernel'
import { hashOf } from '../session.ts'
import { type Run, type Tries, sentCodeLimits } from '../tries.ts'

/** What a code is good for: a code of one purpose proves nothing for another. */
export type CodePurpose = 'second-step' | 'email' | 'second-email' | 'phone' | 'wait' | 'new-phone' | 'details'

export type SentCode = { readonly id: string; readonly channel: 'email' | 'phone'; readonly key: string; readonly shown: string; readonly sentAt: Date; readonly endsAt: Date }

type Row = { id: string; channel: 'email' | 'phone'; key: string; shown: string; mac: Buffer; sent_at: string; ends_at: string }

const keep: Statement<never> = statement('accounts.keep-sent-code', 'select accounts_keep_sent_code($1, $2, $3, $4, $5, $6, $7, $8)')
const read: Statement<Row> = statement('accounts.sent-code', 'select id, channel, key, shown, mac, sent_at, ends_at from accounts_sent_code_of($1, $2)')
const spend: Statement<{ spent: boolean }> = statement('accounts.spend-sent-code', 'select accounts_spend_sent_code($1, $2, $3) as spent')

/** R14 for texts; mail may be slow. */
export const codeMinutes = { phone: 10, email: 60 } as const

/** Whose code it is: a visit, a session or a joining, by the hash of its cookie or id. */
export const visitOf = (what: string): Buffer => hashOf(`sent code ${what}`)

const macOf = (keys: Keys, id: string, code: string): Buffer => keys.mac('code-index', 'sent', id, code)

/** Draws a code and keeps it; gives the six numbers, to be sent in the same transaction. An older one of this visit and purpose stops. */
export async function drawCode(tx: Tx, keys: Keys, { visit, purpose, channel, key, shown }: { readonly visit: Buffer; readonly purpose: CodePurpose; readonly channel: 'email' | 'phone'; readonly key: string; readonly shown: string }): Promise<string> {
  const [id, code] = [newId(), String(randomInt(1_000_000)).padStart(6, '0')]
  await tx.query(keep, [visit, purpose, id, channel, key, shown, macOf(keys, id, code), instant(tx.now.getTime() + codeMinutes[channel] * 60_000)])
  return code
}

export async function readSentCode(tx: Tx, visit: Buffer, purpose: CodePurpose): Promise<SentCode | null> {
  const [row] = await tx.query(read, [visit, purpose])
  return row === undefined ? null : { id: row.id, channel: row.channel, key: row.key, shown: row.shown, sentAt: instant(row.sent_at), endsAt: instant(row.ends_at) }
}

export type CodeTyped = { readonly visit: Buffer; readonly purpose: CodePurpose; readonly code: string }

/** True once: the code is this visit's, in time, and not spent. For callers that counted the try themselves. */
export async function spendCode(tx: Tx, keys: Keys, { visit, purpose, code }: CodeTyped): Promise<SentCode | null> {
  const [row] = await tx.query(read, [visit, purpose])
  const digits = code.normalize('NFKC').replace(/\D/g, '')
  const right = sameBytes(row?.mac ?? Buffer.alloc(32), macOf(keys, row?.id ?? '', digits))
  if (row === undefined || !right) return null
  const [spent] = await tx.query(spend, [visit, purpose, row.id])
  return spent?.spent === true ? { id: row.id, channel: row.channel, key: row.key, shown: row.shown, sentAt: instant(row.sent_at), endsAt: instant(row.ends_at) } : null
}

/**
 * Counts one try, in a transaction of its own, for the code that is out.
 * Refuses: code-missing (nothing typed), code-no-match (five tries are used up: ask for a new one).
 */
export async function countCodeTry(uses: { readonly run: Run; readonly tries: Tries }, { visit, purpose, code }: CodeTyped): Promise<void> {
  if (code.replace(/\D/g, '') === '' && code.trim() === '') throw new Refusal('code-missing', 'nothing typed', { field: 'code' })
  const sent = await uses.run((tx) => readSentCode(tx, visit, purpose))
  const { paused } = await uses.tries.count(uses.run, sentCodeLimits(sent?.id ?? visit.toString('hex')))
  if (paused.length > 0) throw new Refusal('code-no-match', 'five tries for this code', { field: 'code' })
}
