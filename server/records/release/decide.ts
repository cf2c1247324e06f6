// From when may a record be told and shown? The record's half of the decision, pure: it never knows who looks.
import type { Tell, WaitReason } from '../../../contract/release-policy.ts'

/** Milliseconds since 1970; Infinity: no end is known; -Infinity: never waited. */
export type Instant = number

/** What decides about a record. Kinds and labels as numbers and masks (contract/record-kinds.ts, sensitivity-labels.ts). */
export type RecordFacts = {
  readonly id: string
  readonly kind: number
  readonly labels: number
  readonly receivedAt: Instant
  /** Since when the source calls it final; null: not final. */
  readonly finalAt: Instant | null
  /** When the source took it back; null: it stands. */
  readonly removedAt: Instant | null
  /** It says word for word what another record says, which is shown instead. */
  readonly sameAs: string | null
}

/** A rule of a policy version, made ready: labels must all be on the record. */
export type RuleFacts = { readonly kinds: bigint; readonly labels: number; readonly wait: { readonly hours: number } | 'until-final'; readonly reason: WaitReason; readonly tell: Tell; readonly basis: string }
export type HoldFacts = { readonly record: string | null; readonly kinds: bigint; readonly basis: string; readonly tell: Tell; readonly who: string | null; readonly placedAt: Instant; readonly reviewAt: Instant; readonly endedAt: Instant }
export type WishFacts = { readonly kinds: bigint; readonly caller: string | null; readonly atMostDays: number; readonly madeAt: Instant; readonly endedAt: Instant }
export type CallFacts = { readonly record: string; readonly doneAt: Instant }

/** The constraints on the records of one patient. */
export type Facts = { readonly rules: readonly RuleFacts[]; readonly holds: readonly HoldFacts[]; readonly wishes: readonly WishFacts[]; readonly calls: readonly CallFacts[] }

export type Decision = {
  /** Before this instant nobody is told anything. */
  readonly silentUntil: Instant
  /** Before this one only that something of its kind waits; never before silentUntil. */
  readonly kindUntil: Instant
  /** Before this one its name and why it waits; then it is shown. Never before kindUntil. */
  readonly visibleFrom: Instant
  /** Why it waits: of the constraint that ends last. Null: it never waited. */
  readonly reason: WaitReason | 'removed' | null
  readonly basis: string | null
  readonly who: string | null
  /** What is said while only the kind is told: of the last such constraint, so that no other one says more. */
  readonly kind: { readonly reason: WaitReason; readonly basis: string | null } | null
}

type Constraint = { readonly from: Instant; readonly end: Instant; readonly tell: Tell; readonly reason: WaitReason; readonly basis: string | null; readonly who: string | null }

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Of constraints that end together the strongest speaks. */
const strength: Readonly<Record<WaitReason, number>> = { held: 5, 'your-choice': 4, later: 3, 'being-read': 2, 'in-progress': 1 }

const covers = (kinds: bigint, kind: number): boolean => ((kinds >> BigInt(kind)) & 1n) === 1n

function ruleConstraint(rule: RuleFacts, record: RecordFacts): Constraint | null {
  if (!covers(rule.kinds, record.kind) || (rule.labels & record.labels) !== rule.labels) return null
  const { tell, reason, basis } = rule
  if (rule.wait !== 'until-final') return { from: record.receivedAt, end: record.receivedAt + rule.wait.hours * hourMs, tell, reason, basis, who: null }
  return record.finalAt === null ? { from: record.receivedAt, end: Infinity, tell, reason, basis, who: null } : null
}

function holdConstraint(hold: HoldFacts, record: RecordFacts): Constraint | null {
  if (hold.record === null ? !covers(hold.kinds, record.kind) : hold.record !== record.id) return null
  return { from: hold.placedAt, end: Math.min(hold.reviewAt, hold.endedAt), tell: hold.tell, reason: 'held', basis: hold.basis, who: hold.who }
}

/** A wish covers what arrives from its making on, until the call, its end, or so many days after the record came. */
function wishConstraint(wish: WishFacts, record: RecordFacts, calledAt: Instant): Constraint | null {
  if (!covers(wish.kinds, record.kind) || record.receivedAt < wish.madeAt) return null
  const end = Math.min(record.receivedAt + wish.atMostDays * dayMs, wish.endedAt, calledAt)
  return { from: record.receivedAt, end, tell: 'full', reason: 'your-choice', basis: null, who: wish.caller }
}

function constraintsOn(record: RecordFacts, { rules, holds, wishes, calls }: Facts): Constraint[] {
  const calledAt = Math.min(Infinity, ...calls.filter((call) => call.record === record.id).map((call) => call.doneAt))
  return [...rules.map((rule) => ruleConstraint(rule, record)), ...holds.map((hold) => holdConstraint(hold, record)), ...wishes.map((wish) => wishConstraint(wish, record, calledAt))].filter((one) => one !== null)
}

/** The last to end; then the strongest reason; then the order of the words, so that the order of the facts never shows. */
function last(constraints: readonly Constraint[]): Constraint | null {
  const words = (one: Constraint): string => `${one.basis ?? ''}\u0000${one.who ?? ''}`
  return constraints.reduce<Constraint | null>((best, one) => {
    if (best === null || one.end !== best.end) return best === null || one.end > best.end ? one : best
    if (strength[one.reason] !== strength[best.reason]) return strength[one.reason] > strength[best.reason] ? one : best
    return words(one) < words(best) ? one : best
  }, null)
}

const latest = (constraints: readonly Constraint[], floor: Instant): Instant => constraints.reduce((at, one) => Math.max(at, one.end), floor)

/** Was it shown at that instant, by the rules and with what was known then? A record taken back while it waited was never there. */
function wasShown(record: RecordFacts, facts: Facts, at: Instant): boolean {
  return record.receivedAt <= at && constraintsOn(record, facts).every((one) => at < one.from || one.end <= at)
}

const neverThere: Decision = { silentUntil: Infinity, kindUntil: Infinity, visibleFrom: Infinity, reason: 'removed', basis: null, who: null, kind: null }

/**
 * Decides one record under one version of the policy. `atRemoval` are the rules that ruled when the source took it back.
 * Null: it gets no row, another record says the same. A record under several constraints obeys all of them.
 */
export function decideFacts(record: RecordFacts, facts: Facts, atRemoval: readonly RuleFacts[] = facts.rules): Decision | null {
  if (record.sameAs !== null) return null
  const constraints = constraintsOn(record, facts)
  const telling = (tell: Tell): Constraint[] => constraints.filter((one) => one.tell === tell)
  const silentUntil = latest(telling('silent'), -Infinity)
  const kindUntil = latest(telling('kind'), silentUntil)
  const waits = kindUntil > silentUntil ? last(telling('kind')) : null
  const kind = waits === null ? null : { reason: waits.reason, basis: waits.basis }
  if (record.removedAt !== null) {
    if (!wasShown(record, { ...facts, rules: atRemoval }, record.removedAt)) return neverThere
    return { silentUntil, kindUntil, visibleFrom: Infinity, reason: 'removed', basis: null, who: null, kind }
  }
  const ends = last(constraints)
  const visibleFrom = latest(constraints, record.receivedAt)
  const waited = ends !== null && ends.end > record.receivedAt
  return { silentUntil, kindUntil, visibleFrom, reason: waited ? ends.reason : null, basis: waited ? ends.basis : null, who: waited ? ends.who : null, kind }
}
