// How often was a sender told no at the door, and why? Counted by day: a feed whose every message is refused must not look like one that is silent.
import { type Statement, type Tx, statement } from '#kernel'
import { type DoorRefusal, isDoorRefusal } from '../../../../words/en/feeds.ts'

/** Messages of a feed that were not taken, in the last days. */
export type TurnedAway = { readonly feed: string; readonly reason: DoorRefusal; readonly count: number; readonly lastAt: string }

const add: Statement<never> = statement('inbound.turn_away', `insert into inbound_turned_away as a (feed, day, reason, count, last_at)
  select t.feed, (app_now() at time zone 'UTC')::date, t.reason, t.count, app_now() from unnest($1::text[], $2::text[], $3::integer[]) as t (feed, reason, count) join inbound_feed f on f.id = t.feed
  on conflict (feed, day, reason) do update set count = a.count + excluded.count, last_at = greatest(a.last_at, excluded.last_at)`)
const read: Statement<Omit<TurnedAway, 'reason'> & { reason: string }> = statement('inbound.turned_away', `select a.feed, a.reason, sum(a.count)::int as count, max(a.last_at) as "lastAt" from inbound_turned_away a join inbound_feed f on f.id = a.feed
  where f.organization = $1 and a.day > (app_now() at time zone 'UTC')::date - $2::integer group by a.feed, a.reason order by a.feed, 3 desc, a.reason`)

/** Role feed. Feeds that are not there are left out. */
export async function addTurnedAway(tx: Tx, counts: readonly { readonly feed: string; readonly reason: DoorRefusal; readonly count: number }[]): Promise<void> {
  if (counts.length > 0) await tx.query(add, [counts.map((one) => one.feed), counts.map((one) => one.reason), counts.map((one) => one.count)])
}

/** Of an organization's feeds, in so many days up to today (roles operate and desk). */
export const turnedAway = async (tx: Tx, organization: string, days: number): Promise<readonly TurnedAway[]> => (await tx.query(read, [organization, days])).flatMap((row) => (isDoorRefusal(row.reason) ? [{ ...row, reason: row.reason }] : []))
