// A message of 6 MB, a field of 30 MB: is it answered AR and let go, and the next one on the same line kept? R66.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

test('6 MB are too much, and the line goes on', async () => {
  const line = await given.line()
  line.send(`${labMessage('1')}NTE|1||${'x'.repeat(6_000_000)}\r`)
  const answer = await line.answer()
  assert.deepEqual(acknowledged(answer), ['AR', '1'])
  assert.match(answer ?? '', /The message is over 5 MB/)
  line.send(`${labMessage('2')}NTE|1||${'x'.repeat(900_000)}\r`)
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '2'])
  assert.deepEqual((await given.kept()).map((one) => one.name), ['2'])
})

const file = '../shared/data/hostile/hl7v2/long-field.hl7.gz'
test('long-field.hl7: a field of 30 MB is read to its end, not held, and refused', { skip: existsSync(file) ? false : `${file} is not there` }, async () => {
  const line = await given.line()
  line.send(gunzipSync(readFileSync(file)))
  assert.equal(acknowledged(await line.answer())[0], 'AR')
  line.send(labMessage('3'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '3'])
})
