// Somebody sends HL7 v2 without showing a certificate: is the line closed before a word is read, and nothing kept? T23, R66.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenFeeds, givenFeeds, labMessage, plainLine } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

test('without a certificate nothing is answered and nothing kept', async () => {
  const line = await given.line(null)
  line.send(labMessage('1'))
  assert.equal(await line.answer(), null)
  assert.deepEqual(await given.kept(), [])
})

test('without TLS neither', async () => {
  const line = await plainLine(given.door.mllpPort ?? 0)
  line.send(labMessage('2'))
  assert.equal(await line.answer(), null)
  assert.deepEqual(await given.kept(), [])
})

test('whoever shows the right one is answered by the same port meanwhile', async () => {
  const line = await given.line()
  line.send(labMessage('3'))
  assert.match((await line.answer()) ?? '', /\rMSA\|AA\|3\r/)
  line.end()
})
