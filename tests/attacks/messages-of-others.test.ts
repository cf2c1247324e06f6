// What does somebody see of messages who can run any SQL as a desk or as the pages of patients, and who asks for a message of another place? T1, T2, T3, T23.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { roleConnection } from '#kernel'
import { staffRoles } from '../../contract/staff-roles.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { staffAt } from '../given/staff.ts'
import { result } from '../feeds/given.ts'
import { givenLab, sendResult } from '../counts/sending.ts'

let house: GivenHouse
let message = ''
before(async () => {
  house = await givenHouse({ demo: true })
  await house.composed.databases.operate.run((tx) => house.composed.house.directory.put(tx, { id: 'northshore', name: 'Northshore', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  for (const one of ['lakeside', 'northshore']) await givenLab(house, one)
  message = await sendResult(house, { name: 'SECRET', mrn: '00418822', who: { name: 'Quillfeather^Zacharias', born: '19510304' }, lines: result('SECRET') })
})
after(() => house.end())

/** SQL as the desk of an organization in some roles: what an injection on one of its pages could run. */
async function asDesk<T>(organization: string, roles: readonly string[], body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(roleConnection(house.owner, 'desk', house.composed.keys))
  await client.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('app.now', $1, true), set_config('app.organization', $2, true), set_config('app.roles', $3, true)", [house.clock.now().toISOString(), organization, roles.join(',')])
    return await body(client)
  } finally {
    await client.end()
  }
}

const look = (client: pg.Client) => client.query<{ feed: string; whom: unknown }>('select feed, whom from inbound_message')
const bytes = async (client: pg.Client): Promise<Buffer | null> => (await client.query<{ bytes: Buffer | null }>('select inbound_bytes($1, $2) as bytes', ['lakeside:lab', message])).rows[0]?.bytes ?? null

test('a desk sees messages of its own organization only, and only in the roles that file and administer', async () => {
  const seeing: readonly string[] = staffRoles.filter((role) => role === 'records-office' || role === 'administrator')
  for (const role of staffRoles) {
    const [rows, raw, charts] = await asDesk('lakeside', [role], async (client) => [(await look(client)).rowCount, await bytes(client), (await client.query("select inbound_charts('lakeside:lab', $1) as charts", [message])).rows[0]?.charts] as const)
    assert.equal(rows, seeing.includes(role) ? 1 : 0, role)
    assert.equal(raw !== null, seeing.includes(role), `bytes for ${role}`)
    assert.deepEqual(charts, [], 'it went into no chart')
  }
  for (const roles of [staffRoles, ['administrator'], ['records-office']]) {
    const [rows, raw] = await asDesk('northshore', roles, async (client) => [(await look(client)).rowCount, await bytes(client)] as const)
    assert.deepEqual([rows, raw], [0, null], roles.join())
  }
})

test('no desk writes what a message says, becomes or counts, takes the bytes of it, or files it itself', async () => {
  const denied = /permission denied|row-level security/
  for (const sql of ["update inbound_message set whom = null", "update inbound_message set state = 'done'", 'delete from inbound_message', 'select * from inbound_raw', "select digest from inbound_credential", 'select * from inbound_count', "update inbound_balance set off = false", 'delete from inbound_alarm', "insert into inbound_link (id, organization, space, whom, patient, reason, made_at, made_by_name) values (gen_random_uuid(), 'lakeside', 'x', 'y', gen_random_uuid(), 'z', now(), 'n')", "insert into inbound_message (feed) values ('lakeside:lab')"]) {
    await assert.rejects(asDesk('lakeside', staffRoles, (client) => client.query(sql)), denied, sql)
  }
  // Another organization's message is not found to be decided on either.
  const touched = await asDesk('northshore', staffRoles, (client) => client.query("update inbound_message set state = 'set-aside', set_aside = 'x'"))
  assert.equal(touched.rowCount, 0)
  await assert.rejects(asDesk('northshore', staffRoles, (client) => client.query("insert into inbound_credential (id, feed, kind, digest, made_at) values (gen_random_uuid(), 'lakeside:lab', 'token', '\\x00', now())")), denied)
  assert.equal((await asDesk('northshore', staffRoles, (client) => client.query("update inbound_feed set paused = true where id = 'lakeside:lab'"))).rowCount, 0)
})

test('the pages of patients read nothing of what comes in', async () => {
  const client = new pg.Client(roleConnection(house.owner, 'web', house.composed.keys))
  await client.connect()
  try {
    const tables = await rowsOf<{ name: string }>(house, "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname like 'inbound%'")
    assert.ok(tables.length >= 8)
    for (const { name } of tables) await assert.rejects(client.query(`select 1 from ${name} limit 1`), /permission denied/, name)
    for (const call of ["inbound_bytes('lakeside:lab', 1)", "inbound_charts('lakeside:lab', 1)"]) await assert.rejects(client.query(`select ${call}`), /permission denied/, call)
  } finally {
    await client.end()
  }
})

test('a message of another organization, asked for under one’s own source or under its own, is not there, and no bytes leave', async () => {
  house.clock.advance({ minutes: 1 })
  const north = await staffAt(house, staffRoles, 'northshore')
  for (const path of [`/admin/sources/lab/messages/${message}`, `/staff/whose/lab/${message}`, `/admin/sources/lakeside:lab/messages/${message}`, '/admin/sources/lakeside:lab']) assert.equal((await north.get(path)).status, 404, path)
  assert.equal((await north.post(`/admin/sources/lab/messages/${message}/bytes`, { act: 'bytes', reason: 'I want it.' }, { from: '/admin/sources/lab' })).status, 404)
  assert.deepEqual(await rowsOf(house, "select 1 from audit_event where kind = 'message-downloaded'"), [])
})

test('a front desk, a clinician and a supervisor come to none of these pages', async () => {
  for (const role of staffRoles.filter((one) => one !== 'records-office' && one !== 'administrator')) {
    house.clock.advance({ minutes: 1 })
    const them = await staffAt(house, role)
    for (const path of ['/admin/sources', '/admin/sources/lab', `/admin/sources/lab/messages/${message}`, '/staff/whose', `/staff/whose/lab/${message}`]) assert.equal((await them.get(path)).status, 404, `${role} ${path}`)
  }
  house.clock.advance({ minutes: 1 })
  const office = await staffAt(house, 'records-office')
  assert.equal((await office.get('/admin/sources')).status, 404)
  const administrator = await staffAt(house, 'administrator')
  assert.equal((await administrator.get(`/staff/whose/lab/${message}`)).status, 404, 'who administers files nothing')
})
