// How does a line get into the trail, and who reads it back?
import { type Statement, type Tx, statement } from '#kernel'
import type { AuditKind } from './kinds.ts'

export type AuditEvent = {
  readonly kind: AuditKind
  /** Whose chart; null when it concerns nobody's. */
  readonly patient: string | null
  readonly actor: string | null
  readonly actorRole: 'patient' | 'parent' | 'trusted' | 'staff' | 'app' | 'system' | 'nobody'
  /** As shown in "who looked"; frozen at the time. */
  readonly actorName?: string | null
  readonly record?: string | null
  readonly recordKind?: number | null
  /** How many records the answer held. */
  readonly count?: number | null
  readonly purpose?: string | null
  readonly outcome?: 'done' | 'refused'
  readonly request?: string | null
  readonly detail?: Readonly<Record<string, string | number>> | null
}

/** A line as read back. */
export type TrailLine = { readonly id: string; readonly at: string; readonly kind: AuditKind; readonly patient: string; readonly actor: string | null; readonly actorRole: string; readonly actorName: string | null; readonly record: string | null; readonly recordKind: number | null; readonly count: number | null; readonly purpose: string | null; readonly outcome: string; /** Of staff: where they worked, and as what. */ readonly organization: string | null; readonly role: string | null }

/** A line of an organization's own staff. */
export type StaffLine = TrailLine & { readonly member: string | null }

const nobody = '00000000-0000-0000-0000-000000000000'

const insertEvent: Statement<never> = statement('audit.note', `insert into audit_event (patient, at, kind, actor, actor_role, actor_name, record, record_kind, count, purpose, outcome, request, detail)
  select unnest($1::uuid[]), app_now(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12`)

const readTrail: Statement<TrailLine> = statement('audit.trail', `select id, at, kind, patient, actor, actor_role as "actorRole", actor_name as "actorName", record, record_kind as "recordKind", count, purpose, outcome,
  case when actor_role = 'staff' then detail ->> 'organization' end as organization, case when actor_role = 'staff' then detail ->> 'role' end as role
  from audit_event where patient = any ($1) and at < $2 and at >= $3 order by at desc, id limit $4`)

// Row level security shows it to supervisors and administrators of that organization.
const readStaffTrail: Statement<StaffLine> = statement('audit.staff_trail', `select id, at, kind, patient, actor, actor_role as "actorRole", actor_name as "actorName", record, record_kind as "recordKind", count, purpose, outcome,
  detail ->> 'organization' as organization, detail ->> 'role' as role, detail ->> 'member' as member
  from audit_event where actor_role = 'staff' and detail ->> 'organization' = $1 and ($2::uuid is null or actor = $2) and (not $3 or patient <> '${nobody}') and at < $4 and at >= $5 order by at desc, id limit $6`)

const countActors: Statement<{ actorRole: string; people: number }> = statement('audit.actors', `select actor_role as "actorRole", count(distinct coalesce(actor::text, actor_name))::int as people
  from audit_event where patient = any ($1) and at >= $2 and kind like 'record-%' group by actor_role`)

const readLastLook: Statement<{ at: string | null }> = statement('audit.last_look', `select max(at) as at from audit_event where actor = $1 and at < $2 and kind like 'record-%' and outcome = 'done'`)

export type Audit = {
  /** Writes one line for each patient concerned (or one for nobody), in the caller's transaction. Nothing is shown when it fails. */
  note(tx: Tx, event: Omit<AuditEvent, 'patient'> & { readonly patient?: string | null; readonly patients?: readonly string[] }): Promise<void>
  /** The trail of these charts, newest first; row level security lets a person read only their own. */
  trail(tx: Tx, query: { readonly patients: readonly string[]; readonly before: Date; readonly since: Date; readonly limit: number }): Promise<readonly TrailLine[]>
  /** What staff of an organization did, newest first (role desk); `aboutPatients`: only what concerned somebody's chart. */
  staffTrail(tx: Tx, query: { readonly organization: string; readonly actor: string | null; readonly aboutPatients: boolean; readonly before: Date; readonly since: Date; readonly limit: number }): Promise<readonly StaffLine[]>
  /** When this person last looked at a record before an instant; null: never. */
  lastLook(tx: Tx, actor: string, before: Date): Promise<string | null>
  /** How many people of each role opened these charts since an instant. */
  actors(tx: Tx, patients: readonly string[], since: Date): Promise<readonly { readonly actorRole: string; readonly people: number }[]>
}

export function openAudit(): Audit {
  return {
    async note(tx, event) {
      const patients = event.patients ?? [event.patient ?? nobody]
      await tx.query(insertEvent, [patients.length === 0 ? [nobody] : patients, event.kind, event.actor, event.actorRole, event.actorName ?? null, event.record ?? null, event.recordKind ?? null, event.count ?? null, event.purpose ?? null, event.outcome ?? 'done', event.request ?? null, event.detail === null || event.detail === undefined ? null : JSON.stringify(event.detail)])
    },
    trail: (tx, { patients, before, since, limit }) => tx.query(readTrail, [patients, before, since, limit]),
    staffTrail: (tx, { organization, actor, aboutPatients, before, since, limit }) => tx.query(readStaffTrail, [organization, actor, aboutPatients, before, since, limit]),
    lastLook: async (tx, actor, before) => (await tx.query(readLastLook, [actor, before]))[0]?.at ?? null,
    actors: (tx, patients, since) => tx.query(countActors, [patients, since]),
  }
}
