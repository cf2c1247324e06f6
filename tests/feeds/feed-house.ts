// What house does a test get whose sources send over the wire? Any house with the door of feeds open, and senders of its feeds.
import type { NewFeed } from '#inbound'
import { type FeedsDoor, openFeedsDoor } from '#feeds'
import { systemClock } from '#kernel'
import type { GivenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { type DemoFeed, demoFeeds } from '../../demo/feed/feeds.ts'
import type { Step } from '../../demo/feed/step.ts'
import { acknowledged, plainLine } from './wire.ts'

export type SendingHouse = {
  readonly house: GivenHouse
  readonly door: FeedsDoor
  organization(id: string): Promise<void>
  /** Adds a feed: an HL7 v2 one is known by this computer's address, of a FHIR one the credential is kept for `push`. */
  feed(feed: NewFeed): Promise<string>
  /** Sends one HL7 v2 message over MLLP; gives MSA-1. */
  send(message: Buffer | string): Promise<string>
  /** Pushes to a feed; gives the status. */
  push(feed: string, body: Buffer | string): Promise<number>
  /** By the way of its feed; gives "AA" or "202". */
  sendStep(step: Pick<Step, 'feed' | 'form' | 'bytes'>): Promise<string>
  /** Everything that waits is worked on. */
  workedOff(): Promise<void>
  /** How many messages of a feed are in which state. */
  states(feed: string): Promise<Readonly<Record<string, number>>>
  end(): Promise<void>
}

/** A feed of the demo as the registry takes it. */
export const newFeedOf = ({ id, organization, name, route, authorities, sameSystemAs }: DemoFeed): NewFeed => ({ key: id.split(':')[1] ?? '', organization, name, route, authorities, sameSystemAs })

/** Opens the ports of a house on loopback, HL7 v2 without TLS as in a trial. One line for HL7 v2 is opened when it is needed. */
export async function sendingTo(house: GivenHouse): Promise<SendingHouse> {
  const { databases, inbound, house: rooms } = house.composed
  // A real clock: lines are held by time.
  const door = await openFeedsDoor({ log: rooms.log, clock: systemClock, database: databases.feed, feeds: inbound.feeds, trial: true }, { mllp: { host: '127.0.0.1', port: 0, portGiven: true, tls: null }, push: { host: '127.0.0.1', port: 0, portGiven: true } })
  rooms.feedsAt.opened(door)
  const tokens = new Map<string, string>()
  let line: ReturnType<typeof plainLine> | null = null
  const sending: SendingHouse = {
    house, door,
    organization: (id) => databases.operate.run((tx) => rooms.directory.put(tx, { id, name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`, phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })),
    feed: (feed) => databases.operate.run(async (tx) => {
      const { id } = await inbound.feeds.registry.put(tx, feed)
      if (feed.route === 'fhir') tokens.set(id, (await inbound.feeds.credentials.newToken(tx, id)).token)
      else await inbound.feeds.credentials.allowAddress(tx, id, '127.0.0.1')
      return id
    }),
    async send(message) {
      line ??= plainLine(door.mllpPort ?? 0)
      const open = await line
      open.write(Buffer.concat([Buffer.of(0x0b), Buffer.from(message as string, 'utf8'), Buffer.of(0x1c, 0x0d)]))
      return acknowledged(await open.answer())[0]
    },
    push: async (feed, body) => (await fetch(`http://127.0.0.1:${door.pushPort}/feeds/${feed}`, { method: 'POST', headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${tokens.get(feed) ?? ''}` }, body: typeof body === 'string' ? body : new Uint8Array(body) })).status,
    sendStep: async ({ feed, form, bytes }) => (form === 'hl7v2' ? sending.send(bytes) : String(await sending.push(feed, bytes))),
    async workedOff() {
      await inbound.feeds.work()
    },
    states: async (feed) => Object.fromEntries((await rowsOf<{ state: string; n: number }>(house, 'select state, count(*)::int as n from inbound_message where feed = $1 group by 1 order by 1', [feed])).map((row) => [row.state, row.n])),
    async end() {
      ;(await line)?.end()
      await door.close()
      rooms.feedsAt.opened({ mllpPort: null, pushPort: null })
    },
  }
  return sending
}

/** The demo's feeds, registered; in a house without the demo, with its two organizations. */
export async function demoFeedsOf(house: GivenHouse): Promise<SendingHouse> {
  const sending = await sendingTo(house)
  if (house.seeded === null) for (const { organization } of demoFeeds) await sending.organization(organization)
  // Without the demo's files there is no other way out of Northshore's system.
  for (const feed of demoFeeds) await sending.feed({ ...newFeedOf(feed), ...(house.seeded === null ? { sameSystemAs: null } : {}) })
  return sending
}
