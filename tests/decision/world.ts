// What can happen in a world, and who looks at it? The event log that the reference reads and the real doors are given.
import type { ReleaseRule, Tell } from '../../contract/release-policy.ts'
import type { RecordKind } from '../../contract/record-kinds.ts'
import type { SensitivityLabel } from '../../contract/sensitivity-labels.ts'

/** Milliseconds since 1970. */
export type Instant = number

export type AgeRule = { readonly teenFrom: number; readonly adultFrom: number; readonly parentSees: readonly RecordKind[] | 'everything'; readonly hiddenFromParent: readonly SensitivityLabel[] }
export type Scope = { readonly kinds: readonly RecordKind[] | 'everything'; readonly hidden: readonly SensitivityLabel[] }
export type NewRecord = { readonly record: string; readonly chart: string; readonly kind: RecordKind; readonly labels: readonly SensitivityLabel[]; readonly final: boolean; readonly sameAs: string | null }

/** Everything has a name of its own in the world; `until` is the end that was said when it began. */
export type Happening =
  | { readonly what: 'organization'; readonly organization: string; readonly timeZone: string; readonly ages: AgeRule }
  | { readonly what: 'age rule'; readonly organization: string; readonly ages: AgeRule; readonly from: Instant }
  | { readonly what: 'chart'; readonly chart: string; readonly organization: string; readonly birthDate: string }
  | { readonly what: 'birth date corrected'; readonly chart: string; readonly birthDate: string }
  | { readonly what: 'link'; readonly person: string; readonly chart: string }
  | { readonly what: 'link ended'; readonly person: string; readonly chart: string }
  | ({ readonly what: 'grant'; readonly grant: string; readonly person: string; readonly chart: string; readonly relation: 'parent' | 'trusted'; readonly until: Instant | null } & Scope)
  | { readonly what: 'grant revoked'; readonly grant: string }
  | { readonly what: 'staff'; readonly person: string; readonly organization: string; readonly role: 'front-desk' | 'records-office' | 'clinician'; readonly until: Instant | null }
  | { readonly what: 'staff left'; readonly person: string; readonly organization: string }
  | { readonly what: 'chart opened'; readonly opening: string; readonly person: string; readonly chart: string; readonly until: Instant }
  | ({ readonly what: 'app let in'; readonly app: string; readonly person: string; readonly chart: string; readonly until: Instant } & Scope)
  | { readonly what: 'app shut out'; readonly app: string }
  | { readonly what: 'merge'; readonly merge: string; readonly chart: string; readonly other: string }
  | { readonly what: 'merge ended'; readonly merge: string }
  | { readonly what: 'records came'; readonly records: readonly NewRecord[] }
  | { readonly what: 'record final'; readonly record: string }
  | { readonly what: 'record relabelled'; readonly record: string; readonly labels: readonly SensitivityLabel[] }
  | { readonly what: 'record found to be the same'; readonly record: string; readonly sameAs: string }
  | { readonly what: 'record removed'; readonly record: string }
  | { readonly what: 'policy drafted'; readonly policy: string; readonly organization: string; readonly rules: readonly ReleaseRule[] }
  | { readonly what: 'policy built in part'; readonly policy: string }
  | { readonly what: 'policy flipped'; readonly policy: string; readonly from: Instant }
  | { readonly what: 'hold'; readonly hold: string; readonly chart: string; readonly record: string | null; readonly kinds: readonly RecordKind[]; readonly tell: Tell; readonly basis: string; readonly who: string | null; readonly until: Instant }
  | { readonly what: 'hold ended'; readonly hold: string }
  | { readonly what: 'wish'; readonly wish: string; readonly chart: string; readonly kinds: readonly RecordKind[]; readonly caller: string | null; readonly days: number }
  | { readonly what: 'wish ended'; readonly wish: string }
  | { readonly what: 'called'; readonly record: string }

export type Event = { readonly at: Instant } & Happening

/** Somebody who looks: a person as themselves, as staff under an opened chart, or an app under a person's leave. */
export type Looker = { readonly name: string; readonly person: string; readonly opening: string | null; readonly app: string | null }

export type World = {
  readonly seed: number
  /** In order of time; no two at the same instant, except the beginning's. */
  readonly log: readonly Event[]
  readonly lookers: readonly Looker[]
  /** When everybody looks. */
  readonly looks: readonly Instant[]
}

/** What one looker is told at one instant. Sets are sorted texts, so that they can be compared. */
export type Told = {
  /** One line for each record told by name: is it shown, else why, until when, on which basis, whom to ask. */
  readonly named: readonly { readonly record: string; readonly kind: RecordKind; readonly shown: boolean; readonly reason: string | null; readonly until: Instant | null; readonly basis: string | null; readonly who: string | null }[]
  /** Kinds of which only is told that something waits. */
  readonly waiting: readonly { readonly chart: string; readonly kind: RecordKind; readonly reason: string; readonly basis: string | null; readonly count: number }[]
  /** Records whose content can be opened. */
  readonly opened: readonly string[]
  /** Charts within reach, and whether the note "some parts are private" stands there (by relation and age only). */
  readonly charts: readonly { readonly chart: string; readonly privateNote: boolean }[]
}

/** Do two merges tie the same two charts? Who says of one that these are two people ends them all. */
export const samePair = (one: { readonly chart: string; readonly other: string }, two: { readonly chart: string; readonly other: string }): boolean =>
  (one.chart === two.chart && one.other === two.other) || (one.chart === two.other && one.other === two.chart)
