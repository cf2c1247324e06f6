// Does anything run that somebody sent as text? T16, T19, R58, R70, R71, R72: hostile names, tests, notes, files and narratives on every page in a real browser, on paper and in spreadsheets.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { LogFields } from '#kernel'
import { type GivenBrowser, closeBrowser, givenBrowser } from '../given/browser.ts'
import { everyAnswerCarries } from '../given/headers.ts'
import { hostileBundle, payloads } from '../given/hostile-chart.ts'
import { hostileDocument } from '../standards/ccda-hostile-document.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { wordsOfPdf } from '../given/journey-door.ts'
import { type Member, givenMember, rowsOf } from '../given/member.ts'

const outside = join(import.meta.dirname, '../../../shared/data/hostile/json')
const files = ['narrative-script.json', 'html-in-fields.json', 'formula.json', 'attachments-bad.json', 'bidi.json'].map((name) => join(outside, name)).filter((path) => existsSync(path))

const faults: LogFields[] = []
let house: GivenHouse
const members: { readonly from: string; readonly member: Member }[] = []
before(async () => {
  house = await givenHouse({ log: { info: () => undefined, warn: () => undefined, fault: (fields) => void faults.push(fields) } })
  const { databases, house: rooms, inbound } = house.composed
  for (const [at, path] of [hostileBundle(), hostileDocument(), ...files].entries()) {
    const organization = `hostile-${at}`
    await databases.operate.run((tx) => rooms.directory.put(tx, { id: organization, name: `Hospital ${at} <b>&`, phone: '555-0100', hours: '<i>9-5</i>', recordsPhone: null, address: '<s>1</s>', timeZone: 'America/New_York', language: 'en' }))
    await inbound.importPaths([path], { organization })
    const patients = (await rowsOf<{ id: string }>(house, 'select id from patients_patient where organization = $1', [organization])).map((row) => row.id)
    assert.equal(patients.length, 1, path)
    house.clock.advance({ minutes: 1 })
    members.push({ from: path, member: await givenMember(house, { patients, email: `hostile-${at}@example.com`, name: payloads[1] }) })
  }
  await rooms.organizations.refresh()
})
after(async () => {
  await house.end()
  await closeBrowser()
})

async function signedInBrowser(member: Member, calls: string[]): Promise<GivenBrowser> {
  const given = await givenBrowser()
  await given.context.addCookies([...member.caller.cookies].map(([name, value]) => ({ name, value, url: house.url.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' as const })))
  given.page.on('request', (request) => {
    if (new URL(request.url()).origin !== house.url) calls.push(request.url())
  })
  given.page.on('dialog', (dialog) => {
    calls.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  return given
}

/** Every page within the record that can be reached by links. */
async function walk({ page }: GivenBrowser): Promise<readonly string[]> {
  const seen = new Set<string>()
  const next = ['/me', '/account', ...house.web.declarations.filter((route) => route.method === 'GET' && route.reads === 'own-record' && !route.path.includes(':') && !/\.(csv|pdf)$/.test(route.path)).map((route) => route.path)]
  // The lists come first; forty-five pages hold each kind of page with several of the texts.
  for (let path = next.shift(); path !== undefined && seen.size < 45; path = next.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    const answer = await page.goto(house.url + path, { waitUntil: 'load' })
    assert.equal(answer?.status(), 200, path)
    assert.equal(await page.evaluate('window.__pwned'), undefined, path)
    const hrefs = await page.$$eval('[href], [src], [action], [formaction]', (all) => all.map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? one.getAttribute('formaction') ?? ''))
    for (const href of hrefs) assert.match(href, /^(\/(?!\/)|#|tel:|$)/, `${path} links to ${href}`)
    const links = await page.$$eval('a[href]', (all) => all.map((one) => one.getAttribute('href') ?? ''))
    for (const href of links) if (/^\/me\b/.test(href) && !/\.(pdf|csv)(\?|$)|\/files\//.test(href)) next.push(href.split('#')[0] ?? href)
  }
  return [...seen]
}

test('no page of a hostile chart runs, loads or links to anything of it', async () => {
  for (const { from, member } of members) {
    const calls: string[] = []
    const given = await signedInBrowser(member, calls)
    const pages = await walk(given)
    assert.ok(pages.length > 12, from)
    assert.deepEqual(calls, [], from)
    assert.deepEqual(given.faults, [], from)
    await given.end()
  }
  assert.deepEqual(faults, [])
})

const recordsOf = (member: Member) => rowsOf<{ record: string; kind: number }>(house, 'select record, kind from release_ledger where patient = any ($1) and visible_from <= $2 order by kind', [member.patients, house.clock.now()])

test('what was sent as text is shown letter by letter', async () => {
  const own = members[0]?.member ?? assert.fail('no member')
  const records = await recordsOf(own)
  const bodies: string[] = []
  for (const { record, kind } of records) bodies.push((await own.caller.get(`/me/${kind === 1 ? 'results' : kind === 3 ? 'visits' : 'records'}/${record}`)).body)
  const all = bodies.join('\n')
  const escaped = (text: string) => text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  for (const text of payloads.filter((one) => !one.includes('\u202e'))) assert.ok(all.includes(escaped(text)) || all.includes(escaped(text).replaceAll('&quot;', '"')), text)
})

test('papers hold no action, and say what was sent letter by letter', async () => {
  for (const { from, member } of members) {
    for (const { record, kind } of (await recordsOf(member)).filter((row) => [1, 3, 4].includes(row.kind)).slice(0, 24)) {
      const reply = await member.caller.get(`/me/${kind === 1 ? 'results' : kind === 3 ? 'visits' : 'records'}/${record}.pdf`)
      assert.equal(reply.status, 200, `${from} ${record}`)
      assert.equal(reply.bytes.subarray(0, 5).toString(), '%PDF-')
      assert.doesNotMatch(reply.bytes.toString('latin1'), /\/(JS|JavaScript|Launch|OpenAction|AA|EmbeddedFile|SubmitForm|GoToR)\b/, from)
      assert.match(String(reply.headers['content-disposition']), /^attachment; filename="[^"\\/:*?<>|]+\.pdf"(; filename\*=UTF-8''[\w.%~-]+)?$/)
      everyAnswerCarries(reply, from)
      assert.doesNotMatch(wordsOfPdf(reply.bytes) ?? '', /root:x:0/, from)
    }
  }
  assert.deepEqual(faults, [])
})

test('no cell of a spreadsheet begins like a formula, and numbers stay numbers', async () => {
  for (const { from, member } of members) {
    const reply = await member.caller.get('/me/results.csv')
    assert.equal(reply.status, 200)
    everyAnswerCarries(reply, from)
    const cells = [...reply.body.replace(/^\ufeff/, '').matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map((match) => (match[1] ?? match[2] ?? '').replaceAll('""', '"'))
    for (const cell of cells) assert.ok(!/^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(cell) || /^-?\d+(\.\d+)?$/.test(cell), `${from}: ${JSON.stringify(cell)}`)
    if (from.endsWith('formula.json')) assert.ok(cells.includes('-5'), 'the result -5')
  }
})

test('files that came along are only saved: never shown as a page, under a clean name', async () => {
  let saved = 0
  for (const { from, member } of members) {
    for (const { record } of await recordsOf(member)) {
      for (const index of [0, 1, 2]) {
        const reply = await member.caller.get(`/me/records/${record}/files/${index}`)
        if (reply.status === 404) continue
        saved += 1
        assert.equal(reply.status, 200, from)
        everyAnswerCarries(reply, from)
        assert.match(String(reply.headers['content-security-policy']), /^sandbox/)
        assert.doesNotMatch(String(reply.headers['content-type']), /html|xml|svg|script/)
        const name = /^attachment; filename="([^"]+)"/.exec(String(reply.headers['content-disposition']))?.[1] ?? ''
        assert.match(name, /^[^\\/:*?<>|\u0000-\u001f\u202e]+$/, from)
        assert.doesNotMatch(name, /^\.|\.\.\//, from)
      }
    }
  }
  assert.ok(saved > 3)
})
