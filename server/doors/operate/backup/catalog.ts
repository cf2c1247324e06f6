// What is there to keep? The tables of the house in an order that foreign keys allow, its sequences, and the migrations that made them.
import type pg from 'pg'
import type { Migration, SequenceState } from './frames.ts'
import { BackupRefused } from './refused.ts'
import { quoted } from './session.ts'

export type Table = {
  readonly name: string
  /** In the table's order; what the database works out itself is left to it. */
  readonly columns: readonly string[]
  /** Numbers of transactions: they mean nothing in another cluster. */
  readonly transactionColumns: readonly string[]
  readonly forced: boolean
  readonly triggered: boolean
}

type Row = Table & { readonly needs: readonly string[] }

// Which migrations ran is the schema's own matter: it is compared, not copied.
const theTables = "c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'kernel_migration'"

const tablesText = `select c.relname::text as name, c.relforcerowsecurity as forced,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'xid8'::regtype) as "transactionColumns",
    array(select f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs,
    exists (select 1 from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D') as triggered
  from pg_class c where ${theTables} order by c.relname`

/** The tables, each after those its foreign keys point to. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const waiting = new Map((await client.query<Row>(tablesText)).rows.map((row) => [row.name, row]))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((row) => !row.needs.some((name) => waiting.has(name)))
    if (ready.length === 0) throw new BackupRefused(`tables need each other in a circle: ${[...waiting.keys()].join(', ')}`)
    for (const { needs: _needs, ...table } of ready) {
      ordered.push(table)
      waiting.delete(table.name)
    }
  }
  return ordered
}

export async function migrationsOf(client: pg.Client): Promise<Migration[]> {
  return (await client.query<Migration>('select name, hash from kernel_migration order by name')).rows
}

export async function sequencesOf(client: pg.Client): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>("select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname")
  const states: SequenceState[] = []
  for (const { name } of rows) {
    const [state] = (await client.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${quoted(name)}`)).rows
    if (state !== undefined) states.push({ name, ...state })
  }
  return states
}

/** Tables of which `role` would read nothing, or not every row. */
export async function unreadable(client: pg.Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`select c.relname::text as name from pg_class c, (select oid as role from pg_roles where rolname = $1) r where ${theTables}
      and (not has_table_privilege(r.role, c.oid, 'select')
        or (c.relrowsecurity and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('r', '*') and r.role = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true'))
        or exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('r', '*') and p.polroles && array[0::oid, r.role]))
    order by 1`, [role])
  return rows.map((row) => row.name)
}
