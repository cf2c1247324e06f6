// How many people can sign in in a second? Whole sign-ins through the door (the form, the password, the form, the second step), beside
// what none can leave out: argon2id with the same parameters, as many at a time, and nothing else.
import { type Argon2Parameters, argon2, randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { TOTP } from 'otpauth'
import { passwordCost } from '../server/people/accounts/passwords/hashing.ts'
import { givenCaller } from '../tests/given/caller.ts'
import { type GivenDoor, givenDoor, owner } from '../tests/given/door.ts'
import { type Figures, keepRow, percentile, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false } } })
const seconds = options.short ? 2 : 15
const people = options.short ? 20 : 400
const peopleAtOnce = [1, 4, 16] as const

type Person = { readonly email: string; readonly at: number }

async function givenPeople(door: GivenDoor): Promise<readonly Person[]> {
  const { databases, house } = door.composed
  const made: Person[] = []
  for (let at = 0; at < people; at += 1) {
    const email = `sign-in.${at}@example.com`
    await databases.operate.run((tx) => house.accounts.createTrialAccount(tx, { ...owner, email }))
    made.push({ email, at })
  }
  return made
}

let visits = 0
/** Both steps, each from its page, in a browser and a network of its own. Counts only what ends with a session. */
async function signInWhole(door: GivenDoor, { email }: Person): Promise<void> {
  visits += 1
  const caller = givenCaller(door, `10.${(visits >> 16) & 255}.${(visits >> 8) & 255}.${visits & 255}`)
  await caller.post('/sign-in', { email, password: owner.password }, { from: '/sign-in' })
  await caller.post('/sign-in/second-step', { code: new TOTP({ secret: owner.totpSecret }).generate({ timestamp: door.clock.now().getTime() }) }, { from: '/sign-in/second-step' })
  if (!caller.cookies.has('__Host-session')) throw new Error(`${email} did not get in`)
}

/** Runs `work` for so many seconds, so many at a time; milliseconds of each. */
async function measure(atOnce: number, work: () => Promise<void>): Promise<Figures & { readonly perSecond: number }> {
  const times: number[] = []
  const from = performance.now()
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (performance.now() - from < seconds * 1000) {
      const begun = performance.now()
      await work()
      times.push(performance.now() - begun)
    }
  }))
  const wall = performance.now() - from
  times.sort((a, b) => a - b)
  return { perSecond: round((times.length / wall) * 1000, 2), p50Ms: round(percentile(times, 0.5)), p95Ms: round(percentile(times, 0.95)), counted: times.length }
}

const bare = (): Promise<void> => new Promise((resolve, reject) => {
  const parameters: Argon2Parameters = { message: Buffer.from(owner.password), nonce: randomBytes(16), parallelism: 1, tagLength: 32, memory: passwordCost.memoryKiB, passes: passwordCost.passes }
  argon2('argon2id', parameters, (error) => (error === null ? resolve() : reject(error)))
})

const door = await givenDoor({ rateFactor: 1_000_000 })
try {
  const all = await givenPeople(door)
  let turn = 0
  /** The next person. A second passes each time, so that everybody's app shows other numbers at their next turn (they open once). */
  const next = (): Person => {
    door.clock.advance({ seconds: 1 })
    turn += 1
    return all[(turn - 1) % all.length] as Person
  }
  for (let warm = 0; warm < 8; warm += 1) await signInWhole(door, next())
  for (const atOnce of peopleAtOnce) {
    const floor = await measure(atOnce, bare)
    const ours = await measure(atOnce, () => signInWhole(door, next()))
    keepRow('sign-ins', { what: `whole sign-ins, ${atOnce} at once`, figures: { ...ours, memoryKiB: passwordCost.memoryKiB, passes: passwordCost.passes }, floor, ratio: round(ours.perSecond / Math.max(0.01, floor.perSecond), 3), goal: '', met: null }, { postgres: null, keep: !options.short })
  }
} finally {
  await door.end()
}
process.exit(0)
