// A sender begins a message and never ends it, drips it, or sends noise: is the line closed in time, and is what was whole answered? R66.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds({ limits: { idleMs: 400, frameMs: 900, endMs: 100 } })))
after(() => given.end())

test('a message that is not ended is not kept, and its line is closed', async () => {
  const line = await given.line()
  line.write('\x0bMSH|^~\\&|LAB')
  await line.closed
  assert.equal(await line.answer(), null)
  assert.deepEqual(await given.kept(), [])
})

test('one that drips a byte now and then is closed all the same', async () => {
  const line = await given.line()
  line.write('\x0bMSH|')
  const drip = setInterval(() => line.write('x'), 100)
  await line.closed
  clearInterval(drip)
  assert.deepEqual(await given.kept(), [])
})

test('a line that says nothing is closed', async () => {
  await (await given.line()).closed
})

test('noise between messages is passed over, and a message that ends without CR is answered when nothing follows', async () => {
  const line = await given.line()
  line.write(`noise\r\n\x0b${labMessage('1')}\x1c\rmore noise`)
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '1'])
  line.write(`\x0b${labMessage('2')}\x1c`)
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '2'])
  line.write(`\x0b${labMessage('3').slice(0, 120)}\x0b${labMessage('4')}\x1c\r`)
  assert.deepEqual([acknowledged(await line.answer()), acknowledged(await line.answer())], [['AE', '3'], ['AA', '4']])
  assert.deepEqual((await given.kept()).map((one) => one.name), ['1', '2', '4'])
})

const file = '../shared/data/hostile/hl7v2/mllp-broken.bin'
test('mllp-broken.bin: the two messages that end are answered, the one that does not is not waited for', { skip: existsSync(file) ? false : `${file} is not there` }, async () => {
  const line = await given.line()
  line.write(readFileSync(file))
  assert.deepEqual([acknowledged(await line.answer()), acknowledged(await line.answer())], [['AA', 'B1'], ['AA', 'B2']])
  assert.equal(await line.answer(), null)
  assert.deepEqual((await given.kept()).map((one) => one.name).slice(-2), ['B1', 'B2'])
})
