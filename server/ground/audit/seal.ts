// Can anybody change the trail unnoticed? Each line is sealed into a hash chain within a second of its commit, never inside
// a request (security.md R82): the sealer takes lines whose transaction is over, in the order of their transactions.
import { createHash } from 'node:crypto'
import { type Database, type Statement, type Tx, statement } from '#kernel'

type Unsealed = { readonly id: string; readonly xid: string; readonly canonical: string }
type Head = { readonly seq: string; readonly hash: Buffer; readonly event_xid: string }
type Sealed = { readonly seq: string; readonly hash: Buffer; readonly event: string; readonly canonical: string | null }

/** One text for a line, whatever reads it: fields in a fixed order, instants in UTC to the microsecond. */
const canonicalText = `jsonb_build_array(e.patient, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.id, e.kind, e.actor, e.actor_role, e.actor_name, e.record, e.record_kind, e.count, e.purpose, e.outcome, e.request, e.detail)::text`

const lock: Statement<never> = statement('audit.seal-lock', 'select pg_advisory_xact_lock(7041915)')
const head: Statement<Head> = statement('audit.seal-head', 'select seq, hash, event_xid from audit_seal order by seq desc limit 1')
// Below xmin every transaction is over: no line can still appear before one that is sealed.
const unsealed: Statement<Unsealed> = statement('audit.unsealed', `select e.id, e.xid, ${canonicalText} as canonical from audit_event e
  where e.xid >= $1::xid8 and e.xid < pg_snapshot_xmin(pg_current_snapshot()) and not exists (select 1 from audit_seal s where s.event = e.id)
  order by e.xid, e.id limit $2`)
const seal: Statement<never> = statement('audit.seal', 'insert into audit_seal (seq, event, event_xid, hash, sealed_at) select seq, event, xid::text::xid8, hash, app_now() from unnest($1::bigint[], $2::uuid[], $3::text[], $4::bytea[]) as t (seq, event, xid, hash)')
const readChain: Statement<Sealed> = statement('audit.chain', `select s.seq, s.hash, s.event, case when e.id is null then null else ${canonicalText} end as canonical
  from audit_seal s left join audit_event e on e.id = s.event where s.seq > $1 order by s.seq limit $2`)

const first = Buffer.alloc(32)
const link = (before: Buffer, canonical: string): Buffer => createHash('sha256').update(before).update(canonical).digest()

async function sealBatch(tx: Tx, most: number): Promise<number> {
  await tx.query(lock)
  const [last] = await tx.query(head)
  const lines = await tx.query(unsealed, [last?.event_xid ?? '0', most])
  if (lines.length === 0) return 0
  let hash = last?.hash ?? first
  let seq = BigInt(last?.seq ?? 0)
  const rows = lines.map((line) => {
    hash = link(hash, line.canonical)
    seq += 1n
    return { seq, event: line.id, xid: line.xid, hash }
  })
  await tx.query(seal, [rows.map((row) => row.seq), rows.map((row) => row.event), rows.map((row) => row.xid), rows.map((row) => row.hash)])
  return lines.length
}

export type Sealer = {
  /** Seals what is finished; returns how many lines. */
  sealNow(): Promise<number>
}

/** `database` is opened as the sealer's role, which can read the trail and add seals, and nothing else. */
export function openSealer(database: Database, mostAtOnce = 5_000): Sealer {
  return { sealNow: () => database.run((tx) => sealBatch(tx, mostAtOnce)) }
}

/** Walks the chain from its beginning; returns the number of the first line that does not fit, or null when all do. */
export async function verifyChain(database: Database, page = 5_000): Promise<{ lines: number; broken: number | null }> {
  let hash: Buffer = first
  let seq = 0
  for (;;) {
    const rows = await database.run((tx) => tx.query(readChain, [seq, page]))
    for (const row of rows) {
      const expected = row.canonical === null ? null : link(hash, row.canonical)
      if (Number(row.seq) !== seq + 1 || expected === null || !expected.equals(row.hash)) return { lines: seq, broken: seq + 1 }
      hash = row.hash
      seq += 1
    }
    if (rows.length < page) return { lines: seq, broken: null }
  }
}
