// Do the pages of joining lead where they should, also for somebody who has an account? By forms alone, no script.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { givenCaller } from '../../tests/given/caller.ts'
import { type GivenDoor, birth, givenDoor, owner } from '../../tests/given/door.ts'
import { goodPassword, mailedTo } from '../../tests/given/identity.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const letterFor = (mrn: string) => door.composed.databases.operate.run((tx) => door.composed.house.identity.issueLetter(tx, { organization: 'lakeside', mrn }))
const mailed = (email: string) => mailedTo({ web: door.composed.house.database }, email)

test('the square of a letter asks only for the birth date, and leads through every step to the record', async () => {
  await door.register('L-page')
  const path = new URL((await letterFor('L-page')).squareUrl).pathname
  const caller = givenCaller(door, '10.2.0.1')
  const first = await caller.get(path)
  assert.ok(!first.body.includes('id="code"') && first.body.includes('id="birth-month"'))
  assert.equal((await caller.post(path, birth, { from: path })).headers.location, '/join/email')
  assert.equal((await caller.post('/join/email', { email: 'page@example.com' }, { from: '/join/email' })).headers.location, '/join/email/sent')
  // The mail is opened in another browser, which knows nothing of this joining.
  const elsewhere = givenCaller(door, '10.2.0.2')
  const { link } = await mailed('page@example.com')
  assert.match((await elsewhere.get(`/join/confirm/${link}`)).body, /Is this your email\?/)
  assert.equal((await elsewhere.post(`/join/confirm/${link}`, {})).headers.location, `/join/confirm/${link}`)
  assert.match((await elsewhere.get(`/join/confirm/${link}`)).body, /Go back to the window where you began/)
  assert.equal((await caller.get('/join/email/sent')).headers.location, '/join/password')
  assert.equal((await caller.post('/join/password', { password: goodPassword }, { from: '/join/password' })).headers.location, '/join/app')
  assert.equal((await caller.post('/join/second-step', { step: 'app' }, { from: '/join/second-step' })).headers.location, '/join/app')
  const key = />([A-Z2-7 ]{39})</.exec((await caller.get('/join/app')).body)?.[1]?.replaceAll(' ', '') ?? ''
  const code = new TOTP({ secret: key }).generate({ timestamp: door.clock.now().getTime() })
  const done = await caller.post('/join/app', { code })
  assert.equal(done.headers.location, '/join/recovery-codes')
  assert.equal((await caller.get('/join/recovery-codes')).body.match(/<li>[0-9A-Z]{4}(-[0-9A-Z]{4}){3}<\/li>/g)?.length, 10)
  assert.equal((await caller.post('/join/recovery-codes', {})).headers.location, '/me')
  assert.match((await caller.get('/join/recovery-codes')).body, /shown already/)
  assert.equal((await caller.get('/me')).status, 200)
  const again = givenCaller(door, '10.2.0.3')
  assert.equal((await again.post(path, birth, { from: path })).headers.location, '/code/over')
  assert.match((await again.get('/code/over')).body, /This code was used on November 20, 2026/)
})

test('somebody who has an account signs in, and the new record is added to it', async () => {
  door.clock.advance({ minutes: 5 })
  const patient = await door.register('L-second')
  const caller = givenCaller(door, '10.2.1.1')
  await caller.post('/code', { code: (await letterFor('L-second')).code.join(' '), ...birth }, { from: '/code' })
  await caller.post('/join/email', { email: owner.email.toUpperCase() }, { from: '/join/email' })
  const { code } = await mailed(owner.email.toUpperCase())
  assert.equal((await caller.post('/join/email/code', { code }, { from: '/join/email/sent' })).headers.location, '/join/password')
  assert.equal((await caller.get('/join/password')).headers.location, '/join/account')
  assert.match((await caller.get('/join/account')).body, /You already have an account/)
  await caller.post('/o/lakeside/sign-in', { email: owner.email, password: owner.password }, { from: '/o/lakeside/sign-in' })
  assert.equal((await caller.post('/sign-in/second-step', { code: door.code() }, { from: '/sign-in/second-step' })).headers.location, '/me')
  assert.equal(caller.cookies.has('__Host-join'), false)
  const { house } = door.composed
  const reached = await house.database.run(async (tx) => (await house.access.viewerFor(tx, await house.accounts.enter(tx, caller.cookies.get('__Host-session') ?? null), 'me')).patientIds)
  assert.ok(reached.includes(patient) && reached.length === 2)
})

test('what was typed comes back beside what is wrong with it, and the title says so first', async () => {
  const caller = givenCaller(door, '10.2.2.1')
  const refused = await caller.post('/code', { code: '7qf2 m4kd', 'birth-month': '2', 'birth-day': '30', 'birth-year': '1984' }, { from: '/code' })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /<title>Error: /)
  assert.match(refused.body, /value="7qf2 m4kd"/)
  assert.match(refused.body, /value="30"/)
  assert.match(refused.body, /href="#birth-month"/)
  const signIn = await caller.post('/sign-in', { email: 'someone@example.com', password: 'not this one' }, { from: '/sign-in' })
  assert.match(signIn.body, /value="someone@example.com"/)
  assert.ok(!signIn.body.includes('not this one'))
})
