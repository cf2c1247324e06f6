// How is a backup made? All tables as they were at one instant, while the house goes on working; packed, sealed, and only then called a backup.
import { existsSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { openAudit } from '#audit'
import { type Clock, type Keys, openDatabase, roleConnection } from '#kernel'
import { type Table, migrationsOf, sequencesOf, tablesOf } from './catalog.ts'
import { copyOut } from './copy.ts'
import { type Migration, factsFrame, rowFrames } from './frames.ts'
import { becomeReader } from './reader.ts'
import { BackupRefused } from './refused.ts'
import { newHeader, sealed } from './sealed-file.ts'
import { asOwner, quoted } from './session.ts'

export type BackupOrder = { readonly connection: pg.PoolConfig; readonly keys: Keys; readonly clock: Clock; /** Where to; must not be there yet. */ readonly file: string }
export type BackupMade = { readonly file: string; readonly bytes: number; readonly tables: number; readonly rows: number; readonly madeAt: string }

export const schemaHash = (migrations: readonly Migration[]): string => createHash('sha256').update(migrations.map((one) => `${one.name} ${one.hash}\n`).join('')).digest('hex')

// A number of another cluster's transaction would say "not over yet" or "long over" wrongly; 0 is before every one (ground/audit/seal.ts goes on from it).
const copyText = ({ name, columns, transactionColumns }: Table): string =>
  `copy (select ${columns.map((column) => (transactionColumns.includes(column) ? `'0'::xid8` : quoted(column))).join(', ')} from ${quoted(name)}) to stdout`

type Content = { readonly client: pg.Client; readonly migrations: readonly Migration[]; readonly counted: { tables: number; rows: number } }

async function* content({ client, migrations, counted }: Content): AsyncGenerator<Buffer> {
  const [server] = (await client.query<{ server_version: string }>('show server_version')).rows
  yield factsFrame('began', { migrations, server: server?.server_version ?? '' })
  for (const table of await tablesOf(client)) {
    yield factsFrame('table', { name: table.name, columns: table.columns })
    const out = copyOut(client, copyText(table))
    for await (const text of out.text as AsyncIterable<Buffer>) yield* rowFrames(text)
    yield factsFrame('counted', { rows: out.rows() })
    counted.tables += 1
    counted.rows += out.rows()
  }
  yield factsFrame('ended', { ...counted, sequences: await sequencesOf(client) })
}

/** One snapshot, read only, as the backup's role; `part` holds the whole backup when this returns. */
function writeSnapshot(order: BackupOrder, part: string, madeAt: string): Promise<{ tables: number; rows: number }> {
  return asOwner(order.connection, async (client) => {
    await client.query('begin isolation level repeatable read, read only')
    const migrations = await migrationsOf(client)
    await becomeReader(client)
    const counted = { tables: 0, rows: 0 }
    const { line, key } = newHeader(order.keys, { madeAt, schema: schemaHash(migrations) })
    const seal = async function* (packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      yield Buffer.from(line)
      yield* sealed(key, packed)
    }
    // `wx`: never over a file that is there. `flush`: on the disk before it gets its name.
    const to = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(Readable.from(content({ client, migrations, counted }), { objectMode: false }), createGzip({ chunkSize: 256 * 1024 }), seal, to)
    await client.query('commit')
    return counted
  })
}

/** Who took everything out is in the trail, or it was not taken. */
async function noteBackup({ connection, keys, clock }: BackupOrder, detail: { readonly rows: number; readonly bytes: number }): Promise<void> {
  const database = openDatabase({ connection: roleConnection(connection, 'operate', keys), role: 'operate', clock, size: 1 })
  try {
    await database.run((tx) => openAudit().note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'backup made', detail }))
  } finally {
    await database.close()
  }
}

/**
 * Writes a backup of everything to `file`, readable by this user only. Needs the owner's connection.
 * Refuses: a file that is there already, a table that cannot be read whole. Nothing stays of a backup that failed.
 */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  const part = `${order.file}.part`
  if (existsSync(order.file)) throw new BackupRefused(`${order.file} is there already: name another file`)
  if (existsSync(part)) throw new BackupRefused(`${part} is there: another backup is being made, or one was interrupted (then remove it)`)
  const madeAt = order.clock.now().toISOString()
  try {
    const counted = await writeSnapshot(order, part, madeAt)
    const { size: bytes } = statSync(part)
    await noteBackup(order, { rows: counted.rows, bytes })
    await rename(part, order.file)
    return { file: order.file, bytes, madeAt, ...counted }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
