// Do messages of a feed add up, in any order, again, placed by staff, and taken back?
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { countsReport } from '../../server/doors/operate/counts/counts-report.ts'
import { takeCounts } from '../../server/doors/operate/counts/take-counts.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { pid, result, v2 } from '../feeds/given.ts'

const outside = join(import.meta.dirname, '../../../shared/data/multi-org')
const skip = existsSync(outside) ? false : 'no multi-org in ../shared/data: this test needs it'

let house: GivenHouse
beforeEach(async () => {
  house = await givenHouse()
  await house.composed.databases.operate.run(async (tx) => {
    await house.composed.house.directory.put(tx, { id: 'riverside', name: 'Riverside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
    await house.composed.house.sources.registry.put(tx, { key: 'ehr', organization: 'riverside', name: 'Riverside EHR', route: 'mllp', authorities: ['RIVERSIDE'] })
  })
})
afterEach(() => house.end())

const feeds = () => house.composed.inbound.feeds
const kindOf = (text: string): string => text.split('|')[8]?.replace(/^(\w+\^\w+).*/, '$1') ?? ''
async function send(texts: readonly string[]): Promise<readonly string[]> {
  const kept: string[] = []
  for (const text of texts) {
    house.clock.advance({ minutes: 1 })
    const bytes = Buffer.from(text)
    const [one] = await feeds().keep([{ feed: 'riverside:ehr', form: 'hl7v2', name: createHash('sha256').update(bytes).digest('hex').slice(0, 12), kind: kindOf(text), sentAt: null, bytes }])
    kept.push(one?.id ?? '')
  }
  await feeds().work()
  return kept
}
async function addsUp(what: string): Promise<void> {
  const counts = await takeCounts(house.composed, { organization: 'riverside', mrn: null, from: null, until: null })
  assert.ok(counts.complete, `${what}\n${countsReport(counts)}`)
}

test('a feed of a real kind adds up forwards, again, and backwards', { skip }, async () => {
  for (const person of readdirSync(outside).slice(0, 2)) {
    await house.composed.inbound.importPaths([join(outside, person, 'riverside.json.gz')], { organization: 'riverside' })
    const messages = readFileSync(join(outside, person, 'riverside-feed.hl7'), 'utf8').split(/(?=^MSH\|)/m).map((text) => text.replace(/\r?\n/g, '\r'))
    assert.ok(messages.length > 5)
    await send(messages)
    await addsUp(`${person}, in order`)
    await send([...messages].reverse())
    await addsUp(`${person}, again and backwards`)
  }
  const counts = await takeCounts(house.composed, { organization: 'riverside', mrn: null, from: null, until: null })
  const feed = counts.sources.find((one) => one.source === 'riverside:ehr')
  assert.ok(feed !== undefined && feed.messages.some((one) => one.state === 'same') && feed.records.some((row) => row.kind === 'lab-result' && row.exported > 0))
})

test('what staff filed adds up, and so it does when that is taken back', async () => {
  const adt = v2({ type: 'ADT^A04', control: 'A1', at: '20261101080000-0500', lines: [pid('M1', { authority: 'RIVERSIDE' })] }).toString()
  const [, stray] = await send([adt, v2({ type: 'ORU^R01', control: 'R1', at: '20261101090000-0500', lines: [pid('X9', { authority: 'ELSEWHERE' }), ...result('O1')] }).toString()])
  await addsUp('one waits')
  const [chart] = await rowsOf<{ id: string }>(house, "select id from patients_patient where mrn = 'M1'")
  const [waiting] = await rowsOf<{ whom: { people: { whom: string }[] } }>(house, 'select whom from inbound_message where id = $1', [stray])
  const by = { person: null, name: 'Dana Cole', organization: 'riverside', role: 'records-office' }
  const { link } = await feeds().placement.place({ message: { feed: 'riverside:ehr', id: stray ?? '' }, whom: waiting?.whom.people[0]?.whom ?? '', patient: chart?.id ?? '', reason: 'Called the lab.', by })
  await feeds().work()
  await addsUp('filed')
  const of = async () => (await takeCounts(house.composed, { organization: 'riverside', mrn: 'M1', from: null, until: null })).sources.flatMap((one) => one.records).find((row) => row.kind === 'lab-result')
  assert.deepEqual([(await of())?.records, (await of())?.exported], [1, 1])
  await feeds().placement.undo({ link, reason: 'It was somebody else.', by })
  await feeds().work()
  await addsUp('taken back')
  assert.equal(await of(), undefined)
})
