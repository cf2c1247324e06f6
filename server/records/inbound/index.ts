// The door by which records come in.
export { type ImportOptions, type Inbound, type InboundUses, openInbound } from './open-inbound.ts'
export type { Feeds } from './feeds/open-feeds.ts'
export type { Feed, FeedCredential, FeedRoute } from './feeds/feed.ts'
export type { NewFeed } from './feeds/registry.ts'
export type { NewArrival } from './feeds/keep.ts'
export type { Kept } from './feeds/messages.ts'
export type { Worked } from './feeds/work.ts'
export { type ImportCount, type ImportProgress, type ImportReport, type ImportedFile, type LeftOutLine } from './files/report.ts'
