// Is signing in as staff as uniform as a patient's, with counters of its own, and is the second factor always asked for? R9, R13, R15, R20, R22, R45.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Refusal, countWork } from '#kernel'
import { callerFrom, codeAt, givenAccounts, somebody } from '../../../../tests/given/account.ts'
import { type GivenDatabase, givenDatabase } from '../../../../tests/given/database.ts'
import type { Accounts } from '../accounts.ts'

const jo = { ...somebody, name: 'Jo Park', password: 'Walnut-Bridge-Seven-Rivers-61' }
let given: GivenDatabase
let accounts: Accounts
before(async () => {
  given = await givenDatabase()
  accounts = givenAccounts(given)
  await given.operate.run(async (tx) => {
    await accounts.createTrialAccount(tx, somebody)
    await accounts.staff.createTrialAccount(tx, jo)
  })
})
after(() => given.end())
beforeEach(() => given.clock.advance({ hours: 26 }))

const attempt = (email: string, password: string, network: string) => countWork(() => accounts.staff.signIn({ given: { email, password, shared: false, next: null }, caller: callerFrom(network) }).then(() => null, (error: Refusal) => error))

test('an unknown address, a patient’s address alone and a wrong password cost the same statements and the same hash, and hear the same', async () => {
  const [wrong, unknown, patients] = [await attempt(jo.email, 'not the right one', 'a'), await attempt('nobody@lakeside.example', 'not the right one', 'b'), await attempt('hannah@example.com', somebody.password, 'c')]
  assert.deepEqual([unknown.count, patients.count], [wrong.count, wrong.count])
  assert.equal(wrong.count.hashes, 1)
  assert.deepEqual([unknown.value?.code, patients.value?.code], [wrong.value?.code, wrong.value?.code])
})

test('ten wrong passwords at the staff door pause it, and the patient with the same address signs in all the same', async () => {
  for (let turn = 0; turn < 10; turn += 1) await attempt(jo.email, 'not the right one', `many-${turn}`)
  assert.equal((await attempt(jo.email, jo.password, 'right')).value?.code, 'too-many-tries')
  const { half } = await accounts.signIn({ given: { ...somebody, shared: false, next: null }, caller: callerFrom('own') })
  assert.ok(half)
})

test('the password alone opens nothing; a code works once; a sixth session ends the oldest', async () => {
  const tokens: string[] = []
  for (let turn = 0; turn < 6; turn += 1) {
    given.clock.advance({ minutes: 1 })
    const { half } = await accounts.staff.signIn({ given: { ...jo, shared: false, next: null }, caller: callerFrom(`network-${turn}`) })
    await assert.rejects(given.web.run((tx) => accounts.staff.enter(tx, half)), { code: 'session-ended' })
    const code = codeAt(given.clock.now(), jo.totpSecret)
    tokens.push((await accounts.staff.secondStep({ half, shown: { kind: 'app', code }, caller: callerFrom(`network-${turn}`) })).token)
    const again = await accounts.staff.signIn({ given: { ...jo, shared: false, next: null }, caller: callerFrom(`again-${turn}`) })
    await assert.rejects(accounts.staff.secondStep({ half: again.half, shown: { kind: 'app', code }, caller: callerFrom(`again-${turn}`) }), { code: 'second-step-no-match' })
  }
  await assert.rejects(given.desk.run((tx) => accounts.staff.enter(tx, tokens[0] ?? '')), { code: 'session-ended' })
  assert.equal((await given.desk.run((tx) => accounts.staff.enter(tx, tokens[5] ?? ''))).name, 'Jo Park')
})
