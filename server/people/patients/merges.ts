// Which two charts are one human, since when, and who said so? Dated facts; of two statements about a pair the later one counts,
// whichever comes first.
import { type Id, Refusal, type Statement, type Tx, newId, statement } from '#kernel'

// One merge at a time in the whole house: groups reach across charts that no single row locks.
const lockMerges: Statement<never> = statement('patients.lock_merges', `select pg_advisory_xact_lock(hashtextextended('patients-merge', 0))`)
const insertMerge: Statement<never> = statement('patients.merge', `insert into patients_merge (id, patient, other, valid_from) values ($1, $2, $3, app_now())`)
const endMerge: Statement<{ patient: Id; other: Id }> = statement('patients.unmerge', `update patients_merge set valid_until = app_now() where id = $1 and valid_until = 'infinity' returning patient, other`)
const regroup: Statement<never> = statement('patients.regroup', `select patients_regroup($1)`)
const alike: Statement<{ member: Id }> = statement('patients.alike', `select member from patients_alike where patient = $1 and valid_from <= app_now() and app_now() < valid_until order by member`)

const goOn: Statement<never> = statement('patients.continue', `select patients_continue($1)`)

type Pair = { id: Id; open: boolean; said: string | null }
const readPair: Statement<Pair> = statement('patients.merges_of_pair', `select id, valid_until = 'infinity' as open, coalesce(ended_said_at, case when valid_until = 'infinity' then coalesce(said_at, valid_from) else valid_until end) as said
  from patients_merge where (patient = $1 and other = $2) or (patient = $2 and other = $1) order by open desc, said desc limit 1`)
const insertSaid: Statement<never> = statement('patients.merge_said', `insert into patients_merge (id, patient, other, valid_from, source, said_at) values ($1, $2, $3, app_now(), $4, coalesce($5, app_now()))`)
const endSaid: Statement<never> = statement('patients.unmerge_said', `update patients_merge set valid_until = app_now(), ended_said_at = coalesce($2, app_now()) where id = $1`)
const insertEnded: Statement<never> = statement('patients.unmerge_first', `insert into patients_merge (id, patient, other, valid_from, valid_until, source, said_at, ended_said_at) values ($1, $2, $3, app_now(), app_now(), $4, coalesce($5, app_now()), coalesce($5, app_now()))`)
const countSaid: Statement<{ n: number }> = statement('patients.merges_said_since', `select count(*)::int as n from patients_merge where source = $1 and valid_from > $2`)

/** A merge as it stands or stood: `survivor` goes on, where a source said which. */
export type Merge = { readonly id: Id; readonly survivor: string; readonly retired: string; readonly from: string; /** Null: it holds. */ readonly until: string | null; /** Null: an operator made it. */ readonly source: string | null }
const readMerges: Statement<Merge> = statement('patients.merges_of', `select m.id, s.mrn as survivor, r.mrn as retired, m.valid_from as "from", case when m.valid_until < 'infinity' then m.valid_until end as until, m.source
  from patients_merge m join patients_patient s on s.id = m.patient join patients_patient r on r.id = m.other
  where s.organization = $1 and ($2::text is null or s.mrn = $2 or r.mrn = $2) and m.valid_until > m.valid_from order by m.valid_from desc, m.id limit 500`)

/** What a source says of two charts: which one goes on, which one ends. `asOf`: when it said it (ISO 8601 with a zone). */
export type SaidOfPair = { readonly survivor: Id; readonly retired: Id; readonly source: string; readonly asOf: string | undefined }

export type Merges = {
  /** From now on these two charts are read as one human, together with all they are already tied to (role operate). */
  merge(tx: Tx, patient: Id, other: Id): Promise<{ readonly mergeId: Id }>
  /** Ends one merge now; charts tied by others stay tied. Refuses `not-found` when it is unknown or ended. */
  unmerge(tx: Tx, mergeId: Id): Promise<{ readonly patients: readonly Id[] }>
  /** A source merges two charts. False: they are merged already, or it was taken back later than this was said (role feed or operate). */
  mergeSaid(tx: Tx, said: SaidOfPair): Promise<boolean>
  /** A source says that these two are not one: ends exactly their merge, and keeps an older statement that comes late from making it anew. */
  unmergeSaid(tx: Tx, said: SaidOfPair): Promise<boolean>
  /** Merges of an organization, newest first; of one number, where it is named (role operate). */
  mergesOf(tx: Tx, organization: string, mrn: string | null): Promise<readonly Merge[]>
  /** How many merges this source made since an instant? */
  mergesSince(tx: Tx, source: string, since: Date): Promise<number>
  /** The charts read together with this one now, itself among them (role feed or operate). */
  alike(tx: Tx, patient: Id): Promise<readonly Id[]>
}

const older = (asOf: string | undefined, pair: Pair): boolean => asOf !== undefined && pair.said !== null && Date.parse(asOf) < Date.parse(pair.said)

async function pairOf(tx: Tx, { survivor, retired }: SaidOfPair): Promise<Pair | undefined> {
  const [, [pair]] = await Promise.all([tx.query(lockMerges), tx.query(readPair, [survivor, retired])])
  return pair
}

export const merges: Merges = {
  async merge(tx, patient, other) {
    const mergeId = newId()
    await Promise.all([tx.query(lockMerges), tx.query(insertMerge, [mergeId, patient, other]), tx.query(regroup, [[patient, other]])])
    return { mergeId }
  },
  async unmerge(tx, mergeId) {
    const [, [ended]] = await Promise.all([tx.query(lockMerges), tx.query(endMerge, [mergeId])])
    if (ended === undefined) throw new Refusal('not-found', 'no such merge, or it has ended')
    await Promise.all([tx.query(regroup, [[ended.patient, ended.other]]), tx.query(goOn, [[ended.patient, ended.other]])])
    return { patients: [ended.patient, ended.other] }
  },
  async mergeSaid(tx, said) {
    const pair = await pairOf(tx, said)
    if (pair !== undefined && (pair.open || older(said.asOf, pair))) return false
    await Promise.all([tx.query(insertSaid, [newId(), said.survivor, said.retired, said.source, said.asOf ?? null]), tx.query(regroup, [[said.survivor, said.retired]]), tx.query(goOn, [[said.survivor, said.retired]])])
    return true
  },
  async unmergeSaid(tx, said) {
    const pair = await pairOf(tx, said)
    if (pair !== undefined && older(said.asOf, pair)) return false
    if (pair === undefined || !pair.open) {
      await tx.query(insertEnded, [newId(), said.survivor, said.retired, said.source, said.asOf ?? null])
      return false
    }
    await Promise.all([tx.query(endSaid, [pair.id, said.asOf ?? null]), tx.query(regroup, [[said.survivor, said.retired]]), tx.query(goOn, [[said.survivor, said.retired]])])
    return true
  },
  mergesOf: (tx, organization, mrn) => tx.query(readMerges, [organization, mrn]),
  mergesSince: async (tx, source, since) => (await tx.query(countSaid, [source, since]))[0]?.n ?? 0,
  alike: async (tx, patient) => (await tx.query(alike, [patient])).map((row) => row.member),
}
