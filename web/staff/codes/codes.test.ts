// Does the desk start a sign-up with somebody, in its own organization only, without ever seeing a code of a message? R33, R37, T4
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, beforeEach, test } from 'node:test'
import { type Statement, statement } from '#kernel'
import type { Caller } from '../../../tests/given/caller.ts'
import { asOwner } from '../../../tests/given/database.ts'
import { type GivenDoor, birth, givenDoor } from '../../../tests/given/door.ts'
import { chart } from '../../../tests/given/identity.ts'
import { wordsOfPdf } from '../../../tests/given/journey-door.ts'
import { staffAt } from '../../../tests/given/staff.ts'

let door: GivenDoor
let desk: Caller
before(async () => {
  door = await givenDoor()
})
// Sessions of staff are short, and the clock goes on by days here.
beforeEach(async () => {
  door.clock.advance({ minutes: 1 })
  desk = await staffAt(door, 'front-desk')
})
after(() => door.end())

const register = (mrn: string, change: object = {}) => door.composed.databases.operate.run(async (tx) => (await door.composed.patients.register(tx, { ...chart, mrn, ...change })).id)
const checked = { 'check-id-good': 'yes', 'check-photo-fits': 'yes', 'check-record-fits': 'yes', kind: 'license', last4: '4417' }

async function look(caller: Caller, mrn: string, { at: path = '/staff/desk/start', ...change }: Record<string, string> = {}): Promise<string> {
  const found = await caller.post(path, { mrn, name: '', reason: 'here', ...birth, ...change }, { from: path })
  assert.equal(found.status, 303, /<h1>[^<]*|class="err[^<]*<[^<]*<[^<]*/.exec(found.body)?.[0])
  return String(found.headers.location)
}

type Row = { kind: string; recipient: string; body: string }
const texts: Statement<Row> = statement('test.code-texts', "select kind, recipient, body from notices_text where kind in ('code-by-text', 'code-notice') order by written_at desc, id limit 5")
const mails: Statement<Row> = statement('test.code-mails', "select kind, recipient, body from notices_mail where kind in ('code-by-mail', 'code-notice') order by written_at desc, kind, id limit 5")
const sent = (which: Statement<Row>) => door.composed.house.database.run((tx) => tx.query(which))
const squareIn = (text: string): string => /\/code\/([\w-]{22})(?![\w-])/.exec(text)?.[1] ?? ''
const opens = (square: string) => door.composed.house.identity.begin({ code: '', square, birthDate: chart.birthDate, network: `n-${square}` })
const states = async (path: string): Promise<string> => (await desk.get(path.replace('/start/', '/codes/'))).body

test('a link goes to the phone they tell, the desk sees where it went and not what it says', async () => {
  await register('D-text', { phone: '(202) 555-0143', email: 'on.file@example.com' })
  const path = await look(desk, 'D-text')
  const page = await desk.get(path)
  assert.match(page.body, /Ana Moreno Ruiz/)
  const given = await desk.post(path, { ...checked, way: 'text', phone: '202-555-0167' }, { from: path })
  assert.equal(given.headers.location, path)
  const written = await sent(texts)
  assert.deepEqual(written.map((one) => [one.kind, one.recipient]).sort(), [['code-by-text', '+12025550167'], ['code-notice', '+12025550143']])
  assert.deepEqual((await sent(mails)).map((one) => [one.kind, one.recipient]), [['code-notice', 'on.file@example.com']])
  const square = squareIn(written.find((one) => one.kind === 'code-by-text')?.body ?? '')
  const after_ = await desk.get(path)
  assert.ok(!after_.body.includes(square) && /The text message is on its way/.test(after_.body))
  assert.equal((await opens(square)).state, 'open')
})

test('without the ID check nothing goes out, and what was typed stays', async () => {
  await register('D-unchecked')
  const path = await look(desk, 'D-unchecked')
  const refused = await desk.post(path, { kind: 'passport', last4: '4417', 'check-id-good': 'yes', way: 'mail', email: 'ana@example.com' }, { from: path })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /Check all 3 points/)
  assert.match(refused.body, /value="ana@example.com"/)
  assert.match(refused.body, /id="check-id-good"[^>]*checked/)
  const short = await desk.post(path, { ...checked, last4: '12', way: 'mail', email: 'ana@example.com' }, { from: path })
  assert.match(short.body, /Type the last 4/)
  assert.deepEqual(await asOwner(door.owner, async (client) => (await client.query("select 1 from identity_code c join patients_patient p on p.id = c.patient where p.mrn = 'D-unchecked'")).rows), [])
})

test('a mailed link proves the address they told, and a newer way stops the older', async () => {
  await register('D-mail')
  const path = await look(desk, 'D-mail')
  await desk.post(path, { ...checked, way: 'mail', email: 'ana.here@example.com' }, { from: path })
  const [mail] = (await sent(mails)).filter((one) => one.recipient === 'ana.here@example.com')
  const begun = await opens(squareIn(mail?.body ?? ''))
  assert.deepEqual([begun.state, begun.proven], ['open', true])
  door.clock.advance({ seconds: 1 })
  const screen = await desk.post(path, { ...checked, way: 'screen' }, { from: path })
  assert.equal(screen.status, 200)
  assert.match(screen.body, /Scan this with your own phone/)
  assert.ok(!/[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/.test(screen.body.replace(/<path[^>]*>/g, '')))
  assert.equal((await opens(squareIn(mail?.body ?? ''))).state, 'over')
  assert.match(await states(path), /Square on the screen[\s\S]*Open[\s\S]*Email[\s\S]*Replaced by a newer one/)
})

test('a sheet is printed with seven days on it, a letter with the address', async () => {
  await register('D-sheet')
  const path = await look(desk, 'D-sheet')
  const sheet = await desk.post(path, { ...checked, way: 'desk' }, { from: path })
  assert.equal(sheet.headers['content-type'], 'application/pdf')
  const letter = await desk.post(path, { ...checked, way: 'letter' }, { from: path })
  if (!existsSync('/usr/bin/pdftotext')) return
  const [sheetWords, letterWords] = [wordsOfPdf(sheet.bytes) ?? '', wordsOfPdf(letter.bytes) ?? '']
  assert.ok(!sheetWords.includes('18 Mill Lane') && letterWords.includes('18 Mill Lane'))
  const day = new Date(door.clock.now().getTime() + 6 * 86_400_000).toLocaleDateString('en-US', { timeZone: 'America/New_York', month: 'long', day: 'numeric', year: 'numeric' })
  assert.ok(sheetWords.includes(day), `${day} in ${sheetWords}`)
  const again = await desk.post(path, { ...checked, way: 'letter' }, { from: path })
  assert.match(again.body, /A letter went out on/)
  assert.equal((await desk.post(path, { ...checked, way: 'letter', again: 'the printer ate it' }, { from: path })).status, 200)
})

test('whoever called gets a code only where the organization had them before', async () => {
  await register('D-call', { phone: '202-555-0199', email: 'before@example.com' })
  const path = await look(desk, 'D-call', { reason: 'phone' })
  assert.ok(!(await desk.get(path)).body.includes('value="screen"'))
  assert.match((await desk.post(path, { way: 'screen' }, { from: path })).body, /not open here/)
  await desk.post(path, { way: 'mail', email: 'attacker@example.com' }, { from: path })
  const to = (await sent(mails)).filter((one) => one.kind === 'code-by-mail')[0]?.recipient
  assert.equal(to, 'before@example.com')
  // A feed brings another address an hour ago: it is told, and it gets no code for a day (T13).
  door.clock.advance({ days: 5 })
  await register('D-call', { phone: '202-555-0199', email: 'new@example.com' })
  door.clock.advance({ hours: 1 })
  const colleague = await staffAt(door, 'front-desk')
  const later = await look(colleague, 'D-call', { reason: 'phone' })
  await colleague.post(later, { way: 'mail' }, { from: later })
  const written = await sent(mails)
  assert.deepEqual(written.slice(0, 2).map((one) => [one.kind, one.recipient]).sort(), [['code-by-mail', 'before@example.com'], ['code-notice', 'new@example.com']])
})

test('the dead, children and records with an account get no code, and the page says what to do', async () => {
  await register('D-dead', { deceasedOn: '2026-02-02' })
  const child = { 'birth-month': '5', 'birth-day': '5', 'birth-year': '2020' }
  await register('D-child', { birthDate: '2020-05-05' })
  const said = async (mrn: string, change = {}) => (await desk.get(await look(desk, mrn, change))).body
  assert.match(await said('D-dead'), /The record says this person has died[\s\S]*records office[\s\S]*555-0188/)
  assert.match(await said('D-child', child), /opens at 13[\s\S]*records office/)
  assert.match(await said('L-100'), /This record has an account[\s\S]*\/staff\/desk\/reset/)
  const dead = await look(desk, 'D-dead')
  assert.equal((await desk.post(dead, { ...checked, way: 'desk' }, { from: dead })).status, 422)
  const account = await look(desk, 'L-100')
  assert.match((await desk.post(account, { ...checked, way: 'desk' }, { from: account })).body, /has an account/)
})

test('a record is found by name and birth date too; a namesake needs the number', async () => {
  await register('D-twin-1', { name: 'Ida Bell', family: 'Bell', given: 'Ida', birthDate: '1970-01-02' })
  const ida = { name: 'ida BELL', 'birth-month': '1', 'birth-day': '2', 'birth-year': '1970' }
  assert.match((await desk.get(await look(desk, '', ida))).body, /Ida Bell/)
  await register('D-twin-2', { name: 'Ida Bell', family: 'Bell', given: 'Ida', birthDate: '1970-01-02' })
  assert.match((await desk.post('/staff/desk/start', { mrn: '', reason: 'here', ...ida }, { from: '/staff/desk/start' })).body, /More than one record/)
  assert.match((await desk.get(await look(desk, 'D-twin-2', { ...ida, name: '' }))).body, /D-twin-2/)
  for (const fields of [{ name: 'Bell' }, { name: 'Ida Ball' }]) assert.equal((await desk.post('/staff/desk/start', { mrn: '', reason: 'here', ...ida, ...fields }, { from: '/staff/desk/start' })).status, 422)
})

test('the list says what became of each code, an open one can be stopped with a reason, and the person sees who looked', async () => {
  const patient = await register('D-list')
  const path = await look(desk, 'D-list', { at: '/staff/desk/codes' })
  await desk.post(path.replace('/codes/', '/start/'), { ...checked, way: 'desk' }, { from: path.replace('/codes/', '/start/') })
  const list = await desk.get(path)
  const code = /name="code" value="([0-9a-f-]{36})"/.exec(list.body)?.[1] ?? ''
  assert.match((await desk.post(path, { code }, { from: path })).body, /Choose why/)
  assert.equal((await desk.post(path, { code, why: 'lost' }, { from: path })).headers.location, path)
  assert.match((await desk.get(path)).body, /Stopped by staff/)
  assert.equal((await desk.post(path, { code, why: 'lost' }, { from: path })).status, 404)
  const lines = await asOwner(door.owner, async (client) => (await client.query<{ kind: string; actor_name: string; purpose: string }>('select kind, actor_name, purpose from audit_event where patient = $1 order by at, id', [patient])).rows)
  assert.deepEqual([...new Set(lines.map((line) => line.kind))].sort(), ['chart-found', 'code-issued', 'code-stopped'])
  assert.ok(lines.every((line) => line.actor_name.startsWith('Jo Park') && line.purpose !== null))
})
