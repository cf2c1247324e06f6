// Is what stopped working written once, ended when it works, and planned work shown until it is over?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDirectory } from '#directory'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'

let given: GivenDatabase
const directory = openDirectory()
before(async () => {
  given = await givenDatabase()
  await given.operate.run(async (tx) => {
    for (const id of ['lakeside', 'northshore']) await directory.put(tx, { id, name: id, phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
    await directory.putSource(tx, { id: 'lakeside-main', organization: 'lakeside', name: 'Lakeside Health' })
    await directory.putSource(tx, { id: 'northshore-lab', organization: 'northshore', name: 'Northshore Lab' })
  })
})
after(() => given.end())

const read = () => given.web.run((tx) => directory.site.read(tx))
const watch = () => given.job.run(async (tx) => directory.site.record(tx, await directory.site.sourcesAway(tx)))
const open = async () => (await read()).incidents.filter((one) => one.ended === null).map((one) => one.source?.id ?? one.what)

test('a source that is not reached is an incident from the first such moment to the next delivery', async () => {
  const since = given.clock.now()
  await given.feed.run((tx) => directory.notReached(tx, 'lakeside-main'))
  given.clock.advance({ minutes: 5 })
  assert.equal(await watch(), 1)
  assert.equal(await watch(), 0)
  assert.deepEqual((await read()).incidents, [{ what: 'source', source: { id: 'lakeside-main', name: 'Lakeside Health', organization: 'lakeside' }, began: since, ended: null }])
  given.clock.advance({ minutes: 25 })
  await given.feed.run((tx) => directory.received(tx, 'lakeside-main', given.clock.now()))
  assert.equal(await watch(), 1)
  assert.deepEqual(await open(), [])
  assert.equal((await read()).incidents[0]?.ended?.getTime(), given.clock.now().getTime())
})

test('silence is trouble only where somebody said how long it may last', async () => {
  await given.feed.run((tx) => directory.received(tx, 'northshore-lab', given.clock.now()))
  given.clock.advance({ days: 2 })
  await watch()
  assert.deepEqual(await open(), [])
  await given.operate.run((tx) => directory.site.expect(tx, 'northshore-lab', 24 * 60))
  await watch()
  assert.deepEqual(await open(), ['northshore-lab'])
  await given.operate.run((tx) => directory.site.expect(tx, 'northshore-lab', null))
  await watch()
  assert.deepEqual(await open(), [])
})

test('two processes that notice at once write one line', async () => {
  await given.feed.run((tx) => directory.notReached(tx, 'northshore-lab'))
  await Promise.all([watch(), watch(), watch()])
  assert.deepEqual(await open(), ['northshore-lab'])
  await given.feed.run((tx) => directory.received(tx, 'northshore-lab', given.clock.now()))
  await watch()
})

test('planned work is shown until it is over or called off, and never backwards', async () => {
  const hour = (hours: number) => new Date(given.clock.now().getTime() + hours * 3_600_000)
  const announce = (begins: Date, ends: Date) => given.operate.run((tx) => directory.site.announce(tx, { organization: null, begins, ends, affects: ['sign-in'], announcedBy: 'operator' }))
  await assert.rejects(announce(hour(2), hour(1)), { code: 'closure-backwards' })
  await assert.rejects(announce(hour(-2), hour(-1)), { code: 'closure-backwards' })
  const one = await announce(hour(1), hour(3))
  await announce(hour(4), hour(5))
  assert.equal((await read()).closures.length, 2)
  assert.equal(await given.operate.run((tx) => directory.site.callOff(tx, one)), true)
  assert.equal(await given.operate.run((tx) => directory.site.callOff(tx, one)), false)
  assert.equal((await read()).closures.length, 1)
  given.clock.advance({ hours: 6 })
  assert.equal((await read()).closures.length, 0)
})

test('after 90 days an incident is history no more', async () => {
  assert.notEqual((await read()).incidents.length, 0)
  given.clock.advance({ days: 91 })
  assert.deepEqual((await read()).incidents, [])
})
