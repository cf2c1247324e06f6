// Is every planted defect found by the agreement of tests/decision? A test that finds nothing would prove nothing.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { testSwitch } from '#kernel'
import { givenDatabase } from '../given/database.ts'
import { type Disagreement, live } from './agreement.ts'
import { type Defect, defects } from './defects.ts'
import { randomWorld } from './random-world.ts'

// The same worlds each time: whether a defect is found must not be luck. Other worlds with DECISION_SEED=n.
const first = Number(testSwitch('DECISION_SEED') ?? 1)
const mostWorlds = 60

async function damage(owner: pg.PoolConfig, defect: Defect): Promise<void> {
  if (defect.sql === undefined) return
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(await defect.sql(async (what) => ((await client.query<{ text: string }>(what)).rows[0] ?? { text: '' }).text))
  } finally {
    await client.end()
  }
}

async function search(defect: Defect): Promise<{ wrong: Disagreement | null; worlds: number }> {
  const given = await givenDatabase()
  try {
    await damage(given.owner, defect)
    for (let worlds = 1; worlds <= mostWorlds; worlds += 1) {
      const wrong = await live(randomWorld(first + worlds - 1), { given, ...(defect.decide === undefined ? {} : { decide: defect.decide }) })
      if (wrong !== null) return { wrong, worlds }
    }
    return { wrong: null, worlds: mostWorlds }
  } finally {
    await given.end()
  }
}

const table: string[] = []
after(() => process.stdout.write(`\nPlanted defects, worlds from seed ${first} on:\n${table.sort().join('\n')}\n`))

describe('planted defects', { concurrency: 3 }, () => {
  for (const defect of defects) {
    test(`the agreement finds it when ${defect.name}`, async () => {
      const { wrong, worlds } = await search(defect)
      table.push(`  ${defect.name.padEnd(64)} ${wrong === null ? 'NOT FOUND' : `world ${worlds}`}`)
      assert.notEqual(wrong, null, `not found in ${mostWorlds} worlds from seed ${first} on`)
    })
  }
})
