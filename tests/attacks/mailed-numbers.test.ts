// Somebody with a letter guesses the six mailed numbers to claim an address that is not theirs: five guesses for each mail, few mails. R25.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Refusal } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type GivenIdentity, chart, givenIdentity, mailedTo } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

const outcome = (promise: Promise<unknown>) => promise.then(() => 'done', (error: Refusal) => error.code)

async function joined(network: string): Promise<string> {
  await house.register(`L-${network}`)
  const code = (await house.letter(`L-${network}`)).code.join('')
  return (await house.identity.begin({ code, square: null, birthDate: chart.birthDate, network })).join
}

test('after five wrong guesses the right numbers prove nothing any more; a new mail does', async () => {
  const join = await joined('guess')
  await house.identity.sendProof({ join, email: 'victim@example.com', network: 'guess' })
  const { code } = await mailedTo(given, 'victim@example.com')
  const wrong = code === '000000' ? '000001' : '000000'
  for (let turn = 0; turn < 5; turn += 1) assert.equal(await outcome(house.identity.proveByNumbers({ join, code: wrong })), 'code-no-match')
  assert.equal(await outcome(house.identity.proveByNumbers({ join, code })), 'code-no-match')
  given.clock.advance({ seconds: 5 })
  await house.identity.sendProof({ join, email: 'victim@example.com', network: 'guess' })
  assert.equal(await outcome(house.identity.proveByNumbers({ join, code: (await mailedTo(given, 'victim@example.com')).code })), 'done')
})

test('one joining gets six mails a day, so thirty guesses in a million', async () => {
  const join = await joined('mails')
  const said: string[] = []
  for (let turn = 0; turn < 7; turn += 1) said.push(await outcome(house.identity.sendProof({ join, email: `victim-${turn}@example.com`, network: 'mails' })))
  assert.deepEqual(said, [...Array<string>(6).fill('done'), 'too-many-tries'])
})

test('an address cannot be flooded through many joinings', async () => {
  const said: string[] = []
  for (let turn = 0; turn < 8; turn += 1) said.push(await outcome(house.identity.sendProof({ join: await joined(`flood-${turn}`), email: 'flooded@example.com', network: `flood-${turn}` })))
  assert.equal(said.filter((one) => one === 'done').length, 6)
})

test('the link and the numbers are too old after a day', async () => {
  const join = await joined('old')
  await house.identity.sendProof({ join, email: 'old@example.com', network: 'old' })
  const { link, code } = await mailedTo(given, 'old@example.com')
  given.clock.advance({ hours: 24, seconds: 1 })
  assert.equal(await outcome(house.identity.proveByNumbers({ join, code })), 'form-expired')
  assert.equal(await given.web.run((tx) => house.identity.waitingFor(tx, link)), null)
})
