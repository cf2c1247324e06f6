// What do two requests at the same instant win that one would not? One TOTP code, one recovery code, the last two factors, one address: R13, R18, R23, T12.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refusal, newSecret } from '#kernel'
import { callerFrom, codeAt, signInAs, somebody } from '../given/account.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../given/database.ts'
import { type GivenIdentity, finishJoining, givenIdentity, joinUpToApp } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
  await given.operate.run((tx) => house.accounts.createTrialAccount(tx, somebody))
})
after(() => given.end())

const rows = <Row extends object>(text: string): Promise<Row[]> => asOwner(given.owner, async (client) => (await client.query(text)).rows as Row[])

/** Visits that gave the password and owe the second step, each in a browser of its own. */
async function halves(howMany: number, network: string): Promise<readonly string[]> {
  const made: string[] = []
  for (let at = 0; at < howMany; at += 1) made.push((await house.accounts.signIn({ given: { email: somebody.email, password: somebody.password, shared: false, next: null }, caller: callerFrom(`${network}-${at}`) })).half)
  return made
}

const won = (ends: readonly PromiseSettledResult<unknown>[]): number => {
  for (const one of ends) if (one.status === 'rejected') assert.ok(one.reason instanceof Refusal, String(one.reason))
  return ends.filter((one) => one.status === 'fulfilled').length
}

test('one code of the app opens one of five visits that show it at once', async () => {
  const visits = await halves(5, 'totp')
  const code = codeAt(given.clock.now())
  const ends = await Promise.allSettled(visits.map((half) => house.accounts.secondStep({ half, shown: { kind: 'app', code }, caller: callerFrom('totp') })))
  assert.equal(won(ends), 1)
})

test('one recovery code opens one of five visits that show it at once', async () => {
  given.clock.advance({ minutes: 20 })
  const { token } = await signInAs(house.accounts, { now: given.clock.now(), network: 'codes' })
  const code = await given.web.run(async (tx) => {
    const session = await house.accounts.enter(tx, token)
    await house.accounts.own.renewCodes(tx, session)
    return (await house.accounts.own.freshCodes(tx, session))?.[0] ?? assert.fail('no codes')
  })
  given.clock.advance({ minutes: 20 })
  const visits = await halves(5, 'recovery')
  const ends = await Promise.allSettled(visits.map((half) => house.accounts.secondStep({ half, shown: { kind: 'recovery-code', code }, caller: callerFrom('recovery') })))
  assert.equal(won(ends), 1)
})

test('of the last two factors taken away at once one stays', async () => {
  given.clock.advance({ minutes: 20 })
  const { token, session } = await signInAs(house.accounts, { now: given.clock.now(), network: 'factors' })
  await given.web.run(async (tx) => {
    const here = await house.accounts.enter(tx, token)
    const { secret } = await house.accounts.own.offerApp(tx, here)
    await house.accounts.own.addApp(tx, { session: here, code: codeAt(given.clock.now(), secret) })
  })
  const { apps } = await given.web.run(async (tx) => house.accounts.own.read(tx, await house.accounts.enter(tx, token)))
  assert.equal(apps.length, 2)
  for (let turn = 0; turn < 5; turn += 1) {
    const ends = await Promise.allSettled(apps.map(({ id }) => given.web.run(async (tx) => house.accounts.own.removeFactor(tx, { session: await house.accounts.enter(tx, token), factor: id }))))
    assert.ok(won(ends) <= 1)
  }
  assert.equal((await rows(`select 1 from accounts_app where person = '${session.person}'`)).length, 1)
})

test('two letters finished at once with one address make one account; the other is told, and nothing of it stays', async () => {
  const ready = []
  for (const mrn of ['L-one', 'L-two']) {
    given.clock.advance({ seconds: 1 })
    await house.register(mrn)
    ready.push(await joinUpToApp(given, house, { code: (await house.letter(mrn)).code.join(''), email: 'both@example.com', network: mrn }))
  }
  const ends = await Promise.allSettled(ready.map((one) => finishJoining(given, house, one)))
  assert.equal(won(ends), 1)
  assert.equal((await rows("select 1 from accounts_account where email = 'both@example.com'")).length, 1)
  assert.equal((await rows("select 1 from identity_code where spent_at is not null")).length, 1)
})

test('a made-up cookie opens nothing, also fifty times at once', async () => {
  const ends = await Promise.allSettled(Array.from({ length: 50 }, () => given.web.run((tx) => house.accounts.enter(tx, newSecret()))))
  assert.equal(won(ends), 0)
})
