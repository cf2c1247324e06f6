// How does anyone reach the database? One helper begins and ends every transaction, under one role, with one clock.
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import type { Clock } from './clock.ts'
import type { Statement } from './statement.ts'

/** Roles of the house; none owns a table or is superuser (R52). `web` sees only what its viewer may see, `desk` only its organization. */
export type Role = 'web' | 'desk' | 'feed' | 'job' | 'sealer' | 'operate'
export const databaseRoles: readonly Role[] = ['web', 'desk', 'feed', 'job', 'sealer', 'operate']

export type Value = string | number | boolean | bigint | Date | Buffer | null | readonly (string | number | boolean | bigint | Date | Buffer | null)[]

export type Tx = {
  /** The instant of this transaction: the application's clock, also `app_now()` in SQL. */
  readonly now: Date
  /** Runs a named statement. Statements sent without waiting travel together (pipelined). */
  query<Row>(statement: Statement<Row>, values?: readonly Value[]): Promise<Row[]>
  /** Says that no more statements follow what has been sent: the commit travels with them. */
  last(): void
}

export type Database = {
  readonly role: Role
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Counts statements for the tests that compare work (security.md R22) and for the bench. */
export type WorkCount = { statements: number; hashes: number; mails: number; texts: number }
const work = new AsyncLocalStorage<WorkCount>()
export function countWork<T>(body: () => Promise<T>): Promise<{ value: T; count: WorkCount }> {
  const count: WorkCount = { statements: 0, hashes: 0, mails: 0, texts: 0 }
  return work.run(count, async () => ({ value: await body(), count }))
}
export function noteWork(what: keyof WorkCount): void {
  const count = work.getStore()
  if (count !== undefined) count[what] += 1
}

/** "2026-11-20 14:35:20.26+00" as "2026-11-20T14:35:20.260Z"; infinities stay. A list has hundreds: only other zones and eras cost a Date. */
function isoInstant(value: string): string {
  if (value === 'infinity' || value === '-infinity') return value
  if (value[10] !== ' ' || !value.endsWith('+00')) return new Date(value).toISOString()
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${value.slice(20, -3).padEnd(3, '0').slice(0, 3)}Z`
}

// Instants and big integers come back as text: rooms turn them into what they mean.
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === 20 || oid === 1082 || oid === 1114) return (value: string) => value
    if (oid === 1184) return isoInstant
    return pg.types.getTypeParser(oid, format)
  },
}

/**
 * How the roles plan whose statements come again and again: planning a page's or a message's statements costs more than running them, and
 * each is led by its patients or its message: once per connection is enough. Blocks lie in memory: what is led so goes by index,
 * whatever the size of the table.
 */
export const plansOnce = '-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1'
const planningOnce: ReadonlySet<Role> = new Set(['web', 'feed'])

export type DatabaseOptions = { readonly connection: pg.PoolConfig; readonly role: Role; readonly clock: Clock; readonly size?: number; readonly statementSeconds?: number; /** How long the house may think within a transaction before the database ends it. */ readonly thinkingSeconds?: number }

export function openDatabase({ connection, role, clock, size = 6, statementSeconds = 5, thinkingSeconds = 15 }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    types,
    pipeline: true,
    // A database that does not answer is said to be away, not waited for.
    connectionTimeoutMillis: 10_000,
    // R69: no statement of a page may hold the house up.
    options: `-c statement_timeout=${statementSeconds * 1000} -c lock_timeout=2000 -c idle_in_transaction_session_timeout=${thinkingSeconds * 1000}${planningOnce.has(role) ? ` ${plansOnce}` : ''}`,
  } as pg.PoolConfig)
  // Without a listener a server stop ends the process (57P01).
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    role,
    run: (body) => runInTransaction(pool, clock, body),
    close: () => pool.end(),
  }
}

type Wire = { readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } } }

/** Everything sent before the house waits leaves in one write, and the server wakes once for it: the driver alone writes each statement apart. */
function gatherWrites(client: pg.PoolClient): () => void {
  const stream = (client as unknown as Wire).connection?.stream
  let gathering = false
  return () => {
    if (gathering) return
    gathering = true
    stream?.cork?.()
    // The next tick comes when no promise has anything left to send.
    process.nextTick(() => {
      gathering = false
      stream?.uncork?.()
    })
  }
}

async function runInTransaction<T>(pool: pg.Pool, clock: Clock, body: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const now = clock.now()
  const sent: Promise<unknown>[] = []
  const gather = gatherWrites(client)
  const send = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    noteWork('statements')
    gather()
    const answer = client.query(query)
    sent.push(answer.catch(() => undefined))
    return answer
  }
  let commit: Promise<pg.QueryResult> | null = null
  const tx: Tx = {
    now,
    async query<Row>(statement: Statement<Row>, values: readonly Value[] = []) {
      if (commit !== null) throw new Error(`${statement.name} was sent after last()`)
      const result = await send({ name: statement.name, text: statement.text, values: values as unknown[] })
      return result.rows as Row[]
    },
    last() {
      commit ??= send({ name: 'kernel.commit', text: 'commit' })
      commit.catch(() => undefined)
    },
  }
  try {
    const begin = send({ name: 'kernel.begin', text: 'begin' })
    const setNow = send({ name: 'kernel.now', text: "select set_config('app.now', $1, true), set_config('app.person', '', true), set_config('app.opening', '', true), set_config('app.app', '', true), set_config('app.organization', '', true), set_config('app.roles', '', true), set_config('app.counting', '', true)", values: [now.toISOString()] })
    begin.catch(() => undefined)
    setNow.catch(() => undefined)
    const value = await body(tx)
    tx.last()
    await begin
    await setNow
    const done = await (commit as unknown as Promise<pg.QueryResult>)
    // A failed statement turns the queued commit into a rollback: nothing may be shown then.
    if (done.command !== 'COMMIT') throw new Error('the transaction was rolled back')
    await Promise.all(sent)
    client.release()
    return value
  } catch (error) {
    await Promise.all(sent)
    let broken = false
    if (commit === null) await client.query('rollback').catch(() => (broken = true))
    client.release(broken)
    throw error
  }
}
