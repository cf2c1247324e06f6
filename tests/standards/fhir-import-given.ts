// What do the tests of import share? A fresh house with one organization, the importer, and looks at what came in.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type Inbound, openInbound } from '#inbound'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import type { Clinical } from '../../contract/clinical.ts'
import type { RecordCard } from '../../contract/record-card.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../given/database.ts'

/** Records from outside; tests that use them are skipped, with this line, where they are absent. */
export const outside = join(import.meta.dirname, '../../../shared/data')
export const skipWithout = (folder: string): string | false => (existsSync(join(outside, folder)) ? false : `no ${folder} in ../shared/data: this test needs it`)

export type StoredRecord = { readonly id: string; readonly patient: string; readonly kind: number; readonly filed: string; readonly visit: string | null; readonly finalAt: string | null; readonly labels: number; readonly removed: boolean; readonly sameAs: string | null; readonly card: RecordCard; readonly search: string; readonly body: Clinical }

export type GivenImport = {
  readonly database: GivenDatabase
  readonly inbound: Inbound
  /** Imports one bundle made of these resources. */
  bundle(resources: readonly object[], type?: string): ReturnType<Inbound['importPaths']>
  /** Imports this text as a file. */
  text(json: string): ReturnType<Inbound['importPaths']>
  records(mrn?: string): Promise<StoredRecord[]>
  /** Rows of a query as the owner. */
  look<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  end(): Promise<void>
}

export const organization = 'lakeside'

export async function givenImport(): Promise<GivenImport> {
  const database = await givenDatabase()
  const directory = openDirectory()
  const release = openRelease()
  await database.operate.run((tx) => directory.put(tx, { id: organization, name: 'Lakeside Medical', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  const inbound = openInbound({ audit: openAudit(), directory, patients: openPatients({ keys: database.keys }), keys: database.keys, clock: database.clock, database: database.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  const folder = mkdtempSync(join(tmpdir(), 'portico-import-'))
  let files = 0
  const text = (json: string) => {
    files += 1
    const path = join(folder, `file-${files}.json`)
    writeFileSync(path, json)
    return inbound.importPaths([path], { organization })
  }
  const look = <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => asOwner(database.owner, async (client) => (await client.query(sql, [...values])).rows as Row[])
  return {
    database, inbound, text, look,
    bundle: (resources, type = 'collection') => text(JSON.stringify({ resourceType: 'Bundle', type, entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${(resource as { id?: string }).id ?? ''}`, resource, request: { method: 'POST', url: 'x' } })) })),
    records: (mrn = 'M1') => look<StoredRecord>(`select r.id, r.patient, r.kind, r.filed::text, r.visit, r.final_at as "finalAt", r.labels, r.removed_at is not null as removed, r.same_as as "sameAs", r.card, r.search, r.body
      from store_record r join patients_patient p on p.id = r.patient where p.mrn = $1 order by r.kind, r.filed, r.id`, [mrn]),
    end: () => database.end(),
  }
}

/** One text for everything in every table: equal before and after, nothing changed. That the same came again is written down all the same: the ledger of counts stands apart. */
export async function everything({ database }: Pick<GivenImport, 'database'>): Promise<Readonly<Record<string, string>>> {
  return asOwner(database.owner, async (client) => {
    const tables = await client.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'inbound_count' order by 1`)
    const hashes: Record<string, string> = {}
    for (const { name } of tables.rows) hashes[name] = (await client.query<{ hash: string | null }>(`select md5(string_agg(t::text, '|' order by t::text)) as hash from ${name} t`)).rows[0]?.hash ?? 'empty'
    return hashes
  })
}

export const patient = (id = 'p1', mrn = 'M1', more: object = {}): object => ({
  resourceType: 'Patient', id, identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, system: 'https://lakeside.example/mrn', value: mrn }],
  name: [{ use: 'official', family: 'Alvarez', given: ['Rosa'] }], birthDate: '1968-02-29', ...more,
})
