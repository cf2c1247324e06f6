// How often may somebody guess? Counted in the database before anything is checked (R15-R21), for known and unknown alike.
import { type Keys, type Statement, type Tx, Refusal, instant, statement } from '#kernel'

/** Begins and commits a transaction of its own: a counted try stays counted when the check refuses. */
export type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export type Limit = {
  /** What is guessed at, for example ['account', email]; kept only as a keyed hash. */
  readonly about: readonly string[]
  readonly tries: number
  readonly windowSeconds: number
  /** First pause; doubles up to an hour. 0: for ever. */
  readonly pauseSeconds: number
  /** Given back whole when the guess was right; the others get one try back. */
  readonly forget: boolean
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** R15, R21: what guards a password. A known device has its own counter, so that others cannot lock its owner out (R20). */
export function signInLimits(email: string, network: string, knownDevice: string | null): readonly Limit[] {
  if (knownDevice !== null) return [{ about: ['device', knownDevice, email], tries: 10, windowSeconds: day, pauseSeconds: 15 * minute, forget: true }]
  return [
    { about: ['account', email], tries: 10, windowSeconds: day, pauseSeconds: 15 * minute, forget: true },
    { about: ['network-minute', network], tries: 10, windowSeconds: minute, pauseSeconds: minute, forget: false },
    { about: ['network-hour', network], tries: 100, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
    { about: ['account-network', email, network], tries: 50, windowSeconds: 12 * hour, pauseSeconds: hour, forget: true },
  ]
}

/** R15, R17: what guards a second factor; `challenge` is the half-signed-in visit or the session. */
export function secondStepLimits(person: string, challenge: string): readonly Limit[] {
  return [
    { about: ['challenge', challenge], tries: 5, windowSeconds: day, pauseSeconds: 0, forget: true },
    { about: ['second-step', person], tries: 10, windowSeconds: day, pauseSeconds: 15 * minute, forget: true },
    // R17: after 100 wrong ones in a row the factor is closed until it is bound anew.
    { about: ['second-step-in-all', person], tries: 100, windowSeconds: 3_650 * day, pauseSeconds: 0, forget: true },
  ]
}

/** R34: five tries for a code, then it is burnt; the same count for codes that do not exist. */
export function codeLimits(codeIndex: string, network: string): readonly Limit[] {
  return [
    { about: ['code', codeIndex], tries: 5, windowSeconds: 3_650 * day, pauseSeconds: 0, forget: true },
    { about: ['code-network', network], tries: 30, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
  ]
}

/** R25, R62: how many mails one joining, one address and one network may ask for. */
export function mailLimits(joining: string, email: string, network: string): readonly Limit[] {
  return [
    { about: ['mail-joining', joining], tries: 6, windowSeconds: day, pauseSeconds: day, forget: false },
    { about: ['mail-address', email], tries: 6, windowSeconds: hour, pauseSeconds: hour, forget: false },
    { about: ['mail-network', network], tries: 60, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
  ]
}

/** Five tries for the six numbers of one mail. */
export const mailedCodeLimits = (mailed: string): readonly Limit[] => [{ about: ['mailed-code', mailed], tries: 5, windowSeconds: 2 * day, pauseSeconds: 0, forget: true }]

type Counted = { place: number; allowed: boolean; remaining: number; paused_until: string }

const count: Statement<Counted> = statement('accounts.count-tries', 'select place, allowed, remaining, paused_until from accounts_count_tries($1, $2, $3, $4)')
const forgive: Statement<never> = statement('accounts.forgive-tries', 'select accounts_forgive_tries($1, $2)')

export type CountedTry = {
  /** What is paused (the first word of a limit's `about`); empty when the try is allowed. */
  readonly paused: readonly string[]
  /** Until the longest pause ends. One that never ends counts as a quarter of an hour: by then the visit it belongs to is over. */
  readonly seconds: number
  /** How many are left of the scarcest limit kept for the person. */
  readonly left: number
}

export type Tries = {
  /** Counts one try against every limit, in a transaction of its own. */
  count(run: Run, limits: readonly Limit[]): Promise<CountedTry>
  /** The same; refuses (too-many-tries, facts: seconds) while a pause runs. Gives how many are left. */
  take(run: Run, limits: readonly Limit[]): Promise<number>
  /** The guess was right: gives the tries back. */
  giveBack(tx: Tx, limits: readonly Limit[]): Promise<void>
}

const endlessPauseSeconds = 15 * minute

export function openTries(keys: Keys): Tries {
  const keyed = (limits: readonly Limit[]) => limits.map((limit) => ({ limit, key: keys.mac('network-key', 'tries', ...limit.about) })).sort((a, b) => Buffer.compare(a.key, b.key))
  async function countTry(run: Run, limits: readonly Limit[]): Promise<CountedTry> {
    const sorted = keyed(limits)
    const { rows, now } = await run(async (tx) => {
      const counting = tx.query(count, [sorted.map((one) => one.key), sorted.map((one) => one.limit.tries), sorted.map((one) => one.limit.windowSeconds), sorted.map((one) => one.limit.pauseSeconds)])
      tx.last()
      return { rows: await counting, now: tx.now }
    })
    const paused = rows.filter((row) => !row.allowed)
    const seconds = paused.map((row) => (row.paused_until === 'infinity' ? endlessPauseSeconds : Math.ceil((instant(row.paused_until).getTime() - now.getTime()) / 1000)))
    return {
      paused: paused.map((row) => sorted[row.place - 1]?.limit.about[0] ?? ''),
      seconds: Math.max(0, ...seconds),
      left: Math.min(...rows.filter((row) => sorted[row.place - 1]?.limit.forget).map((row) => row.remaining)),
    }
  }
  return {
    count: countTry,
    async take(run, limits) {
      const { paused, seconds, left } = await countTry(run, limits)
      if (paused.length > 0) throw new Refusal('too-many-tries', `paused: ${paused.join(', ')}`, { seconds })
      return left
    },
    async giveBack(tx, limits) {
      const sorted = keyed(limits)
      await tx.query(forgive, [sorted.map((one) => one.key), sorted.map((one) => one.limit.forget)])
    },
  }
}
