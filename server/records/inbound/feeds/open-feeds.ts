// What may be done with feeds? Kept, worked on, looked at: the part of inbound behind every wire.
import type { Tx } from '#kernel'
import { type Apart, workElsewhere } from './working/guard.ts'
import type { Credentials } from './credentials.ts'
import { openCredentials } from './credentials.ts'
import { type Deciding, deciding } from './decide.ts'
import { type NewArrival, openKeeping } from './keep.ts'
import type { Kept } from './messages.ts'
import type { OriginOf } from './origins.ts'
import { type Parting, openParting } from './part.ts'
import { type PlaceUses, type Placement, openPlacement } from './place.ts'
import type { Registry } from './registry.ts'
import { type Rereading, openRereading } from './reread.ts'
import { type SeenBySender, seenBySender } from './seen-by-sender.ts'
import { type TurnedAway, addTurnedAway, turnedAway } from './turned-away.ts'
import { type Running, type Worked, type WorkingUses, openWorking } from './working/work.ts'

export type Feeds = {
  readonly registry: Registry
  readonly credentials: Credentials
  /**
   * Commits what arrived, as it came, and gives each its number and whether the same bytes were here before. Resolves when it is committed
   * and not before: then the sender may be told. Rejects when it is not kept: the sender sends it again.
   */
  keep(arrivals: readonly NewArrival[]): Promise<readonly Kept[]>
  /** What became of a message, for whoever sent it. */
  seenBySender(tx: Tx, feed: string, id: string): Promise<SeenBySender | null>
  /** Counts what senders were told no for at the door (role feed). */
  addTurnedAway: typeof addTurnedAway
  /** What they were told no for, of an organization's feeds, in the last days (roles operate and desk). */
  turnedAway(tx: Tx, organization: string, days: number): Promise<readonly TurnedAway[]>
  /** Whose it is, said by staff and taken back. */
  readonly placement: Placement
  /** Two people after all. */
  readonly parting: Parting
  /** What stays out, and what is worked on again. */
  readonly deciding: Deciding
  /** Records made by an older mapping, made anew. */
  readonly reread: Rereading
  /** Works on what waits, of one feed or of all, until nothing is due. */
  work(feed?: string): Promise<Worked>
  /** From now on works on whatever is kept or due again: in a process of its own where the house is told so, else in this one. */
  start(everySeconds?: number): void
  /** Something was kept elsewhere: looks at once. */
  poke(): void
  /** Ends with the message that is worked on. */
  stop(): Promise<void>
}

export type FeedsUses = WorkingUses & Pick<PlaceUses, 'forgotten'> & { /** Of sources that may be worked on elsewhere meanwhile: read anew each time. */ readonly originNow: OriginOf; /** Where `start` works on what waits. */ readonly apart?: Apart }

export function openFeeds(uses: FeedsUses): Feeds {
  const { registry, originNow } = uses
  const working = openWorking(uses)
  let running: Running | null = null
  return {
    registry,
    credentials: openCredentials(),
    keep: openKeeping(uses.database, () => running?.poke()),
    seenBySender,
    addTurnedAway,
    turnedAway,
    placement: openPlacement({ ...uses, originOf: originNow }),
    parting: openParting({ ...uses, originOf: originNow }),
    deciding,
    reread: openRereading(uses),
    work: working.work,
    start(everySeconds) {
      running ??= uses.apart === undefined ? working.run(everySeconds) : workElsewhere(uses, uses.apart, everySeconds)
    },
    poke: () => running?.poke(),
    async stop() {
      await running?.stop()
      running = null
    },
  }
}
