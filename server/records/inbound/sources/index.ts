// The door by which sources are looked at and looked after: what they sent and what became of it, what is agreed with them, what adds up.
import type { Directory as Organizations } from '#directory'
import type { Tx } from '#kernel'
import { type Deciding, deciding } from '../feeds/decide.ts'
import type { Parting } from '../feeds/part.ts'
import type { Placement } from '../feeds/place.ts'
import { type TurnedAway, turnedAway } from '../feeds/turned-away.ts'
import { type Credentials, openCredentials } from '../feeds/credentials.ts'
import { type Registry, openRegistry } from '../feeds/registry.ts'
import { type Balance, openBalance } from './balance.ts'
import { type Looking, openLooking } from './look.ts'
import { namesakes, namesakesOf } from './same-name.ts'

export type { CountedRecord, StandingCount } from '#store/in'
export type { ReceivedRow } from '../counts/compare.ts'
export type { Credentials } from '../feeds/credentials.ts'
export type { Feed, FeedCredential, FeedRoute } from '../feeds/feed.ts'
export type { NewFeed, Registry } from '../feeds/registry.ts'
export type { Balance, BalanceRow, KeptBalance, Look, MessageCount } from './balance.ts'
export type { FeedState, Looking, MessageAt, MessageLine, MessagesAsk, ReasonCount, SaidWhom, Traced } from './look.ts'

export type { Namesake } from './same-name.ts'
export type { TurnedAway } from '../feeds/turned-away.ts'
export type { Parting } from '../feeds/part.ts'
export type { By, Link, MessageName, Placement } from '../feeds/place.ts'

export type Sources = Looking & Deciding & {
  /** Whose it is, said by staff and taken back; in transactions of its own, for what follows is the feed's work. */
  readonly placement: Placement
  /** Two people after all: merges of charts that end, in transactions of their own too. */
  readonly parting: Parting
  /** Messages that were refused at the door, in so many days up to today (roles operate and desk). */
  turnedAway(tx: Tx, organization: string, days: number): Promise<readonly TurnedAway[]>
  /** Messages under a control id that others have too, with other bytes. */
  readonly namesakes: typeof namesakes
  readonly namesakesOf: typeof namesakesOf
  readonly registry: Registry; readonly credentials: Credentials; readonly balance: Balance }

export function openSources(uses: { readonly directory: Organizations; readonly placement: Placement; readonly parting: Parting }): Sources {
  return { ...openLooking(uses), ...deciding, placement: uses.placement, parting: uses.parting, turnedAway, namesakes, namesakesOf, registry: openRegistry(uses), credentials: openCredentials(), balance: openBalance() }
}
