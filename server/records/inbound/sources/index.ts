// The door by which sources are looked at and looked after: what they sent and what became of it, what is agreed with them, what adds up.
import type { Directory as Organizations } from '#directory'
import { type Credentials, openCredentials } from '../feeds/credentials.ts'
import { type Registry, openRegistry } from '../feeds/registry.ts'
import { type Balance, openBalance } from './balance.ts'
import { type Looking, openLooking } from './look.ts'

export type { CountedRecord } from '#store/in'
export type { ReceivedRow } from '../counts/compare.ts'
export type { Credentials } from '../feeds/credentials.ts'
export type { Feed, FeedCredential, FeedRoute } from '../feeds/feed.ts'
export type { NewFeed, Registry } from '../feeds/registry.ts'
export type { Balance, BalanceRow, KeptBalance, Look, MessageCount } from './balance.ts'
export type { FeedState, Looking, MessageAt, MessageLine, MessagesAsk, ReasonCount, SaidWhom, Traced } from './look.ts'

export type Sources = Looking & { readonly registry: Registry; readonly credentials: Credentials; readonly balance: Balance }

export function openSources(uses: { readonly directory: Organizations }): Sources {
  return { ...openLooking(uses), registry: openRegistry(uses), credentials: openCredentials(), balance: openBalance() }
}
