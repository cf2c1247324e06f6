// How does the desk find and change a sign-up in the database? As role `desk`: only rows of the organization it works at.
import { type Id, type Statement, statement } from '#kernel'
import type { DeskDecision, IdKind } from '../../../../contract/desk-cases.ts'
import type { SignUpOutcome, SignUpState } from '../../../../contract/sign-ups.ts'

export type CaseRow = {
  readonly id: Id
  readonly organization: string
  readonly state: SignUpState
  readonly turn: number
  readonly claim: Buffer | null
  readonly startedAt: string
  readonly askedAt: string | null
  readonly endsAt: string
  readonly outcome: SignUpOutcome | null
  readonly patient: Id | null
  /** A member of staff chose the record. */
  readonly picked: boolean
  readonly asks: number
  /** Counts the desk's decisions: of two at once one finds it changed. */
  readonly version: number
  readonly linkUntil: string | null
  readonly provenAt: string | null
  readonly doneAt: string | null
}

const columns = `s.id, s.organization, s.state, s.help_turn as turn, s.claim, s.started_at as "startedAt", s.asked_at as "askedAt", s.ends_at as "endsAt", s.outcome, s.patient, s.picked, s.asks, s.version,
  s.link_until as "linkUntil", s.proven_at as "provenAt", s.done_at as "doneAt"`

export const byHelpCode: Statement<CaseRow> = statement('identity.case-by-code', `select ${columns} from identity_signup s where s.organization = app_organization() and s.help_index = $1 and s.ends_at > app_now() and s.asked_at is not null`)
export const byBirth: Statement<CaseRow> = statement('identity.case-by-birth', `select ${columns} from identity_signup s
  where s.organization = app_organization() and s.birth_index = $1 and s.ends_at > app_now() and s.asked_at is not null order by s.state in ('done', 'stopped'), s.asked_at desc, s.id limit 20`)
/** Only for a member of staff who gave two details within the hour. */
export const openedCase: Statement<CaseRow> = statement('identity.opened-case', `select ${columns} from identity_signup s
  where s.id = $1 and s.organization = app_organization() and s.ends_at > app_now()
    and exists (select 1 from identity_look l where l.signup = s.id and l.staff = $2 and l.looked_at > app_now() - interval '1 hour')`)
export const insertLook: Statement<never> = statement('identity.insert-look', 'insert into identity_look (id, signup, organization, staff, staff_name, looked_at) values ($1, $2, app_organization(), $3, $4, app_now())')

export type Look = { readonly staff: Id; readonly name: string; readonly at: string }
export const looksOf: Statement<Look> = statement('identity.looks', 'select staff, staff_name as name, looked_at as at from identity_look where signup = $1 order by looked_at desc, id limit 50')

export type Decided = { readonly staff: Id; readonly name: string; readonly at: string; readonly decision: DeskDecision; readonly idKind: IdKind | null; readonly idLast4: string | null; readonly via: 'text' | 'mail' | null }
export const decisionsOf: Statement<Decided> = statement('identity.decisions', 'select staff, staff_name as name, decided_at as at, decision, id_kind as "idKind", id_last4 as "idLast4", via from identity_decision where signup = $1 order by decided_at desc, id limit 50')
export const insertDecision: Statement<never> = statement('identity.insert-decision', `insert into identity_decision (id, signup, organization, staff, staff_name, decided_at, decision, checks, id_kind, id_last4, patient, via)
  values ($1, $2, app_organization(), $3, $4, app_now(), $5, $6, $7, $8, $9, $10)`)

/** Every change names the version that was looked at: whoever comes second finds another one. */
export const approve: Statement<{ id: Id }> = statement('identity.approve', `update identity_signup set state = 'approved', version = version + 1, patient = $3, person = $4, link = $5, link_until = $6, sent_to = $7, stop_link = $8,
  proven_by = null, proven_at = null, challenge_code = null where id = $1 and version = $2 and state in ('parked', 'referred', 'approved', 'proven') returning id`)
export const moveCase: Statement<{ id: Id }> = statement('identity.move-case', `update identity_signup set state = $3, version = version + 1, link = null
  where id = $1 and version = $2 and state = any ($4) returning id`)
export const pickRecord: Statement<{ id: Id }> = statement('identity.pick-record', `update identity_signup set patient = $3, picked = true, version = version + 1 where id = $1 and version = $2 and state in ('parked', 'referred') returning id`)
export const dropJoinings: Statement<never> = statement('identity.drop-joinings-of-case', 'select identity_drop_joinings($1)')
export const referred: Statement<CaseRow> = statement('identity.referred', `select ${columns} from identity_signup s where s.organization = app_organization() and s.state = 'referred' and s.ends_at > app_now() order by s.asked_at, s.id limit 100`)
