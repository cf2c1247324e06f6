// What can change for people when one organization becomes part of another, or takes a new name?

/** Each has a sentence in words/en/find.ts. What is not named here stayed. */
export const changedThings = ['name', 'phone', 'address', 'email', 'bills', 'portal'] as const
export type ChangedThing = (typeof changedThings)[number]

export const isChangedThing = (text: string): text is ChangedThing => (changedThings as readonly string[]).includes(text)

export const mergerKinds = ['merged', 'renamed'] as const
export type MergerKind = (typeof mergerKinds)[number]

/** A dated fact: from then until then the old organization is part of the other, or is called so. */
export type Merger = {
  readonly id: string
  readonly organization: string
  readonly into: string
  readonly kind: MergerKind
  /** ISO instants; `until` null: it holds until somebody ends it. */
  readonly from: string
  readonly until: string | null
  /** What the new organization writes before old record numbers ("SB" for SB-1234). */
  readonly mrnPrefix: string | null
  readonly changed: readonly ChangedThing[]
}
