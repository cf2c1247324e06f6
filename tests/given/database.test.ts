// Does the house's one transaction helper keep its word? R52, R53.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Statement, allStatements, statement } from '#kernel'
import { type GivenDatabase, givenDatabase } from './database.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

const clockSays: Statement<{ at: string }> = statement('test.clock', 'select app_now() as at')
const person: Statement<{ person: string | null }> = statement('test.person', "select app_person() as person, set_config('app.person', '5b1f1c1e-0000-4000-8000-000000000001', true)")
const broken: Statement<never> = statement('test.broken', 'select 1/0')

test('SQL reads the application clock, not its own', async () => {
  given.clock.set('2031-02-03T04:05:06Z')
  const [row] = await given.web.run((tx) => tx.query(clockSays))
  assert.equal(row?.at, '2031-02-03T04:05:06.000Z')
})

test('a person set in one transaction is gone in the next on the same connection', async () => {
  for (let round = 0; round < 20; round += 1) {
    const [row] = await given.web.run((tx) => tx.query(person))
    assert.equal(row?.person, null)
  }
})

test('a failing statement rolls back, also when the commit already travelled with it, and the pool stays sound', async () => {
  for (let round = 0; round < 20; round += 1) {
    await assert.rejects(given.web.run(async (tx) => {
      const answers = Promise.all([tx.query(broken), tx.query(clockSays)])
      tx.last()
      await answers
    }))
  }
  const [row] = await given.web.run((tx) => tx.query(clockSays))
  assert.notEqual(row, undefined)
})

test('without a person no patient table gives the web role a row, and every such table forces row level security', async () => {
  const pg = await import('pg')
  const client = new pg.default.Client(given.owner)
  await client.connect()
  const open = await client.query(`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind = 'r' and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname in ('patient', 'person')) and not (c.relrowsecurity and c.relforcerowsecurity)`)
  await client.end()
  assert.deepEqual(open.rows, [])
})

test('statements have one text for one name', () => {
  assert.throws(() => statement('test.clock', 'select 2'))
  assert.ok(allStatements().length > 2)
})
