// A relative knows name, birth date and record number, and has a fresh e-mail: it opens nothing, and everybody on file hears of it. T6, T7, R37.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, bornOn, caseAt, givenDoor, helpCodeAt, idSeen, signUpAt, youAre } from '../given/door.ts'
import { everyKindMask } from '../../contract/record-kinds.ts'
import { givenStaff, staffAt, staffSignedIn } from '../given/staff.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const mailTo = async (to: string): Promise<string> => (await door.composed.databases.web.run((tx) => door.composed.house.notices.mailbox(tx))).find((one) => one.to === to)?.text ?? ''
let made = 0
async function givenPerson({ email, birthDate = '1970-01-01' }: { readonly email?: string; readonly birthDate?: string } = {}) {
  made += 1
  const mrn = `I-${made}`
  const own = email ?? `owner.${made}@example.com`
  const day = `${birthDate.slice(0, 8)}${String(made).padStart(2, '0')}`
  const patient = await door.register(mrn, { birthDate: day, email: own })
  door.clock.advance({ hours: 1 })
  return { mrn, own, patient, born: bornOn(day), fields: youAre({ mrn, ...bornOn(day) }), caller: givenCaller(door, `10.10.0.${made}`) }
}
const sessionOf = (caller: Caller): boolean => caller.cookies.has('__Host-session') || caller.cookies.has('__Host-join')

test('all the facts and a fresh address lead to the same page, to no session, and to a notice with a way to stop it', async () => {
  const { fields, own, caller } = await givenPerson()
  await signUpAt(caller, fields)
  for (const code of ['000000', '123456', '999999', '111111']) assert.equal((await caller.post('/o/lakeside/create/check', { code }, { from: '/o/lakeside/create/check' })).status, 422)
  assert.equal(sessionOf(caller), false)
  for (const path of ['/join/email', '/join/password', '/join/app', '/me']) assert.equal((await caller.get(path)).status, 303, path)
  const notice = await mailTo(own)
  assert.match(notice, /Is it not you\? Open this page and stop it/)
  const path = /not-me\/[\w-]+/.exec(notice)?.[0] ?? ''
  const owner = givenCaller(door, '10.10.1.1')
  // A scanner of mails looks at the link: nothing happens by looking.
  for (let turn = 0; turn < 3; turn += 1) assert.match((await owner.get(`/${path}`)).body, /It is not me\. Stop it/)
  await owner.post(`/${path}`, {}, { from: `/${path}` })
  assert.match((await owner.get(`/${path}`)).body, /It is stopped/)
  const right = /: (\d{6})/.exec(notice)?.[1] ?? ''
  assert.equal((await caller.post('/o/lakeside/create/check', { code: right }, { from: '/o/lakeside/create/check' })).status, 422)
})

test('who reads the victim’s messages and opens the account is put out of the record by one press', async () => {
  const { fields, own, caller } = await givenPerson()
  await signUpAt(caller, fields)
  const notice = await mailTo(own)
  await caller.post('/o/lakeside/create/check', { code: /: (\d{6})/.exec(notice)?.[1] ?? '' }, { from: '/o/lakeside/create/check' })
  assert.equal(caller.cookies.has('__Host-join'), true)
  const path = /not-me\/[\w-]+/.exec(notice)?.[0] ?? ''
  const owner = givenCaller(door, '10.10.1.2')
  await owner.post(`/${path}`, {}, { from: `/${path}` })
  assert.equal((await caller.get('/join/password')).headers.location, '/code')
})

test('a parent’s address on a teen’s chart opens nothing, proves nothing at the e-mail step, and is refused at the desk with its reason', async () => {
  const parent = 'parent.of.teen@example.com'
  const teen = await givenPerson({ email: parent, birthDate: '2011-01-01' })
  await door.composed.databases.operate.run(async (tx) => {
    const { accounts, access } = door.composed.house
    const person = await accounts.createTrialAccount(tx, { name: 'A Parent', email: parent, password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
    await access.grant(tx, { person, patient: teen.patient, relation: 'parent', kinds: everyKindMask, hidden: 0 })
  })
  await signUpAt(teen.caller, teen.fields)
  assert.doesNotMatch(await mailTo(parent), /type these 6 numbers/)
  const code = await helpCodeAt(teen.caller)
  const desk = await staffSignedIn(door, await givenStaff(door, 'front-desk'))
  const path = await caseAt(desk, { code, ...teen.born })
  const version = /name="version" value="(\d+)"/.exec((await desk.get(path)).body)?.[1] ?? ''
  const refused = await desk.post(path, { version, decision: 'file', ...idSeen, via: 'mail', phone: '', email: 'Parent.Of.Teen@example.com' })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /A parent or a trusted person uses this one/)
  const sent = await desk.post(path, { version, decision: 'file', ...idSeen, via: 'text', phone: '207-555-0171', email: '' }, { from: path })
  assert.equal(sent.status, 303)
  // The teen goes on by the text, and types the parent's address as their own.
  const [text] = await door.composed.databases.web.run((tx) => door.composed.house.notices.texts(tx))
  const link = /create\/go\/[\w-]+/.exec(text?.text ?? '')?.[0] ?? ''
  assert.equal((await teen.caller.post(`/${link}`, {}, { from: `/${link}` })).status, 303)
  door.clock.advance({ seconds: 1 })
  const said = await teen.caller.post('/join/email', { email: parent }, { from: '/join/email' })
  assert.equal(said.headers.location, '/join/email/sent')
  const mail = await mailTo(parent)
  assert.match(mail, /An account of their own needs an address that only they read/)
  assert.doesNotMatch(mail, /\d{6}|join\/confirm/)
})

test('a member of staff decides nothing about their own record, nor about one they act for', async () => {
  const mine = await givenPerson()
  const child = await givenPerson()
  const staff = await givenStaff(door, ['front-desk', 'supervisor'])
  await door.composed.databases.operate.run(async (tx) => {
    await door.composed.house.access.link(tx, { person: staff.person, patient: mine.patient, provenBy: 'letter' })
    await door.composed.house.access.grant(tx, { person: staff.person, patient: child.patient, relation: 'trusted', kinds: everyKindMask, hidden: 0 })
  })
  const desk = await staffSignedIn(door, staff)
  for (const person of [mine, child]) {
    await signUpAt(person.caller, person.fields)
    const path = await caseAt(desk, { code: await helpCodeAt(person.caller), ...person.born })
    assert.match((await desk.get(path)).body, /This is your own record, or one you help with/)
    assert.equal((await desk.post(path, { version: '0', decision: 'file', ...idSeen, via: 'text', phone: '207-555-0172', email: '' })).status, 409)
  }
})

test('a contact that changed a moment ago needs two members of staff, and the one who handed it on is not the second', async () => {
  const person = await givenPerson()
  door.clock.advance({ days: 10 })
  await door.register(person.mrn, { birthDate: `1970-01-${String(made).padStart(2, '0')}`, email: 'attacker@example.com' })
  await signUpAt(person.caller, person.fields)
  assert.match(await mailTo(person.own), /type these 6 numbers/)
  assert.doesNotMatch(await mailTo('attacker@example.com'), /type these 6 numbers/)
  const code = await helpCodeAt(person.caller)
  const both = await givenStaff(door, ['front-desk', 'supervisor'])
  const one = await staffSignedIn(door, both)
  const path = await caseAt(one, { code, ...person.born })
  const letting = { decision: 'file', ...idSeen, via: 'text', phone: '207-555-0173', email: '' }
  assert.equal((await one.post(path, { version: '0', ...letting }, { from: path })).status, 409)
  assert.equal((await one.post(`${path}/unsure`, { version: '0' }, { from: path })).status, 303)
  assert.equal((await one.post(path, { version: '1', ...letting }, { from: path })).status, 409)
  const second = await staffAt(door, 'supervisor')
  await caseAt(second, { code, ...person.born })
  assert.equal((await second.post(path, { version: '1', ...letting }, { from: path })).status, 303)
})
