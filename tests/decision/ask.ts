// What does the house tell a looker? The web role's own answers, through a Viewer, with nothing added or left out.
import { type Access, type Viewer } from '#access'
import { type Id, Refusal, type Statement, type Tx, statement } from '#kernel'
import { type RecordKind, kindNumber, kindOf } from '../../contract/record-kinds.ts'
import { type SensitivityLabel, labelMask } from '../../contract/sensitivity-labels.ts'
import type { GivenDatabase } from '../given/database.ts'
import type { Life } from './apply.ts'
import { idOf } from './apply.ts'
import type { Looker, Told, World } from './world.ts'

const actAs: Statement<never> = statement('test.decision.act_as', `select set_config('app.person', $1, true)`)

/** Everything the web role can read about anybody's records, without any filter of its own. */
const everything: Statement<{ told: string }> = statement(
  'test.decision.everything',
  `select json_build_object(
  'out', (select json_agg(o order by o.patient, o.record) from release_out o),
  'waits', (select json_agg(w order by w.patient, w.kind, w.reason, w.basis) from release_kind_waits w),
  'bodies', (select json_agg(b order by b.patient, b.record) from release_body b),
  'stored', (select json_agg(json_build_array(s.patient, s.id, s.card) order by s.patient, s.id) from store_record s),
  'charts', (select json_agg(c order by c.patient, c.relation, c.kinds, c.hidden) from access_chart c),
  'names', (select json_agg(p order by p.id) from patients_patient p),
  'wishes', (select json_agg(w order by w.id) from (select patient, kinds, caller, at_most_days, made_at, ended_at, null::uuid as id from release_wish) w),
  'count', (select count(*) from release_out), 'shown', (select count(*) from release_out where shown),
  'found', (select json_agg(json_build_array(k.kind, k.n, k.last) order by k.kind) from (select kind, count(*) as n, max(visible_from) as last from release_out group by kind) k),
  'list', (select json_agg(l.record) from (select record from release_out where kind = any ('{1,2,3,4,7}') order by filed desc, record limit 50) l))::text as told`,
)

type OutRow = { patient: Id; record: Id; kind: number; shown: boolean; visible_from: string; reason: string | null; basis: string | null; who: string | null; card: { name: string; line?: string } }
type Everything = {
  out: OutRow[] | null
  waits: { patient: Id; kind: number; reason: string; basis: string | null; count: number }[] | null
  bodies: { record: Id }[] | null
  stored: [Id, Id, { name: string }][] | null
  charts: { patient: Id; limited_by_age: boolean }[] | null
  names: { id: Id }[] | null
  count: number
  shown: number
  list: Id[] | null
}

/** A record that has come, and whether the reference says this looker may reach it at all. */
export type Within = { readonly record: string; readonly chart: string; readonly kind: RecordKind; readonly labels: readonly SensitivityLabel[]; readonly reached: boolean }

export type Asked = {
  readonly told: Told
  /** The answer's bytes. */
  readonly text: string
  /** Answers that do not agree with each other: counts, lists, what waiting rows give away, the wall in code. */
  readonly quarrels: readonly string[]
}

async function viewer(tx: Tx, access: Access, { looker, life }: { readonly looker: Looker; readonly life: Life }): Promise<Viewer | null> {
  const session = { person: idOf(looker.person), name: looker.person }
  await tx.query(actAs, [session.person])
  try {
    if (looker.opening !== null) return await access.viewerForStaff(tx, session, life.ids.get(looker.opening)!)
    if (looker.app !== null) return await access.viewerForApp(tx, session, life.ids.get(looker.app)!)
    return await access.viewerFor(tx, session, 'all')
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return null
    throw error
  }
}

function quarrelsOf(answer: Everything, seen: Viewer | null): string[] {
  const out = answer.out ?? []
  const quarrels: string[] = []
  const say = (wrong: boolean, what: string): void => void (wrong && quarrels.push(what))
  say(answer.count !== out.length, `the count says ${answer.count}, the list has ${out.length}`)
  say(answer.shown !== out.filter((row) => row.shown).length, 'the count of shown ones differs from the list')
  say((answer.stored ?? []).length !== (answer.bodies ?? []).length, 'store_record shows other records than release_body')
  say(
    out.some((row) => row.shown && row.reason !== null),
    'a shown record says why it waited',
  )
  say(seen !== null && out.some((row) => !seen.patients.some((one) => one.patient === row.patient)), 'a record of a chart that is not within reach')
  say(
    seen !== null &&
      [...new Set((answer.names ?? []).map((one) => one.id))].sort().join() !==
        seen.patients
          .map((one) => one.patient)
          .sort()
          .join(),
    'names of other charts than those within reach',
  )
  const staff = seen?.patients.some((one) => one.relation === 'staff') ?? false
  say(!staff && out.some((row) => !row.shown && row.card.line !== undefined), 'a waiting record tells what it found')
  if (seen !== null) say(out.length !== (answer.list ?? []).length && out.length <= 50, 'a page of the list differs from the whole')
  return quarrels
}

/** The first wall, in code, must say of every record what the reference says. */
function wallInCode(seen: Viewer | null, { within, life }: { readonly within: readonly Within[]; readonly life: Life }): string[] {
  return within.filter((one) => (seen?.may({ patient: life.ids.get(one.chart)!, kind: kindNumber(one.kind), labels: labelMask(one.labels) }) ?? false) !== one.reached).map((one) => `may() says ${String(!one.reached)} of ${one.record}`)
}

function asTold(answer: Everything, { seen, nameOf }: { readonly seen: Viewer | null; readonly nameOf: ReadonlyMap<Id, string> }): Told {
  const name = (id: Id): string => nameOf.get(id) ?? `unknown ${id}`
  const until = (row: OutRow): number | null => (row.shown ? null : row.visible_from === 'infinity' ? Infinity : Date.parse(row.visible_from))
  return {
    named: (answer.out ?? []).map((row) => ({ record: name(row.record), kind: kindOf(row.kind), shown: row.shown, reason: row.reason, until: until(row), basis: row.basis, who: row.who })).sort((a, b) => (a.record < b.record ? -1 : 1)),
    waiting: (answer.waits ?? []).map((row) => ({ chart: name(row.patient), kind: kindOf(row.kind), reason: row.reason, basis: row.basis, count: row.count })).sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    opened: (answer.bodies ?? []).map((row) => name(row.record)).sort(),
    charts: (seen?.patients ?? []).map((one) => ({ chart: name(one.patient), privateNote: one.limitedByAge })).sort((a, b) => (a.chart < b.chart ? -1 : 1)),
  }
}
const key = (row: Told['waiting'][number]): string => JSON.stringify([row.chart, row.kind, row.reason, row.basis])

/** Names of a world's charts and records, by id. */
export function namesOf(world: World, life: Life): Map<Id, string> {
  const names = new Map<Id, string>()
  for (const event of world.log) {
    if (event.what === 'chart') names.set(life.ids.get(event.chart)!, event.chart)
    if (event.what === 'records came') for (const one of event.records) names.set(idOf(one.record), one.record)
  }
  return names
}

/** Asks as this looker, at the clock's instant. */
export async function ask(given: GivenDatabase, { looker, life, names, within }: { readonly looker: Looker; readonly life: Life; readonly names: ReadonlyMap<Id, string>; readonly within: readonly Within[] }): Promise<Asked> {
  return given.web.run(async (tx) => {
    const seen = await viewer(tx, life.access, { looker, life })
    const [row] = await tx.query(everything)
    const answer = JSON.parse(row!.told) as Everything
    return { told: asTold(answer, { seen, nameOf: names }), text: row!.told, quarrels: [...quarrelsOf(answer, seen), ...wallInCode(seen, { within, life })] }
  })
}
