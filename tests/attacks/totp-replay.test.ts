// Somebody saw the six numbers of the app: do they open anything a second time, at another step, in another browser, at another process, or after newer ones? R13, T12.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { type Refusal, openLog } from '#kernel'
import { compose } from '../../server/compose.ts'
import { callerFrom } from '../given/account.ts'
import { type Caller, type Reply, givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, passwordOf } from '../given/door.ts'
import { testConfig } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const codeOf = (secret: string, secondsAgo = 0): string => new TOTP({ secret }).generate({ timestamp: door.clock.now().getTime() - secondsAgo * 1000 })
const isIn = (caller: Caller): boolean => caller.cookies.has('__Host-session')
const show = (caller: Caller, code: string): Promise<Reply> => caller.post('/sign-in/second-step', { code }, { from: '/sign-in/second-step' })

let networks = 0
/** A browser that gave the password. */
async function half(): Promise<Caller> {
  networks += 1
  const caller = givenCaller(door, `10.13.${networks}.1`)
  await passwordOf(door, caller)
  assert.ok(caller.cookies.has('__Host-half'))
  return caller
}

/** To the first second of a step whose numbers nobody used, so that the one before is unspent too. */
function toFreshSteps(): void {
  const later = Math.ceil(door.clock.now().getTime() / 30_000) * 30_000 + 120_000
  door.clock.set(new Date(later).toISOString())
}

test('numbers that opened one browser open no other, in whatever spelling', async () => {
  toFreshSteps()
  const [first, second] = [await half(), await half()]
  const code = codeOf(owner.totpSecret)
  assert.equal((await show(first, code)).status, 303)
  assert.equal(isIn(first), true)
  for (const typed of [code, ` ${code.slice(0, 3)} ${code.slice(3)} `, `${code.slice(0, 3)}-${code.slice(3)}`]) assert.equal((await show(second, typed)).status, 422)
  assert.equal(isIn(second), false)
})

test('numbers of the sign-in prove nothing at the step before a change, in the same session; the next ones do, once', async () => {
  toFreshSteps()
  const caller = await half()
  const code = codeOf(owner.totpSecret)
  await show(caller, code)
  assert.equal(isIn(caller), true)
  const again = (typed: string): Promise<Reply> => caller.post('/step-up', { code: typed, next: '/account/password' }, { from: '/step-up?next=%2Faccount%2Fpassword' })
  assert.equal((await again(code)).status, 422)
  door.clock.advance({ seconds: 30 })
  assert.equal((await again(code)).status, 422, 'still within its window, and spent')
  const next = codeOf(owner.totpSecret)
  assert.equal((await again(next)).status, 303)
  assert.equal((await again(next)).status, 422)
  assert.equal((await show(await half(), next)).status, 422, 'nor do numbers of that step open another browser')
})

test('the numbers of the step before are good while no newer ones were used, and never after', async () => {
  toFreshSteps()
  const [first, second, third] = [await half(), await half(), await half()]
  assert.equal((await show(first, codeOf(owner.totpSecret, 60))).status, 422, 'two steps ago is too old')
  assert.equal((await show(first, codeOf(owner.totpSecret, -30))).status, 422, 'the next step is too early')
  assert.equal((await show(first, codeOf(owner.totpSecret, 30))).status, 303)
  assert.equal((await show(second, codeOf(owner.totpSecret))).status, 303, 'the newer ones are still unspent')
  toFreshSteps()
  const newest = await half()
  assert.equal((await show(newest, codeOf(owner.totpSecret))).status, 303)
  assert.equal((await show(third, codeOf(owner.totpSecret, 30))).status, 422, 'older than what was used')
  assert.equal(isIn(third), false)
})

test('numbers that bound a new app do not sign in with it', async () => {
  toFreshSteps()
  const caller = await half()
  await show(caller, codeOf(owner.totpSecret))
  const page = (await caller.get('/account/add-app')).body
  const secret = (/class="code[^"]*"[^>]*>([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replace(/\s/g, '')
  assert.match(secret, /^[A-Z2-7]{32}$/)
  const code = codeOf(secret)
  assert.equal((await caller.post('/account/add-app', { code })).status, 303)
  assert.equal((await show(await half(), code)).status, 422)
  door.clock.advance({ seconds: 30 })
  assert.equal((await show(await half(), codeOf(secret))).status, 303, 'the next ones do')
})

test('one code at two processes at once, each with connections of its own, opens one of eight visits', async () => {
  const other = await compose({ config: testConfig(true), clock: door.clock, connection: door.owner, log: openLog(null), publicUrl: door.url })
  try {
    for (let turn = 0; turn < 4; turn += 1) {
      // The limit of wrong numbers is another test's matter.
      await rowsOf(door, 'delete from accounts_try')
      door.clock.advance({ minutes: 2 })
      const rooms = [door.composed.house.accounts, other.house.accounts]
      const visits = []
      for (let at = 0; at < 8; at += 1) {
        const room = rooms[at % 2] ?? assert.fail()
        const caller = callerFrom(`two-${turn}-${at}`)
        visits.push({ room, caller, half: (await room.signIn({ given: { email: owner.email, password: owner.password, shared: false, next: null }, caller })).half })
      }
      const code = codeOf(owner.totpSecret)
      const said = await Promise.all(visits.map(({ room, caller, half: token }) => room.secondStep({ half: token, shown: { kind: 'app', code }, caller }).then(() => 'in', (refusal: Refusal) => refusal.code)))
      assert.deepEqual(said.toSorted(), ['in', ...Array<string>(7).fill('second-step-no-match')], 'in one; the seven others hear that it does not match')
    }
  } finally {
    await other.close()
  }
})
