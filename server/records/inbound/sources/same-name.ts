// Which messages have the control id of another one and say something else (HL7 2.5.1 §2.14.9.10, MSH-10)? Each is worked on for itself; whoever
// looks after the source should know it, for a counter that began anew and two messages under one number look alike.
import { type Statement, type Tx, statement } from '#kernel'

/** A message whose control id others have too; `others`: how many came with other bytes. */
export type Namesake = { readonly id: string; readonly name: string; readonly kind: string; readonly receivedAt: string; readonly others: number }

/** So many of the newest are looked through, and on either side of one message. */
const lately = 20_000
const near = 50_000

// By the numbers of the feed: no index on names is worth its price at every message that comes.
const newest: Statement<Namesake> = statement('inbound.namesakes', `select max(id)::text as id, name, (array_agg(kind order by id desc))[1] as kind, max(received_at) as "receivedAt", count(*)::int - 1 as others
  from (select id, name, kind, received_at, form, state from inbound_message where organization = $1 and feed = $2 order by id desc limit $3) m
  where form = 'hl7v2' and name <> '' and state <> 'same' group by name having count(*) > 1 order by max(m.id) desc limit $4`)
const beside: Statement<Omit<Namesake, 'others'>> = statement('inbound.namesakes_of', `select o.id::text as id, o.name, o.kind, o.received_at as "receivedAt" from inbound_message m
  join inbound_message o on o.feed = m.feed and o.id between m.id - $4 and m.id + $4 and o.id <> m.id and o.name = m.name and o.form = 'hl7v2' and o.state <> 'same'
  where m.organization = $1 and m.feed = $2 and m.id = $3 and m.form = 'hl7v2' and m.name <> '' and m.state <> 'same' order by o.id desc limit 3`)

/** Of the newest messages of a feed the control ids that came with other bytes, the newest first (roles desk and operate). */
export const namesakes = (tx: Tx, { organization, feed, limit }: { readonly organization: string; readonly feed: string; readonly limit: number }): Promise<readonly Namesake[]> => tx.query(newest, [organization, feed, lately, limit])

/** Up to three others with the control id of this one, of those that came about as early or as late. */
export const namesakesOf = (tx: Tx, { organization, feed, id }: { readonly organization: string; readonly feed: string; readonly id: string }): Promise<readonly Omit<Namesake, 'others'>[]> =>
  /^\d{1,18}$/.test(id) ? tx.query(beside, [organization, feed, id, near]) : Promise.resolve([])
