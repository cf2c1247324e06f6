// How does a backup become a database again? The whole file is verified first; then all of it goes in, in one transaction, or nothing does.
import type pg from 'pg'
import { type Clock, type Keys, type Tx, migrate } from '#kernel'
import { openAudit } from '#audit'
import { rooms } from '../../../rooms.ts'
import { type Table, migrationsOf, tablesOf } from './catalog.ts'
import { loadRows } from './load.ts'
import { type Began, type Counted, type Ended, type Migration, type TableFrame, factsOf, framesOf } from './frames.ts'
import { schemaHash } from './make.ts'
import { letBackupRead } from './reader.ts'
import { BackupRefused } from './refused.ts'
import { type Header, type OpenedFile, openSealedFile } from './sealed-file.ts'
import { asOwner, onDatabase, quoted } from './session.ts'

export type VerifiedBackup = { readonly file: OpenedFile; readonly header: Header; readonly migrations: readonly Migration[]; readonly tables: number; readonly rows: number }

/** Reads the whole file and writes nothing. Refuses another key, a changed byte anywhere, a file that is not whole. */
export async function verifyBackup(path: string, keys: Keys): Promise<VerifiedBackup> {
  const file = await openSealedFile(path, keys)
  const seen = { tables: 0, rows: 0 }
  let migrations: readonly Migration[] = []
  let ended: Ended | null = null
  for await (const frame of framesOf(file)) {
    if (frame.kind === 'began') migrations = factsOf<Began>(frame).migrations
    if (frame.kind === 'table') seen.tables += factsOf<TableFrame>(frame).name === '' ? 0 : 1
    if (frame.kind === 'counted') seen.rows += factsOf<Counted>(frame).rows
    if (frame.kind === 'ended') ended = factsOf<Ended>(frame)
  }
  if (ended?.tables !== seen.tables || ended.rows !== seen.rows || schemaHash(migrations) !== file.header.schema) throw new BackupRefused('the backup does not hold what its end says')
  return { file, header: file.header, migrations, ...seen }
}

export type RestoreOrder = {
  readonly verified: VerifiedBackup
  /** The installation's own database, migrated, as its owner. */
  readonly connection: pg.PoolConfig
  readonly keys: Keys
  readonly clock: Clock
  /** Another database of the same server, made when it is missing; null: the installation's own. */
  readonly into: string | null
  /** May records that are there be thrown away? */
  readonly replace: boolean
}
export type Restored = { readonly database: string; readonly tables: number; readonly rows: number; readonly madeAt: string }

/**
 * Puts a verified backup into a database. Sessions, half sign-ins, open codes and joinings of the backup are void afterwards (C10).
 * Refuses: a backup of another schema, a database that holds records (unless `replace`), one to which somebody is connected.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const { verified, connection, into } = order
  await asOwner(connection, async (client) => refuseOtherSchema(verified, await migrationsOf(client)))
  if (into === null) return load(order, connection)
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(into)) throw new BackupRefused('a database name has small letters, digits and _ only')
  const made = await ensureDatabase(connection, into)
  const target = onDatabase(connection, into)
  try {
    await migrate({ connection: target, keys: order.keys, folders: rooms.map((room) => room.folder) })
    await letBackupRead(target)
    await asOwner(target, async (client) => refuseOtherSchema(verified, await migrationsOf(client)))
    return await load(order, target)
  } catch (error) {
    // Nothing stays of a restore that failed.
    if (made) await asOwner(connection, (client) => client.query(`drop database ${quoted(into)} with (force)`))
    throw error
  }
}

function refuseOtherSchema({ header, migrations }: VerifiedBackup, here: readonly Migration[]): void {
  if (schemaHash(here) === header.schema) return
  const mine = new Map(here.map((one) => [one.name, one.hash]))
  const theirs = new Map(migrations.map((one) => [one.name, one.hash]))
  const first = [...new Set([...mine.keys(), ...theirs.keys()])].sort().find((name) => mine.get(name) !== theirs.get(name))
  throw new BackupRefused(`the backup was made by another version of Portico (${first} differs): restore it with that version, then upgrade`)
}

function ensureDatabase(connection: pg.PoolConfig, name: string): Promise<boolean> {
  return asOwner(connection, async (client) => {
    if ((await client.query('select 1 from pg_database where datname = $1', [name])).rowCount !== 0) return false
    await client.query(`create database ${quoted(name)}`)
    return true
  })
}

async function load({ verified, clock, replace }: RestoreOrder, target: pg.PoolConfig): Promise<Restored> {
  return asOwner(target, async (client) => {
    // Before any lock: a restore that is refused must not hold up a house at work.
    await refuseOthers(client)
    await client.query('begin')
    const now = clock.now()
    await client.query("select set_config('app.now', $1, true)", [now.toISOString()])
    const [database] = (await client.query<{ name: string }>('select current_database() as name')).rows
    const tables = await tablesOf(client)
    await openTables(client, tables)
    await refuseOthers(client)
    if (replace) await client.query(`truncate ${tables.map((table) => quoted(table.name)).join(', ')}`)
    else await refuseRecords(client, tables, database?.name ?? '')
    await loadRows(client, tables, framesOf(verified.file))
    // What somebody held when the backup was made opens nothing now: each room says what that is.
    await client.query('select notices_restored(), accounts_restored(), accounts_links_restored(), identity_restored()')
    await openAudit().note(transaction(client, now), { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'backup restored', detail: { madeAt: verified.header.madeAt, rows: verified.rows } })
    await closeTables(client, tables)
    await client.query('commit')
    await client.query('analyze')
    return { database: database?.name ?? '', tables: verified.tables, rows: verified.rows, madeAt: verified.header.madeAt }
  })
}

/** Nobody else reads or writes until the end; the owner is let past the policies and triggers for this transaction only. */
async function openTables(client: pg.Client, tables: readonly Table[]): Promise<void> {
  await client.query(`lock table ${tables.map((table) => quoted(table.name)).join(', ')} in access exclusive mode`)
  for (const table of tables) {
    if (table.forced) await client.query(`alter table ${quoted(table.name)} no force row level security`)
    if (table.triggered) await client.query(`alter table ${quoted(table.name)} disable trigger user`)
  }
}

async function closeTables(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    if (table.forced) await client.query(`alter table ${quoted(table.name)} force row level security`)
    if (table.triggered) await client.query(`alter table ${quoted(table.name)} enable trigger user`)
  }
}

/** Asked again once the tables are locked. A connection that just ended is seen for a moment longer: asked for two seconds. */
async function refuseOthers(client: pg.Client): Promise<void> {
  for (let asked = 0; ; asked += 1) {
    await client.query('select pg_stat_clear_snapshot()')
    // An owner who is no superuser sees who is connected, not what they do; the server's own workers have no user.
    const { rowCount } = await client.query("select 1 from pg_stat_activity where datname = current_database() and usesysid is not null and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'")
    if (rowCount === 0) return
    if (asked === 40) throw new BackupRefused(`${rowCount} others are connected to the database: nothing was changed. Stop Portico first; a database that holds records also needs --replace`)
    await client.query('select pg_sleep(0.05)')
  }
}

async function refuseRecords(client: pg.Client, tables: readonly Table[], database: string): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`select 1 from ${quoted(table.name)} limit 1`)
    if (rowCount !== 0) throw new BackupRefused(`the database ${database} holds records (${table.name}): nothing was changed. To throw them away and put the backup in their place, add --replace`)
  }
}

/** The restoring transaction as rooms know one. */
const transaction = (client: pg.Client, now: Date): Tx => ({
  now,
  query: async (statement, values = []) => (await client.query({ text: statement.text, values: values as unknown[] })).rows as never,
  last: () => undefined,
})
