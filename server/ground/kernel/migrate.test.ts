// Can a migration be killed anywhere and simply be run again? And does a file that changed after it ran stay refused?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { migrate, newId, openKeys } from '#kernel'
import { asOwner, onDatabase, testCluster } from '../../../tests/given/database.ts'
import { rooms } from '../../rooms.ts'

const keys = openKeys(Buffer.alloc(32, 1))
const folders = rooms.map((room) => room.folder)

const catalog = (connection: pg.PoolConfig) => asOwner(connection, async (client) => {
  const { rows } = await client.query(`select 'column' as what, table_name || '.' || column_name || ' ' || data_type as name from information_schema.columns where table_schema = 'public'
    union all select 'policy', tablename || ' ' || policyname || ' ' || coalesce(qual, '') || coalesce(with_check, '') from pg_policies
    union all select 'grant', grantee || ' ' || table_name || ' ' || privilege_type from information_schema.role_table_grants where table_schema = 'public' and grantee like 'portico%'
    union all select 'function', proname || ' ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace order by 1, 2`)
  return rows.map((row: { what: string; name: string }) => `${row.what} ${row.name}`)
})

async function fresh<T>(body: (connection: pg.PoolConfig) => Promise<T>): Promise<T> {
  const { connection } = await testCluster()
  const name = `migrate_${newId().replaceAll('-', '')}`
  await asOwner(connection, (client) => client.query(`create database ${name}`))
  try {
    return await body(onDatabase(connection, name))
  } finally {
    await asOwner(connection, (client) => client.query(`drop database ${name} with (force)`))
  }
}

test('a migration whose connection is killed again and again ends in the same schema as an undisturbed one', async () => {
  const whole = await fresh(async (connection) => {
    await migrate({ connection, keys, folders })
    return catalog(connection)
  })
  assert.ok(whole.length > 100)
  await fresh(async (connection) => {
    let kills = 0
    for (let round = 0; round < 12; round += 1) {
      const running = migrate({ connection, keys, folders }).then(() => true, () => false)
      await wait(round * 9)
      await asOwner(connection, (client) => client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'))
      if (!(await running)) kills += 1
    }
    assert.ok(kills > 0, 'no round was killed')
    await migrate({ connection, keys, folders })
    assert.deepEqual(await catalog(connection), whole)
    assert.deepEqual(await migrate({ connection, keys, folders }), [])
  })
})

test('two migrators at once do the work once', async () => {
  await fresh(async (connection) => {
    const [one, two] = await Promise.all([migrate({ connection, keys, folders }), migrate({ connection, keys, folders })])
    assert.equal(one.length === 0, two.length > 0)
  })
})

test('a file that changed after it ran is refused by name', async () => {
  await fresh(async (connection) => {
    await migrate({ connection, keys, folders })
    await asOwner(connection, (client) => client.query("update kernel_migration set hash = 'other' where name like '%001-context.sql'"))
    await assert.rejects(migrate({ connection, keys, folders }), /001-context\.sql was changed after it ran/)
  })
})
