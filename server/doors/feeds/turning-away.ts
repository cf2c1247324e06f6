// How is it remembered that senders were told no? Counted here, and written down every few seconds: a flood of refusals is one row.
import { type Database, type Log, faultFields } from '#kernel'
import type { Feeds } from '#inbound'
import type { DoorRefusal } from '../../../words/en/feeds.ts'

export type TurningAway = {
  /** Notes one message of these feeds (one of them, or whoever sends for several) that was not taken. */
  note(feeds: readonly string[], reason: DoorRefusal): void
  /** Writes down what was noted. */
  flush(): Promise<void>
  stop(): Promise<void>
}

const everyMs = 5_000

export function openTurningAway({ database, feeds, log }: { readonly database: Database; readonly feeds: Pick<Feeds, 'addTurnedAway'>; readonly log: Log }): TurningAway {
  let noted = new Map<string, { readonly feed: string; readonly reason: DoorRefusal; count: number }>()
  const flush = async (): Promise<void> => {
    if (noted.size === 0) return
    const counts = [...noted.values()]
    noted = new Map()
    await database.run((tx) => feeds.addTurnedAway(tx, counts)).catch((error: unknown) => {
      log.warn({ event: 'feed-refusals-not-counted', count: counts.reduce((sum, one) => sum + one.count, 0), ...faultFields(error) })
    })
  }
  const timer = setInterval(() => void flush(), everyMs)
  return {
    note(named, reason) {
      for (const feed of named) {
        const known = noted.get(`${feed} ${reason}`) ?? { feed, reason, count: 0 }
        known.count += 1
        noted.set(`${feed} ${reason}`, known)
      }
    },
    flush,
    async stop() {
      clearInterval(timer)
      await flush()
    },
  }
}
