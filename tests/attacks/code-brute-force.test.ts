// Somebody has the letter and guesses the birth date, fifty at once from fifty networks: five are looked at, then it is burnt. R15, R34.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Refusal } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type GivenIdentity, chart, givenIdentity } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

const attempt = (code: string, birthDate: string, network: string) => house.identity.begin({ code, square: null, birthDate, network }).then(() => 'in', (error: Refusal) => `${error.code}: ${error.because}`)

test('of fifty parallel tries with wrong birth dates exactly five are evaluated, and the right one comes too late', async () => {
  const code = (await house.letter()).code.join('')
  const said = await Promise.all(Array.from({ length: 50 }, (_, at) => attempt(code, `1984-03-${String((at % 28) + 1).padStart(2, '0')}`, `network-${at}`)))
  assert.equal(said.filter((one) => one === 'code-no-match: code or birth date').length, 5)
  assert.equal(said.filter((one) => one === 'code-no-match: burnt').length, 45)
  assert.equal(await attempt(code, chart.birthDate, 'owner'), 'code-no-match: burnt')
})

test('a burnt code stays burnt for ever, and a new letter opens', async () => {
  await house.register('L-burnt')
  const code = (await house.letter('L-burnt')).code.join('')
  for (let turn = 0; turn < 5; turn += 1) await attempt(code, '1990-01-01', `burn-${turn}`)
  given.clock.advance({ days: 5 })
  assert.equal(await attempt(code, chart.birthDate, 'later'), 'code-no-match: burnt')
  const fresh = (await house.letter('L-burnt')).code.join('')
  assert.equal(await attempt(fresh, chart.birthDate, 'fresh'), 'in')
})

test('random codes from one network stop after thirty', async () => {
  const said: string[] = []
  for (let turn = 0; turn < 31; turn += 1) said.push(await attempt(`ZZZZZZZZZ${String(turn).padStart(3, '0')}`, chart.birthDate, 'one-network'))
  assert.equal(said.filter((one) => one.startsWith('code-no-match')).length, 30)
  assert.match(said[30] ?? '', /^too-many-tries/)
})
