// Somebody stands at the desk, or works there, and wants into an account that is not theirs. Who decides, what does the desk see, and who is told? R24, R28, R29, T3, T7.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'
import { chart } from '../given/identity.ts'
import { isIn, linkIn, mailsTo, newPassword } from '../given/journeys/recovery.ts'
import { rowsOf } from '../given/member.ts'
import { givenStaff, staffAt, staffSignedIn } from '../given/staff.ts'

let door: GivenDoor
let front: Caller
let patient = ''
before(async () => {
  door = await givenDoor()
  front = await staffAt(door, 'front-desk')
  patient = (await rowsOf<{ id: string }>(door, 'select id from patients_patient where mrn = $1', [chart.mrn]))[0]?.id ?? ''
})
after(() => door.end())

const found = { record: chart.mrn, 'birth-month': '2', 'birth-day': '3', 'birth-year': '1984' }
const seen = { seen: 'yes', kind: 'passport', last4: '7788', reason: 'Lost phone and mailbox', via: 'mail', phone: '', email: 'rosa.new@example.com' }
/** The person tells two details. */
async function opens(who: Caller): Promise<Caller> {
  assert.equal((await who.post('/staff/desk/reset', found, { from: '/staff/desk/reset' })).headers.location, `/staff/desk/reset/${patient}`)
  return who
}
const ask = (who: Caller, change: Record<string, string> = {}) => who.post(`/staff/desk/reset/${patient}`, { ...seen, ...change }, { from: '/staff/desk/reset' })

test('two details open the page; it shows no address of the account, and every look is in the patient’s trail with its reason', async () => {
  assert.equal((await front.post('/staff/desk/reset', { ...found, 'birth-day': '4' }, { from: '/staff/desk/reset' })).status, 422)
  const opened = await front.post('/staff/desk/reset', found, { from: '/staff/desk/reset' })
  assert.equal(opened.headers.location, `/staff/desk/reset/${patient}`)
  const page = await front.follow(opened)
  assert.match(page.body, /Ana Moreno Ruiz, back in/)
  assert.ok(!page.body.toLowerCase().includes(owner.email))
  const looks = await rowsOf<{ purpose: string }>(door, "select purpose from audit_event where patient = $1 and actor_role = 'staff' and kind = 'identity-viewed'", [patient])
  assert.ok(looks.length >= 2 && looks.every((look) => /help back in/.test(look.purpose)))
})

test('a chart’s id alone opens nothing: who did not type two details, or typed them half an hour ago, meets a page that is not there', async () => {
  door.clock.advance({ minutes: 1 })
  const other = await staffAt(door, ['front-desk', 'supervisor'])
  assert.equal((await other.get(`/staff/desk/reset/${patient}`)).status, 404)
  assert.equal((await ask(other)).status, 404)
  assert.equal((await front.get(`/staff/desk/reset/${patient}`)).status, 200)
  await opens(other)
  assert.equal((await other.get(`/staff/desk/reset/${patient}`)).status, 200)
  for (let turn = 0; turn < 8; turn += 1) {
    assert.equal((await other.get('/staff/desk/reset')).status, 200)
    door.clock.advance({ minutes: 4 })
  }
  assert.equal((await other.get(`/staff/desk/reset/${patient}`)).status, 404)
  assert.equal((await ask(other)).status, 404)
  assert.equal((await mailsTo(door, seen.email)).length, 0)
  front = await opens(await staffAt(door, 'front-desk'))
})

test('without a look at the ID, without a reason or an address nothing is sent', async () => {
  for (const change of [{ seen: '' }, { last4: '12' }, { reason: '' }, { email: '' }]) {
    const fields = Object.fromEntries(Object.entries({ ...seen, ...change }).filter(([name, value]) => !(name === 'seen' && value === '')))
    assert.equal((await front.post(`/staff/desk/reset/${patient}`, fields, { from: '/staff/desk/reset' })).status, 422, JSON.stringify(change))
  }
  assert.equal((await mailsTo(door, 'rosa.new@example.com')).length, 0)
  assert.deepEqual(await rowsOf(door, "select 1 from audit_event where kind = 'desk-reset'"), [], 'nobody reads that they were helped')
})

test('another organization’s desk, a clinician and an administrator do not get there', async () => {
  await door.composed.databases.operate.run((tx) => door.composed.house.directory.put(tx, { id: 'northshore', name: 'Northshore', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  door.clock.advance({ minutes: 1 })
  const elsewhere = await staffAt(door, 'front-desk', 'northshore')
  assert.equal((await elsewhere.get(`/staff/desk/reset/${patient}`)).status, 404)
  for (const role of ['clinician', 'administrator'] as const) {
    door.clock.advance({ minutes: 1 })
    assert.equal((await (await staffAt(door, role)).get('/staff/desk/reset')).status, 404, role)
  }
})

test('without a risk the link goes out at once: the old address is told and can freeze, sessions end, the old factor ends, the new address rests', async () => {
  door.clock.advance({ minutes: 1 })
  front = await opens(await staffAt(door, 'front-desk'))
  const old = await signedIn(door, '10.7.0.1')
  assert.equal((await ask(front)).headers.location, `/staff/desk/reset/${patient}?done=sent`)
  assert.equal(await isIn(old), false)
  assert.equal((await mailsTo(door, owner.email, 'desk-reset')).length, 1)
  assert.notEqual(await linkIn(door, { to: owner.email, kind: 'desk-reset', page: '/account/not-me' }), '')

  const link = await linkIn(door, { to: 'rosa.new@example.com', kind: 'desk-link', page: '/account/desk' })
  const scanner = givenCaller(door, '10.7.0.2')
  for (let turn = 0; turn < 3; turn += 1) assert.equal((await scanner.get(link)).status, 200)
  const patientPhone = givenCaller(door, '10.7.0.3')
  const chosen = await patientPhone.post(link, { password: newPassword }, { from: link })
  assert.equal(chosen.headers.location, '/sign-in/lost-phone')
  assert.equal(await isIn(patientPhone), false, 'not in before the new second step')
  assert.equal((await givenCaller(door, '10.7.0.4').post(link, { password: newPassword }, { from: '/sign-in' })).status, 410, 'once')
  const page = await patientPhone.get('/sign-in/new-step/app')
  const secret = /class="code">([A-Z2-7 ]+)</.exec(page.body)?.[1]?.replaceAll(' ', '') ?? ''
  await patientPhone.post('/sign-in/new-step/app', { code: new TOTP({ secret }).generate({ timestamp: door.clock.now().getTime() }) })
  assert.equal(await isIn(patientPhone), true)
  assert.match((await patientPhone.get('/account')).body, /rosa\.new@example\.com/)

  // R29: the new address does not recover yet; the old one still does.
  const somebody = givenCaller(door, '10.7.0.5')
  await somebody.post('/forgot', { email: 'rosa.new@example.com' }, { from: '/forgot' })
  assert.equal((await mailsTo(door, 'rosa.new@example.com', 'reset-password')).length, 0)
})

test('after that a second member of staff decides, and who asked cannot be that one', async () => {
  door.clock.advance({ minutes: 1 })
  const both = await givenStaff(door, ['front-desk', 'supervisor'])
  const asker = await opens(await staffSignedIn(door, both))
  assert.equal((await ask(asker, { email: 'rosa.third@example.com' })).headers.location, `/staff/desk/reset/${patient}?done=waiting`)
  assert.equal((await mailsTo(door, 'rosa.third@example.com')).length, 0)
  const [waiting] = await rowsOf<{ id: string }>(door, "select id from accounts_desk_reset where state = 'waiting'")
  const decide = (who: Caller) => who.post(`/staff/desk/reset/${patient}/decide`, { reset: waiting?.id ?? '', say: 'send' }, { from: '/staff/desk/reset' })
  assert.equal((await decide(asker)).status, 404)
  door.clock.advance({ minutes: 1 })
  const other = await staffAt(door, 'front-desk')
  assert.equal((await decide(other)).status, 404, 'the front desk does not decide')
  door.clock.advance({ minutes: 1 })
  const supervisor = await staffAt(door, 'supervisor')
  assert.match((await supervisor.get('/staff/desk/reset')).body, /Asked by/)
  assert.equal((await decide(supervisor)).headers.location, `/staff/desk/reset/${patient}?done=sent`)
  assert.equal((await mailsTo(door, 'rosa.third@example.com', 'desk-link')).length, 1)
  assert.equal((await decide(supervisor)).status, 404, 'once')
})
