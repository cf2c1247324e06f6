// How does what came in get into the store? Whole batches by one statement per table; what is there already stays as it is.
import { type Statement, type Tx, bytesArray, idArray, instantArray, jsonArray, numberArray, smallArray, statement, textArray } from '#kernel'
import type { BeforeRow, Delivery, DocumentRow, RawRow, RecordRow, WrittenRow } from './rows.ts'
import { type StoreDenies, denies } from './deny.ts'
import { type StoreMadeAnew, madeAnew } from './made-anew.ts'
import { type StoreGathers, gathers } from './gathered.ts'
import { type StoreTakesOut, takesOut } from './take-out.ts'
import { type StoreReplaced, asOlder, replaced } from './replaced.ts'
import { type StoreVersions, versions } from './versions.ts'
import { type StoreWanted, wanted } from './wanted.ts'

export { type CountAsk, type CountedRecord, type DeliveryFound, type StandingCount, type StoreCounts, type TextCount, openStoreCounts } from './counts.ts'
export type { KeptText, TakenOut } from './take-out.ts'
export type { DocumentPlace } from './replaced.ts'
export type { FoundText, Thing } from './wanted.ts'
export type { LyingText, MovedText } from './gathered.ts'
export type { MemberRow, StandingRow, VersionRow } from './versions.ts'
export { type BeforeRow, type Delivery, type DeliveryForm, type DocumentRow, type RawRow, type RecordRow, type WrittenRow, nobody } from './rows.ts'

const insertDelivery: Statement<never> = statement('store.delivery', `insert into store_delivery (id, organization, source, name, sha256, bytes, received_at, report, form, kind, sent_at)
  values ($1, $2, $3, $4, $5, $6, app_now(), $7, $8, $9, $10) on conflict (id) do nothing`)

const insertRaw: Statement<Omit<KeptRow, 'late' | 'several'>> = statement('store.raw', `insert into store_raw (patient, id, version, type, source_id, line, text, bytes, as_of, as_of_by, source_version, link, stage, delivery, organization, mapping, space, received_at)
  select t.*, $14, $15, $16, nullif($17, $15), app_now()
  from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::int[], $7::text[], $8::bytea[], $9::timestamptz[], $10::smallint[], $11::int[], $12::uuid[], $13::smallint[])
    as t (patient, id, version, type, source_id, line, text, bytes, as_of, as_of_by, source_version, link, stage)
  -- It may lie in another chart of the same person.
  where not exists (select 1 from store_raw o where o.own = t.patient and o.id = t.id and o.version = t.version)
  on conflict do nothing returning patient, id, type, version`)
// What a link brought, and the chart's own number brings too, is the chart's own.
const ownRaw: Statement<never> = statement('store.own_raw', `update store_raw r set link = null, delivery = $4 from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t (patient, id, version)
  where r.patient = t.patient and r.id = t.id and r.version = t.version and r.link is not null`)
// Of two versions of one thing the newer one rules. A version that is older than what was here rules nothing.
const settleVersions: Statement<{ patient: string; id: string; came: boolean }> = statement('store.settle_versions', `update store_raw w set superseded = true
  -- Each name once: hundreds of entries of a file may have the same, or none.
  from (select distinct * from unnest($1::uuid[], $2::uuid[]) as t (patient, id)) k
  where w.patient = k.patient and w.id = k.id and not w.superseded and exists (select 1 from store_raw o where o.patient = w.patient and o.id = w.id and o.version <> w.version and not o.superseded
    and ((w.delivery = $3 and store_older(w, o)) or (o.delivery = $3 and not store_older(o, w))))
  returning w.patient, w.id, w.delivery = $3 as came`)
const ruling: Statement<EarlierPart> = statement('store.ruling', `select w.patient, w.id, w.text, w.source_id as "sourceId" from unnest($1::uuid[], $2::uuid[]) as k (patient, id)
  join store_raw w on w.patient = k.patient and w.id = k.id and not w.superseded`)

const insertParts: Statement<never> = statement('store.parts', `insert into store_part (patient, record, part) select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) on conflict do nothing`)
// The latest text of whatever stands in one record with these things (or in these records), but was not sent with them.
const partsBefore: Statement<EarlierPart> = statement('store.parts_before', `with sent as materialized (
    select patient, id from unnest($1::uuid[], $2::uuid[]) as t (patient, id)
  ), touched as (
    select p.patient, p.record from sent s join store_part p on p.patient = s.patient and p.part = s.id
    union select p.patient, p.record from sent s join store_part p on p.patient = s.patient and p.record = s.id
  )
  select distinct on (patient, id) patient, id, text, "sourceId" from (
    select w.patient, w.id, w.text, w.source_id as "sourceId", w.received_at, w.line,
      sum(octet_length(w.text)) over (partition by t.patient, t.record order by coalesce(w.as_of, w.received_at) desc, w.version) as bytes,
      row_number() over (partition by t.patient, t.record order by coalesce(w.as_of, w.received_at) desc, w.version) as newest, row_number() over (partition by t.patient, t.record order by coalesce(w.as_of, w.received_at), w.version) as oldest
    from touched t join store_part p on p.patient = t.patient and p.record = t.record join store_raw w on w.patient = p.patient and w.id = p.part and not w.superseded
    where not exists (select 1 from sent s where s.patient = w.patient and s.id = w.id)
  ) w where $3::int is null or newest = 1 or ((newest <= $3 or oldest <= $3 / 8) and bytes <= $4::bigint)
  order by patient, id, received_at desc, line desc`)
// What had a record of its own before a report took it in is told by the report.
const foldIn: Statement<WrittenRow> = statement('store.fold_in', `update store_record r set same_as = t.record
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (patient, record, part)
  where r.patient = t.patient and r.id = t.part and r.id <> t.record and r.same_as is null
  returning r.patient, r.id, r.kind, r.filed, r.received_at as "receivedAt", r.final_at as "finalAt", r.labels, r.removed_at as "removedAt", r.same_as as "sameAs"`)

// A correction keeps the instant its record first came: delays count from there. What the source takes back is dated once.
const upsertRecords: Statement<WrittenRow> = statement('store.records', `insert into store_record as r
    (patient, id, kind, filed, visit, received_at, final_at, labels, removed_at, same_as, content, card, search, body, raw_version, as_of, delivery)
  select patient, id, kind, filed, visit, app_now(), final_at, labels, case when removed = 1 then app_now() end, same_as, content, card, search, body, raw_version, as_of, delivery
  from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::timestamptz[], $5::uuid[], $6::timestamptz[], $7::int[], $8::smallint[], $9::uuid[], $10::bytea[], $11::jsonb[], $12::text[], $13::jsonb[], $14::bytea[], $15::timestamptz[], $16::uuid[])
    as t (patient, id, kind, filed, visit, final_at, labels, removed, same_as, content, card, search, body, raw_version, as_of, delivery)
  on conflict (patient, id) do update set kind = excluded.kind, filed = excluded.filed, visit = excluded.visit, final_at = case when $17 and excluded.final_at is not null then least(r.final_at, excluded.final_at) else excluded.final_at end, labels = excluded.labels,
    removed_at = case when excluded.removed_at is null then null else coalesce(r.removed_at, excluded.removed_at) end, same_as = excluded.same_as, content = excluded.content,
    card = excluded.card, search = excluded.search, body = excluded.body, raw_version = excluded.raw_version, as_of = excluded.as_of, delivery = excluded.delivery
  where $17 or (r.raw_version <> excluded.raw_version and (r.as_of is null or excluded.as_of is null or excluded.as_of >= r.as_of))
  returning patient, id, kind, filed, received_at as "receivedAt", final_at as "finalAt", labels, removed_at as "removedAt", same_as as "sameAs"`)

// What comes late and is older than what is here does not overwrite it; it is kept as the earlier version it is.
const keepLate: Statement<never> = statement('store.keep_late', `insert into store_earlier (patient, record, raw_version, kind, labels, as_of, replaced_at, removed, body, delivery)
  select t.patient, t.id, t.raw_version, t.kind, t.labels, t.as_of, app_now(), t.removed = 1, t.body, $9
  from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::int[], $5::smallint[], $6::jsonb[], $7::bytea[], $8::timestamptz[]) as t (patient, id, kind, labels, removed, body, raw_version, as_of)
  join store_record r on r.patient = t.patient and r.id = t.id where r.raw_version <> t.raw_version and ($10 or t.as_of < r.as_of)
  on conflict do nothing`)

// The whole history of a record whose source's texts are all known: in the order in which the source wrote them, whichever came first.
const forgetBefore: Statement<never> = statement('store.forget_before', `delete from store_earlier e using unnest($1::uuid[], $2::uuid[]) as t (patient, id)
  where e.patient = t.patient and e.record = t.id and not exists (select 1 from unnest($3::uuid[], $4::uuid[], $5::bytea[]) as k (patient, id, version) where k.patient = e.patient and k.id = e.record and k.version = e.raw_version)`)
const insertBefore: Statement<never> = statement('store.before', `insert into store_earlier (patient, record, raw_version, kind, labels, as_of, replaced_at, removed, body, delivery)
  select distinct on (t.patient, t.id, t.raw_version) t.patient, t.id, t.raw_version, t.kind, t.labels, t.as_of, app_now(), t.removed = 1, t.body, coalesce(t.delivery, (select w.delivery from store_raw w where w.patient = t.patient and w.id = t.by limit 1), $10)
  from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::int[], $5::smallint[], $6::jsonb[], $7::bytea[], $8::timestamptz[], $9::uuid[], $11::uuid[]) as t (patient, id, kind, labels, removed, body, raw_version, as_of, by, delivery)
  on conflict (patient, record, raw_version) do update set kind = excluded.kind, labels = excluded.labels, as_of = excluded.as_of, removed = excluded.removed, body = excluded.body, delivery = excluded.delivery`)

const standing: Statement<{ patient: string; id: string }> = statement('store.standing', `select distinct k.patient, k.id from unnest($1::uuid[], $2::uuid[]) as k (patient, id)
  where exists (select 1 from store_record r where r.patient = k.patient and r.id = k.id)
    or exists (select 1 from store_part p join store_record r on r.patient = p.patient and r.id = p.record where p.patient = k.patient and p.part = k.id)`)

export type KeptRow = { readonly patient: string; readonly id: string; readonly type: string; readonly version: Buffer; /** Older than a version that was here: kept, and rules nothing. */ readonly late: boolean; /** Other versions of it are here, or came with it. */ readonly several: boolean }
/** Whose chart a source's Patient is, and the link by which it came to be there (null: its record number). */
export type NamedPatient = { readonly patient: string; readonly link: string | null }
/** A text that came before, and what its source called it. */
export type EarlierPart = { readonly patient: string; readonly id: string; readonly text: string; readonly sourceId: string }
export type PartRow = { readonly patient: string; readonly record: string; readonly part: string }
export type SameContent = { readonly patient: string; readonly id: string; readonly visit: string | null; readonly content: Buffer }
const sameContent: Statement<SameContent> = statement('store.same_content', `select r.patient, r.id, r.visit, r.content
  from (select distinct patient, content from unnest($1::uuid[], $2::bytea[]) as t (patient, content)) as w
  join store_record r on r.patient = w.patient and r.content = w.content where r.content is not null and r.same_as is null`)

const patientsNamed: Statement<NamedPatient & { sourceId: string }> = statement('store.patients_named', `select distinct on (source_id) source_id as "sourceId", patient, link
  from store_raw where organization = $1 and coalesce(space, organization) = $2 and type = 'Patient' and source_id = any ($3) and patient <> '00000000-0000-0000-0000-000000000000'
  order by source_id, superseded, received_at desc, line desc`)

const writtenColumns = `r.patient, r.id, r.kind, r.filed, r.received_at as "receivedAt", r.final_at as "finalAt", r.labels, r.removed_at as "removedAt", r.same_as as "sameAs"`
const upsertDocument: Statement<never> = statement('store.document', `insert into store_document (patient, id, record, set_id, type, version) values ($1, $2, $3, $4, $5, $6)
  on conflict (patient, id) do update set record = excluded.record, set_id = excluded.set_id, type = excluded.type, version = excluded.version, retired = false`)
const insertReplaced: Statement<never> = statement('store.replaced', `insert into store_replaced (patient, document, by_document) select $1, document, $3 from unnest($2::uuid[]) as t (document) where document <> $3 on conflict do nothing`)
// Whose place another has taken, by name or by a higher version of the same set and type.
const retire: Statement<{ id: string; record: string }> = statement('store.retire', `update store_document d set retired = true
  where d.patient = $1 and not d.retired and (exists (select 1 from store_replaced b where b.patient = d.patient and b.document = d.id)
    or exists (select 1 from store_document n where n.patient = d.patient and n.set_id = d.set_id and n.type is not distinct from d.type and n.version > d.version))
  returning d.id, d.record`)
const markReplaced: Statement<WrittenRow> = statement('store.mark_replaced', `update store_record r set ${asOlder}
  where r.patient = $1 and r.id = any ($2) returning ${writtenColumns}`)
// What a document no longer says, and no other one says, has been taken back.
const withdraw: Statement<WrittenRow> = statement('store.withdraw', `with gone as (
    delete from store_part p where p.patient = $1 and p.part = any ($2) and p.record <> all ($3) returning p.record
  )
  update store_record r set removed_at = app_now()
  where r.patient = $1 and r.id in (select record from gone) and r.removed_at is null
    and not exists (select 1 from store_part o where o.patient = $1 and o.record = r.id and o.part <> all ($2))
  returning ${writtenColumns}`)

export type StoreIn = StoreTakesOut & StoreWanted & StoreReplaced & StoreMadeAnew & StoreDenies & StoreVersions & StoreGathers & {
  /** Begins a delivery; its rows follow in the same transaction. */
  begin(tx: Tx, delivery: Delivery): Promise<void>
  /** Keeps texts as they came and gives back those that are new. Versions that are here stay as they are. */
  keep(tx: Tx, delivery: Delivery, raw: { readonly rows: readonly RawRow[]; readonly mapping: number }): Promise<readonly KeptRow[]>
  /** Writes records that are new or changed and gives them back, those only. */
  write(tx: Tx, delivery: Delivery, rows: readonly RecordRow[]): Promise<readonly WrittenRow[]>
  /** Says what records said before, all of it: what was remembered of them otherwise is forgotten. */
  writeBefore(tx: Tx, delivery: Pick<Delivery, 'id'>, histories: readonly { readonly patient: string; readonly id: string; readonly before: readonly BeforeRow[] }[]): Promise<void>
  /** Writes records made anew from texts that were here, whatever stands now; each with the delivery of its last text. */
  rewrite(tx: Tx, rows: readonly { readonly row: RecordRow; readonly delivery: string }[]): Promise<readonly WrittenRow[]>
  /** Keeps versions of records that came after a newer one, as what these said before. Records that are not here leave nothing. */
  writeEarlier(tx: Tx, delivery: Delivery, rows: readonly RecordRow[]): Promise<void>
  /** Which of these things stand in a record: as one, or as a part of one? */
  standing(tx: Tx, things: readonly { readonly patient: string; readonly id: string }[]): Promise<readonly { readonly patient: string; readonly id: string }[]>
  /** Says of what texts records are made; records that those had alone are folded in and given back. */
  writeParts(tx: Tx, parts: readonly PartRow[]): Promise<readonly WrittenRow[]>
  /** Says what texts tell of things that may come yet. */
  noteParts(tx: Tx, parts: readonly PartRow[]): Promise<void>
  /** Says what document this is; gives back records that changed because it, or one before it, was replaced or says less now. */
  writeDocument(tx: Tx, document: DocumentRow): Promise<readonly WrittenRow[]>
  /** The latest texts that stand in one record with these texts or records, and are not among them; of a record that has more than `most`, the newest and some of the first. */
  partsBefore(tx: Tx, sent: readonly { readonly patient: string; readonly id: string }[], most?: { readonly texts: number; readonly bytes: number }): Promise<readonly EarlierPart[]>
  /** Records shown now whose document has the same content as one of these. */
  sameContent(tx: Tx, documents: readonly { readonly patient: string; readonly content: Uint8Array }[]): Promise<readonly SameContent[]>
  /** The newest text of each of these things. */
  ruling(tx: Tx, things: readonly { readonly patient: string; readonly id: string }[]): Promise<readonly EarlierPart[]>
  /** Patients that earlier deliveries in a space named by these source ids; of several, the one named last. */
  patientsNamed(tx: Tx, where: { readonly organization: string; readonly space: string }, sourceIds: readonly string[]): Promise<ReadonlyMap<string, NamedPatient>>
}

/** Rows of one statement: enough to make round trips cheap, few enough that the message stays some megabytes. */
const rowsAtOnce = 4_000
const bytesAtOnce = 16_000_000

function batches<Row>(rows: readonly Row[], size: (row: Row) => number): Row[][] {
  const all: Row[][] = []
  let bytes = 0
  for (const row of rows) {
    const current = all.at(-1)
    bytes += size(row)
    if (current === undefined || current.length >= rowsAtOnce || bytes > bytesAtOnce) {
      all.push([row])
      bytes = size(row)
    } else current.push(row)
  }
  return all
}

function counted(rows: readonly { readonly patient: string; readonly id: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { patient, id } of rows) counts.set(`${patient} ${id}`, (counts.get(`${patient} ${id}`) ?? 0) + 1)
  return counts
}

const column = <Row, Cell>(rows: readonly Row[], cell: (row: Row) => Cell): Cell[] => rows.map(cell)

function recordColumns(rows: readonly RecordRow[]): Buffer[] {
  return [
    idArray(column(rows, (row) => row.patient)), idArray(column(rows, (row) => row.id)), smallArray(column(rows, (row) => row.kind)), instantArray(column(rows, (row) => row.filed)),
    idArray(column(rows, (row) => row.visit)), instantArray(column(rows, (row) => row.finalAt)), numberArray(column(rows, (row) => row.labels)), smallArray(column(rows, (row) => (row.removed ? 1 : 0))),
    idArray(column(rows, (row) => row.sameAs)), bytesArray(column(rows, (row) => row.content)), jsonArray(column(rows, (row) => JSON.stringify(row.card))), textArray(column(rows, (row) => row.search)),
    jsonArray(column(rows, (row) => JSON.stringify(row.body))), bytesArray(column(rows, (row) => row.rawVersion)), instantArray(column(rows, (row) => row.asOf ?? null)),
  ]
}

/** Of rows that the statement before did not take: only those older than what is here are kept, as earlier versions. */
async function writeLate(tx: Tx, d: Delivery, { rows, written }: { readonly rows: readonly RecordRow[]; readonly written: readonly WrittenRow[] }): Promise<void> {
  const taken = new Set(written.map((one) => `${one.patient} ${one.id}`))
  await keepEarlier(tx, d, { rows: rows.filter((row) => (row.asOf ?? null) !== null && !taken.has(`${row.patient} ${row.id}`)), known: false })
}

/** `known`: they are older than what is here; otherwise their dates say it. */
async function keepEarlier(tx: Tx, d: Delivery, { rows: late, known }: { readonly rows: readonly RecordRow[]; readonly known: boolean }): Promise<void> {
  if (late.length === 0) return
  await tx.query(keepLate, [...earlierColumns(late), d.id, known])
}

function earlierColumns(rows: readonly RecordRow[]): Buffer[] {
  return [
    idArray(column(rows, (row) => row.patient)), idArray(column(rows, (row) => row.id)), smallArray(column(rows, (row) => row.kind)), numberArray(column(rows, (row) => row.labels)), smallArray(column(rows, (row) => (row.removed ? 1 : 0))),
    jsonArray(column(rows, (row) => JSON.stringify(row.body))), bytesArray(column(rows, (row) => row.rawVersion)), instantArray(column(rows, (row) => row.asOf ?? null)),
  ]
}

function rawColumns(rows: readonly RawRow[]): Buffer[] {
  return [
    idArray(column(rows, (row) => row.patient)), idArray(column(rows, (row) => row.id)), bytesArray(column(rows, (row) => row.version)), textArray(column(rows, (row) => row.type)),
    textArray(column(rows, (row) => row.sourceId)), numberArray(column(rows, (row) => row.line)), textArray(column(rows, (row) => row.text)), bytesArray(column(rows, (row) => row.bytes ?? null)),
    instantArray(column(rows, (row) => row.asOf?.at ?? null)), smallArray(column(rows, (row) => row.asOf?.by ?? null)), numberArray(column(rows, (row) => row.sourceVersion ?? null)), idArray(column(rows, (row) => row.link ?? null)), smallArray(column(rows, (row) => row.stage ?? null)),
  ]
}

/** What is here already, asked by whoever writes. */
const looks: Pick<StoreIn, 'partsBefore' | 'sameContent' | 'ruling' | 'patientsNamed'> = {
  partsBefore: async (tx, sent, most) => (sent.length === 0 ? [] : tx.query(partsBefore, [idArray(column(sent, (one) => one.patient)), idArray(column(sent, (one) => one.id)), most?.texts ?? null, most?.bytes ?? null])),
  async sameContent(tx, documents) {
    if (documents.length === 0) return []
    return tx.query(sameContent, [idArray(documents.map((one) => one.patient)), bytesArray(documents.map((one) => one.content))])
  },
  ruling: async (tx, things) => (things.length === 0 ? [] : tx.query(ruling, [idArray(column(things, (one) => one.patient)), idArray(column(things, (one) => one.id))])),
  async patientsNamed(tx, { organization, space }, sourceIds) {
    if (sourceIds.length === 0) return new Map()
    return new Map((await tx.query(patientsNamed, [organization, space, sourceIds])).map(({ sourceId, patient, link }) => [sourceId, { patient, link }]))
  },
}

const partColumns = (parts: readonly PartRow[]): Buffer[] => [idArray(column(parts, (one) => one.patient)), idArray(column(parts, (one) => one.record)), idArray(column(parts, (one) => one.part))]

async function keepTexts(tx: Tx, d: Delivery, { rows, mapping }: { readonly rows: readonly RawRow[]; readonly mapping: number }): Promise<readonly KeptRow[]> {
  const parts = batches(rows, (row) => row.text.length).map((batch) => tx.query(insertRaw, [...rawColumns(batch), d.id, d.organization, mapping, d.space ?? d.organization]))
  const kept = (await Promise.all(parts)).flat()
  const owned = kept.length === rows.length ? [] : rows.filter((row) => (row.link ?? null) === null)
  if (owned.length > 0) await tx.query(ownRaw, [idArray(owned.map((row) => row.patient)), idArray(owned.map((row) => row.id)), bytesArray(owned.map((row) => row.version)), d.id])
  if (kept.length === 0) return []
  const settled = await tx.query(settleVersions, [idArray(kept.map((row) => row.patient)), idArray(kept.map((row) => row.id)), d.id])
  // Of a thing that came twice in one file, one of the two still rules.
  const ruled = counted(kept)
  for (const [thing, count] of counted(settled.filter((row) => row.came))) ruled.set(thing, (ruled.get(thing) ?? 0) - count)
  const several = new Set(settled.map((one) => `${one.patient} ${one.id}`))
  return kept.map(({ patient, id, type, version }) => ({ patient, id, type, version, late: ruled.get(`${patient} ${id}`) === 0, several: several.has(`${patient} ${id}`) }))
}

/** The writing half of the store; only inbound may use it. Role feed or operate. */
export function openStoreIn(): StoreIn {
  return {
    async begin(tx, d) {
      await tx.query(insertDelivery, [d.id, d.organization, d.source, d.name, Buffer.from(d.sha256), d.bytes, JSON.stringify(d.report), d.form ?? null, d.kind ?? null, d.sentAt ?? null])
    },
    keep: keepTexts,
    async write(tx, d, rows) {
      const parts = batches(rows, () => 2_000).map((batch) => tx.query(upsertRecords, [...recordColumns(batch), idArray(column(batch, () => d.id)), false]))
      const written = (await Promise.all(parts)).flat()
      await writeLate(tx, d, { rows, written })
      return written
    },
    async writeBefore(tx, d, histories) {
      if (histories.length === 0) return
      const before = histories.flatMap((one) => one.before)
      const rows = before.map((one) => one.row)
      await Promise.all([
        tx.query(forgetBefore, [idArray(column(histories, (one) => one.patient)), idArray(column(histories, (one) => one.id)), idArray(column(rows, (row) => row.patient)), idArray(column(rows, (row) => row.id)), bytesArray(column(rows, (row) => row.rawVersion))]),
        rows.length === 0 ? [] : tx.query(insertBefore, [...earlierColumns(rows), idArray(column(before, (one) => one.by)), d.id, idArray(column(before, (one) => one.delivery ?? null))]),
      ])
    },
    async rewrite(tx, rows) {
      const parts = batches(rows, () => 2_000).map((batch) => tx.query(upsertRecords, [...recordColumns(column(batch, (one) => one.row)), idArray(column(batch, (one) => one.delivery)), true]))
      return (await Promise.all(parts)).flat()
    },
    ...takesOut,
    writeEarlier: (tx, d, rows) => keepEarlier(tx, d, { rows, known: true }),
    standing: async (tx, things) => (things.length === 0 ? [] : tx.query(standing, [idArray(column(things, (one) => one.patient)), idArray(column(things, (one) => one.id))])),
    ...madeAnew,
    ...denies,
    async writeParts(tx, parts) {
      if (parts.length === 0) return []
      const [, folded] = await Promise.all([tx.query(insertParts, partColumns(parts)), tx.query(foldIn, partColumns(parts))])
      return folded
    },
    async noteParts(tx, parts) {
      if (parts.length > 0) await tx.query(insertParts, partColumns(parts))
    },
    async writeDocument(tx, d) {
      const [, , retired] = await Promise.all([tx.query(upsertDocument, [d.patient, d.id, d.record, d.set, d.type, d.version]), tx.query(insertReplaced, [d.patient, d.replaces, d.id]), tx.query(retire, [d.patient])])
      const gone = retired.map((one) => one.id)
      const [marked, less] = await Promise.all([gone.length === 0 ? [] : tx.query(markReplaced, [d.patient, retired.map((one) => one.record)]), gone.includes(d.id) || d.states === null ? [] : tx.query(withdraw, [d.patient, [d.id], d.states])])
      const taken = gone.length === 0 ? [] : await tx.query(withdraw, [d.patient, gone, retired.map((one) => one.record)])
      return [...marked, ...less, ...taken]
    },
    ...looks,
    ...wanted,
    ...versions,
    ...gathers,
    ...replaced,
  }
}
