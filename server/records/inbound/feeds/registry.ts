// Which feeds are there? Added, changed, paused and ended while the house runs; the door asks here at each connection or push.
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import type { Directory as Organizations } from '#directory'
import type { Feed, FeedRoute } from './feed.ts'

/** What makes a feed; what is left out is as usual. */
export type NewFeed = {
  /** The part of its id after `${organization}:`. */
  readonly key: string
  readonly organization: string
  /** As patients read it where the freshness of their record is told. */
  readonly name: string
  readonly route: FeedRoute
  readonly authorities?: readonly string[]
  readonly opensCharts?: Feed['opensCharts']
  /** A source of the same organization that is another way out of the same system: the same id is then the same thing. */
  readonly sameSystemAs?: string | null
  readonly charset?: string | null
  readonly senders?: readonly string[]
  readonly timeZone?: string | null
  /** What patients read when nothing comes from here; null: the usual words. */
  readonly downWords?: string | null
  /** From how long a silence on it counts as trouble; null: never. */
  readonly lateAfterMinutes?: number | null
}

const columns = `f.id, f.organization, s.name, f.route, f.authorities, f.opens_charts as "opensCharts", f.space, f.charset, f.time_zone as "timeZone", f.senders, f.paused`
const readOne: Statement<Feed> = statement('inbound.feed', `select ${columns} from inbound_feed f join directory_source s on s.id = f.id where f.id = $1 and f.ended_at is null`)
const readAny: Statement<Feed> = statement('inbound.feed_of_any_time', `select ${columns} from inbound_feed f join directory_source s on s.id = f.id where f.id = $1`)
const readAll: Statement<Feed> = statement('inbound.feeds', `select ${columns} from inbound_feed f join directory_source s on s.id = f.id where ($1::text is null or f.organization = $1) and f.ended_at is null order by f.organization, f.id`)
const readSpace: Statement<{ space: string }> = statement('inbound.space_of', `select coalesce(f.space, s.organization) as space from directory_source s left join inbound_feed f on f.id = s.id where s.id = $1 and s.organization = $2`)
const insertFeed: Statement<never> = statement('inbound.put_feed', `insert into inbound_feed as f (id, organization, route, authorities, opens_charts, space, charset, time_zone, senders, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, app_now())
  on conflict (id) do update set authorities = excluded.authorities, opens_charts = excluded.opens_charts, charset = excluded.charset, time_zone = excluded.time_zone, senders = excluded.senders, ended_at = null where f.route = excluded.route and f.space = excluded.space`)
const setPaused: Statement<{ id: string }> = statement('inbound.pause_feed', 'update inbound_feed set paused = $2 where id = $1 and ended_at is null returning id')
const setEnded: Statement<{ id: string }> = statement('inbound.end_feed', 'update inbound_feed set ended_at = app_now() where id = $1 and ended_at is null returning id')

const keyShape = /^[a-z][a-z0-9-]{1,39}$/
const zones = new Set(Intl.supportedValuesOf('timeZone'))
const isZone = (zone: string): boolean => zone === 'UTC' || zones.has(zone)

function check(feed: NewFeed): void {
  const authorities = feed.authorities ?? []
  if (!keyShape.test(feed.key) || feed.name.trim() === '' || feed.name.length > 120) throw new Refusal('form-not-understood', 'a feed needs a key of small letters, digits and dashes, and a name')
  // `${organization}:files` is what an operator imports by hand, and its ids are the organization's own.
  if (feed.key === 'files') throw new Refusal('form-not-understood', 'the key "files" is that of imports by hand')
  if (authorities.length > 50 || authorities.some((one) => one.trim() === '' || one.length > 200)) throw new Refusal('form-not-understood', 'an authority is the name of a namespace, an OID or an identifier system')
  if ((feed.senders ?? []).some((one) => !/^[^|\r\n]{1,200}(?:\|[^|\r\n]{0,200})?$/.test(one))) throw new Refusal('form-not-understood', 'a sender is MSH-3, or MSH-3|MSH-4')
  if (typeof feed.timeZone === 'string' && !isZone(feed.timeZone)) throw new Refusal('form-not-understood', 'no such time zone')
}

export type Registry = {
  /** Adds a feed with its source, or changes what is agreed (role operate, or desk as an administrator there). Route and space stay for ever. Refuses `form-not-understood`, `not-found`. */
  put(tx: Tx, feed: NewFeed): Promise<Feed>
  /** A feed that has not ended; null: there is none. */
  one(tx: Tx, id: string): Promise<Feed | null>
  /** The same, ended or not: what it sent before is still worked on. */
  any(tx: Tx, id: string): Promise<Feed | null>
  /** Feeds of an organization, or of all that the role sees. */
  list(tx: Tx, organization: string | null): Promise<readonly Feed[]>
  /** Paused: what comes is kept and waits. Refuses `not-found`. */
  pause(tx: Tx, id: string, paused: boolean): Promise<void>
  /** Nothing is taken in any more; what came stays. Refuses `not-found`. */
  end(tx: Tx, id: string): Promise<void>
}

export function openRegistry({ directory }: { readonly directory: Organizations }): Registry {
  const found = (rows: readonly unknown[], id: string): void => {
    if (rows.length === 0) throw new Refusal('not-found', `no feed ${id}`)
  }
  return {
    async put(tx, feed) {
      check(feed)
      const id = `${feed.organization}:${feed.key}`
      const [other] = feed.sameSystemAs === undefined || feed.sameSystemAs === null ? [{ space: id }] : await tx.query(readSpace, [feed.sameSystemAs, feed.organization])
      if (other === undefined) throw new Refusal('not-found', `no source ${feed.sameSystemAs} of ${feed.organization}`)
      await directory.putSource(tx, { id, organization: feed.organization, name: feed.name, downWords: feed.downWords ?? null })
      await tx.query(insertFeed, [id, feed.organization, feed.route, feed.authorities ?? [], feed.opensCharts ?? 'registration', other.space, feed.charset ?? null, feed.timeZone ?? null, feed.senders ?? []])
      await directory.site.expect(tx, id, feed.lateAfterMinutes ?? null)
      const [made] = await tx.query(readOne, [id])
      if (made === undefined || made.route !== feed.route || made.space !== other.space) throw new Refusal('form-not-understood', `${id} is there already, with another route or space; end it and use another key`)
      return made
    },
    one: async (tx, id) => (await tx.query(readOne, [id]))[0] ?? null,
    any: async (tx, id) => (await tx.query(readAny, [id]))[0] ?? null,
    list: (tx, organization) => tx.query(readAll, [organization]),
    pause: async (tx, id, paused) => found(await tx.query(setPaused, [id, paused]), id),
    end: async (tx, id) => found(await tx.query(setEnded, [id]), id),
  }
}
