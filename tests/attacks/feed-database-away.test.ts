// The database is away while feeds send: is nothing answered AA or 202 that is not kept, and does the same line go on when it is back? C7, R66.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage, push, pushedPatient } from '../feeds/wire.ts'
import { takeAway } from '../given/database.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

const away = (is: boolean) => takeAway(given.house.owner, is)

test('AE and 503 while it is away, AA and 202 for the same message when it is back', async () => {
  const line = await given.line()
  line.send(labMessage('1'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '1'])
  await away(true)
  try {
    line.send(labMessage('2'))
    const answer = await line.answer()
    assert.deepEqual(acknowledged(answer), ['AE', '2'])
    assert.match(answer ?? '', /could not be written down\. Nothing was kept\. Send it again\./)
    assert.doesNotMatch(answer ?? '', /ECONN|57P|terminat/i)
    const pushed = await push(given, pushedPatient('3'))
    assert.deepEqual([pushed.status, pushed.issue.code, pushed.headers.get('retry-after')], [503, 'transient', '30'])
    // Who comes anew cannot be known.
    assert.equal(await (await given.line()).answer(), null)
  } finally {
    await away(false)
  }
  line.send(labMessage('2'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '2'])
  assert.equal((await push(given, pushedPatient('3'))).status, 202)
  assert.deepEqual((await given.kept()).map((one) => one.state), ['waiting', 'waiting', 'waiting'])
})
