// An attacker plants cookies before somebody signs in, or keeps an old one: nothing planted is adopted, nothing old lives on. R44, R47.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newSecret } from '#kernel'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

test('planted session, half and join cookies are not adopted by signing in', async () => {
  const caller = givenCaller(door)
  const planted = newSecret()
  for (const name of ['__Host-session', '__Host-half', '__Host-join', '__Host-device']) caller.cookies.set(name, planted)
  await caller.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in?ended=1' })
  assert.notEqual(caller.cookies.get('__Host-half'), planted)
  const half = caller.cookies.get('__Host-half')
  await caller.post('/sign-in/second-step', { code: door.code() }, { from: '/sign-in/second-step' })
  const session = caller.cookies.get('__Host-session')
  assert.ok(session !== undefined && session !== planted && session !== half)
  const thief = givenCaller(door, '10.9.9.9')
  thief.cookies.set('__Host-session', planted)
  assert.equal((await thief.get('/account')).status, 303)
})

test('signing in again ends the session that was open in this browser', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = await signedIn(door)
  const first = caller.cookies.get('__Host-session') ?? ''
  await caller.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in?ended=1' })
  const thief = givenCaller(door)
  thief.cookies.set('__Host-session', first)
  assert.equal((await thief.get('/account')).status, 303)
})

test('the second step ends the half-signed-in cookie, signing out ends the session, and both say so to the browser', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = await signedIn(door)
  assert.equal(caller.cookies.has('__Host-half'), false)
  const kept = caller.cookies.get('__Host-session') ?? ''
  const left = await caller.post('/sign-out', {}, { from: '/account' })
  assert.equal(left.headers['clear-site-data'], '"cache", "cookies", "storage"')
  const thief = givenCaller(door)
  thief.cookies.set('__Host-session', kept)
  assert.equal((await thief.get('/account')).status, 303)
})

test('showing the factor again changes the cookie, and the one before is dead at once', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = await signedIn(door)
  door.clock.advance({ minutes: 6 })
  const before = caller.cookies.get('__Host-session') ?? ''
  const asked = await caller.get('/account/password')
  assert.equal(asked.headers.location, '/step-up?next=%2Faccount%2Fpassword')
  const done = await caller.post('/step-up?next=/account/password', { code: door.code(), next: '/account/password' }, { from: '/step-up?next=/account/password' })
  assert.equal(done.headers.location, '/account/password')
  assert.notEqual(caller.cookies.get('__Host-session'), before)
  assert.equal((await caller.get('/account/password')).status, 200)
  const thief = givenCaller(door)
  thief.cookies.set('__Host-session', before)
  assert.equal((await thief.get('/account')).status, 303)
})

test('after signing in nobody is led to another site', async () => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/me/../../evil', '/me?x=//evil', 'javascript:alert(1)']) {
    door.clock.advance({ minutes: 2 })
    const caller = givenCaller(door, '10.0.3.1')
    await caller.post('/sign-in', { email: owner.email, password: owner.password, next }, { from: `/sign-in?next=${encodeURIComponent(next)}` })
    const done = await caller.post('/sign-in/second-step', { code: door.code() }, { from: '/sign-in/second-step' })
    assert.equal(done.headers.location, '/me', next)
  }
})

test('a new password ends what the old one had begun: other sessions, and visits that still owe the second step', async () => {
  door.clock.advance({ minutes: 20 })
  const caller = await signedIn(door, '10.0.4.1')
  const other = givenCaller(door, '10.0.4.2')
  await other.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in' })
  await other.get('/sign-in/second-step')
  const changed = await caller.post('/account/password', { password: 'lantern-violet-harbor-52' }, { from: '/account/password' })
  assert.equal(changed.status, 303)
  door.clock.advance({ minutes: 1 })
  const done = await other.post('/sign-in/second-step', { code: door.code() })
  assert.match(String(done.headers.location), /^\/sign-in/)
  assert.equal(other.cookies.has('__Host-session'), false)
})
