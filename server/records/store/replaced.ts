// Which documents took the place of which, where documents are things of their own and may come in any order? (Of C-CDA, `writeDocument` says it.)
import { type Statement, type Tx, idArray, statement } from '#kernel'
import type { WrittenRow } from './rows.ts'
import type { Thing } from './wanted.ts'

/** A replaced document is still there to read, as an older version; a replaced report of pictures is taken back. */
export const asOlder = `body = case when r.body ->> 'kind' = 'imaging-report' then r.body else jsonb_set(r.body, '{status}', '"superseded"') end, card = case when r.body ->> 'kind' = 'imaging-report' then r.card else jsonb_set(r.card, '{status}', '"superseded"') end,
    removed_at = case when r.body ->> 'kind' = 'imaging-report' then coalesce(r.removed_at, app_now()) else r.removed_at end`

const call: Statement<never> = statement('store.call_document', `insert into store_called (name, id) select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`)
const note: Statement<never> = statement('store.replaces', `insert into store_replaced (patient, document, by_document) select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (patient, target, newer) where target <> newer on conflict do nothing`)
// Those that came and were replaced before, and those whose place was taken now; what one of them said of a whole list goes with it.
const mark: Statement<WrittenRow> = statement('store.mark_older', `with gone as (
    select n.patient, n.id from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as n (patient, id, name) join store_replaced b on b.patient = n.patient and b.document = n.name
    union select patient, id from unnest($4::uuid[], $5::uuid[]) as t (patient, id)
    union select t.patient, c.id from unnest($4::uuid[], $5::uuid[]) as t (patient, name) join store_called c on c.name = t.name
  ), older as (
    update store_record r set ${asOlder} from gone g where r.patient = g.patient and r.id = g.id and r.removed_at is null and r.body ->> 'status' is distinct from 'superseded'
    returning r.*
  ), silent as (
    update store_record r set removed_at = app_now() from gone g join store_part p on p.patient = g.patient and p.part = g.id
    where r.patient = p.patient and r.id = p.record and r.id <> g.id and r.removed_at is null and r.body -> 'saidNone' = 'true'
      and not exists (select 1 from store_part o where o.patient = r.patient and o.record = r.id and o.part <> g.id)
    returning r.*
  )
  select r.patient, r.id, r.kind, r.filed, r.received_at as "receivedAt", r.final_at as "finalAt", r.labels, r.removed_at as "removedAt", r.same_as as "sameAs" from (select * from older union all select * from silent) r`)

/** A document that came: the ids of its names (the first is its own), and of those whose place it takes. */
export type DocumentPlace = { readonly patient: string; readonly names: readonly string[]; readonly replaces: readonly string[] }

export type StoreReplaced = {
  /** Says of documents that are written what they replace; gives back the records that changed. */
  placeDocuments(tx: Tx, documents: readonly DocumentPlace[]): Promise<readonly WrittenRow[]>
}

const columns = (rows: readonly (Thing & { readonly of: string })[]) => [idArray(rows.map((row) => row.patient)), idArray(rows.map((row) => row.id)), idArray(rows.map((row) => row.of))] as const

export const replaced: StoreReplaced = {
  async placeDocuments(tx, documents) {
    if (documents.length === 0) return []
    const named = documents.flatMap(({ patient, names }) => names.map((of) => ({ patient, id: names[0] ?? of, of })))
    const replacing = documents.flatMap(({ patient, names, replaces }) => replaces.map((id) => ({ patient, id, of: names[0] ?? id })))
    const numbers = named.filter((one) => one.of !== one.id)
    const [patients, ids, names] = columns(named)
    const [chart, targets, newer] = columns(replacing)
    const [changed] = await Promise.all([
      (numbers.length === 0 ? Promise.resolve() : tx.query(call, [idArray(numbers.map((one) => one.of)), idArray(numbers.map((one) => one.id))])).then(() => tx.query(mark, [patients, ids, names, chart, targets])),
      replacing.length === 0 ? [] : tx.query(note, [chart, targets, newer]),
    ])
    return changed
  },
}
