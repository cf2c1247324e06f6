// What does a page or an action know about the request it answers?
import type { AuditEvent } from '#audit'
import type { Session, StaffSession } from '#accounts'
import type { Viewer, Workplace } from '#access'
import type { Tx } from '#kernel'
import type { SiteFunction } from '../../../contract/site-functions.ts'
import type { RefusalCode } from '../../../contract/refusals.ts'
import type { StaffRole } from '../../../contract/staff-roles.ts'
import type { House } from './house.ts'
import type { CookieName } from './cookies.ts'

export type Language = 'en'

/** A refusal to be shown beside a field, with what was typed (never secrets). */
export type Problem = { readonly code: RefusalCode; readonly field: string | null; readonly facts: Readonly<Record<string, string | number>>; readonly typed: Readonly<Record<string, string>> }

export type AnyContext = {
  readonly house: House
  readonly language: Language
  readonly now: Date
  /** One id for everything this request does. */
  readonly request: string
  readonly path: string
  /** Canonical network of the caller: IPv4 /32, IPv6 /64 (R19), keyed. */
  readonly network: string
  /** The address people type, without a slash at the end. */
  readonly publicUrl: string
  /** The hidden field every form carries: bound to the session, or to the visit before there is one. */
  readonly formToken: string
  /** Value of a cookie of ours, if sent. */
  cookie(name: CookieName): string | null
  /** What the browser calls itself, for "your devices"; at most 300 characters. */
  readonly agent: string
  /** What must work for this page (`needs` of its route). */
  readonly needs: readonly SiteFunction[]
  /** Under which reference the refusal shown on this page can be found again; null when there is none. */
  readonly reference: string | null
  /** What this try is about, beside an e-mail in the form: for the timeline of attempts. Does nothing where the route is no step. */
  about(kind: 'email' | 'signup', value: string): void
}

/** Before somebody is fully signed in: actions begin their own transactions (counters must stay when they refuse). */
export type PublicContext = AnyContext & {
  readonly signedIn: false
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/** Signed in with everything the route asks for: one transaction, one Viewer; the answer leaves only after its commit. */
export type RecordContext = AnyContext & {
  readonly signedIn: true
  readonly tx: Tx
  readonly session: Session
  readonly viewer: Viewer
  /** Leaves this request's line in the trail. A route that declares an audit kind and never calls it is a fault. */
  note(event: Omit<AuditEvent, 'patient' | 'kind' | 'actor' | 'actorRole' | 'actorName' | 'request'> & { readonly patient?: string | null; readonly patients?: readonly string[]; readonly kind?: AuditEvent['kind'] }): void
}

/** Whoever works where they work: role `desk`, one transaction that sees only rows of `organization`; the answer leaves only after its commit. */
export type StaffContext = AnyContext & {
  readonly signedIn: true
  readonly tx: Tx
  readonly session: StaffSession
  readonly staff: {
    readonly person: string
    readonly name: string
    /** The id; empty only on pages of their own account, while somebody with several places has not chosen one. */
    readonly organization: string
    readonly roles: readonly StaffRole[]
    /** Every place they work at now. */
    readonly places: readonly Workplace[]
  }
  /**
   * Leaves this request's line in the trail, with why. With `patient`, that person reads it in "who looked", with role and
   * organization. A route that declares an audit kind and never calls it is a fault.
   */
  note(event: Omit<AuditEvent, 'patient' | 'kind' | 'actor' | 'actorRole' | 'actorName' | 'request' | 'purpose'> & { readonly reason: string; readonly patient?: string | null; readonly patients?: readonly string[]; readonly kind?: AuditEvent['kind'] }): void
}
