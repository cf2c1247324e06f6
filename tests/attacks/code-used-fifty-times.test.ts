// One code, fifty ends at the same instant: one account, one link, and forty-nine who made nothing. R34.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { Refusal } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type GivenIdentity, finishJoining, givenIdentity, joinUpToApp } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

test('fifty parallel ends of ten joinings with one code give exactly one account', async () => {
  const code = (await house.letter()).code.join('')
  const ready: { join: string; secret: string }[] = []
  for (let turn = 0; turn < 10; turn += 1) ready.push(await joinUpToApp(given, house, { code, email: `person-${turn}@example.com`, network: `network-${turn}` }))
  const ends = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => finishJoining(given, house, ready[at % 10] ?? { join: '', secret: '' })))
  assert.equal(ends.filter((one) => one.status === 'fulfilled').length, 1)
  for (const one of ends) if (one.status === 'rejected') assert.ok(one.reason instanceof Refusal && ['link-not-usable', 'form-expired'].includes(one.reason.code), String(one.reason))
  const client = new pg.Client(given.owner)
  await client.connect()
  const counted = await client.query('select (select count(*) from accounts_account)::int as accounts, (select count(*) from access_link)::int as links, (select count(*) from accounts_session)::int as sessions, (select count(*) from identity_code where spent_at is not null)::int as spent')
  await client.end()
  assert.deepEqual(counted.rows, [{ accounts: 1, links: 1, sessions: 1, spent: 1 }])
})
