// What does a list that reaches a person say besides its items? Nothing here must be silently missing:
// the closed list of absences, who was late, and as of when.
import type { RecordKind } from './record-kinds.ts'

/** Why something is not here. One sentence and one next step each, in words/. */
export const absenceCodes = [
  'ordered', 'in-progress', 'being-read', 'later', 'your-choice', 'held', 'source-down', 'source-incomplete', 'elsewhere',
  'not-online', 'on-paper', 'private', 'removed', 'filtered', 'said-none', 'none-on-file',
] as const
export type AbsenceCode = (typeof absenceCodes)[number]

export type Absence = {
  readonly code: AbsenceCode
  readonly kind: RecordKind | null
  /** What is absent, if it may be named ("Knee MRI report"). */
  readonly what: string | null
  /** When it was ordered, taken or received; ISO instant. */
  readonly since: string | null
  /** When it will be shown or reviewed, if known; ISO instant. */
  readonly until: string | null
  /** Who ordered, holds or said it. */
  readonly who: string | null
  /** The organization it concerns; its name. */
  readonly organization: string | null
  /** A rule's words for the person ("state law gives 3 days for this kind of test"). */
  readonly basis: string | null
  /** For `filtered`: how many there are at other times. */
  readonly count: number | null
}

export type SourceFreshness = {
  readonly organization: string
  readonly source: string
  /** The organization; where several of its systems send, with which one. */
  readonly name: string
  /** ISO instant of the last good delivery; null when nothing ever came. */
  readonly lastReceived: string | null
  /** Not reached, or silent for longer than it may be. */
  readonly down: boolean
  /** What it sent and what is here do not add up: nothing may call itself complete. */
  readonly incomplete: boolean
  /** What the organization says about it while it is down. */
  readonly words: string | null
}

/** A list that reaches a person. `items` may be empty only when `absences` says why. */
export type Shown<T> = {
  readonly items: readonly T[]
  /** How many there are in all under the same filter (items may be the first page). */
  readonly total: number
  readonly absences: readonly Absence[]
  readonly sources: readonly SourceFreshness[]
  /** ISO instant this answer is true for. */
  readonly asOf: string
}
