// What became of each message? Kept as it came, taken to be worked on, and settled once: each move is an update from the state it was in.
import { type Id, type Statement, type Tx, type Value, statement } from '#kernel'
import type { MessageForm, UnplacedReason } from '../../../../contract/message-states.ts'
import type { FileRefusal } from '../refused-file.ts'

/** Something that arrived at a feed. */
export type Arrival = {
  readonly feed: string
  readonly form: MessageForm
  /** MSH-10, or the name of a file. */
  readonly name: string
  /** "ORU^R01", "transaction". */
  readonly kind: string
  /** As its sender dates it, ISO 8601 with a zone; null: it does not say. */
  readonly sentAt: string | null
  readonly bytes: Buffer
  readonly sha256: Buffer
}

export type Kept = { readonly id: string; readonly state: 'waiting' | 'same' }

/** A message on its way to be worked on. */
export type Taken = { readonly feed: string; readonly id: string; readonly form: MessageForm; readonly name: string; readonly kind: string; readonly sentAt: string | null; readonly tries: number; readonly overlook: boolean; readonly bytes: Buffer }

export type ParkReason = FileRefusal | 'fault'

/** What a message became when it was worked on. */
export type Settled = {
  readonly state: 'done' | 'parked' | 'unplaced'
  readonly reasons: readonly (ParkReason | UnplacedReason)[]
  readonly detail: object | null
  readonly whom: object | null
  readonly awaits: readonly string[]
  readonly delivery: Id | null
  readonly links: readonly Id[]
  readonly mapping: number | null
}

type KeptRow = { n: string; id: string; state: 'waiting' | 'same' }
// The first with these bytes waits to be worked on; the same again is counted, and points at the first. Two that arrive at once are told
// apart by the index; numbers follow the order of arrival.
const insertAll: Statement<KeptRow> = statement('inbound.keep', `with sent as materialized (
    select t.*, f.organization from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::bytea[]) with ordinality as t (feed, form, name, kind, sent_at, sha256, bytes, n)
      join inbound_feed f on f.id = t.feed
  ), first as (
    insert into inbound_message (feed, organization, received_at, form, name, kind, sent_at, sha256, size, state)
    select feed, organization, app_now(), form, name, kind, sent_at, sha256, length(bytes), 'waiting' from (select distinct on (feed, sha256) * from sent order by feed, sha256, n) s order by n
    on conflict (feed, sha256) where state <> 'same' do nothing returning feed, id, sha256
  ), taken as (
    select distinct on (s.feed, s.sha256) s.n, f.feed, f.id, s.bytes from first f join sent s on s.feed = f.feed and s.sha256 = f.sha256 order by s.feed, s.sha256, s.n
  ), raw as (
    insert into inbound_raw (feed, id, bytes) select feed, id, bytes from taken
  ), again as (
    insert into inbound_message (feed, organization, received_at, form, name, kind, sent_at, sha256, size, state, same_as, done_at)
    select s.feed, s.organization, app_now(), s.form, s.name, s.kind, s.sent_at, s.sha256, length(s.bytes), 'same', f.id, app_now()
    from sent s left join first f on f.feed = s.feed and f.sha256 = s.sha256 where not exists (select 1 from taken t where t.n = s.n) order by s.n
    returning feed, id, sha256
  )
  select n, id, 'waiting' as state from taken
  union all
  select s.n, a.id, 'same' from (select feed, sha256, n, row_number() over (partition by feed, sha256 order by n) as k from sent s where not exists (select 1 from taken t where t.n = s.n)) s
    join (select feed, sha256, id, row_number() over (partition by feed, sha256 order by id) as k from again) a on a.feed = s.feed and a.sha256 = s.sha256 and a.k = s.k
  order by 1`)
// Which message it repeats, when that one was here before this statement.
const pointBack: Statement<never> = statement('inbound.point_back', `update inbound_message m set same_as = o.id from inbound_message o
  where (m.feed, m.id) in (select * from unnest($1::text[], $2::bigint[])) and m.state = 'same' and m.same_as is null and o.feed = m.feed and o.sha256 = m.sha256 and o.state <> 'same'`)

const queued = `state = 'waiting' and (due_at is null or due_at <= app_now())`
const takeSome: Statement<Omit<Taken, 'bytes'> & { bytes: Buffer | null }> = statement('inbound.take', `with due as (
    select m.feed, m.id, m.tries from inbound_message m where m.feed = $1 and ${queued} order by m.id limit $2
  ), chosen as (
    -- What failed before is worked on alone: whatever brought the house down takes nothing else with it.
    select d.feed, d.id from due d where d.tries = 0 and not exists (select 1 from due e where e.id <= d.id and e.tries > 0)
    union all select * from (select d.feed, d.id from due d order by d.id limit 1) f where exists (select 1 from due e where e.id = f.id and e.tries > 0)
  ), marked as (
    update inbound_message m set tries = m.tries + 1 from chosen c where m.feed = c.feed and m.id = c.id
    returning m.feed, m.id, m.form, m.name, m.kind, m.sent_at, m.tries, m.overlook
  )
  select k.feed, k.id, k.form, k.name, k.kind, k.sent_at as "sentAt", k.tries, k.overlook, r.bytes from marked k left join inbound_raw r on r.feed = k.feed and r.id = k.id order by k.id`)
const withWork: Statement<{ feed: string }> = statement('inbound.feeds_with_work', `select f.id as feed from inbound_feed f where not f.paused and ($1::text is null or f.id = $1)
  and exists (select 1 from inbound_message where feed = f.id and ${queued}) order by f.id`)
const lockFeed: Statement<{ mine: boolean }> = statement('inbound.lock_feed', `select pg_try_advisory_xact_lock(hashtextextended($1, 17)) as mine`)
const lockMessage: Statement<{ waits: boolean }> = statement('inbound.lock_message', `select state = 'waiting' as waits from inbound_message where feed = $1 and id = $2 for update`)
const settleOne: Statement<{ id: string }> = statement('inbound.settle', `update inbound_message set state = $3, reasons = $4, detail = $5, whom = $6, awaits = $7, delivery = $8, links = $9, mapping = coalesce($10, mapping), done_at = app_now(), due_at = null
  where feed = $1 and id = $2 and state = 'waiting' returning id`)
const postpone: Statement<never> = statement('inbound.postpone', `update inbound_message set due_at = $3, detail = $4 where feed = $1 and id = $2 and state = 'waiting'`)
const giveBackAll: Statement<never> = statement('inbound.give_back', `update inbound_message set tries = tries - 1 where feed = $1 and id = any ($2) and state = 'waiting' and tries > 0`)
const replayHeard: Statement<never> = statement('inbound.heard', `update inbound_message set state = 'waiting', tries = 0, due_at = null, done_at = null where organization = $1 and state = 'unplaced' and awaits && $2::text[]`)

/** What a sender calls its message is shown to operators: without signs that no text holds, and not longer than a name is. */
const nameable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD').slice(0, 200)

/** What is no instant says nothing. */
const instantOrNothing = (text: string | null): string | null => (text !== null && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null)

/** Role feed. Arrivals of feeds that are not there are left out: the door knows its feeds before it takes anything in. */
export async function keepAll(tx: Tx, arrivals: readonly Arrival[]): Promise<ReadonlyMap<number, Kept>> {
  const column = (of: (one: Arrival) => string | Buffer | null): Value => arrivals.map(of)
  const rows = await tx.query(insertAll, [column((one) => one.feed), column((one) => one.form), column((one) => nameable(one.name)), column((one) => nameable(one.kind)), column((one) => instantOrNothing(one.sentAt)), column((one) => one.sha256), column((one) => one.bytes)])
  const kept = new Map(rows.map((row): [number, Kept] => [Number(row.n) - 1, { id: row.id, state: row.state }]))
  const same = [...kept].filter(([, one]) => one.state === 'same')
  if (same.length > 0) await tx.query(pointBack, [same.map(([at]) => arrivals[at]?.feed ?? ''), same.map(([, one]) => one.id)])
  return kept
}

/** Takes up to `most` messages in their order and counts the try, before anything can go wrong. */
export const take = async (tx: Tx, feed: string, most: number): Promise<readonly Taken[]> => (await tx.query(takeSome, [feed, most])).flatMap((row) => (row.bytes === null ? [] : [{ ...row, bytes: row.bytes }]))

export const feedsWithWork = async (tx: Tx, feed: string | null): Promise<readonly string[]> => (await tx.query(withWork, [feed])).map((row) => row.feed)

/** Is this transaction the one that works on this feed and message? `busy`: another is at work there; `over`: the message waits no more. */
export async function claim(tx: Tx, { feed, id }: Pick<Taken, 'feed' | 'id'>): Promise<'mine' | 'busy' | 'over'> {
  const [lock] = await tx.query(lockFeed, [feed])
  if (lock?.mine !== true) return 'busy'
  const [message] = await tx.query(lockMessage, [feed, id])
  return message?.waits === true ? 'mine' : 'over'
}

/** False: it waits no more. */
export async function settle(tx: Tx, { feed, id }: Pick<Taken, 'feed' | 'id'>, to: Settled): Promise<boolean> {
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value))
  return (await tx.query(settleOne, [feed, id, to.state, to.reasons, json(to.detail), json(to.whom), to.awaits, to.delivery, to.links, to.mapping])).length > 0
}

/** Taken, and not worked on: the try does not count. */
export const giveBack = (tx: Tx, feed: string, ids: readonly string[]): Promise<never[]> => tx.query(giveBackAll, [feed, ids])

/** It failed: not again before `due`. `where` says at which place of the program, never what it was about. */
export const putOff = (tx: Tx, { feed, id }: Pick<Taken, 'feed' | 'id'>, { due, where }: { readonly due: Date; readonly where: object }): Promise<never[]> => tx.query(postpone, [feed, id, due, JSON.stringify(where)])

/** Lets messages that waited for one of these be worked on again. */
export async function heard(tx: Tx, organization: string, awaited: readonly string[]): Promise<void> {
  await tx.query(replayHeard, [organization, [...new Set(awaited)]])
}
