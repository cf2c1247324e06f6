// What must a route say about itself? Everything, in one place; the registry refuses to start when a part is missing.
import type { VNode } from 'preact'
import type { z } from 'zod'
import type { AuditKind } from '#audit'
import type { AttemptEnd, AttemptStep } from '../../../contract/attempt-steps.ts'
import type { SiteFunction } from '../../../contract/site-functions.ts'
import type { RefusalCode } from '../../../contract/refusals.ts'
import type { StaffRole } from '../../../contract/staff-roles.ts'
import type { Problem, PublicContext, RecordContext, StaffContext } from './context.ts'
import type { CookieName } from './cookies.ts'

/**
 * Who may come here. `joining`: holds a checked activation code; `half`: password given, second factor not yet. `staff`: works at an
 * organization now, in one of the route's roles; `half-staff` and `invited`: on the way there.
 */
export const audiences = ['public', 'joining', 'half', 'patient', 'invited', 'half-staff', 'staff'] as const
export type Audience = (typeof audiences)[number]

/** What must have been shown: nothing, a password, a second factor, or a second factor at most 5 minutes ago (R46). */
export const assurances = ['none', 'password', 'second-factor', 'fresh-factor'] as const
export type Assurance = (typeof assurances)[number]

/** Which object the route reads and by which rule it may: `own-record` passes release and a Viewer, `own-account` the session's person, `own-organization` what row level security shows of the organization staff works at. */
export const objectRules = ['nothing', 'directory', 'own-joining', 'own-account', 'own-record', 'own-organization', 'trial-mailbox', 'published'] as const
export type ObjectRule = (typeof objectRules)[number]

/** R62. Counted for each session (signed in) or network (not). */
export const rateClasses = { read: 300, write: 60, search: 60, directory: 60, export: 60, 'sign-in': 120, asset: 1200 } as const
export type RateClass = keyof typeof rateClasses

export type ContextOf<A extends Audience> = A extends 'patient' ? RecordContext : A extends 'staff' ? StaffContext : PublicContext

/** What an action or a page may answer instead of a view. Cookies: null ends one. */
export type Answer =
  | { readonly go: string; readonly cookies?: Cookies; readonly clear?: boolean }
  | { readonly show: VNode; readonly status?: number; readonly cookies?: Cookies }
  /** A body that takes time is a function: it is called after the transaction, which must not wait for it. */
  | { readonly file: { readonly body: Uint8Array | string | (() => Promise<Uint8Array>); readonly type: string; readonly name: string; readonly inline?: boolean } }
  /** A document for everybody, also for pages of other sites: it may be kept for an hour, and carries no cookie. `etag` as a header has it. */
  | { readonly published: { readonly body: string; readonly type: string; readonly etag: string } }
  | { readonly json: unknown; readonly status?: number; readonly cookies?: Cookies }

/** `device`: this browser completed a sign-in before (R20); it opens nothing. */
export type Cookies = Partial<Record<CookieName, string | null>>

type Declared<A extends Audience> = {
  readonly path: `/${string}`
  readonly audience: A
  readonly assurance: Assurance
  /** Staff routes only, and always: which roles may come. Any other role meets a page that is not there. */
  readonly roles?: readonly StaffRole[]
  readonly reads: ObjectRule
  /** The kind of line this route leaves in the trail; 'none' only where nothing about a person is shown or changed. */
  readonly audit: AuditKind | 'none'
  readonly rate: RateClass
  /** What must work for this page: when it does not, a banner says so before anybody types. */
  readonly needs?: readonly SiteFunction[]
  /** A step of getting in: each refusal leaves a line in the timeline of attempts and shows its reference. Not for pages of those who are in. */
  readonly step?: AttemptStep
  /** The line left when a try of this step goes well; a session that begins leaves its own. */
  readonly ends?: AttemptEnd
}

/** GET: load, then view. `load` may answer at once (a redirect, a file). */
export type PageRoute<A extends Audience = Audience, D = unknown, P extends z.ZodType = z.ZodType, Q extends z.ZodType = z.ZodType> = Declared<A> & {
  readonly method: 'GET'
  readonly params?: P
  /** Query values that do not fit are a 400 page; a page that wants to explain takes them as text. */
  readonly query?: Q
  readonly load: (context: ContextOf<A>, input: { params: z.output<P>; query: z.output<Q> }) => Promise<D | AnswerBox>
  readonly view: (data: D, context: ContextOf<A>, problem: Problem | null) => VNode
}

/** POST of a form. A refusal whose place is a field shows `again` with what was typed; any other its own page. */
export type ActRoute<A extends Audience = Audience, P extends z.ZodType = z.ZodType, F extends z.ZodType = z.ZodType> = Declared<A> & {
  readonly method: 'POST'
  readonly params?: P
  readonly form: F
  /** Fields never handed back to the page (passwords, codes). */
  readonly secretFields?: readonly string[]
  readonly again?: PageRoute
  readonly act: (context: ContextOf<A>, input: { params: z.output<P>; form: z.output<F> }) => Promise<Answer>
}

export type Route = PageRoute | ActRoute

/** Marks an answer given by `load` in place of data. */
export class AnswerBox {
  readonly answer: Answer
  constructor(answer: Answer) {
    this.answer = answer
  }
}
export const answer = (one: Answer): AnswerBox => new AnswerBox(one)

/** Declares a page. */
export function page<A extends Audience, D, P extends z.ZodType = z.ZodType<Record<string, string>>, Q extends z.ZodType = z.ZodType<Record<string, string>>>(route: Omit<PageRoute<A, D, P, Q>, 'method'>): PageRoute {
  return { ...route, method: 'GET' } as unknown as PageRoute
}

/** Declares the action of a form. */
export function act<A extends Audience, F extends z.ZodType, P extends z.ZodType = z.ZodType<Record<string, string>>>(route: Omit<ActRoute<A, P, F>, 'method'>): ActRoute {
  return { ...route, method: 'POST' } as unknown as ActRoute
}

/** Codes a field shows beside itself. */
export type FieldProblem = { readonly field: string | null; readonly code: RefusalCode }
