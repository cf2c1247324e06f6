// Which two charts are one human, since when, and who said so? Dated facts; of two statements about a pair the later one counts,
// whichever comes first.
import { type Id, Refusal, type Statement, type Tx, isId, newId, statement } from '#kernel'

// One merge at a time in the whole house: groups reach across charts that no single row locks.
const lockMerges: Statement<never> = statement('patients.lock_merges', `select pg_advisory_xact_lock(hashtextextended('patients-merge', 0))`)
const insertMerge: Statement<never> = statement('patients.merge', `insert into patients_merge (id, patient, other, valid_from) values ($1, $2, $3, app_now())`)
// Of both charts, so that nobody ends what reaches into another organization than theirs; whatever ties these two, a source's message and its link.
const endMerge: Statement<{ patient: Id; other: Id }> = statement('patients.unmerge', `update patients_merge m set valid_until = app_now(), ended_by = $2, ended_by_name = $3, ended_reason = $4 where m.valid_until = 'infinity'
  and exists (select 1 from patients_merge c where c.id = $1 and c.valid_until = 'infinity' and ((c.patient = m.patient and c.other = m.other) or (c.patient = m.other and c.other = m.patient)))
  and ($5::text is null or not exists (select 1 from patients_patient p where p.id in (m.patient, m.other) and p.organization <> $5)) returning m.patient, m.other`)
const regroup: Statement<never> = statement('patients.regroup', `select patients_regroup($1)`)
const alike: Statement<{ member: Id }> = statement('patients.alike', `select member from patients_alike where patient = $1 and valid_from <= app_now() and app_now() < valid_until order by member`)

const merged: Statement<{ patient: Id }> = statement('patients.merged_among', `select distinct patient from patients_alike where patient = any ($1) and member <> patient and valid_from <= app_now() and app_now() < valid_until`)

const goOn: Statement<never> = statement('patients.continue', `select patients_continue($1)`)

type Pair = { open: boolean; link: boolean; said: string | null; denied: string | null }
const ofPair = (m: string) => `((${m}patient = $1 and ${m}other = $2) or (${m}patient = $2 and ${m}other = $1))`
const readPair: Statement<Pair> = statement('patients.merges_of_pair', `select valid_until = 'infinity' as open, claim is not null as link, coalesce(ended_said_at, case when valid_until = 'infinity' then coalesce(said_at, valid_from) else valid_until end) as said,
    (select max(coalesce(d.ended_said_at, d.valid_until)) from patients_merge d where ${ofPair('d.')} and d.valid_until < 'infinity' and d.claim is distinct from 'link-gone') as denied
  from patients_merge where ${ofPair('')} and claim is distinct from 'link-gone' order by open desc, claim is null desc, said desc limit 1`)
const insertSaid: Statement<never> = statement('patients.merge_said', `insert into patients_merge (id, patient, other, valid_from, source, said_at, said_in, claim) values ($1, $2, $3, app_now(), $4, coalesce($5, app_now()), $6, $7)`)
const endSaid: Statement<never> = statement('patients.unmerge_said', `update patients_merge set valid_until = app_now(), ended_said_at = coalesce($3, app_now()) where ${ofPair('')} and valid_until = 'infinity'`)
const endLink: Statement<{ id: Id }> = statement('patients.link_gone', `update patients_merge set valid_until = app_now(), ended_said_at = coalesce($3, app_now()), claim = 'link-gone' where ${ofPair('')} and valid_until = 'infinity' and claim = 'link' returning id`)
const insertEnded: Statement<never> = statement('patients.unmerge_first', `insert into patients_merge (id, patient, other, valid_from, valid_until, source, said_at, ended_said_at) values ($1, $2, $3, app_now(), app_now(), $4, coalesce($5, app_now()), coalesce($5, app_now()))`)
const countSaid: Statement<{ n: number }> = statement('patients.merges_said_since', `select count(*)::int as n from patients_merge where source = $1 and valid_from > $2`)

/** A merge as it stands or stood: `survivor` goes on, where a source said which. `patient` and `other` are their charts. */
export type Merge = {
  readonly id: Id
  readonly patient: Id
  readonly other: Id
  readonly survivor: string
  readonly retired: string
  readonly from: string
  /** Null: it holds. */
  readonly until: string | null
  /** Null: an operator made it. */
  readonly source: string | null
  /** The delivery by which the source said it; null: no source did, or before that was kept. */
  readonly saidIn: string | null
  /** Who said that they are two people, and why; null: it holds, or its source ended it. */
  readonly endedBy: string | null
  readonly endedReason: string | null
}
const columns = `m.id, m.patient, m.other, s.mrn as survivor, r.mrn as retired, m.valid_from as "from", case when m.valid_until < 'infinity' then m.valid_until end as until, m.source, m.said_in as "saidIn", m.ended_by_name as "endedBy", m.ended_reason as "endedReason"
  from patients_merge m join patients_patient s on s.id = m.patient join patients_patient r on r.id = m.other`
const readMerges: Statement<Merge> = statement('patients.merges_of', `select ${columns}
  where s.organization = $1 and ($2::text is null or s.mrn = $2 or r.mrn = $2) and m.valid_until > m.valid_from order by m.valid_from desc, m.id limit 500`)
const readHolding: Statement<Merge> = statement('patients.merges_holding', `select ${columns}
  where s.organization = $1 and r.organization = $1 and m.valid_until = 'infinity' and ($2::uuid is null or (m.valid_from, m.id) < (select b.valid_from, b.id from patients_merge b where b.id = $2)) order by m.valid_from desc, m.id desc limit $3`)
const readParted: Statement<Merge> = statement('patients.merges_parted', `select ${columns}
  where s.organization = $1 and r.organization = $1 and m.ended_by_name is not null order by m.valid_until desc, m.id limit $2`)
const readMerge: Statement<Merge> = statement('patients.merge_by_id', `select ${columns} where m.id = $1 and s.organization = $2 and r.organization = $2`)
const readTies: Statement<Merge> = statement('patients.merges_among', `select ${columns} where m.valid_until = 'infinity' and (m.patient = any ($1) or m.other = any ($1)) order by m.valid_from desc, m.id`)
// Of a pair the newest merge that held counts; and what a source said before somebody ended it, the end has answered already.
const readPartedBetween: Statement<{ id: Id }> = statement('patients.parted_between', `select m.id from patients_merge m
  where m.ended_by_name is not null and ((m.patient = any ($1) and m.other = any ($2)) or (m.patient = any ($2) and m.other = any ($1)))
    and not exists (select 1 from patients_merge n where n.id <> m.id and n.valid_until > n.valid_from and n.valid_from >= m.valid_until and ((n.patient = m.patient and n.other = m.other) or (n.patient = m.other and n.other = m.patient)))
    and ($4::timestamptz is null or $4 >= m.valid_until or not (m.patient = any ($3) and m.other = any ($3))) limit 1`)

/** What a source says of two charts: which one goes on, which one ends. `asOf`: when it said it (ISO 8601 with a zone). */
export type SaidOfPair = { readonly survivor: Id; readonly retired: Id; readonly source: string; readonly asOf: string | undefined; /** The delivery that says it. */ readonly saidIn?: Id; /** It says so by a link of one Patient to the other. */ readonly link?: boolean }

/** Who ends a merge: staff of one organization, or an operator (organization null). */
export type EndingMerge = { readonly person: Id | null; readonly name: string; readonly organization: string | null; readonly reason: string }

export type Merges = {
  /** From now on these two charts are read as one human, together with all they are already tied to (role operate). */
  merge(tx: Tx, patient: Id, other: Id): Promise<{ readonly mergeId: Id }>
  /** Says that two charts are two people's: ends this merge and every other of the two now; charts tied through a third stay tied. Refuses `not-found` when it is unknown, ended, or not all of their organization. */
  unmerge(tx: Tx, mergeId: Id, ended: EndingMerge): Promise<{ readonly patients: readonly Id[] }>
  /** A source merges two charts. False: they are merged already, or it was taken back later than this was said (role feed or operate). */
  mergeSaid(tx: Tx, said: SaidOfPair): Promise<boolean>
  /** A source says that these two are not one: ends exactly their merge, and keeps an older statement that comes late from making it anew. */
  unmergeSaid(tx: Tx, said: SaidOfPair): Promise<boolean>
  /** A link between two Patients is gone from the newer version of the one that had it: ends what it began. False: it began nothing, or something else ties them. */
  linkGone(tx: Tx, said: SaidOfPair): Promise<boolean>
  /** Merges of an organization, newest first; of one number, where it is named (role operate). */
  mergesOf(tx: Tx, organization: string, mrn: string | null): Promise<readonly Merge[]>
  /** Merges in force between two charts of an organization, newest first; `before`: only those older than this one (roles desk and operate). */
  holding(tx: Tx, organization: string, page: { readonly before: Id | null; readonly limit: number }): Promise<readonly Merge[]>
  /** Those of which somebody said that they are two people, the newest end first. */
  parted(tx: Tx, organization: string, limit: number): Promise<readonly Merge[]>
  /** One merge between two charts of an organization, in force or ended; null: there is none. */
  mergeOf(tx: Tx, organization: string, merge: Id): Promise<Merge | null>
  /** Every merge in force that ties one of these charts to any other. */
  ties(tx: Tx, patients: readonly Id[]): Promise<readonly Merge[]>
  /** Did somebody end a merge between these two groups of charts, and is what is said now of the two not older than that (roles feed and operate)? */
  partedBetween(tx: Tx, groups: readonly [readonly Id[], readonly Id[]], said: Pick<SaidOfPair, 'survivor' | 'retired' | 'asOf'>): Promise<boolean>
  /** How many merges this source made since an instant? */
  mergesSince(tx: Tx, source: string, since: Date): Promise<number>
  /** The charts read together with this one now, itself among them (role feed or operate). */
  alike(tx: Tx, patient: Id): Promise<readonly Id[]>
  /** Those of these charts that are read together with another one now (role feed or operate). */
  mergedAmong(tx: Tx, patients: readonly Id[]): Promise<readonly Id[]>
}

const older = (asOf: string | undefined, pair: Pick<Pair, 'said'>): boolean => asOf !== undefined && pair.said !== null && Date.parse(asOf) < Date.parse(pair.said)

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
  async unmerge(tx, mergeId, { person, name, organization, reason }) {
    const [, [ended]] = await Promise.all([tx.query(lockMerges), tx.query(endMerge, [mergeId, person, name, reason, organization])])
    if (ended === undefined) throw new Refusal('not-found', 'no such merge, or it has ended')
    await Promise.all([tx.query(regroup, [[ended.patient, ended.other]]), tx.query(goOn, [[ended.patient, ended.other]])])
    return { patients: [ended.patient, ended.other] }
  },
  async mergeSaid(tx, said) {
    const pair = await pairOf(tx, said)
    // A link may go; what is said besides it stands by itself.
    const beside = pair?.open === true && pair.link && said.link !== true && !older(said.asOf, { said: pair.denied })
    if (pair !== undefined && !beside && (pair.open || older(said.asOf, pair))) return false
    await tx.query(insertSaid, [newId(), said.survivor, said.retired, said.source, said.asOf ?? null, said.saidIn ?? null, said.link === true ? 'link' : null])
    if (beside) return false
    await Promise.all([tx.query(regroup, [[said.survivor, said.retired]]), tx.query(goOn, [[said.survivor, said.retired]])])
    return true
  },
  async unmergeSaid(tx, said) {
    const pair = await pairOf(tx, said)
    if (pair !== undefined && older(said.asOf, pair)) return false
    if (pair === undefined || !pair.open) {
      await tx.query(insertEnded, [newId(), said.survivor, said.retired, said.source, said.asOf ?? null])
      return false
    }
    await Promise.all([tx.query(endSaid, [said.survivor, said.retired, said.asOf ?? null]), tx.query(regroup, [[said.survivor, said.retired]]), tx.query(goOn, [[said.survivor, said.retired]])])
    return true
  },
  async linkGone(tx, said) {
    await tx.query(lockMerges)
    const ended = await tx.query(endLink, [said.survivor, said.retired, said.asOf ?? null])
    if (ended.length === 0) return false
    const both = [said.survivor, said.retired]
    const [, , [pair]] = await Promise.all([tx.query(regroup, [both]), tx.query(goOn, [both]), tx.query(readPair, both)])
    return pair?.open !== true
  },
  mergesOf: (tx, organization, mrn) => tx.query(readMerges, [organization, mrn]),
  holding: (tx, organization, { before, limit }) => tx.query(readHolding, [organization, before, limit]),
  parted: (tx, organization, limit) => tx.query(readParted, [organization, limit]),
  mergeOf: async (tx, organization, merge) => (isId(merge) ? ((await tx.query(readMerge, [merge, organization]))[0] ?? null) : null),
  ties: (tx, patients) => tx.query(readTies, [[...patients]]),
  partedBetween: async (tx, [one, other], { survivor, retired, asOf }) => (await tx.query(readPartedBetween, [[...one], [...other], [survivor, retired], asOf ?? null])).length > 0,
  mergesSince: async (tx, source, since) => (await tx.query(countSaid, [source, since]))[0]?.n ?? 0,
  alike: async (tx, patient) => (await tx.query(alike, [patient])).map((row) => row.member),
  mergedAmong: async (tx, patients) => (patients.length === 0 ? [] : (await tx.query(merged, [[...patients]])).map((row) => row.patient)),
}
