// What database does a test get? A fresh, migrated one for each call, cloned from a template made once per schema.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Database, type Keys, type Role, type SetClock, clockAt, databaseRoles, migrate, newId, openDatabase, openKeys, openTrialDatabase, roleConnection, testSwitch } from '#kernel'
import { rooms } from '../../server/rooms.ts'

export type GivenDatabase = { readonly [R in Role]: Database } & {
  /** As the owner, for raw looks at tables. */
  readonly owner: pg.PoolConfig
  readonly clock: SetClock
  readonly keys: Keys
  end(): Promise<void>
}

const folders = rooms.map((room) => room.folder)
const keys = openKeys(Buffer.alloc(32, 1))

function schemaHash(): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const schema = join(folder, 'schema')
    if (!existsSync(schema)) continue
    for (const name of readdirSync(schema).sort()) hash.update(name).update(readFileSync(join(schema, name)))
  }
  return hash.digest('hex').slice(0, 12)
}

/** The cluster of this run: TEST_DATABASE_URL, or the run's own; a test started by hand uses one kept for the user. */
export async function testCluster(): Promise<{ connection: pg.PoolConfig; stop(): Promise<void> }> {
  const url = testSwitch('TEST_DATABASE_URL')
  if (url !== undefined) return { connection: { connectionString: url }, stop: async () => undefined }
  return openTrialDatabase(testSwitch('TEST_CLUSTER') ?? join(tmpdir(), `portico-test-${userInfo().uid}`, 'postgres'))
}

export function onDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, database }
  const url = new URL(connection.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.toString() }
}

/** Runs as the database's owner, past every policy: for planting and for looking, never for the product's own work. */
export async function asOwner<T>(connection: pg.PoolConfig, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}

/** Takes a database away, or gives it back: nobody can connect, and who was connected is not any more. */
export async function takeAway(owner: pg.PoolConfig, is: boolean): Promise<void> {
  const { database = '' } = new pg.Client(owner)
  await asOwner(onDatabase(owner, 'postgres'), async (client) => {
    await client.query(`alter database ${pg.escapeIdentifier(database)} with allow_connections ${is ? 'false' : 'true'}`)
    // Waits until each has ended (PostgreSQL 14+): one that has only been told to would still answer.
    if (is) await client.query('select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1', [database])
  })
}

/** Two test processes may want the same template at once: the lock lets one make it. */
const templateLock = 7_041_914
let template: Promise<{ connection: pg.PoolConfig; name: string }> | null = null

async function makeTemplate(): Promise<{ connection: pg.PoolConfig; name: string }> {
  const { connection } = await testCluster()
  const name = `template_${schemaHash()}`
  await asOwner(connection, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) {
      await client.query(`create database ${name}_new`).catch(async () => {
        await client.query(`drop database ${name}_new with (force)`)
        await client.query(`create database ${name}_new`)
      })
      await migrate({ connection: onDatabase(connection, `${name}_new`), keys, folders })
      await client.query(`alter database ${name}_new rename to ${name}`)
    }
  })
  return { connection, name }
}

/** A fresh database with the whole schema, a pool for each role, and a clock that stands at noon UTC of 2026-11-20. */
export async function givenDatabase(at = '2026-11-20T12:00:00Z'): Promise<GivenDatabase> {
  template ??= makeTemplate()
  const { connection, name } = await template
  const database = `test_${newId().replaceAll('-', '')}`
  await asOwner(connection, (client) => client.query(`create database ${database} template ${name}`))
  const owner = onDatabase(connection, database)
  const clock = clockAt(at)
  const pools = Object.fromEntries(databaseRoles.map((role) => [role, openDatabase({ connection: roleConnection(owner, role, keys), role, clock, size: 4, statementSeconds: 60 })])) as { [R in Role]: Database }
  return {
    ...pools,
    owner,
    clock,
    keys,
    async end() {
      await Promise.all(databaseRoles.map((role) => pools[role].close()))
      await asOwner(connection, (client) => client.query(`drop database ${database} with (force)`))
    },
  }
}
