// Does docs/states.md say which moves of a message there are?
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { messageMoves, messageStates } from '../../../../contract/message-states.ts'

const text = readFileSync(new URL('../../../../docs/states.md', import.meta.url), 'utf8')

test('the table of docs/states.md is the list of moves, and every state is reached or is where a message begins', () => {
  const lines = text.split('\n')
  const head = lines.findIndex((line) => line.startsWith('| message, from |'))
  assert.notEqual(head, -1)
  const rows = lines.slice(head + 2, lines.findIndex((line, at) => at > head && !line.startsWith('|'))).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  assert.deepEqual(rows, messageMoves.map(({ from, to, by }) => [from, to, by]))
  const begins = ['waiting', 'same']
  assert.deepEqual(messageStates.filter((state) => !begins.includes(state) && !messageMoves.some((move) => move.to === state)), [])
})
