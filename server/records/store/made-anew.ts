// What does it take to make records anew from the texts that are kept? Which charts have texts of an older mapping, what no longer follows
// from their texts, and on which day the source took something back.
import { type Statement, type Tx, idArray, instantArray, statement } from '#kernel'
import { type DeliveryForm, type WrittenRow, nobody } from './rows.ts'

const writtenColumns = `r.patient, r.id, r.kind, r.filed, r.received_at as "receivedAt", r.final_at as "finalAt", r.labels, r.removed_at as "removedAt", r.same_as as "sameAs"`
const setRemaking: Statement<never> = statement('store.remaking', `select set_config('app.remaking', 'on', true)`)
/** Texts of before their delivery said its form are told by their type. */
const formOfText = `coalesce(d.form, case when w.type = 'ClinicalDocument' then 'ccda' when w.type ~ '^[A-Z]{3}(\\^|$)' then 'hl7v2' else 'fhir' end)`
const chartsOfOld: Statement<{ patient: string }> = statement('store.charts_of_old_mapping', `select distinct w.patient from store_raw w join store_delivery d on d.id = w.delivery
  where w.patient > $1 and w.patient <> '${nobody}' and w.mapping < $3 and ${formOfText} = $2 order by w.patient limit $4`)
const markMapped: Statement<never> = statement('store.mark_mapped', `update store_raw w set mapping = $3 from store_delivery d where d.id = w.delivery and w.patient = $1 and w.mapping < $3 and ${formOfText} = $2`)
// Records that were made of these texts and of nothing else, and no longer are. One that stands inside another is told there.
const dropStale: Statement<{ id: string }> = statement('store.drop_stale', `delete from store_record r where r.patient = $1 and not r.id = any ($3) and r.same_as is null
  and (r.id = any ($2) or exists (select 1 from store_part p where p.patient = r.patient and p.record = r.id and p.part = any ($2)))
  and not exists (select 1 from store_part p where p.patient = r.patient and p.record = r.id and not p.part = any ($2))
  returning r.id`)
const dropThese: Statement<{ id: string }> = statement('store.drop_these', 'delete from store_record where patient = $1 and id = any ($2) and same_as is null returning id')
const dropPartsOf: Statement<never> = statement('store.drop_parts_of', 'delete from store_part where patient = $1 and record = any ($2)')
const readRemoved: Statement<{ id: string; at: string }> = statement('store.removed_dates', 'select id, removed_at as at from store_record where patient = $1 and removed_at is not null')
const redate: Statement<WrittenRow> = statement('store.redate', `update store_record r set removed_at = t.at from unnest($2::uuid[], $3::timestamptz[]) as t (record, at)
  where r.patient = $1 and r.id = t.record and r.removed_at is not null and r.removed_at <> t.at returning ${writtenColumns}`)
const directoryPage: Statement<{ id: string; text: string; sourceId: string }> = statement('store.directory_page', `select w.id, w.text, w.source_id as "sourceId" from store_raw w
  where w.patient = '${nobody}' and w.id > $4 and w.organization = $1 and coalesce(w.space, w.organization) = $2 and w.type = any ($3) and not w.superseded order by w.id limit 2000`)

export type RemovedDates = ReadonlyMap<string, string>

export type StoreMadeAnew = {
  /** From here to its end, what this transaction overwrites is no earlier version of a record: it is our own reading that changed. */
  remaking(tx: Tx): Promise<void>
  /** The next charts that have texts of a form which an older mapping read, in the order of their ids. */
  chartsOfOldMapping(tx: Tx, ask: { readonly form: DeliveryForm; readonly mapping: number; readonly after: string; readonly limit: number }): Promise<readonly string[]>
  /** Says that all texts of a form in a chart were read by this mapping. */
  markMapped(tx: Tx, patient: string, read: { readonly form: DeliveryForm; readonly mapping: number }): Promise<void>
  /** Takes away records that were made of these texts alone and are not among those made of them now; tells which. */
  dropStale(tx: Tx, patient: string, made: { readonly texts: readonly string[]; readonly records: readonly string[] }): Promise<readonly string[]>
  /** Takes away records that nothing makes any more; tells which. One that stands inside another is told there. */
  drop(tx: Tx, patient: string, records: readonly string[]): Promise<readonly string[]>
  removedDates(tx: Tx, patient: string): Promise<RemovedDates>
  /** What the source took back stays taken back since the day it said so; tells what changed. */
  redate(tx: Tx, patient: string, dates: RemovedDates): Promise<readonly WrittenRow[]>
  /** Texts of an organization's people and places in a space, page by page: those after `after`. */
  directoryPage(tx: Tx, ask: { readonly organization: string; readonly space: string; readonly types: readonly string[]; readonly after: string }): Promise<readonly { readonly id: string; readonly text: string; readonly sourceId: string }[]>
}

export const madeAnew: StoreMadeAnew = {
  async remaking(tx) {
    await tx.query(setRemaking)
  },
  chartsOfOldMapping: async (tx, { form, mapping, after, limit }) => (await tx.query(chartsOfOld, [after, form, mapping, limit])).map((one) => one.patient),
  async markMapped(tx, patient, { form, mapping }) {
    await tx.query(markMapped, [patient, form, mapping])
  },
  async dropStale(tx, patient, { texts, records }) {
    const gone = (await tx.query(dropStale, [patient, idArray(texts), idArray(records)])).map((one) => one.id)
    if (gone.length > 0) await tx.query(dropPartsOf, [patient, gone])
    return gone
  },
  async drop(tx, patient, records) {
    if (records.length === 0) return []
    const gone = (await tx.query(dropThese, [patient, idArray(records)])).map((one) => one.id)
    if (gone.length > 0) await tx.query(dropPartsOf, [patient, gone])
    return gone
  },
  removedDates: async (tx, patient) => new Map((await tx.query(readRemoved, [patient])).map((one) => [one.id, one.at])),
  redate: async (tx, patient, dates) => (dates.size === 0 ? [] : tx.query(redate, [patient, idArray([...dates.keys()]), instantArray([...dates.values()])])),
  directoryPage: (tx, { organization, space, types, after }) => tx.query(directoryPage, [organization, space, types, after]),
}
