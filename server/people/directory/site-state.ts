// What does not work now, what happened, and what is planned? Transitions are written when they are noticed; pages read them.
import { type Statement, type Tx, Refusal, instant, newId, statement } from '#kernel'
import type { ClosableFunction, SiteFunction } from '../../../contract/site-functions.ts'

export type Incident = {
  readonly what: SiteFunction
  /** Of a source: its id, its name and its organization. */
  readonly source: { readonly id: string; readonly name: string; readonly organization: string } | null
  readonly began: Date
  /** Null while it lasts. */
  readonly ended: Date | null
}

export type Closure = {
  readonly id: string
  /** Null: the whole site. */
  readonly organization: string | null
  readonly begins: Date
  readonly ends: Date
  readonly affects: readonly ClosableFunction[]
  readonly announcedBy: string
}

/** What is away now, and since when. */
export type Away = { readonly what: SiteFunction; readonly source: string | null; readonly since: Date }

export type SourceFreshness = { readonly id: string; readonly name: string; readonly organization: string; readonly lastReceived: Date | null; readonly downSince: Date | null; readonly lateAfterMinutes: number | null }

export type SiteState = { readonly incidents: readonly Incident[]; readonly closures: readonly Closure[]; readonly sources: readonly SourceFreshness[] }

export type SiteStates = {
  /** Incidents of the last 90 days (open ones of any age), planned work not yet over, and how fresh each source is. Three statements. */
  read(tx: Tx): Promise<SiteState>
  /** Which sources are down, or silent for longer than they may be? */
  sourcesAway(tx: Tx): Promise<readonly Away[]>
  /** Writes what changed: incidents that began, and the end of those whose thing works again (role job). Gives how many lines. */
  record(tx: Tx, away: readonly Away[]): Promise<number>
  /** Writes those that began, and ends none (role job). */
  begins(tx: Tx, away: readonly Away[]): Promise<void>
  /** One that was over before it could be written: the database itself was away (role job). */
  recordPast(tx: Tx, past: { readonly what: SiteFunction; readonly began: Date; readonly ended: Date }): Promise<void>
  /** Announces planned work. Refuses: closure-backwards (it ends before it begins, or has ended). Roles operate and desk (own organization). */
  announce(tx: Tx, closure: Omit<Closure, 'id'>): Promise<string>
  /** Planned work is over, or does not come; false when there is none (or none of the caller's). */
  callOff(tx: Tx, id: string): Promise<boolean>
  /** From when on is silence of a source trouble? Null: never (role operate; desk: its administrator's). */
  expect(tx: Tx, source: string, lateAfterMinutes: number | null): Promise<void>
}

type IncidentRow = { what: SiteFunction; source: string | null; name: string | null; organization: string | null; began_at: string; ended_at: string | null }
type ClosureRow = { id: string; organization: string | null; begins_at: string; ends_at: string; affects: ClosableFunction[]; announced_by: string }
type SourceRow = { id: string; name: string; organization: string; last_received: string | null; down_since: string | null; late_after_minutes: number | null }

const readIncidents: Statement<IncidentRow> = statement('directory.incidents', `select i.what, i.source, s.name, s.organization, i.began_at, i.ended_at from directory_incident i left join directory_source s on s.id = i.source
  where i.ended_at is null or i.ended_at > app_now() - interval '90 days' order by i.began_at desc, i.id limit 200`)
const readClosures: Statement<ClosureRow> = statement('directory.closures', 'select id, organization, begins_at, ends_at, affects, announced_by from directory_closure where ends_at > app_now() and called_off_at is null order by begins_at, id limit 100')
const readSources: Statement<SourceRow> = statement('directory.fresh_sources', `select s.id, s.name, s.organization, s.last_received, s.down_since, p.late_after_minutes from directory_source s left join directory_source_pace p on p.source = s.id
  order by s.organization, s.name, s.id`)
const readAway: Statement<{ id: string; since: string }> = statement('directory.sources_away', `select s.id, least(s.down_since, s.last_received + make_interval(mins => p.late_after_minutes)) as since
  from directory_source s left join directory_source_pace p on p.source = s.id
  where s.down_since is not null or s.last_received + make_interval(mins => p.late_after_minutes) <= app_now()`)
const begin: Statement<{ id: string }> = statement('directory.incident_begins', 'insert into directory_incident (id, what, source, began_at) values ($1, $2, $3, $4) on conflict do nothing returning id')
const endOthers: Statement<{ id: string }> = statement('directory.incidents_end', "update directory_incident set ended_at = greatest(began_at, app_now()) where ended_at is null and not (what || ' ' || coalesce(source, '')) = any ($1) returning id")
const past: Statement<never> = statement('directory.incident_past', 'insert into directory_incident (id, what, began_at, ended_at) values ($1, $2, $3, $4)')
const insertClosure: Statement<never> = statement('directory.announce', 'insert into directory_closure (id, organization, begins_at, ends_at, affects, announced_at, announced_by) values ($1, $2, $3, $4, $5, app_now(), $6)')
const callOffClosure: Statement<{ id: string }> = statement('directory.call_off', 'update directory_closure set called_off_at = app_now() where id = $1 and called_off_at is null and ends_at > app_now() returning id')
const setPace: Statement<never> = statement('directory.set_pace', 'insert into directory_source_pace (source, late_after_minutes) values ($1, $2) on conflict (source) do update set late_after_minutes = excluded.late_after_minutes')
const dropPace: Statement<never> = statement('directory.drop_pace', 'delete from directory_source_pace where source = $1')

const at = (value: string | null): Date | null => (value === null ? null : instant(value))

const incidentOf = (row: IncidentRow): Incident => ({
  what: row.what, began: instant(row.began_at), ended: at(row.ended_at),
  source: row.source === null ? null : { id: row.source, name: row.name ?? row.source, organization: row.organization ?? '' },
})

export function openSiteStates(): SiteStates {
  return {
    async read(tx) {
      const [incidents, closures, sources] = await Promise.all([tx.query(readIncidents), tx.query(readClosures), tx.query(readSources)])
      return {
        incidents: incidents.map(incidentOf),
        closures: closures.map((row) => ({ id: row.id, organization: row.organization, begins: instant(row.begins_at), ends: instant(row.ends_at), affects: row.affects, announcedBy: row.announced_by })),
        sources: sources.map((row) => ({ id: row.id, name: row.name, organization: row.organization, lastReceived: at(row.last_received), downSince: at(row.down_since), lateAfterMinutes: row.late_after_minutes })),
      }
    },
    sourcesAway: async (tx) => (await tx.query(readAway)).map((row) => ({ what: 'source' as const, source: row.id, since: instant(row.since) })),
    async record(tx, away) {
      const ended = await tx.query(endOthers, [away.map((one) => `${one.what} ${one.source ?? ''}`)])
      const begun = await Promise.all(away.map((one) => tx.query(begin, [newId(), one.what, one.source, one.since])))
      return ended.length + begun.flat().length
    },
    async begins(tx, away) {
      await Promise.all(away.map((one) => tx.query(begin, [newId(), one.what, one.source, one.since])))
    },
    async recordPast(tx, { what, began, ended }) {
      await tx.query(past, [newId(), what, began, ended])
    },
    async announce(tx, { organization, begins, ends, affects, announcedBy }) {
      if (begins.getTime() >= ends.getTime() || ends.getTime() <= tx.now.getTime()) throw new Refusal('closure-backwards', 'the work ends before it begins, or is over')
      const id = newId()
      await tx.query(insertClosure, [id, organization, begins, ends, [...affects], announcedBy])
      return id
    },
    callOff: async (tx, id) => (await tx.query(callOffClosure, [id])).length > 0,
    async expect(tx, source, lateAfterMinutes) {
      await (lateAfterMinutes === null ? tx.query(dropPace, [source]) : tx.query(setPace, [source, lateAfterMinutes]))
    },
  }
}
