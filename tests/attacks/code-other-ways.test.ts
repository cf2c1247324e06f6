// A code of any way: guessed fifty times at once, used after it was stopped or replaced, asked for twice at once, tried at another
// organization. T9, R31, R34.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Refusal, type Statement, statement } from '#kernel'
import { asOwner, type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type GivenIdentity, chart, givenIdentity } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

type Row = { body: string }
const newestMail: Statement<Row> = statement('test.newest-code-mail', "select body from notices_mail where kind = 'code-by-mail' and recipient = $1 order by written_at desc, id limit 1")
const newestText: Statement<Row> = statement('test.newest-code-text', "select body from notices_text where kind = 'code-by-text' and recipient = $1 order by written_at desc, id limit 1")
const squareIn = (row: Row | undefined): string => /\/code\/([\w-]{22})(?![\w-])/.exec(row?.body ?? '')?.[1] ?? ''
const at = { organization: 'lakeside' }
const attempt = (square: string, birthDate: string, network: string) => house.identity.begin({ code: '', square, birthDate, network }).then(({ state }) => state as string, (error: Refusal) => error.because)

/** A code that went out each way; gives what somebody holds who has seen it on its way. */
async function givenACodeBy(way: 'letter' | 'mail' | 'text', mrn: string, phone: string): Promise<string> {
  await house.register(mrn, { email: `${mrn.toLowerCase()}@example.com`, phone })
  const run = given.operate.run
  if (way === 'letter') return (await run((tx) => house.identity.issueLetter(tx, { ...at, mrn }))).squareUrl.split('/').at(-1) ?? ''
  if (way === 'mail') {
    await run((tx) => house.identity.mailCode(tx, { ...at, mrn }))
    return squareIn((await given.web.run((tx) => tx.query(newestMail, [`${mrn.toLowerCase()}@example.com`])))[0])
  }
  const { to } = await run((tx) => house.identity.textCode(tx, { ...at, mrn }))
  return squareIn((await given.web.run((tx) => tx.query(newestText, [to])))[0])
}

test('of fifty parallel guesses of the birth date five are looked at, by each way a code can come', async () => {
  for (const [place, way] of (['letter', 'mail', 'text'] as const).entries()) {
    const square = await givenACodeBy(way, `W-${way}`, `202-555-010${place}`)
    assert.match(square, /^[\w-]{22}$/, way)
    const said = await Promise.all(Array.from({ length: 50 }, (_, turn) => attempt(square, `1984-03-${String((turn % 28) + 1).padStart(2, '0')}`, `${way}-${turn}`)))
    assert.deepEqual([said.filter((one) => one === 'code or birth date').length, said.filter((one) => one === 'burnt').length], [5, 45], way)
    assert.equal(await attempt(square, chart.birthDate, `${way}-owner`), 'burnt', way)
  }
})

test('a texted link is good for ten minutes to the second', async () => {
  const square = await givenACodeBy('text', 'W-minutes', '202-555-0150')
  given.clock.advance({ minutes: 9, seconds: 59 })
  assert.equal(await attempt(square, chart.birthDate, 'in-time'), 'open')
  given.clock.advance({ seconds: 1 })
  assert.equal(await attempt(square, chart.birthDate, 'late'), 'over')
})

test('a replaced code opens nothing whatever its way, and with a wrong birth date it is like one that never was', async () => {
  const mailed = await givenACodeBy('mail', 'W-old', '202-555-0151')
  await given.operate.run((tx) => house.identity.issueLetter(tx, { ...at, mrn: 'W-old' }))
  assert.equal(await attempt(mailed, '1990-01-01', 'old-wrong'), 'code or birth date')
  assert.equal(await attempt('A'.repeat(22), chart.birthDate, 'never'), 'code or birth date')
  assert.equal(await attempt(mailed, chart.birthDate, 'old-right'), 'over')
})

test('of four letters and mails asked for at once one open code remains', async () => {
  await house.register('W-race', { email: 'race@example.com', phone: '202-555-0152' })
  const asked = await Promise.allSettled(Array.from({ length: 4 }, (_, turn) => given.operate.run<object>((tx) => (turn % 2 === 0 ? house.identity.issueLetter(tx, { ...at, mrn: 'W-race', reason: 'at once' }) : house.identity.mailCode(tx, { ...at, mrn: 'W-race' })))))
  for (const one of asked) assert.equal(one.status, 'fulfilled', String((one as PromiseRejectedResult).reason))
  const counted = await asOwner(given.owner, async (client) => (await client.query<{ all: number; open: number }>("select count(*)::int as all, count(*) filter (where spent_at is null and voided_at is null)::int as open from identity_code where patient = $1", [await house.register('W-race', { email: 'race@example.com', phone: '202-555-0152' })])).rows)
  assert.deepEqual(counted, [{ all: 4, open: 1 }])
})

test('two letters at once without a reason: one goes out', async () => {
  await house.register('W-two')
  const asked = await Promise.allSettled([0, 1].map(() => given.operate.run((tx) => house.identity.issueLetter(tx, { ...at, mrn: 'W-two' }))))
  assert.deepEqual(asked.map((one) => (one.status === 'fulfilled' ? 'sent' : (one.reason as Refusal).code)).sort(), ['letter-too-soon', 'sent'])
})
