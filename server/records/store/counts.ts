// What is there? Counted from the rows themselves, never from what was said when they came: the other side of the ledger of counts.
import { type Statement, type Tx, statement } from '#kernel'

/** Whose texts, of which days (instants), by the calendar of which time zone. `patients`: only theirs; null: everybody's. */
export type CountAsk = { readonly organization: string; readonly from: Date; readonly until: Date; readonly timeZone: string; readonly patients: readonly string[] | null }

/** Texts of one type that one source brought on one day; `standing`: those whose thing stood in a record from the start. */
export type TextCount = { readonly source: string; readonly day: string; readonly type: string; readonly texts: number; readonly standing: number }

/** A record as the store has it, by the source that wrote it last and the day it first came (YYYY-MM-DD). */
export type CountedRecord = { readonly patient: string; readonly record: string; readonly kind: number; readonly source: string; readonly day: string; readonly removed: boolean; /** Another record says the same and is shown instead. */ readonly same: boolean }

/** How many records of a kind a chart has by itself; what was taken back, or another record says, is none. */
export type StandingCount = { readonly patient: string; readonly kind: number; readonly count: number }

/** A file or message as it came in. */
export type DeliveryFound = { readonly id: string; readonly source: string; readonly receivedAt: string; readonly sentAt: string | null; readonly form: string | null; readonly kind: string | null; readonly name: string; readonly bytes: number; readonly sha256: string }

export type StoreCounts = {
  /** Deliveries of an organization whose id (without dashes) begins so, newest first, at most 20. */
  deliveries(tx: Tx, organization: string, beginning: string): Promise<readonly DeliveryFound[]>
  /** What was kept with a delivery when it came: counts, and what was left out. */
  reportOf(tx: Tx, organization: string, delivery: string): Promise<unknown>
  texts(tx: Tx, ask: CountAsk): Promise<readonly TextCount[]>
  records(tx: Tx, patients: readonly string[], timeZone: string): Promise<readonly CountedRecord[]>
  /** By chart and kind, of charts of an organization (roles feed and operate). */
  standing(tx: Tx, organization: string, patients: readonly string[]): Promise<readonly StandingCount[]>
  /** The next charts with records of an organization, in the order of their ids. */
  charts(tx: Tx, organization: string, next: { readonly after: string | null; readonly limit: number }): Promise<readonly string[]>
}

// A thing whose first version was left out, and a later one is a record, did not stand in it from the start.
const texts: Statement<TextCount> = statement('store.count_texts', `select d.source, to_char(w.received_at at time zone $4, 'YYYY-MM-DD') as day, w.type, count(*)::int as texts,
    count(*) filter (where exists (select 1 from store_record r where r.patient = w.patient and r.id = w.id and r.received_at <= w.received_at)
      or exists (select 1 from store_part p join store_record r on r.patient = p.patient and r.id = p.record where p.patient = w.patient and p.part = w.id and r.received_at <= w.received_at))::int as standing
  from store_delivery d join store_raw w on w.delivery = d.id
  where d.organization = $1 and w.received_at >= $2 and w.received_at < $3 and ($5::uuid[] is null or coalesce(w.own, w.patient) = any ($5))
  group by 1, 2, 3 order by 1, 2, 3`)

const records: Statement<CountedRecord> = statement('store.count_records', `select r.patient, r.id as record, r.kind, d.source, to_char(r.received_at at time zone $2, 'YYYY-MM-DD') as day, r.removed_at is not null as removed, r.same_as is not null as same
  from store_record r join store_delivery d on d.id = r.delivery where r.patient = any ($1)`)

const standing: Statement<StandingCount> = statement('store.count_standing', `select r.patient, r.kind, count(*)::int as count from store_record r join store_delivery d on d.id = r.delivery
  where d.organization = $1 and r.patient = any ($2) and r.removed_at is null and r.same_as is null group by 1, 2 order by 1, 2`)

const charts: Statement<{ patient: string }> = statement('store.count_charts', `select r.patient from store_record r join store_delivery d on d.id = r.delivery
  where d.organization = $1 and ($2::uuid is null or r.patient > $2) group by r.patient order by r.patient limit $3`)

const deliveries: Statement<DeliveryFound> = statement('store.deliveries_named', `select id, source, received_at as "receivedAt", sent_at as "sentAt", form, kind, name, bytes::int as bytes, encode(sha256, 'hex') as sha256 from store_delivery
  where organization = $1 and starts_with(replace(id::text, '-', ''), $2) order by received_at desc limit 20`)
const report: Statement<{ report: unknown }> = statement('store.delivery_report', 'select report from store_delivery where organization = $1 and id = $2')

/** Role operate. */
export function openStoreCounts(): StoreCounts {
  return {
    texts: (tx, { organization, from, until, timeZone, patients }) => tx.query(texts, [organization, from, until, timeZone, patients === null ? null : [...patients]]),
    records: (tx, patients, timeZone) => tx.query(records, [[...patients], timeZone]),
    standing: (tx, organization, patients) => tx.query(standing, [organization, [...patients]]),
    deliveries: (tx, organization, beginning) => tx.query(deliveries, [organization, beginning]),
    reportOf: async (tx, organization, delivery) => (await tx.query(report, [organization, delivery]))[0]?.report ?? null,
    charts: async (tx, organization, { after, limit }) => (await tx.query(charts, [organization, after, limit])).map((row) => row.patient),
  }
}
