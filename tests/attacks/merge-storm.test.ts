// A broken or hostile feed merges everybody with everybody: is the harm bounded, by chart and by hour, and does the rest of it come in? T23.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { countWork } from '#kernel'
import { type GivenFeeds, givenFeeds, pid, result } from '../feeds/given.ts'

let given: GivenFeeds
let feed = ''
before(async () => {
  given = await givenFeeds()
  feed = await given.feed('adt', { route: 'mllp' })
})
after(() => given.end())

let control = 0
const message = (type: string, lines: readonly string[]) => ({ type, control: `S${(control += 1)}`, at: '20261101090000-0500', lines })
const merge = (survivor: string, retired: string) => given.sendV2(feed, message('ADT^A40', [pid(survivor), `MRG|${retired}^^^LAKESIDE^MR`]))
const chart = (mrn: string) => given.sendV2(feed, message('ADT^A28', [pid(mrn)]))
const alike = async () => (await given.look<{ n: number }>("select count(*)::int as n from patients_alike where valid_until = 'infinity' and patient <> member"))[0]?.n ?? 0

test('hundreds of charts merged into one end at sixteen; the rest waits for somebody, and results behind them come in', async () => {
  await chart('BIG')
  for (let at = 0; at < 120; at += 1) await merge('BIG', `A${at}`)
  await given.sendV2(feed, message('ORU^R01', [pid('BIG'), ...result('O1')]))
  await given.inbound.feeds.work()
  assert.equal(await alike(), 16 * 15)
  const states = (await given.messages()).map((row) => `${row.state} ${row.reasons.join()}`)
  assert.equal(states.filter((one) => one === 'unplaced merge-too-large').length, 120 - 15)
  assert.equal((await given.records()).length, 1)
})

test('merging groups that are whole already is refused as a whole, and a chain ends at the same size', async () => {
  for (const group of ['B', 'C']) for (let at = 1; at < 10; at += 1) await merge(`${group}0`, `${group}${at}`)
  await merge('B0', 'C0')
  for (let at = 0; at < 40; at += 1) await merge(`D${at + 1}`, `D${at}`)
  await given.inbound.feeds.work()
  const [largest] = await given.look<{ n: number }>("select max(n)::int as n from (select count(*) as n from patients_alike where valid_until = 'infinity' group by patient) g")
  assert.equal(largest?.n, 16)
  const [tied] = await given.look<{ n: number }>("select count(*)::int as n from patients_alike a join patients_patient p on p.id = a.patient join patients_patient m on m.id = a.member where p.mrn like 'B%' and m.mrn like 'C%'")
  assert.equal(tied?.n, 0)
})

test('a thousand merges within an hour are enough: the next ones wait until somebody looked, and an hour later they may go on', async () => {
  await given.look('truncate inbound_raw, inbound_message')
  await given.look(`insert into patients_merge (id, patient, other, valid_from, valid_until, source, said_at, ended_said_at)
    select gen_random_uuid(), a.id, b.id, $1, $1, $2, $1, $1 from (select id from patients_patient where mrn = 'BIG') a, (select id from patients_patient where mrn = 'A0') b, generate_series(1, 1000)`, [given.database.clock.now(), feed])
  given.database.clock.advance({ minutes: 1 })
  await chart('E0')
  await chart('E1')
  const id = await merge('E0', 'E1')
  await given.inbound.feeds.work()
  assert.deepEqual((await given.message(id)).reasons, ['merges-too-many'])
  given.database.clock.advance({ minutes: 61 })
  await given.database.operate.run((tx) => given.inbound.feeds.deciding.replay(tx, { organization: 'lakeside', feed, id: null, reason: 'merges-too-many' }))
  await given.inbound.feeds.work()
  assert.equal((await given.message(id)).state, 'done')
})

test('the same merge a hundred times is work for one, and nothing is written after the first', async () => {
  await chart('F0')
  await chart('F1')
  await merge('F0', 'F1')
  await given.inbound.feeds.work()
  const [before_] = await given.look('select count(*)::int as n from patients_merge')
  for (let at = 0; at < 100; at += 1) await merge('F0', 'F1')
  const { count } = await countWork(() => given.inbound.feeds.work())
  assert.ok(count.statements < 100 * 60, `${count.statements} statements`)
  assert.deepEqual((await given.look('select count(*)::int as n from patients_merge'))[0], before_)
})
