// Does the demo's hospital day come in over the real doors, each message to the end that the day says, and a second time without a change?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#kernel'
import { type FeedsDoor, openFeedsDoor } from '#feeds'
import { makeHospitalDay } from '../../../../demo/feed/hospital-day.ts'
import { type GivenHouse, givenHouse } from '../../../../tests/given/house.ts'
import { rowsOf } from '../../../../tests/given/member.ts'
import { canonicalOf } from '../../../../tests/feeds/canonical-house.ts'
import { addressOf, playDay } from './play-command.ts'
import { paceOf, playSteps, waitBefore } from './play.ts'

let house: GivenHouse
let door: FeedsDoor
const said: string[] = []
const play = (organization: string | null = null) => playDay(house.composed, {
  config: { trial: true, mllp: { host: '127.0.0.1', port: door.mllpPort ?? 0, portGiven: true, tls: null }, push: { host: '127.0.0.1', port: door.pushPort ?? 0, portGiven: true } },
  pace: 'fast', organization, to: null, pushTo: null, say: (line) => void said.push(line),
})

before(async () => {
  house = await givenHouse({ demo: true })
  const { inbound, databases, house: rooms } = house.composed
  door = await openFeedsDoor({ log: rooms.log, clock: systemClock, database: databases.feed, feeds: inbound.feeds, trial: true }, { mllp: { host: '127.0.0.1', port: 0, portGiven: true, tls: null }, push: { host: '127.0.0.1', port: 0, portGiven: true } })
  inbound.feeds.start(0.2)
})
after(async () => {
  await door.close()
  await house.end()
})

const steps = makeHospitalDay('2026-11-20')

test('every message is taken and comes to the end that the day says', async () => {
  assert.equal(await play(), true)
  const rows = await rowsOf<{ feed: string; state: string }>(house, 'select feed, state from inbound_message order by feed, id')
  const told = steps.toSorted((one, other) => (one.feed < other.feed ? -1 : one.feed > other.feed ? 1 : 0)).map((step) => `${step.key} ${step.later ?? step.ends}`)
  assert.deepEqual(rows.map((row, at) => `${told[at]?.split(' ')[0]} ${row.state}`), told)
  assert.ok(said.includes(`\n${steps.length} of ${steps.length} messages were taken.`))
  assert.ok(said.some((line) => line.startsWith('Lakeside hospital systems: ') && line.includes('1 parked') && line.includes('1 waiting for staff')), said.slice(-3).join('\n'))
})

test('registration says of known people what is known of them', async () => {
  const rows = await rowsOf<{ mrn: string; name: string; phone: string; email: string | null }>(house, "select mrn, name, phone, email from patients_patient where mrn in ('00014402', '00418822') order by mrn")
  assert.deepEqual(rows, [
    { mrn: '00014402', name: 'Mr. Walter Eugene Hendricks', phone: '207-555-0108', email: 'walter.hendricks@example.com' },
    { mrn: '00418822', name: 'Rosa Alvarez', phone: '207-555-0142', email: null },
  ])
})

test('played again it changes nothing, and no credential stays good', async () => {
  const was = await canonicalOf(house.owner)
  said.length = 0
  assert.equal(await play('lakeside'), true)
  assert.equal(await play(), true)
  assert.deepEqual(await canonicalOf(house.owner), was)
  assert.deepEqual(said.at(-1), 'Northshore hospital systems: 15 here before')
  assert.deepEqual(await rowsOf(house, "select 1 from inbound_credential where kind = 'token' and ended_at is null"), [])
})

test('it is refused outside a trial, for others, and where nothing listens', async () => {
  const refused = async (change: object, because: RegExp) => assert.rejects(playDay(house.composed, { config: { trial: true, mllp: null, push: null }, pace: 'fast', organization: null, to: { host: '127.0.0.1', port: 9 }, pushTo: { host: '127.0.0.1', port: 9 }, say: () => undefined, ...change }), { name: 'Refusal', because })
  await refused({ config: { trial: false, mllp: null, push: null } }, /in a trial only/)
  await refused({ organization: 'elsewhere' }, /sends nothing in the demo/)
  await refused({ to: null, pushTo: null }, /takes nothing in/)
  await refused({}, /nothing takes HL7 v2 at 127\.0\.0\.1:9/)
  await refused({ organization: 'northshore' }, /nothing takes pushes at 127\.0\.0\.1:9/)
})

test('a day goes by in its own time, so many times faster, or at once', async () => {
  assert.deepEqual(['real', 'fast', '60', '1.5', '0', '-1', 'x', ''].map(paceOf), ['real', 'fast', 60, 1.5, null, null, null, null])
  const [first, second] = steps
  assert.ok(first && second)
  const gap = Date.parse(second.at) - Date.parse(first.at)
  assert.deepEqual([waitBefore(first, undefined, 'real'), waitBefore(second, first, 'real'), waitBefore(second, first, 60), waitBefore(second, first, 'fast')], [0, gap, gap / 60, 0])
  const waited: number[] = []
  const lines: string[] = []
  const sender = async () => ({ taken: false, code: 'AE', says: 'later' })
  assert.deepEqual(await playSteps({ steps: [first, second], pace: 600, senders: { 'lakeside:engine': sender, 'northshore:push': sender }, say: (line) => void lines.push(line), wait: async (ms) => void waited.push(ms) }), { sent: 2, taken: 0 })
  assert.deepEqual(waited, [0, gap / 600])
  assert.match(lines[0] ?? '', /^00:40 {2}lakeside:engine {2}ADT\^A01 +AE +Walter .*\(not taken: later\)$/)
})

test('an address is a host and a port', () => {
  assert.deepEqual(['localhost:2575', '[::1]:80', '10.0.0.1:70000', 'localhost', ':1'].map(addressOf), [{ host: 'localhost', port: 2575 }, { host: '::1', port: 80 }, null, null, null])
})
