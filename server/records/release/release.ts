// How is release told what happened? Every change that can alter a decision comes through here and is decided at once.
import { type Id, Refusal, type Statement, type Tx, newId, statement } from '#kernel'
import { type RecordKind, kindMask } from '../../../contract/record-kinds.ts'
import type { ReleaseRule, Tell } from '../../../contract/release-policy.ts'
import { decideFacts } from './decide.ts'
import { type DecidableRow, known, lock, lockOrganization, rows } from './facts.ts'
import { plan, write } from './ledger.ts'

/** A record as the ledger has it now; `state` is what its own person meets. */
export type Standing = { readonly patient: Id; readonly record: Id; readonly kind: number; readonly state: 'shown' | 'waits' | 'removed' }

export type Release = {
  /** Decides what is stored about a patient (or the records named) and writes the ledger (role feed or operate). */
  decide(tx: Tx, what: { readonly patient: Id; readonly records?: readonly Id[] }): Promise<void>
  /** The same for rows just stored in this transaction, of any number of patients; nothing is read back. */
  decideRows(tx: Tx, rows: readonly DecidableRow[]): Promise<void>
  /** These records never were this patient's: nothing of them is told, shown or held any more (role feed or operate). */
  forget(tx: Tx, patient: Id, records: readonly Id[]): Promise<void>
  /**
   * Makes a version of an organization's policy and lets it rule from now on (or from `activeFrom`), in this one transaction:
   * for organizations that are decided in seconds. Deliveries wait meanwhile. Larger ones: draft, build … build, flip.
   */
  activate(tx: Tx, organization: string, policy: readonly ReleaseRule[] | { readonly rules: readonly ReleaseRule[]; readonly activeFrom: Date }): Promise<{ readonly policy: number }>
  /** Begins a version beside the one that rules; from its commit on whatever arrives is decided under both. */
  draft(tx: Tx, organization: string, rules: readonly ReleaseRule[]): Promise<{ readonly policy: number }>
  /** Decides the next `limit` patients under a version being built; `after` null begins, null back ends. */
  build(tx: Tx, policy: number, step: { readonly after: Id | null; readonly limit: number }): Promise<Id | null>
  /** One row: the version rules from `activeFrom` (now when left out). Refuses `not-found` when it is not being built. */
  flip(tx: Tx, policy: number, activeFrom?: Date): Promise<void>
  /** Drops the rows of versions that have not ruled for an hour (nobody reads them any more), at most `limit`; returns how many. */
  clear(tx: Tx, organization: string, limit: number): Promise<number>
  /** What the ledger that rules now says of every record of these charts (role operate): for counting. */
  standing(tx: Tx, patients: readonly Id[]): Promise<readonly Standing[]>
  /** Withholds records of these kinds, or one record, on a named basis until the review (role operate). */
  placeHold(tx: Tx, hold: { readonly patient: Id; readonly record: Id | null; readonly kinds: readonly RecordKind[]; readonly basis: string; readonly tell: Tell; readonly whoToAsk: string | null; readonly reviewAt: Date }): Promise<{ readonly id: Id }>
  endHold(tx: Tx, hold: Id): Promise<void>
  /** The patient's own wish, for what arrives from now on: wait for a call, at most so many days (1-30). */
  makeWish(tx: Tx, wish: { readonly patient: Id; readonly kinds: readonly RecordKind[]; readonly caller: string | null; readonly atMostDays: number }): Promise<{ readonly id: Id }>
  endWish(tx: Tx, wish: Id): Promise<void>
  /** The call was made, or the patient asked to see it now: the wish no longer waits for this record. */
  called(tx: Tx, call: { readonly patient: Id; readonly record: Id }): Promise<void>
}

const standingOf: Statement<Standing> = statement(
  'release.standing',
  `select l.patient, l.record, l.kind, case when l.reason = 'removed' then 'removed' when l.visible_from <= app_now() then 'shown' else 'waits' end as state
  from access_home h
  cross join lateral (select a.policy from release_active a where a.organization = h.organization and a.active_from <= app_now() order by a.active_from desc limit 1) ruling
  join release_ledger l on l.patient = h.patient and l.policy = ruling.policy
  where h.patient = any ($1)`,
)
const nextVersion: Statement<{ id: number }> = statement(
  'release.draft',
  `insert into release_policy (organization, version, rules, made_at, building)
  select $1, coalesce(max(version), 0) + 1, $2, app_now(), true from release_policy where organization = $1 returning id`,
)
const patientsAfter: Statement<{ patient: Id }> = statement(
  'release.patients_after',
  `select patient from access_home
  where organization = (select organization from release_policy where id = $1) and patient > $2 order by patient limit $3`,
)
const stopBuilding: Statement<{ organization: string }> = statement('release.built', `update release_policy set building = false where id = $1 and building returning organization`)
const insertActive: Statement<never> = statement(
  'release.flip',
  `insert into release_active (organization, active_from, policy) values ($1, $2, $3)
  on conflict (organization, active_from) do update set policy = excluded.policy`,
)
const clearOld: Statement<{ gone: number }> = statement(
  'release.clear',
  `with old as (
    select p.id from release_policy p where p.organization = $1 and not p.building
      and not exists (select 1 from release_active a where a.policy = p.id and a.active_from >= coalesce((select max(r.active_from) from release_active r where r.organization = $1 and r.active_from <= app_now() - interval '1 hour'), '-infinity'))
  ), ledger as (
    delete from release_ledger where ctid = any (array(select ctid from release_ledger where policy in (select id from old) limit $2)) returning 1
  ), waiting as (
    delete from release_waiting where ctid = any (array(select ctid from release_waiting where policy in (select id from old) limit $2)) returning 1
  ) select ((select count(*) from ledger) + (select count(*) from waiting))::int as gone`,
)

const insertHold: Statement<never> = statement('release.place_hold', `insert into release_hold (id, patient, record, kinds, basis, tell, who_to_ask, placed_at, review_at) values ($1, $2, $3, $4, $5, $6, $7, app_now(), $8)`)
const stopHold: Statement<{ patient: Id }> = statement('release.end_hold', `update release_hold set ended_at = app_now() where id = $1 and ended_at > app_now() returning patient`)
const insertWish: Statement<never> = statement('release.make_wish', `insert into release_wish (id, patient, kinds, caller, at_most_days, made_at) values ($1, $2, $3, $4, $5, app_now())`)
const stopWish: Statement<{ patient: Id }> = statement('release.end_wish', `update release_wish set ended_at = app_now() where id = $1 and ended_at > app_now() returning patient`)
const insertCall: Statement<never> = statement('release.called', `insert into release_call (patient, record, done_at) values ($1, $2, app_now()) on conflict (patient, record) do nothing`)

const forgetLedger: Statement<never> = statement('release.forget', `with ledger as (delete from release_ledger where patient = $1 and record = any ($2)), waiting as (delete from release_waiting where patient = $1 and record = any ($2)),
    calls as (delete from release_call where patient = $1 and record = any ($2))
  update release_hold set ended_at = app_now() where patient = $1 and record = any ($2) and ended_at > app_now()`)

type Uses = {
  /** The pure decision; tests of the tests hand in damaged ones. */
  readonly decideFacts?: typeof decideFacts
}
type Decide = typeof decideFacts

const noPatient = '00000000-0000-0000-0000-000000000000'

/** 45 CFR 171.204: a delay has a basis; a rule that names no kind or never ends by itself is a mistake. */
function checkRules(rules: readonly ReleaseRule[]): void {
  for (const rule of rules) {
    const hours = rule.wait === 'until-final' ? 0 : rule.wait.hours
    if (rule.kinds.length === 0 || rule.basis.trim() === '' || !Number.isFinite(hours) || hours < 0) {
      throw new Refusal('form-not-understood', `release rule ${rule.id} needs kinds, a basis and a number of hours that is not negative`)
    }
  }
}

async function decideBatch(tx: Tx, batch: readonly DecidableRow[], { decide, only = null }: { readonly decide: Decide; readonly only?: number | null }): Promise<void> {
  // Each record once, as it came last.
  const own = [...new Map(batch.filter((row) => row.patient !== noPatient).map((row) => [`${row.patient} ${row.id}`, row])).values()]
  if (own.length === 0) return
  const patients = [...new Set(own.map((row) => row.patient))]
  const [, facts] = await Promise.all([
    lock(tx, patients),
    known(
      tx,
      patients,
      own.map((row) => row.id),
    ),
  ])
  await write(tx, plan(own, facts, { now: tx.now.getTime(), decide, only }))
}

async function decidePatients(tx: Tx, patients: readonly Id[], { decide, records = null, only = null }: { readonly decide: Decide; readonly records?: readonly Id[] | null; readonly only?: number | null }): Promise<void> {
  if (patients.length === 0) return
  const [, found] = await Promise.all([lock(tx, patients), rows(tx, patients, records)])
  await decideBatch(tx, found, { decide, only })
}

function versions(decide: Decide): Pick<Release, 'activate' | 'draft' | 'build' | 'flip' | 'clear'> {
  const draft: Release['draft'] = async (tx, organization, rules) => {
    checkRules(rules)
    const [, [made]] = await Promise.all([tx.query(lockOrganization, [organization]), tx.query(nextVersion, [organization, JSON.stringify(rules)])])
    if (made === undefined) throw new Error('release.draft gave no version')
    return { policy: made.id }
  }
  const build: Release['build'] = async (tx, policy, { after, limit }) => {
    const next = (await tx.query(patientsAfter, [policy, after ?? noPatient, limit])).map((row) => row.patient)
    await decidePatients(tx, next, { decide, only: policy })
    return next.length < limit ? null : (next.at(-1) ?? null)
  }
  const flip: Release['flip'] = async (tx, policy, activeFrom = tx.now) => {
    const [built] = await tx.query(stopBuilding, [policy])
    if (built === undefined) throw new Refusal('not-found', `policy ${policy} is not being built`)
    await tx.query(insertActive, [built.organization, activeFrom, policy])
  }
  return {
    draft,
    build,
    flip,
    async activate(tx, organization, wanted) {
      const { rules, activeFrom } = 'rules' in wanted ? wanted : { rules: wanted, activeFrom: tx.now }
      const { policy } = await draft(tx, organization, rules)
      for (let after: Id | null = null, first = true; first || after !== null; first = false) after = await build(tx, policy, { after, limit: 500 })
      await flip(tx, policy, activeFrom)
      return { policy }
    },
    clear: async (tx, organization, limit) => (await tx.query(clearOld, [organization, limit]))[0]?.gone ?? 0,
  }
}

function holdsAndWishes(decide: Decide): Pick<Release, 'placeHold' | 'endHold' | 'makeWish' | 'endWish' | 'called'> {
  const again = (tx: Tx, patient: Id, records: readonly Id[] | null = null): Promise<void> => decidePatients(tx, [patient], { decide, records })
  const ended = async (tx: Tx, stop: Statement<{ patient: Id }>, id: Id): Promise<void> => {
    const [row] = await tx.query(stop, [id])
    if (row === undefined) throw new Refusal('not-found', `${stop.name}: unknown, or it has ended`)
    await again(tx, row.patient)
  }
  return {
    async placeHold(tx, { patient, record, kinds, basis, tell, whoToAsk, reviewAt }) {
      const id = newId()
      await tx.query(insertHold, [id, patient, record, kindMask(kinds), basis, tell, whoToAsk, reviewAt])
      await again(tx, patient, record === null ? null : [record])
      return { id }
    },
    endHold: (tx, hold) => ended(tx, stopHold, hold),
    async makeWish(tx, { patient, kinds, caller, atMostDays }) {
      const id = newId()
      await tx.query(insertWish, [id, patient, kindMask(kinds), caller, atMostDays])
      await again(tx, patient)
      return { id }
    },
    endWish: (tx, wish) => ended(tx, stopWish, wish),
    async called(tx, { patient, record }) {
      await tx.query(insertCall, [patient, record])
      await again(tx, patient, [record])
    },
  }
}

export function openRelease(uses: Uses = {}): Release {
  const decide = uses.decideFacts ?? decideFacts
  return {
    decide: (tx, { patient, records }) => decidePatients(tx, [patient], { decide, records: records ?? null }),
    decideRows: (tx, batch) => decideBatch(tx, batch, { decide }),
    async forget(tx, patient, records) {
      if (records.length === 0) return
      await lock(tx, [patient])
      await tx.query(forgetLedger, [patient, records])
    },
    standing: (tx, patients) => tx.query(standingOf, [patients]),
    ...versions(decide),
    ...holdsAndWishes(decide),
  }
}
