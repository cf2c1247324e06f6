// Somebody has the password but not the second factor. What does the half-signed-in cookie open? Nothing, under any name. R9.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, passwordOf } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const paths = () => door.web.declarations.filter((route) => route.audience === 'patient').map((route) => ({ method: route.method, path: route.path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000') }))

test('no route of the record or the account opens to a half-signed-in visit, nor to its cookie under the session’s name', async () => {
  const caller = givenCaller(door)
  await passwordOf(door, caller)
  const half = caller.cookies.get('__Host-half') ?? ''
  assert.notEqual(half, '')
  assert.ok(paths().length > 10)
  for (const asSession of [false, true]) {
    if (asSession) caller.cookies.set('__Host-session', half)
    for (const { method, path } of paths()) {
      const reply = method === 'GET' ? await caller.get(path) : await caller.post(path, {}, { from: '/sign-in' })
      if (asSession && method === 'GET') caller.cookies.set('__Host-session', half)
      assert.ok(reply.status === 303 || reply.status === 403 || reply.status === 401, `${method} ${path}: ${reply.status}`)
      if (reply.status === 303) assert.match(String(reply.headers.location), /^\/sign-in/, `${method} ${path}`)
      assert.ok(!reply.body.includes('Rosa Alvarez') && !reply.body.includes('Ana Moreno'), `${method} ${path}`)
    }
  }
})

test('a half-signed-in visit ends after ten minutes', async () => {
  const caller = givenCaller(door, '10.0.0.9')
  await passwordOf(door, caller)
  door.clock.advance({ minutes: 10, seconds: 1 })
  const reply = await caller.get('/sign-in/second-step')
  assert.equal(reply.status, 303)
  assert.match(String(reply.headers.location), /^\/sign-in/)
})
