// How is the door of feeds opened? A port for HL7 v2 and one for pushes, both in front of the same keeping; either may be left shut.
import type { Clock, Config, Database, Log } from '#kernel'
import { type Feeds, inboundLimits } from '#inbound'
import { type FeedLimits, feedLimits } from './limits.ts'
import { openMllp } from './mllp/listener.ts'
import { openPeer } from './mllp/peer.ts'
import { openReceiving } from './mllp/receive.ts'
import { openPush } from './push/push.ts'
import { openTurningAway } from './turning-away.ts'

export type FeedsDoorUses = {
  readonly log: Log
  readonly clock: Clock
  /** Role feed. */
  readonly database: Database
  readonly feeds: Feeds
  /** A trial takes training messages too (MSH-11). */
  readonly trial: boolean
  readonly limits?: Partial<FeedLimits>
}

export type FeedsDoor = {
  /** Where it listens; null: that part is shut. */
  readonly mllpPort: number | null
  readonly pushPort: number | null
  /** Takes nothing new, answers what was begun, closes. */
  close(): Promise<void>
}

/** Opens what the configuration names. */
export async function openFeedsDoor(uses: FeedsDoorUses, { mllp, push }: Pick<Config, 'mllp' | 'push'>): Promise<FeedsDoor> {
  const { log, clock, database, feeds } = uses
  const limits: FeedLimits = { ...feedLimits, ...uses.limits }
  const now = (): number => clock.now().getTime()
  const away = openTurningAway({ database, feeds, log })
  const receiving = openReceiving({ log, turnedAway: away.note, now: () => clock.now(), processing: uses.trial ? null : ['P'], keep: (arrivals) => feeds.keep(arrivals) })
  const hl7 = mllp === null ? null : await openMllp({ log, limits, peer: (peer) => openPeer({ database, feeds, now }, peer), receiving }, mllp)
  const pushed = push === null ? null : await openPush({
    log, limits, now, turnedAway: away.note,
    feedOf: (token) => database.run(async (tx) => {
      const id = await feeds.credentials.byToken(tx, token)
      const feed = id === null ? null : await feeds.registry.one(tx, id)
      return feed?.route === 'fhir' ? feed.id : null
    }),
    async keep(feed, { form, kind, name }, bytes) {
      const [kept] = await feeds.keep([{ feed, form, name, kind, sentAt: null, bytes }])
      if (kept === undefined) throw new Error('a message was kept without a number')
      return kept.id
    },
    message: (feed, id) => database.run((tx) => feeds.seenBySender(tx, feed, id)),
    mostBytes: { fhir: inboundLimits.fileBytes, ccda: inboundLimits.xmlBytes },
  }, push)
  return {
    mllpPort: hl7?.port ?? null,
    pushPort: pushed?.port ?? null,
    async close() {
      await Promise.all([hl7?.close(), pushed?.close()])
      await away.stop()
    },
  }
}
