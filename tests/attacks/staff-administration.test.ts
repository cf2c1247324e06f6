// Can an administrator reach past their own organization, lock everybody out, or read the link of another? Can a link be used twice, by a scanner, or too late? R9, R23, R44, R48, T3, T26.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Caller, givenCaller } from '../given/caller.ts'
import { codeAt } from '../given/account.ts'
import { type GivenDoor, givenDoor } from '../given/door.ts'
import { rowsOf } from '../given/member.ts'
import { type GivenStaff, givenStaff, staffAt, staffSignedIn } from '../given/staff.ts'

let door: GivenDoor
let administrator: GivenStaff
let amir: Caller
before(async () => {
  door = await givenDoor()
  const { house, databases } = door.composed
  await databases.operate.run((tx) => house.directory.put(tx, { id: 'northshore', name: 'Northshore Hospital', phone: '555-0164', hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  await house.organizations.refresh()
  administrator = await givenStaff(door, 'administrator')
})
after(() => door.end())
beforeEach(async () => {
  door.clock.advance({ minutes: 11 })
  amir = await staffSignedIn(door, administrator)
})

const add = (who: Caller, fields: Readonly<Record<string, string>>) => who.post('/admin/staff/add', { name: 'Ines Roy', 'role-front-desk': 'yes', ...fields }, { from: '/admin/staff/add' })
const mails = (to: string, kind = 'staff-invited') => rowsOf<{ body: string }>(door, 'select body from notices_mail where recipient = $1 and kind = $2 order by written_at desc, id', [to, kind])
const linkFor = async (to: string, kind = 'staff-invited'): Promise<string> => /\/staff\/welcome\/[\w-]+/.exec((await mails(to, kind))[0]?.body ?? '')?.[0] ?? assert.fail(`no link for ${to}`)
const personOf = async (email: string): Promise<string> => (await rowsOf<{ person: string }>(door, 'select person from accounts_invitation where email = $1 union all select person from accounts_account where email = $1', [email]))[0]?.person ?? ''
const goodPassword = 'Orchard-Velvet-Ninety-Kites-3'

/** From the link to the recovery codes; gives the secret of the app. */
async function setUp(caller: Caller, link: string): Promise<string> {
  await caller.post(link, {}, { from: link })
  await caller.post('/staff/set-up/password', { password: goodPassword }, { from: '/staff/set-up/password' })
  await caller.post('/staff/set-up/second-step', { step: 'app' }, { from: '/staff/set-up/second-step' })
  const offered = await caller.get('/staff/set-up/app')
  const secret = /class="code">([A-Z2-7 ]+)</.exec(offered.body)?.[1]?.replaceAll(' ', '') ?? ''
  const done = await caller.post('/staff/set-up/app', { code: codeAt(door.clock.now(), secret) })
  assert.equal(done.headers.location, '/staff/recovery-codes')
  return secret
}

test('the link goes to the work address only: no page of the administrator holds it', async () => {
  const done = await add(amir, { email: 'ines@lakeside.example' })
  assert.equal(done.headers.location, '/admin/staff?done=added')
  const link = await linkFor('ines@lakeside.example')
  const token = link.split('/').at(-1) ?? ''
  const person = await personOf('ines@lakeside.example')
  for (const path of ['/admin/staff?done=added', '/admin', `/admin/staff/${person}`]) {
    const reply = await amir.get(path)
    assert.equal(reply.status, 200, path)
    assert.match(reply.body, /Ines Roy/)
    assert.ok(!reply.body.includes(token), path)
  }
})

test('looking at a link spends nothing; it makes one sign-in, with a second factor, and then it is gone', async () => {
  await add(amir, { email: 'once@lakeside.example' })
  const link = await linkFor('once@lakeside.example')
  const scanner = givenCaller(door, '10.8.0.1')
  for (let look = 0; look < 3; look += 1) assert.equal((await scanner.get(link)).status, 200)
  assert.equal(scanner.cookies.has('__Host-staff-invited'), false)
  const caller = givenCaller(door, '10.8.0.2')
  await caller.post(link, {}, { from: link })
  // Nobody steps over the password.
  assert.equal((await caller.get('/staff/set-up/app')).headers.location, '/staff/set-up/password')
  assert.equal((await caller.get('/staff')).status, 303)
  // Pressed again in another browser: the first is out.
  const other = givenCaller(door, '10.8.0.3')
  await setUp(other, link)
  assert.match(String((await caller.get('/staff/set-up/password')).headers.location), /^\/staff\/sign-in/)
  assert.equal((await other.get('/staff')).status, 200)
  assert.equal((await scanner.get(link)).status, 410)
  assert.equal((await scanner.post(link, {}, { from: '/staff/sign-in' })).status, 410)
})

test('a link works six days and not eight, and a newer one ends it', async () => {
  await add(amir, { email: 'late@lakeside.example' })
  const first = await linkFor('late@lakeside.example')
  door.clock.advance({ days: 6 })
  assert.equal((await amir.get(first)).status, 200)
  const again = await staffSignedIn(door, administrator)
  await again.post(`/admin/staff/${await personOf('late@lakeside.example')}/link`, {}, { from: `/admin/staff/${await personOf('late@lakeside.example')}` })
  assert.equal((await again.get(first)).status, 410)
  const second = await linkFor('late@lakeside.example', 'staff-reset')
  assert.equal((await again.get(second)).status, 200)
  door.clock.advance({ days: 7, seconds: 1 })
  assert.equal((await again.get(second)).status, 410)
})

test('a lost second factor: the old one, the recovery codes and every session end at once, the other administrators are told', async () => {
  await givenStaff(door, 'administrator').then((other) => (otherAdministrator = other))
  const staff = await givenStaff(door, 'front-desk')
  const caller = await staffSignedIn(door, staff)
  const done = await amir.post(`/admin/staff/${staff.person}/link`, {}, { from: `/admin/staff/${staff.person}` })
  assert.equal(done.headers.location, '/admin/staff?done=link')
  assert.match(String((await caller.get('/staff')).headers.location), /^\/staff\/sign-in/)
  const old = givenCaller(door, '10.8.1.1')
  await old.post('/staff/sign-in', { email: staff.email, password: staff.password }, { from: '/staff/sign-in' })
  const refused = await old.post('/staff/sign-in/second-step', { code: codeAt(door.clock.now(), staff.totpSecret) }, { from: '/staff/sign-in/second-step' })
  // There is no form for it any more.
  assert.equal(refused.status, 403)
  assert.match((await old.get('/staff/sign-in/second-step')).body, /Your second step has ended/)
  assert.equal(old.cookies.has('__Host-staff'), false)
  assert.equal((await mails(otherAdministrator.email, 'staff-reset-told')).length, 1)
  await setUp(givenCaller(door, '10.8.1.2'), await linkFor(staff.email, 'staff-reset'))
  const wrong = givenCaller(door, '10.8.1.3')
  assert.equal((await wrong.post('/staff/sign-in', { email: staff.email, password: staff.password }, { from: '/staff/sign-in' })).status, 422)
})
let otherAdministrator: GivenStaff

test('an administrator neither sees, changes, resets nor dismisses staff of another organization: the page is not there', async () => {
  const theirs = await givenStaff(door, ['front-desk', 'administrator'], 'northshore')
  const missing = await amir.get('/admin/staff/00000000-0000-4000-8000-000000000000')
  const found = await amir.get(`/admin/staff/${theirs.person}`)
  const bare = (text: string) => text.replace(/name="form-token" value="[^"]*"/g, '')
  assert.deepEqual([found.status, bare(found.body)], [404, bare(missing.body)])
  assert.ok(!(await amir.get('/admin/staff')).body.includes(theirs.email))
  for (const deed of ['roles', 'link', 'end']) assert.equal((await amir.post(`/admin/staff/${theirs.person}/${deed}`, deed === 'roles' ? { 'role-clinician': 'yes' } : {}, { from: '/admin/staff/add' })).status, 404, deed)
  assert.equal((await rowsOf(door, "select 1 from access_staff where person = $1 and organization = 'northshore' and valid_until = 'infinity'", [theirs.person])).length, 2)
  assert.equal((await rowsOf(door, 'select 1 from accounts_app where person = $1', [theirs.person])).length, 1)
})

test('keys of somebody who also works elsewhere are not an administrator’s to end', async () => {
  const both = await givenStaff(door, 'front-desk')
  await door.composed.databases.operate.run((tx) => door.composed.house.access.appoint(tx, { person: both.person, organization: 'northshore', role: 'front-desk' }))
  const reply = await amir.post(`/admin/staff/${both.person}/link`, {}, { from: `/admin/staff/${both.person}` })
  assert.equal(reply.status, 422)
  assert.match(reply.body, /also works at another place/)
  assert.equal((await rowsOf(door, 'select 1 from accounts_app where person = $1', [both.person])).length, 1)
})

test('inviting somebody who has a staff sign-in adds the place and touches none of their keys', async () => {
  const theirs = await givenStaff(door, 'front-desk', 'northshore')
  const kept = await rowsOf(door, 'select password, (select array_agg(id) from accounts_app t where t.person = a.person) as apps from accounts_account a where person = $1', [theirs.person])
  assert.equal((await add(amir, { email: theirs.email.toUpperCase() })).headers.location, '/admin/staff?done=added')
  assert.equal((await mails(theirs.email.toUpperCase(), 'staff-added')).length, 1)
  assert.deepEqual(await rowsOf(door, 'select password, (select array_agg(id) from accounts_app t where t.person = a.person) as apps from accounts_account a where person = $1', [theirs.person]), kept)
  assert.equal((await rowsOf(door, 'select 1 from accounts_invitation where person = $1', [theirs.person])).length, 0)
})

test('the last administrator is neither dismissed nor made something else, also not by two at once', async () => {
  const [one, other] = [await givenStaff(door, 'administrator', 'northshore'), await givenStaff(door, 'administrator', 'northshore')]
  const others = await rowsOf<{ person: string }>(door, "select person from access_staff where organization = 'northshore' and role = 'administrator' and valid_until = 'infinity' and not (person = any ($1))", [[one.person, other.person]])
  for (const { person } of others) await door.composed.databases.operate.run((tx) => door.composed.house.access.dismiss(tx, { person, organization: 'northshore' }))
  const [first, second] = [await staffSignedIn(door, one), await staffSignedIn(door, other)]
  await Promise.all([first.get(`/admin/staff/${other.person}`), second.get(`/admin/staff/${one.person}`)])
  await Promise.all([first.post(`/admin/staff/${other.person}/end`, {}), second.post(`/admin/staff/${one.person}/end`, {})])
  assert.equal((await rowsOf(door, "select 1 from access_staff where organization = 'northshore' and role = 'administrator' and valid_until = 'infinity'")).length, 1)
  door.clock.advance({ minutes: 1 })
  const left = (await first.get('/staff')).status === 200 ? { caller: first, staff: one } : { caller: second, staff: other }
  for (const [deed, fields] of [['end', {}], ['roles', { 'role-clinician': 'yes' }]] as const) {
    const reply = await left.caller.post(`/admin/staff/${left.staff.person}/${deed}`, fields, { from: `/admin/staff/${left.staff.person}` })
    assert.equal(reply.status, 422, deed)
    assert.match(reply.body, /only administrator/)
  }
})

test('changes need a second factor shown in the last five minutes', async () => {
  const staff = await givenStaff(door, 'front-desk')
  await amir.get('/admin/staff')
  door.clock.advance({ minutes: 6 })
  assert.equal((await amir.get('/admin/staff/add')).headers.location, '/staff/step-up?next=%2Fadmin%2Fstaff%2Fadd')
  assert.match(String((await amir.post(`/admin/staff/${staff.person}/end`, {})).headers.location), /^\/staff\/step-up/)
  assert.equal((await rowsOf(door, "select 1 from access_staff where person = $1 and valid_until = 'infinity'", [staff.person])).length, 1)
  const before = amir.cookies.get('__Host-staff')
  const stepped = await amir.post('/staff/step-up?next=/admin/staff/add', { code: codeAt(door.clock.now(), administrator.totpSecret), next: '/admin/staff/add' }, { from: '/staff/step-up?next=/admin/staff/add' })
  assert.equal(stepped.headers.location, '/admin/staff/add')
  assert.notEqual(amir.cookies.get('__Host-staff'), before)
  assert.equal((await amir.get('/admin/staff/add')).status, 200)
})

test('no other role comes to administration: the page is not there', async () => {
  for (const role of ['front-desk', 'supervisor', 'records-office', 'clinician'] as const) {
    const caller = await staffAt(door, role)
    const missing = await caller.get('/admin/nothing')
    for (const path of ['/admin', '/admin/staff', '/admin/staff/add']) assert.deepEqual([(await caller.get(path)).status, (await caller.get(path)).body], [404, missing.body], `${role} ${path}`)
    assert.equal((await add(caller, { email: `by.${role}@lakeside.example` })).status, 403)
  }
})

test('every change is a line that names who, whom and why, and a mail to the person changed', async () => {
  const staff = await givenStaff(door, 'front-desk')
  await amir.post(`/admin/staff/${staff.person}/roles`, { 'role-front-desk': 'yes', 'role-supervisor': 'yes' }, { from: `/admin/staff/${staff.person}` })
  await amir.post(`/admin/staff/${staff.person}/end`, {}, { from: `/admin/staff/${staff.person}` })
  const lines = await rowsOf<{ kind: string; actor: string; organization: string; role: string }>(door, "select kind, actor::text, detail ->> 'organization' as organization, detail ->> 'role' as role from audit_event where detail ->> 'member' = $1 and kind like 'staff-%ed' and kind <> 'staff-listed' order by kind desc", [staff.person])
  assert.deepEqual(lines, [
    { kind: 'staff-roles-changed', actor: administrator.person, organization: 'lakeside', role: 'administrator' },
    { kind: 'staff-dismissed', actor: administrator.person, organization: 'lakeside', role: 'administrator' },
  ])
  assert.deepEqual((await rowsOf<{ kind: string }>(door, 'select kind from notices_mail where recipient = $1 order by written_at, kind desc', [staff.email])).map((mail) => mail.kind).filter((kind) => kind !== 'staff-new-device'), ['staff-roles-changed', 'staff-dismissed'])
})
