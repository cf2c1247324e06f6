// What has an organization become, and what was it made of? Mergers and new names are dated facts; charts are never re-keyed.
import { type Id, type Statement, type Tx, Refusal, newId, statement } from '#kernel'
import type { ChangedThing, Merger } from '../../../contract/mergers.ts'

type MergerRow = { id: Id; organization: string; into: string; kind: 'merged' | 'renamed'; from: string; until: string; mrnPrefix: string | null; changed: ChangedThing[] }

const columns = `m.id, m.organization, m.into_organization as "into", m.kind, m.valid_from as "from", m.valid_until as "until", m.mrn_prefix as "mrnPrefix", m.changed`
/** More steps than this is no history of an organization. */
const mostSteps = 12

const forward: Statement<MergerRow> = statement(
  'directory.resolve',
  `with recursive step as (
    select $1::text as organization, 0 as depth
    union all
    select m.into_organization, s.depth + 1 from step s join directory_merger m on m.organization = s.organization and m.valid_from <= app_now() and app_now() < m.valid_until where s.depth < ${mostSteps}
  ) select ${columns} from step s join directory_merger m on m.organization = s.organization and m.valid_from <= app_now() and app_now() < m.valid_until order by s.depth`,
)
const backward: Statement<MergerRow> = statement(
  'directory.predecessors',
  `with recursive step as (
    select $1::text as organization, 0 as depth
    union
    select m.organization, s.depth + 1 from step s join directory_merger m on m.into_organization = s.organization and m.valid_from <= $2 and $2 < m.valid_until where s.depth < ${mostSteps}
  ) select ${columns} from step s join directory_merger m on m.into_organization = s.organization and m.valid_from <= $2 and $2 < m.valid_until order by s.depth, m.valid_from, m.organization`,
)
const all: Statement<MergerRow> = statement('directory.mergers', `select ${columns} from directory_merger m order by m.valid_from, m.id`)
const lock: Statement<never> = statement('directory.lock_mergers', `select pg_advisory_xact_lock(hashtextextended('directory-merger', 0))`)
// Any row that overlaps in time and would make the old organization two things at once, or the path a circle.
const clash: Statement<{ clash: boolean }> = statement(
  'directory.merger_clash',
  `with recursive ahead as (
    select $2::text as organization
    union
    select m.into_organization from ahead a join directory_merger m on m.organization = a.organization and m.id <> $5 and m.valid_from < $4 and $3 < m.valid_until
  ) select exists (select 1 from ahead where organization = $1)
    or exists (select 1 from directory_merger m where m.organization = $1 and m.id <> $5 and m.valid_from < $4 and $3 < m.valid_until) as clash`,
)
const put: Statement<never> = statement(
  'directory.put_merger',
  `insert into directory_merger (id, organization, into_organization, kind, valid_from, valid_until, mrn_prefix, changed) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (id) do update set kind = excluded.kind, valid_from = excluded.valid_from, valid_until = excluded.valid_until, mrn_prefix = excluded.mrn_prefix, changed = excluded.changed
  where directory_merger.organization = excluded.organization and directory_merger.into_organization = excluded.into_organization`,
)
const end: Statement<{ id: Id }> = statement('directory.end_merger', `update directory_merger set valid_until = app_now() where id = $1 and valid_from < app_now() and app_now() < valid_until returning id`)
const cancel: Statement<{ id: Id }> = statement('directory.cancel_merger', `delete from directory_merger where id = $1 and valid_from >= app_now() returning id`)

const readBy: Statement<{ merger: Id }> = statement('directory.mergers_read', 'select merger from directory_merger_read where person = app_person() and merger = any ($1)')
const markRead: Statement<never> = statement('directory.mark_merger_read', 'insert into directory_merger_read (merger, person, at) select id, app_person(), app_now() from directory_merger where id = $1 on conflict do nothing')

/** Which of these mergers the person behind the transaction has put away. */
export const readMergersRead = async (tx: Tx, mergers: readonly Id[]): Promise<ReadonlySet<Id>> => new Set((await tx.query(readBy, [mergers])).map((row) => row.merger))
export const writeMergerRead = async (tx: Tx, merger: Id): Promise<void> => void (await tx.query(markRead, [merger]))

const mergerOf = ({ until, ...row }: MergerRow): Merger => ({ ...row, until: until === 'infinity' ? null : until })

/** Where an organization has gone: the mergers that hold now, in order; empty while it stands by itself. */
export const readForward = async (tx: Tx, organization: string): Promise<readonly Merger[]> => (await tx.query(forward, [organization])).map(mergerOf)
/** What was merged into an organization at an instant, the nearest first. */
export const readBackward = async (tx: Tx, organization: string, at: Date): Promise<readonly Merger[]> => (await tx.query(backward, [organization, at])).map(mergerOf)
export const readMergers = async (tx: Tx): Promise<readonly Merger[]> => (await tx.query(all)).map(mergerOf)

export async function writeMerger(tx: Tx, merger: Omit<Merger, 'id'> & { readonly id?: Id }): Promise<Id> {
  const id = merger.id ?? newId()
  const until = merger.until ?? 'infinity'
  if (merger.until !== null && merger.until <= merger.from) throw new Refusal('range-backwards', 'a merger ends before it begins', { field: 'from' })
  const [, [found]] = await Promise.all([tx.query(lock), tx.query(clash, [merger.organization, merger.into, merger.from, until, id])])
  if (merger.organization === merger.into || found?.clash !== false) throw new Refusal('organization-cannot-join', 'it is part of something already, or the path would be a circle', { field: 'into' })
  await tx.query(put, [id, merger.organization, merger.into, merger.kind, merger.from, until, merger.mrnPrefix, merger.changed])
  return id
}

/** Ends a merger now; one that has not begun is taken back. Refuses `not-found` when there is none, or it has ended. */
export async function endMerger(tx: Tx, id: Id): Promise<void> {
  const [[ended], [cancelled]] = await Promise.all([tx.query(end, [id]), tx.query(cancel, [id])])
  if (ended === undefined && cancelled === undefined) throw new Refusal('not-found', 'no such merger, or it has ended')
}

export type MrnPlace = { readonly organization: string; readonly mrn: string }

/**
 * Under which organizations, and how written, may a record number that somebody reads off a bill be kept?
 * The organization's own first; then those that became part of it, with and without the letters their numbers got in front.
 */
export function placesOfMrn(organization: string, mrn: string, before: readonly Merger[]): readonly MrnPlace[] {
  const places: MrnPlace[] = [{ organization, mrn }]
  for (const merger of before) {
    const bare = merger.mrnPrefix === null ? null : withoutPrefix(mrn, merger.mrnPrefix)
    places.push({ organization: merger.organization, mrn })
    if (bare !== null) places.push({ organization: merger.organization, mrn: bare })
  }
  return places
}

function withoutPrefix(mrn: string, prefix: string): string | null {
  const text = mrn.trimStart()
  if (text.slice(0, prefix.length).toUpperCase() !== prefix.toUpperCase()) return null
  const rest = text.slice(prefix.length).replace(/^[\s.:#/-]+/, '')
  return rest === '' ? null : rest
}
