// What must be known to decide the records of these patients? Read once for a whole batch, after the patients are locked.
import { type Id, type Statement, type Tx, instant, statement } from '#kernel'
import { type ReleaseRule, type Tell } from '../../../contract/release-policy.ts'
import { kindMask } from '../../../contract/record-kinds.ts'
import { labelMask } from '../../../contract/sensitivity-labels.ts'
import type { CallFacts, HoldFacts, Instant, RecordFacts, RuleFacts, WishFacts } from './decide.ts'

/** The light part of a stored record: what the decision needs. Instants are ISO 8601; `filed` may be '-infinity'. */
export type DecidableRow = {
  readonly patient: Id
  readonly id: Id
  readonly kind: number
  readonly filed: string
  readonly receivedAt: string
  readonly finalAt: string | null
  readonly labels: number
  readonly removedAt: string | null
  readonly sameAs: string | null
}

export type Version = { readonly policy: number; readonly organization: string; readonly building: boolean; readonly activeFrom: Instant | null; readonly rules: readonly RuleFacts[] }
export type Written = { readonly patient: Id; readonly policy: number; readonly record: Id; readonly kind: number; readonly filed: string }
export type Known = {
  readonly homes: ReadonlyMap<Id, string>
  readonly versions: readonly Version[]
  readonly holds: ReadonlyMap<Id, readonly HoldFacts[]>
  readonly wishes: ReadonlyMap<Id, readonly WishFacts[]>
  readonly calls: ReadonlyMap<Id, readonly CallFacts[]>
  /** Rows of the ledger about these records, and waiting rows, as they stand. */
  readonly written: readonly Written[]
  readonly waiting: readonly { readonly patient: Id; readonly policy: number; readonly record: Id }[]
}

/** ISO 8601 or PostgreSQL's infinities to milliseconds. */
export function toInstant(text: string): Instant {
  if (text === 'infinity') return Infinity
  return text === '-infinity' ? -Infinity : instant(text).getTime()
}
export function fromInstant(at: Instant): string {
  if (at === Infinity) return 'infinity'
  return at === -Infinity ? '-infinity' : instant(at).toISOString()
}
/** One spelling for one instant, so that texts can be compared. */
export const sameSpelling = (text: string): string => fromInstant(toInstant(text))

export function ruleFacts(rule: ReleaseRule): RuleFacts {
  return { kinds: kindMask(rule.kinds), labels: labelMask(rule.labels), wait: rule.wait, reason: rule.reason, tell: rule.tell, basis: rule.basis }
}

export function recordFacts(row: DecidableRow): RecordFacts {
  return {
    id: row.id,
    kind: row.kind,
    labels: row.labels,
    receivedAt: toInstant(row.receivedAt),
    finalAt: row.finalAt === null ? null : toInstant(row.finalAt),
    removedAt: row.removedAt === null ? null : toInstant(row.removedAt),
    sameAs: row.sameAs,
  }
}

// Who decides about a patient waits for whoever decides about them now; who makes a new version of an organization's policy
// waits for all deciders there (shared against exclusive). So no record slips between a hold, a version and a delivery.
const lockHomes: Statement<never> = statement(
  'release.lock_homes',
  `select pg_advisory_xact_lock_shared(hashtextextended(organization, 11))
  from (select distinct organization from access_home where patient = any ($1) order by organization) as o`,
)
// 1,024 stripes: a delivery with ten thousand patients must not fill the lock table.
const lockPatients: Statement<never> = statement(
  'release.lock_patients',
  `select pg_advisory_xact_lock(1300000000000 + stripe)
  from (select distinct hashtextextended(patient::text, 13) & 1023 as stripe from unnest($1::uuid[]) as patient order by stripe) as s`,
)
export const lockOrganization: Statement<never> = statement('release.lock_organization', `select pg_advisory_xact_lock(hashtextextended($1, 11))`)

const homesOf: Statement<{ patient: Id; organization: string }> = statement('release.homes', `select patient, organization from access_home where patient = any ($1)`)
type VersionRow = { policy: number; organization: string; building: boolean; activeFrom: string | null; rules: ReleaseRule[] }
const versionColumns = `p.id as policy, p.organization, p.building, a.active_from as "activeFrom", p.rules from release_policy p left join release_active a on a.policy = p.id`
const versionsOf: Statement<VersionRow> = statement(
  'release.versions',
  `select ${versionColumns}
  where p.organization in (select organization from access_home where patient = any ($1)) and (p.building or a.policy is not null)`,
)
const holdsOf: Statement<{ patient: Id; record: Id | null; kinds: string; basis: string; tell: Tell; who: string | null; placedAt: string; reviewAt: string; endedAt: string }> = statement(
  'release.holds',
  `select patient, record, kinds, basis, tell,
  who_to_ask as who, placed_at as "placedAt", review_at as "reviewAt", ended_at as "endedAt" from release_hold where patient = any ($1)`,
)
const wishesOf: Statement<{ patient: Id; kinds: string; caller: string | null; atMostDays: number; madeAt: string; endedAt: string }> = statement(
  'release.wishes',
  `select patient, kinds, caller, at_most_days as "atMostDays",
  made_at as "madeAt", ended_at as "endedAt" from release_wish where patient = any ($1)`,
)
const callsOf: Statement<{ patient: Id; record: Id; doneAt: string }> = statement('release.calls', `select patient, record, done_at as "doneAt" from release_call where patient = any ($1) and record = any ($2)`)
const writtenOf: Statement<Written> = statement('release.written', `select patient, policy, record, kind, filed from release_ledger where patient = any ($1) and record = any ($2)`)
const waitingOf: Statement<{ patient: Id; policy: number; record: Id }> = statement('release.waiting_rows', `select patient, policy, record from release_waiting where patient = any ($1) and record = any ($2)`)

const rowColumns = `patient, id, kind, filed, received_at as "receivedAt", final_at as "finalAt", labels, removed_at as "removedAt", same_as as "sameAs"`
const rowsOf: Statement<DecidableRow> = statement('release.rows', `select ${rowColumns} from store_out where patient = any ($1)`)
const someRowsOf: Statement<DecidableRow> = statement('release.some_rows', `select ${rowColumns} from store_out where patient = any ($1) and id = any ($2)`)

// The version an organization has until it makes one: no rules, everything is shown at once.
const defaultPolicy: Statement<never> = statement(
  'release.default_policy',
  `insert into release_policy (organization, version, rules, made_at, building)
  select distinct organization, 0, '[]'::jsonb, app_now(), false from access_home where patient = any ($1) on conflict (organization, version) do nothing`,
)
const defaultActive: Statement<never> = statement(
  'release.default_active',
  `insert into release_active (organization, active_from, policy)
  select p.organization, '-infinity', p.id from release_policy p where p.version = 0 and p.organization in (select organization from access_home where patient = any ($1)) on conflict do nothing`,
)

function grouped<Row extends { readonly patient: Id }, Fact>(rows: readonly Row[], fact: (row: Row) => Fact): Map<Id, Fact[]> {
  const groups = new Map<Id, Fact[]>()
  for (const row of rows) {
    const group = groups.get(row.patient)
    if (group === undefined) groups.set(row.patient, [fact(row)])
    else group.push(fact(row))
  }
  return groups
}

const asVersion = (row: VersionRow): Version => ({ ...row, activeFrom: row.activeFrom === null ? null : toInstant(row.activeFrom), rules: row.rules.map(ruleFacts) })

/** Locks the patients for the rest of the transaction; what is read after it is what counts. Sent without waiting. */
export async function lock(tx: Tx, patients: readonly Id[]): Promise<void> {
  await Promise.all([tx.query(lockHomes, [patients]), tx.query(lockPatients, [patients])])
}

/** The stored records of these patients (or those of them named). */
export function rows(tx: Tx, patients: readonly Id[], records: readonly Id[] | null): Promise<DecidableRow[]> {
  return records === null ? tx.query(rowsOf, [patients]) : tx.query(someRowsOf, [patients, records])
}

/** Everything that constrains these patients' records, and what the ledger says of `records` now. */
export async function known(tx: Tx, patients: readonly Id[], records: readonly Id[]): Promise<Known> {
  const [homes, versions, holds, wishes, calls, written, waiting] = await Promise.all([
    tx.query(homesOf, [patients]),
    tx.query(versionsOf, [patients]),
    tx.query(holdsOf, [patients]),
    tx.query(wishesOf, [patients]),
    tx.query(callsOf, [patients, records]),
    tx.query(writtenOf, [patients, records]),
    tx.query(waitingOf, [patients, records]),
  ])
  const homeOf = new Map(homes.map((row) => [row.patient, row.organization]))
  return {
    homes: homeOf,
    versions: await withDefaults(tx, patients, { found: versions.map(asVersion), organizations: new Set(homeOf.values()) }),
    holds: grouped(holds, (row) => ({ record: row.record, kinds: BigInt(row.kinds), basis: row.basis, tell: row.tell, who: row.who, placedAt: toInstant(row.placedAt), reviewAt: toInstant(row.reviewAt), endedAt: toInstant(row.endedAt) })),
    wishes: grouped(wishes, (row) => ({ kinds: BigInt(row.kinds), caller: row.caller, atMostDays: row.atMostDays, madeAt: toInstant(row.madeAt), endedAt: toInstant(row.endedAt) })),
    calls: grouped(calls, (row) => ({ record: row.record, doneAt: toInstant(row.doneAt) })),
    written,
    waiting,
  }
}

async function withDefaults(tx: Tx, patients: readonly Id[], { found, organizations }: { readonly found: readonly Version[]; readonly organizations: ReadonlySet<string> }): Promise<readonly Version[]> {
  const now = tx.now.getTime()
  const ruled = new Set(found.filter((one) => one.activeFrom !== null && one.activeFrom <= now).map((one) => one.organization))
  if ([...organizations].every((one) => ruled.has(one))) return found
  const [, , versions] = await Promise.all([tx.query(defaultPolicy, [patients]), tx.query(defaultActive, [patients]), tx.query(versionsOf, [patients])])
  return versions.map(asVersion)
}

/** The versions under which an organization's records are decided at `now`: the ruling one, those that will rule, those being built. */
export function versionsToDecide(versions: readonly Version[], organization: string, now: Instant): readonly Version[] {
  const own = versions.filter((one) => one.organization === organization)
  const ruling = rulingAt(own, now)
  return own.filter((one) => one.building || one === ruling || (one.activeFrom !== null && one.activeFrom > now))
}

/** The version that ruled at an instant. */
export function rulingAt(versions: readonly Version[], at: Instant): Version | null {
  return versions.reduce<Version | null>((best, one) => (one.activeFrom !== null && one.activeFrom <= at && (best === null || one.activeFrom > (best.activeFrom ?? -Infinity)) ? one : best), null)
}
