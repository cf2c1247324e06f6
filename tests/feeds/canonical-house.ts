// What does a house hold, told without what depends on the way there? Two houses that got the same are the same text.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { asOwner } from '../given/database.ts'

/**
 * One statement for each part. Left out: when and by which delivery a thing came, who repeated it, and numbers that only one
 * database knows. Everything else must not depend on order, repetition, route or interruption.
 */
const parts: Readonly<Record<string, string>> = {
  charts: `select to_jsonb(p) - 'updated_at' - 'xmin' as row from patients_patient p`,
  'facts on file now': `select to_jsonb(f) - array['first_at', 'gone_at', 'place', 'digest'] as row from patients_fact f where f.gone_at is null`,
  'charts read together': `select jsonb_build_object('patient', a.patient, 'member', a.member) as row from patients_alike a where a.valid_until = 'infinity'`,
  merges: `select distinct jsonb_build_object('one', least(m.patient, m.other), 'other', greatest(m.patient, m.other)) as row from patients_merge m where m.valid_until = 'infinity'`,
  texts: `select jsonb_build_object('patient', w.patient, 'id', w.id, 'type', w.type, 'text', w.text) as row from store_raw w`,
  records: `select to_jsonb(r) - array['received_at', 'delivery', 'removed_at', 'raw_version'] || jsonb_build_object('removed', r.removed_at is not null) as row from store_record r where r.same_as is null`,
  'earlier versions': `select to_jsonb(e) - array['replaced_at', 'delivery', 'raw_version'] as row from store_earlier e where not exists (select 1 from store_record r where r.patient = e.patient and r.id = e.record and r.same_as is not null)`,
  'parts of records': `select to_jsonb(p) as row from store_part p where not exists (select 1 from store_record r where r.patient = p.patient and r.id = p.record and r.same_as is not null)`,
  documents: `select to_jsonb(d) as row from store_document d`,
  'documents that replace': `select to_jsonb(d) as row from store_replaced d`,
  'what is shown': `select to_jsonb(l) - array['received_at', 'policy', 'removed_at', 'source'] || jsonb_build_object('removed', l.removed_at is not null) as row from release_ledger l`,
  'what waits': `select to_jsonb(w) - 'policy' as row from release_waiting w`,
}

export type Canonical = Readonly<Record<string, readonly string[]>>

/** The rows of each part as sorted JSON texts, jsonb's own spelling. */
export function canonicalOf(connection: pg.PoolConfig): Promise<Canonical> {
  return asOwner(connection, async (client) => {
    const told: Record<string, string[]> = {}
    for (const [name, sql] of Object.entries(parts)) told[name] = (await client.query<{ row: string }>(`select row::text from (${sql}) t`)).rows.map((one) => one.row).sort()
    return told
  })
}

/** For a line of a report: counts and one hash. */
export const summaryOf = (told: Canonical): string => `${Object.entries(told).filter(([, rows]) => rows.length > 0).map(([name, rows]) => `${name} ${rows.length}`).join(', ')}; ${createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 12)}`

/** What only one of two houses says, at most a few rows of each part, shortened: empty when they are the same. */
export function differences(one: Canonical, other: Canonical): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => {
    const [left, right] = [one[name] ?? [], other[name] ?? []]
    const [inLeft, inRight] = [new Set(left), new Set(right)]
    const only = (rows: readonly string[], elsewhere: ReadonlySet<string>, sign: string) => rows.filter((row) => !elsewhere.has(row)).slice(0, 3).map((row) => `${sign} ${name}: ${row.slice(0, 1_500)}`)
    return [...only(left, inRight, '-'), ...only(right, inLeft, '+')]
  })
}
