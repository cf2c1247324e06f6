// How often may one caller ask? R62, counted in this process; what guards accounts and codes is counted in the database.
import { Refusal } from '#kernel'
import { type RateClass, rateClasses } from './route.ts'

export type Rates = { take(caller: string, rate: RateClass, now: Date): void }

const windowMs = 60_000
/** Callers remembered at once; beyond it the oldest windows go. */
const mostCallers = 50_000

/** `factor` 1 in production; tests and the bench, which are one caller, hand in more. */
export function openRates(factor = 1): Rates {
  const counts = new Map<string, { from: number; count: number }>()
  return {
    take(caller, rate, now) {
      const key = `${rate} ${caller}`
      const at = now.getTime()
      const entry = counts.get(key)
      if (entry === undefined || at - entry.from >= windowMs) {
        counts.delete(key)
        counts.set(key, { from: at, count: 1 })
        if (counts.size > mostCallers) counts.delete(counts.keys().next().value ?? '')
        return
      }
      entry.count += 1
      if (entry.count > rateClasses[rate] * factor) throw new Refusal('too-many-tries', `rate class ${rate}`, { seconds: Math.ceil((entry.from + windowMs - at) / 1000) })
    },
  }
}
