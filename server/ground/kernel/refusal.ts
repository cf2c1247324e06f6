// How does the system say no? A Refusal carries a code from the closed list; anything else thrown is a fault.
import { type RefusalCode, refusals } from '../../../contract/refusals.ts'

export class Refusal extends Error {
  readonly code: RefusalCode
  /** For the log only; never leaves. */
  readonly because: string
  /** Facts the words need ("3 more times", "October 3"); never about another person. */
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: RefusalCode, because: string, facts: Readonly<Record<string, string | number>> = {}) {
    super(`${code}: ${because}`)
    this.name = 'Refusal'
    this.code = code
    this.because = because
    this.facts = facts
  }

  get status(): number {
    return refusals[this.code].status
  }
}
