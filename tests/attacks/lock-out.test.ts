// Somebody types a patient's address with wrong passwords to lock them out: the owner gets in on a device we know. R15, R16, R18, R20, R21.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Accounts } from '#accounts'
import { type Refusal, countWork } from '#kernel'
import { callerFrom, givenAccounts, signInAs, somebody } from '../given/account.ts'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'

let given: GivenDatabase
let accounts: Accounts
before(async () => {
  given = await givenDatabase()
  accounts = givenAccounts(given)
  await given.operate.run((tx) => accounts.createTrialAccount(tx, somebody))
})
after(() => given.end())

const wrong = (email: string, network: string, device: string | null = null) => accounts.signIn({ given: { email, password: 'wrong', shared: false, next: null }, caller: callerFrom(network, device) }).then(() => 'in', (error: Refusal) => error.code)

test('after three hundred wrong passwords from as many networks ten were checked, and the owner gets in at the first try', async () => {
  const { device } = await signInAs(accounts, { now: given.clock.now(), network: 'home' })
  const { value: said, count } = await countWork(async () => {
    const all: string[] = []
    for (let turn = 0; turn < 300; turn += 1) all.push(await wrong(somebody.email, `attacker-${turn}`))
    return all
  })
  assert.equal(said.filter((one) => one === 'sign-in-no-match').length, 10)
  assert.equal(count.hashes, 10)
  given.clock.advance({ minutes: 2 })
  assert.ok((await signInAs(accounts, { now: given.clock.now(), network: 'home', device })).token)
})

test('a stranger’s device cookie, or one of another address, is no known device', async () => {
  given.clock.advance({ days: 2 })
  const { device } = await signInAs(accounts, { now: given.clock.now(), network: 'home' })
  for (let turn = 0; turn < 10; turn += 1) await wrong('other@example.com', `spray-${turn}`)
  assert.equal(await wrong('other@example.com', 'spray', device), 'too-many-tries')
  const forged = `${(device ?? '').slice(0, -1)}${device?.endsWith('A') === true ? 'B' : 'A'}`
  for (let turn = 0; turn < 10; turn += 1) await wrong(somebody.email, `spray-b-${turn}`)
  assert.equal(await wrong(somebody.email, 'forged', forged), 'too-many-tries')
})

test('an unknown address is paused like a known one, with the same pauses', async () => {
  given.clock.advance({ days: 2 })
  const pausesOf = async (email: string): Promise<string[]> => {
    const all: string[] = []
    for (let turn = 0; turn < 12; turn += 1) all.push(await wrong(email, `pause-${email}-${turn}`))
    return all
  }
  assert.deepEqual(await pausesOf('nobody@example.com'), await pausesOf(somebody.email))
})

test('one network gets ten wrong passwords a minute, over whatever addresses', async () => {
  given.clock.advance({ days: 2 })
  const said: string[] = []
  for (let turn = 0; turn < 12; turn += 1) said.push(await wrong(`person-${turn}@example.com`, 'one-network'))
  assert.deepEqual(said, [...Array<string>(10).fill('sign-in-no-match'), 'too-many-tries', 'too-many-tries'])
  given.clock.advance({ seconds: 61 })
  assert.equal(await wrong('person-13@example.com', 'one-network'), 'sign-in-no-match')
})

test('a pause lasts 15 minutes, then 30, then an hour, never longer', async () => {
  given.clock.advance({ days: 2 })
  const email = 'pauses@example.com'
  const pause = async (): Promise<number> => {
    for (let turn = 0; turn < 10; turn += 1) await wrong(email, `len-${given.clock.now().getTime()}-${turn}`)
    return accounts.signIn({ given: { email, password: 'x', shared: false, next: null }, caller: callerFrom('len') }).then(() => 0, (error: Refusal) => Number(error.facts.seconds))
  }
  const lengths: number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    const seconds = await pause()
    lengths.push(seconds)
    given.clock.advance({ seconds })
  }
  assert.deepEqual(lengths, [900, 1_800, 3_600, 3_600])
})

test('fifty at once are counted as fifty: ten are checked', async () => {
  given.clock.advance({ days: 2 })
  const said = await Promise.all(Array.from({ length: 50 }, (_, at) => wrong('parallel@example.com', `parallel-${at}`)))
  assert.equal(said.filter((one) => one === 'sign-in-no-match').length, 10)
})
