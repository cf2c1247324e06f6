// How does staff get their recovery codes? Shown until they say they have them; a new set voids the old (R23).
import { z } from 'zod'
import { Button, CopyButton, Form, LinkButton, Points, PrintButton, RecoveryCodes } from '#parts'
import { type StaffContext, act, page } from '#web'
import { staffRoles } from '../../contract/staff-roles.ts'
import { staffCodes as words } from '../../words/en/staff.ts'
import { StaffPage } from './frame.tsx'

const declared = { audience: 'staff', assurance: 'second-factor', roles: staffRoles, reads: 'own-account' } as const

type Codes = { readonly codes: readonly string[] | null }

function View({ data: { codes }, context }: { data: Codes; context: StaffContext }) {
  return (
    <StaffPage context={context} title={words.title} slim>
      <h1>{words.heading}</h1>
      {codes === null && (
        <>
          <p class="lede">{words.gone}</p>
          <p class="bar">
            <LinkButton href="/staff">{words.toStart}</LinkButton>
          </p>
        </>
      )}
      {codes !== null && (
        <>
          <p class="lede">{words.lede}</p>
          <RecoveryCodes language={context.language} id="codes" codes={codes} />
          <p class="row-act no-print">
            <PrintButton language={context.language} small />
            <CopyButton language={context.language} of="codes" />
          </p>
          <Points points={words.points} />
          <div class="no-print">
            <Form action="/staff/recovery-codes" token={context.formToken}>
              <p class="mt5">
                <Button>{words.button}</Button>
              </p>
            </Form>
          </div>
        </>
      )}
    </StaffPage>
  )
}

export const codesPage = page({
  path: '/staff/recovery-codes', ...declared, audit: 'account-viewed', rate: 'read',
  load: async (context: StaffContext) => {
    context.note({ reason: 'own recovery codes' })
    return { codes: await context.house.accounts.own.freshCodes(context.tx, context.session) }
  },
  view: (data: Codes, context) => <View data={data} context={context as StaffContext} />,
})

export const haveCodes = act({
  path: '/staff/recovery-codes', ...declared, audit: 'account-changed', rate: 'write', form: z.strictObject({}),
  act: async (context: StaffContext) => {
    context.note({ reason: 'own recovery codes' })
    await context.house.accounts.own.putCodesAway(context.tx)
    return { go: '/staff' }
  },
})

export const newCodes = act({
  path: '/staff/new-codes', ...declared, assurance: 'fresh-factor', audit: 'recovery-codes-made', rate: 'write', form: z.strictObject({}),
  act: async (context: StaffContext) => {
    context.note({ reason: 'own recovery codes' })
    await context.house.accounts.staff.renewCodes(context.tx, context.session)
    return { go: '/staff/recovery-codes' }
  },
})
