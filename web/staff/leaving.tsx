// How does staff stay, choose where they work, and leave? Leaving ends the session here before it clears the browser (R47).
import { z } from 'zod'
import { Button, Form, LinkButton } from '#parts'
import { type PublicContext, type StaffContext, act, page } from '#web'
import { Refusal } from '#kernel'
import { staffRoles } from '../../contract/staff-roles.ts'
import { staffRoleWords } from '../../words/en/staff-roles.ts'
import { staffLeft, staffWhere as words } from '../../words/en/staff.ts'
import { StaffDoor, StaffPage } from './frame.tsx'

const own = { audience: 'staff', assurance: 'second-factor', roles: staffRoles, reads: 'own-account', rate: 'write' } as const

export const extend = act({
  path: '/staff/session/extend', ...own, audit: 'none', form: z.strictObject({}),
  act: async (context: StaffContext) => {
    const session = await context.house.accounts.touch(context.tx, context.session)
    return { json: { idleEndsAt: session.idleEndsAt.toISOString(), endsAt: session.endsAt.toISOString() } }
  },
})

export const signOut = act({
  path: '/staff/sign-out', ...own, audit: 'signed-out', form: z.strictObject({}),
  act: async (context: StaffContext) => {
    context.note({ reason: 'left' })
    await context.house.accounts.staff.signOut(context.tx, context.cookie('staff'))
    return { go: '/staff/signed-out', clear: true, cookies: { staff: null, 'staff-half': null, 'staff-invited': null } }
  },
})

export const signedOutPage = page({
  path: '/staff/signed-out', audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'directory',
  load: async () => ({}),
  view: (_data: object, context) => (
    <StaffDoor context={context as PublicContext} title={staffLeft.title}>
      <h1>{staffLeft.heading}</h1>
      <p class="lede">{staffLeft.lede}</p>
      <p class="bar">
        <LinkButton href="/staff/sign-in">{staffLeft.again}</LinkButton>
      </p>
    </StaffDoor>
  ),
})

function WhereView({ context }: { context: StaffContext }) {
  const { staff } = context
  return (
    <StaffPage context={context} title={words.title} slim>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      {staff.places.map((place) => {
        const name = context.house.organizations.find(place.organization)?.name ?? place.organization
        return (
          <Form key={place.organization} action="/staff/where" token={context.formToken} label={name}>
            <input type="hidden" name="organization" value={place.organization} />
            <p class="mt5">
              <b>{name}</b>
              <br />
              <span class="mute">
                {place.roles.map((role) => staffRoleWords[role]).join(', ')}
                {place.organization === staff.organization && `. ${words.here}.`}
              </span>
            </p>
            <p class="row-act">
              <Button quiet={place.organization === staff.organization}>{words.go(name)}</Button>
            </p>
          </Form>
        )
      })}
    </StaffPage>
  )
}

export const wherePage = page({
  path: '/staff/where', ...own, rate: 'read', audit: 'none',
  load: async () => ({}),
  view: (_data: object, context) => <WhereView context={context as StaffContext} />,
})

/** The session gets a new cookie with its new place (R44); where nobody works cannot be chosen. */
export const choosePlace = act({
  path: '/staff/where', ...own, audit: 'staff-worked', form: z.strictObject({ organization: z.string().max(60) }),
  act: async (context: StaffContext, { form }) => {
    if (!context.staff.places.some((place) => place.organization === form.organization)) throw new Refusal('not-found', 'does not work there')
    context.note({ reason: 'chose a place', detail: { place: form.organization } })
    return { go: '/staff', cookies: { staff: await context.house.accounts.staff.workFor(context.tx, context.session, form.organization) } }
  },
})
