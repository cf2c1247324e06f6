// Does signing in keep its word, from the password to the end of the session? R6, R13, R22, R39, R41, R42, R44, R45.
import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { type Statement, Refusal, countWork, statement } from '#kernel'
import { callerFrom, caller, codeAt, givenAccounts, signInAs, somebody } from '../../../tests/given/account.ts'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import type { Accounts } from './accounts.ts'

let given: GivenDatabase
let accounts: Accounts
let person: string
before(async () => {
  given = await givenDatabase()
  accounts = givenAccounts(given)
  person = await given.operate.run((tx) => accounts.createTrialAccount(tx, somebody))
})
after(() => given.end())
// A step of the app is used once: every test stands a day later than the one before, and no pause is left over.
beforeEach(async () => {
  given.clock.advance({ hours: 26 })
})

const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const whose: Statement<{ person: string | null; half: string | null }> = statement('test.whose', 'select app_person() as person, accounts_half_person() as half')
const enterAs = (token: string) => given.web.run((tx) => accounts.enter(tx, token))

async function asOwner(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(given.owner)
  await client.connect()
  try {
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

test('the right password and a fresh code open a session, and the transaction that enters it is the person’s', async () => {
  const { token, session } = await signInAs(accounts, { now: given.clock.now() })
  assert.equal(session.person, person)
  const rows = await given.web.run(async (tx) => {
    const [entered, row] = await Promise.all([accounts.enter(tx, token), tx.query(whose)])
    assert.equal(entered.email, somebody.email)
    return row
  })
  assert.equal(rows[0]?.person, person)
})

test('a half-signed-in visit never makes the transaction anybody’s', async () => {
  const { half } = await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
  const [row] = await given.web.run(async (tx) => {
    await accounts.enterHalf(tx, half)
    return tx.query(whose)
  })
  assert.equal(row?.person, null)
  assert.equal(row?.half, person)
  await assert.rejects(enterAs(half), refuses('session-ended'))
})

test('a code from the app works once, and one step late', async () => {
  const now = given.clock.now()
  const first = await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
  await accounts.secondStep({ half: first.half, shown: { kind: 'app', code: codeAt(now) }, caller })
  const again = await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
  await assert.rejects(accounts.secondStep({ half: again.half, shown: { kind: 'app', code: codeAt(now) }, caller }), refuses('second-step-no-match'))
  given.clock.advance({ seconds: 60 })
  const late = codeAt(new Date(given.clock.now().getTime() - 30_000))
  const done = await accounts.secondStep({ half: again.half, shown: { kind: 'app', code: late }, caller })
  assert.ok(done.token)
  const older = await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
  given.clock.advance({ seconds: 90 })
  const tooOld = codeAt(new Date(given.clock.now().getTime() - 60_000))
  await assert.rejects(accounts.secondStep({ half: older.half, shown: { kind: 'app', code: tooOld }, caller }), refuses('second-step-no-match'))
})

test('a session that is not used lives 14 minutes 59 and not 15 minutes 1; using it begins the time anew', async () => {
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  given.clock.advance({ minutes: 14, seconds: 59 })
  await enterAs(token)
  given.clock.advance({ minutes: 14, seconds: 59 })
  await enterAs(token)
  given.clock.advance({ minutes: 15, seconds: 1 })
  await assert.rejects(enterAs(token), refuses('session-ended'))
})

test('a session on a shared computer lives 5 minutes without use', async () => {
  const { token, device } = await signInAs(accounts, { now: given.clock.now(), shared: true })
  assert.equal(device, null)
  given.clock.advance({ minutes: 4, seconds: 59 })
  await enterAs(token)
  given.clock.advance({ minutes: 5, seconds: 1 })
  await assert.rejects(enterAs(token), refuses('session-ended'))
})

test('a session in steady use ends after twelve hours', async () => {
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  for (let turn = 0; turn < 72; turn += 1) {
    await enterAs(token)
    given.clock.advance({ minutes: 10 })
  }
  await assert.rejects(enterAs(token), refuses('session-ended'))
})

test('signing out kills the cookie at once; a sixth session ends the oldest', async () => {
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  await given.web.run((tx) => accounts.signOut(tx, token))
  await assert.rejects(enterAs(token), refuses('session-ended'))
  const tokens: string[] = []
  for (let turn = 0; turn < 6; turn += 1) {
    given.clock.advance({ minutes: 1 })
    tokens.push((await signInAs(accounts, { now: given.clock.now() })).token)
  }
  await assert.rejects(enterAs(tokens[0] ?? ''), refuses('session-ended'))
  await enterAs(tokens[1] ?? '')
})

test('showing the factor again gives a new cookie and the old one is dead', async () => {
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  given.clock.advance({ minutes: 6 })
  const fresh = await accounts.stepUp({ token, shown: { kind: 'app', code: codeAt(given.clock.now()) } })
  await assert.rejects(enterAs(token), refuses('session-ended'))
  assert.equal((await enterAs(fresh)).factorAt.getTime(), given.clock.now().getTime())
})

test('an unknown address costs the same statements and the same hash as a wrong password, and hears the same', async () => {
  const attempt = (email: string) => countWork(() => accounts.signIn({ given: { email, password: 'not the right one', shared: false, next: null }, caller: callerFrom(`uniform-${email}`) }).then(() => null, (error: Refusal) => error))
  const known = await attempt(somebody.email)
  const unknown = await attempt('nobody@example.com')
  assert.deepEqual(unknown.count, known.count)
  assert.equal(known.count.hashes, 1)
  assert.deepEqual([unknown.value?.code, unknown.value?.facts], [known.value?.code, known.value?.facts])
})

test('a hash made with old parameters is made anew at the next sign-in', async () => {
  const stored = async () => String((await asOwner(`select password from accounts_account where person = '${person}'`))[0]?.password)
  const salt = Buffer.alloc(16, 7)
  const hash = argon2Sync('argon2id', { message: given.keys.mac('password-pepper', somebody.password), nonce: salt, parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 })
  await asOwner(`update accounts_account set password = '$argon2id$v=19$m=19456,t=2,p=1$${salt.toString('base64').replace(/=+$/, '')}$${hash.toString('base64').replace(/=+$/, '')}' where person = '${person}'`)
  await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
  assert.match(await stored(), /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
  await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
})

test('no table holds a cookie, a password, an app secret or a recovery code that could be used', async () => {
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  const dump = JSON.stringify(await Promise.all(['account', 'app', 'recovery_code', 'session', 'half', 'try'].map((table) => asOwner(`select t::text from accounts_${table} t`))))
  for (const secret of [token, somebody.password, somebody.totpSecret]) assert.ok(!dump.includes(secret))
})

test('the web role can list no account, session or counter, and no half-signed-in row of another', async () => {
  for (const table of ['accounts_account', 'accounts_app', 'accounts_passkey', 'accounts_recovery_code', 'accounts_session', 'accounts_half']) {
    const count: Statement<{ count: string }> = statement(`test.count-${table}`, `select count(*) as count from ${table}`)
    assert.equal((await given.web.run((tx) => tx.query(count)))[0]?.count, '0', table)
  }
  const tries: Statement<never> = statement('test.tries', 'select * from accounts_try')
  await assert.rejects(given.web.run((tx) => tx.query(tries)), /permission denied/)
  const passwords: Statement<never> = statement('test.passwords', 'select password from accounts_account')
  await assert.rejects(given.web.run((tx) => tx.query(passwords)), /permission denied/)
})

test('cleaning up takes what ended and leaves what lives', async () => {
  const old = await signInAs(accounts, { now: given.clock.now() })
  await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller })
  given.clock.advance({ minutes: 16 })
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  await given.operate.run((tx) => accounts.purge(tx))
  assert.equal((await asOwner(`select 1 from accounts_session where id = '${old.session.id}'`)).length, 0)
  assert.equal((await asOwner('select 1 from accounts_half')).length, 0)
  await enterAs(token)
})

test('a new device is told by mail, a known one is not', async () => {
  const first = await signInAs(accounts, { now: given.clock.now(), network: 'mail' })
  assert.equal(first.newDevice, true)
  given.clock.advance({ minutes: 1 })
  const second = await signInAs(accounts, { now: given.clock.now(), network: 'mail', device: first.device })
  assert.equal(second.newDevice, false)
  const mails = await asOwner("select recipient, body from notices_mail where kind = 'new-device' order by written_at desc limit 1")
  assert.equal(mails[0]?.recipient, somebody.email)
})
