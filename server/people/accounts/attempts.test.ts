// Does the timeline of attempts say what happened to whom it concerns, and to nobody else?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Accounts, type AttemptNote, newReference } from '#accounts'
import { countWork } from '#kernel'
import { givenAccounts } from '../../../tests/given/account.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../../../tests/given/database.ts'

let given: GivenDatabase
let accounts: Accounts
before(async () => {
  given = await givenDatabase()
  accounts = givenAccounts(given)
})
after(() => given.end())

const note = (more: Partial<AttemptNote>) => given.web.run((tx) => accounts.attempts.note(tx, { step: 'sign-in', said: 'sign-in-no-match', reference: newReference(), visit: null, about: [], ...more }))
const forPerson = (person: string, email: string) => given.web.run((tx) => accounts.attempts.forPerson(tx, { person, email }))
const personOne = '00000000-0000-4000-8000-000000000001'
const personTwo = '00000000-0000-4000-8000-000000000002'

test('what was tried in the visit that then got in is the person’s own, also under a mistyped address', async () => {
  await note({ visit: 'visit-one', about: [['email', 'rsoa@example.com']], reference: 'TYPO' })
  given.clock.advance({ minutes: 1 })
  await note({ visit: 'visit-one', about: [['email', 'rosa@example.com']], reference: '7Q4M' })
  given.clock.advance({ minutes: 1 })
  await note({ visit: 'visit-one', step: 'second-step', said: 'in', about: [], proof: [['person', personOne]], reference: 'DONE' })
  assert.deepEqual((await forPerson(personOne, 'Rosa@Example.com')).map(({ references, said, own }) => ({ references, said, own })), [
    { references: ['DONE'], said: 'in', own: true },
    { references: ['7Q4M'], said: 'sign-in-no-match', own: true },
    { references: ['TYPO'], said: 'sign-in-no-match', own: true },
  ])
})

test('nobody reads lines of another person, visit or address', async () => {
  assert.deepEqual(await forPerson(personTwo, 'other@example.com'), [])
  await note({ visit: 'visit-two', step: 'second-step', said: 'in', proof: [['person', personTwo]] })
  assert.equal((await forPerson(personTwo, 'other@example.com')).length, 1)
})

test('tries of others against an address are told by the hour, with how often, and push no own line out', async () => {
  for (let turn = 0; turn < 300; turn += 1) await note({ visit: `attacker-${turn % 7}`, about: [['email', 'rosa@example.com']] })
  given.clock.advance({ hours: 2 })
  await note({ visit: null, about: [['email', 'rosa@example.com']], said: 'too-many-tries' })
  const lines = await forPerson(personOne, 'rosa@example.com')
  const others = lines.filter((line) => !line.own)
  assert.deepEqual(others.map(({ said, times, references }) => ({ said, times, references: references.length })), [{ said: 'too-many-tries', times: 1, references: 1 }, { said: 'sign-in-no-match', times: 300, references: 5 }])
  assert.equal(lines.filter((line) => line.own).length, 3)
})

test('a sign-up is read by its id alone, and belongs to the person whom it became', async () => {
  await note({ visit: 'phone', step: 'code', said: 'parked', proof: [['signup', 'signup-1']], reference: 'PARK' })
  given.clock.advance({ days: 3 })
  await note({ visit: 'kitchen', step: 'email', said: 'sent', proof: [['signup', 'signup-1']], reference: 'MAIL' })
  assert.deepEqual((await given.web.run((tx) => accounts.attempts.forSignUp(tx, 'signup-1'))).map((line) => line.references[0]), ['MAIL', 'PARK'])
  assert.deepEqual(await given.web.run((tx) => accounts.attempts.forSignUp(tx, 'signup-2')), [])
  const person = '00000000-0000-4000-8000-000000000003'
  given.clock.advance({ minutes: 1 })
  await note({ visit: 'kitchen', step: 'second-step-choice', said: 'in', proof: [['person', person], ['signup', 'signup-1']] })
  assert.deepEqual((await forPerson(person, 'new@example.com')).map((line) => line.said), ['in', 'sent', 'parked'])
})

test('a browser that serves somebody else later in the day tells neither about the other', async () => {
  await note({ visit: 'library', about: [['email', 'first@example.com']] })
  given.clock.advance({ hours: 3 })
  await note({ visit: 'library', step: 'second-step', said: 'in', proof: [['person', '00000000-0000-4000-8000-000000000004']] })
  assert.equal((await forPerson('00000000-0000-4000-8000-000000000004', 'second@example.com')).length, 1)
})

test('a line for a known and for an unknown address costs the same, and its table names nobody', async () => {
  const { count: one } = await countWork(() => note({ about: [['email', 'rosa@example.com']] }))
  const { count: two } = await countWork(() => note({ about: [['email', 'nobody@example.com']] }))
  assert.deepEqual(one, two)
  const { rows } = await asOwner(given.owner, (client) => client.query('select * from accounts_attempt'))
  assert.doesNotMatch(JSON.stringify(rows), /@|visit-one|signup-1|00000000-0000-4000-8000-00000000000[1-4]/)
})

test('after 90 days a line is gone', async () => {
  given.clock.advance({ days: 91 })
  await given.operate.run((tx) => accounts.purge(tx))
  assert.deepEqual(await forPerson(personOne, 'rosa@example.com'), [])
})
