// Who is signed in? An opaque cookie whose hash is in the database; every request looks it up (R39, R49). No cache, no token.
import { createHash } from 'node:crypto'
import { type Statement, type Tx, Refusal, instant, newId, newSecret, statement } from '#kernel'

export type Session = {
  readonly id: string
  readonly person: string
  readonly name: string
  /** As the person typed it. */
  readonly email: string
  /** There is no session with less. */
  readonly assurance: 'second-factor'
  /** When a second factor was last shown (R46). */
  readonly factorAt: Date
  readonly startedAt: Date
  /** The absolute end (R42). */
  readonly endsAt: Date
  /** The end if nothing is done until then (R41). */
  readonly idleEndsAt: Date
  /** Signed in on a shared computer: shorter idle time, no device cookie. */
  readonly shared: boolean
  /** How long nothing may be done (R41). */
  readonly idleSeconds: number
}

/** A patient's account and a member of staff's are never the same, also under one e-mail address. */
export type AccountKind = 'patient' | 'staff'

/** `organization`: where they said they work; whether they do is looked up by access at each request. */
export type StaffSession = Session & { readonly organization: string | null }

/** R41: 15 minutes, 10 for staff (their screens stand where others pass); 5 on a shared computer. */
export const idleSeconds = (kind: AccountKind, shared: boolean): number => (shared ? 5 : kind === 'staff' ? 10 : 15) * 60
/** R42. */
const absoluteHours = 12
/** R45: the oldest ends when a sixth begins. */
const mostSessions = 5

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

type Row = { id: string; person: string; name: string; email: string; started_at: string; touched_at: string; factor_at: string; ends_at: string; idle_seconds: number; shared: boolean; organization?: string | null }

const enterSession: Statement<Row> = statement('accounts.enter', 'select id, person, name, email, started_at, touched_at, factor_at, ends_at, idle_seconds, shared from accounts_enter($1)')
const enterStaffSession: Statement<Row> = statement('accounts.enter-staff', 'select id, person, name, email, started_at, touched_at, factor_at, ends_at, idle_seconds, shared, organization from accounts_enter_staff($1)')
const chooseOrganization: Statement<never> = statement('accounts.choose-organization', 'update accounts_session set organization = $2 where id = $1 and person = app_person()')
const setPerson: Statement<never> = statement('accounts.set-person', "select set_config('app.person', $1, true), set_config('app.half', '', true)")
const insertSession: Statement<never> = statement('accounts.insert-session', `insert into accounts_session (id, hash, person, started_at, touched_at, factor_at, ends_at, idle_seconds, shared, agent)
  values ($1, $2, $3, app_now(), app_now(), app_now(), $4, $5, $6, $7)`)
const trimSessions: Statement<never> = statement('accounts.trim-sessions', `delete from accounts_session where person = app_person() and id not in (
  select id from accounts_session where person = app_person() order by started_at desc, id limit ${mostSessions})`)
const touchSession: Statement<never> = statement('accounts.touch-session', 'update accounts_session set touched_at = app_now() where id = $1 and person = app_person()')
const renewSession: Statement<never> = statement('accounts.renew-session', 'update accounts_session set hash = $2, factor_at = $3, touched_at = app_now() where id = $1 and person = app_person()')
const readChallenge: Statement<{ challenge: string | null }> = statement('accounts.read-challenge', 'select challenge from accounts_session where id = $1 and person = app_person()')
const keepSessionChallenge: Statement<never> = statement('accounts.keep-challenge', 'update accounts_session set challenge = $2 where id = $1 and person = app_person()')
const leaveSession: Statement<{ person: string | null }> = statement('accounts.leave', 'select accounts_leave($1) as person')

function sessionOf(row: Row): Session {
  return {
    id: row.id,
    person: row.person,
    name: row.name,
    email: row.email,
    assurance: 'second-factor',
    factorAt: instant(row.factor_at),
    startedAt: instant(row.started_at),
    endsAt: instant(row.ends_at),
    idleEndsAt: instant(Math.min(instant(row.touched_at).getTime() + row.idle_seconds * 1000, instant(row.ends_at).getTime())),
    shared: row.shared,
    idleSeconds: row.idle_seconds,
  }
}

/**
 * One statement: looks the cookie up and makes this transaction the person's (app.person). Statements sent after it, also
 * without waiting, already run under that person; with a bad cookie they see nothing.
 * Refuses: sign-in-first (no cookie), session-ended.
 */
export async function enter(tx: Tx, token: string | null): Promise<Session> {
  if (token === null) throw new Refusal('sign-in-first', 'no session cookie')
  const [row] = await tx.query(enterSession, [hashOf(token)])
  if (row === undefined) throw new Refusal('session-ended', 'no such session, or it ended')
  return sessionOf(row)
}

/** The same for staff: a patient's cookie is no cookie here. */
export async function enterStaff(tx: Tx, token: string | null): Promise<StaffSession> {
  if (token === null) throw new Refusal('sign-in-first', 'no staff session cookie')
  const [row] = await tx.query(enterStaffSession, [hashOf(token)])
  if (row === undefined) throw new Refusal('session-ended', 'no such staff session, or it ended')
  return { ...sessionOf(row), organization: row.organization ?? null }
}

/** From here on this session works for that organization, with a new cookie (R44). Gives it. */
export async function workFor(tx: Tx, session: StaffSession, organization: string): Promise<string> {
  await tx.query(chooseOrganization, [session.id, organization])
  return renew(tx, session, session.factorAt)
}

export type NewSession = { readonly kind: AccountKind; readonly person: string; readonly name: string; readonly email: string; readonly shared: boolean; readonly agent: string }

/** From here on this transaction is the person's. Only after their proofs were checked. */
export const becomePerson = (tx: Tx, person: string): Promise<unknown> => tx.query(setPerson, [person])

/** Starts a session with a fresh id (R44) for somebody who showed a second factor just now; the oldest beyond five end. */
export async function startSession(tx: Tx, { kind, person, name, email, shared, agent }: NewSession): Promise<{ token: string; session: Session }> {
  const token = newSecret()
  const id = newId()
  const endsAt = instant(tx.now.getTime() + absoluteHours * 3_600_000)
  const idle = idleSeconds(kind, shared)
  await Promise.all([tx.query(setPerson, [person]), tx.query(insertSession, [id, hashOf(token), person, endsAt, idle, shared, agent]), tx.query(trimSessions)])
  const session: Session = { id, person, name, email, assurance: 'second-factor', factorAt: tx.now, startedAt: tx.now, endsAt, idleEndsAt: instant(tx.now.getTime() + idle * 1000), shared, idleSeconds: idle }
  return { token, session }
}

/** The person is here: the idle time begins anew (R43). */
export async function touch(tx: Tx, session: Session): Promise<Session> {
  await tx.query(touchSession, [session.id])
  return { ...session, idleEndsAt: instant(Math.min(tx.now.getTime() + session.idleSeconds * 1000, session.endsAt.getTime())) }
}

/** A new id after a privilege change (R44): the old cookie is dead at once. Returns the new one. `factorAt`: now, when a factor was shown for it. */
export async function renew(tx: Tx, session: Session, factorAt: Date = tx.now): Promise<string> {
  const token = newSecret()
  await tx.query(renewSession, [session.id, hashOf(token), factorAt])
  return token
}

/** Ends the session of this cookie; gives whose it was, or null when there was none. */
export async function signOut(tx: Tx, token: string | null): Promise<string | null> {
  if (token === null) return null
  const [row] = await tx.query(leaveSession, [hashOf(token)])
  return row?.person ?? null
}

/** Keeps the challenge a device of this session is to answer. */
export async function keepChallenge(tx: Tx, session: Session, challenge: string | null): Promise<void> {
  await tx.query(keepSessionChallenge, [session.id, challenge])
}

/** The challenge, once: the next answer needs a new one. */
export async function takeChallenge(tx: Tx, session: Session): Promise<string | null> {
  const [row] = await tx.query(readChallenge, [session.id])
  await keepChallenge(tx, session, null)
  return row?.challenge ?? null
}
