// Does each mail reach the relay, also when the relay was away for a while?
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openAudit } from '#audit'
import { countWork, openLog } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { type SendMail, mailTrouble } from './relay.ts'
import { type Notices, openNotices } from './notices.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

type Sent = Parameters<SendMail>[0]
function relay(): { notices: Notices; sent: Sent[]; away(yes: boolean): void } {
  const sent: Sent[] = []
  let isAway = false
  const send: SendMail = async (mail) => {
    if (isAway) throw Object.assign(new Error('connection refused'), { code: 'ECONNECTION' })
    sent.push(mail)
  }
  const notices = openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl: 'smtp://relay.example', mailFrom: 'Portico <x@example.com>', send })
  return { notices, sent, away: (yes) => (isAway = yes) }
}

const write = (notices: Notices, to: string, usefulUntil?: Date) => given.web.run((tx) => notices.mail(tx, { kind: 'password-changed', to, facts: { when: 'today', site: 'https://record.example' }, ...(usefulUntil === undefined ? {} : { usefulUntil }) }))

test('a mail is sent once, and its text does not stay', async () => {
  const { notices, sent } = relay()
  const { count } = await countWork(() => write(notices, 'one@example.com'))
  assert.equal(count.mails, 1)
  assert.equal(await notices.deliver(), 1)
  assert.equal(await notices.deliver(), 0)
  assert.equal(sent.length, 1)
  assert.match(sent[0]?.messageId ?? '', /^<[0-9a-f-]{36}@portico>$/)
})

test('while the relay is away mails wait longer each time; after its return each goes out once, with its one id', async () => {
  const { notices, sent, away } = relay()
  away(true)
  await write(notices, 'two@example.com')
  assert.equal(await notices.deliver(), 0)
  assert.equal(await notices.deliver(), 0)
  given.clock.advance({ seconds: 6 })
  assert.equal(await notices.deliver(), 0)
  away(false)
  given.clock.advance({ seconds: 6 })
  assert.equal(await notices.deliver(), 0)
  given.clock.advance({ seconds: 6 })
  assert.equal(await notices.deliver(), 1)
  assert.equal(sent.length, 1)
})

test('a mail that is of no use any more is not sent', async () => {
  const { notices, sent } = relay()
  await write(notices, 'three@example.com', new Date(given.clock.now().getTime() + 60_000))
  given.clock.advance({ minutes: 2 })
  assert.equal(await notices.deliver(), 0)
  assert.equal(sent.length, 0)
})

test('a cause that is rolled back leaves no mail', async () => {
  const { notices, sent } = relay()
  await assert.rejects(given.web.run(async (tx) => {
    await notices.mail(tx, { kind: 'password-changed', to: 'four@example.com', facts: { when: 'today', site: 'https://record.example' } })
    throw new Error('the cause failed')
  }))
  await notices.deliver()
  assert.equal(sent.length, 0)
})

test('two loops at once send each mail once', async () => {
  const { notices, sent } = relay()
  for (let turn = 0; turn < 10; turn += 1) await write(notices, `many-${turn}@example.com`)
  await Promise.all([notices.deliver(), notices.deliver()])
  assert.equal(sent.length, 10)
  assert.equal(new Set(sent.map((mail) => mail.messageId)).size, 10)
})

test('a mail the relay refuses for good is given up; a greylisted one waits; neither makes the relay dead', async () => {
  for (const [responseCode, tries] of [[550, 1], [451, 2]] as const) {
    const sent: Sent[] = []
    const send: SendMail = async (mail) => {
      sent.push(mail)
      throw Object.assign(new Error('no'), { code: 'EENVELOPE', responseCode })
    }
    const notices = openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl: 'smtp://relay.example', mailFrom: 'x@example.com', send })
    await write(notices, `refused-${responseCode}@example.com`, new Date(given.clock.now().getTime() + 60_000))
    await notices.deliver()
    given.clock.advance({ seconds: 31 })
    await notices.deliver()
    assert.equal(sent.length, tries)
    assert.equal((await given.web.run(notices.health)).mail.dead, false)
    given.clock.advance({ minutes: 2 })
    await notices.deliver()
  }
})

test('a relay that does not answer is known to be dead after half a minute, and alive with the first mail it takes, which wakes the others', async () => {
  const { notices, sent, away } = relay()
  away(true)
  for (let turn = 0; turn < 40; turn += 1) await write(notices, `queued-${turn}@example.com`)
  const since = given.clock.now()
  for (let turn = 0; turn < 10; turn += 1) {
    await notices.deliver()
    given.clock.advance({ seconds: 60 })
  }
  const bad = (await given.web.run(notices.health)).mail
  assert.deepEqual([bad.dead, bad.failingSince, bad.oldestWaiting], [true, since, since])
  away(false)
  given.clock.advance({ minutes: 1 })
  await notices.deliver()
  given.clock.advance({ minutes: 2 })
  for (let turn = 0; turn < 4; turn += 1) await notices.deliver()
  assert.equal(sent.length, 40)
  assert.equal((await given.web.run(notices.health)).mail.dead, false)
})

test('mail that waits for minutes while nothing goes out is an outage too: the loop may have stopped', async () => {
  const { notices } = relay()
  await write(notices, 'stuck@example.com')
  given.clock.advance({ minutes: 3 })
  assert.equal((await given.web.run(notices.health)).mail.dead, true)
  assert.equal(await notices.deliver(), 1)
  assert.equal((await given.web.run(notices.health)).mail.dead, false)
})

test('what a failed try becomes is what docs/states.md says', () => {
  const rows = [...readFileSync('docs/states.md', 'utf8').matchAll(/^\| (\d{3}|nothing) \| (E[A-Z]+) \| (refused|later|away) \|$/gm)]
  assert.equal(rows.length, 11)
  for (const [line, did, code, becomes] of rows) assert.equal(mailTrouble(Object.assign(new Error('x'), { code, ...(did === 'nothing' ? {} : { responseCode: Number(did) }) })), becomes, line)
})
