// Is one message that stands still or eats memory parked at once, are those around it done in order and once, and does stopping wait?
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Log, type LogFields, roleConnection } from '#kernel'
import { type GivenFeeds, givenFeeds, person, problem } from '../../../../../tests/feeds/given.ts'
import { type PlantedSetup, planted } from '../../../../../tests/feeds/planted-process.ts'
import type { ApartLimits } from './guard.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, store_document, store_replaced, release_ledger, release_waiting cascade`
const program = new URL('../../../../../tests/feeds/planted-process.ts', import.meta.url)

describe('messages that are worked on apart', () => {
  let given: GivenFeeds
  let feed = ''
  const folder = mkdtempSync(join(tmpdir(), 'portico-planted-'))
  const said: LogFields[] = []
  const log: Log = { info: (line) => void said.push(line), warn: (line) => void said.push(line), fault: (line) => void said.push(line) }
  before(async () => {
    given = await givenFeeds()
    feed = await given.feed('ehr')
  })
  after(async () => {
    await given.end()
    rmSync(folder, { recursive: true })
  })
  afterEach(async () => {
    said.length = 0
    await given.look(emptied)
  })

  const elsewhere = (limits: Partial<ApartLimits>) => {
    const setup: PlantedSetup = { connection: roleConnection(given.database.owner, 'feed', given.database.keys), folder }
    return given.another({ apart: { program, setup, limits: { ms: 2_500, beatMs: 50, ...limits } }, log }).feeds
  }
  const settled = async (most = 40_000): Promise<void> => {
    for (const begun = performance.now(); performance.now() - begun < most; await wait(50)) if ((await given.messages()).every((row) => row.state !== 'waiting')) return
    throw new Error(JSON.stringify([await given.messages(), said]))
  }
  const ends = async () => (await given.messages()).map((row) => [row.name, row.state, ...row.reasons])
  /** One before the planted one, the planted one, and two behind it, of which one speaks of the same thing. */
  const sendAround = async (name: string) => {
    await given.send(feed, [person('p1', 'M1'), problem('c1', 'p1', { text: 'First' })], 'before')
    await given.send(feed, [problem('c2', 'p1', { text: name })], 'planted')
    await given.send(feed, [problem('c1', 'p1', { text: 'Second' })], 'behind')
    await given.send(feed, [problem('c3', 'p1', { text: 'Third' })], 'last')
  }
  const around = [['before', 'done'], ['behind', 'done'], ['last', 'done']]

  for (const [what, name, reason] of [['stands still', planted.loops, 'too-slow'], ['eats buffers', planted.eats, 'too-much-memory'], ['grows one table in the heap', planted.grows, 'too-much-memory']] as const) {
    test(`one that ${what} is parked at once, and those before and behind it are done`, { timeout: 60_000 }, async () => {
      await sendAround(name)
      const feeds = elsewhere(name === planted.loops ? {} : { ms: 60_000, megabytes: 300 })
      feeds.start(0.1)
      await settled()
      await feeds.stop()
      assert.deepEqual(await ends(), [around[0], ['planted', 'parked', reason], ...around.slice(1)])
      // What memory was used for is certain once the message is worked on alone.
      const tries = reason === 'too-slow' ? 1 : 2
      assert.deepEqual((await given.messages())[1]?.tries, tries)
      assert.deepEqual((await given.records()).map((row) => row.name), ['Second', 'Third'])
      assert.deepEqual(said.map((line) => [line.event, line.code, line.feed]), Array.from({ length: tries }, () => ['feeds-process-ended', reason, feed]))
    })
  }

  test('one whose reading takes longer than its size allows is parked; replayed where there is time, it is done', { timeout: 60_000 }, async () => {
    await given.send(feed, [person('p1', 'M1'), ...Array.from({ length: 6_000 }, (_, at) => problem(`c${at}`, 'p1'))], 'large')
    await given.send(feed, [problem('d1', 'p1')], 'behind')
    const hurried = elsewhere({ ms: 60, msForMegabyte: 0, beatMs: 20 })
    hurried.start(0.1)
    await settled()
    await hurried.stop()
    assert.deepEqual((await ends())[0], ['large', 'parked', 'too-slow'])
    await given.database.operate.run((tx) => given.inbound.feeds.deciding.replay(tx, { organization: 'lakeside', feed, id: null }))
    const feeds = elsewhere({ ms: 20_000 })
    feeds.start(0.1)
    await settled()
    await feeds.stop()
    assert.deepEqual(await ends(), [['large', 'done'], ['behind', 'done']])
    assert.equal((await given.records()).length, 6_001)
  })

  test('ended in the middle of writing, without a word, each message is done once and in order', { timeout: 60_000 }, async () => {
    await sendAround(planted.ends)
    const feeds = elsewhere({})
    feeds.start(0.1)
    await settled()
    await feeds.stop()
    assert.equal(readdirSync(folder).length, 2)
    assert.deepEqual(await ends(), [around[0], ['planted', 'done'], ...around.slice(1)])
    assert.deepEqual((await given.records()).map((row) => row.name), [planted.ends, 'Second', 'Third'])
    assert.deepEqual(await given.look('select record from release_ledger group by patient, policy, record having count(*) > 1'), [])
    assert.deepEqual((await given.messages())[1]?.tries, 3)
    assert.deepEqual(said.map((line) => [line.event, line.code]), [['feeds-process-ended', 'SIGKILL'], ['feeds-process-ended', 'SIGKILL']])
  })

  test('what is kept is worked on at once, and stopping waits for the message at hand and gives the others back', { timeout: 60_000 }, async () => {
    const feeds = elsewhere({})
    feeds.start(3_600)
    await feeds.keep([{ feed, form: 'fhir', name: 'one', kind: 'collection', sentAt: null, bytes: Buffer.from(JSON.stringify(person('p1', 'M1'))) }])
    await settled()
    await feeds.keep(['slow', 'next'].map((name) => ({ feed, form: 'fhir' as const, name, kind: 'collection', sentAt: null, bytes: Buffer.from(JSON.stringify(problem(name, 'p1', { text: name === 'slow' ? planted.sleeps : 'Next' }))) })))
    while ((await given.look("select 1 from inbound_message where name = 'slow' and tries = 1")).length === 0) await wait(20)
    await wait(300)
    await feeds.stop()
    assert.deepEqual(await ends(), [['one', 'done'], ['slow', 'done'], ['next', 'waiting']])
    assert.equal((await given.messages())[2]?.tries, 0)
    assert.deepEqual(said, [])
  })

  test('one that stands still while the house stops does not hold it up, and is met again', { timeout: 60_000 }, async () => {
    await given.send(feed, [person('p1', 'M1'), problem('c2', 'p1', { text: planted.loops })], 'planted')
    const feeds = elsewhere({ ms: 60_000, stopMs: 500 })
    feeds.start(0.1)
    while ((await given.messages())[0]?.tries === 0) await wait(20)
    await wait(500)
    const begun = performance.now()
    await feeds.stop()
    assert.ok(performance.now() - begun < 5_000)
    assert.deepEqual(await ends(), [['planted', 'waiting']])
    const again = elsewhere({})
    again.start(0.1)
    await settled()
    await again.stop()
    assert.deepEqual(await ends(), [['planted', 'parked', 'too-slow']])
  })

  test('a process that holds much after a message is replaced before the next one, and nothing is lost', { timeout: 60_000 }, async () => {
    for (const nth of [1, 2, 3]) await given.send(feed, [person('p1', 'M1'), problem(`c${nth}`, 'p1')], `m${nth}`)
    const feeds = elsewhere({ renewMegabytes: 1 })
    feeds.start(0.1)
    await settled()
    await feeds.stop()
    assert.deepEqual(await ends(), [['m1', 'done'], ['m2', 'done'], ['m3', 'done']])
    assert.deepEqual([...new Set(said.map((line) => line.event))], ['feeds-process-renewed'])
  })
})
