// Would the agreement find a mistake? Planted defects: each is what somebody could write by mistake, in the database or in
// the decision. They exist only here: SQL is run in the test's own database, decisions are handed to openRelease.
import { type Facts, type RecordFacts, decideFacts } from '#release/policy'

export type Defect = {
  readonly name: string
  /** Run by the owner of the test's database. */
  readonly sql?: (read: (what: string) => Promise<string>) => Promise<string>
  readonly decide?: typeof decideFacts
}

/** Changes one place of a function as it stands in the database; a place that is not there is an error of the test. */
const inFunction =
  (name: string, from: string | RegExp, to: string) =>
  async (read: (what: string) => Promise<string>): Promise<string> => {
    const before = await read(`select pg_get_functiondef('${name}'::regproc) as text`)
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${name} has no ${String(from)} to damage`)
    return after
  }

const inPolicy =
  (name: string, table: string, change: { readonly from: string | RegExp; readonly to: string }) =>
  async (read: (what: string) => Promise<string>): Promise<string> => {
    const before = await read(`select pg_get_expr(polqual, polrelid) as text from pg_policy where polname = '${name}' and polrelid = '${table}'::regclass`)
    const after = before.replace(change.from, change.to)
    if (after === before) throw new Error(`${name} has no ${String(change.from)} to damage`)
    return `alter policy ${name} on ${table} using (${after})`
  }

const plain = (text: string) => (): Promise<string> => Promise.resolve(text)

const damaged =
  (change: (record: RecordFacts, facts: Facts) => { readonly record?: RecordFacts; readonly facts?: Facts }): typeof decideFacts =>
  (record, facts, atRemoval) => {
    const other = change(record, facts)
    return decideFacts(other.record ?? record, other.facts ?? facts, atRemoval)
  }

export const defects: readonly Defect[] = [
  { name: 'no row level security on the ledger', sql: plain('alter table release_ledger disable row level security') },
  { name: 'a revoked grant still counts', sql: inFunction('access_own_reach', 'least(g.valid_until, g.revoked_at)', 'g.valid_until') },
  { name: 'the end of a grant is ignored', sql: inFunction('access_own_reach', 'least(g.valid_until, g.revoked_at)', 'g.revoked_at') },
  { name: 'the end of a merge is ignored', sql: inFunction('access_own_reach', / and at < a\.valid_until/, '') },
  { name: 'merges are followed one step only', sql: inFunction('patients_regroup', /(m\.(?:patient|other)) = w\.member/g, '$1 = w.member and w.patient = w.member') },
  { name: 'birthdays are counted in UTC', sql: inFunction('access_own_reach', 'at at time zone o.time_zone', "at at time zone 'UTC'") },
  { name: 'adult one year late', sql: inFunction('access_own_reach', 'aged.years < aged.adult_from', 'aged.years <= aged.adult_from') },
  { name: 'born on February 29, older on February 28', sql: inFunction('access_own_reach', /extract\(year from age\((.*?)::date::timestamp, a\.birth_date::timestamp\)\)/, 'extract(year from age(($1::date + 1)::timestamp, (a.birth_date + 1)::timestamp))') },
  { name: 'labels are ignored for a parent of a teen', sql: inFunction('access_own_reach', 'aged.hidden | aged.parent_teen_hidden', 'aged.hidden') },
  { name: 'an old age rule goes on', sql: inFunction('access_own_reach', 'order by d.valid_from desc', 'order by d.valid_from') },
  { name: 'an app reaches further than its person', sql: inFunction('access_reaching', 'b.kinds & g.kinds, b.hidden | g.hidden', 'g.kinds, g.hidden') },
  { name: 'any role opens charts', sql: inFunction('access_reaching', /\s+and s\.role in \('records-office', 'clinician'\)/, '') },
  { name: 'an opening never ends', sql: inFunction('access_reaching', ' and at < o.valid_until', '') },
  { name: 'what only its kind is told of is told by name', sql: inPolicy('release_told', 'release_ledger', { from: 'kind_until <=', to: 'silent_until <=' }) },
  { name: 'silent is taken for kind', decide: damaged((_, facts) => ({ facts: { ...facts, rules: facts.rules.map((rule) => ({ ...rule, tell: rule.tell === 'silent' ? 'kind' : rule.tell })), holds: facts.holds.map((hold) => ({ ...hold, tell: hold.tell === 'silent' ? 'kind' : hold.tell })) } })) },
  { name: 'what is silent is told by its kind', sql: inPolicy('release_kind_told', 'release_waiting', { from: /\(silent_until <= \( SELECT app_now\(\) AS app_now\)\) AND/, to: '' }) },
  { name: 'labels are not asked where only the kind is told', sql: inPolicy('release_kind_told', 'release_waiting', { from: /\(r\.hidden & release_waiting\.labels\) = 0/, to: 'true' }) },
  { name: 'bodies are open while the record waits', sql: inPolicy('release_reads', 'store_record', { from: 'l.visible_from <=', to: 'l.kind_until <=' }) },
  { name: 'the first policy rules for ever', sql: inFunction('release_policies', 'order by a.active_from desc', 'order by a.active_from') },
  { name: 'a policy rules as soon as it is flipped, whatever its date', sql: inFunction('release_policies', 'and a.active_from <= at', '') },
  { name: 'the end of a hold is ignored', decide: damaged((_, facts) => ({ facts: { ...facts, holds: facts.holds.map((hold) => ({ ...hold, endedAt: Infinity })) } })) },
  { name: 'a hold lasts a millisecond too short', decide: damaged((_, facts) => ({ facts: { ...facts, holds: facts.holds.map((hold) => ({ ...hold, reviewAt: hold.reviewAt - 1 })) } })) },
  { name: 'the limit of a wish is ignored', decide: damaged((_, facts) => ({ facts: { ...facts, wishes: facts.wishes.map((wish) => ({ ...wish, atMostDays: 1_000 })) } })) },
  { name: 'a call does not end the wait', decide: damaged((_, facts) => ({ facts: { ...facts, calls: [] } })) },
  { name: 'only the first rule that fits counts', decide: damaged((record, facts) => ({ facts: { ...facts, rules: facts.rules.filter((rule) => ((rule.kinds >> BigInt(record.kind)) & 1n) === 1n && (rule.labels & record.labels) === rule.labels).slice(0, 1) } })) },
  { name: 'one label of a rule is enough', decide: damaged((record, facts) => ({ facts: { ...facts, rules: facts.rules.map((rule) => ({ ...rule, labels: (rule.labels & record.labels) === 0 ? rule.labels : rule.labels & record.labels })) } })) },
  { name: 'what was taken back while it waited is named', decide: (record, facts) => decideFacts(record, facts, []) },
  { name: 'the same note is shown twice', decide: damaged((record) => ({ record: { ...record, sameAs: null } })) },
]
