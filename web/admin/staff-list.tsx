// Who works here, as what, and are they in yet? And how does somebody new come on the list?
import { z } from 'zod'
import type { StaffMember } from '#access'
import { Button, Crumb, ErrorSummary, Field, Form, LinkButton, Notice, Table } from '#parts'
import { Refusal } from '#kernel'
import { type Problem, type StaffContext, act, page } from '#web'
import { addStaff, adminStaff as words } from '../../words/en/admin.ts'
import { shortDate } from '../../words/en/dates.ts'
import { staffRoleWords } from '../../words/en/staff-roles.ts'
import { StaffPage, siteOf, staffZone } from '../staff/frame.tsx'
import { isRanOut } from './attention.ts'
import { RoleBoxes, roleFields, rolesIn } from './roles.tsx'

export const administering = { audience: 'staff', roles: ['administrator'], reads: 'own-organization' } as const

type ListData = { readonly members: readonly StaffMember[]; readonly done: keyof typeof words.done | null }

/** "Has a sign-in", "Link works until Dec 4, 2026". */
export function signInOf(one: StaffMember, context: StaffContext): string {
  if (one.hasAccount && one.invitedUntil === null) return words.in
  if (one.invitedUntil === null || isRanOut(one, context.now) || one.invitedUntil.getTime() <= context.now.getTime()) return words.ranOut
  return words.until(shortDate(one.invitedUntil, staffZone(context)))
}

function ListView({ data, context }: { data: ListData; context: StaffContext }) {
  const rows = data.members.map((one) => [
    <a key="name" href={`/admin/staff/${one.person}`}>
      {one.name}
    </a>,
    one.roles.map((role) => staffRoleWords[role]).join(', '),
    signInOf(one, context),
  ])
  return (
    <StaffPage context={context} title={words.title} current="/admin/staff">
      <h1>{words.heading}</h1>
      {data.done !== null && (
        <Notice kind="done" heading={words.done[data.done].heading}>
          <p>{words.done[data.done].text}</p>
        </Notice>
      )}
      <p class="lede">{words.lede(data.members.length)}</p>
      <p class="bar">
        <LinkButton href="/admin/staff/add">{words.add}</LinkButton>
      </p>
      <div class="mt5">
        <Table caption={words.heading} columns={words.columns} rows={rows} />
      </div>
    </StaffPage>
  )
}

export const staffListPage = page({
  path: '/admin/staff',
  ...administering,
  assurance: 'second-factor',
  audit: 'staff-listed',
  rate: 'read',
  query: z.object({ done: z.enum(['added', 'roles', 'ended', 'link']).optional().catch(undefined) }),
  load: async (context: StaffContext, input): Promise<ListData> => {
    const members = await context.house.staffing.members(context.tx, context.staff.organization)
    context.note({ reason: 'list of staff', count: members.length })
    return { members, done: input.query.done ?? null }
  },
  view: (data: ListData, context) => <ListView data={data} context={context as StaffContext} />,
})

const errorOf = (problem: Problem | null, code: Problem['code'], text: string): string | undefined => (problem?.code === code ? text : undefined)

function AddView({ context, problem }: { context: StaffContext; problem: Problem | null }) {
  const name = errorOf(problem, 'name-missing', addStaff.noName)
  const email = errorOf(problem, 'email-not-usable', addStaff.noEmail)
  const role = errorOf(problem, 'nothing-chosen', addStaff.noRole)
  const errors = [{ message: name, field: 'name' }, { message: email, field: 'email' }, { message: role, field: 'role' }].flatMap(({ message, field }) => (message === undefined ? [] : [{ message, field }]))
  return (
    <StaffPage context={context} title={addStaff.title} current="/admin/staff" within slim refused={problem !== null} crumb={<Crumb label={addStaff.back} href="/admin/staff" />}>
      <h1>{addStaff.heading}</h1>
      {errors.length > 0 && <ErrorSummary language={context.language} errors={errors} />}
      {problem === null && <p class="lede">{addStaff.lede}</p>}
      <Form action="/admin/staff/add" token={context.formToken} column>
        <Field language={context.language} id="name" label={addStaff.name} hint={addStaff.nameHint} autocomplete="off" value={problem?.typed.name} error={name} />
        <Field language={context.language} id="email" label={addStaff.email} hint={addStaff.emailHint} type="email" autocomplete="off" value={problem?.typed.email} error={email} />
        <RoleBoxes chosen={problem === null ? [] : rolesIn(problem.typed)} legend={addStaff.roles} error={role} />
        <p>
          <Button>{addStaff.button}</Button>
        </p>
      </Form>
    </StaffPage>
  )
}

export const addStaffPage = page({
  path: '/admin/staff/add',
  ...administering,
  assurance: 'fresh-factor',
  audit: 'staff-listed',
  rate: 'read',
  load: async (context: StaffContext) => {
    context.note({ reason: 'adding staff' })
    return {}
  },
  view: (_data: object, context, problem) => <AddView context={context as StaffContext} problem={problem} />,
})

/** A name that can stand in a list of who looked: one line, not only spaces. */
function readName(typed: string): string {
  const name = typed.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim()
  if (name === '') throw new Refusal('name-missing', 'no name', { field: 'name' })
  return name
}

export const addStaffMember = act({
  path: '/admin/staff/add',
  ...administering,
  assurance: 'fresh-factor',
  audit: 'staff-invited',
  rate: 'write',
  form: z.strictObject({ name: z.string().max(120).default(''), email: z.string().max(1_000).default(''), ...roleFields }),
  again: addStaffPage,
  act: async (context: StaffContext, { form }) => {
    const { staff } = context
    const roles = rolesIn(form)
    const name = readName(form.name)
    const { person } = await context.house.staffing.invite(context.tx, { organization: staff.organization, site: siteOf(context), by: staff.name, name, email: form.email, roles })
    context.note({ reason: 'new staff', detail: { member: person, roles: roles.join(', ') } })
    return { go: '/admin/staff?done=added' }
  },
})
