// How many pages a second, how soon, and what do they cost? Home, results and one result, with 100 and 1,000 patients, at 1
// and 16 connections, beside the page's bare SQL and the floor server in the same run, one after the other.
// Options: --short (a second each, not kept), --patients 100,1000, --pages home,results,result, --connections 1,16,
// --only house,floor,bare, --tries 3 (of each cell the quietest is kept), --profile (a .cpuprofile of the house for each cell in the temporary folder; not kept)
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openKeys, roleConnection, plansOnce } from '#kernel'
import { type FloorReady, floorMarker } from './pages/floor.ts'
import type { BareResult } from './pages/bare.ts'
import { touchedBy } from './pages/buffers.ts'
import { resetTrail } from './pages/clone.ts'
import type { Person, Recorded, Sent, Spent } from './pages/house.ts'
import type { LoadResult, Visit } from './pages/load.ts'
import { type Worker, quietest, serverMicros, startWorker } from './pages/workers.ts'
import { asOwner, benchConfig, openCluster, world } from './pages/world.ts'
import { type Row, keepRow, round } from './row.ts'

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    patients: { type: 'string', default: '100,1000' },
    pages: { type: 'string', default: 'home,results,result' },
    connections: { type: 'string', default: '1,16' },
    only: { type: 'string', default: 'house,floor,bare' },
    tries: { type: 'string', default: '3' },
  },
})
const listOf = (text: string) => text.split(',')
const time = options.short ? { warmSeconds: 0.5, seconds: 1 } : { warmSeconds: 2, seconds: 5 }
const tries = options.short || options.profile ? 1 : Number(options.tries)
/** As in production (compose.ts). */
const poolSize = 6
/** How many people's pages are explained and replayed: each original patient twice. */
const sample = 44

type PageName = 'home' | 'results' | 'result'
const pageOf: Readonly<Record<PageName, (person: Person) => { readonly path: string; readonly marker: string }>> = {
  home: ({ mrn }) => ({ path: '/me', marker: mrn }),
  results: ({ result, from, to }) => ({ path: `/me/results?from=${from}&to=${to}`, marker: `/me/results/${result}` }),
  result: ({ result }) => ({ path: `/me/results/${result}`, marker: `/me/results/${result}.pdf` }),
}
const visitOf = (page: PageName, person: Person): Visit => ({ ...pageOf[page](person), cookie: person.cookie })

type Stage = { readonly owner: pg.PoolConfig; readonly folder: string; readonly patients: number; readonly house: Worker; readonly housePort: number; readonly floor: Worker; readonly floorPort: number; readonly load: Worker; readonly bare: Worker; readonly people: readonly Person[]; readonly postgres: string }

const webRole = (owner: pg.PoolConfig): pg.PoolConfig => ({ ...roleConnection(owner, 'web', openKeys(benchConfig.masterKey)), options: plansOnce })

async function openStage(cluster: { connection: pg.PoolConfig; folder: string }, patients: number): Promise<Stage> {
  const owner = await world(cluster.connection, patients)
  // A world of an earlier run has its looks: nobody of this one has looked before.
  await asOwner(owner, resetTrail)
  const [house, floor, load, bare] = [startWorker('pages/house.ts'), startWorker('pages/floor.ts'), startWorker('pages/load.ts'), startWorker('pages/bare.ts')]
  const { port: housePort } = await house.ask<{ port: number }>({ what: 'start', connection: owner, poolSize })
  const people = await house.ask<readonly Person[]>({ what: 'people' })
  await asOwner(owner, (client) => client.query('truncate floor_session'))
  await asOwner(owner, (client) => client.query(`insert into floor_session select sha256(c::bytea), gen_random_uuid(), p, now() + interval '1 day' from unnest($1::text[], $2::uuid[]) as t (c, p)`, [people.map((one) => tokenOf(one.cookie)), people.map((one) => one.patient)]))
  const { ready: floorPort } = await floor.ask<FloorReady>({ connection: owner, poolSize })
  const postgres = await asOwner(owner, async (client) => (await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? 'unknown')
  return { owner, folder: cluster.folder, patients, house, housePort, floor, floorPort, load, bare, people, postgres }
}

const tokenOf = (cookie: string): string => /session=([^;]+)/.exec(cookie)?.[1] ?? ''

type Recording = { readonly statements: number; readonly buffers: number; readonly kilobytes: number; readonly pages: readonly (readonly Sent[])[] }

/** What each page sends to the database, and how many blocks that touches. */
async function record(stage: Stage, page: PageName): Promise<Recording> {
  const pages: (readonly Sent[])[] = []
  const client = new pg.Client(webRole(stage.owner))
  await client.connect()
  const sums = new Map<string, { buffers: number; ms: number }>()
  let [statements, buffers, bytes] = [0, 0, 0]
  for (const person of stage.people.slice(0, sample)) {
    const visit = visitOf(page, person)
    const seen = await stage.house.ask<Recorded>({ what: 'record', path: visit.path, cookie: visit.cookie })
    if (seen.status !== 200 || !seen.html.includes(visit.marker)) throw new Error(`${visit.path} gave ${seen.status} without ${visit.marker}: ${seen.html.slice(0, 400)}`)
    pages.push(seen.sent)
    statements += seen.statements
    bytes += Buffer.byteLength(seen.html)
    for (const one of await touchedBy(client, seen.sent)) {
      buffers += one.buffers
      const sum = sums.get(one.name) ?? { buffers: 0, ms: 0 }
      sums.set(one.name, { buffers: sum.buffers + one.buffers, ms: sum.ms + one.ms })
    }
  }
  await client.end()
  if (options.short || options.profile) console.table(Object.fromEntries([...sums].map(([name, sum]) => [name, { buffers: round(sum.buffers / pages.length), ms: round(sum.ms / pages.length, 3) }])))
  return { statements: round(statements / pages.length), buffers: round(buffers / pages.length), kilobytes: round(bytes / pages.length / 1000), pages }
}

const wanted = (what: string): boolean => listOf(options.only).includes(what)
const none: LoadResult = { asked: 0, perSecond: 0, p50: 0, p95: 0, pages: 0, wrong: 0, firstWrong: null, kilobytes: 0 }
type Cell = { readonly page: PageName; readonly connections: number; readonly gzip: boolean }

async function loadHouse(stage: Stage, { page, connections, gzip }: Cell): Promise<LoadResult & { readonly nodeMicros: number; readonly postgresMicros: number; readonly rssMiB: number }> {
  await asOwner(stage.owner, resetTrail)
  if (options.profile) await stage.house.ask({ what: 'profile', file: null })
  const [before, serverBefore] = [await stage.house.ask<Spent>({ what: 'spent' }), serverMicros(stage.folder)]
  const result = await stage.load.ask<LoadResult>({ port: stage.housePort, visits: stage.people.map((person) => visitOf(page, person)), connections, gzip, ...time })
  const [after, serverAfter] = [await stage.house.ask<Spent>({ what: 'spent' }), serverMicros(stage.folder)]
  if (options.profile) await stage.house.ask({ what: 'profile', file: join(tmpdir(), `portico-bench-${page}-${connections}-${gzip ? 'gzip' : 'plain'}.cpuprofile`) })
  if (result.wrong > 0) console.error(`  ${result.wrong} answers were wrong: ${result.firstWrong}`)
  return { ...result, nodeMicros: Math.round((after.micros - before.micros) / result.asked), postgresMicros: Math.round((serverAfter - serverBefore) / result.asked), rssMiB: after.rssMiB }
}

async function loadFloor(stage: Stage, { connections, gzip }: Cell): Promise<LoadResult & { readonly nodeMicros: number; readonly postgresMicros: number }> {
  if (!wanted('floor')) return { ...none, nodeMicros: 0, postgresMicros: 0 }
  await asOwner(stage.owner, resetTrail)
  const [before, serverBefore] = [stage.floor.micros(), serverMicros(stage.folder)]
  const result = await stage.load.ask<LoadResult>({ port: stage.floorPort, visits: stage.people.map(({ cookie }) => ({ path: '/', cookie: `session=${tokenOf(cookie)}`, marker: floorMarker })), connections, gzip, ...time })
  return { ...result, nodeMicros: Math.round((stage.floor.micros() - before) / result.asked), postgresMicros: Math.round((serverMicros(stage.folder) - serverBefore) / result.asked) }
}

async function runBare(stage: Stage, pages: Recording['pages'], connections: number): Promise<BareResult> {
  if (!wanted('bare')) return none
  await asOwner(stage.owner, resetTrail)
  return stage.bare.ask<BareResult>({ connection: webRole(stage.owner), poolSize, pages, connections, ...time })
}

function promise({ page, connections }: Cell, got: { readonly perSecond: number; readonly p95: number; readonly ratio: number; readonly wrong: number }): Pick<Row, 'goal' | 'met'> {
  const right = got.wrong === 0
  if (page === 'home' && connections === 16) return { goal: 'at least 1,000 pages a second, p95 at most 25 ms, at least 0.6 of the floor', met: right && got.perSecond >= 1000 && got.p95 <= 25 && got.ratio >= 0.6 }
  if (page === 'home' && connections === 1) return { goal: 'at least 500 pages a second', met: right && got.perSecond >= 500 }
  if (page === 'results' && connections === 16) return { goal: 'p95 at most 30 ms, at least 933 pages a second (1.5 times the labs answer of performance.md)', met: right && got.p95 <= 30 && got.perSecond >= 933 }
  return { goal: '', met: null }
}

async function measure(stage: Stage, page: PageName): Promise<Recording> {
  const recording = await record(stage, page)
  for (const connections of listOf(options.connections).map(Number)) {
    const bare = await quietest(stage.folder, tries, () => runBare(stage, recording.pages, connections))
    for (const gzip of [true, false]) {
      const cell: Cell = { page, connections, gzip }
      const house = await quietest(stage.folder, tries, () => loadHouse(stage, cell))
      const floor = await quietest(stage.folder, tries, () => loadFloor(stage, cell))
      const ratio = floor.perSecond === 0 ? 0 : round(house.perSecond / floor.perSecond, 2)
      const workRatio = round((floor.nodeMicros + floor.postgresMicros) / (house.nodeMicros + house.postgresMicros), 2)
      keepRow(
        'pages',
        {
          what: `${page}, ${stage.patients} patients, ${connections} connection${connections === 1 ? '' : 's'}, ${gzip ? 'gzip' : 'plain'}`,
          figures: {
            perSecond: house.perSecond,
            p50: house.p50,
            p95: house.p95,
            statements: recording.statements,
            buffers: recording.buffers,
            kilobytes: recording.kilobytes,
            kilobytesSent: house.kilobytes,
            nodeMicros: house.nodeMicros,
            postgresMicros: house.postgresMicros,
            rssMiB: house.rssMiB,
            workRatio,
            wrong: house.wrong,
            elsewherePercent: house.elsewherePercent,
          },
          floor: { perSecond: floor.perSecond, p50: floor.p50, p95: floor.p95, nodeMicros: floor.nodeMicros, postgresMicros: floor.postgresMicros, elsewherePercent: floor.elsewherePercent, bareSqlPerSecond: bare.perSecond, bareSqlP50: bare.p50, bareSqlP95: bare.p95, bareSqlElsewherePercent: bare.elsewherePercent },
          ratio,
          ...promise(cell, { ...house, ratio }),
        },
        { postgres: stage.postgres, keep: !options.short && !options.profile },
      )
    }
  }
  return recording
}

const buffersOf = new Map<string, { readonly patients: number; readonly buffers: number }[]>()
const cluster = await openCluster()
try {
  for (const patients of listOf(options.patients).map(Number)) {
    const stage = await openStage(cluster, patients)
    try {
      for (const page of listOf(options.pages) as PageName[]) {
        const { buffers } = await measure(stage, page)
        buffersOf.set(page, [...(buffersOf.get(page) ?? []), { patients, buffers }])
      }
    } finally {
      await Promise.all([stage.house, stage.floor, stage.load, stage.bare].map((one) => one.stop()))
    }
  }
  for (const [page, [few, many]] of buffersOf) {
    if (few === undefined || many === undefined) continue
    const growth = round((many.buffers / few.buffers - 1) * 100)
    keepRow('pages', { what: `${page}, buffers from ${few.patients} to ${many.patients} patients`, figures: { few: few.buffers, many: many.buffers, growthPercent: growth }, floor: null, ratio: null, goal: 'at most 15 % more', met: growth <= 15 }, { postgres: null, keep: !options.short && !options.profile })
  }
} finally {
  await cluster.stop()
}
