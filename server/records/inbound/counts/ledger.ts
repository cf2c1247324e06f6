// How do lines get into the ledger of counts, and what does it say was received?
import { type Id, type Statement, type Tx, statement } from '#kernel'
import { nobody } from '#store/in'
import type { Outcome, Receipt } from './receipts.ts'

type Delivered = { readonly organization: string; readonly source: string; readonly delivery: Id | null }

const insert: Statement<never> = statement('inbound.count', `insert into inbound_count (organization, source, delivery, patient, type, outcome, reason, count, counted_at)
  select $1, $2, $3, t.*, app_now() from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::int[]) as t (patient, type, outcome, reason, count)`)
const takeBackAll: Statement<never> = statement('inbound.count_back', `insert into inbound_count (organization, source, delivery, patient, type, outcome, reason, count, counted_at)
  select organization, source, delivery, patient, type, outcome, reason, -sum(count), counted_at from inbound_count where delivery = any ($1) and patient = any ($2) and outcome <> 'again'
  group by organization, source, delivery, patient, type, outcome, reason, counted_at having sum(count) <> 0`)

/** In the transaction that takes it in (role feed or operate). */
export async function writeReceipts(tx: Tx, { organization, source, delivery }: Delivered, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return
  const column = <T extends string | number>(of: (one: Receipt) => T): T[] => receipts.map(of)
  await tx.query(insert, [organization, source, delivery, column((one) => one.patient), column((one) => one.type), column((one) => one.outcome), column((one) => one.reason), column((one) => one.count)])
}

/** A file that was refused whole: nothing of it is here, and that it came is written down. */
export const countRefused = (tx: Tx, of: Omit<Delivered, 'delivery'>, reason: string): Promise<void> => writeReceipts(tx, { ...of, delivery: null }, [{ patient: nobody, type: 'file', outcome: 'refused', reason, count: 1 }])

/** What deliveries brought into these charts is there no more: a line against each of theirs. */
export async function takeReceiptsBack(tx: Tx, deliveries: readonly Id[], patients: readonly Id[]): Promise<void> {
  if (deliveries.length > 0) await tx.query(takeBackAll, [[...deliveries], [...patients]])
}

/** By the organization's calendar (YYYY-MM-DD). */
export type ReceivedCount = { readonly source: string; readonly day: string; readonly type: string; readonly outcome: Outcome; readonly reason: string; readonly count: number }

const received: Statement<ReceivedCount> = statement('inbound.received', `select source, to_char(counted_at at time zone $4, 'YYYY-MM-DD') as day, type, outcome, reason, sum(count)::int as count from inbound_count
  where organization = $1 and counted_at >= $2 and counted_at < $3 and ($5::uuid[] is null or patient = any ($5)) group by 1, 2, 3, 4, 5 having sum(count) <> 0 order by 1, 2, 3, 4, 5`)

export type ReceivedAsk = { readonly organization: string; readonly from: Date; readonly until: Date; readonly timeZone: string; readonly patients: readonly Id[] | null }
export const readReceived = (tx: Tx, { organization, from, until, timeZone, patients }: ReceivedAsk): Promise<ReceivedCount[]> => tx.query(received, [organization, from, until, timeZone, patients === null ? null : [...patients]])
