// What does the chart ask of the database? Only the SQL door of release, always led by the patients of the viewer.
import { type Statement, statement } from '#kernel'
import type { Clinical } from '../../../contract/clinical.ts'
import type { RecordCard } from '../../../contract/record-card.ts'

/** One line of the ledger the viewer may be told of. */
export type LedgerRow = {
  readonly patient: string
  readonly record: string
  readonly kind: number
  /** ISO instant for order; '-infinity' when the record has no date. */
  readonly filed: string
  readonly visit: string | null
  /** False: only its name and why it waits may be told. */
  readonly shown: boolean
  readonly visibleFrom: string
  readonly reason: string | null
  readonly basis: string | null
  readonly who: string | null
  readonly receivedAt: string
  readonly source: string
  readonly card: RecordCard
}

export type BodyRow = { readonly patient: string; readonly record: string; readonly kind: number; readonly body: Clinical }
export type KindWaits = { readonly patient: string; readonly kind: number; readonly reason: string; readonly basis: string | null; readonly count: number }

const row = (alias: string) => ['patient', 'record', 'kind', 'filed', 'visit', 'shown', 'visible_from as "visibleFrom"', 'reason', 'basis', 'who', 'received_at as "receivedAt"', 'source', 'card'].map((column) => `${alias}.${column}`).join(', ')

/** [patients]. Cards are opened only for what home says: whether a medicine is taken, whether "no allergies" was said, who was seen (parted by U+001F). */
export const countKinds: Statement<{ kind: number; shown: number; waiting: number; active: number; none: number; who: string | null; first: string | null; last: string | null }> = statement(
  'chart.count_kinds',
  `select kind,
  count(*) filter (where shown)::int as shown, count(*) filter (where not shown)::int as waiting,
  count(*) filter (where kind = 6 and (card->>'active')::boolean)::int as active,
  count(*) filter (where kind in (6, 8, 9) and (card->>'saidNone')::boolean)::int as none,
  string_agg(card->>'who', E'\\x1f') filter (where kind = 3) as who,
  min(filed) filter (where shown and filed > '-infinity') as first, max(filed) filter (where shown and filed > '-infinity') as last
  from (select kind, shown, filed, case when kind in (3, 6, 8, 9) and shown then card end as card from release_out where patient = any ($1)) one group by kind`,
)

/** [patients, kinds, limit]: what came in last. */
export const newestReceived: Statement<LedgerRow> = statement(
  'chart.newest_received',
  `select ${row('o')} from release_out o
  where o.patient = any ($1) and o.kind = any ($2) and o.shown order by o.received_at desc, o.filed desc, o.record limit $3`,
)

/** An order of the last year that no result answers. */
const openOrder = `o.kind = 12 and o.shown and o.card->>'status' = 'active' and o.filed > app_now() - interval '1 year'
    and not exists (select 1 from release_out r where r.patient = o.patient and r.kind in (1, 2) and r.filed >= o.filed - interval '1 day'
      -- An order for a later day is not answered by a result from long before that day.
      and r.filed >= case when o.card->>'expected' ~ '^\\d{4}-\\d{2}-\\d{2}' then (left(o.card->>'expected', 10)::date - 45)::timestamptz else '-infinity' end
      and (r.card->>'code' = o.card->>'code' or lower(r.card->>'name') = lower(o.card->>'name')))`

/** [patients, kinds]: what is here, or ordered, but not to be seen yet. What ever waited has an index of its own (visible_from > '-infinity'). */
export const onTheWay: Statement<LedgerRow> = statement(
  'chart.on_the_way',
  `select ${row('o')} from release_out o
  where o.patient = any ($1) and o.visible_from > (select app_now()) and o.visible_from > '-infinity' and o.kind = any ($2)
  union all
  select ${row('o')} from release_out o where o.patient = any ($1) and o.kind = any ($2) and ${openOrder}
  order by filed desc, record limit 60`,
)

/** [patients, "lab" or "imaging", from of each patient, to of each patient]: what was ordered and has no result yet. */
export const ordered: Statement<LedgerRow> = statement(
  'chart.ordered',
  `select ${row('o')} from release_out o where o.patient = any ($1) and coalesce(o.card->>'of', 'lab') = $2
    and ($3::timestamptz[] is null or o.filed >= ($3::timestamptz[])[array_position($1::uuid[], o.patient)])
    and ($4::timestamptz[] is null or o.filed < ($4::timestamptz[])[array_position($1::uuid[], o.patient)]) and ${openOrder}
  order by filed desc, record limit 60`,
)

/** [patients] */
export const kindWaits: Statement<KindWaits> = statement('chart.kind_waits', 'select patient, kind, reason, basis, count from release_kind_waits where patient = any ($1) order by kind, reason')

/** [patients, limit] */
export const comingAppointments: Statement<LedgerRow> = statement(
  'chart.coming_appointments',
  `select ${row('o')} from release_out o
  where o.patient = any ($1) and o.kind = 10 and o.shown and o.filed >= app_now() and coalesce(o.card->>'status', 'booked') in ('booked', 'unknown') order by o.filed, o.record limit $2`,
)

/** [patients, kinds, from of each patient, to of each patient, filed and record of the last row of the page before, limit]: newest first. */
export const listed: Statement<LedgerRow> = statement(
  'chart.listed',
  `select ${row('o')} from release_out o
  where o.patient = any ($1) and o.kind = any ($2)
    and ($3::timestamptz[] is null or o.filed >= ($3::timestamptz[])[array_position($1::uuid[], o.patient)])
    and ($4::timestamptz[] is null or o.filed < ($4::timestamptz[])[array_position($1::uuid[], o.patient)])
    and ($5::timestamptz is null or (o.filed, o.record) < ($5::timestamptz, $6::uuid))
  order by o.filed desc, o.record desc limit $7`,
)

/** [patients, kinds, froms, tos]: how many in the filter, and in all; the first and last dates of all. */
export const counted: Statement<{ inFilter: number; inAll: number; first: string | null; last: string | null }> = statement(
  'chart.counted',
  `select
  count(*) filter (where ($3::timestamptz[] is null or filed >= ($3::timestamptz[])[array_position($1::uuid[], patient)])
    and ($4::timestamptz[] is null or filed < ($4::timestamptz[])[array_position($1::uuid[], patient)]))::int as "inFilter",
  count(*)::int as "inAll", min(filed) filter (where filed > '-infinity') as first, max(filed) filter (where filed > '-infinity') as last
  from release_out where patient = any ($1) and kind = any ($2) and shown`,
)

/** [patients, from of each, to of each]: the visits that lists group by. */
export const visitsNamed: Statement<LedgerRow> = statement(
  'chart.visits_named',
  `select ${row('v')} from release_out v
  where v.patient = any ($1) and v.kind = 3 and v.shown
    and ($2::timestamptz is null or v.filed >= $2::timestamptz - interval '400 days') and ($3::timestamptz is null or v.filed < $3::timestamptz)`,
)

/** [patients, record]: the thing itself and everything of its visit, the visit among them. */
export const family: Statement<LedgerRow> = statement(
  'chart.family',
  `with it as materialized (select patient, record, visit from release_out where patient = any ($1) and record = $2)
  select ${row('o')} from it join release_out o on o.patient = it.patient
  where o.record = it.record or o.visit = it.record or (it.visit is not null and (o.visit = it.visit or o.record = it.visit))
  order by o.kind, o.filed, o.record`,
)

/** [patients, records] */
export const bodies: Statement<BodyRow> = statement(
  'chart.bodies',
  `select patient, record, kind, body from release_body where patient = any ($1) and record = any ($2)`,
)

/** By which message or file a record is as it is; `asOf`: when its source wrote this version; `entries`: places in the file, from 1. */
export type ProvenanceRow = { readonly record: string; readonly delivery: string; readonly asOf: string | null; readonly source: string; readonly sourceName: string; readonly form: string | null; readonly message: string | null; readonly sentAt: string | null; readonly cameAt: string; readonly entries: readonly number[] | null; readonly mapping: number | null }

/** [patients, records] */
export const provenances: Statement<ProvenanceRow> = statement(
  'chart.provenance',
  `select record, delivery, as_of as "asOf", source, source_name as "sourceName", form, message, sent_at as "sentAt", came_at as "cameAt", entries, mapping
  from release_provenance where patient = any ($1) and record = any ($2)`,
)

/** A version that a newer one took the place of. */
export type EarlierRow = { readonly record: string; readonly kind: number; readonly body: Clinical; readonly removed: boolean; readonly at: string }

/** [patients, records]: oldest first. */
export const earlierVersions: Statement<EarlierRow> = statement(
  'chart.earlier_versions',
  `select record, kind, body, removed, coalesce(as_of, came_at) as at from release_earlier where patient = any ($1) and record = any ($2) order by record, coalesce(as_of, came_at), came_at`,
)

/** [patients, record]: the file behind a clinical document. */
export const originals: Statement<{ readonly patient: string; readonly kind: number; readonly name: string; readonly bytes: Buffer | null }> = statement('chart.original', `select patient, kind, name, bytes from release_original where patient = any ($1) and record = $2`)

/** [patients, records] */
export const named: Statement<LedgerRow> = statement('chart.named', `select ${row('o')} from release_out o where o.patient = any ($1) and o.record = any ($2) order by o.filed desc, o.record desc`)

export type PastValue = { readonly patient: string; readonly record: string; readonly filed: string; readonly date: string | null; readonly lab: string | null; readonly value: Clinical & { kind: 'lab-result' } extends { values: readonly (infer V)[] } ? V : never }

/** [patients, before, codes]: earlier values of the same tests, newest first. */
export const pastValues: Statement<PastValue> = statement(
  'chart.past_values',
  `select o.patient, o.record, o.filed, o.card->>'date' as date, b.body->>'lab' as lab, v as value
  from (select * from release_out where patient = any ($1) and kind = 1 and shown and filed < $2 order by filed desc limit 150) o
  join release_body b on b.patient = o.patient and b.record = o.record
  cross join lateral jsonb_array_elements(b.body->'values') v
  where v->'name'->>'code' = any ($3) order by o.filed desc, o.record desc`,
)

/** [patients, limit] */
export const doctorsSeen: Statement<{ who: string; role: string | null; place: string | null; patient: string; times: number; last: string; lastDate: string | null; first: string }> = statement(
  'chart.doctors_seen',
  `select who, (array_agg(role order by filed desc) filter (where role is not null))[1] as role,
  (array_agg(place order by filed desc) filter (where place is not null))[1] as place, (array_agg(patient order by filed desc))[1] as patient,
  count(*)::int as times, max(filed) as last, (array_agg(date order by filed desc))[1] as "lastDate", min(filed) as first
  from (select patient, filed, card->>'who' as who, card->>'whoRole' as role, coalesce(card->>'place', card->>'organization') as place, card->>'date' as date from release_out
    where patient = any ($1) and kind = 3 and shown and card->>'who' is not null and filed > '-infinity' and filed <= app_now()) seen
  group by who order by max(filed) desc, who limit $2`,
)

/** [patients, kinds or null, froms, tos, patterns, limit, month and day ("04-12", "04") or null, zone of each patient]: every pattern must fit. */
export const found: Statement<LedgerRow> = statement(
  'chart.found',
  `select ${row('o')} from release_out o
  where o.patient = any ($1) and ($2::smallint[] is null or o.kind = any ($2))
    and ($3::timestamptz[] is null or o.filed >= ($3::timestamptz[])[array_position($1::uuid[], o.patient)])
    and ($4::timestamptz[] is null or o.filed < ($4::timestamptz[])[array_position($1::uuid[], o.patient)])
    and lower(concat_ws(' ', o.search, o.card->>'name', o.card->>'who', o.card->>'place', o.card->>'organization', 'code:' || (o.card->>'code') || ':')) ~ all ($5::text[])
    and ($7::text is null or (o.filed > '-infinity' and to_char(o.filed at time zone ($8::text[])[array_position($1::uuid[], o.patient)], 'MM-DD') like $7 || '%'))
    and (o.kind <> 10 or o.filed >= app_now() or $2 = array[10::smallint])
  order by o.filed desc, o.record desc limit $6`,
)

export const saveSearch: Statement<never> = statement('chart.save_search', 'insert into chart_search (id, person, words, day_from, day_to, kind, made_at) values ($1, app_person(), $2, $3, $4, $5, app_now())')
export const forgetSearches: Statement<never> = statement('chart.forget_searches', `delete from chart_search where made_at <= app_now() - interval '24 hours' and person = app_person()`)
export const purgeSearches: Statement<never> = statement('chart.purge_searches', `delete from chart_search where made_at <= app_now() - interval '24 hours'`)
export const readSearch: Statement<{ words: string; from: string | null; to: string | null; kind: number | null }> = statement('chart.read_search', `select words, day_from as "from", day_to as "to", kind from chart_search where id = $1 and made_at > app_now() - interval '24 hours'`)
