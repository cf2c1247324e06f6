// Does the directory keep what an operator says, and does a new organization have a rule of age at once?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { openDirectory, usualAges } from './directory.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())
const directory = openDirectory()
const lakeside = { id: 'lakeside', name: 'Lakeside Health', phone: '555-0142', hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }

test('an organization is kept as said, and changed when said again', async () => {
  await given.operate.run((tx) => directory.put(tx, lakeside))
  await given.operate.run((tx) => directory.put(tx, { ...lakeside, phone: '555-0143' }))
  assert.deepEqual(await given.web.run((tx) => directory.organization(tx, 'lakeside')), { ...lakeside, phone: '555-0143' })
  assert.deepEqual(await given.web.run((tx) => directory.organization(tx, 'elsewhere')), null)
})

test('a new organization follows the usual rule of age until another begins', async () => {
  assert.deepEqual(await given.web.run((tx) => directory.ages(tx, 'lakeside')), usualAges)
  const stricter = { ...usualAges, teenFrom: 12 }
  await given.operate.run((tx) => directory.putAges(tx, 'lakeside', { ...stricter, validFrom: new Date(tx.now.getTime() + 60_000) }))
  assert.equal((await given.web.run((tx) => directory.ages(tx, 'lakeside')))?.teenFrom, 13)
  given.clock.advance({ minutes: 1 })
  assert.equal((await given.web.run((tx) => directory.ages(tx, 'lakeside')))?.teenFrom, 12)
})

test('a source that is not reached is down since the first time, and up again with its next delivery', async () => {
  await given.feed.run((tx) => directory.putSource(tx, { id: 'files', organization: 'lakeside', name: 'files' }))
  await given.operate.run((tx) => directory.notReached(tx, 'files'))
  const since = given.clock.now().toISOString()
  given.clock.advance({ minutes: 5 })
  await given.operate.run((tx) => directory.notReached(tx, 'files'))
  assert.equal((await given.web.run((tx) => directory.sources(tx, ['lakeside'])))[0]?.downSince, since)
  await given.feed.run((tx) => directory.received(tx, 'files', given.clock.now()))
  const [source] = await given.web.run((tx) => directory.sources(tx, ['lakeside']))
  assert.deepEqual([source?.downSince, source?.lastReceived], [null, given.clock.now().toISOString()])
})
