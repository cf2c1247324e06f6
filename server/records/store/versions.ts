// Which versions of its texts is a record made of, and when did its source write each? So that what it said before is told in the order of its
// source, whatever came when.
import { type Statement, type Tx, bytesArray, idArray, statement } from '#kernel'
import type { Thing } from './wanted.ts'

/** A version of a text that a record is made of, or was. */
export type VersionRow = {
  readonly patient: string
  readonly record: string
  readonly id: string
  readonly version: Buffer
  readonly type: string
  readonly sourceId: string
  /** When its source wrote it (ISO instant), and by what it says so; null: it does not say. */
  readonly asOf: string | null
  readonly asOfBy: number | null
  readonly sourceVersion: string | null
  readonly stage: number | null
  readonly receivedAt: string
  readonly line: number
  /** No newer version of it is here. */
  readonly ruling: boolean
  readonly delivery: string
}

/** A record as it stands; `folded`: another one is shown instead. */
export type StandingRow = Thing & { readonly rawVersion: Buffer; readonly removed: boolean; readonly delivery: string; readonly folded: boolean }

/** Of one text so many versions, the newest, are looked at. */
const mostVersions = 60

const recordsWith: Statement<Thing> = statement('store.records_with', `with asked as materialized (select distinct * from unnest($1::uuid[], $2::uuid[]) as t (patient, id))
  select r.patient, r.id from asked a join store_record r on r.patient = a.patient and r.id = a.id
  union select p.patient, p.record from asked a join store_part p on p.patient = a.patient and p.part = a.id join store_record r on r.patient = p.patient and r.id = p.record`)

const versionsOf: Statement<VersionRow> = statement('store.versions_of', `with asked as materialized (select distinct * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (patient, record, part)),
  members as (select patient, record, part from asked union select p.patient, p.record, p.part from asked a join store_part p on p.patient = a.patient and p.record = a.record)
  select patient, record, id, version, type, "sourceId", "asOf", "asOfBy", "sourceVersion", stage, "receivedAt", line, ruling, delivery from (
    select w.patient, m.record, w.id, w.version, w.type, w.source_id as "sourceId", w.as_of as "asOf", w.as_of_by as "asOfBy", w.source_version as "sourceVersion", w.stage, w.received_at as "receivedAt", w.line, not w.superseded as ruling, w.delivery,
      row_number() over (partition by m.patient, m.record, w.id order by w.superseded, coalesce(w.as_of, w.received_at) desc, w.source_version desc nulls last, w.version) as nth
    from members m join store_raw w on w.patient = m.patient and w.id = m.part) v where nth <= ${mostVersions}`)

const standingRows: Statement<StandingRow> = statement('store.standing_rows', `select r.patient, r.id, r.raw_version as "rawVersion", r.removed_at is not null as removed, r.delivery, r.same_as is not null as folded
  from (select distinct * from unnest($1::uuid[], $2::uuid[]) as t (patient, id)) k join store_record r on r.patient = k.patient and r.id = k.id`)

const textsOfVersions: Statement<{ patient: string; id: string; version: Buffer; text: string }> = statement('store.texts_of_versions', `select w.patient, w.id, w.version, w.text
  from (select distinct * from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t (patient, id, version)) k join store_raw w on w.patient = k.patient and w.id = k.id and w.version = k.version`)

const attribute: Statement<never> = statement('store.attribute', `update store_record r set delivery = t.delivery from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (patient, id, delivery)
  where r.patient = t.patient and r.id = t.id and r.delivery <> t.delivery`)

/** A text that a record is made of, or may have been. */
export type MemberRow = { readonly patient: string; readonly record: string; readonly part: string }
export type VersionName = { readonly patient: string; readonly id: string; readonly version: Buffer }

export type StoreVersions = {
  /** The records in which one of these things stands, or stood, by itself or as a part. */
  recordsWith(tx: Tx, things: readonly Thing[]): Promise<readonly Thing[]>
  /** The versions of all texts of these records (those named, and all that are parts of them), the newest of each text. */
  versionsOf(tx: Tx, members: readonly MemberRow[]): Promise<readonly VersionRow[]>
  standingRows(tx: Tx, records: readonly Thing[]): Promise<readonly StandingRow[]>
  textsOfVersions(tx: Tx, versions: readonly VersionName[]): Promise<readonly (VersionName & { readonly text: string })[]>
  /** Says by which delivery each of these records is as it is. */
  attribute(tx: Tx, records: readonly (Thing & { readonly delivery: string })[]): Promise<void>
}

const patientsOf = (rows: readonly { readonly patient: string }[]): Buffer => idArray(rows.map((row) => row.patient))
const idsOf = (rows: readonly { readonly id: string }[]): Buffer => idArray(rows.map((row) => row.id))

export const versions: StoreVersions = {
  recordsWith: async (tx, things) => (things.length === 0 ? [] : tx.query(recordsWith, [patientsOf(things), idsOf(things)])),
  versionsOf: async (tx, members) => (members.length === 0 ? [] : tx.query(versionsOf, [patientsOf(members), idArray(members.map((one) => one.record)), idArray(members.map((one) => one.part))])),
  standingRows: async (tx, records) => (records.length === 0 ? [] : tx.query(standingRows, [patientsOf(records), idsOf(records)])),
  textsOfVersions: async (tx, all) => (all.length === 0 ? [] : tx.query(textsOfVersions, [patientsOf(all), idsOf(all), bytesArray(all.map((one) => one.version))])),
  async attribute(tx, records) {
    if (records.length > 0) await tx.query(attribute, [patientsOf(records), idsOf(records), idArray(records.map((one) => one.delivery))])
  },
}
