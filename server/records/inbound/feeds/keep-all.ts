// How is what arrived written down? What is new waits to be worked on; the same bytes again are counted, and point at the message they repeat.
import { type Statement, type Tx, type Value, statement } from '#kernel'
import type { Arrival, Kept } from './messages.ts'

type KeptRow = { id: string; feed: string; sha256: Buffer }

// Numbers follow the order of arrival; of two that arrive at once in two transactions the index lets one be the first.
const insertNew: Statement<KeptRow> = statement('inbound.keep', `with sent as materialized (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::bytea[]) with ordinality as t (feed, form, name, kind, sent_at, sha256, bytes, n)
  ), first as (
    insert into inbound_message (feed, organization, received_at, form, name, kind, sent_at, sha256, size, state)
    select s.feed, f.organization, app_now(), s.form, s.name, s.kind, s.sent_at, s.sha256, length(s.bytes), 'waiting' from sent s join inbound_feed f on f.id = s.feed order by s.n
    on conflict (feed, sha256) where state <> 'same' do nothing returning feed, id, sha256
  ), raw as (
    insert into inbound_raw (feed, id, bytes) select f.feed, f.id, s.bytes from first f join sent s on s.feed = f.feed and s.sha256 = f.sha256
  )
  select id, feed, sha256 from first`)
const insertSame: Statement<KeptRow> = statement('inbound.keep_same', `insert into inbound_message (feed, organization, received_at, form, name, kind, sent_at, sha256, size, state, same_as, done_at)
  select s.feed, o.organization, app_now(), s.form, s.name, s.kind, s.sent_at, s.sha256, s.size, 'same', o.id, app_now()
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::integer[]) with ordinality as s (feed, form, name, kind, sent_at, sha256, size, n)
    join inbound_message o on o.feed = s.feed and o.sha256 = s.sha256 and o.state <> 'same' order by s.n
  returning id, feed, sha256`)

/** What a sender calls its message is shown to operators: without signs that no text holds, and not longer than a name is. */
const nameable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD').slice(0, 200)

/** What is no instant says nothing. */
const instantOrNothing = (text: string | null): string | null => (text !== null && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null)

type Numbered = { readonly at: number; readonly arrival: Arrival }

function columns(some: readonly Numbered[]): Value[] {
  const column = (of: (one: Arrival) => string | Buffer | null): Value => some.map(({ arrival }) => of(arrival))
  return [column((one) => one.feed), column((one) => one.form), column((one) => nameable(one.name)), column((one) => nameable(one.kind)), column((one) => instantOrNothing(one.sentAt)), column((one) => one.sha256)]
}

const nameOf = ({ feed, sha256 }: Pick<Arrival, 'feed' | 'sha256'>): string => `${feed} ${sha256.toString('latin1')}`

/** Role feed. Gives what became of each by its place; arrivals of feeds that are not there are left out: the door knows its feeds before it takes anything in. */
export async function keepAll(tx: Tx, arrivals: readonly Arrival[]): Promise<ReadonlyMap<number, Kept>> {
  const all = arrivals.map((arrival, at): Numbered => ({ at, arrival }))
  const first = [...new Map(all.map((one) => [nameOf(one.arrival), one] as const).reverse()).values()].sort((a, b) => a.at - b.at)
  const kept = new Map<number, Kept>()
  const placeOf = new Map(first.map(({ at, arrival }) => [nameOf(arrival), at]))
  for (const row of await tx.query(insertNew, [...columns(first), first.map(({ arrival }) => arrival.bytes)])) kept.set(placeOf.get(nameOf(row)) ?? -1, { id: row.id, state: 'waiting' })
  const again = all.filter(({ at }) => !kept.has(at))
  if (again.length === 0) return kept
  const rows = await tx.query(insertSame, [...columns(again), again.map(({ arrival }) => arrival.bytes.length)])
  // Numbers were given in the order of arrival: each takes the lowest of its bytes that is left.
  const numbers = [...rows].sort((a, b) => Number(a.id) - Number(b.id))
  for (const { at, arrival } of again) {
    const place = numbers.findIndex((row) => nameOf(row) === nameOf(arrival))
    const [row] = place < 0 ? [] : numbers.splice(place, 1)
    if (row !== undefined) kept.set(at, { id: row.id, state: 'same' })
  }
  return kept
}
