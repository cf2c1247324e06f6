// On which records are the pages measured? Imported patients, copied to a hundred or a thousand, with 200 people signed in.
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Config, type TrialDatabase, migrate, openKeys, openLog, openTrialDatabase, systemClock } from '#kernel'
import { type Composed, compose } from '../../server/compose.ts'
import { rooms } from '../../server/rooms.ts'
import { floorTables } from './floor.ts'
import { root } from '../row.ts'
import { cloneTo, resetTrail } from './clone.ts'

export const people = 200
export const organization = 'bench-hospital'
const imported = `${root}../shared/data/fhir-synthea-uscore`
export const folder = join(tmpdir(), `portico-bench-${userInfo().uid}`)
const masterKey = Buffer.alloc(32, 7)

export const benchConfig: Config = { trial: true, databaseUrl: null, masterKey, host: '127.0.0.1', port: 0, portGiven: true, publicUrl: null, smtpUrl: null, mailFrom: 'Portico <portico@localhost>', textGateway: null, dataFolder: folder, trustedProxies: [], mllp: null, push: null }

/** A cluster of the bench's own, with the settings of a trial. Stopped by `stop`. */
export const openCluster = (): Promise<TrialDatabase> => openTrialDatabase(join(folder, 'postgres'))
export const onDatabase = (connection: pg.PoolConfig, database: string): pg.PoolConfig => ({ ...connection, database })

export async function asOwner<T>(connection: pg.PoolConfig, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}

export async function composeOn(connection: pg.PoolConfig, { poolSize = 6, feedsApart = false } = {}): Promise<Composed> {
  return compose({ config: benchConfig, clock: systemClock, connection, log: openLog(null), publicUrl: 'http://localhost', poolSize, feedsApart })
}

/** What the worlds are made of: when it changes, they are made anew (not in the middle of a run). */
let known: string | null = null
function madeOf(): string {
  if (known !== null) return known
  const hash = createHash('sha256')
  for (const file of globSync(['server/**/schema/*.sql', 'server/records/{inbound,store,release}/**/*.ts', 'server/people/{accounts,access}/**/*.ts', 'contract/*.ts', 'bench/pages/{world,clone}.ts', 'bench/pages/floor.ts'], { cwd: root })
    .filter((one) => !one.includes('.test.'))
    .sort())
    hash.update(file).update(readFileSync(root + file))
  known = hash.digest('hex').slice(0, 10)
  return known
}

async function importPatients(composed: Composed): Promise<void> {
  await composed.databases.operate.run(async (tx) => {
    await composed.house.directory.put(tx, { id: organization, name: 'Bench Hospital', phone: '555-0100', hours: 'Monday to Friday, 8 am to 5 pm', recordsPhone: '555-0101', address: '1 Bench Street', timeZone: 'America/New_York', language: 'en' })
    await composed.release.activate(tx, organization, [])
  })
  const report = await composed.inbound.importPaths([imported], { organization })
  const refused = report.files.filter((file) => file.refused !== null)
  if (refused.length > 0) throw new Error(`the bench needs all of ${imported}: ${JSON.stringify(refused)}`)
}

/** Accounts through their door, several at once: each costs its password and ten recovery codes. */
async function makeAccounts(composed: Composed): Promise<void> {
  const { making } = composed.house.accounts
  const password = await making.preparePassword('kettle-orbit-mango-77', { email: 'person@example.com', names: [], birthDate: null, numbers: [], organization: null })
  let next = 0
  const maker = async () => {
    for (let at = next++; at < people; at = next++) {
      const { secret } = making.newApp(`person-${at}@example.com`)
      await composed.databases.operate.run((tx) => making.create(tx, { email: `person-${at}@example.com`, name: `Person ${at}`, password, factor: { kind: 'app', secret, step: 0 } }))
    }
  }
  await Promise.all([maker(), maker()])
}

async function makeBase(cluster: pg.PoolConfig, name: string): Promise<void> {
  const owner = onDatabase(cluster, name)
  await migrate({ connection: owner, keys: openKeys(masterKey), folders: rooms.map((room) => room.folder) })
  const composed = await composeOn(owner)
  try {
    await importPatients(composed)
    await composed.house.organizations.refresh()
    await makeAccounts(composed)
  } finally {
    await composed.close()
  }
}

/** Each account gets one chart: all originals in turn, and of each original copies spread over all there are. */
async function linkPeople(composed: Composed, owner: pg.PoolConfig): Promise<void> {
  const links = await asOwner(
    owner,
    async (client) =>
      (
        await client.query<{ person: string; patient: string }>(`with sizes as (select count(distinct original)::int as originals, min(copies)::int as rounds from (select original, count(*) as copies from bench_patient group by original) one),
    person as (select a.person, (row_number() over (order by a.email) - 1)::int as nth from accounts_account a where a.email like 'person-%')
    select p.person, b.patient from sizes s, person p
    join bench_patient b on b.rank = p.nth % (select originals from sizes) and b.copy = (p.nth / (select originals from sizes)) * greatest(1, (select rounds from sizes) / 10) % (select rounds from sizes)
    order by p.nth`)
      ).rows,
  )
  if (links.length !== people) throw new Error(`${links.length} of ${people} accounts found a chart`)
  await composed.databases.operate.run(async (tx) => {
    for (const { person, patient } of links) await composed.house.access.link(tx, { person, patient, provenBy: 'bench' })
  })
}

async function grow(owner: pg.PoolConfig, patients: number): Promise<void> {
  await asOwner(owner, async (client) => {
    await cloneTo(client, patients)
    await client.query(floorTables)
    await resetTrail(client)
  })
  const composed = await composeOn(owner)
  try {
    await linkPeople(composed, owner)
  } finally {
    await composed.close()
  }
  await asOwner(owner, (client) => client.query('vacuum (analyze)'))
}

async function makeOnce(cluster: pg.PoolConfig, name: string, fill: { readonly template: string | null; readonly make: (name: string) => Promise<void> }): Promise<void> {
  const found = await asOwner(cluster, async (client) => (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount)
  if (found !== 0) return
  const making = `${name}_new`
  await asOwner(cluster, async (client) => {
    await client.query(`drop database if exists ${making} with (force)`)
    await client.query(`create database ${making}${fill.template === null ? '' : ` template ${fill.template}`}`)
  })
  await fill.make(making)
  await asOwner(cluster, (client) => client.query(`alter database ${making} rename to ${name}`))
}

/** The database with so many patients; made when it is not there yet (a minute), and worlds of older sources are dropped. */
export async function world(cluster: pg.PoolConfig, patients: number): Promise<pg.PoolConfig> {
  const made = madeOf()
  const base = `bench_${made}`
  const name = `${base}_${patients}`
  await asOwner(cluster, async (client) => {
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'bench\\_%' and datname not like $1`, [`${base}%`])
    for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`)
  })
  await makeOnce(cluster, base, { template: null, make: (at) => makeBase(cluster, at) })
  await makeOnce(cluster, name, { template: base, make: (at) => grow(onDatabase(cluster, at), patients) })
  return onDatabase(cluster, name)
}
