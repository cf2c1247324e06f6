// What house does a test get? The whole product on a fresh database with a clock that stands still, by request or in a browser.
import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type Clock, type Config, type Log, type SetClock, clockAt, migrate, newId, openKeys, openLog } from '#kernel'
import { type SeededTrial, seedTrial } from '#operate'
import { assets, refusalView, routes } from '#pages'
import { type Web, openWeb } from '#web'
import { type ComposeOptions, type Composed, compose } from '../../server/compose.ts'
import { rooms } from '../../server/rooms.ts'
import { asOwner, onDatabase, testCluster } from './database.ts'

export type GivenHouse = {
  readonly composed: Composed
  readonly web: Web
  readonly clock: SetClock
  /** As the database's owner, for planting and looking. */
  readonly owner: pg.PoolConfig
  /** What the demo says of its people; null without it. */
  readonly seeded: SeededTrial | null
  /** Address in a browser; the server listens on loopback. */
  readonly url: string
  end(): Promise<void>
}

const masterKey = Buffer.alloc(32, 1)
const seedLock = 7_041_916

/** Doors of feeds open where a test opens them (tests/feeds/feed-house.ts). */
const loopback = { host: '127.0.0.1', port: 0, portGiven: true } as const

export function testConfig(trial: boolean): Config {
  return { trial, databaseUrl: null, masterKey, host: '127.0.0.1', port: 0, portGiven: true, publicUrl: null, smtpUrl: null, mailFrom: 'Portico <portico@localhost>', textGateway: null, dataFolder: mkdtempSync(join(tmpdir(), 'portico-house-')), trustedProxies: [], mllp: { ...loopback, tls: null }, push: loopback }
}

/** The template must be made anew when anything that fills it changed. */
function sourceHash(at: string): string {
  const hash = createHash('sha256').update(at)
  for (const file of globSync('{contract,demo,server}/**/*.{ts,sql}').filter((one) => !one.includes('.test.')).sort()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** Seeding happens an hour before, and time goes on meanwhile: what arrives before a wish must not be as old as the wish. */
function ticking(at: string): Clock {
  const clock = clockAt(at)
  clock.advance({ minutes: -60 })
  return {
    now() {
      clock.advance({ seconds: 0.001 })
      return clock.now()
    },
  }
}

const templates = new Map<string, Promise<string>>()

/** A database with the schema and, when asked, the demo's people as of the clock's day. */
async function makeTemplate(connection: pg.PoolConfig, demo: boolean, at: string): Promise<string> {
  const name = `template_${demo ? 'demo' : 'empty'}_${sourceHash(demo ? at : '')}`
  await asOwner(connection, async (client) => {
    await client.query('select pg_advisory_lock($1)', [seedLock])
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount !== 0) return
    await client.query(`drop database if exists ${name}_new with (force)`)
    await client.query(`create database ${name}_new`)
    const owner = onDatabase(connection, `${name}_new`)
    await migrate({ connection: owner, keys: openKeys(masterKey), folders: rooms.map((room) => room.folder) })
    if (demo) {
      const config = testConfig(true)
      const composed = await compose({ config, clock: ticking(at), connection: owner, log: openLog(null), publicUrl: 'http://localhost' })
      await seedTrial(composed, config.dataFolder)
      await composed.close()
    }
    await client.query(`alter database ${name}_new rename to ${name}`)
  })
  return name
}

export type HouseOptions = { readonly demo?: boolean; readonly at?: string; readonly trial?: boolean; readonly rateFactor?: number; readonly log?: Log; readonly trustedProxies?: readonly string[]; readonly feedsApart?: ComposeOptions['feedsApart'] }

/**
 * The whole house on a clone of a template, listening on a free loopback port.
 * `demo`: with the made-up people; `at`: the instant the clock stands at; `rateFactor`: how many callers the test stands for; `log`: where its lines go; `trustedProxies`: whose word on addresses counts; `feedsApart`: what `feeds.start` works on, it works on as a house that serves does.
 */
export async function givenHouse({ demo = false, at = '2026-11-20T15:00:00Z', trial = true, rateFactor = 100, log = openLog(null), trustedProxies = [], feedsApart = false }: HouseOptions = {}): Promise<GivenHouse> {
  const { connection } = await testCluster()
  const key = `${demo} ${at}`
  if (!templates.has(key)) templates.set(key, makeTemplate(connection, demo, at))
  const template = await templates.get(key)
  const database = `house_${newId().replaceAll('-', '')}`
  await asOwner(connection, (client) => client.query(`create database ${database} template ${template}`))
  const owner = onDatabase(connection, database)
  const clock = clockAt(at)
  const config = testConfig(trial)
  const port = await freePort()
  const publicUrl = `http://localhost:${port}`
  const composed = await compose({ config, clock, connection: owner, log, publicUrl, feedsApart })
  const seeded = demo ? await seedTrial(composed, config.dataFolder) : null
  const web = await openWeb({ house: composed.house, routes, views: { refusal: refusalView }, assets: assets(), publicUrl, trustedProxies, rateFactor, health: async () => true })
  await web.listen(port, 'localhost')
  return {
    composed, web, clock, owner, seeded, url: publicUrl,
    async end() {
      await web.close()
      await composed.close()
      await asOwner(connection, (client) => client.query(`drop database ${database} with (force)`))
    },
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  return new Promise((done) => void server.listen(0, 'localhost', () => {
    const { port } = server.address() as AddressInfo
    server.close(() => done(port))
  }))
}

