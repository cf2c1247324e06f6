// Is each message kept under its own name and time, in the order of its line, and a batch whole, each of its messages answered?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog } from '#kernel'
import type { Frame } from './frames.ts'
import { type FeedOfPeer, type V2Arrival, openReceiving } from './receive.ts'

const at = { now: () => new Date('2026-11-20T12:00:00Z') }
const whole = (text: string): Frame => ({ kind: 'whole', bytes: Buffer.from(text, 'latin1') })
const message = (id: string, sent = '20260102080000-0500'): string => `MSH|^~\\&|LAB|HOSP|P|P|${sent}||ORU^R01^ORU_R01|${id}|P|2.5.1\rPID|1||1\r`
const lab: FeedOfPeer = { id: 'lakeside:lab', senders: [] }

function given(keep: (arrivals: readonly V2Arrival[]) => Promise<unknown> = async () => undefined, feeds: readonly FeedOfPeer[] = [lab]) {
  const kept: V2Arrival[][] = []
  const receive = openReceiving({ log: openLog(null), now: at.now, processing: ['P'], turnedAway: () => undefined, keep: (arrivals) => (kept.push([...arrivals]), keep(arrivals)) })(async () => feeds)
  return { kept, ask: async (frame: Frame | string) => (await receive(typeof frame === 'string' ? whole(frame) : frame)).toString('latin1') }
}
const codes = (answer: string) => [...answer.matchAll(/\rMSA\|(\w\w)\|([^|\r]*)/g)].map(([, code, id]) => `${code} ${id}`)

test('a message is kept as it came, with its control id, its event and the instant it was sent', async () => {
  const { kept, ask } = given()
  assert.deepEqual(codes(await ask(message('1'))), ['AA 1'])
  assert.deepEqual(kept, [[{ feed: 'lakeside:lab', form: 'hl7v2', name: '1', kind: 'ORU^R01', sentAt: '2026-01-02T13:00:00.000Z', bytes: Buffer.from(message('1')) }]])
})

test('a time without a zone, or of a day that does not exist, is no instant', async () => {
  for (const sent of ['', '2026', '20260102080000', '20260231080000-0500', '20260102246000-0500', '20260102080000-9900', '00000102080000-0500']) {
    const { kept, ask } = given()
    await ask(message('1', sent))
    assert.equal(kept[0]?.[0]?.sentAt, null, sent)
  }
})

test('a batch is committed at once and answered by a batch that names it, with an answer for each message', async () => {
  const { kept, ask } = given()
  const answer = await ask(`FHS|^~\\&|LAB|HOSP|P|P|2026||||F7\rBHS|^~\\&|LAB|HOSP|P|P|2026||||B7\r${message('1')}${message('2').replace('|P|2.5.1', '|T|2.5.1')}${message('3')}BTS|3\rFTS|1\r`)
  assert.deepEqual(kept.map((group) => group.map((one) => one.name)), [['1', '3']])
  assert.deepEqual(codes(answer), ['AA 1', 'AR 2', 'AA 3'])
  const segments = answer.slice(1, -2).split('\r').filter((one) => one !== '')
  assert.deepEqual(segments.map((one) => one.slice(0, 3)), ['FHS', 'BHS', 'MSH', 'MSA', 'MSH', 'MSA', 'ERR', 'MSH', 'MSA', 'BTS', 'FTS'])
  assert.deepEqual([segments[0]?.split('|')[11], segments[1]?.split('|')[11], segments[9]], ['F7', 'B7', 'BTS|3'])
  assert.equal(answer.split('\x0b').length, 2)
})

test('what is not kept is answered AE, and nothing of it AA', async () => {
  const { ask } = given(() => Promise.reject(new Error('away')))
  assert.deepEqual(codes(await ask(message('1'))), ['AE 1'])
  assert.deepEqual(codes(await ask(`${message('1')}${message('2')}`)), ['AE 1', 'AE 2'])
})

test('version, processing, sender and a peer without a feed are refused before anything is kept', async () => {
  const { kept, ask } = given()
  assert.deepEqual(codes(await ask(message('1').replace('|2.5.1', '|3.0'))), ['AR 1'])
  assert.deepEqual(codes(await ask(message('1').replace('|P|2.5.1', '|D|2.5.1'))), ['AR 1'])
  assert.deepEqual(codes(await ask('PID|1||1\r')), ['AR '])
  assert.deepEqual(codes(await ask({ kind: 'cut', bytes: Buffer.from(message('1')) })), ['AE 1'])
  assert.deepEqual(kept, [])
  assert.deepEqual(codes(await given(undefined, []).ask(message('1'))), ['AR 1'])
  // Blanks behind a value say nothing.
  assert.deepEqual(codes(await given().ask(message('1').replace('|2.5.1', '|2.5.1   '))), ['AA 1'])
  const two: readonly FeedOfPeer[] = [{ id: 'a', senders: ['LAB|HOSP'] }, { id: 'b', senders: ['RAD', 'CARD|HOSP'] }]
  assert.deepEqual(codes(await given(undefined, two).ask(message('1').replace('|LAB|', '|XR|'))), ['AR 1'])
  const told = given(undefined, two)
  await told.ask(message('1').replace('|LAB|', '|RAD^1.2.3^ISO|'))
  await told.ask(message('2'))
  assert.deepEqual(told.kept.flat().map((one) => one.feed), ['b', 'a'])
  assert.deepEqual(codes(await given(undefined, [lab, { id: 'b', senders: [] }]).ask(message('1'))), ['AR 1'])
})

test('an answer is neither kept nor answered', async () => {
  const { kept, ask } = given()
  for (const kind of ['ACK', 'ACK^R01^ACK']) assert.equal(await ask(`MSH|^~\\&|LAB|HOSP|P|P|20260102||${kind}|7|P|2.5.1\rMSA|AA|1\r`), '')
  assert.equal(await given(undefined, []).ask('MSH|^~\\&|LAB|HOSP|P|P|20260102||ACK|7|P|2.5.1\rMSA|AR|1\r'), '')
  assert.deepEqual(kept, [])
})

test('what a line sends without waiting is committed in its order, gathered while a commit is under way', async () => {
  const commits: (() => void)[] = []
  const { kept, ask } = given(() => new Promise<void>((done) => void commits.push(done)))
  const asked = ['1', '2', '3', '4'].map((id) => ask(message(id)))
  const turn = () => new Promise((done) => setImmediate(done))
  await turn()
  for (let at = 0; at < 4; at += 1) {
    commits.splice(0).forEach((done) => done())
    await turn()
  }
  assert.deepEqual(codes((await Promise.all(asked)).join('')), ['AA 1', 'AA 2', 'AA 3', 'AA 4'])
  assert.deepEqual(kept.flat().map((one) => one.name), ['1', '2', '3', '4'])
  assert.ok(kept.length <= 2)
})
