// A reset link is used again, after a newer one, after 30 minutes, in another browser, or by a scanner. R26, R27, T13.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor } from '../given/door.ts'
import { isIn, newPassword, resetLink } from '../given/journeys/recovery.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

test('a link is 256 bits, is looked at as often as one likes, and works once; no browser is in by it', async () => {
  const asker = givenCaller(door, '10.2.0.1')
  const link = await resetLink(door, asker)
  assert.match(link, /^\/forgot\/[A-Za-z0-9_-]{43}$/)
  for (let turn = 0; turn < 5; turn += 1) assert.equal((await givenCaller(door, '10.2.0.2').get(link)).status, 200)
  const phone = givenCaller(door, '10.2.0.3')
  assert.equal((await phone.post(link, { password: 'short' }, { from: link })).status, 422, 'a password too short spends nothing')
  assert.equal((await phone.post(link, { password: newPassword }, { from: link })).headers.location, '/sign-in?said=reset')
  assert.deepEqual([await isIn(phone), await isIn(asker)], [false, false])
  assert.equal((await phone.get(link)).status, 410)
  assert.equal((await phone.post(link, { password: newPassword }, { from: '/forgot' })).status, 410)
})

test('of fifty presses at once one sets the password', async () => {
  door.clock.advance({ hours: 1 })
  const link = await resetLink(door, givenCaller(door, '10.2.1.1'))
  const said = await Promise.all(Array.from({ length: 12 }, async (_, at) => {
    const caller = givenCaller(door, `10.2.2.${at}`)
    return (await caller.post(link, { password: `${newPassword}-${at}` }, { from: link })).status
  }))
  assert.equal(said.filter((status) => status === 303).length, 1)
})

test('a newer link ends the older, and each ends after 30 minutes', async () => {
  door.clock.advance({ hours: 1 })
  const older = await resetLink(door, givenCaller(door, '10.2.3.1'))
  door.clock.advance({ seconds: 1 })
  const newer = await resetLink(door, givenCaller(door, '10.2.3.1'))
  assert.notEqual(older, newer)
  const caller = givenCaller(door, '10.2.3.2')
  assert.equal((await caller.get(older)).status, 410)
  door.clock.advance({ minutes: 29, seconds: 59 })
  assert.equal((await caller.get(newer)).status, 200)
  door.clock.advance({ seconds: 1 })
  assert.equal((await caller.get(newer)).status, 410)
})

test('the address of a link leaves no other site as referrer, and no guessed one is told from an old one', async () => {
  const caller = givenCaller(door, '10.2.4.1')
  const guessed = await caller.get(`/forgot/${'A'.repeat(43)}`)
  assert.equal(guessed.headers['referrer-policy'], 'same-origin')
  const other = await caller.get(`/account/not-me/${'A'.repeat(43)}`)
  assert.deepEqual([guessed.status, other.status], [410, 410])
})
