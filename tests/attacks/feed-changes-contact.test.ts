// A feed brings another e-mail and phone for a patient (or somebody at the clinic typed them in). Where does a reset go then? Where the person proved it. R29, R30, T13.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'
import { chart } from '../given/identity.ts'
import { isIn, linkIn, mailsTo, nextCode, numbersIn } from '../given/journeys/recovery.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
  door.clock.advance({ days: 10 })
})
after(() => door.end())

const ask = async (email: string, address: string): Promise<void> => {
  const caller = givenCaller(door, address)
  await caller.post('/forgot', { email }, { from: '/forgot' })
}
const resets = async (email: string): Promise<number> => (await mailsTo(door, email, 'reset-password')).length

test('after a re-import with another e-mail the reset goes to the old one, and the new one is nobody’s', async () => {
  const { databases, patients } = door.composed
  await databases.feed.run((tx) => patients.register(tx, { ...chart, email: 'attacker@example.com', phone: '555-0199' }))
  await ask('attacker@example.com', '10.3.0.1')
  await ask(owner.email, '10.3.0.2')
  assert.deepEqual([await resets('attacker@example.com'), await resets(owner.email)], [0, 1])
})

async function change(caller: Caller, email: string): Promise<void> {
  await caller.post('/account/email', { email }, { from: '/account/email' })
  const code = numbersIn((await mailsTo(door, email, 'confirm-contact'))[0]?.body)
  assert.equal((await caller.post('/account/email/code', { code }, { from: '/account/email/code' })).status, 303)
}

test('somebody at an open session changes the e-mail: old and new are told, the new one recovers nothing for 24 hours, the old one does', async () => {
  door.clock.advance({ hours: 2 })
  const stranger = await signedIn(door, '10.3.1.1')
  await change(stranger, 'stranger@example.com')
  for (const to of [owner.email, 'stranger@example.com']) assert.equal((await mailsTo(door, to, 'contact-changed')).length, 1, to)
  assert.equal(await linkIn(door, { to: 'stranger@example.com', kind: 'contact-changed', page: '/account/take-back' }), '', 'the new address takes nothing back')
  await ask('stranger@example.com', '10.3.1.2')
  const before = await resets(owner.email)
  await ask(owner.email, '10.3.1.3')
  assert.deepEqual([await resets('stranger@example.com'), (await resets(owner.email)) - before], [0, 1])

  const takeBack = await linkIn(door, { to: owner.email, kind: 'contact-changed', page: '/account/take-back' })
  const reader = givenCaller(door, '10.3.1.4')
  assert.equal((await reader.get(takeBack)).status, 200)
  assert.equal(await isIn(stranger), true, 'looking takes nothing back')
  assert.equal((await reader.post(takeBack, {}, { from: takeBack })).status, 303)
  assert.equal(await isIn(stranger), false)
  const back = givenCaller(door, '10.3.1.5')
  await back.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in' })
  await back.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  assert.equal(await isIn(back), true)
  door.clock.advance({ days: 4 })
  await ask('stranger@example.com', '10.3.1.6')
  assert.equal(await resets('stranger@example.com'), 0, 'also later')
})

test('a change that nobody took back holds after the hold, and the old address recovers nothing any more', async () => {
  const caller = givenCaller(door, '10.3.2.1')
  await caller.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in' })
  await caller.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  await change(caller, 'rosa.moved@example.com')
  const before = await resets(owner.email)
  door.clock.advance({ hours: 71 })
  await ask('rosa.moved@example.com', '10.3.2.2')
  const early = await resets('rosa.moved@example.com')
  door.clock.advance({ hours: 1, seconds: 1 })
  await ask('rosa.moved@example.com', '10.3.2.3')
  await ask(owner.email, '10.3.2.4')
  assert.equal(early, 0, 'every address is new: three days')
  assert.deepEqual([await resets('rosa.moved@example.com'), (await resets(owner.email)) - before], [1, 0])
})
