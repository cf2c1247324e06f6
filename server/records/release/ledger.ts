// How do decisions become rows? One read and one write for a batch of any size; the same facts give the same rows.
import { type Id, type Statement, type Tx, type Value, statement } from '#kernel'
import type { Decision, decideFacts } from './decide.ts'
import { type DecidableRow, type Known, type Version, fromInstant, recordFacts, rulingAt, sameSpelling, toInstant, versionsToDecide } from './facts.ts'

type Decided = { readonly row: DecidableRow; readonly policy: number; readonly decision: Decision }
export type Plan = {
  readonly rows: readonly Decided[]
  readonly gone: readonly { readonly patient: Id; readonly policy: number; readonly record: Id; readonly kind: number; readonly filed: string }[]
  readonly waiting: readonly Decided[]
  readonly waitingGone: readonly { readonly patient: Id; readonly policy: number; readonly record: Id }[]
}

// Written in the order of their key, so that the rows of one kind and time lie together and a list touches few blocks.
// The heavy columns are copied inside the database; `offset 0` keeps it one look by key for each row, whatever the statistics say.
const writeLedger: Statement<never> = statement(
  'release.write',
  `insert into release_ledger as l (patient, policy, kind, filed, record, visit, labels, silent_until, kind_until, visible_from, reason, basis, who, received_at, removed_at, source, card, search)
  select d.patient, d.policy, s.kind, s.filed, d.record, s.visit, s.labels, d.silent_until, d.kind_until, d.visible_from, d.reason, d.basis, d.who, s.received_at, s.removed_at, s.source, s.card, s.search
  from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])
    as d(patient, policy, record, silent_until, kind_until, visible_from, reason, basis, who)
  cross join lateral (select kind, filed, visit, labels, received_at, removed_at, source, card, search from store_out where patient = d.patient and id = d.record offset 0) s
  order by d.patient, d.policy, s.kind, s.filed, d.record
  on conflict (patient, policy, kind, filed, record) do update set visit = excluded.visit, labels = excluded.labels, silent_until = excluded.silent_until, kind_until = excluded.kind_until, visible_from = excluded.visible_from,
    reason = excluded.reason, basis = excluded.basis, who = excluded.who, received_at = excluded.received_at, removed_at = excluded.removed_at, source = excluded.source, card = excluded.card, search = excluded.search
  where (l.visit, l.labels, l.silent_until, l.kind_until, l.visible_from, l.reason, l.basis, l.who, l.received_at, l.removed_at, l.source, l.card, l.search)
    is distinct from (excluded.visit, excluded.labels, excluded.silent_until, excluded.kind_until, excluded.visible_from, excluded.reason, excluded.basis, excluded.who, excluded.received_at, excluded.removed_at, excluded.source, excluded.card, excluded.search)`,
)
const dropLedger: Statement<never> = statement(
  'release.drop',
  `delete from release_ledger l using unnest($1::uuid[], $2::integer[], $3::smallint[], $4::timestamptz[], $5::uuid[]) as d(patient, policy, kind, filed, record)
  where l.patient = d.patient and l.policy = d.policy and l.kind = d.kind and l.filed = d.filed and l.record = d.record`,
)
const writeWaiting: Statement<never> = statement(
  'release.write_waiting',
  `insert into release_waiting as w (patient, policy, record, kind, labels, silent_until, kind_until, reason, basis)
  select * from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::smallint[], $5::integer[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::text[])
  on conflict (patient, policy, record) do update set kind = excluded.kind, labels = excluded.labels, silent_until = excluded.silent_until, kind_until = excluded.kind_until, reason = excluded.reason, basis = excluded.basis
  where (w.kind, w.labels, w.silent_until, w.kind_until, w.reason, w.basis) is distinct from (excluded.kind, excluded.labels, excluded.silent_until, excluded.kind_until, excluded.reason, excluded.basis)`,
)
const dropWaiting: Statement<never> = statement(
  'release.drop_waiting',
  `delete from release_waiting w using unnest($1::uuid[], $2::integer[], $3::uuid[]) as d(patient, policy, record)
  where w.patient = d.patient and w.policy = d.policy and w.record = d.record`,
)

const key = (patient: Id, policy: number, record: Id): string => `${patient} ${policy} ${record}`

function decideOne(row: DecidableRow, version: Version, { known, ruled, decide }: { readonly known: Known; readonly ruled: Version | null; readonly decide: typeof decideFacts }): Decision | null {
  const facts = { rules: version.rules, holds: known.holds.get(row.patient) ?? [], wishes: known.wishes.get(row.patient) ?? [], calls: known.calls.get(row.patient) ?? [] }
  return decide(recordFacts(row), facts, ruled?.rules ?? version.rules)
}

/** Works out what the ledger must say of these records, and which rows say otherwise. Pure. */
export function plan(batch: readonly DecidableRow[], known: Known, { now, decide, only }: { readonly now: number; readonly decide: typeof decideFacts; readonly only: number | null }): Plan {
  const rows: Decided[] = []
  const byHome = new Map<string, readonly Version[]>()
  for (const home of new Set(known.homes.values()))
    byHome.set(
      home,
      versionsToDecide(known.versions, home, now).filter((one) => only === null || one.policy === only),
    )
  for (const row of batch) {
    const home = known.homes.get(row.patient) ?? ''
    const ruled =
      row.removedAt === null
        ? null
        : rulingAt(
            known.versions.filter((one) => one.organization === home),
            toInstant(row.removedAt),
          )
    for (const version of byHome.get(home) ?? []) {
      const decision = decideOne(row, version, { known, ruled, decide })
      if (decision !== null) rows.push({ row, policy: version.policy, decision })
    }
  }
  // The only wait of a kind that is past needs no row.
  const waiting = rows.filter(({ decision }) => decision.kind !== null && decision.kindUntil > now)
  const touched = new Set([...byHome.values()].flat().map((one) => one.policy))
  const wanted = new Map(rows.map(({ row, policy }) => [key(row.patient, policy, row.id), `${row.kind} ${sameSpelling(row.filed)}`]))
  const wantedWaiting = new Set(waiting.map(({ row, policy }) => key(row.patient, policy, row.id)))
  return {
    rows,
    waiting,
    gone: known.written.filter((one) => touched.has(one.policy) && wanted.get(key(one.patient, one.policy, one.record)) !== `${one.kind} ${one.filed}`),
    waitingGone: known.waiting.filter((one) => touched.has(one.policy) && !wantedWaiting.has(key(one.patient, one.policy, one.record))),
  }
}

/** Writes a plan. The statements travel together; nothing is sent for what is empty. */
export async function write(tx: Tx, { rows, gone, waiting, waitingGone }: Plan): Promise<void> {
  const column = <Row>(of: readonly Row[], value: (row: Row) => string | number | null): Value => of.map(value)
  const sent: Promise<unknown>[] = []
  if (gone.length > 0) sent.push(tx.query(dropLedger, [column(gone, (one) => one.patient), column(gone, (one) => one.policy), column(gone, (one) => one.kind), column(gone, (one) => one.filed), column(gone, (one) => one.record)]))
  if (rows.length > 0) {
    sent.push(
      tx.query(writeLedger, [
        column(rows, ({ row }) => row.patient),
        column(rows, ({ policy }) => policy),
        column(rows, ({ row }) => row.id),
        column(rows, ({ decision }) => fromInstant(decision.silentUntil)),
        column(rows, ({ decision }) => fromInstant(decision.kindUntil)),
        column(rows, ({ decision }) => fromInstant(decision.visibleFrom)),
        column(rows, ({ decision }) => decision.reason),
        column(rows, ({ decision }) => decision.basis),
        column(rows, ({ decision }) => decision.who),
      ]),
    )
  }
  if (waitingGone.length > 0) sent.push(tx.query(dropWaiting, [column(waitingGone, (one) => one.patient), column(waitingGone, (one) => one.policy), column(waitingGone, (one) => one.record)]))
  if (waiting.length > 0) {
    sent.push(
      tx.query(writeWaiting, [
        column(waiting, ({ row }) => row.patient),
        column(waiting, ({ policy }) => policy),
        column(waiting, ({ row }) => row.id),
        column(waiting, ({ row }) => row.kind),
        column(waiting, ({ row }) => row.labels),
        column(waiting, ({ decision }) => fromInstant(decision.silentUntil)),
        column(waiting, ({ decision }) => fromInstant(decision.kindUntil)),
        column(waiting, ({ decision }) => decision.kind?.reason ?? null),
        column(waiting, ({ decision }) => decision.kind?.basis ?? null),
      ]),
    )
  }
  await Promise.all(sent)
}
