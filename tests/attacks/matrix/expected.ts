// What does a declaration promise to whom? One row for each audience; a new audience without its row does not compile.
import type { Declaration } from '#web'
import type { Audience } from '#web'
import type { Identity } from './cast.ts'

/** `in`: the page itself. `away`: led to the beginning of the way in. `not-there`: the bytes of a page that does not exist. */
export type Verdict = { readonly is: 'in' } | { readonly is: 'away'; readonly to: RegExp } | { readonly is: 'not-there' }

const away = (to: RegExp): Verdict => ({ is: 'away', to })
const signIn = /^\/sign-in/
const staffSignIn = /^\/staff\/sign-in/

const rows: Readonly<Record<Audience, (who: Identity, route: Declaration) => Verdict>> = {
  public: () => ({ is: 'in' }),
  joining: ({ standing }) => (standing === 'joining' ? { is: 'in' } : away(/^\/code/)),
  half: ({ standing }) => (standing === 'half' ? { is: 'in' } : away(signIn)),
  patient: ({ standing }) => (standing === 'patient' ? { is: 'in' } : away(signIn)),
  invited: ({ standing }) => (standing === 'invited' ? { is: 'in' } : away(staffSignIn)),
  'half-staff': ({ standing }) => (standing === 'half-staff' ? { is: 'in' } : away(staffSignIn)),
  staff: ({ standing, roles }, route) => {
    if (standing !== 'staff') return away(staffSignIn)
    return route.roles.some((role) => (roles as readonly string[]).includes(role)) ? { is: 'in' } : { is: 'not-there' }
  },
}

/** Pages that also ask for a state which a test of their own makes: a freeze, a wait, a phone for texts, another portal, a mailed link, a file. */
const asksMore = /^\/sign-in\/(text|new-step|frozen)|^\/o\/:organization\/leave$|\/files\/:index$|^\/code\/(:square|stop)|^\/staff\/welcome\/|^\/find\/:id$|^\/admin\/organizations\/(found|entries)\/|:link$/
export const opensElsewhere = (route: Declaration): boolean => asksMore.test(route.path)

export const verdictOf = (who: Identity, route: Declaration): Verdict => rows[route.audience as Audience](who, route)
