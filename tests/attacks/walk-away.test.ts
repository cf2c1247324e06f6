// Somebody walks away from the computer. When does the record close, and does going back open it again? P16, R41, R42, R45.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

test('after 14 minutes 59 the page still opens, after 15 minutes 1 it leads to signing in and back to where one was', async () => {
  const caller = await signedIn(door)
  door.clock.advance({ minutes: 14, seconds: 59 })
  assert.equal((await caller.get('/account')).status, 200)
  door.clock.advance({ minutes: 15, seconds: 1 })
  const late = await caller.get('/account')
  assert.equal(late.status, 303)
  assert.equal(late.headers.location, '/sign-in?next=%2Faccount&ended=1')
  assert.match((await caller.get('/sign-in?next=%2Faccount&ended=1')).body, /We signed you out/)
})

test('on a shared computer five minutes are enough, and no device cookie stays', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = givenCaller(door, '10.0.0.2')
  await caller.post('/sign-in', { email: owner.email, password: owner.password, shared: 'yes' }, { from: '/sign-in' })
  await caller.post('/sign-in/second-step', { code: door.code() }, { from: '/sign-in/second-step' })
  assert.equal(caller.cookies.has('__Host-device'), false)
  assert.equal((await caller.get('/account')).status, 200)
  door.clock.advance({ minutes: 5, seconds: 1 })
  assert.equal((await caller.get('/account')).status, 303)
})

test('pressing "Keep me signed in" begins the time anew, but never beyond twelve hours', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = await signedIn(door, '10.0.0.3')
  const start = door.clock.now().getTime()
  while (door.clock.now().getTime() - start < 11.9 * 3_600_000) {
    door.clock.advance({ minutes: 13 })
    const said = await caller.post('/session/extend', {}, { from: '/account' })
    if (said.status !== 200) break
    const { idleEndsAt, endsAt } = JSON.parse(said.body) as { idleEndsAt: string; endsAt: string }
    assert.ok(idleEndsAt <= endsAt)
  }
  assert.ok(door.clock.now().getTime() - start > 11.5 * 3_600_000)
  door.clock.set(new Date(start + 12 * 3_600_000).toISOString())
  assert.equal((await caller.get('/account')).status, 303)
})

test('every answer with a session forbids keeping it', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = await signedIn(door, '10.0.0.4')
  for (const path of ['/account', '/join/recovery-codes', '/me']) assert.match(String((await caller.get(path)).headers['cache-control']), /no-store/, path)
})

test('another person’s session cannot be ended by its id, and one’s own other devices can', async () => {
  door.clock.advance({ minutes: 2 })
  const here = await signedIn(door, '10.0.0.5')
  door.clock.advance({ minutes: 2 })
  const there = await signedIn(door, '10.0.0.6')
  assert.equal((await there.get('/account')).status, 200)
  await here.post('/account/end-session', { session: '00000000-0000-4000-8000-000000000000' }, { from: '/account' })
  assert.equal((await there.get('/account')).status, 200)
  await here.post('/account/end-session', { session: 'others' }, { from: '/account' })
  assert.equal((await there.get('/account')).status, 303)
  assert.equal((await here.get('/account')).status, 200)
})
