// How fast do records come in, beside a floor: the same rows put into the same tables by plain SQL from memory, in the same run?
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { openInbound } from '#inbound'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import { bytesArray, idArray, instantArray, jsonArray, numberArray, smallArray, textArray } from '#kernel'
import { type GivenDatabase, asOwner, givenDatabase } from '../../tests/given/database.ts'
import { keepRow, median, round } from '../row.ts'

const folder = join(import.meta.dirname, '../../../shared/data/fhir-synthea-uscore')
const short = process.argv.includes('--short')
const rounds = short ? 1 : 3
const organization = 'bench'

async function prepared(): Promise<GivenDatabase> {
  const database = await givenDatabase()
  await database.operate.run((tx) => openDirectory().put(tx, { id: organization, name: 'Bench', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  return database
}

async function importAll(database: GivenDatabase): Promise<{ resources: number; ms: number }> {
  const release = openRelease()
  const inbound = openInbound({ audit: openAudit(), directory: openDirectory(), patients: openPatients({ keys: database.keys }), keys: database.keys, clock: database.clock, database: database.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  const from = performance.now()
  const report = await inbound.importPaths([folder], { organization })
  const ms = performance.now() - from
  if (report.total.received === 0 || report.files.some((file) => file.refused !== null)) throw new Error('the import did not come in whole')
  return { resources: report.total.received, ms }
}

type Column = { readonly name: string; readonly type: string }
/** One file's rows of one table, as one statement with its values ready in memory. */
type Ready = { readonly text: string; readonly values: readonly Buffer[] }

const encoders: Readonly<Record<string, (cells: readonly unknown[]) => Buffer>> = {
  uuid: (cells) => idArray(cells as string[]), text: (cells) => textArray(cells as string[]), bytea: (cells) => bytesArray(cells as Buffer[]), smallint: (cells) => smallArray(cells as number[]),
  integer: (cells) => numberArray(cells as number[]), bigint: (cells) => textArray(cells as string[]),
  'timestamp with time zone': (cells) => instantArray((cells as (string | null)[]).map((cell) => cell?.replace(/([+-]\d\d)$/, '$1:00') ?? null)), jsonb: (cells) => jsonArray(cells as string[]), date: (cells) => textArray(cells as string[]), boolean: (cells) => textArray((cells as boolean[]).map(String)),
}

const encoderOf = (type: string): ((cells: readonly unknown[]) => Buffer) => encoders[type] ?? ((cells) => textArray(cells as string[]))

const tables = ['patients_patient', 'store_delivery', 'store_raw', 'store_record', 'store_part', 'release_policy', 'release_active', 'release_ledger'] as const

/** What the import left, read back as statements per file and table. */
async function rowsOf(database: GivenDatabase): Promise<readonly (readonly Ready[])[]> {
  return asOwner(database.owner, async (client) => {
    const deliveries = (await client.query<{ id: string; patients: string[] }>('select d.id, array(select distinct patient from store_raw where delivery = d.id) as patients from store_delivery d')).rows
    const files: Ready[][] = deliveries.map(() => [])
    for (const table of tables) {
      const columns = (await client.query<Column>('select column_name as name, data_type as type from information_schema.columns where table_name = $1 order by ordinal_position', [table])).rows
      const list = columns.map(({ name, type }) => (type === 'jsonb' || type === 'date' || type === 'bigint' || type.startsWith('timestamp') ? `replace(${name}::text, ' ', case when '${type}' like 'timestamp%' then 'T' else ' ' end) as ${name}` : name))
      const parts = columns.map(({ type }, at) => `$${at + 1}::${type === 'jsonb' ? 'jsonb' : encoders[type] === encoders.bigint || type === 'date' || type === 'boolean' ? 'text' : type}[]`)
      const cast = columns.map(({ type }, at) => `c${at}::${type}`)
      const text = `insert into ${table} (${columns.map((one) => one.name).join(', ')}) overriding system value select ${cast.join(', ')} from unnest(${parts.join(', ')}) as t (${columns.map((_one, at) => `c${at}`).join(', ')})`
      for (const [at, delivery] of deliveries.entries()) {
        const own = table === 'store_delivery' ? 'id = $1' : table === 'store_raw' || table === 'store_record' ? 'delivery = $1' : table === 'patients_patient' ? 'id = any ($1)' : table === 'release_ledger' || table === 'store_part' ? 'patient = any ($1)' : '$1::uuid is not null'
        if (table.startsWith('release_') && table !== 'release_ledger' && at > 0) continue
        const rows = (await client.query<Record<string, unknown>>(`select ${list.join(', ')} from ${table} where ${own}`, [own.includes('any') ? delivery.patients : delivery.id])).rows
        if (rows.length > 0) files[at]?.push({ text, values: columns.map(({ name, type }) => encoderOf(type)(rows.map((row) => row[name]))) })
      }
    }
    return files
  })
}

async function floor(database: GivenDatabase, files: readonly (readonly Ready[])[]): Promise<number> {
  const client = new pg.Client({ ...database.owner, pipeline: true } as pg.ClientConfig)
  await client.connect()
  const from = performance.now()
  for (const file of files) {
    const sent = [client.query('begin'), ...file.map(({ text, values }) => client.query({ text, values: [...values] })), client.query('commit')]
    await Promise.all(sent)
  }
  const ms = performance.now() - from
  await client.end()
  return ms
}

/** The floor must have put in as many rows as the import left, or it is no floor. */
async function rowsIn(database: GivenDatabase): Promise<string> {
  return asOwner(database.owner, async (client) => {
    const counts: string[] = []
    for (const table of tables) counts.push(`${table} ${(await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0}`)
    return counts.join(', ')
  })
}

async function versionOf(database: GivenDatabase): Promise<string> {
  return asOwner(database.owner, async (client) => (await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? '')
}

if (!existsSync(folder)) {
  console.log('no ../shared/data/fhir-synthea-uscore: nothing to measure')
  process.exit(0)
}
const ours: number[] = []
const floors: number[] = []
let resources = 0
let postgres = ''
for (let at = 0; at < rounds; at += 1) {
  const one = await prepared()
  postgres = await versionOf(one)
  const done = await importAll(one)
  resources = done.resources
  ours.push(done.ms)
  const files = await rowsOf(one)
  const left = await rowsIn(one)
  await one.end()
  const other = await prepared()
  await asOwner(other.owner, (client) => client.query(`insert into directory_source (id, organization, name) values ('${organization}:files', '${organization}', 'x')`))
  floors.push(await floor(other, files))
  const put = await rowsIn(other)
  if (put !== left) throw new Error(`the floor put in ${put}; the import left ${left}`)
  await other.end()
}
const perSecond = (ms: readonly number[]): number => Math.round((resources / median(ms)) * 1000)
const ratio = round(perSecond(ours) / perSecond(floors), 2)
keepRow('import', {
  what: 'import of fhir-synthea-uscore',
  figures: { resources, rounds, perSecond: perSecond(ours), medianMs: Math.round(median(ours)), eachMs: ours.map(Math.round).join(' ') },
  floor: { perSecond: perSecond(floors), medianMs: Math.round(median(floors)), eachMs: floors.map(Math.round).join(' ') },
  ratio, goal: 'at least 4,000 resources per second on two cores, and a third of the floor', met: perSecond(ours) >= 4_000 && ratio >= 0.33,
}, { postgres, keep: !short })
process.exit(0)
