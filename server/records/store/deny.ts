// What of a record does a newer word of its own source deny? It is taken back as if its source had removed it; what it said stays.
import { type Statement, type Tx, idArray, statement } from '#kernel'
import type { WrittenRow } from './rows.ts'

const deny: Statement<WrittenRow> = statement('store.deny', `update store_record r set removed_at = app_now() from unnest($1::uuid[], $2::uuid[]) as t (patient, id)
  where r.patient = t.patient and r.id = t.id and r.removed_at is null
  returning r.patient, r.id, r.kind, r.filed, r.received_at as "receivedAt", r.final_at as "finalAt", r.labels, r.removed_at as "removedAt", r.same_as as "sameAs"`)

export type StoreDenies = {
  /** Takes back the records of these things; those that are not here leave nothing. A newer version that tells them anew brings them back. */
  deny(tx: Tx, things: readonly { readonly patient: string; readonly id: string }[]): Promise<readonly WrittenRow[]>
}

export const denies: StoreDenies = {
  deny: async (tx, things) => (things.length === 0 ? [] : tx.query(deny, [idArray(things.map((one) => one.patient)), idArray(things.map((one) => one.id))])),
}
