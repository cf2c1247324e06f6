// How fast do HL7 v2 messages come in beside a bare commit-then-ACK loop, does memory stay flat, and what do pages notice of it?
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { type FloorOrder, floorTable } from './pages/feed-floor.ts'
import type { SendOrder, Sent } from './pages/feed-load.ts'
import type { Person, Recorded, Spent } from './pages/house.ts'
import type { LoadResult } from './pages/load.ts'
import { type Worker, quietest, startWorker } from './pages/workers.ts'
import { asOwner, onDatabase, openCluster, world } from './pages/world.ts'
import { keepRow, median, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false }, only: { type: 'string', default: 'speed,memory,working,pages' }, messages: { type: 'string' } } })
const keep = !options.short
const wanted = (what: string): boolean => options.only.split(',').includes(what)
const rounds = options.short ? 1 : 3
const seconds = options.short ? 1 : 3
const lines = 8
const people = options.short ? 50 : 500
const day = '20260102'
const messages = Number(options.messages ?? (options.short ? 2_000 : 100_000))

type Stage = { readonly folder: string; readonly owner: pg.PoolConfig; readonly house: Worker; readonly floor: Worker; readonly load: Worker; readonly pages: Worker; readonly housePort: number; readonly mllpPort: number; readonly floorPort: number; readonly postgres: string }

const valueOf = async <T>(owner: pg.PoolConfig, text: string): Promise<T> => asOwner(owner, async (client) => (await client.query<{ value: T }>(text)).rows[0]?.value as T)

async function openStage(cluster: { readonly connection: pg.PoolConfig; readonly folder: string }): Promise<Stage> {
  const { database: template = '' } = await world(cluster.connection, 100)
  const owner = onDatabase(cluster.connection, 'bench_feeds')
  await asOwner(cluster.connection, async (client) => {
    await client.query('drop database if exists bench_feeds with (force)')
    await client.query(`create database bench_feeds template ${template}`)
  })
  await asOwner(owner, (client) => client.query(floorTable))
  const [house, floor, load, pages] = [startWorker('pages/house.ts'), startWorker('pages/feed-floor.ts'), startWorker('pages/feed-load.ts'), startWorker('pages/load.ts')]
  const { port: housePort } = await house.ask<{ port: number }>({ what: 'start', connection: owner, poolSize: 6 })
  const { port: mllpPort } = await house.ask<{ port: number }>({ what: 'feeds' })
  const order: FloorOrder = { connection: owner, poolSize: lines }
  const { port: floorPort } = await floor.ask<{ port: number }>(order)
  return { folder: cluster.folder, owner, house, floor, load, pages, housePort, mllpPort, floorPort, postgres: await valueOf<string>(owner, 'select setting as value from pg_settings where name = $$server_version$$') }
}

let next = 0
/** Sends as many new reports as are answered in the time. */
async function send({ load }: Pick<Stage, 'load'>, to: Pick<SendOrder, 'port'> & Partial<SendOrder>): Promise<Sent> {
  const order: SendOrder = { lines, kind: 'reports', people, day, from: next, most: seconds * 20_000, seconds, ...to }
  next += order.most
  const sent = await load.ask<Sent>(order)
  if (sent.refused > 0) throw new Error(`${sent.refused} messages were not taken: ${sent.firstRefused}`)
  return sent
}

/** Waits until nothing waits to be worked on; gives how long that took, and how many messages were not done. */
async function workedOff({ owner }: Stage): Promise<number> {
  const begun = performance.now()
  while ((await valueOf<number>(owner, `select count(*)::int as value from (select 1 from inbound_message where state = 'waiting' limit 1) w`)) > 0) await wait(200)
  const other = await valueOf<string | null>(owner, `select string_agg(state || ' ' || n, ', ') as value from (select state, count(*) as n from inbound_message where state not in ('done', 'waiting') group by 1) s`)
  if (other !== null) throw new Error(`not every message was understood: ${other}`)
  return (performance.now() - begun) / 1000
}

/** Of the house and of the process in which it works on feeds. */
const memoryOf = async ({ house }: Stage): Promise<number> => (await house.ask<Spent>({ what: 'spent' })).wholeMiB

/** Acknowledged messages a second, with or without the house working on them meanwhile; floor and house in turn, each warm. */
async function acknowledged(stage: Stage, working: boolean): Promise<void> {
  const cell = (port: number) => quietest(stage.folder, 1, () => send(stage, { port }))
  for (const port of [stage.floorPort, stage.mllpPort]) await send(stage, { port, seconds: 2 })
  if (working) await workedOff(stage)
  const [floors, ours]: [Sent[], Sent[]] = [[], []]
  let [elsewhere, worked, workedSeconds] = [0, 0, 0]
  for (let at = 0; at < rounds; at += 1) {
    floors.push(await cell(stage.floorPort))
    const one = await cell(stage.mllpPort)
    ours.push(one)
    elsewhere = Math.max(elsewhere, one.elsewherePercent)
    if (!working) continue
    worked += one.answered
    workedSeconds += seconds + (await workedOff(stage))
  }
  const perSecond = (all: readonly Sent[]) => round(median(all.map((one) => one.perSecond)))
  const ratio = round(perSecond(ours) / perSecond(floors), 2)
  keepRow('feeds', {
    what: `HL7 v2 ORU, ${lines} connections, acknowledged${working ? ' while they are worked on' : ', not worked on yet'}`,
    figures: { perSecond: perSecond(ours), p50: round(median(ours.map((one) => one.p50)), 2), p95: round(median(ours.map((one) => one.p95)), 2), ...(working ? { workedPerSecond: round(worked / workedSeconds) } : {}), elsewherePercent: elsewhere },
    floor: { perSecond: perSecond(floors), p50: round(median(floors.map((one) => one.p50)), 2), p95: round(median(floors.map((one) => one.p95)), 2) },
    ratio, goal: 'at least half of a bare commit-then-ACK loop', met: ratio >= 0.5,
  }, { postgres: stage.postgres, keep })
}

/** So many wait when the work begins; looked at after each tenth of them: what stays in memory is what leaks. */
async function memory(stage: Stage): Promise<void> {
  const waiting = () => valueOf<number>(stage.owner, `select count(*)::int as value from inbound_message where state = 'waiting'`)
  const here = await waiting()
  if (here < messages) await send(stage, { port: stage.mllpPort, most: messages - here, seconds: 3_600 })
  const all = await waiting()
  const begun = performance.now()
  await stage.house.ask({ what: 'work' })
  const seen: number[] = []
  for (let left = all; left > 0; left = await waiting()) {
    while (seen.length < Math.floor(((all - left) / all) * 10)) seen.push(await memoryOf(stage))
    await wait(500)
  }
  await workedOff(stage)
  seen.push(await memoryOf(stage))
  const [, second = 0] = seen
  const last = seen.at(-1) ?? 0
  keepRow('feeds', {
    what: `memory of the house and its process over ${all} HL7 v2 messages, looked at after each tenth`,
    figures: { wholeMiB: seen.join(' '), perSecond: round(all / ((performance.now() - begun) / 1000)) },
    floor: null, ratio: round(last / second, 2), goal: 'after all of them at most a tenth more than after a fifth', met: last <= second * 1.1,
  }, { postgres: stage.postgres, keep })
}

const visitOf = ({ mrn, cookie }: Person) => ({ path: '/me', marker: mrn, cookie })

/** The page of a first visit, idle and while messages come in and are worked on, in turn. */
async function pages(stage: Stage): Promise<void> {
  await stage.house.ask({ what: 'work' })
  const visits = (await stage.house.ask<readonly Person[]>({ what: 'people' })).map(visitOf)
  const look = () => stage.pages.ask<LoadResult>({ port: stage.housePort, visits, connections: 4, gzip: true, warmSeconds: 0.3, seconds: options.short ? 1 : 3 })
  const statementsOf = async () => {
    const [visit] = visits
    return visit === undefined ? 0 : (await stage.house.ask<Recorded>({ what: 'record', path: visit.path, cookie: visit.cookie })).statements
  }
  const [idle, busy]: [LoadResult[], LoadResult[]] = [[], []]
  // The first look of a person is another page than the second.
  await statementsOf()
  const statements = { idle: await statementsOf(), busy: 0 }
  for (let at = 0; at < rounds; at += 1) {
    await workedOff(stage)
    idle.push(await look())
    // More than can be worked on while it is looked; then the next look can be idle soon.
    const sending = send(stage, { port: stage.mllpPort, most: 8_000, seconds: 60 })
    await wait(200)
    busy.push(await look())
    if (at === 0) statements.busy = await statementsOf()
    await sending
  }
  const p95 = (all: readonly LoadResult[]) => round(median(all.map((one) => one.p95)), 2)
  const wrong = [...idle, ...busy].reduce((sum, one) => sum + one.wrong, 0)
  const ratio = round(p95(busy) / p95(idle), 2)
  keepRow('feeds', {
    what: 'home while HL7 v2 comes in over 8 connections, 4 readers',
    figures: { p50: round(median(busy.map((one) => one.p50)), 2), p95: p95(busy), perSecond: round(median(busy.map((one) => one.perSecond))), statements: statements.busy, wrong },
    floor: { p50: round(median(idle.map((one) => one.p50)), 2), p95: p95(idle), perSecond: round(median(idle.map((one) => one.perSecond))), statements: statements.idle },
    ratio, goal: 'as many statements as idle, p95 at most twice the idle one', met: ratio <= 2 && statements.busy === statements.idle && wrong === 0,
  }, { postgres: stage.postgres, keep })
}

const cluster = await openCluster()
const stage = await openStage(cluster)
try {
  await send(stage, { port: stage.mllpPort, kind: 'registrations', most: people, seconds: 60 })
  if (wanted('speed')) await acknowledged(stage, false)
  if (wanted('memory')) await memory(stage)
  if (wanted('working')) {
    await stage.house.ask({ what: 'work' })
    await acknowledged(stage, true)
  }
  if (wanted('pages')) await pages(stage)
} finally {
  await Promise.all([stage.house, stage.floor, stage.load, stage.pages].map((one) => one.stop()))
  await asOwner(cluster.connection, (client) => client.query('drop database if exists bench_feeds with (force)'))
  await cluster.stop()
}
