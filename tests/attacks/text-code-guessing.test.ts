// Somebody guesses the six texted numbers, while joining and while signing in. Five tries for each text, also of fifty at once; an old text and the text of another prove nothing. R14, R15, R18.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Refusal } from '#kernel'
import { callerFrom } from '../given/account.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../given/database.ts'
import { type GivenIdentity, chart, givenIdentity, goodPassword, joinUpToApp } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

const outcome = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'done', (error: Refusal) => error.code)
const look = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => asOwner(given.owner, async (client) => (await client.query(text, [...values])).rows as Row[])
const texted = async (phone: string): Promise<string> => /\b(\d{6})\b/.exec((await look<{ body: string }>('select body from notices_text where recipient = $1 order by written_at desc, id desc limit 1', [phone]))[0]?.body.replace(/@.*/s, '') ?? '')?.[1] ?? ''
const accounts = async (email: string): Promise<number> => (await look('select 1 from accounts_account where email = $1', [email])).length
const other = (code: string, by: number): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')

async function joined(name: string): Promise<string> {
  await house.register(`L-${name}`)
  return (await joinUpToApp(given, house, { code: (await house.letter(`L-${name}`)).code.join(''), email: `${name}@example.com`, network: name })).join
}
const finish = (join: string, code: string) => outcome(house.identity.finish({ join, shown: { kind: 'text', code }, agent: 'Test/1.0' }, async (tx, proven) => void (await house.access.link(tx, proven))))
const send = (join: string, phone: string, network: string) => outcome(house.identity.sendToPhone({ join, phone, network }))

test('joining: of fifty guesses at once five are looked at, and then the right numbers open nothing either', async () => {
  const join = await joined('fifty')
  assert.equal(await send(join, '(207) 555-0161', 'fifty'), 'done')
  const right = await texted('+12075550161')
  assert.match(right, /^\d{6}$/)
  const said = await Promise.all(Array.from({ length: 50 }, (_, at) => finish(join, other(right, at + 1))))
  assert.deepEqual([...new Set(said)], ['code-no-match'])
  assert.equal((await look<{ tries: number }>('select tries from accounts_try where paused_until = $1', ['infinity'])).length, 1, 'the five are counted in the database')
  assert.equal(await finish(join, right), 'code-no-match')
  assert.equal(await accounts('fifty@example.com'), 0)
  given.clock.advance({ seconds: 5 })
  assert.equal(await send(join, '(207) 555-0161', 'fifty'), 'done')
  assert.equal(await finish(join, await texted('+12075550161')), 'done')
  assert.equal(await accounts('fifty@example.com'), 1)
})

test('joining: the right numbers fifty times at once make one account', async () => {
  const join = await joined('once')
  await send(join, '(207) 555-0162', 'once')
  const right = await texted('+12075550162')
  const said = await Promise.all(Array.from({ length: 50 }, () => finish(join, right)))
  assert.equal(said.filter((one) => one === 'done').length, 1)
  assert.equal(await accounts('once@example.com'), 1)
})

test('joining: an older text, one that ran out, and the text of another joining are refused', async () => {
  const [mine, theirs] = [await joined('mine'), await joined('theirs')]
  await send(mine, '(207) 555-0163', 'mine')
  const old = await texted('+12075550163')
  given.clock.advance({ seconds: 5 })
  await send(mine, '(207) 555-0164', 'mine')
  const fresh = await texted('+12075550164')
  if (old !== fresh) assert.equal(await finish(mine, old), 'code-no-match')
  await send(theirs, '(207) 555-0165', 'theirs')
  const foreign = await texted('+12075550165')
  if (foreign !== fresh) assert.equal(await finish(mine, foreign), 'code-no-match')
  given.clock.advance({ minutes: 10, seconds: 1 })
  assert.equal(await finish(mine, fresh), 'code-no-match')
  assert.equal(await accounts('mine@example.com'), 0)
})

test('joining: nothing is texted before address and password; a joining and a number get six texts', async () => {
  await house.register('L-early')
  const { join: early } = await house.identity.begin({ code: (await house.letter('L-early')).code.join(''), square: null, birthDate: chart.birthDate, network: 'early' })
  assert.equal(await send(early, '(207) 555-0166', 'early'), 'link-not-usable')
  const join = await joined('flood')
  const said: string[] = []
  for (let turn = 0; turn < 7; turn += 1) said.push(await send(join, `(207) 555-017${turn}`, 'flood'))
  assert.deepEqual(said, [...Array<string>(6).fill('done'), 'too-many-tries'])
  const flooded: string[] = []
  for (let turn = 0; turn < 7; turn += 1) flooded.push(await send(await joined(`many-${turn}`), '(207) 555-0180', `many-${turn}`))
  assert.deepEqual(flooded, [...Array<string>(6).fill('done'), 'too-many-tries'])
})

test('signing in: of fifty guesses at once nothing opens, the visit is worn out, and a code of another visit is not this one’s', async () => {
  const join = await joined('signs-in')
  await send(join, '(207) 555-0190', 'signs-in')
  assert.equal(await finish(join, await texted('+12075550190')), 'done')
  const half = async (network: string) => (await house.accounts.signIn({ given: { email: 'signs-in@example.com', password: goodPassword, shared: false, next: null }, caller: callerFrom(network) })).half
  const step = (visit: string, code: string) => outcome(house.accounts.secondStep({ half: visit, shown: { kind: 'text', code }, caller: callerFrom('thief') }))
  const [mine, theirs] = [await half('owner'), await half('thief')]
  given.clock.advance({ seconds: 5 })
  await house.accounts.backIn.textToHalf(mine, 'owner')
  const right = await texted('+12075550190')
  assert.equal(await step(theirs, right), 'second-step-no-match')
  const sessions = (await look('select 1 from accounts_session')).length
  const said = await Promise.all(Array.from({ length: 50 }, (_, at) => step(theirs, other(right, at + 1))))
  assert.equal(said.filter((one) => one === 'second-step-no-match').length, 4, 'five tries for one visit, with the one before')
  assert.equal(said.filter((one) => one === 'too-many-tries').length, 46)
  assert.equal((await look('select 1 from accounts_session')).length, sessions)
  assert.equal(await outcome(house.accounts.secondStep({ half: mine, shown: { kind: 'text', code: right }, caller: callerFrom('owner') })), 'done', 'whoever guesses elsewhere does not stop the owner')
})
