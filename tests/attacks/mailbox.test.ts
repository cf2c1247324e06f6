// Can anybody read mail that Portico sent to real people? The mailbox exists in a trial only, in the pages and in the database.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAudit } from '#audit'
import { type Statement, openLog, statement } from '#kernel'
import { openNotices } from '#notices'
import { givenCaller } from '../given/caller.ts'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type GivenDoor, givenDoor } from '../given/door.ts'

let door: GivenDoor
let given: GivenDatabase
before(async () => {
  door = await givenDoor()
  given = await givenDatabase()
})
after(async () => {
  await door.end()
  await given.end()
})

const all: Statement<{ count: string }> = statement('test.all-mail', 'select count(*) as count from notices_mail')
const facts = { when: 'today', site: 'https://record.example' }

test('outside a trial the mailbox answers like a page that never was', async () => {
  const real = { ...door.composed.house, config: { ...door.composed.house.config, trial: false } }
  const { mailboxRoutes } = await import('../../web/mailbox/routes.ts')
  const context = { house: real, run: door.composed.house.database.run }
  for (const route of mailboxRoutes) {
    if (route.method !== 'GET') continue
    await assert.rejects(route.load(context as never, { params: { mail: '00000000-0000-4000-8000-000000000000' }, query: {} } as never), { code: 'not-found' })
  }
})

test('mail written for a relay cannot be read by the web role at all', async () => {
  const sent: unknown[] = []
  const notices = openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl: 'smtp://relay.example', mailFrom: 'x@example.com', send: async (mail) => void sent.push(mail) })
  await given.web.run((tx) => notices.mail(tx, { kind: 'password-changed', to: 'rosa@example.com', facts }))
  assert.deepEqual(await given.web.run((tx) => notices.mailbox(tx)), [])
  assert.equal((await given.web.run((tx) => tx.query(all)))[0]?.count, '0')
  assert.equal(await notices.deliver(), 1)
  assert.equal(sent.length, 1)
})

test('the built-in mailbox is refused outside a trial', () => {
  assert.throws(() => openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl: null, mailFrom: 'x@example.com' }), /for trials/)
})

test('a name with line breaks adds no header and no second recipient', async () => {
  const sent: { to: string; subject: string }[] = []
  const notices = openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl: 'smtp://relay.example', mailFrom: 'x@example.com', send: async (mail) => void sent.push(mail) })
  await given.web.run((tx) => notices.mail(tx, { kind: 'account-opened', to: 'rosa@example.com\r\nBcc: thief@example.com', facts: { organization: 'Lakeside\r\nBcc: thief@example.com', site: 'https://record.example', phone: null } }))
  await notices.deliver()
  for (const mail of sent) assert.ok(!/[\r\n]/.test(mail.to + mail.subject))
})

test('in a trial the mailbox shows the mail and its link, and a foreign id is not found', async () => {
  const caller = givenCaller(door)
  await door.composed.house.database.run((tx) => door.composed.house.notices.mail(tx, { kind: 'password-changed', to: 'rosa@example.com', facts: { ...facts, when: '<b>now</b>' } }))
  const list = await caller.get('/mailbox')
  const id = /\/mailbox\/([0-9a-f-]{36})/.exec(list.body)?.[1] ?? ''
  const one = await caller.get(`/mailbox/${id}`)
  assert.match(one.body, /&lt;b>now|&lt;b&gt;now/)
  assert.equal((await caller.get('/mailbox/00000000-0000-4000-8000-000000000000')).status, 404)
  assert.equal((await caller.get("/mailbox/'; drop")).status, 404)
})
