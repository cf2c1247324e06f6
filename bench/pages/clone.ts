// How do a few imported patients become a hundred or a thousand? Copied by SQL with new ids and dates moved by some days.
import type pg from 'pg'

/** Tables that hold something of a patient, and what each column becomes in a copy; the others stay as they are. */
type Changes = Readonly<Record<string, string>>

// A new id is a hash of the old one and the copy's number: what belonged together still does.
const moved = (column: string): string => `case when ${column} is null then null else md5(${column}::text || ' ' || c.copy)::uuid end`
const later = (column: string): string => `${column} - make_interval(days => c.copy % 28)`

const tables: readonly { readonly name: string; readonly patient: string; readonly changes: Changes }[] = [
  { name: 'patients_patient', patient: 'id', changes: { id: moved('t.id'), mrn: `t.mrn || '-' || c.copy`, name: `t.name || ' ' || c.copy` } },
  { name: 'store_record', patient: 'patient', changes: { patient: moved('t.patient'), id: moved('t.id'), visit: moved('t.visit'), same_as: moved('t.same_as'), filed: later('t.filed') } },
  { name: 'release_ledger', patient: 'patient', changes: { patient: moved('t.patient'), record: moved('t.record'), visit: moved('t.visit'), filed: later('t.filed') } },
  { name: 'release_waiting', patient: 'patient', changes: { patient: moved('t.patient'), record: moved('t.record') } },
  { name: 'release_hold', patient: 'patient', changes: { patient: moved('t.patient'), id: moved('t.id'), record: moved('t.record') } },
  { name: 'release_wish', patient: 'patient', changes: { patient: moved('t.patient'), id: moved('t.id') } },
  { name: 'release_call', patient: 'patient', changes: { patient: moved('t.patient'), record: moved('t.record') } },
]

async function columnsOf(client: pg.Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table])
  return rows.map((row) => row.name)
}

/**
 * Copies the patients that are there until there are `patients` of them, and fills bench_patient (patient, original, copy).
 * Whole rounds of all originals come first; of the last round only as many as are missing.
 * The raw texts (store_raw) are not copied: no page reads them, and they would be gigabytes.
 */
export async function cloneTo(client: pg.Client, patients: number): Promise<void> {
  await client.query("set work_mem = '64MB'")
  await client.query(
    `create table bench_patient as
    select case when copy = 0 then id else md5(id::text || ' ' || copy)::uuid end as patient, id as original, copy, rank
    from (select id, (row_number() over (order by id) - 1)::int as rank, (count(*) over ())::int as originals from patients_patient) p
    cross join lateral (select generate_series(0, ($1::int - 1 - rank) / originals) as copy) c`,
    [patients],
  )
  for (const { name, patient, changes } of tables) {
    const columns = await columnsOf(client, name)
    // Patient after patient, and of each in the order in which the original's rows lie: as they would have come in.
    await client.query(`insert into ${name} (${columns.join(', ')})
      select ${columns.map((column) => changes[column] ?? `t.${column}`).join(', ')}
      from bench_patient c join ${name} t on t.${patient} = c.original where c.copy > 0 order by c.copy, c.rank, t.ctid`)
  }
}

/**
 * Sets the trail back to a month of looks at every chart, two a day, by its own person: what the trail of a living portal
 * holds. Run before every cell, so that what one cell wrote does not weigh on the next. Everything old counts as sealed.
 */
export async function resetTrail(client: pg.Client): Promise<void> {
  // Append only by triggers: past them only here, on a database of the bench.
  await client.query('set session_replication_role = replica')
  await client.query('truncate audit_event, audit_seal, floor_trail')
  await client.query(`insert into audit_event (patient, at, kind, actor, actor_role, actor_name, count)
    select b.patient, now() - make_interval(hours => 12 * n), case n % 3 when 0 then 'record-viewed' else 'record-listed' end, md5(b.patient::text || 'person')::uuid, 'patient', 'Somebody', 10
    from bench_patient b cross join generate_series(1, 60) n order by b.patient, n desc`)
  await client.query('insert into floor_trail (patient, at, kind, actor) select patient, at, kind, actor from audit_event')
  await client.query(`insert into audit_seal (seq, event, event_xid, hash, sealed_at) values (1, gen_random_uuid(), pg_current_xact_id(), sha256(''), now())`)
  await client.query('vacuum (analyze) audit_event, floor_trail')
  await client.query('checkpoint')
}
