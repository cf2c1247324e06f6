// Does everything add up? The two sides of the ledger for some days, what the last look found, and the alarms that are open.
import type { Away } from '#directory'
import { type Statement, type Tx, instant, statement } from '#kernel'
import { type CountedRecord, openStoreCounts } from '#store/in'
import { type ReceivedRow, compareReceived } from '../counts/compare.ts'
import { type ReceivedAsk, readReceived } from '../counts/ledger.ts'

/** One row of a look, as it is kept: `received` by type as sent, `shown` by kind of record. */
export type BalanceRow = { readonly source: string; readonly day: string; readonly side: 'received' | 'shown'; readonly kind: string; readonly counts: Readonly<Record<string, number | Readonly<Record<string, number>>>>; readonly off: boolean }
export type KeptBalance = BalanceRow & { readonly checkedAt: string }

/** Messages of a feed, by the day they came and what became of them. */
export type MessageCount = { readonly feed: string; readonly day: string; readonly state: string; readonly count: number }

/** What a look covered: days (YYYY-MM-DD, both included), and which sides. `whole`: of every chart, so that what is in order again closes its alarm. */
export type Look = { readonly organization: string; readonly from: string; readonly until: string; readonly sides: readonly BalanceRow['side'][]; readonly whole: boolean; readonly rows: readonly BalanceRow[] }

export type Balance = {
  /** Both sides of what was received, counted anew (role operate). */
  received(tx: Tx, ask: ReceivedAsk): Promise<readonly ReceivedRow[]>
  /** Messages of an organization's feeds in these days (roles operate and desk). */
  messages(tx: Tx, ask: Omit<ReceivedAsk, 'patients'>): Promise<readonly MessageCount[]>
  /** What the store has of these charts (role operate). */
  records(tx: Tx, patients: readonly string[], timeZone: string): Promise<readonly CountedRecord[]>
  /** The next charts with records, in the order of their ids (role operate). */
  charts(tx: Tx, organization: string, next: { readonly after: string | null; readonly limit: number }): Promise<readonly string[]>
  /** Keeps what a look found: opens alarms, and closes those that are in order again (role operate). */
  keep(tx: Tx, look: Look): Promise<void>
  /** What the last looks found, newest day first (roles operate and desk). */
  read(tx: Tx, ask: { readonly organization: string; readonly source: string; readonly days: number }): Promise<readonly KeptBalance[]>
  /** Sources of which something does not add up, and since when (roles job and operate). */
  alarms(tx: Tx): Promise<readonly Away[]>
}

const messages: Statement<MessageCount> = statement('inbound.message_counts', `select feed, to_char(received_at at time zone $4, 'YYYY-MM-DD') as day, state, count(*)::int as count from inbound_message
  where organization = $1 and received_at >= $2 and received_at < $3 group by 1, 2, 3 order by 1, 2, 3`)
const putRows: Statement<never> = statement('inbound.put_balance', `insert into inbound_balance (organization, source, day, side, kind, counts, off, checked_at)
  select $1, t.*, app_now() from unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::jsonb[], $7::boolean[]) as t (source, day, side, kind, counts, off)`)
const dropRows: Statement<never> = statement('inbound.drop_balance', 'delete from inbound_balance where organization = $1 and day between $2::date and $3::date and side = any ($4)')
const openAlarms: Statement<never> = statement('inbound.open_alarms', `insert into inbound_alarm (organization, source, side, day, kind, noticed_at) select $1, t.*, app_now() from unnest($2::text[], $3::text[], $4::date[], $5::text[]) as t (source, side, day, kind) on conflict do nothing`)
const closeAlarms: Statement<never> = statement('inbound.close_alarms', `delete from inbound_alarm a where a.organization = $1 and a.day between $2::date and $3::date and a.side = any ($4)
  and not (a.source || ' ' || a.side || ' ' || a.day || ' ' || a.kind) = any ($5)`)
const readRows: Statement<KeptBalance> = statement('inbound.read_balance', `select source, to_char(day, 'YYYY-MM-DD') as day, side, kind, counts, off, checked_at as "checkedAt" from inbound_balance
  where organization = $1 and source = $2 and day > (app_now() - make_interval(days => $3))::date order by day desc, side, kind limit 500`)
const readAlarms: Statement<{ source: string; since: string }> = statement('inbound.alarms', 'select source, min(noticed_at) as since from inbound_alarm group by source')

async function keep(tx: Tx, { organization, from, until, sides, whole, rows }: Look): Promise<void> {
  const off = rows.filter((row) => row.off)
  if (off.length > 0) await tx.query(openAlarms, [organization, off.map((row) => row.source), off.map((row) => row.side), off.map((row) => row.day), off.map((row) => row.kind)])
  if (!whole) return
  await tx.query(dropRows, [organization, from, until, [...sides]])
  await tx.query(closeAlarms, [organization, from, until, [...sides], off.map((row) => `${row.source} ${row.side} ${row.day} ${row.kind}`)])
  if (rows.length > 0) await tx.query(putRows, [organization, rows.map((row) => row.source), rows.map((row) => row.day), rows.map((row) => row.side), rows.map((row) => row.kind), rows.map((row) => JSON.stringify(row.counts)), rows.map((row) => String(row.off))])
}

export function openBalance(): Balance {
  const store = openStoreCounts()
  return {
    async received(tx, ask) {
      const [received, texts] = await Promise.all([readReceived(tx, ask), store.texts(tx, ask)])
      return compareReceived(received, texts)
    },
    messages: (tx, { organization, from, until, timeZone }) => tx.query(messages, [organization, from, until, timeZone]),
    records: (tx, patients, timeZone) => store.records(tx, patients, timeZone),
    charts: (tx, organization, next) => store.charts(tx, organization, next),
    keep,
    read: (tx, { organization, source, days }) => tx.query(readRows, [organization, source, days]),
    alarms: async (tx) => (await tx.query(readAlarms)).map((row): Away => ({ what: 'counts', source: row.source, since: instant(row.since) })),
  }
}
