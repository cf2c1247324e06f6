// A push without a credential, with a wrong one, or with one that has ended: is it refused before its body is read, and no feed named by the answer? T23.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newSecret } from '#kernel'
import { type GivenFeeds, givenFeeds, push, pushedPatient } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds({ limits: { wrongTries: 12 } })))
after(() => given.end())

test('nothing but the credential of the feed opens it, and the answer for a feed that is not there is the same', async () => {
  const answers = []
  for (const headers of [{}, { authorization: 'Basic bGFiOmxhYg==' }, { authorization: 'Bearer ' }, { authorization: `Bearer ${newSecret()}` }, { authorization: `Bearer ${given.token}x` }, { authorization: `bearer: ${given.token}` }, { cookie: `token=${given.token}` }]) {
    for (const path of ['/feeds/lakeside:push', '/feeds/lakeside:none'].slice(0, headers.cookie === undefined ? 1 : 2)) answers.push(await push(given, pushedPatient('1'), { path, token: null, headers }))
  }
  for (const { status, issue, headers } of answers) {
    assert.deepEqual([status, issue.details.coding[0].code, headers.get('www-authenticate')], [401, 'no-credential', 'Bearer'])
    assert.equal(issue.details.text, answers[0]?.issue.details.text)
  }
  assert.deepEqual(await given.kept(), [])
})

test('after many wrong ones the noise is answered 429, and the right one still opens', async () => {
  let status = 401
  for (let tries = 0; tries < 20 && status === 401; tries += 1) status = (await push(given, '{}', { token: newSecret() })).status
  assert.equal(status, 429)
  assert.equal((await push(given, pushedPatient('2'))).status, 202)
})

test('a credential that has ended opens nothing', async () => {
  const { feeds } = given.house.composed.inbound
  await given.house.composed.databases.operate.run(async (tx) => {
    const [one] = await feeds.credentials.list(tx, 'lakeside:push')
    await feeds.credentials.end(tx, one?.id ?? '')
  })
  assert.ok([401, 429].includes((await push(given, pushedPatient('3'))).status))
})
