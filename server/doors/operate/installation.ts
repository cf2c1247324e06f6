// Which database does this installation use, and is its schema current? The trial's own, or the one of DATABASE_URL.
import { join } from 'node:path'
import pg from 'pg'
import { type Config, migrate, openKeys, openTrialDatabase } from '#kernel'
import { rooms } from '../../rooms.ts'
import { letBackupRead } from './backup/index.ts'

export type Installation = { readonly connection: pg.PoolConfig; /** The trial's database was running already. */ readonly found: boolean; /** Stops the trial's own database; does nothing to another. */ stop(): Promise<void> }

const trialName = 'portico'
/** security_invoker views came with 15; it is what Debian 12 ships. */
const oldestServer = 150_000
/** R54: the first minor release of each line in which row level security holds (CVE-2024-10976, CVE-2025-8713). */
const firstSafe: Readonly<Record<string, number>> = { '15': 150_014, '16': 160_010, '17': 170_006 }

/** Why a server of this number (`server_version_num`) may not be used; null when it may. */
export function refusedServer(version: number): string | null {
  const name = `${Math.floor(version / 10_000)}.${version % 10_000}`
  if (version < oldestServer) return `PostgreSQL 15 or newer is needed; this server is ${name}`
  const first = firstSafe[String(Math.floor(version / 10_000))] ?? 0
  return version < first ? `PostgreSQL ${name} has known holes in row level security: update it to ${Math.floor(first / 10_000)}.${first % 10_000} or newer` : null
}

async function ensureDatabase(connection: pg.PoolConfig): Promise<pg.PoolConfig> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [trialName])
    if (found.rowCount === 0) await client.query(`create database ${trialName}`)
  } finally {
    await client.end()
  }
  return { ...connection, database: trialName }
}

async function refuseOldServer(connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    const refused = refusedServer(Number(rows[0]?.server_version_num ?? 0))
    if (refused !== null) throw new Error(refused)
  } finally {
    await client.end()
  }
}

/** Opens the database and brings its schema up to date. `folders` of rooms are migrated in their order. */
export async function openInstallation(config: Config): Promise<Installation> {
  const keys = openKeys(config.masterKey)
  const folders = rooms.map((room) => room.folder)
  if (config.databaseUrl !== null) {
    const connection = { connectionString: config.databaseUrl }
    await refuseOldServer(connection)
    await migrate({ connection, keys, folders })
    await letBackupRead(connection)
    return { connection, found: true, stop: async () => undefined }
  }
  const trial = await openTrialDatabase(join(config.dataFolder, 'postgres'))
  try {
    const connection = await ensureDatabase(trial.connection)
    await migrate({ connection, keys, folders })
    await letBackupRead(connection)
    return { connection, found: trial.found, stop: trial.stop }
  } catch (error) {
    // Nothing of ours stays behind when the start fails; what was running before is somebody's.
    if (!trial.found) await trial.stop()
    throw error
  }
}
