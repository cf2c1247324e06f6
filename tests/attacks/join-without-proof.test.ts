// Somebody signed in tries to swallow the account of another person: with a password alone, a stale session, a wrong or spent code. R46, T12.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner } from '../given/door.ts'
import { linkIn, mailsTo, nextCode } from '../given/journeys/recovery.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
const second = { name: 'Rosa Alvarez', email: 'rosa.second@example.com', password: 'ladder-sunset-pencil-93', totpSecret: 'KBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }
let secondChart = ''
before(async () => {
  door = await givenDoor()
  secondChart = await door.register('L-200')
  await door.composed.databases.operate.run(async (tx) => {
    const person = await door.composed.house.accounts.createTrialAccount(tx, second)
    await door.composed.house.access.link(tx, { person, patient: secondChart, provenBy: 'letter' })
  })
})
after(() => door.end())

const codeOf = (secret: string): string => new TOTP({ secret }).generate({ timestamp: door.clock.now().getTime() })
async function inAs(account: { email: string; password: string; totpSecret: string }, address: string): Promise<Caller> {
  door.clock.advance({ seconds: 31 })
  const caller = givenCaller(door, address)
  await caller.post('/sign-in', { email: account.email, password: account.password }, { from: '/sign-in' })
  await caller.post('/sign-in/second-step', { code: codeOf(account.totpSecret) }, { from: '/sign-in/second-step' })
  return caller
}
const chartsOf = async (email: string) => (await rowsOf<{ patient: string }>(door, "select l.patient from access_link l join accounts_account a on a.person = l.person where a.email = $1 and l.valid_until = 'infinity'", [email])).length
const closed = async () => (await rowsOf(door, 'select 1 from accounts_account where closed_into is not null')).length

test('nobody, a half sign-in and a stale session get no further than signing in or showing a factor', async () => {
  const nobody = givenCaller(door, '10.6.0.1')
  assert.match(String((await nobody.get('/account/other')).headers.location), /^\/sign-in/)
  await nobody.get('/sign-in')
  assert.match(String((await nobody.post('/account/other', { email: second.email, password: second.password })).headers.location), /^\/sign-in/)
  const caller = await inAs(owner, '10.6.0.2')
  door.clock.advance({ minutes: 6 })
  assert.match(String((await caller.get('/account/other')).headers.location), /^\/step-up/)
  assert.equal(await closed(), 0)
})

test('the password alone joins nothing, nor a wrong code, one’s own code, or the own account', async () => {
  const caller = await inAs(owner, '10.6.0.3')
  assert.equal((await caller.post('/account/other', { email: second.email, password: 'wrong' }, { from: '/account/other' })).status, 422)
  assert.equal((await caller.post('/account/other', { email: owner.email, password: owner.password }, { from: '/account/other' })).status, 422)
  assert.equal((await caller.post('/account/other', { email: second.email, password: second.password }, { from: '/account/other' })).headers.location, '/account/other/step')
  assert.equal((await caller.post('/account/other/step', { code: '000000' }, { from: '/account/other/step' })).status, 422)
  door.clock.advance({ seconds: 31 })
  assert.equal((await caller.post('/account/other/step', { code: codeOf(owner.totpSecret) }, { from: '/account/other/step' })).status, 422)
  assert.deepEqual([await closed(), await chartsOf(second.email)], [0, 1])
})

test('with both proofs they are one: the records move, both addresses sign in, both are told, and one press makes them two again', async () => {
  const other = await inAs(second, '10.6.0.4')
  const caller = await inAs(owner, '10.6.0.5')
  await caller.post('/account/other', { email: second.email, password: second.password }, { from: '/account/other' })
  door.clock.advance({ seconds: 31 })
  const joined = await caller.post('/account/other/step', { code: codeOf(second.totpSecret) }, { from: '/account/other/step' })
  assert.equal(joined.headers.location, '/account?done=joined')
  assert.deepEqual([await chartsOf(owner.email), await chartsOf(second.email)], [2, 0])
  assert.equal((await other.get('/account')).status, 303, 'the other session ended')
  for (const to of [owner.email, second.email]) assert.equal((await mailsTo(door, to, 'accounts-joined')).length, 1, to)

  const old = givenCaller(door, '10.6.0.6')
  assert.equal((await old.post('/sign-in', { email: second.email, password: second.password }, { from: '/sign-in' })).status, 422, 'the password of the closed one is gone')
  await old.post('/sign-in', { email: second.email, password: owner.password }, { from: '/sign-in' })
  await old.post('/sign-in/second-step', { code: nextCode(door) }, { from: '/sign-in/second-step' })
  assert.equal((await old.get('/account')).status, 200, 'its address signs in to the kept one')

  const undo = await linkIn(door, { to: second.email, kind: 'accounts-joined', page: '/account/part' })
  const reader = givenCaller(door, '10.6.0.7')
  assert.equal((await reader.get(undo)).status, 200)
  assert.deepEqual([await chartsOf(owner.email), await chartsOf(second.email)], [2, 0], 'looking undoes nothing')
  assert.equal((await reader.post(undo, {}, { from: undo })).status, 303)
  assert.deepEqual([await chartsOf(owner.email), await chartsOf(second.email)], [1, 1])
  assert.equal((await old.get('/account')).status, 303, 'everybody is out')
})
