// How much may a sender ask of the door where feeds come in? R66; every limit in one place, so that a test can make it small.

import { inboundLimits } from '#inbound'

export type FeedLimits = {
  /** Bytes of one HL7 v2 message without the documents in it, and with them; one that is larger is read to its end and answered AR, and takes no memory. */
  readonly messageBytes: number
  readonly documentBytes: number
  /** Messages over `messageBytes` on their way at the same time, of all lines; beyond it the answer is AE, and takes no memory. */
  readonly largeMessages: number
  /** A connection that says nothing for so long is closed, within a message or between two; waiting for our answer does not count. */
  readonly idleMs: number
  /** A message must be here whole within this time, however it drips. */
  readonly frameMs: number
  /** Some senders leave out the CR after the FS that ends a message: so long it is waited for. */
  readonly endMs: number
  readonly connectionsOfFeed: number
  /** Of everybody, named or not. */
  readonly connections: number
  readonly handshakeMs: number
  /** New lines of one address within `handshakeMs`, before anybody knows whose they are. */
  readonly freshOfAddress: number
  /** Messages of one connection that wait for their answer; beyond it nothing more is read from it. */
  readonly unansweredMessages: number
  readonly unansweredBytes: number
  /** When the house stops, messages on their way get so long to end. */
  readonly farewellMs: number
  /** So long a sender may take to hear that nothing more is read. */
  readonly lingerMs: number
  /** A push (HTTP): its headers, its body without a pause of `idleMs`, and all of it. */
  readonly headersMs: number
  readonly pushMs: number
  /** Pushes of one feed at the same time, and bytes of all pushes in memory; beyond it the answer is 429. */
  readonly pushesOfFeed: number
  readonly pushedBytes: number
  /** Wrong credentials from one address in a minute; beyond it the answer is 429. */
  readonly wrongTries: number
}

export const feedLimits: FeedLimits = {
  messageBytes: inboundLimits.v2Bytes,
  documentBytes: inboundLimits.v2DocumentBytes,
  largeMessages: 8,
  idleMs: 30_000,
  frameMs: 120_000,
  endMs: 1_000,
  connectionsOfFeed: 50,
  connections: 500,
  handshakeMs: 10_000,
  freshOfAddress: 60,
  unansweredMessages: 64,
  unansweredBytes: 10_000_000,
  farewellMs: 10_000,
  lingerMs: 1_000,
  headersMs: 10_000,
  pushMs: 300_000,
  pushesOfFeed: 8,
  pushedBytes: 400_000_000,
  wrongTries: 30,
}
