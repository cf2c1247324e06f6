// The database is away: does everybody get an honest page, at once, with nothing of anybody in it? P52, C7.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDatabaseAway } from '#kernel'
import { watchOnce } from '#web'
import { givenCaller } from '../given/caller.ts'
import { takeAway } from '../given/database.ts'
import { type GivenDoor, givenDoor, signedIn } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
  await door.composed.house.state.refresh()
})
after(() => door.end())

const away = (is: boolean) => takeAway(door.owner, is)

test('pages say that it is not you and since when, /status and /help still open, and all of it goes when the database is back', async () => {
  const { house, databases } = door.composed
  const member = await signedIn(door)
  await away(true)
  try {
    await assert.rejects(house.state.refresh())
    const since = door.clock.now()
    door.clock.advance({ minutes: 3 })
    for (const path of ['/me', '/me/results', '/account']) {
      const reply = await member.get(path)
      assert.equal(reply.status, 503, path)
      assert.match(reply.body, /It’s not you\. We can’t open records right now\./, path)
      assert.match(reply.body, /It started at 10:00 am today\./, path)
      assert.equal(reply.headers['retry-after'], '30')
      assert.doesNotMatch(reply.body, /Alvarez|Moreno|ECONN|57P|55000/, path)
    }
    const nobody = givenCaller(door, '10.7.0.1')
    for (const path of ['/sign-in', '/status', '/help', '/code']) {
      const reply = await nobody.get(path)
      assert.equal(reply.status, 200, path)
      assert.match(reply.body, /It’s not you\. We can’t open records right now\./, path)
    }
    const posted = await nobody.post('/sign-in', { email: 'rosa@example.com', password: 'whatever-it-is' }, { from: '/sign-in' })
    assert.equal(posted.status, 503)
    assert.equal(house.state.now().awaySince?.getTime(), since.getTime())
  } finally {
    await away(false)
  }
  await house.state.refresh()
  assert.equal(house.state.now().awaySince, null)
  await watchOnce({ directory: house.directory, notices: house.notices, database: databases.job, known: house.state, alarms: house.sources.balance.alarms })
  await house.state.refresh()
  const status = await givenCaller(door, '10.7.0.2').get('/status')
  assert.match(status.body, /Everything works\./)
  assert.match(status.body, /The whole site<\/td><td>3 minutes/)
  assert.doesNotMatch((await givenCaller(door, '10.7.0.3').get('/sign-in')).body, /It’s not you/)
})

test('a statement that fails on its own account is no absence of the database', () => {
  for (const error of [new Error('x'), Object.assign(new Error('duplicate key'), { code: '23505' }), Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }), null, 'text', { code: 7 }]) assert.equal(isDatabaseAway(error), false)
  for (const code of ['ECONNREFUSED', '57P01', '08006', '57P03', 'ENOENT']) assert.equal(isDatabaseAway(Object.assign(new Error('x'), { code })), true)
})
