// R35: does the matcher ever open somebody else's chart, and does it find the person? A generator that knows nothing of it asks. Other
// people with MATCH_SEED=n; all 200,000 with MATCH_PAIRS=100000 (bench/matching.ts does both).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSwitch } from '#kernel'
import { matcherParts, openMatcher } from '../../server/people/identity/matching/match.ts'
import { nearMissClasses } from './near-misses.ts'
import { complaints, matchedShare, runPairs, tableOf } from './run-pairs.ts'

const seed = Number(testSwitch('MATCH_SEED') ?? 1)
const pairs = Number(testSwitch('MATCH_PAIRS') ?? 25_000)
const figures = runPairs(openMatcher(matcherParts), { seed, wrong: pairs, right: pairs })
process.stdout.write(`\nMatching, ${pairs} near misses and ${pairs} true pairs from seed ${seed}:\n${tableOf(figures)}\n`)

test('of all who are somebody else, none is matched to the chart, whatever they share with its person', () => {
  assert.deepEqual(figures.examples, [])
  assert.equal(figures.wrong.reduce((sum, rate) => sum + rate.asked, 0), pairs)
  assert.deepEqual(nearMissClasses.map((one) => one.name).filter((name) => !figures.wrong.some((rate) => rate.name === name && rate.asked > 100)), [])
})

test('of those who say who they are with at most two discrepancies, nine of ten are matched', () => {
  assert.ok(matchedShare(figures) >= 0.9, `${matchedShare(figures)}`)
})

test('who makes no mistake is matched, and what may be written in several ways costs nobody the match', () => {
  assert.deepEqual(complaints(figures), [])
})
