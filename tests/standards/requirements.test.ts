// Is every promise and every rule either held by a test that names it, or given to the turn that brings it?
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { everyId, namedInTests, readRequirements } from './requirement-rows.ts'

const rows = readRequirements()
const anew = 'docs/requirements.csv does not say what the tests say; write it anew: node --import ./server/tsx.ts tests/standards/requirement-rows.ts'

test('every promise and every rule stands in the list once, in order, with its sentence', () => {
  assert.deepEqual(
    rows.map((row) => row.id),
    everyId,
  )
  assert.deepEqual(
    rows.filter((row) => row.sentence.length < 10 || row.source === ''),
    [],
  )
})

test('each is held by tests that exist, or says which turn brings it', () => {
  const silent = rows.filter((row) => (row.test === '' ? !/^(issue \d+|later turn)/.test(row.why) : row.why !== '' && !row.why.startsWith('in part: ')))
  assert.deepEqual(
    silent.map((row) => row.id),
    [],
  )
  assert.deepEqual(
    rows.flatMap((row) => (row.test === '' ? [] : row.test.split(' '))).filter((file) => !existsSync(file)),
    [],
  )
})

test('the list names exactly the tests that name the promise or the rule, in their first line or a title', () => {
  const named = namedInTests()
  const listed = Object.fromEntries(rows.filter((row) => row.test !== '').map((row) => [row.id, row.test]))
  const said = Object.fromEntries([...named].sort(([a], [b]) => everyId.indexOf(a) - everyId.indexOf(b)).map(([id, files]) => [id, files.join(' ')]))
  assert.deepEqual(listed, said, anew)
})
