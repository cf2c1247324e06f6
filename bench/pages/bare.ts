// What do a page's statements cost alone? The same statements with the same values, sent together: no HTTP, nothing read
// from the rows, no page made of them. A process of its own.
import pg from 'pg'
import { percentile, round } from '../row.ts'
import type { Sent } from './house.ts'
import type { LoadResult } from './load.ts'

export type BareOrder = { readonly connection: pg.PoolConfig; readonly poolSize: number; readonly pages: readonly (readonly Sent[])[]; readonly connections: number; readonly warmSeconds: number; readonly seconds: number }
export type BareResult = Pick<LoadResult, 'perSecond' | 'p50' | 'p95' | 'pages'>

async function run(order: BareOrder): Promise<BareResult> {
  const pool = new pg.Pool({ ...order.connection, max: order.poolSize, pipeline: true, types: { getTypeParser: () => (value: unknown) => value } } as pg.PoolConfig)
  const from = performance.now() + order.warmSeconds * 1000
  const until = from + order.seconds * 1000
  const times: number[] = []
  let turn = 0
  const connection = async () => {
    while (performance.now() < until) {
      const page = order.pages[turn % order.pages.length] ?? []
      turn += 1
      const begun = performance.now()
      const client = await pool.connect()
      await Promise.all(page.map(({ name, text, values }) => client.query({ name, text, values: [...values] })))
      client.release()
      const now = performance.now()
      if (now >= from && now < until) times.push(now - begun)
    }
  }
  await Promise.all(Array.from({ length: order.connections }, connection))
  await pool.end()
  const sorted = Float64Array.from(times).sort()
  return { perSecond: round(times.length / order.seconds), p50: round(percentile(sorted, 0.5), 2), p95: round(percentile(sorted, 0.95), 2), pages: times.length }
}

process.on('message', (order: BareOrder) => {
  run(order).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.once('disconnect', () => process.exit(0))
