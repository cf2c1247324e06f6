// What do texts point at that is not here, and which texts wait for what came? So that things end in the same records in whatever
// order they come: a report before its measurements, a prescription before its medicine, a name after everything it is named in.
import { type Statement, type Tx, idArray, statement } from '#kernel'

/** A thing, or a text, by whose it is. */
export type Thing = { readonly patient: string; readonly id: string }
/** A text as it came, and what its source called it. */
export type FoundText = Thing & { readonly type: string; readonly sourceId: string; readonly text: string }

const want: Statement<never> = statement('store.want', `insert into store_wanted (patient, text, target) select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) on conflict do nothing`)
const call: Statement<never> = statement('store.call', `insert into store_called (name, id) select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`)
// The texts that wait for these, and whatever stands in one record with them.
const waitingFor: Statement<FoundText & { waits: boolean }> = statement('store.waiting_for', `with asked as materialized (select distinct patient, text as id from store_wanted where target = any ($1::uuid[])),
  touched as (
    select p.patient, p.record from asked a join store_part p on p.patient = a.patient and p.part = a.id
    union select p.patient, p.record from asked a join store_part p on p.patient = a.patient and p.record = a.id
  ), members as (select patient, id from asked union select p.patient, p.part from touched t join store_part p on p.patient = t.patient and p.record = t.record)
  select w.patient, w.id, w.type, w.source_id as "sourceId", w.text, exists (select 1 from asked a where a.patient = w.patient and a.id = w.id) as waits
  from members m join store_raw w on w.patient = m.patient and w.id = m.id and not w.superseded`)
const called: Statement<FoundText> = statement('store.called', `with asked as materialized (select * from unnest($1::uuid[], $2::uuid[]) as t (patient, id))
  select w.patient, w.id, w.type, w.source_id as "sourceId", w.text from asked a join store_raw w on w.patient = a.patient and w.id = a.id and not w.superseded
  union select w.patient, w.id, w.type, w.source_id, w.text from asked a join store_called c on c.name = a.id
    join store_raw w on w.patient = '00000000-0000-0000-0000-000000000000' and w.id = c.id and not w.superseded`)

const patientNames: Statement<{ patient: string; sourceId: string }> = statement('store.patient_names', `select distinct on (patient) patient, source_id as "sourceId" from store_raw
  where patient = any ($1::uuid[]) and type = 'Patient' order by patient, superseded, received_at, line`)

export type StoreWanted = {
  /** Remembers what a text points at and is not here. */
  want(tx: Tx, rows: readonly (Thing & { readonly target: string })[]): Promise<void>
  /** Remembers by which numbers something of nobody's is called. */
  call(tx: Tx, rows: readonly { readonly name: string; readonly id: string }[]): Promise<void>
  /** The texts that wait for these things (`waits`), and those that stand in one record with them. */
  waitingFor(tx: Tx, targets: readonly string[]): Promise<readonly (FoundText & { readonly waits: boolean })[]>
  /** The newest texts of these things, by their ids or by the numbers they are called by. */
  called(tx: Tx, things: readonly Thing[]): Promise<readonly FoundText[]>
  /** What its source called each of these patients. */
  patientNames(tx: Tx, patients: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export const wanted: StoreWanted = {
  async want(tx, rows) {
    if (rows.length > 0) await tx.query(want, [idArray(rows.map((row) => row.patient)), idArray(rows.map((row) => row.id)), idArray(rows.map((row) => row.target))])
  },
  async call(tx, rows) {
    if (rows.length > 0) await tx.query(call, [idArray(rows.map((row) => row.name)), idArray(rows.map((row) => row.id))])
  },
  waitingFor: async (tx, targets) => (targets.length === 0 ? [] : tx.query(waitingFor, [idArray([...targets])])),
  called: async (tx, things) => (things.length === 0 ? [] : tx.query(called, [idArray(things.map((one) => one.patient)), idArray(things.map((one) => one.id))])),
  patientNames: async (tx, patients) => new Map(patients.length === 0 ? [] : (await tx.query(patientNames, [[...patients]])).map((one) => [one.patient, one.sourceId])),
}
