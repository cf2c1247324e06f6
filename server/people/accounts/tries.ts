// How often may somebody guess? Counted in the database before anything is checked (R15-R21), for known and unknown alike.
import { type Keys, type Statement, type Tx, Refusal, instant, statement } from '#kernel'

/** Begins and commits a transaction of its own: a counted try stays counted when the check refuses. */
export type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/**
 * Counts in the caller's own transaction, for pages of those who are signed in: a refusal beside a field commits there, so the try
 * stays counted, and no request waits for a second connection while it holds one.
 */
export const inside = (tx: Tx): Run => (work) => work({ now: tx.now, query: (statement, values) => tx.query(statement, values), last: () => undefined })

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

/**
 * R15, R17: what guards a second factor; `challenge` is the half-signed-in visit or the session. Each kind of factor has its own
 * count: whoever wears out one of them closes that one, and the owner gets in by another and binds it anew.
 */
export function secondStepLimits(person: string, { challenge, kind }: { readonly challenge: string; readonly kind: string }): readonly Limit[] {
  return [
    { about: ['challenge', challenge], tries: 5, windowSeconds: day, pauseSeconds: 0, forget: true },
    { about: ['second-step', person, kind], tries: 10, windowSeconds: day, pauseSeconds: 15 * minute, forget: true },
    // R17: after 100 wrong ones in a row the factor is closed until it is bound anew.
    { about: ['second-step-in-all', person, kind], tries: 100, windowSeconds: 3_650 * day, pauseSeconds: 0, forget: true },
  ]
}

/** What guards a passkey that signs in alone: apart from passwords, so that no pause of theirs stops the owner. */
export function passkeySignInLimits(credential: string, network: string): readonly Limit[] {
  return [
    { about: ['passkey', credential], tries: 10, windowSeconds: day, pauseSeconds: 15 * minute, forget: true },
    { about: ['passkey-network', network], tries: 30, windowSeconds: minute, pauseSeconds: minute, forget: false },
  ]
}

/**
 * R62: how often one may ask for a link or an answer by mail. Counted for address and network together, so that a stranger's asking
 * does not stop the owner's; a device known for the address has its own count.
 */
export function askLimits(what: 'reset' | 'which', { address, network, device }: { readonly address: string; readonly network: string; readonly device: string | null }): readonly Limit[] {
  if (device !== null) return [{ about: [`${what}-device`, device, address], tries: 6, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false }]
  return [
    { about: [what, address, network], tries: 4, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
    { about: [`${what}-address`, address], tries: 12, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
    { about: [`${what}-network`, network], tries: 20, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
  ]
}

/** How many codes one person may have sent, for one thing and from one network. */
export function sendLimits(person: string, { about, network }: { readonly about: string; readonly network: string }): readonly Limit[] {
  return [
    { about: ['send-code', person, about], tries: 6, windowSeconds: hour, pauseSeconds: hour, forget: false },
    { about: ['send-code-person', person], tries: 20, windowSeconds: day, pauseSeconds: hour, forget: false },
    { about: ['send-code-network', network], tries: 60, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
  ]
}

/** The same where nobody is signed in: for one joining or visit, for one number whoever asks, and from one network. */
export function newPhoneLimits(visit: string, { phone, network }: { readonly phone: string; readonly network: string }): readonly Limit[] {
  return [
    { about: ['new-phone', visit], tries: 6, windowSeconds: day, pauseSeconds: day, forget: false },
    { about: ['new-phone-number', phone], tries: 6, windowSeconds: hour, pauseSeconds: hour, forget: false },
    { about: ['send-code-network', network], tries: 60, windowSeconds: hour, pauseSeconds: 15 * minute, forget: false },
  ]
}

/** R15: five tries for one code by mail or text. */
export const sentCodeLimits = (code: string): readonly Limit[] => [{ about: ['sent-code', code], tries: 5, windowSeconds: 2 * day, pauseSeconds: 0, forget: true }]

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
  /** These counters begin anew: what they counted against was bound anew. */
  forget(tx: Tx, abouts: readonly (readonly string[])[]): Promise<void>
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
    async forget(tx, abouts) {
      const found = keyed(abouts.map((about) => ({ about, tries: 0, windowSeconds: 0, pauseSeconds: 0, forget: true })))
      await tx.query(forgive, [found.map((one) => one.key), found.map(() => true)])
    },
  }
}
