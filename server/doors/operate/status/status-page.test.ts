// Does the page for another host say what is so, when it was written, and what was last known when the database is away?
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type GivenDoor, givenDoor } from '../../../../tests/given/door.ts'
import { readPublicState, writeStatusPage } from './status-page.tsx'
import { statusCommand } from './status-command.ts'

let door: GivenDoor
const folder = mkdtempSync(join(tmpdir(), 'portico-status-'))
before(async () => {
  door = await givenDoor()
  await door.composed.databases.operate.run((tx) => door.composed.house.directory.putSource(tx, { id: 'lakeside-main', organization: 'lakeside', name: 'Lakeside records' }))
})
after(() => door.end())

const order = { from: null, until: null, affects: null, organization: null, callOff: null, expect: null, every: null }
const written = () => readFileSync(join(folder, 'index.html'), 'utf8').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const write = (read = () => readPublicState(door.composed, 'https://record.example')) => writeStatusPage({ folder, now: door.clock.now(), read })

test('the shell announces planned work by the organization’s clock, lists it and calls it off', async () => {
  const said = await statusCommand(door.composed, { ...order, from: '2026-11-28T22:00', until: '2026-11-29T02:00', affects: 'sign-in,mail', organization: 'lakeside' })
  assert.match(said, /Nov 28, 10:00 pm to Nov 29, 2:00 am \(America\/New_York\)/)
  const id = /announced (\S+):/.exec(said)?.[1] ?? ''
  assert.match(await statusCommand(door.composed, order), new RegExp(`${id} {2}2026-11-29T03:00:00.000Z to 2026-11-29T07:00:00.000Z {2}sign-in, mail {2}at lakeside`))
  await write()
  assert.match(written(), /November 28, 2026, 10:00 pm \(Eastern Time\) to November 29, 2026, 2:00 am \(Eastern Time\)\. Signing in, Mail from us/)
  assert.equal(await statusCommand(door.composed, { ...order, callOff: id }), `called off ${id}`)
  await assert.rejects(statusCommand(door.composed, { ...order, callOff: id }), { code: 'not-found' })
})

test('what is no time, no function, no source and no organization is refused with words for the operator', async () => {
  for (const from of ['tomorrow', '2026-11-28', '2026-13-01T10:00', '22:00']) await assert.rejects(statusCommand(door.composed, { ...order, from, until: '2026-11-29T02:00', affects: 'mail' }), { code: 'time-not-usable' }, from)
  await assert.rejects(statusCommand(door.composed, { ...order, from: '2026-11-28T22:00', until: '2026-11-29T02:00', affects: 'mail,coffee' }), { code: 'nothing-chosen' })
  await assert.rejects(statusCommand(door.composed, { ...order, from: '2026-11-29T22:00', until: '2026-11-29T02:00', affects: 'mail' }), { code: 'closure-backwards' })
  await assert.rejects(statusCommand(door.composed, { ...order, from: '2026-11-28T22:00', until: '2026-11-29T02:00', affects: 'mail', organization: 'nowhere' }), { code: 'not-found' })
  await assert.rejects(statusCommand(door.composed, { ...order, expect: 'nothing', every: '24' }), { code: 'not-found' })
  await assert.rejects(statusCommand(door.composed, { ...order, expect: 'lakeside-main', every: 'often' }), { code: 'time-not-usable' })
  assert.equal(await statusCommand(door.composed, { ...order, expect: 'lakeside-main', every: '24' }), 'lakeside-main is late after 24 hours')
})

test('while all works the page says so and when it was written; nothing of anybody, no version', async () => {
  assert.match(await write(), /everything works/)
  assert.match(written(), /Everything works\..*This page was written on November 20, 2026, \d+:00 [ap]m \(Eastern Time\)/)
  const all = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  assert.doesNotMatch(all, /Alvarez|Moreno|\b\d+\.\d+\.\d+\b|postgres|node_modules/i)
})

test('while the database is away it says down, with what was last known; another failure is no outage', async () => {
  await write()
  door.clock.advance({ minutes: 30 })
  assert.match(await write(() => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))), /says: down/)
  assert.match(written(), /Our site is down\. It is not you\..*The last we know is from November 20, 2026/)
  assert.match(written(), /Signing in: Does not work/)
  await assert.rejects(write(() => Promise.reject(new Error('another'))), /another/)
})
