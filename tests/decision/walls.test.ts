// What can the web role read by SQL of its own, past every room? The second wall must stand alone. R52.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { roleConnection } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { Life, idOf } from './apply.ts'
import type { Event, World } from './world.ts'

const at = Date.parse('2026-11-01T12:00:00Z')
const day = 86_400_000
const record = (name: string, chart: string) => ({ record: name, chart, kind: 'lab-result' as const, labels: [], final: true, sameAs: null })
const log: Event[] = [
  { at, what: 'organization', organization: 'walls', timeZone: 'America/New_York', ages: { teenFrom: 13, adultFrom: 18, parentSees: ['vaccine'], hiddenFromParent: [] } },
  { at, what: 'chart', chart: 'mine', organization: 'walls', birthDate: '1984-02-03' },
  { at, what: 'chart', chart: 'foreign', organization: 'walls', birthDate: '1950-01-01' },
  { at, what: 'link', person: 'me', chart: 'mine' },
  { at, what: 'link', person: 'another', chart: 'foreign' },
  { at, what: 'records came', records: [record('shown', 'mine'), record('named', 'mine'), record('kind', 'mine'), record('silent', 'mine'), record('theirs', 'foreign')] },
  ...(['full', 'kind', 'silent'] as const).map((tell, i): Event => ({ at: at + 1 + i, what: 'hold', hold: tell, chart: 'mine', record: tell === 'full' ? 'named' : tell, kinds: [], tell, basis: 'a basis', who: null, until: at + 10 * day })),
]
const world: World = { seed: 0, log, lookers: [], looks: [] }

let given: GivenDatabase
let life: Life
let web: pg.Client
before(async () => {
  given = await givenDatabase()
  life = new Life(given, world)
  for (const instant of new Set(log.map((event) => event.at))) await life.live(log.filter((event) => event.at === instant))
  web = new pg.Client(roleConnection(given.owner, 'web', given.keys))
  await web.connect()
})
after(async () => {
  await web.end()
  await given.end()
})

type Row = Readonly<Record<string, unknown>>
async function read(person: string | null, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  await web.query('begin')
  try {
    if (person !== null) await web.query("select set_config('app.now', $1, true), set_config('app.person', $2, true)", [new Date(at + day).toISOString(), idOf(person)])
    return (await web.query<Row>(sql, [...values])).rows
  } finally {
    await web.query('rollback')
  }
}

const tables = ['release_ledger', 'release_out', 'release_kind_waits', 'release_body', 'store_record', 'store_out', 'patients_patient', 'access_link', 'access_grant', 'access_chart', 'access_reach', 'release_wish', 'audit_event']

test('without a context the web role gets no row of anything about anybody', async () => {
  for (const table of tables) assert.deepEqual(await read(null, `select 1 from ${table}`), [], table)
  assert.deepEqual(await read(null, 'select 1 from release_ledger where patient = $1', [life.ids.get('mine')]), [])
})

test('of another patient there is no row, asked by id or not', async () => {
  const foreign = life.ids.get('foreign')
  for (const table of ['release_ledger', 'release_out', 'release_kind_waits', 'release_body', 'store_record', 'store_out', 'access_chart']) assert.deepEqual(await read('me', `select 1 from ${table} where patient = $1`, [foreign]), [], table)
  assert.deepEqual(await read('me', 'select 1 from patients_patient where id = $1', [foreign]), [])
  assert.deepEqual(await read('me', 'select 1 from access_link where patient = $1', [foreign]), [])
  assert.deepEqual(await read('me', 'select 1 from store_record where id = $1', [idOf('theirs')]), [])
})

test('what waits is named, or counted by its kind, or not there; only what is shown can be opened', async () => {
  const ids = (rows: Row[]): unknown[] => rows.map((row) => row.record ?? row.id).sort()
  assert.deepEqual(ids(await read('me', 'select record from release_ledger')), [idOf('named'), idOf('shown')].sort())
  assert.deepEqual(ids(await read('me', 'select id from store_record')), [idOf('shown')])
  for (const hidden of ['named', 'kind', 'silent']) assert.deepEqual(await read('me', 'select body from store_record where patient = $1 and id = $2', [life.ids.get('mine'), idOf(hidden)]), [], hidden)
  assert.deepEqual(await read('me', 'select kind, reason, basis, count from release_kind_waits'), [{ kind: 1, reason: 'held', basis: 'a basis', count: 1 }])
})

test('which record it is of which only the kind is told cannot be read', async () => {
  await assert.rejects(read('me', 'select record from release_waiting'), { code: '42501' })
})

test('deliveries, holds, calls and who is alike are not the web role’s to read, and nothing of the decision is its to write', async () => {
  for (const table of ['store_delivery', 'release_hold', 'release_call', 'patients_alike', 'patients_merge', 'store_raw']) await assert.rejects(read('me', `select 1 from ${table}`), { code: '42501' }, table)
  for (const sql of [
    "update release_ledger set visible_from = '-infinity'",
    'delete from release_waiting',
    "update access_grant set revoked_at = 'infinity'",
    "insert into release_active values ('walls', '-infinity', 1)",
    'update directory_age_rule set teen_from = 0',
    'update patients_patient set birth_date = birth_date',
  ]) {
    await assert.rejects(read('me', sql), { code: '42501' }, sql)
  }
})

test('nobody links themselves to a chart whose letter they have not proven', async () => {
  const link = 'insert into access_link (person, patient, valid_from, proven_by) values ($1, $2, app_now(), $3)'
  await assert.rejects(read('me', link, [idOf('me'), life.ids.get('foreign'), 'letter']), { code: '42501' })
  await assert.rejects(read('me', link, [idOf('another'), life.ids.get('mine'), 'letter']), { code: '42501' })
})

test('somebody else’s reach cannot be asked for', async () => {
  await assert.rejects(read('me', 'select * from access_own_reach($1, now())', [idOf('another')]), { code: '42501' })
})

test('an opening or an app grant of nobody, or both at once, reaches nothing', async () => {
  for (const setting of ["set_config('app.opening', gen_random_uuid()::text, true)", "set_config('app.app', gen_random_uuid()::text, true)", "set_config('app.opening', gen_random_uuid()::text, true), set_config('app.app', gen_random_uuid()::text, true)"]) {
    assert.deepEqual(await read('me', `with acting as materialized (select ${setting}) select r.patient from acting cross join lateral (select patient from access_reach) r`), [], setting)
  }
})
