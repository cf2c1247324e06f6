// Where do the texts of one thing lie that came under several numbers of one person, and how do they move from one of those charts to another?
import { type Statement, type Tx, bytesArray, idArray, statement } from '#kernel'
import type { WrittenRow } from './rows.ts'
import { nobody } from './rows.ts'
import type { Thing } from './wanted.ts'

/** A text by where it lies and under which chart's number it came; with a record that it is a part of, or null. */
export type LyingText = Thing & { readonly version: Buffer; readonly own: string; readonly record: string | null }
/** A text on its way from one chart to another. */
export type MovedText = Thing & { readonly version: Buffer; readonly own: string; readonly to: string }
/** What a record was before its texts moved: dates that it keeps. */
export type MovedRecord = Thing & { readonly finalAt: string | null; readonly removedAt: string | null }

// A chart's own Patient and documents that are read whole are things of their own in every chart.
const movable = `w.type not in ('Patient', 'ClinicalDocument')`
const scattered: Statement<{ one: number }> = statement('store.scattered', `select 1 as one where exists (select 1 from store_part p where p.patient = any ($1) and p.record = any ($2) group by p.record having count(distinct p.patient) > 1)
  or exists (select 1 from store_raw w where w.patient = any ($1) and w.id = any ($2) and ${movable} group by w.id having count(distinct w.patient) > 1)`)
const lying: Statement<LyingText> = statement('store.lying', `select w.patient, w.id, w.version, coalesce(w.own, w.patient) as own, p.record
  from store_raw w left join store_part p on p.patient = w.patient and p.part = w.id where w.patient = any ($1) and ${movable}`)

const dropMoving: Statement<MovedRecord> = statement('store.drop_moving', `delete from store_record r where r.patient = any ($1) and r.id = any ($2) returning r.patient, r.id, r.final_at as "finalAt", r.removed_at as "removedAt"`)
const dropDouble: Statement<never> = statement('store.drop_double', `delete from store_raw w using unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::uuid[]) as t (patient, id, version, target) where w.patient = t.patient and w.id = t.id and w.version = t.version
  and exists (select 1 from store_raw o where o.patient = t.target and o.id = t.id and o.version = t.version)`)
const moveTexts: Statement<never> = statement('store.move_texts', `update store_raw w set patient = t.target, own = nullif(t.own, t.target) from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::uuid[], $5::uuid[]) as t (patient, id, version, own, target) where w.patient = t.patient and w.id = t.id and w.version = t.version`)
const copyParts: Statement<never> = statement('store.copy_parts', `insert into store_part (patient, record, part) select distinct t.target, p.record, p.part from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (patient, id, target)
  join store_part p on p.patient = t.patient and p.part = t.id on conflict do nothing`)
const leaveParts: Statement<never> = statement('store.leave_parts', `delete from store_part p using unnest($1::uuid[], $2::uuid[]) as t (patient, id) where p.patient = t.patient and p.part = t.id
  and not exists (select 1 from store_raw w where w.patient = p.patient and w.id = p.part)`)
const copyWanted: Statement<never> = statement('store.copy_wanted', `insert into store_wanted (target, patient, text) select distinct p.target, t.target, p.text from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (patient, id, target)
  join store_wanted p on p.patient = t.patient and p.text = t.id on conflict do nothing`)
const leaveWanted: Statement<never> = statement('store.leave_wanted', `delete from store_wanted p using unnest($1::uuid[], $2::uuid[]) as t (patient, id) where p.patient = t.patient and p.text = t.id
  and not exists (select 1 from store_raw w where w.patient = p.patient and w.id = p.text)`)
// Which version of each thing rules, where versions of it came together or parted.
const ruleAnew: Statement<never> = statement('store.rule_anew', `update store_raw w set superseded = exists (select 1 from store_raw o where o.patient = w.patient and o.id = w.id and o.version <> w.version
    and (store_older(w, o) or (not store_older(o, w) and (o.received_at, o.line, o.version) > (w.received_at, w.line, w.version))))
  from unnest($1::uuid[], $2::uuid[]) as t (patient, id) where w.patient = t.patient and w.id = t.id and t.patient <> '${nobody}'`)
// What waits for a day counts from the first of the texts, whichever chart they came under. What its source calls final without a date has been so since
// it was first.
const redate: Statement<WrittenRow> = statement('store.redate_moved', `update store_record r set received_at = coalesce((select min(w.received_at) from store_raw w where w.patient = r.patient
      and (w.id = r.id or w.id in (select p.part from store_part p where p.patient = r.patient and p.record = r.id))), r.received_at),
    final_at = case when r.final_at = app_now() then least(r.final_at, t.final_at) else r.final_at end, removed_at = case when r.removed_at is null then null else least(r.removed_at, t.removed_at) end
  from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as t (id, final_at, removed_at) where r.patient = $1 and r.id = t.id
  returning r.patient, r.id, r.kind, r.filed, r.received_at as "receivedAt", r.final_at as "finalAt", r.labels, r.removed_at as "removedAt", r.same_as as "sameAs"`)

export type StoreGathers = {
  /** Does one of these things lie in more than one of these charts? */
  isScattered(tx: Tx, patients: readonly string[], things: readonly string[]): Promise<boolean>
  /** The texts of charts, one row for each record they are part of. */
  lyingTexts(tx: Tx, patients: readonly string[]): Promise<readonly LyingText[]>
  /** Moves texts to other charts, with what they tell and what they wait for. */
  moveTexts(tx: Tx, texts: readonly MovedText[]): Promise<void>
  /** Takes records away that are made anew where their texts lie now; tells what they were. */
  dropMoving(tx: Tx, patients: readonly string[], records: readonly string[]): Promise<readonly MovedRecord[]>
  /** Gives records made anew in a chart the dates that they had. */
  redateMoved(tx: Tx, patient: string, records: readonly { readonly id: string; readonly finalAt: string | null; readonly removedAt: string | null }[]): Promise<readonly WrittenRow[]>
}

export const gathers: StoreGathers = {
  isScattered: async (tx, patients, things) => things.length > 0 && (await tx.query(scattered, [[...patients], [...things]])).length > 0,
  lyingTexts: (tx, patients) => tx.query(lying, [[...patients]]),
  async moveTexts(tx, texts) {
    if (texts.length === 0) return
    const [from, ids, to] = [idArray(texts.map((one) => one.patient)), idArray(texts.map((one) => one.id)), idArray(texts.map((one) => one.to))]
    const versions = bytesArray(texts.map((one) => one.version))
    await Promise.all([tx.query(copyParts, [from, ids, to]), tx.query(copyWanted, [from, ids, to]), tx.query(dropDouble, [from, ids, versions, to]), tx.query(moveTexts, [from, ids, versions, idArray(texts.map((one) => one.own)), to])])
    await Promise.all([tx.query(leaveParts, [from, ids]), tx.query(leaveWanted, [from, ids]), tx.query(ruleAnew, [from, ids]), tx.query(ruleAnew, [to, ids])])
  },
  dropMoving: (tx, patients, records) => tx.query(dropMoving, [[...patients], [...records]]),
  redateMoved: (tx, patient, records) => (records.length === 0 ? Promise.resolve([]) : tx.query(redate, [patient, records.map((one) => one.id), records.map((one) => one.finalAt), records.map((one) => one.removedAt)])),
}
