// Does a text reach the gateway once, in time, in 160 letters, and is a dead gateway known?
import assert from 'node:assert/strict'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { openAudit } from '#audit'
import { countWork, openLog } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { type TextFacts, textWords } from '../../../words/en/text.ts'
import { openGateway } from './gateway.ts'
import { fitText, gsmLength, longestText } from './gsm.ts'
import { type NoticeUses, openNotices } from './notices.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

const key = 'a-key-of-the-gateway'
type Heard = { readonly headers: NodeJS.Dict<string | string[]>; readonly body: { to: string; text: string; id: string } }

/** A gateway on this computer that answers as it is told. */
async function gateway(): Promise<{ url: string; heard: Heard[]; answer(status: number, headers?: Record<string, string>): void; end(): Promise<void> }> {
  const heard: Heard[] = []
  let status = 200
  let headers: Record<string, string> = {}
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: JSON.parse(body === '' ? '{}' : body) as Heard['body'] })
      response.writeHead(status, headers).end('{"ok":true}')
    })
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', () => done()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`, heard,
    answer(next, more = {}) {
      status = next
      headers = more
    },
    end: () => new Promise((done) => void server.close(() => done())),
  }
}

const open = (more: Partial<NoticeUses>) => openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl: 'smtp://relay.example', mailFrom: 'x@example.com', publicUrl: 'https://record.example', send: async () => undefined, ...more })
const code = { kind: 'sign-in-code', to: '+16175550142', facts: { organization: 'Lakeside Health', code: '482913', minutes: 10 } } as const
const inTen = () => new Date(given.clock.now().getTime() + 600_000)

test('a text goes out once, with its key, its id and its words, and its words do not stay', async () => {
  const there = await gateway()
  const notices = open({ textGateway: { url: there.url, key, countries: ['1'] } })
  const { count } = await countWork(() => given.web.run((tx) => notices.text(tx, { ...code, usefulUntil: inTen() })))
  assert.equal(count.texts, 1)
  assert.equal(await notices.deliver(), 1)
  assert.equal(await notices.deliver(), 0)
  const [one] = there.heard
  assert.equal(there.heard.length, 1)
  assert.equal(one?.headers.authorization, `Bearer ${key}`)
  assert.equal(one?.headers['idempotency-key'], one?.body.id)
  assert.deepEqual(one?.body, { to: '+16175550142', text: 'Lakeside Health: your code is 482913. It works for 10 minutes. We never call to ask for it.\n@record.example #482913', id: one?.body.id })
  await there.end()
})

test('while the gateway is away a text keeps its id, the trouble is known after half a minute, and a code that ran out is not sent', async () => {
  const there = await gateway()
  const notices = open({ textGateway: { url: there.url, key, countries: ['1'] } })
  there.answer(503)
  await given.web.run(async (tx) => {
    await notices.text(tx, { ...code, usefulUntil: inTen() })
    await notices.text(tx, { ...code, facts: { ...code.facts, code: '000111' }, usefulUntil: new Date(tx.now.getTime() + 20_000) })
  })
  assert.equal(await notices.deliver(), 0)
  assert.equal((await given.web.run(notices.health)).text.dead, false)
  given.clock.advance({ seconds: 31 })
  assert.equal(await notices.deliver(), 0)
  const bad = await given.web.run(notices.health)
  assert.equal(bad.text.dead, true)
  assert.equal(bad.mail.dead, false)
  there.answer(202)
  given.clock.advance({ minutes: 1 })
  assert.equal(await notices.deliver(), 1)
  const well = await given.web.run(notices.health)
  assert.deepEqual([well.text.dead, well.text.failingSince, well.text.oldestWaiting], [false, null, null])
  const of = (digits: string) => there.heard.filter((one) => one.body.text.includes(digits))
  assert.equal(new Set(of('482913').map((one) => one.body.id)).size, 1)
  assert.ok(of('482913').length >= 2)
  assert.ok(of('000111').length <= 1)
  await there.end()
})

test('a number the gateway refuses is given up, and the gateway is not called dead for it', async () => {
  const there = await gateway()
  const notices = open({ textGateway: { url: there.url, key, countries: ['1'] } })
  there.answer(422)
  await given.web.run((tx) => notices.text(tx, code))
  assert.equal(await notices.deliver(), 0)
  given.clock.advance({ minutes: 5 })
  assert.equal(await notices.deliver(), 0)
  assert.equal(there.heard.length, 1)
  assert.equal((await given.web.run(notices.health)).text.dead, false)
  await there.end()
})

test('a gateway that points elsewhere is not followed (R92)', async () => {
  const trap = await gateway()
  const there = await gateway()
  there.answer(307, { location: trap.url })
  await assert.rejects(openGateway({ url: there.url, key })({ id: 'x', to: '+16175550142', text: 'x' }))
  assert.equal(trap.heard.length, 0)
  await there.end()
  await trap.end()
})

test('without a gateway texts are not offered; in a trial they are, and stand in the mailbox', async () => {
  const without = open({})
  assert.deepEqual([without.canText, without.canTextTo('+16175550142')], [false, false])
  await assert.rejects(given.web.run((tx) => without.text(tx, code)), /none can be sent/)
  const trial = open({ trial: true, smtpUrl: null })
  assert.equal(trial.canText, true)
  await given.web.run((tx) => trial.text(tx, code))
  assert.equal((await given.web.run((tx) => trial.texts(tx)))[0]?.to, '+16175550142')
  const abroad = open({ textGateway: { url: 'https://texts.example/', key, countries: ['1'] } })
  assert.equal(abroad.canTextTo('+525512345678'), false)
})

test('what a real gateway is to send cannot be read by the web role', async () => {
  const notices = open({ textGateway: { url: 'https://texts.example/', key, countries: ['1'] }, sendText: async () => undefined })
  const before_ = (await given.web.run((tx) => notices.texts(tx))).length
  await given.web.run((tx) => notices.text(tx, code))
  assert.equal((await given.web.run((tx) => notices.texts(tx))).length, before_)
})

const longSite = 'records.of-a-rather-long-name.example.org'
// Addresses as long as ours get: 128 or, from the desk, 256 bits behind the longest path.
const longFacts = { site: longSite, code: '482913', minutes: 10, stop: `https://${longSite}/not-me/${'x'.repeat(22)}`, link: `https://${longSite}/create/go/${'x'.repeat(22)}` }

test('every text names whose it is and where to go, fits 160 letters whatever the name, and asks nobody to answer', () => {
  for (const kind of Object.keys(textWords) as (keyof TextFacts)[]) {
    const words = textWords[kind] as (facts: object) => string
    for (const name of ['Lakeside Health', 'Clínica São João – Łódź “Nord”', 'The Very Reverend Saint Bartholomew’s Regional Hospital and Associated Clinics of the Greater Northern Territories', '北京医院 Beijing']) {
      const text = fitText(name, (organization) => words({ ...longFacts, ...(kind === 'desk-link' ? { link: `https://${longSite}/account/part/${'x'.repeat(43)}` } : {}), organization }))
      assert.ok((gsmLength(text) ?? 999) <= longestText, text)
      assert.ok(text.includes(longFacts.site), text)
      assert.match(text, /^[A-Za-z]/)
      assert.doesNotMatch(text, /reply|answer|text back|test|result|doctor|appointment|clinic visit/i)
      // In capitals it is the word carriers tell people to send back.
      assert.doesNotMatch(text, /\bSTOP\b/)
    }
  }
})
