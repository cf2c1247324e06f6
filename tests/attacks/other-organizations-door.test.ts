// Can an administrator change the door of another organization, or anybody else change any? T2, R50, R52: on the pages, and with any SQL as the role of the desk.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openKeys, roleConnection } from '#kernel'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { staffAt } from '../given/staff.ts'

let house: GivenHouse
before(async () => {
  house = await givenHouse({ demo: true })
})
after(() => house.end())

const world = async () => JSON.stringify(await Promise.all(['organization', 'offer', 'site', 'name', 'doctor', 'clue', 'merger', 'age_rule', 'edit', 'entry'].map((table) => rowsOf(house, `select * from directory_${table} t order by t::text`))))
const siteOf = async (organization: string) => (await rowsOf<{ id: string }>(house, 'select id from directory_site where organization = $1 order by place', [organization]))[0]?.id ?? ''

test('an administrator sees and changes their own doors, those they made and those that became part of theirs; any other answers as if it were not there', async () => {
  const amir = await staffAt(house, 'administrator', 'lakeside')
  const list = (await amir.get('/admin/organizations')).body
  assert.deepEqual([...list.matchAll(/href="\/admin\/organizations\/([a-z-]+)">/g)].map((match) => match[1]).filter((id) => id !== 'add'), ['lakeside', 'st-brigids'])
  const before = await world()
  const theirs = await siteOf('northshore')
  for (const path of ['/admin/organizations/northshore', `/admin/organizations/northshore/site/${theirs}`, '/admin/organizations/northshore/offer/all', `/admin/organizations/lakeside/site/${theirs}`, '/admin/organizations/northshore/merger/new']) assert.equal((await amir.get(path)).status, 404, path)
  await amir.get('/admin/organizations/lakeside/name/new')
  for (const [path, fields] of [['/admin/organizations/northshore/name/new', { name: 'Stolen', use: 'alias', sure: 'yes' }], [`/admin/organizations/lakeside/site/${theirs}/remove`, {}], [`/admin/organizations/northshore/site/${theirs}/remove`, {}], ['/admin/organizations/northshore/offer/all', { signUp: 'elsewhere', elsewhereName: 'x', elsewhereUrl: 'https://evil.example/', sure: 'yes' }]] as const) assert.equal((await amir.post(path, fields)).status, 404, path)
  // Their own organization into another's, and another's into theirs.
  assert.equal((await amir.post('/admin/organizations/lakeside/merger/new', { into: 'northshore', kind: 'merged', from: '2026-01-01', sure: 'yes' })).status, 422)
  assert.equal((await amir.post('/admin/organizations/northshore/merger/new', { into: 'lakeside', kind: 'merged', from: '2026-01-01', sure: 'yes' })).status, 404)
  assert.equal(await world(), before)
})

test('looking at a change changes nothing; an organization that is made belongs to whoever made it', async () => {
  const amir = await staffAt(house, 'administrator', 'lakeside')
  const before = await world()
  await amir.get('/admin/organizations/lakeside/name/new')
  assert.match((await amir.post('/admin/organizations/lakeside/name/new', { name: 'Lake Clinic', use: 'alias' })).body, /Is this right\?/)
  assert.equal(await world(), before)
  assert.equal((await amir.post('/admin/organizations/add', { name: 'Quay House', id: 'quay', phone: '', timeZone: 'America/New_York' })).status, 303)
  assert.equal((await amir.get('/admin/organizations/quay')).status, 200)
  const pia = await staffAt(house, 'administrator', 'northshore')
  assert.equal((await pia.get('/admin/organizations/quay')).status, 404)
  assert.equal((await (await staffAt(house, 'front-desk', 'lakeside')).get('/admin/organizations')).status, 404)
})

test('with any SQL the role of the desk writes only doors of its own, and only as an administrator', async () => {
  const client = new pg.Client(roleConnection(house.owner, 'desk', openKeys(Buffer.alloc(32, 1))))
  await client.connect()
  const as = async (organization: string, roles: string, sql: string): Promise<number | string> => {
    await client.query('begin')
    try {
      await client.query("select set_config('app.now', '2026-11-20T12:00:00Z', true), set_config('app.organization', $1, true), set_config('app.roles', $2, true)", [organization, roles])
      return (await client.query(sql)).rowCount ?? 0
    } catch (error) {
      return (error as { code?: string }).code ?? 'error'
    } finally {
      await client.query('rollback')
    }
  }
  try {
    const updates = ["update directory_site set name = 'x' where organization = 'northshore'", "update directory_organization set name = 'x' where id = 'northshore'", "update directory_offer set sign_up = 'closed' where organization = 'northshore'", "delete from directory_clue where organization = 'northshore'", "delete from directory_name where organization = 'northshore'", "update directory_merger set valid_until = app_now() where into_organization = 'northshore'"]
    for (const sql of updates) assert.equal(await as('lakeside', 'administrator', sql), 0, sql)
    for (const sql of updates.slice(0, 5)) assert.notEqual(await as('northshore', 'administrator', sql), 0, sql)
    for (const sql of updates.slice(0, 5)) assert.equal(await as('northshore', 'front-desk,supervisor', sql), 0, sql)
    const inserts = ["insert into directory_clue (id, organization, kind, value) values (gen_random_uuid(), 'northshore', 'sender-domain', 'evil.example')", "insert into directory_merger (id, organization, into_organization, kind, valid_from, changed) values (gen_random_uuid(), 'northshore', 'lakeside', 'merged', app_now(), '{}')", "insert into directory_merger (id, organization, into_organization, kind, valid_from, changed) values (gen_random_uuid(), 'lakeside', 'northshore', 'merged', app_now(), '{}')", "insert into directory_organization (id, name, time_zone) values ('free', 'x', 'UTC')", "insert into directory_organization (id, name, time_zone, parent) values ('free', 'x', 'UTC', 'northshore')", "insert into directory_age_rule select 'northshore', app_now(), 0, 99, 0, 0", "insert into directory_age_rule select 'lakeside', app_now(), 0, 99, 0, 0", "insert into directory_edit (id, organization, subject, at, by_name) values (gen_random_uuid(), 'northshore', 'x', app_now(), 'x')", "insert into directory_entry (id, imported, change) values (gen_random_uuid(), '{\"x\":1}', 1)"]
    for (const sql of inserts) assert.equal(await as('lakeside', 'administrator', sql), '42501', sql)
    for (const sql of ["update directory_organization set parent = 'lakeside' where id = 'lakeside'", "update directory_entry set imported = '{}'", 'delete from directory_entry', 'delete from directory_organization', "update directory_age_rule set teen_from = 0", 'delete from directory_edit']) assert.equal(await as('lakeside', 'administrator', sql), '42501', sql)
  } finally {
    await client.end()
  }
})
