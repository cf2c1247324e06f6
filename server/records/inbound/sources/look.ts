// How do the feeds of an organization stand, and what became of what they sent? Read by staff of that organization and by operators.
import type { Directory as Organizations } from '#directory'
import { type Statement, type Tx, statement } from '#kernel'
import { openStoreCounts } from '#store/in'
import type { MessageForm, MessageState, UnplacedReason } from '../../../../contract/message-states.ts'
import { leftOutText } from '../../../../words/en/inbound.ts'
import type { Feed } from '../feeds/feed.ts'
import type { ParkReason } from '../feeds/messages.ts'
import type { UnreadLine } from '../files/report.ts'
import type { Says } from '../writing/place-people.ts'

export type FeedState = Pick<Feed, 'id' | 'organization' | 'name' | 'route' | 'authorities' | 'opensCharts' | 'paused'> & {
  /** Of the last message, whatever became of it; null: none came yet. */
  readonly lastCame: string | null
  readonly waiting: number
  /** When the oldest that waits to be worked on came; null: nothing waits. */
  readonly waitingSince: string | null
  readonly parked: number
  readonly unplaced: number
  readonly setAside: number
  /** By how many tokens, certificates and addresses it may come in; null: whoever asks may not know. */
  readonly letIn: number | null
  /** What people are told when nothing comes, and after which silence. */
  readonly words: string | null
  readonly lateAfterMinutes: number | null
  /** Late, or not reached, since then. */
  readonly lateSince: string | null
}

/** Messages that wait for the same thing. */
export type ReasonCount = { readonly state: MessageState; readonly reason: ParkReason | UnplacedReason; readonly count: number; readonly oldest: string }

/** Somebody a message is about, as it says, and why it is not known whose chart that is. */
export type SaidWhom = Says & { readonly whom: string; readonly reasons: readonly UnplacedReason[] }

export type MessageLine = {
  readonly feed: string
  readonly id: string
  readonly receivedAt: string
  readonly sentAt: string | null
  readonly form: MessageForm
  /** What its sender calls it: MSH-10, a file's name. */
  readonly name: string
  readonly kind: string
  readonly size: number
  readonly state: MessageState
  readonly reasons: readonly (ParkReason | UnplacedReason)[]
  /** Where it could not be read, or what went wrong: never what it says. */
  readonly detail: { readonly line?: number; readonly found?: string; readonly fault?: string; readonly at?: string | null } | null
  readonly people: readonly SaidWhom[]
  readonly tries: number
  readonly setAside: string | null
  readonly decidedBy: string | null
  readonly delivery: string | null
  readonly links: readonly string[]
}

type FeedRow = Omit<FeedState, 'words' | 'lateAfterMinutes' | 'lateSince'>
const feeds: Statement<FeedRow> = statement('inbound.feed_states', `select f.id, f.organization, s.name, f.route, f.authorities, f.opens_charts as "opensCharts", f.paused,
    (select m.received_at from inbound_message m where m.feed = f.id order by m.id desc limit 1) as "lastCame",
    coalesce(w.waiting, 0) as waiting, w.oldest as "waitingSince", coalesce(o.parked, 0) as parked, coalesce(o.unplaced, 0) as unplaced, coalesce(o.aside, 0) as "setAside",
    case when session_user::text <> 'portico_desk' or app_role('administrator') then (select count(*)::int from inbound_credential c where c.feed = f.id and c.ended_at is null) end as "letIn"
  from inbound_feed f join directory_source s on s.id = f.id
  left join lateral (select count(*)::int as waiting, min(m.received_at) as oldest from inbound_message m where m.feed = f.id and m.state = 'waiting') w on true
  left join lateral (select count(*) filter (where m.state = 'parked')::int as parked, count(*) filter (where m.state = 'unplaced')::int as unplaced, count(*) filter (where m.state = 'set-aside')::int as aside
    from inbound_message m where m.feed = f.id and m.state in ('parked', 'unplaced', 'set-aside')) o on true
  where f.organization = $1 and f.ended_at is null order by s.name, f.id`)

const reasons: Statement<ReasonCount> = statement('inbound.reasons', `select m.state, r.reason, count(*)::int as count, min(m.received_at) as oldest from inbound_message m cross join lateral unnest(m.reasons) as r (reason)
  where m.organization = $1 and ($2::text is null or m.feed = $2) and m.state in ('parked', 'unplaced') group by m.state, r.reason order by count(*) desc, r.reason`)

const columns = `m.feed, m.id::text as id, m.received_at as "receivedAt", m.sent_at as "sentAt", m.form, m.name, m.kind, m.size, m.state, m.reasons, m.detail, coalesce(m.whom -> 'people', '[]'::jsonb) as people,
  m.tries::int as tries, m.set_aside as "setAside", m.decided_by_name as "decidedBy", m.delivery, m.links`
const lines: Statement<MessageLine> = statement('inbound.messages', `select ${columns} from inbound_message m
  where m.organization = $1 and ($2::text is null or m.feed = $2) and m.state = any ($3) and ($4::bigint is null or m.id < $4) order by m.id desc limit $5`)
const one: Statement<MessageLine> = statement('inbound.message', `select ${columns} from inbound_message m where m.organization = $1 and m.feed = $2 and m.id = $3`)
const ofDeliveries: Statement<MessageLine> = statement('inbound.messages_of', `select ${columns} from inbound_message m where m.organization = $1 and m.delivery = any ($2)`)
const charts: Statement<{ charts: string[] }> = statement('inbound.charts', 'select inbound_charts($1, $2) as charts')
const bytes: Statement<{ bytes: Buffer | null }> = statement('inbound.bytes', 'select inbound_bytes($1, $2) as bytes')

/** A file or message, by the reference that a person tells from their page. */
export type Traced = { readonly reference: string; readonly source: string; readonly receivedAt: string; readonly sentAt: string | null; readonly form: string | null; readonly kind: string | null; readonly name: string; readonly bytes: number; readonly sha256: string; /** Its number at the feed; null: it came as a file. */ readonly message: string | null }

export type MessagesAsk = { readonly organization: string; /** Null: of every feed. */ readonly feed: string | null; readonly states: readonly MessageState[]; /** Only those that came before this one. */ readonly before?: string | null; readonly limit: number }
export type MessageAt = { readonly organization: string; readonly feed: string; readonly id: string }

export type Looking = {
  /** Files and messages whose reference begins so (role operate); none when it is shorter than four signs. */
  trace(tx: Tx, organization: string, reference: string): Promise<readonly Traced[]>
  /** The feeds of an organization that have not ended (roles desk and operate). */
  feeds(tx: Tx, organization: string): Promise<readonly FeedState[]>
  reasons(tx: Tx, organization: string, feed: string | null): Promise<readonly ReasonCount[]>
  /** Newest first. */
  messages(tx: Tx, ask: MessagesAsk): Promise<readonly MessageLine[]>
  /** Null: there is none of this organization. */
  message(tx: Tx, at: MessageAt): Promise<MessageLine | null>
  /** As it came, byte for byte; null where there is none, or for somebody who may not have it. Whoever calls writes a line of the trail with why. */
  bytes(tx: Tx, at: MessageAt): Promise<Buffer | null>
  /** The messages that became these deliveries, by delivery; what came as a file is none. */
  messagesOf(tx: Tx, organization: string, deliveries: readonly string[]): Promise<ReadonlyMap<string, MessageLine>>
  /** What of a delivery could not be read, in words: lines of number, kind and reason (role operate). */
  unread(tx: Tx, organization: string, delivery: string): Promise<readonly string[]>
  /** The charts into which it went (roles desk and operate). */
  chartsOf(tx: Tx, at: MessageAt): Promise<readonly string[]>
}

const messageOfDelivery: Statement<{ delivery: string; message: string }> = statement('inbound.message_of_delivery', `select delivery, id::text as message from inbound_message where delivery = any ($1)`)

const isNumber = (id: string): boolean => /^\d{1,18}$/.test(id)

/** The reference is the beginning of the delivery's id, as a person reads it: in capitals, with a dash. */
async function trace(tx: Tx, organization: string, reference: string): Promise<readonly Traced[]> {
  const digits = reference.replace(/[^0-9a-fA-F]/g, '').toLowerCase()
  if (digits.length < 4) return []
  const found = await openStoreCounts().deliveries(tx, organization, digits)
  const numbers = new Map((await tx.query(messageOfDelivery, [found.map((one) => one.id)])).map((one) => [one.delivery, one.message]))
  return found.map(({ id, ...one }) => ({ ...one, reference: `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase(), message: numbers.get(id) ?? null }))
}

/** Lines that were kept with a delivery; those of before there were any have none. */
const unreadIn = (report: unknown): readonly string[] => ((report as { readonly unread?: readonly UnreadLine[] } | null)?.unread ?? []).map(({ type, reason, what, count }) => `${count} × ${type}: ${leftOutText(reason, what)}`)

/** What came from each feed, and what its organization agreed and says about it. */
async function feedStates(tx: Tx, directory: Organizations, organization: string): Promise<readonly FeedState[]> {
  const [rows, known] = await Promise.all([tx.query(feeds, [organization]), directory.sources(tx, [organization])])
  const sources = new Map(known.map((one) => [one.id, one]))
  return rows.map((row) => {
    const source = sources.get(row.id)
    return { ...row, words: source?.words ?? null, lateAfterMinutes: source?.lateAfterMinutes ?? null, lateSince: source?.downSince ?? null }
  })
}

export function openLooking({ directory }: { readonly directory: Organizations }): Looking {
  const message: Looking['message'] = async (tx, { organization, feed, id }) => (isNumber(id) ? ((await tx.query(one, [organization, feed, id]))[0] ?? null) : null)
  return {
    trace,
    feeds: (tx, organization) => feedStates(tx, directory, organization),
    reasons: (tx, organization, feed) => tx.query(reasons, [organization, feed]),
    messages: (tx, { organization, feed, states, before = null, limit }) => tx.query(lines, [organization, feed, [...states], before !== null && isNumber(before) ? before : null, limit]),
    message,
    messagesOf: async (tx, organization, deliveries) => new Map((await tx.query(ofDeliveries, [organization, [...deliveries]])).flatMap((line) => (line.delivery === null ? [] : [[line.delivery, line] as const]))),
    unread: async (tx, organization, delivery) => unreadIn(await openStoreCounts().reportOf(tx, organization, delivery)),
    chartsOf: async (tx, at) => (isNumber(at.id) ? ((await tx.query(charts, [at.feed, at.id]))[0]?.charts ?? []) : []),
    bytes: async (tx, at) => ((await message(tx, at)) === null ? null : ((await tx.query(bytes, [at.feed, at.id]))[0]?.bytes ?? null)),
  }
}
