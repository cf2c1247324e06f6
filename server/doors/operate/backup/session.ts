// On which terms does a backup or a restore talk to PostgreSQL? One connection as the owner, without limits of time, every value in one spelling.
import pg from 'pg'

/** 15 and 18 read these spellings alike, whatever the server or the role was set to. */
const terms = `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '10s'; set client_encoding = 'UTF8'; set search_path = public;
  set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1`

/** Runs `body` on a connection of its own; whatever transaction is open at its end is rolled back. */
export async function asOwner<T>(connection: pg.PoolConfig, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  // Without a listener a server stop ends the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(terms)
    return await body(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The same server and owner, another database. */
export function onDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, database }
  const url = new URL(connection.connectionString)
  url.pathname = `/${database}`
  return { ...connection, connectionString: url.toString() }
}

/** An identifier as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
