// A feed pushes to another feed's address, or asks what became of another's message: is it told no more than a stranger? T23.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenFeeds, givenFeeds, push, pushedPatient } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

test('the credential of one feed opens no other, to push or to ask', async () => {
  const { token } = await given.add({ key: 'other', route: 'fhir' }, { token: true })
  const mine = await push(given, pushedPatient('1'))
  assert.equal(mine.status, 202)
  assert.equal((await push(given, pushedPatient('2'), { token })).status, 401)
  const asked = `/feeds/lakeside:push/messages/${mine.id}`
  assert.equal((await push(given, null, { method: 'GET', path: asked, token })).status, 401)
  assert.equal((await push(given, null, { method: 'GET', path: asked })).status, 200)
  // Numbers are counted over all feeds: that of another is as unknown as one that was never given.
  assert.equal((await push(given, null, { method: 'GET', path: `/feeds/lakeside:other/messages/${mine.id}`, token })).status, 404)
  assert.deepEqual((await given.kept()).map((one) => one.feed), ['lakeside:push'])
})

test('the credential of a feed by MLLP pushes nothing', async () => {
  const { token } = await given.add({ key: 'wire', route: 'mllp' }, { token: true })
  assert.equal((await push(given, pushedPatient('3'), { path: '/feeds/lakeside:wire', token })).status, 401)
})
