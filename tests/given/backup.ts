// What does a test of backups look at? Every row of every table, as the owner sees it past the policies, in one spelling.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { asOwner } from './database.ts'

export type Contents = Readonly<Record<string, readonly string[]>>

/** Rows as sorted JSON texts by table. Numbers of transactions are left out: they belong to a cluster, not to the record. */
export function contentsOf(connection: pg.PoolConfig): Promise<Contents> {
  return asOwner(connection, async (client) => {
    const { rows: tables } = await client.query<{ name: string; forced: boolean }>("select relname::text as name, relforcerowsecurity as forced from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'kernel_migration' order by 1")
    const contents: Record<string, string[]> = {}
    await client.query('begin')
    await client.query("set local timezone = 'UTC'")
    for (const { name, forced } of tables) {
      // An owner who is no superuser is under the policies too; rolled back below.
      if (forced) await client.query(`alter table ${name} no force row level security`)
      contents[name] = (await client.query<{ row: string }>(`select (to_jsonb(t) - 'xid' - 'event_xid')::text as row from ${name} t`)).rows.map((one) => one.row).sort()
    }
    await client.query('rollback')
    return contents
  })
}

/** A number and a hash for each table: what differs is then looked at. */
export const summaryOf = (contents: Contents): Record<string, string> => Object.fromEntries(Object.entries(contents).map(([name, rows]) => [name, `${rows.length} ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)}`]))

/** What the database promises besides its rows: policies, triggers, forced security, sequences. */
export function guardsOf(connection: pg.PoolConfig): Promise<string[]> {
  return asOwner(connection, async (client) => (await client.query<{ guard: string }>(`select 'forced ' || relname || ' ' || relrowsecurity || relforcerowsecurity as guard from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    union all select 'trigger ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    union all select 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') from pg_policies where schemaname = 'public'
    union all select 'sequence ' || sequencename || ' ' || coalesce(last_value, 0) from pg_sequences where schemaname = 'public' order by 1`)).rows.map((row) => row.guard))
}
