// What stands around a page of staff? Where they work and as what, their places, and what is kept of each look.
import type { ComponentChildren } from 'preact'
import { Page } from '#parts'
import type { PublicContext, StaffContext } from '#web'
import { frameWords } from '#words'
import { staffRoleWords } from '../../words/en/staff-roles.ts'
import { staffFrame as words } from '../../words/en/staff.ts'
import { withoutTitle } from '../names.ts'
import { siteLines } from '../status/trouble.ts'
import { placesFor } from './nav.ts'

type Body = {
  readonly title: string
  readonly children: ComponentChildren
  readonly aside?: ComponentChildren
  readonly asideLabel?: string
  readonly after?: ComponentChildren
  readonly crumb?: ComponentChildren
  readonly skip?: string
  readonly refused?: boolean
  readonly slim?: boolean
  readonly script?: boolean
}

const markOf = (id: string) => (id === 'lakeside' ? { mark: 'waves' as const } : {})

/** The role a person is known by here: the first of theirs in the closed list's order. */
export const roleOf = (context: StaffContext): string => (context.staff.roles[0] === undefined ? words.kind : staffRoleWords[context.staff.roles[0]])

/** IANA name of the place's time zone. */
export const staffZone = (context: StaffContext): string => context.house.organizations.find(context.staff.organization)?.timeZone ?? 'UTC'

/** The name of the organization they work at now. */
export const siteOf = (context: StaffContext): string => context.house.organizations.find(context.staff.organization)?.name ?? ''

/** A page of somebody at work. `current`: the place in the navigation it is, or (with `within`) lies under. */
export function StaffPage({ context, current, within = false, ...body }: Body & { readonly context: StaffContext; readonly current?: string; readonly within?: boolean }) {
  const { staff } = context
  const organization = context.house.organizations.find(staff.organization)
  const items = placesFor(staff.roles).map(({ label, href }) => ({ label, href }))
  return (
    <Page
      {...body}
      {...siteLines({ house: context.house, now: context.now, needs: [...context.needs, 'sign-in'], organizations: staff.organization === '' ? null : [staff.organization] })}
      language={context.language}
      organization={{ name: organization?.name ?? words.kind, phone: organization?.phone ?? '', kind: roleOf(context), ...markOf(staff.organization) }}
      trial={context.house.config.trial}
      homeHref="/staff"
      desk={{ kept: words.kept, helps: words.helps(organization?.phone ?? '') }}
      {...(items.length < 2 ? {} : { nav: { items, ...(current === undefined ? {} : { current, within }) } })}
      mast={[
        ...(staff.places.length > 1 ? [{ label: words.where, href: '/staff/where' }] : []),
        { label: words.you(withoutTitle(staff.name), roleOf(context)), href: '/staff' },
        { label: words.signOut, post: '/staff/sign-out', token: context.formToken },
      ]}
      session={{ idleSeconds: Math.max(0, Math.floor((context.session.idleEndsAt.getTime() - context.now.getTime()) / 1000)), extendHref: '/staff/session/extend', endHref: '/staff/sign-in?ended=1', leaveHref: '/staff/sign-out', token: context.formToken }}
    />
  )
}

/** Of an installation for one organization its name, otherwise the product's. */
function siteOfInstallation(context: PublicContext): string {
  const known = context.house.organizations.all()
  return known.length === 1 ? (known[0]?.name ?? '') : frameWords(context.language).productName
}

/** A page on the way in: signing in, setting up. `site`: the organization, where it is known. */
export function StaffDoor({ context, site, ...body }: Body & { readonly context: PublicContext; readonly site?: string }) {
  return <Page {...body} {...siteLines({ house: context.house, now: context.now, needs: [...context.needs, 'sign-in'], organizations: null })} language={context.language} organization={{ name: site ?? siteOfInstallation(context), phone: '', kind: words.public }} trial={context.house.config.trial} homeHref="/staff/sign-in" desk={{ kept: words.kept, helps: words.helps('') }} slim={body.aside === undefined} />
}

/** A line of facts under the heading of a desk page: what, and how it is. */
export function FactStrip({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl class="strip">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
