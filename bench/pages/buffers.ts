// How many blocks does a page touch? Each of its statements explained as the web role, in one transaction, summed.
import pg from 'pg'
import type { Sent } from './house.ts'

type Plan = { readonly Plan: { readonly 'Shared Hit Blocks'?: number; readonly 'Shared Read Blocks'?: number }; readonly 'Execution Time'?: number }
export type Touched = { readonly name: string; readonly buffers: number; readonly ms: number }

/** A value as EXECUTE takes it: a text that PostgreSQL reads as the parameter's type. */
function literal(value: unknown): string {
  const one = (inner: unknown): string => (inner === null || inner === undefined ? 'NULL' : Buffer.isBuffer(inner) ? `\\x${inner.toString('hex')}` : inner instanceof Date ? inner.toISOString() : String(inner as string | number))
  if (value === null || value === undefined) return 'null'
  if (!Array.isArray(value)) return pg.escapeLiteral(one(value))
  return pg.escapeLiteral(`{${value.map((inner) => (inner === null ? 'NULL' : `"${one(inner).replace(/[\\"]/g, '\\$&')}"`)).join(',')}}`)
}

/** `client`: connected as the web role, with its way of planning (the plan that is kept, not one made for these values). The transaction is rolled back: its line in the trail is counted, not kept. */
export async function touchedBy(client: pg.Client, page: readonly Sent[]): Promise<readonly Touched[]> {
  const touched: Touched[] = []
  await client.query('begin')
  try {
    for (const { name, text, values } of page) {
      if (/^(begin|commit)$/i.test(text.trim())) continue
      await client.query(`deallocate all; prepare one as ${text}`)
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`
      const { rows } = await client.query<{ 'QUERY PLAN': readonly Plan[] }>(`explain (analyze, buffers, timing off, format json) execute one${given}`)
      const [plan] = rows[0]?.['QUERY PLAN'] ?? []
      touched.push({ name, buffers: (plan?.Plan['Shared Hit Blocks'] ?? 0) + (plan?.Plan['Shared Read Blocks'] ?? 0), ms: plan?.['Execution Time'] ?? 0 })
    }
  } finally {
    await client.query('rollback')
  }
  return touched
}
