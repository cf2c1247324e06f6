// Does the way from the letter to the account keep its word? R25, R31, R32, R33, R34, R36.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { Refusal, countWork } from '#kernel'
import { callerFrom, codeAt } from '../../../tests/given/account.ts'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { type GivenIdentity, chart, finishJoining, givenIdentity, goodPassword, joinUpToApp, mailedTo } from '../../../tests/given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const overOf = ({ state, join }: { state: string; join: string }) => (state === 'over' ? given.web.run((tx) => house.identity.readOver(tx, join)) : Promise.resolve(null))
const begin = (code: string, network: string, birthDate = chart.birthDate) => house.identity.begin({ code, square: null, birthDate, network })

async function rows(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(given.owner)
  await client.connect()
  try {
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

test('a letter carries the code in three groups, a square, the last day, and no birth date', async () => {
  const letter = await house.letter()
  assert.match(letter.code.join(' '), /^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/)
  assert.equal(letter.validUntil, '2026-12-10')
  assert.equal(letter.until, 'December 10, 2026')
  assert.ok(letter.square.length >= 25 && letter.square.every((row) => row.length === letter.square.length))
  assert.ok(!JSON.stringify(letter).includes(chart.birthDate))
})

test('from the code to an account, a linked patient and a session, all at once', async () => {
  const mrn = 'L-whole'
  const patient = await house.register(mrn)
  const letter = await house.letter(mrn)
  const ready = await joinUpToApp(given, house, { code: letter.code.join('').toLowerCase(), email: 'whole@example.com' })
  assert.equal((await rows("select 1 from accounts_account where email = 'whole@example.com'")).length, 0)
  const done = await finishJoining(given, house, ready)
  const viewer = await given.web.run(async (tx) => {
    const session = await house.accounts.enter(tx, done.token)
    assert.equal(session.name, chart.name)
    assert.equal((await house.accounts.own.freshCodes(tx, session))?.length, 10)
    return (await house.access.viewerFor(tx, session, 'me')).patientIds
  })
  assert.deepEqual(viewer, [patient])
  assert.equal((await overOf(await begin(letter.code.join(''), 'again')))?.state, 'used')
})

test('a factor that fails leaves nothing behind', async () => {
  await house.register('L-fails')
  const letter = await house.letter('L-fails')
  const ready = await joinUpToApp(given, house, { code: letter.code.join(''), email: 'fails@example.com' })
  await assert.rejects(house.identity.finish({ join: ready.join, shown: { kind: 'app', code: '000000' }, agent: '' }, async () => undefined), refuses('second-step-no-match'))
  const linkBreaks = house.identity.finish({ join: ready.join, shown: { kind: 'app', code: codeAt(given.clock.now(), ready.secret) }, agent: '' }, async () => {
    throw new Error('linking broke')
  })
  await assert.rejects(linkBreaks, /linking broke/)
  assert.equal((await rows("select 1 from accounts_account where email = 'fails@example.com'")).length, 0)
  assert.ok((await finishJoining(given, house, ready)).token)
})

test('a new letter stops the old code', async () => {
  await house.register('L-new')
  const first = await house.letter('L-new')
  given.clock.advance({ days: 1, seconds: 1 })
  await house.letter('L-new')
  const over = await overOf(await begin(first.code.join(''), 'new'))
  assert.deepEqual([over?.state, over?.newer?.channel, over?.newer?.at.toISOString(), over?.birthDate], ['replaced', 'letter', given.clock.now().toISOString(), chart.birthDate])
})

test('a code that ran out says so only to its birth date, one second after its last day', async () => {
  await house.register('L-old')
  const letter = await house.letter('L-old')
  given.clock.set('2026-12-12T04:59:59Z')
  assert.equal((await begin(letter.code.join(''), 'old')).state, 'open')
  given.clock.set('2026-12-12T05:00:00Z')
  const over = await overOf(await begin(letter.code.join(''), 'old'))
  assert.deepEqual([over?.state, over?.until, over?.organization], ['ran-out', '2026-12-11', 'lakeside'])
  await assert.rejects(begin(letter.code.join(''), 'old', '1984-02-04'), refuses('code-no-match'))
})

test('the square opens the same way and counts against the same five tries', async () => {
  await house.register('L-square')
  const letter = await house.letter('L-square')
  const stored = await rows("select encode(square_hash, 'hex') as hash from identity_code order by issued_at desc, id limit 1")
  assert.equal(String(stored[0]?.hash).length, 64)
  const { identity } = house
  const square = letter.squareUrl.split('/').at(-1) ?? ''
  assert.ok((await identity.begin({ code: '', square, birthDate: chart.birthDate, network: 'square-ok' })).join)
  const unknown = 'A'.repeat(22)
  await assert.rejects(identity.begin({ code: '', square: unknown, birthDate: chart.birthDate, network: 'square' }), refuses('code-no-match'))
  for (let turn = 0; turn < 5; turn += 1) await assert.rejects(begin(letter.code.join(''), `square-${turn}`, '1990-01-01'), refuses('code-no-match'))
  await assert.rejects(begin(letter.code.join(''), 'square-right'), refuses('code-no-match'))
  await assert.rejects(identity.begin({ code: '', square, birthDate: chart.birthDate, network: 'square-late' }), refuses('code-no-match'))
})

test('the mailed link proves once, looking at it spends nothing, and the numbers of an older mail prove nothing', async () => {
  await house.register('L-mail')
  const letter = await house.letter('L-mail')
  const { identity } = house
  const { join } = await begin(letter.code.join(''), 'mail')
  await identity.sendProof({ join, email: 'first@example.com', network: 'mail' })
  const first = await mailedTo(given, 'first@example.com')
  given.clock.advance({ seconds: 1 })
  await identity.sendProof({ join, email: 'second@example.com', network: 'mail' })
  await assert.rejects(identity.proveByNumbers({ join, code: first.code }), refuses('code-no-match'))
  const { link } = await mailedTo(given, 'second@example.com')
  for (let turn = 0; turn < 3; turn += 1) assert.equal((await given.web.run((tx) => identity.waitingFor(tx, link)))?.proven, false)
  await given.web.run((tx) => identity.proveByLink(tx, link))
  await assert.rejects(given.web.run((tx) => identity.proveByLink(tx, link)), refuses('link-not-usable'))
  assert.equal((await given.web.run((tx) => identity.readJoining(tx, join)))?.proven, true)
})

test('a proven address that has an account leads to signing in, and the record is added to that account', async () => {
  await house.register('L-has-1')
  const before = await house.letter('L-has-1')
  const ready = await joinUpToApp(given, house, { code: before.code.join(''), email: 'has@example.com' })
  const first = await finishJoining(given, house, ready)
  const second = await house.register('L-has-2')
  const letter = await house.letter('L-has-2')
  const { join } = await begin(letter.code.join(''), 'has')
  await house.identity.sendProof({ join, email: 'HAS@example.com', network: 'has' })
  await house.identity.proveByNumbers({ join, code: (await mailedTo(given, 'HAS@example.com')).code })
  assert.equal(await given.web.run((tx) => house.identity.hasAccount(tx, join)), true)
  given.clock.advance({ minutes: 2 })
  const { half } = await house.accounts.signIn({ given: { email: 'has@example.com', password: goodPassword, shared: false, next: null }, caller: callerFrom('has') })
  await house.accounts.secondStep({ half, shown: { kind: 'app', code: codeAt(given.clock.now(), ready.secret) }, caller: callerFrom('has') }, async (tx, done) => {
    const proven = await house.identity.proveWaiting(tx, join, done.session)
    assert.equal(proven?.patient, second)
    await house.access.link(tx, { person: done.session.person, patient: second, provenBy: 'letter' })
  })
  const links = await rows(`select patient from access_link where person = '${first.session.person}'`)
  assert.equal(links.length, 2)

  // R37: both mails can close the account. Looking at the link closes nothing, the press does; the mail does not say by which way.
  for (const kind of ['account-opened', 'patient-linked']) {
    const [mail] = await rows(`select body from notices_mail where kind = '${kind}' and lower(recipient) = 'has@example.com'`)
    const body = String(mail?.body)
    assert.doesNotMatch(body, /letter/)
    const token = /account\/not-me\/([\w-]+)/.exec(body)?.[1] ?? ''
    for (let turn = 0; turn < 3; turn += 1) assert.equal((await given.web.run((tx) => house.accounts.backIn.freezeWaits(tx, token))).open, true)
    assert.equal((await rows(`select 1 from accounts_account where person = '${first.session.person}' and frozen_at is not null`)).length, kind === 'account-opened' ? 0 : 1)
    await given.web.run((tx) => house.accounts.backIn.freezeByLink(tx, token))
    assert.equal((await rows(`select 1 from accounts_account where person = '${first.session.person}' and frozen_at is not null`)).length, 1)
  }
})

test('a joining whose address is another’s adds nothing to whoever signs in', async () => {
  await house.register('L-other')
  const letter = await house.letter('L-other')
  const { join } = await begin(letter.code.join(''), 'other')
  await house.identity.sendProof({ join, email: 'third@example.com', network: 'other' })
  await house.identity.proveByNumbers({ join, code: (await mailedTo(given, 'third@example.com')).code })
  const session = { id: '', person: '', name: '', email: 'has@example.com', assurance: 'second-factor' as const, factorAt: given.clock.now(), startedAt: given.clock.now(), endsAt: given.clock.now(), idleEndsAt: given.clock.now(), shared: false, idleSeconds: 900 }
  assert.equal(await given.web.run((tx) => house.identity.proveWaiting(tx, join, session)), null)
})

test('wrong, unknown, used and burnt cost the same statements and the same hash', async () => {
  await house.register('L-work')
  const letter = await house.letter('L-work')
  const code = letter.code.join('')
  const attempt = (typed: string, network: string, birthDate = '1990-01-01') => countWork(() => begin(typed, network, birthDate).then(() => null, (error: Refusal) => error))
  const wrong = await attempt(code, 'work-1')
  const unknown = await attempt('ZZZZZZZZZZZZ', 'work-2')
  const noCode = await attempt('hello', 'work-3')
  for (let turn = 0; turn < 4; turn += 1) await attempt(code, `work-burn-${turn}`)
  const burnt = await attempt(code, 'work-4', chart.birthDate)
  for (const one of [unknown, noCode, burnt]) {
    assert.deepEqual(one.count, wrong.count)
    assert.deepEqual([one.value?.code, one.value?.facts], [wrong.value?.code, wrong.value?.facts])
  }
  assert.equal(wrong.count.hashes, 1)
})

test('a person who has died gets no letter', async () => {
  await house.register('L-died', { deceasedOn: '2026-01-01' })
  await assert.rejects(house.letter('L-died'), refuses('person-has-died'))
})

test('no code, square, mailed number or name stands in a table in the clear', async () => {
  await house.register('L-dump')
  const letter = await house.letter('L-dump')
  const { join } = await begin(letter.code.join(''), 'dump')
  await house.identity.sendProof({ join, email: 'dump@example.com', network: 'dump' })
  const dump = JSON.stringify([await rows('select t::text from identity_code t'), await rows('select t::text from identity_joining t')])
  const mailed = await mailedTo(given, 'dump@example.com')
  for (const secret of [letter.code.join(''), chart.name, chart.birthDate, join, mailed.link]) assert.ok(!dump.includes(secret), secret)
})

test('a child gets no letter until the midnight of the birthday from which an own account is theirs', async () => {
  // Thirteen is the usual age; midnight at Lakeside is five o'clock UTC.
  const [before, on] = [given.clock.now(), '2026-12-24T05:00:00Z']
  await house.register('L-child', { birthDate: '2013-12-24' })
  given.clock.set('2026-12-24T04:59:59Z')
  await assert.rejects(house.letter('L-child'), refuses('too-young-for-code'))
  given.clock.set(on)
  assert.equal((await house.letter('L-child')).codeGroups.length, 3)
  given.clock.set(before.toISOString())
})
