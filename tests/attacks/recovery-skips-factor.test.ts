// Somebody holds the mailbox of a patient. Does a new password by mail, or a code by mail, open the record without the factor? R11, R24, R27, T12.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'
import { halfIn, isIn, linkIn, mailsTo, newPassword, nextCode, numbersIn, resetByMail } from '../given/journeys/recovery.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

test('a reset ends every session, signs nobody in, and the second step is still asked for', async () => {
  const before = await signedIn(door)
  const thief = givenCaller(door, '10.9.0.1')
  await resetByMail(door, thief)
  assert.equal(await isIn(before), false)
  assert.equal(await isIn(thief), false)
  const half = await halfIn(door, { password: newPassword, address: '10.9.0.1' })
  assert.equal(await isIn(half), false)
  assert.match((await half.get('/sign-in/second-step')).body, /Type the code from your app/)
  assert.equal((await mailsTo(door, owner.email, 'password-reset')).length, 1)
})

test('with a password that came by mail the slow way by mail is closed, and no wait begins', async () => {
  const half = await halfIn(door, { password: newPassword, address: '10.9.0.2' })
  assert.match((await half.get('/sign-in/lost-phone')).body, /Email alone is not enough/)
  assert.equal((await half.post('/sign-in/lost-phone', {}, { from: '/sign-in/lost-phone' })).status, 403)
  assert.equal((await mailsTo(door, owner.email, 'lost-phone-code')).length, 0)
  assert.ok((await half.post('/sign-in/lost-phone/code', { code: '123456' }, { from: '/sign-in/lost-phone' })).status >= 400)
  assert.ok((await half.get('/sign-in/new-step/app')).status >= 400)
})

test('once the owner showed the factor with the new password, the slow way is theirs; a reset during it ends it', async () => {
  const half = await halfIn(door, { password: newPassword, address: '10.9.0.3' })
  await half.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  assert.equal(await isIn(half), true)
  const lost = await halfIn(door, { password: newPassword, address: '10.9.0.4' })
  await lost.post('/sign-in/lost-phone', {}, { from: '/sign-in/lost-phone' })
  const code = numbersIn((await mailsTo(door, owner.email, 'lost-phone-code'))[0]?.body)
  assert.equal((await lost.post('/sign-in/lost-phone/code', { code }, { from: '/sign-in/lost-phone' })).status, 303)
  assert.equal((await mailsTo(door, owner.email, 'wait-begun')).length, 1)
  await resetByMail(door, givenCaller(door, '10.9.0.5'), `${newPassword}-b`)
  door.clock.advance({ hours: 25 })
  const after = await halfIn(door, { password: `${newPassword}-b`, address: '10.9.0.6' })
  assert.ok((await after.get('/sign-in/new-step/app')).status >= 400)
  assert.equal(await isIn(after), false)
})

test('the wait lasts 24 hours to the second, is used once, and one press in a mail stops it', async () => {
  const half = await halfIn(door, { password: `${newPassword}-b`, address: '10.9.1.1' })
  await half.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  const begin = async (address: string): Promise<void> => {
    const lost = await halfIn(door, { password: `${newPassword}-b`, address })
    await lost.post('/sign-in/lost-phone', {}, { from: '/sign-in/lost-phone' })
    await lost.post('/sign-in/lost-phone/code', { code: numbersIn((await mailsTo(door, owner.email, 'lost-phone-code'))[0]?.body) }, { from: '/sign-in/lost-phone' })
  }
  await begin('10.9.1.2')
  const stop = await linkIn(door, { to: owner.email, kind: 'wait-begun', page: '/sign-in/stop-wait' })
  const reader = givenCaller(door, '10.9.1.3')
  for (let turn = 0; turn < 3; turn += 1) assert.equal((await reader.get(stop)).status, 200)
  assert.equal((await reader.post(stop, {}, { from: stop })).status, 303)
  door.clock.advance({ hours: 24, seconds: 1 })
  assert.ok((await (await halfIn(door, { password: `${newPassword}-b`, address: '10.9.1.4' })).get('/sign-in/new-step/app')).status >= 400, 'stopped')

  await begin('10.9.1.5')
  door.clock.advance({ hours: 23, minutes: 59, seconds: 59 })
  assert.ok((await (await halfIn(door, { password: `${newPassword}-b`, address: '10.9.1.6' })).get('/sign-in/new-step/app')).status >= 400, 'a second early')
  door.clock.advance({ seconds: 2 })
  const over = await halfIn(door, { password: `${newPassword}-b`, address: '10.9.1.7' })
  assert.equal((await over.get('/sign-in/new-step/app')).status, 200)
})
