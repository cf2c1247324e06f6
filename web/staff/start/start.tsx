// What does staff see first? Where they are, and what waits for them there; nothing empty without saying why.
import type { OwnSignIn } from '#accounts'
import { Button, Form, LinkButton, Points, Row, Rows, Section, SideSection } from '#parts'
import { type StaffContext, page } from '#web'
import { staffRoles } from '../../../contract/staff-roles.ts'
import { staffRoleWords } from '../../../words/en/staff-roles.ts'
import { staffStart as words } from '../../../words/en/staff.ts'
import { withoutTitle } from '../../names.ts'
import { StaffPage, siteOf } from '../frame.tsx'
import { type Waiting, readWaiting } from './waiting.ts'

type StartData = { readonly waiting: readonly Waiting[]; readonly account: OwnSignIn; readonly fresh: boolean }

function OwnSignIn({ data: { account, fresh }, context }: { data: StartData; context: StaffContext }) {
  return (
    <SideSection id="own" heading={words.own}>
      <p>{account.email}</p>
      <p class="mute">{words.codesLeft(account.recoveryCodesLeft)}</p>
      {fresh && (
        <p class="row-act">
          <LinkButton href="/staff/recovery-codes" small>
            {words.codes}
          </LinkButton>
        </p>
      )}
      {!fresh && account.recoveryCodesLeft < 5 && (
        <Form action="/staff/new-codes" token={context.formToken}>
          <p class="row-act">
            <Button quiet small>
              {words.newCodes}
            </Button>
          </p>
        </Form>
      )}
    </SideSection>
  )
}

function View({ data, context }: { data: StartData; context: StaffContext }) {
  const open = data.waiting.filter((one) => one.count > 0)
  return (
    <StaffPage
      context={context}
      title={words.title}
      current="/staff"
      asideLabel={words.own}
      aside={
        <>
          <OwnSignIn data={data} context={context} />
          <SideSection id="rules" heading={words.rules.heading}>
            <Points points={words.rules.points} />
          </SideSection>
        </>
      }
    >
      <h1>{words.heading(withoutTitle(context.staff.name))}</h1>
      <p class="lede">{words.at(siteOf(context), context.staff.roles.map((role) => staffRoleWords[role]).join(', '))}</p>
      <Section id="waiting" heading={words.waiting}>
        {data.waiting.length === 0 && <p class="mt3">{words.nobody}</p>}
        {data.waiting.length > 0 && open.length === 0 && <p class="mt3">{words.none}</p>}
        {data.waiting.length > 0 && (
          <Rows form="plain">
            {data.waiting.map((one) => (
              <Row key={one.href} language="en" title={one.label} href={one.href} meta={one.line} />
            ))}
          </Rows>
        )}
      </Section>
    </StaffPage>
  )
}

export const startPage = page({
  path: '/staff',
  audience: 'staff',
  assurance: 'second-factor',
  roles: staffRoles,
  reads: 'own-organization',
  audit: 'staff-worked',
  rate: 'read',
  load: async (context: StaffContext): Promise<StartData> => {
    const { own, staff } = context.house.accounts
    const [waiting, account, codes] = await Promise.all([readWaiting(context), staff.own(context.tx, context.session), own.freshCodes(context.tx, context.session)])
    context.note({ reason: 'start page', count: waiting.reduce((sum, one) => sum + one.count, 0) })
    return { waiting, account, fresh: codes !== null }
  },
  view: (data: StartData, context) => <View data={data} context={context as StaffContext} />,
})
