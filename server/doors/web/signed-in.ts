// Who is this, looked up live in the transaction that answers them? A patient with a Viewer, or staff where they work.
import { type Tx, Refusal } from '#kernel'
import type { AuditEvent } from '#audit'
import type { Session } from '#accounts'
import type { AnyContext, RecordContext, StaffContext } from './context.ts'
import type { House } from './house.ts'
import type { Route } from './route.ts'

/** How the trail names who acts. */
export type By = Pick<AuditEvent, 'actor' | 'actorRole' | 'actorName' | 'detail'>

export type Leave = (event: Omit<AuditEvent, 'patient' | 'kind' | 'actor' | 'actorRole' | 'actorName' | 'request'> & { readonly patient?: string | null; readonly patients?: readonly string[]; readonly kind?: AuditEvent['kind'] }) => void

export type Entered = { readonly session: Session; readonly by: By; context(any: AnyContext, leave: Leave): RecordContext | StaffContext }

/** `known`: called as soon as it is known who asks, so that a refusal after it names them in the trail. */
type Entering = { readonly house: House; readonly tx: Tx; readonly token: string; readonly route: Route; known(by: By): void }

/** The look-up of the session and the reach of the person travel together. */
export async function enterAsPatient({ house, tx, token, known }: Entering): Promise<Entered> {
  const entering = house.accounts.enter(tx, token)
  const viewer = await house.access.viewerFor(tx, entering, 'me')
  const session = await entering
  const by: By = { actor: session.person, actorRole: 'patient', actorName: session.name }
  known(by)
  return { session, by, context: (any, note) => ({ ...any, signedIn: true, tx, session, viewer, note }) }
}

/**
 * Staff: whether they work where their session says is looked up now, and the route must name one of their roles. Pages of their own
 * account need no place.
 */
export async function enterAsStaff({ house, tx, token, route, known }: Entering): Promise<Entered> {
  const session = await house.accounts.staff.enter(tx, token)
  const who = { actor: session.person, actorRole: 'staff', actorName: session.name } as const
  known(who)
  const { here, places } = await house.access.enterWork(tx, session)
  if (here === null && route.reads !== 'own-account') throw new Refusal('choose-place-first', 'works at several places')
  const asked = route.roles ?? []
  const may = here === null ? places.some((place) => place.roles.some((role) => asked.includes(role))) : here.roles.some((role) => asked.includes(role))
  const role = here?.roles.find((one) => asked.includes(one)) ?? here?.roles[0]
  const by: By = here === null ? who : { ...who, detail: { organization: here.organization, role: role ?? '' } }
  known(by)
  if (!may) throw new Refusal('not-found', `none of the roles ${asked.join(', ')}`)
  return {
    session, by,
    context: (any, leave) => ({
      ...any, signedIn: true, tx, session,
      staff: { person: session.person, name: session.name, organization: here?.organization ?? '', roles: here?.roles ?? [], places },
      note: ({ reason, ...event }: Parameters<StaffContext['note']>[0]) => leave({ ...event, purpose: reason }),
    }),
  }
}
