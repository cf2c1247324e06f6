// A feed speaks in the name of another: is what it sends filed under the feed whose certificate it shows, whatever its header says? T23.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCertificate } from '../feeds/certificate.ts'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage } from '../feeds/wire.ts'

let given: GivenFeeds
const [radiology, elsewhere] = [givenCertificate('radiology'), givenCertificate('elsewhere')]
before(async () => {
  given = await givenFeeds()
  await given.add({ key: 'radiology', route: 'mllp', senders: ['RAD|LAKESIDE'] }, { certificate: radiology.fingerprint })
  await given.add({ key: 'far', route: 'mllp' }, { certificate: elsewhere.fingerprint, address: '192.0.2.7' })
})
after(() => given.end())

test('the certificate decides whose message it is, not MSH-3', async () => {
  const line = await given.line()
  line.send(labMessage('1', { 3: 'RAD' }))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '1'])
  assert.deepEqual((await given.kept()).map((one) => [one.feed, one.name]), [['lakeside:lab', '1']])
})

test('a sender that is registered with a name is refused under another one', async () => {
  const line = await given.line(radiology)
  line.send(labMessage('2', { 3: 'LAB' }))
  const answer = await line.answer()
  assert.deepEqual(acknowledged(answer), ['AR', '2'])
  assert.match(answer ?? '', /ERR\|\|MSH\^1\^3\|103\^/)
  line.send(labMessage('3', { 3: 'RAD' }))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '3'])
  assert.deepEqual((await given.kept()).map((one) => [one.feed, one.name]), [['lakeside:lab', '1'], ['lakeside:radiology', '3']])
})

test('where certificate and address are both asked for, the certificate alone opens nothing', async () => {
  const line = await given.line(elsewhere)
  line.send(labMessage('4'))
  assert.equal(await line.answer(), null)
})
