// Somebody goes straight to a later step of joining: without the proofs before it there is nothing to finish.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, birth, givenDoor } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

test('without a code every step leads back to the code', async () => {
  const caller = givenCaller(door)
  for (const path of ['/join/email', '/join/email/sent', '/join/account', '/join/password', '/join/second-step', '/join/app', '/join/passkey']) {
    assert.equal((await caller.get(path)).headers.location, '/code', path)
  }
})

test('with a code but no proven address neither password nor factor is taken', async () => {
  const caller = givenCaller(door)
  await door.register('L-s')
  const code = await door.letter('L-s')
  const begun = await caller.post('/code', { code, ...birth }, { from: '/code' })
  assert.equal(begun.headers.location, '/join/email')
  for (const path of ['/join/password', '/join/second-step', '/join/app', '/join/passkey']) assert.equal((await caller.get(path)).headers.location, '/join/email', path)
  const password = await caller.post('/join/password', { password: 'kettle-orbit-mango-77' }, { from: '/join/email' })
  assert.equal(password.status, 410)
  const factor = await caller.post('/join/app', { code: '123456' }, { from: '/join/email' })
  assert.equal(factor.status, 410)
  assert.equal(caller.cookies.has('__Host-session'), false)
})

test('looking at a letter’s link or at a mailed link spends nothing and sets no session', async () => {
  const caller = givenCaller(door)
  for (let turn = 0; turn < 8; turn += 1) assert.equal((await caller.get(`/code/${'A'.repeat(22)}`)).status, 200)
  assert.equal((await caller.get(`/join/confirm/${'A'.repeat(43)}`)).status, 410)
  assert.deepEqual([...caller.cookies.keys()], ['__Host-visit'])
})

test('forms of another site, without a token, or with somebody else’s token change nothing', async () => {
  const caller = givenCaller(door)
  const other = givenCaller(door)
  const foreign = /name="form-token" value="([^"]+)"/.exec((await other.get('/code')).body)?.[1] ?? ''
  await caller.get('/code')
  assert.equal((await caller.post('/code', { code: 'x', ...birth }, { headers: { origin: 'https://evil.example' } })).status, 403)
  assert.equal((await caller.post('/code', { code: 'x', ...birth }, { token: null })).status, 403)
  assert.equal((await caller.post('/code', { code: 'x', ...birth }, { token: foreign })).status, 403)
})
