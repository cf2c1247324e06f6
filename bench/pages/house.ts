// How is the product run for the bench? The real house in a process of its own: composed, listening, sealing every second.
import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { countWork, newSecret, openLog, systemClock } from '#kernel'
import { openFeedsDoor } from '#feeds'
import { assets, refusalView, routes } from '#pages'
import { type Web, openWeb } from '#web'
import type { Composed } from '../../server/compose.ts'
import { childrenOf } from './workers.ts'
import { asOwner, composeOn, organization } from './world.ts'

export type Person = { readonly person: string; readonly patient: string; readonly mrn: string; readonly name: string; readonly cookie: string /** A lab result that is shown, and the days two weeks around it. */; readonly result: string; readonly from: string; readonly to: string }
export type Sent = { readonly name: string; readonly text: string; readonly values: readonly unknown[] }
export type Recorded = { readonly status: number; readonly statements: number; readonly sent: readonly Sent[]; readonly html: string }

export type HouseOrder =
  | { readonly what: 'start'; readonly connection: pg.PoolConfig; readonly poolSize: number }
  | { readonly what: 'people' }
  | { readonly what: 'record'; readonly path: string; readonly cookie: string }
  | { readonly what: 'spent' }
  /** Opens the door of feeds for a lab on loopback; gives its port. */
  | { readonly what: 'feeds' }
  /** From now on what waits is worked on. */
  | { readonly what: 'work' }
  /** Begins a processor profile, or ends it and writes it to `file`. */
  | { readonly what: 'profile'; readonly file: string | null }
/** `micros`: processor time of the process so far; `wholeMiB`: its memory and that of the process that works on feeds, each with what they share. */
export type Spent = { readonly micros: number; readonly rssMiB: number; readonly wholeMiB: number }

type Running = { readonly composed: Composed; readonly web: Web; readonly owner: pg.PoolConfig }

async function start(connection: pg.PoolConfig, poolSize: number): Promise<Running> {
  const composed = await composeOn(connection, { poolSize, feedsApart: true })
  const web = await openWeb({ house: composed.house, routes, views: { refusal: refusalView }, assets: assets(), publicUrl: 'http://localhost', trustedProxies: [], rateFactor: 1_000_000, health: async () => true })
  await web.listen(0, '127.0.0.1')
  let sealing = Promise.resolve<unknown>(0)
  setInterval(() => {
    // It may fail while the trail is set back under it between two cells; the next turn goes on.
    sealing = sealing.then(() => composed.sealer.sealNow()).catch(() => undefined)
  }, 1000)
  return { composed, web, owner: connection }
}

const charts = `select a.person, a.name, a.email_shown as email, p.id as patient, p.mrn, lab.record as result, to_char(lab.filed - interval '15 days', 'YYYY-MM-DD') as from, to_char(lab.filed + interval '15 days', 'YYYY-MM-DD') as to
  from accounts_account a join access_link l on l.person = a.person join patients_patient p on p.id = l.patient
  cross join lateral (select record, filed from release_ledger r where r.patient = p.id and r.kind = 1 and r.reason is null and r.visible_from <= now() order by filed desc, record limit 1) lab
  where a.email like 'person-%' order by a.email`

/** Everybody signed in afresh, through the door of accounts. */
async function signEverybodyIn({ composed, owner }: Running): Promise<readonly Person[]> {
  const found = await asOwner(owner, async (client) => (await client.query<Omit<Person, 'cookie'> & { email: string }>(charts)).rows)
  const { making } = composed.house.accounts
  const all: Person[] = []
  for (const { email, ...one } of found) {
    const { token } = await composed.house.database.run((tx) => making.start(tx, { person: one.person, name: one.name, email, shared: false, agent: 'bench' }))
    all.push({ ...one, cookie: `__Host-session=${token}; __Host-visit=${newSecret(16)}` })
  }
  return all
}

/** One page, with every statement that was sent for it, in order. */
const listening = new AsyncLocalStorage<Sent[]>()
function listen(): void {
  const query = pg.Client.prototype.query as unknown as (this: pg.Client, ...all: unknown[]) => unknown
  const heard = function (this: pg.Client, ...all: unknown[]): unknown {
    const [config] = all as [Partial<Sent> | string]
    if (typeof config === 'object' && typeof config.text === 'string') listening.getStore()?.push({ name: config.name ?? '', text: config.text, values: config.values ?? [] })
    return query.apply(this, all)
  }
  pg.Client.prototype.query = heard as unknown as typeof pg.Client.prototype.query
}

async function record({ web }: Running, path: string, cookie: string): Promise<Recorded> {
  const sent: Sent[] = []
  const { value, count } = await listening.run(sent, () => countWork(() => web.fastify.inject({ method: 'GET', url: path, headers: { host: 'localhost', cookie } }).then((answer) => answer)))
  return { status: value.statusCode, statements: count.statements, sent, html: value.body }
}

/** Resident memory in MiB of the process that works on feeds, once there is one. */
function feedsMiB(): number {
  const pid = childrenOf(process.pid).find((id) => readFileSync(`/proc/${id}/cmdline`, 'latin1').includes('/feeds-process.ts'))
  return pid === undefined ? 0 : Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

function spent(): Spent {
  const { user, system } = process.cpuUsage()
  const own = process.memoryUsage().rss / 2 ** 20
  return { micros: user + system, rssMiB: Math.round(own), wholeMiB: Math.round(own + feedsMiB()) }
}

let profiling: Session | null = null
async function profile(file: string | null): Promise<void> {
  if (profiling === null) {
    profiling = new Session()
    profiling.connect()
    await profiling.post('Profiler.enable')
    await profiling.post('Profiler.start')
    return
  }
  const { profile: seen } = await profiling.post('Profiler.stop')
  if (file !== null) writeFileSync(file, JSON.stringify(seen))
  profiling.disconnect()
  profiling = null
}

async function openLab({ composed }: Running): Promise<{ readonly port: number | null }> {
  const { feeds } = composed.inbound
  await composed.databases.operate.run(async (tx) => {
    const feed = await feeds.registry.put(tx, { key: 'lab', organization, name: 'Lab', route: 'mllp' })
    if ((await feeds.credentials.list(tx, feed.id)).length === 0) await feeds.credentials.allowAddress(tx, feed.id, '127.0.0.1')
  })
  const door = await openFeedsDoor({ log: openLog(null), clock: systemClock, database: composed.databases.feed, feeds, trial: false }, { mllp: { host: '127.0.0.1', port: 0, portGiven: true, tls: null }, push: null })
  return { port: door.mllpPort }
}

let running: Running | null = null
async function obey(order: HouseOrder): Promise<unknown> {
  if (order.what === 'start') {
    running = await start(order.connection, order.poolSize)
    return { port: (running.web.fastify.server.address() as AddressInfo).port }
  }
  if (order.what === 'spent') return spent()
  if (order.what === 'profile') return profile(order.file)
  if (running === null) throw new Error('the house is not started')
  if (order.what === 'feeds') return openLab(running)
  if (order.what === 'work') return running.composed.inbound.feeds.start()
  return order.what === 'people' ? signEverybodyIn(running) : record(running, order.path, order.cookie)
}

listen()
process.on('message', (order: HouseOrder) => {
  obey(order).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.once('disconnect', () => process.exit(0))
