// Somebody without the right to it tries the staff door: a patient's cookie, a half sign-in, another role, an old session, somebody who was dismissed. R9, R40, R41, R44, R48, R49, T5, T12.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'
import { givenStaff, staffAt, staffHalf, staffSignedIn } from '../given/staff.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())
beforeEach(() => door.clock.advance({ minutes: 2 }))

test('staff signs in with password and second factor, under cookies no other site can send', async () => {
  const staff = await givenStaff(door, 'front-desk')
  const caller = await staffHalf(door, staff)
  assert.equal(caller.cookies.has('__Host-staff'), false)
  assert.equal((await caller.get('/staff')).status, 303)
  const stepped = await staffSignedIn(door, staff)
  const start = await stepped.get('/staff')
  assert.equal(start.status, 200)
  assert.match(start.body, /Lakeside Health/)
  const raw = await door.web.fastify.inject({ method: 'POST', url: '/staff/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' })
  assert.equal(raw.statusCode, 403)
})

test('a patient’s session opens no page of staff, a staff session no record, nor either under the other’s name', async () => {
  const patient = await signedIn(door)
  const staff = await staffAt(door, 'front-desk')
  assert.match(String((await patient.get('/staff')).headers.location), /^\/staff\/sign-in/)
  assert.match(String((await staff.get('/me')).headers.location), /^\/sign-in/)
  const swapped = givenCaller(door)
  swapped.cookies.set('__Host-staff', patient.cookies.get('__Host-session') ?? '')
  swapped.cookies.set('__Host-session', staff.cookies.get('__Host-staff') ?? '')
  assert.match(String((await swapped.get('/staff')).headers.location), /^\/staff\/sign-in/)
  swapped.cookies.set('__Host-session', staff.cookies.get('__Host-staff') ?? '')
  assert.match(String((await swapped.get('/me')).headers.location), /^\/sign-in/)
  assert.match(String((await swapped.get('/account')).headers.location), /^\/sign-in/)
})

test('one e-mail address with a patient’s and a staff account: each door knows its own password only', async () => {
  const { house, databases } = door.composed
  await databases.operate.run(async (tx) => {
    const person = await house.accounts.staff.createTrialAccount(tx, { name: 'Rosa at work', email: owner.email, password: 'Harbor-Pencil-Eleven-Clouds-8', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ' })
    await house.access.appoint(tx, { person, organization: 'lakeside', role: 'front-desk' })
  })
  const caller = givenCaller(door, '10.7.0.1')
  assert.equal((await caller.post('/staff/sign-in', { email: owner.email, password: owner.password }, { from: '/staff/sign-in' })).status, 422)
  assert.equal((await caller.post('/sign-in', { email: owner.email, password: 'Harbor-Pencil-Eleven-Clouds-8' }, { from: '/sign-in' })).status, 422)
  const right = await caller.post('/staff/sign-in', { email: owner.email, password: 'Harbor-Pencil-Eleven-Clouds-8' }, { from: '/staff/sign-in' })
  assert.equal(right.headers.location, '/staff/sign-in/second-step')
  // Half of a staff sign-in is no half of a patient's.
  caller.cookies.set('__Host-half', caller.cookies.get('__Host-staff-half') ?? '')
  assert.match(String((await caller.get('/sign-in/second-step')).headers.location), /^\/sign-in/)
})

test('a staff session that is not used lives 9 minutes 59 and not 10 minutes 1', async () => {
  const caller = await staffAt(door, 'front-desk')
  door.clock.advance({ minutes: 9, seconds: 59 })
  assert.equal((await caller.get('/staff')).status, 200)
  door.clock.advance({ minutes: 10, seconds: 1 })
  assert.match(String((await caller.get('/staff')).headers.location), /^\/staff\/sign-in\?next=%2Fstaff&ended=1$/)
})

test('somebody who was dismissed is out at the next request, also of two hundred sent at once', async () => {
  const staff = await givenStaff(door, 'front-desk')
  const caller = await staffSignedIn(door, staff)
  assert.equal((await caller.get('/staff')).status, 200)
  await door.composed.databases.operate.run((tx) => door.composed.house.access.dismiss(tx, { person: staff.person, organization: 'lakeside' }))
  const replies = await Promise.all(Array.from({ length: 200 }, () => caller.get('/staff')))
  assert.deepEqual([...new Set(replies.map((reply) => `${reply.status} ${String(reply.headers.location)}`))], ['303 /staff/sign-in?next=%2Fstaff&ended=1'])
})

test('whoever works at two organizations chooses one, and the choice changes the cookie', async () => {
  const { house, databases } = door.composed
  await databases.operate.run((tx) => house.directory.put(tx, { id: 'northshore', name: 'Northshore Hospital', phone: '555-0164', hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  await house.organizations.refresh()
  const staff = await givenStaff(door, 'front-desk')
  await databases.operate.run((tx) => house.access.appoint(tx, { person: staff.person, organization: 'northshore', role: 'supervisor' }))
  const caller = await staffSignedIn(door, staff)
  assert.equal((await caller.get('/staff')).headers.location, '/staff/where')
  const before = caller.cookies.get('__Host-staff') ?? ''
  await caller.post('/staff/where', { organization: 'northshore' }, { from: '/staff/where' })
  assert.match((await caller.get('/staff')).body, /You are working at Northshore Hospital\. Here you are: Supervisor\./)
  const thief = givenCaller(door)
  thief.cookies.set('__Host-staff', before)
  assert.match(String((await thief.get('/staff')).headers.location), /^\/staff\/sign-in/)
  const elsewhere = await caller.post('/staff/where', { organization: 'elsewhere' }, { from: '/staff/where' })
  assert.equal(elsewhere.status, 404)
})

test('signing out ends the session on the server and clears the browser', async () => {
  const caller = await staffAt(door, 'front-desk')
  const kept = caller.cookies.get('__Host-staff') ?? ''
  const left = await caller.post('/staff/sign-out', {}, { from: '/staff' })
  assert.equal(left.headers['clear-site-data'], '"cache", "cookies", "storage"')
  const thief = givenCaller(door)
  thief.cookies.set('__Host-staff', kept)
  assert.match(String((await thief.get('/staff')).headers.location), /^\/staff\/sign-in/)
})
