// How does a database get its tables? Each room's `schema/NNN-*.sql`, in the order of the rooms, each file in one
// transaction with its own line in the ledger: killed at any statement, the next run goes on where it stopped.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Role, databaseRoles } from './database.ts'
import type { Keys } from './keys.ts'

export type MigrateOptions = {
  /** As the owner: may create roles and tables. */
  readonly connection: pg.PoolConfig
  readonly keys: Keys
  /** Folders of the rooms, from the repository's root, in order. */
  readonly folders: readonly string[]
}

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** One migrator at a time, whichever process starts first. */
const advisoryLock = 7_041_913

type File = { readonly name: string; readonly text: string; readonly hash: string }

function filesOf(folder: string): File[] {
  const schema = join(root, folder, 'schema')
  if (!existsSync(schema)) return []
  return readdirSync(schema).filter((name) => name.endsWith('.sql')).sort().map((name) => {
    const text = readFileSync(join(schema, name), 'utf8')
    return { name: `${folder}/${name}`, text, hash: createHash('sha256').update(text).digest('hex') }
  })
}

/** The database role's name: one set for each installation's roles in a cluster. */
export const roleName = (role: Role): string => `portico_${role}`

/** What an address says about TLS; whatever else stands after its `?` is the owner's. */
const ofTls = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'uselibpqcompat'] as const

/** Where a role connects: the owner's address with the role's own name and password, by TLS where the owner's is. */
export function roleConnection(connection: pg.PoolConfig, role: Role, keys: Keys): pg.PoolConfig {
  const password = keys.mac('database-password', role).toString('hex')
  if (connection.connectionString !== undefined) {
    const url = new URL(connection.connectionString)
    // A socket path in ?host= has no place for a name in the address: hand it over apart.
    const { connectionString: _dropped, ...rest } = connection
    const tls = ofTls.flatMap((name) => url.searchParams.getAll(name).map((value): [string, string] => [name, value]))
    if (tls.length > 0 && url.hostname !== '' && !url.searchParams.has('host')) {
      const own = new URL(url)
      own.search = new URLSearchParams(tls).toString()
      own.username = roleName(role)
      own.password = password
      return { ...rest, connectionString: own.toString() }
    }
    return { ...rest, host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname), port: Number(url.searchParams.get('port') ?? (url.port || 5432)), database: decodeURIComponent(url.pathname.slice(1)), user: roleName(role), password }
  }
  return { ...connection, user: roleName(role), password }
}

/** Roles belong to the whole cluster: two databases of it that migrate at once may touch one role at the same moment. */
async function ensureRoles(client: pg.Client, keys: Keys, tries = 8): Promise<void> {
  try {
    await makeRoles(client, keys)
  } catch (error) {
    const atOnce = /tuple concurrently|already exists|duplicate key/.test((error as Error).message)
    if (!atOnce || tries === 0) throw error
    await wait(50)
    await ensureRoles(client, keys, tries - 1)
  }
}

async function makeRoles(client: pg.Client, keys: Keys): Promise<void> {
  for (const role of databaseRoles) {
    const password = keys.mac('database-password', role).toString('hex')
    const { rows } = await client.query<{ unsafe: boolean }>('select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as unsafe from pg_roles where rolname = $1', [roleName(role)])
    // R52: a role that could see past the policies is not ours to use.
    if (rows[0]?.unsafe === true) throw new Error(`the database role ${roleName(role)} exists with more rights than it may have: alter or drop it`)
    await client.query(rows.length === 0 ? `create role ${roleName(role)} login noinherit password '${password}'` : `alter role ${roleName(role)} password '${password}'`)
  }
}

/**
 * Brings the database to the current schema; returns the names of the files it ran (none when it was current).
 * Refuses a file that changed after it ran: add a new one instead.
 */
export async function migrate({ connection, keys, folders }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock])
    await client.query('create table if not exists kernel_migration (name text primary key, hash text not null, ran_at timestamptz not null default current_timestamp)')
    await ensureRoles(client, keys)
    // Nobody but the owner makes temporary tables, which could stand for ours: no room needs one.
    await client.query("do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$")
    const ran = new Map<string, string>((await client.query<{ name: string; hash: string }>('select name, hash from kernel_migration')).rows.map((row) => [row.name, row.hash]))
    const fresh: string[] = []
    for (const file of folders.flatMap(filesOf)) {
      const before = ran.get(file.name)
      if (before === file.hash) continue
      if (before !== undefined) throw new Error(`${file.name} was changed after it ran here: add a new file instead`)
      await client.query('begin')
      try {
        await client.query(file.text)
        await client.query('insert into kernel_migration (name, hash) values ($1, $2)', [file.name, file.hash])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`${file.name}: ${(error as Error).message}`, { cause: error })
      }
      fresh.push(file.name)
    }
    return fresh
  } finally {
    await client.end()
  }
}
