// Does a sign-up move only as docs/states.md says, and does its database know the same states and the same outcomes?
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { caseConcerns } from '../../../../contract/desk-cases.ts'
import { mayMove, signUpMoves, signUpStates } from '../../../../contract/sign-ups.ts'
import { mayLetIn, whoDecides } from '../desk/gate.ts'

const states = readFileSync('docs/states.md', 'utf8')
const table = (states.split('## Sign-ups without a code')[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| \w+ \| \w+ \| /.test(line) && !line.startsWith('| from')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))

test('the moves in the book are the moves in the code, word for word', () => {
  const coded = Object.entries(signUpMoves).flatMap(([from, moves]) => Object.entries(moves).map(([to, by]) => [from, to, by]))
  assert.deepEqual(table, coded)
  for (const from of signUpStates) for (const to of signUpStates) assert.equal(mayMove(from, to), table.some((row) => row[0] === from && row[1] === to), `${from} to ${to}`)
})

test('the database knows these states and no other', () => {
  const sql = readFileSync('server/people/identity/schema/004-sign-ups.sql', 'utf8')
  const listed = /state text not null check \(state in \(([^)]*)\)\)/.exec(sql)?.[1]?.split(',').map((one) => one.trim().replaceAll("'", ''))
  assert.deepEqual(listed, [...signUpStates])
})

test('statements move only between the states that the book allows', () => {
  const files = ['signing-up/ask.ts', 'signing-up/prove.ts', 'signing-up/go-on.ts', 'signing-up/stop.ts', 'basis.ts', 'desk/rows.ts'].map((file) => readFileSync(`server/people/identity/${file}`, 'utf8')).join('\n')
  const found = [...files.matchAll(/update identity_signup set state = '(\w+)'[^`]*?state (?:= '(\w+)'|in \(([^)]*)\))/g)].flatMap(([, to = '', one, many]) => (one === undefined ? (many ?? '').split(',').map((from) => [from.trim().replaceAll("'", ''), to] as const) : [[one, to] as const]))
  assert.ok(found.length >= 7)
  for (const [from, to] of found) assert.ok(table.some((row) => row[0] === from && row[1] === to), `${from} to ${to}`)
})

test('the strictest concern says who lets somebody in, whatever else is there', () => {
  const concerns = Object.keys(caseConcerns) as (keyof typeof caseConcerns)[]
  for (const one of concerns) {
    for (const other of concerns) {
      const who = whoDecides([one, other])
      const kinds = [caseConcerns[one], caseConcerns[other]]
      assert.equal(who, kinds.includes('blocks') ? 'nobody' : kinds.includes('second') ? 'another' : 'supervisor', `${one}, ${other}`)
      assert.equal(mayLetIn(who, { roles: ['front-desk'], person: 'a', referredBy: 'b' }), false)
      assert.equal(mayLetIn(who, { roles: ['supervisor'], person: 'a', referredBy: 'a' }), who === 'supervisor')
      assert.equal(mayLetIn(who, { roles: ['supervisor'], person: 'a', referredBy: 'b' }), who !== 'nobody')
    }
  }
  assert.equal(whoDecides([]), 'front-desk')
  for (const role of ['clinician', 'records-office', 'administrator'] as const) assert.equal(mayLetIn('front-desk', { roles: [role], person: 'a', referredBy: null }), false)
})
