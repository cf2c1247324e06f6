// What became of a code? One word of the closed list, from what its row says at one instant (docs/states.md).
import type { CodeState } from '../../../../contract/code-channels.ts'

/** The facts of a code's row; instants in milliseconds, null where it did not happen. */
export type CodeFacts = {
  readonly expiresAt: number
  readonly spentAt: number | null
  readonly voidedAt: number | null
  /** Why it was voided; null when nobody said (a restored backup). */
  readonly ended: 'replaced' | 'stopped' | 'not-me' | null
  readonly burntAt: number | null
}

/** Used wins over all: it opened an account. Then why it was taken back, then wrong tries, then its last day. */
export function codeState(code: CodeFacts, now: number): CodeState {
  if (code.spentAt !== null) return 'used'
  if (code.voidedAt !== null) return code.ended === 'replaced' ? 'replaced' : code.ended === 'not-me' ? 'reported' : 'stopped'
  if (code.burntAt !== null) return 'burnt'
  return code.expiresAt <= now ? 'ran-out' : 'open'
}
