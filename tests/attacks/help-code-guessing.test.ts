// A help code is read over a shoulder, or guessed by staff: alone it opens and shows nothing, and guesses are counted. P11, R18.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, bornOn, caseAt, givenDoor, helpCodeAt, idSeen, masked, signUpAt, wrongBirth, youAre } from '../given/door.ts'
import { givenStaff, staffAt, staffSignedIn } from '../given/staff.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

let address = 0
async function parked(change: Record<string, string> = {}) {
  address += 1
  const caller = givenCaller(door, `10.7.0.${address}`)
  const mrn = change.mrn ?? `H-${address}`
  // Each is somebody else: five sign-ups a day are all that one person claimed may ask for.
  const birthDate = `1984-02-${String(9 + address).padStart(2, '0')}`
  await door.register(mrn, { birthDate })
  await signUpAt(caller, youAre({ mrn, ...bornOn(birthDate), ...change }))
  return { caller, mrn, born: bornOn(birthDate), code: await helpCodeAt(caller) }
}

test('a right code with one wrong detail, a wrong code and an unknown one are answered alike', async () => {
  const { code, mrn, born } = await parked()
  const desk = await staffAt(door, 'front-desk')
  const say = async (told: Record<string, string>) => {
    const reply = await desk.post('/staff/desk', { code: '', ...born, other: 'Ana Moreno', ...told }, { from: '/staff/desk' })
    return { status: reply.status, page: masked(reply.body).replaceAll(' value autocomplete', ' autocomplete') }
  }
  const first = await say({ code: 'ZZ9 ZZZ' })
  assert.equal(first.status, 422)
  for (const told of [{ code, ...wrongBirth }, { code, other: 'Somebody Else' }, { code, other: 'H-none' }, { code: '', ...wrongBirth }]) assert.deepEqual(await say(told), first)
  assert.match(await caseAt(desk, { code: code.toLowerCase().replace(' ', '-'), ...born, other: mrn }), /^\/staff\/desk\/case\/[0-9a-f-]{36}$/)
})

test('a case that this member of staff did not open with two details is not there', async () => {
  const { code, born } = await parked()
  const member = await givenStaff(door, 'front-desk')
  const [one, other] = [await staffSignedIn(door, member), await staffAt(door, 'front-desk')]
  const path = await caseAt(one, { code, ...born })
  assert.equal((await one.get(path)).status, 200)
  assert.equal((await other.get(path)).status, 404)
  const taken = await other.post(path, { version: '0', decision: 'file', ...idSeen, via: 'text', phone: '+12075550199' }, { from: '/staff/desk' })
  assert.equal(taken.status, 404)
  door.clock.advance({ minutes: 59 })
  assert.equal((await (await staffSignedIn(door, member)).get(path)).status, 200)
  door.clock.advance({ minutes: 2 })
  assert.equal((await (await staffSignedIn(door, member)).get(path)).status, 404)
})

test('staff of another organization find no code of this one', async () => {
  const { code, born } = await parked()
  await door.composed.databases.operate.run((tx) => door.composed.house.directory.put(tx, { id: 'northshore', name: 'Northshore', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  const desk = await staffAt(door, ['front-desk', 'supervisor'], 'northshore')
  assert.equal(await caseAt(desk, { code, ...born }), '422')
  assert.equal(await caseAt(desk, { code: '', ...born }), '422')
})

test('after twenty looks in an hour the desk pauses, counted before anything is looked up', async () => {
  const { code, born } = await parked()
  const desk = await staffAt(door, 'front-desk')
  for (let turn = 0; turn < 20; turn += 1) assert.equal(await caseAt(desk, { code: `LH${String(turn).padStart(4, '0')}` }), '422')
  assert.equal(await caseAt(desk, { code, ...born }), '429')
})

test('nobody and a patient reach no case', async () => {
  const { code, born } = await parked()
  const path = await caseAt(await staffAt(door, 'front-desk'), { code, ...born })
  const nobody = givenCaller(door, '10.7.9.9')
  assert.equal((await nobody.get(path)).status, 303)
  for (const role of ['clinician', 'records-office', 'administrator'] as const) assert.ok((await (await staffAt(door, role)).get(path)).status >= 403, role)
})

test('who let somebody in cannot do it twice, and of two at once one wins', async () => {
  const { code, born } = await parked()
  const one = await staffSignedIn(door, await givenStaff(door, 'front-desk'))
  const two = await staffSignedIn(door, await givenStaff(door, 'front-desk'))
  const path = await caseAt(one, { code, ...born })
  await caseAt(two, { code, ...born })
  const letting = { version: '0', decision: 'file', ...idSeen, via: 'text', phone: '+12075550199', email: '' }
  await Promise.all([one.get(path), two.get(path)])
  const replies = await Promise.all([one.post(path, letting), two.post(path, letting)])
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [303, 409])
  assert.equal((await one.post(path, letting)).status, 409)
})
