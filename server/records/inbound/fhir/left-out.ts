// Why is a resource kept but not shown in the record? A closed list; words/en/inbound.ts says each.

export const leftOutReasons = [
  'no-kind', 'no-patient', 'patient-without-birth-date', 'patient-not-here', 'impossible-date', 'unkeepable-text', 'no-name', 'not-a-resource', 'observation-category', 'draft', 'inner-bundle', 'report-kind', 'twice-in-file', 'broken-line', 'asks', 'asks-to-delete', 'parameters', 'unknown-here', 'none-of-one-sort', 'said-none', 'changed-meaning', 'measured-elsewhere', 'forbidden', 'ruled-out', 'not-taken', 'not-happened', 'not-yet',
  'wrong-form', 'unknown-code', 'no-status', 'value-unread',
  'negated', 'not-done', 'taken-back', 'said-unknown', 'planned', 'no-value', 'of-another', 'not-a-segment', 'in-passing',
] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

/** Hears of an element that could not be read, by its reason and its name in the standard; the rest of its resource is shown. */
export type Unread = (reason: 'impossible-date' | 'wrong-form' | 'unknown-code' | 'no-status' | 'value-unread' | 'no-name', what: string) => void

/** Thrown by a mapping: this resource stays as it came. `what` is a field or category, never a person's fact. */
export class LeftOut extends Error {
  readonly reason: LeftOutReason
  readonly what: string | null

  constructor(reason: LeftOutReason, what: string | null = null) {
    super(reason)
    this.name = 'LeftOut'
    this.reason = reason
    this.what = what
  }
}
