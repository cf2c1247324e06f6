// The owner pressed "this was not me". Through which door does the stranger with password, code or paper still come? None. Scanners freeze nothing. R37, R38, T14.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'
import { halfIn, isIn, linkIn, mailsTo, newPassword, nextCode, resetByMail, resetLink } from '../given/journeys/recovery.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
let stranger: Caller
let notMe = ''
let recoveryCode = ''
before(async () => {
  door = await givenDoor()
  door.clock.advance({ days: 1 })
  stranger = await signedIn(door, '10.8.0.1')
  notMe = await linkIn(door, { to: owner.email, kind: 'new-device', page: '/account/not-me' })
  door.clock.advance({ minutes: 1 })
  // The stranger binds an app of their own and makes new recovery codes.
  const offered = await stranger.get('/account/add-app')
  const secret = /class="code">([A-Z2-7 ]+)</.exec(offered.body)?.[1]?.replaceAll(' ', '') ?? ''
  assert.equal((await stranger.post('/account/add-app', { code: new TOTP({ secret }).generate({ timestamp: door.clock.now().getTime() }) })).status, 303)
  strangersApp = secret
  await stranger.post('/account/new-codes', {}, { from: '/account' })
  recoveryCode = /<li>([0-9A-Z-]{19})<\/li>/.exec((await stranger.get('/join/recovery-codes')).body)?.[1] ?? ''
  assert.notEqual(recoveryCode, '')
})
after(() => door.end())
let strangersApp = ''
const frozen = async () => (await rowsOf(door, 'select 1 from accounts_account where frozen_at is not null')).length === 1

test('a mail scanner that opens the link freezes nothing; a press without its token neither', async () => {
  assert.notEqual(notMe, '')
  const scanner = givenCaller(door, '10.8.0.2')
  for (let turn = 0; turn < 5; turn += 1) assert.equal((await scanner.get(notMe)).status, 200)
  assert.equal((await scanner.post(notMe, {}, { token: null })).status, 403)
  assert.equal((await scanner.post(notMe, {}, { from: notMe, headers: { origin: 'https://evil.example' } })).status, 403)
  assert.equal(await frozen(), false)
  assert.equal(await isIn(stranger), true)
})

test('one press ends every session, half session and link on its way, and everybody is told', async () => {
  const half = await halfIn(door, { address: '10.8.0.3' })
  const reset = await resetLink(door, givenCaller(door, '10.8.0.4'))
  const reader = givenCaller(door, '10.8.0.5')
  assert.equal((await reader.post(notMe, {}, { from: notMe })).status, 303)
  assert.equal(await frozen(), true)
  assert.equal(await isIn(stranger), false)
  assert.match(String((await half.get('/sign-in/second-step')).headers.location), /^\/sign-in/)
  assert.equal((await givenCaller(door, '10.8.0.6').get(reset)).status, 410)
  assert.equal((await mailsTo(door, owner.email, 'account-frozen')).length, 1)
  assert.match((await reader.get(notMe)).body, /Your account is closed/)
})

test('password and code, a recovery code, the stranger’s own app, the slow way and a new password by mail open nothing', async () => {
  const half = await halfIn(door, { address: '10.8.1.1' })
  assert.equal((await half.get('/sign-in/second-step')).headers.location, '/sign-in/frozen')
  assert.equal((await half.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/frozen' })).status, 403)
  assert.equal((await half.post('/sign-in/recovery-code', { code: recoveryCode }, { from: '/sign-in/frozen' })).status, 403)
  assert.equal((await half.post('/sign-in/lost-phone', {}, { from: '/sign-in/frozen' })).status, 403)
  assert.equal((await half.post('/sign-in/frozen/code', { code: new TOTP({ secret: strangersApp }).generate({ timestamp: door.clock.now().getTime() }) }, { from: '/sign-in/frozen' })).status, 422)
  assert.equal((await half.get('/sign-in/frozen/password')).headers.location, '/sign-in/frozen')
  assert.ok((await half.post('/sign-in/frozen/password', { password: newPassword }, { from: '/sign-in/frozen' })).status >= 400)
  await resetByMail(door, givenCaller(door, '10.8.1.2'))
  const again = await halfIn(door, { password: newPassword, address: '10.8.1.3' })
  assert.equal((await again.get('/sign-in/second-step')).headers.location, '/sign-in/frozen')
  assert.deepEqual([await isIn(half), await isIn(again), await frozen()], [false, false, true])
  const [row] = await rowsOf<{ person: string }>(door, 'select person from accounts_account')
  await assert.rejects(door.composed.house.database.run((tx) => door.composed.house.accounts.making.start(tx, { person: row?.person ?? '', name: 'x', email: 'x', shared: false, agent: 'x' })), /frozen or closed/)
})

test('the owner’s own app, bound before it happened, and a new password open it again; nobody is signed in by that', async () => {
  const half = await halfIn(door, { password: newPassword, address: '10.8.2.1' })
  assert.equal((await half.post('/sign-in/frozen/code', { code: nextCode(door) }, { from: '/sign-in/frozen' })).headers.location, '/sign-in/frozen/password')
  assert.equal((await half.post('/sign-in/frozen/password', { password: `${newPassword}-c` }, { from: '/sign-in/frozen/password' })).headers.location, '/sign-in?said=thawed')
  assert.deepEqual([await frozen(), await isIn(half)], [false, false])
  assert.equal((await mailsTo(door, owner.email, 'account-thawed')).length, 1)
  const back = await halfIn(door, { password: `${newPassword}-c`, address: '10.8.2.2' })
  await back.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  assert.equal(await isIn(back), true)
  assert.equal((await givenCaller(door, '10.8.2.3').get(notMe)).status, 410, 'the old link has done what it could')
})

test('the button of the account page closes it too, without a fresh factor, and clears the browser', async () => {
  const caller = await halfIn(door, { password: `${newPassword}-c`, address: '10.8.3.1' })
  await caller.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  door.clock.advance({ minutes: 10 })
  const reply = await caller.post('/account/freeze', {}, { from: '/account' })
  assert.deepEqual([reply.status, reply.headers.location, reply.headers['clear-site-data']], [303, '/account/frozen', '"cache", "cookies", "storage"'])
  assert.equal(await frozen(), true)
})
