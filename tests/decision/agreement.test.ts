// Does the house decide as the reference does? Random worlds; more with DECISION_WORLDS=n, again from DECISION_SEED=n on.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testSwitch } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type Disagreement, live, newTally } from './agreement.ts'
import { randomWorld } from './random-world.ts'

// Two lanes: while one waits for the database the other works out what the reference says.
type Lane = { readonly given: GivenDatabase; readonly twin: GivenDatabase }
const lanes: Lane[] = []
before(async () => {
  for (let lane = 0; lane < 2; lane += 1) lanes.push({ given: await givenDatabase(), twin: await givenDatabase() })
})
after(() => Promise.all(lanes.flatMap(({ given, twin }) => [given.end(), twin.end()])))

const only = testSwitch('DECISION_SEED')
const worlds = Number(testSwitch('DECISION_WORLDS') ?? (only === undefined ? 150 : 1))
const first = only === undefined ? 1 + Math.floor(Math.random() * 1_000_000) : Number(only)
const telling = (one: Disagreement): string => `again with DECISION_SEED=${one.seed}: at ${one.at} ${one.looker}\n${one.what}`

test(`the database and the reference tell everybody the same in ${worlds} random worlds from seed ${first} on, and what is silent changes no byte`, async (t) => {
  const tally = newTally()
  let next = first
  const work = async ({ given, twin }: Lane): Promise<void> => {
    while (next < first + worlds) {
      const seed = next
      next += 1
      // Every second world is lived twice, with and without one record.
      const wrong = await live(randomWorld(seed), { given, tally, ...(seed % 2 === 0 || only !== undefined ? { twin } : {}) })
      if (wrong !== null) assert.fail(telling(wrong))
    }
  }
  await Promise.all(lanes.map(work))
  t.diagnostic(`seed ${first}: ${JSON.stringify(tally)}`)
  // A run in which nothing was to be seen would prove nothing.
  if (worlds >= 20) assert.ok(tally.asked > worlds && tally.named > worlds && tally.waiting > 0 && tally.notes > 0 && tally.silent > 0, JSON.stringify(tally))
})
