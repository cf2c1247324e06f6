// Somebody looks over a shoulder and types the same six numbers, or a used recovery code: each opens once. R13, R15, R23.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Accounts } from '#accounts'
import type { Refusal } from '#kernel'
import { callerFrom, codeAt, givenAccounts, signInAs, somebody } from '../given/account.ts'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'

let given: GivenDatabase
let accounts: Accounts
before(async () => {
  given = await givenDatabase()
  accounts = givenAccounts(given)
  await given.operate.run((tx) => accounts.createTrialAccount(tx, somebody))
})
after(() => given.end())

const half = async (network: string) => (await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller: callerFrom(network) })).half
const outcome = (promise: Promise<unknown>) => promise.then(() => 'in', (error: Refusal) => error.code)

test('one code typed in eight half-signed-in visits at once opens one', async () => {
  const halves = await Promise.all(Array.from({ length: 8 }, (_, at) => half(`n-${at}`)))
  const code = codeAt(given.clock.now())
  const said = await Promise.all(halves.map((one, at) => outcome(accounts.secondStep({ half: one, shown: { kind: 'app', code }, caller: callerFrom(`n-${at}`) }))))
  assert.equal(said.filter((one) => one === 'in').length, 1)
})

test('a recovery code opens once, also when used twenty times at once, and a new set voids the old', async () => {
  given.clock.advance({ days: 2 })
  const { token } = await signInAs(accounts, { now: given.clock.now() })
  const codes = await given.web.run(async (tx) => {
    const session = await accounts.enter(tx, token)
    await accounts.own.renewCodes(tx, session)
    return accounts.own.freshCodes(tx, session)
  })
  assert.equal(new Set(codes).size, 10)
  const halves = await Promise.all(Array.from({ length: 8 }, (_, at) => half(`r-${at}`)))
  const said = await Promise.all(halves.map((one, at) => outcome(accounts.secondStep({ half: one, shown: { kind: 'recovery-code', code: codes?.[0] ?? '' }, caller: callerFrom(`r-${at}`) }))))
  assert.equal(said.filter((one) => one === 'in').length, 1)
  const later = await half('later')
  assert.equal(await outcome(accounts.secondStep({ half: later, shown: { kind: 'recovery-code', code: (codes?.[1] ?? '').toLowerCase().replaceAll('-', ' ') }, caller: callerFrom('later') })), 'in')
  given.clock.advance({ days: 2 })
  const again = await signInAs(accounts, { now: given.clock.now() })
  await given.web.run(async (tx) => accounts.own.renewCodes(tx, await accounts.enter(tx, again.token)))
  const old = await half('old')
  assert.equal(await outcome(accounts.secondStep({ half: old, shown: { kind: 'recovery-code', code: codes?.[2] ?? '' }, caller: callerFrom('old') })), 'second-step-no-match')
})

test('five wrong numbers end a half-signed-in visit, also for the right ones; ten close the second step for a while', async () => {
  given.clock.advance({ days: 2 })
  const first = await half('guess-1')
  const said = await Promise.all(Array.from({ length: 20 }, () => outcome(accounts.secondStep({ half: first, shown: { kind: 'app', code: '000000' }, caller: callerFrom('guess-1') }))))
  assert.equal(said.filter((one) => one === 'second-step-no-match').length, 5)
  assert.equal(await outcome(accounts.secondStep({ half: first, shown: { kind: 'app', code: codeAt(given.clock.now()) }, caller: callerFrom('guess-1') })), 'too-many-tries')
  const second = await half('guess-2')
  for (let turn = 0; turn < 5; turn += 1) await outcome(accounts.secondStep({ half: second, shown: { kind: 'app', code: '000000' }, caller: callerFrom('guess-2') }))
  const third = await half('guess-3')
  assert.equal(await outcome(accounts.secondStep({ half: third, shown: { kind: 'app', code: codeAt(given.clock.now()) }, caller: callerFrom('guess-3') })), 'too-many-tries')
  given.clock.advance({ minutes: 15, seconds: 1 })
  const fourth = await half('guess-4')
  assert.equal(await outcome(accounts.secondStep({ half: fourth, shown: { kind: 'app', code: codeAt(given.clock.now()) }, caller: callerFrom('guess-4') })), 'in')
})
