// How does what never was somebody's leave their chart? Everything that came by one link goes, as if it had never come; what also came
// otherwise stays, and is told to be made anew from what is left.
import { type Statement, type Tx, statement } from '#kernel'
import type { DeliveryForm, WrittenRow } from './rows.ts'

/** A text as it is kept, with how it came. */
export type KeptText = {
  readonly id: string; readonly version: Buffer; readonly type: string; readonly sourceId: string; readonly line: number; readonly text: string; readonly bytes: Buffer | null
  readonly organization: string; readonly space: string; readonly mapping: number; readonly receivedAt: string; readonly link: string | null
  readonly delivery: string; readonly source: string; readonly name: string; readonly form: DeliveryForm | null; readonly kind: string | null; readonly sentAt: string | null
}

export type TakenOut = {
  /** Records that are no more. */
  readonly gone: readonly string[]
  /** Records of which some texts are left: to be made anew. */
  readonly again: readonly string[]
  /** Records that stand for themselves now: what they said the same as is gone. */
  readonly alone: readonly WrittenRow[]
  /** When the first of what left had come, and by which deliveries. */
  readonly since: string
  readonly deliveries: readonly string[]
  /** How many texts left. */
  readonly texts: number
}

const nothingLeft = { gone: [], again: [], alone: [], since: 'infinity', deliveries: [], texts: 0 } as const

// A link is for one chart; what it tells more of may stand in another that was merged with it.
const patientsOfLink: Statement<{ patient: string }> = statement('store.patients_of_link', 'select distinct patient from store_raw where link = $1')
const deleteTexts: Statement<{ id: string; at: string; delivery: string }> = statement('store.take_texts', 'delete from store_raw where patient = $1 and link = $2 returning id, received_at as at, delivery')
// Of a thing that has other versions left, the newest of them rules again.
const ruleAgain: Statement<never> = statement('store.rule_again', `update store_raw w set superseded = false from (
    select distinct on (r.id) r.id, r.version from store_raw r where r.patient = $1 and r.id = any ($2) and not exists (select 1 from store_raw o where o.patient = r.patient and o.id = r.id and not o.superseded)
    order by r.id, r.as_of desc nulls last, r.source_version desc nulls last, r.received_at desc, r.line desc
  ) n where w.patient = $1 and w.id = n.id and w.version = n.version`)
const touchedBy: Statement<{ record: string }> = statement('store.touched_by', `select record from store_part where patient = $1 and part = any ($2)
  union select id from store_record where patient = $1 and id = any ($2)
  union select record from store_document where patient = $1 and id = any ($2)
  union select coalesce(c.id, b.document) from store_replaced b left join store_called c on c.name = b.document where b.patient = $1 and b.by_document = any ($2)
  union select p.record from store_replaced b left join store_called c on c.name = b.document join store_part p on p.patient = b.patient and p.part = coalesce(c.id, b.document) where b.patient = $1 and b.by_document = any ($2)`)
const dropParts: Statement<never> = statement('store.drop_parts', `delete from store_part p where p.patient = $1 and p.part = any ($2) and not exists (select 1 from store_raw w where w.patient = p.patient and w.id = p.part)`)
const dropDocuments: Statement<never> = statement('store.drop_documents', `delete from store_document d where d.patient = $1 and d.id = any ($2) and not exists (select 1 from store_raw w where w.patient = d.patient and w.id = d.id)`)
const dropReplaced: Statement<never> = statement('store.drop_replaced', `delete from store_replaced b where b.patient = $1 and b.by_document = any ($2) and not exists (select 1 from store_raw w where w.patient = b.patient and w.id = b.by_document)`)
const dropWanted: Statement<never> = statement('store.drop_wanted', `delete from store_wanted t where t.patient = $1 and t.text = any ($2) and not exists (select 1 from store_raw w where w.patient = t.patient and w.id = t.text)`)
// A document whose place was taken by one that is gone speaks again.
const speakAgain: Statement<{ record: string }> = statement('store.speak_again', `update store_document d set retired = false
  where d.patient = $1 and d.retired and not exists (select 1 from store_replaced b where b.patient = d.patient and b.document = d.id)
    and not exists (select 1 from store_document n where n.patient = d.patient and n.set_id = d.set_id and n.type is not distinct from d.type and n.version > d.version)
  returning d.record`)
const dropRecords: Statement<{ id: string }> = statement('store.drop_records', `delete from store_record r where r.patient = $1 and r.id = any ($2)
  and not exists (select 1 from store_part p join store_raw w on w.patient = p.patient and w.id = p.part where p.patient = r.patient and p.record = r.id)
  and not exists (select 1 from store_raw w where w.patient = r.patient and w.id = r.id)
  returning r.id`)
// What a record waits for counts from the first of what is left.
const resetRecords: Statement<never> = statement('store.reset_records', `update store_record r set as_of = null, received_at = greatest(r.received_at, coalesce((select min(w.received_at) from store_raw w
    where w.patient = r.patient and (w.id = r.id or w.id in (select p.part from store_part p where p.patient = r.patient and p.record = r.id))), r.received_at))
  where r.patient = $1 and r.id = any ($2)`)
const standAlone: Statement<WrittenRow> = statement('store.stand_alone', `update store_record set same_as = null where patient = $1 and same_as = any ($2)
  returning patient, id, kind, filed, received_at as "receivedAt", final_at as "finalAt", labels, removed_at as "removedAt", same_as as "sameAs"`)
// What a record said while another person's texts were in it is nobody's history.
const cleanse: Statement<never> = statement('store.cleanse', `delete from store_earlier e using store_record r where e.patient = $1 and e.record = any ($2) and r.patient = e.patient and r.id = e.record
  and (e.raw_version = r.raw_version or e.delivery = any ($3) or exists (select 1 from store_delivery d where d.id = e.delivery and d.received_at >= $4))`)

const textColumns = `w.id, w.version, w.type, w.source_id as "sourceId", w.line, w.text, w.bytes, w.organization, coalesce(w.space, w.organization) as space, w.mapping, w.received_at as "receivedAt", w.link,
  w.delivery, d.source, d.name, d.form, d.kind, d.sent_at as "sentAt"`
const textsOfRecords: Statement<KeptText> = statement('store.texts_of_records', `select ${textColumns} from store_raw w join store_delivery d on d.id = w.delivery
  where w.patient = $1 and not w.superseded and (w.id = any ($2) or w.id in (select p.part from store_part p where p.patient = $1 and p.record = any ($2)) or w.id in (select o.id from store_document o where o.patient = $1 and o.record = any ($2)))
  order by coalesce(w.as_of, w.received_at), w.received_at, w.line, w.id`)
const textsOfChart: Statement<KeptText> = statement('store.texts_of_chart', `select ${textColumns} from store_raw w join store_delivery d on d.id = w.delivery
  where w.patient = $1 and not w.superseded order by coalesce(w.as_of, w.received_at), w.received_at, w.line, w.id`)

export type StoreTakesOut = {
  /** The charts in which something came by a link. */
  patientsOf(tx: Tx, link: string): Promise<readonly string[]>
  /** Takes out of a chart what came by a link (role feed or operate). What it says of `again` follows by `write`, then `afterwards`. */
  takeOut(tx: Tx, patient: string, link: string): Promise<TakenOut>
  /** Forgets what records said while texts of somebody else were in them. */
  afterwards(tx: Tx, patient: string, taken: TakenOut): Promise<void>
  /** The texts that rule of what these records are made of, oldest first; of all records of a chart, without `records`. */
  textsOf(tx: Tx, patient: string, records: readonly string[] | null): Promise<readonly KeptText[]>
}

export const takesOut: StoreTakesOut = {
  patientsOf: async (tx, link) => (await tx.query(patientsOfLink, [link])).map((one) => one.patient),
  async takeOut(tx, patient, link) {
    const texts = await tx.query(deleteTexts, [patient, link])
    if (texts.length === 0) return nothingLeft
    const ids = [...new Set(texts.map((one) => one.id))]
    const [touched] = await Promise.all([tx.query(touchedBy, [patient, ids]), tx.query(ruleAgain, [patient, ids]), tx.query(dropParts, [patient, ids]), tx.query(dropDocuments, [patient, ids]), tx.query(dropReplaced, [patient, ids]), tx.query(dropWanted, [patient, ids])])
    const records = touched.map((one) => one.record)
    const [speaking, dropped] = await Promise.all([tx.query(speakAgain, [patient]), tx.query(dropRecords, [patient, records])])
    const gone = dropped.map((one) => one.id)
    // What was told inside a record that is gone speaks for itself again.
    const alone = await tx.query(standAlone, [patient, gone])
    const again = [...new Set([...records.filter((one) => !gone.includes(one)), ...speaking.map((one) => one.record), ...alone.map((one) => one.id)])]
    await tx.query(resetRecords, [patient, again])
    return { gone, again, alone, since: texts.map((one) => one.at).sort()[0] ?? 'infinity', deliveries: [...new Set(texts.map((one) => one.delivery))], texts: texts.length }
  },
  async afterwards(tx, patient, { again, deliveries, since }) {
    if (again.length > 0) await tx.query(cleanse, [patient, again, deliveries, since])
  },
  textsOf: (tx, patient, records) => (records === null ? tx.query(textsOfChart, [patient]) : tx.query(textsOfRecords, [patient, records])),
}
