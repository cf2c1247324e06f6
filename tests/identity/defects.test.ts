// Is every planted defect of the matcher found by the pairs of tests/identity? A test that finds nothing would prove nothing.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { testSwitch } from '#kernel'
import { matcherParts, openMatcher } from '../../server/people/identity/matching/match.ts'
import { defects } from './defects.ts'
import { complaints, runPairs } from './run-pairs.ts'

// The same people each time: whether a defect is found must not be luck.
const seed = Number(testSwitch('MATCH_SEED') ?? 1)
const few = { seed, wrong: 8_000, right: 9_000, stopAtWrong: true }

const found: string[] = []
after(() => process.stdout.write(`\nPlanted defects, people from seed ${seed} on:\n${found.sort().join('\n')}\n`))

describe('planted defects', () => {
  test('the matcher as it is has none', () => assert.deepEqual(complaints(runPairs(openMatcher(matcherParts), few)), []))
  for (const defect of defects) {
    test(`the pairs find it when ${defect.name}`, () => {
      const said = complaints(runPairs(openMatcher({ ...matcherParts, ...defect.damage }), few))
      found.push(`  ${defect.name.padEnd(60)} ${said[0] ?? 'NOT FOUND'}`)
      assert.notEqual(said.length, 0)
    })
  }
})
