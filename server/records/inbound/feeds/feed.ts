// What is a feed? One way in which a source of an organization sends; its row is what was agreed with whoever sends.
import type { Id } from '#kernel'
import type { Terms } from '../work.ts'

export type FeedRoute = 'mllp' | 'fhir' | 'files'

export type Feed = Terms & {
  /** That of its source: `${organization}:…`. */
  readonly id: string
  readonly organization: string
  /** As patients and operators read it. */
  readonly name: string
  readonly route: FeedRoute
  /** Whose ids its things have: its own id, or that of another way out of the same system. */
  readonly space: string
  /** Of times without a zone; null: the organization's. */
  readonly timeZone: string | null
  /** Of HL7 v2, who sends: "APPLICATION" or "APPLICATION|FACILITY" of MSH-3 and MSH-4; none: whatever the messages say. */
  readonly senders: readonly string[]
  /** What comes is kept, and waits. */
  readonly paused: boolean
}

/** By what a sender proves to be a feed. Of tokens and certificates only the SHA-256 is kept. */
export type FeedCredential = {
  readonly id: Id
  readonly kind: 'token' | 'certificate' | 'address'
  /** A network (CIDR), of kind `address`. */
  readonly address: string | null
  readonly madeAt: string
  readonly endedAt: string | null
}
