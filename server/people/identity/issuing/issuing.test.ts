// Does a code of each way live, replace, tell and end as it should? R25, R33, R34, R37, T9.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Refusal, type Statement, statement } from '#kernel'
import { codeStates } from '../../../../contract/code-channels.ts'
import { asOwner, type GivenDatabase, givenDatabase } from '../../../../tests/given/database.ts'
import { type GivenIdentity, chart, finishJoining, givenIdentity, joinUpToApp } from '../../../../tests/given/identity.ts'
import { type CodeFacts, codeState } from './state.ts'

let given: GivenDatabase
let house: GivenIdentity
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
})
after(() => given.end())

type MailRow = { kind: string; recipient: string; body: string }
const mails: Statement<MailRow> = statement('test.mails-since', "select kind, recipient, body from notices_mail where written_at >= $1 and kind in ('code-by-mail', 'code-notice') order by recipient")
const mailsSince = (since: Date) => given.web.run((tx) => tx.query(mails, [since]))
const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const plainLetter = (mrn: string, reason: string | null = null) => given.operate.run((tx) => house.identity.issueLetter(tx, { organization: 'lakeside', mrn, reason }))
const mailCode = (mrn: string) => given.operate.run((tx) => house.identity.mailCode(tx, { organization: 'lakeside', mrn }))
const squareIn = (body: string) => /\/code\/([\w-]{22})\n/.exec(body)?.[1] ?? ''
const stopIn = (body: string) => /\/code\/stop\/([\w-]+)/.exec(body)?.[1] ?? ''
const bySquare = (square: string, network: string, birthDate = chart.birthDate) => house.identity.begin({ code: '', square, birthDate, network })

test('a mailed code opens for a day to whoever has the mailbox and the birth date, and proves that address', async () => {
  await house.register('I-mail', { email: 'Ana.On.File@example.com' })
  const sent = await mailCode('I-mail')
  assert.ok(!JSON.stringify(sent).match(/[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/), 'whoever asked for it never sees the code')
  const [mail] = await mailsSince(given.clock.now())
  assert.deepEqual([mail?.kind, mail?.recipient], ['code-by-mail', 'Ana.On.File@example.com'])
  assert.ok(!(mail?.body ?? '').includes(chart.birthDate) && !(mail?.body ?? '').includes('Ana Moreno'))
  const square = squareIn(mail?.body ?? '')
  given.clock.advance({ hours: 23, minutes: 59, seconds: 59 })
  const begun = await bySquare(square, 'mail-in-time')
  assert.deepEqual([begun.state, begun.proven], ['open', true])
  const joining = await given.web.run((tx) => house.identity.readJoining(tx, begun.join))
  assert.deepEqual([joining?.email, joining?.proven], ['Ana.On.File@example.com', true])
  given.clock.advance({ seconds: 2 })
  assert.equal((await bySquare(square, 'mail-late')).state, 'over')
  // What was begun in time may be finished.
  await house.identity.choosePassword({ join: begun.join, password: 'kettle-orbit-mango-77' })
})

test('the twelve letters of a mailed code prove the mailbox as its link does', async () => {
  await house.register('I-mail-typed', { email: 'typed@example.com' })
  await mailCode('I-mail-typed')
  const [mail] = await mailsSince(given.clock.now())
  const code = /([0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4})/.exec(mail?.body ?? '')?.[1] ?? ''
  assert.equal((await house.identity.begin({ code, square: null, birthDate: chart.birthDate, network: 'typed' })).proven, true)
})

test('without an address on file no code is mailed, and a letter does not prove an address', async () => {
  await house.register('I-none')
  await assert.rejects(mailCode('I-none'), refuses('no-contact-on-file'))
  const letter = await plainLetter('I-none')
  assert.equal((await house.identity.begin({ code: letter.code.join(''), square: null, birthDate: chart.birthDate, network: 'letter' })).proven, false)
})

test('a code of one way stops the code of another', async () => {
  await house.register('I-both', { email: 'both@example.com' })
  const letter = await plainLetter('I-both')
  await mailCode('I-both')
  const { join, state } = await house.identity.begin({ code: letter.code.join(''), square: null, birthDate: chart.birthDate, network: 'both' })
  assert.equal(state, 'over')
  const over = await given.web.run((tx) => house.identity.readOver(tx, join))
  assert.deepEqual([over?.state, over?.newer?.channel], ['replaced', 'mail'])
})

test('one letter goes out in 24 hours, a second one only with a reason that stands in the trail', async () => {
  await house.register('I-pace')
  await plainLetter('I-pace')
  await assert.rejects(plainLetter('I-pace'), (error) => refuses('letter-too-soon')(error) && /November|December/.test(String((error as Refusal).facts.when)))
  await assert.rejects(plainLetter('I-pace', '   '), refuses('letter-too-soon'))
  await plainLetter('I-pace', 'the first one came back')
  const [line] = await asOwner(given.owner, async (client) => (await client.query<{ detail: { channel: string; reason?: string } }>("select detail from audit_event where kind = 'code-issued' and detail ? 'reason'")).rows)
  assert.deepEqual(line?.detail, { channel: 'letter', by: 'operator', reason: 'the first one came back' })
  given.clock.advance({ hours: 24, seconds: 1 })
  await plainLetter('I-pace')
})

test('a letter for a chart tells its contact on file and the holder of its account, and each can stop it', async () => {
  await house.register('I-told', { email: 'told@example.com' })
  const first = await plainLetter('I-told')
  await finishJoining(given, house, await joinUpToApp(given, house, { code: first.code.join(''), email: 'holder@example.com' }))
  given.clock.advance({ days: 2 })
  const second = await plainLetter('I-told')
  const notices = await mailsSince(given.clock.now())
  assert.deepEqual(notices.map((one) => [one.kind, one.recipient]), [['code-notice', 'holder@example.com'], ['code-notice', 'told@example.com']])
  const token = stopIn(notices[0]?.body ?? '')
  for (let turn = 0; turn < 3; turn += 1) assert.equal((await given.web.run((tx) => house.identity.readStoppable(tx, token)))?.reported, false)
  assert.equal((await given.web.run((tx) => house.identity.stopCode(tx, token))).spent, false)
  await assert.rejects(given.web.run((tx) => house.identity.stopCode(tx, token)), refuses('link-not-usable'))
  const { join } = await house.identity.begin({ code: second.code.join(''), square: null, birthDate: chart.birthDate, network: 'told' })
  assert.equal((await given.web.run((tx) => house.identity.readOver(tx, join)))?.state, 'reported')
})

test('a code that is stopped while somebody is on the way in lets nobody finish', async () => {
  await house.register('I-stopped', { email: 'stopped@example.com' })
  const letter = await plainLetter('I-stopped')
  const ready = await joinUpToApp(given, house, { code: letter.code.join(''), email: 'intruder@example.com' })
  const [notice] = (await mailsSince(given.clock.now())).filter((one) => one.recipient === 'stopped@example.com')
  await given.web.run((tx) => house.identity.stopCode(tx, stopIn(notice?.body ?? '')))
  await assert.rejects(finishJoining(given, house, ready), refuses('link-not-usable'))
})

test('the fifth wrong try is written down as burnt, the fourth is not', async () => {
  const patient = await house.register('I-burnt')
  const letter = await plainLetter('I-burnt')
  const burnt = () => asOwner(given.owner, async (client) => (await client.query<{ burnt: boolean }>('select burnt_at is not null as burnt from identity_code where patient = $1', [patient])).rows[0]?.burnt)
  const attempt = (at: number) => assert.rejects(house.identity.begin({ code: letter.code.join(''), square: null, birthDate: '1990-01-01', network: `burn-${at}` }), refuses('code-no-match'))
  for (let turn = 0; turn < 4; turn += 1) await attempt(turn)
  assert.equal(await burnt(), false)
  await attempt(4)
  assert.equal(await burnt(), true)
})

test('the table of docs/states.md is what the code says of a code', () => {
  const lines = [...(/## Codes: what became of one\n([\s\S]*?)(?:\n## |$)/.exec(readFileSync('docs/states.md', 'utf8'))?.[1] ?? '').matchAll(/^\| (used|not used) \| (.+?) \| (burnt|not burnt) \| (before|after) \| ([a-z-]+) \|/gm)]
  assert.ok(lines.length >= codeStates.length)
  const seen = new Set<string>()
  for (const [, used, taken, burnt, end, state] of lines) {
    const why = { 'not taken back': null, 'by a newer code': 'replaced', 'by staff': 'stopped', 'by “this was not me”': 'not-me', 'by a restored backup': null }[taken ?? '']
    const facts: CodeFacts = { expiresAt: end === 'before' ? 2 : 0, spentAt: used === 'used' ? 1 : null, voidedAt: taken === 'not taken back' ? null : 1, ended: (why ?? null) as CodeFacts['ended'], burntAt: burnt === 'burnt' ? 1 : null }
    assert.equal(codeState(facts, 1), state, `${used}, ${taken}, ${burnt}, ${end}`)
    seen.add(state ?? '')
  }
  assert.deepEqual([...seen].sort(), [...codeStates].sort())
})
