// Who is this member of staff, what may they do, what did they do, and how is that changed? Each change after a fresh factor, mailed to them.
import { z } from 'zod'
import type { StaffMember } from '#access'
import type { StaffLine } from '#audit'
import { instant } from '#kernel'
import { Box, Button, Crumb, Disclosure, ErrorSummary, Facts, Form, Row, Rows, Section } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { accessDeeds } from '../../words/en/access-log.ts'
import { member as words } from '../../words/en/admin.ts'
import { longDate, shortDateAndTime } from '../../words/en/dates.ts'
import { StaffPage, siteOf, staffZone } from '../staff/frame.tsx'
import { RoleBoxes, roleFields, rolesIn } from './roles.tsx'
import { administering, signInOf } from './staff-list.tsx'

type MemberData = { readonly member: StaffMember; readonly did: readonly StaffLine[] }

/** How far back "what they did" goes, and how much of it. */
const didDays = 30
const didLines = 40

function Changes({ member, context, problem }: { member: StaffMember; context: StaffContext; problem: Problem | null }) {
  const at = `/admin/staff/${member.person}`
  return (
    <>
      <Box id="roles" heading={words.roles.heading}>
        <Form action={`${at}/roles`} token={context.formToken} label={words.roles.heading}>
          <RoleBoxes chosen={problem?.code === 'nothing-chosen' ? rolesIn(problem.typed) : member.roles} legend={words.roles.heading} legendHidden error={problem?.code === 'nothing-chosen' ? words.problem['nothing-chosen'] : undefined} />
          <Button quiet>{words.roles.button}</Button>
        </Form>
      </Box>
      <Box id="link" heading={words.link.heading}>
        <p>{member.hasAccount ? words.link.lost : words.link.waiting}</p>
        <Disclosure summary={words.link.open}>
          {member.hasAccount && <p>{words.link.what}</p>}
          <Form action={`${at}/link`} token={context.formToken} label={words.link.heading}>
            <Button quiet>{member.hasAccount ? words.link.button : words.link.open}</Button>
          </Form>
        </Disclosure>
      </Box>
      <Box id="end" heading={words.end.heading}>
        <p>{words.end.what(member.name)}</p>
        <Disclosure summary={words.end.open}>
          <Form action={`${at}/end`} token={context.formToken} label={words.end.heading}>
            <Button quiet>{words.end.button}</Button>
          </Form>
        </Disclosure>
      </Box>
    </>
  )
}

function View({ data: { member, did }, context, problem }: { data: MemberData; context: StaffContext; problem: Problem | null }) {
  const zone = staffZone(context)
  const said = problem === null ? undefined : words.problem[problem.code]
  return (
    <StaffPage context={context} title={member.name} current="/admin/staff" within refused={problem !== null} crumb={<Crumb label={words.back} href="/admin/staff" />} asideLabel={words.roles.heading} aside={<Changes member={member} context={context} problem={problem} />}>
      <h1>{member.name}</h1>
      {said !== undefined && <ErrorSummary language={context.language} errors={[{ message: said, field: problem?.code === 'nothing-chosen' ? 'role' : undefined }]} />}
      <div class="mt5">
        <Facts facts={[{ label: words.email, value: member.email }, { label: words.since, value: longDate(member.since, zone) }, { label: words.signIn, value: signInOf(member, context) }]} />
      </div>
      <Section id="did" heading={words.did.heading}>
        <p class="mute mt2">{words.did.note(didDays)}</p>
        {did.length === 0 && <p class="mt3">{words.did.none}</p>}
        {did.length > 0 && (
          <Rows form="plain">
            {did.map((line) => (
              <Row key={line.id} language="en" title={accessDeeds[line.kind].replace(/^./, (letter) => letter.toUpperCase())} meta={[shortDateAndTime(line.at, context.now, zone), line.purpose].filter((part) => part !== null).join('. ')} />
            ))}
          </Rows>
        )}
      </Section>
    </StaffPage>
  )
}

const params = z.object({ person: z.string().max(60) })

export const memberPage = page({
  path: '/admin/staff/:person',
  ...administering,
  assurance: 'fresh-factor',
  audit: 'staff-listed',
  rate: 'read',
  params,
  load: async (context: StaffContext, input): Promise<MemberData> => {
    const { organization } = context.staff
    const member = await context.house.staffing.member(context.tx, organization, input.params.person)
    const did = await context.house.audit.staffTrail(context.tx, { organization, actor: member.person, aboutPatients: false, since: instant(context.now.getTime() - didDays * 86_400_000), before: instant(context.now.getTime() + 1), limit: didLines })
    context.note({ reason: 'looked at a member of staff', detail: { member: member.person } })
    return { member, did }
  },
  view: (data: MemberData, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

const changing = { ...administering, assurance: 'fresh-factor', rate: 'write', params, again: memberPage } as const

const saidBy = (context: StaffContext, person: string) => ({ organization: context.staff.organization, site: siteOf(context), by: context.staff.name, person })

export const changeRoles = act({
  path: '/admin/staff/:person/roles', ...changing, audit: 'staff-roles-changed', form: z.strictObject(roleFields),
  act: async (context: StaffContext, input) => {
    const roles = rolesIn(input.form)
    await context.house.staffing.changeRoles(context.tx, { ...saidBy(context, input.params.person), roles })
    context.note({ reason: 'changed roles', detail: { member: input.params.person, roles: roles.join(', ') } })
    return { go: '/admin/staff?done=roles' }
  },
})

export const resetMember = act({
  path: '/admin/staff/:person/link', ...changing, audit: 'staff-reset', form: z.strictObject({}),
  act: async (context: StaffContext, input) => {
    await context.house.staffing.reset(context.tx, saidBy(context, input.params.person))
    context.note({ reason: 'sent a new link', detail: { member: input.params.person } })
    return { go: '/admin/staff?done=link' }
  },
})

export const endMember = act({
  path: '/admin/staff/:person/end', ...changing, audit: 'staff-dismissed', form: z.strictObject({}),
  act: async (context: StaffContext, input) => {
    await context.house.staffing.dismiss(context.tx, saidBy(context, input.params.person))
    context.note({ reason: 'ended the access', detail: { member: input.params.person } })
    return { go: '/admin/staff?done=ended' }
  },
})
