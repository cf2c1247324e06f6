// What do readers notice of an import? The page of a first visit, idle and while a folder of FHIR comes in, in turn.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Person, Recorded } from '../pages/house.ts'
import type { LoadResult } from '../pages/load.ts'
import { quietest, startWorker } from '../pages/workers.ts'
import { asOwner, onDatabase, openCluster, world } from '../pages/world.ts'
import { keepRow, median, round } from '../row.ts'
import type { ImportOrder, Imported } from './importer.ts'

const folder = join(import.meta.dirname, '../../../shared/data/fhir-synthea-uscore')
if (!existsSync(folder)) {
  console.log('no ../shared/data/fhir-synthea-uscore: nothing to measure')
  process.exit(0)
}
const short = process.argv.includes('--short')
const rounds = short ? 1 : 5
const seconds = short ? 1 : 2

const cluster = await openCluster()
const { database: template = '' } = await world(cluster.connection, 100)
const connection = onDatabase(cluster.connection, 'bench_importing')
await asOwner(cluster.connection, async (client) => {
  await client.query('drop database if exists bench_importing with (force)')
  await client.query(`create database bench_importing template ${template}`)
})
const [house, load, importer] = [startWorker('pages/house.ts'), startWorker('pages/load.ts'), startWorker('records/importer.ts')]
try {
  const { port } = await house.ask<{ port: number }>({ what: 'start', connection, poolSize: 6 })
  const visits = (await house.ask<readonly Person[]>({ what: 'people' })).map(({ mrn, cookie }) => ({ path: '/me', marker: mrn, cookie }))
  const look = () => load.ask<LoadResult>({ port, visits, connections: 4, gzip: true, warmSeconds: 0.3, seconds })
  const [first] = visits
  if (first === undefined) throw new Error('nobody reads')
  const statementsOf = async () => (await house.ask<Recorded>({ what: 'record', path: first.path, cookie: first.cookie })).statements
  const bringIn = (at: number) => importer.ask<Imported>({ connection, folder, organization: `bench-import-${at}` } satisfies ImportOrder)
  // The first look of a person is another page than the second, and the first import starts cold.
  await statementsOf()
  await bringIn(0)
  const [idle, busy]: [LoadResult[], LoadResult[]] = [[], []]
  const statements = { idle: await statementsOf(), busy: 0 }
  let [resources, took, elsewhere] = [0, 0, 0]
  for (let at = 1; at <= rounds; at += 1) {
    idle.push(await quietest(cluster.folder, 1, look))
    const coming = bringIn(at)
    await wait(200)
    if (at === 1) statements.busy = await statementsOf()
    const one = await quietest(cluster.folder, 1, look)
    busy.push(one)
    elsewhere = Math.max(elsewhere, one.elsewherePercent)
    const { resources: came, seconds: spent } = await coming
    resources += came
    took += spent
    if (spent < seconds + 0.5) throw new Error(`the import ended after ${spent} s: the look saw the machine idle`)
  }
  const of = (all: readonly LoadResult[]) => ({ p50: round(median(all.map((one) => one.p50)), 2), p95: round(median(all.map((one) => one.p95)), 2), perSecond: round(median(all.map((one) => one.perSecond))) })
  const wrong = [...idle, ...busy].reduce((sum, one) => sum + one.wrong, 0)
  const ratio = round(of(busy).p95 / of(idle).p95, 2)
  keepRow('importing', {
    what: 'home while FHIR is imported by another process, 4 readers',
    figures: { ...of(busy), statements: statements.busy, wrong, importedPerSecond: round(resources / took), elsewherePercent: elsewhere },
    floor: { ...of(idle), statements: statements.idle },
    ratio, goal: 'as many statements as idle, p95 at most twice the idle one', met: ratio <= 2 && statements.busy === statements.idle && wrong === 0,
  }, { postgres: await asOwner(connection, async (client) => (await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? ''), keep: !short })
} finally {
  await Promise.all([house, load, importer].map((one) => one.stop()))
  await asOwner(cluster.connection, (client) => client.query('drop database if exists bench_importing with (force)'))
  await cluster.stop()
}
process.exit(0)
