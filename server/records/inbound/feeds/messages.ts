// What became of each message? Kept as it came, taken to be worked on, and settled once: each move is an update from the state it was in.
import { type Database, type Id, type Statement, type Tx, bytesArray, instantArray, numberArray, statement, textArray } from '#kernel'
import type { MessageForm, UnplacedReason } from '../../../../contract/message-states.ts'
import { limits } from '../limits.ts'
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

type KeptRow = { n: string; id: string }
// Numbers follow the order of arrival; the bytes follow their message in the same statement. What has the bytes of one that is here is not
// taken: two that arrive at once are told apart by the index.
const insertNew: Statement<KeptRow> = statement('inbound.keep', `with sent as materialized (
    select t.*, f.organization from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::bytea[]) with ordinality as t (feed, form, name, kind, sent_at, sha256, bytes, n)
      join inbound_feed f on f.id = t.feed
  ), taken as (
    insert into inbound_message (feed, organization, received_at, form, name, kind, sent_at, sha256, size, state)
    select feed, organization, app_now(), form, name, kind, sent_at, sha256, length(bytes), 'waiting' from sent order by n
    on conflict (feed, sha256) where state <> 'same' do nothing returning feed, id, sha256
  ), placed as materialized (select s.n, t.feed, t.id, s.bytes from taken t join sent s on s.feed = t.feed and s.sha256 = t.sha256),
  raw as (insert into inbound_raw (feed, id, bytes) select feed, id, bytes from placed)
  select n, id from placed`)
// The same again is counted, and points at the one that is here.
const insertSame: Statement<KeptRow> = statement('inbound.keep_same', `with sent as materialized (
    select t.*, f.organization, o.id as same_as from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::integer[]) with ordinality as t (feed, form, name, kind, sent_at, sha256, size, n)
      join inbound_feed f on f.id = t.feed join inbound_message o on o.feed = t.feed and o.sha256 = t.sha256 and o.state <> 'same'
  ), added as (
    insert into inbound_message (feed, organization, received_at, form, name, kind, sent_at, sha256, size, state, same_as, done_at)
    select feed, organization, app_now(), form, name, kind, sent_at, sha256, size, 'same', same_as, app_now() from sent order by n
    returning id
  )
  -- Ids are given in the order of the rows.
  select s.n, a.id from (select n, row_number() over (order by n) as k from sent) s join (select id, row_number() over (order by id) as k from added) a using (k)`)

const queued = `state = 'waiting' and (due_at is null or due_at <= app_now())`
const takeSome: Statement<Omit<Taken, 'bytes'> & { bytes: Buffer | null }> = statement('inbound.take', `with due as (
    -- No more bytes ahead than there is room for; the first in any case.
    select n.feed, n.id, n.tries from (select w.*, sum(w.size) over (order by w.id) - w.size as before from (select m.feed, m.id, m.tries, m.size from inbound_message m where m.feed = $1 and ${queued} order by m.id limit $2) w) n where n.before <= $3
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

type Numbered = { readonly one: Arrival; readonly at: number }

/** Of arrivals with the same bytes at the same feed the first, and the others. */
function firstsOf(arrivals: readonly Arrival[]): { readonly firsts: readonly Numbered[]; readonly repeats: readonly Numbered[] } {
  const seen = new Set<string>()
  const [firsts, repeats]: [Numbered[], Numbered[]] = [[], []]
  for (const [at, one] of arrivals.entries()) {
    const key = `${one.sha256.toString('latin1')}${one.feed}`
    ;(seen.has(key) ? repeats : firsts).push({ one, at })
    seen.add(key)
  }
  return { firsts, repeats }
}

const columnsOf = (sent: readonly Numbered[]): Buffer[] => {
  const texts = (of: (one: Arrival) => string): Buffer => textArray(sent.map(({ one }) => of(one)))
  return [texts((one) => one.feed), texts((one) => one.form), texts((one) => nameable(one.name)), texts((one) => nameable(one.kind)), instantArray(sent.map(({ one }) => instantOrNothing(one.sentAt))), bytesArray(sent.map(({ one }) => one.sha256))]
}

const numbered = (sent: readonly Numbered[], rows: readonly KeptRow[], state: Kept['state']): [number, Kept][] => rows.map(({ n, id }) => [sent[Number(n) - 1]?.at ?? -1, { id, state }])

/**
 * Role feed. Gives, by the place of each arrival, what it became. What is new is committed in one transaction, all of it or nothing; then the
 * same again, which is here already, is counted in another. Arrivals of feeds that are not there are left out: the door knows its feeds
 * before it takes anything in.
 */
export async function keepAll(database: Database, arrivals: readonly Arrival[]): Promise<ReadonlyMap<number, Kept>> {
  const { firsts, repeats } = firstsOf(arrivals)
  const kept = new Map(await database.run(async (tx) => {
    const rows = tx.query(insertNew, [...columnsOf(firsts), bytesArray(firsts.map(({ one }) => one.bytes))])
    // The commit travels with it: every way to and fro is waited for by all who sent something.
    tx.last()
    return numbered(firsts, await rows, 'waiting')
  }))
  const again = [...firsts.filter(({ at }) => !kept.has(at)), ...repeats].sort((a, b) => a.at - b.at)
  if (again.length === 0) return kept
  const rows = await database.run((tx) => tx.query(insertSame, [...columnsOf(again), numberArray(again.map(({ one }) => one.bytes.length))]))
  return new Map([...kept, ...numbered(again, rows, 'same')])
}

/** Takes up to `most` messages in their order and counts the try, before anything can go wrong. */
export const take = async (tx: Tx, feed: string, most: number): Promise<readonly Taken[]> => (await tx.query(takeSome, [feed, most, limits.aheadBytes])).flatMap((row) => (row.bytes === null ? [] : [{ ...row, bytes: row.bytes }]))

export const feedsWithWork = async (tx: Tx, feed: string | null): Promise<readonly string[]> => (await tx.query(withWork, [feed])).map((row) => row.feed)

/** Is this transaction the one that works on this feed and message? `busy`: another is at work there; `over`: the message waits no more. */
export async function claim(tx: Tx, { feed, id }: Pick<Taken, 'feed' | 'id'>): Promise<'mine' | 'busy' | 'over'> {
  const [[lock], [message]] = await Promise.all([tx.query(lockFeed, [feed]), tx.query(lockMessage, [feed, id])])
  if (lock?.mine !== true) return 'busy'
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
