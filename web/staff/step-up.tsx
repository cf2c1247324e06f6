// How does staff show their second step again before a change that matters (R46)? The cookie changes with it (R44).
import { z } from 'zod'
import type { OwnSignIn, ShownFactor } from '#accounts'
import { Disclosure, PasskeyForm } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { staffSecond, staffStepUp as words } from '../../words/en/staff.ts'
import { CodeForm, RecoveryForm, StepProblem } from '../sign-in/second-step-page.tsx'
import { StaffDoor } from './frame.tsx'
import { safeStaffNext } from './next.ts'

// Public, because tries are counted in their own transactions; the cookie is looked up in `load` and by stepUp itself.
const declared = { audience: 'public', assurance: 'none', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const

type StepUpData = { readonly account: OwnSignIn; readonly next: string }

function load(context: PublicContext, next: string | undefined): Promise<StepUpData> {
  const { staff } = context.house.accounts
  return context.run(async (tx) => ({ account: await staff.own(tx, await staff.enter(tx, context.cookie('staff'))), next: safeStaffNext(next) ?? '/staff' }))
}

function View({ data, context, problem }: { data: StepUpData; context: PublicContext; problem: Problem | null }) {
  const to = (path: string): string => `${path}?next=${encodeURIComponent(data.next)}`
  const hasApp = data.account.apps > 0
  const hasPasskey = data.account.passkeys > 0
  return (
    <StaffDoor context={context} title={words.title} refused={problem !== null} script={hasPasskey}>
      <h1>{words.heading}</h1>
      <StepProblem language={context.language} problem={problem} />
      <p class="lede">{words.lede}</p>
      {hasPasskey && <PasskeyForm language={context.language} purpose="use" optionsHref="/staff/step-up/passkey-options" action={to(`/staff/step-up/passkey/${Buffer.from(data.next).toString('base64url')}`)} token={context.formToken} label={staffSecond.passkey} quiet={hasApp} />}
      {hasApp && <CodeForm context={context} action={to('/staff/step-up')} next={data.next} problem={problem} />}
      {!hasApp && (
        <Disclosure summary={staffSecond.recovery}>
          <RecoveryForm context={context} action={to('/staff/step-up/recovery-code')} next={data.next} problem={problem} />
        </Disclosure>
      )}
    </StaffDoor>
  )
}

export const stepUpPage = page({
  path: '/staff/step-up', ...declared,
  query: z.object({ next: z.string().optional() }),
  load: (context, input) => load(context, input.query.next),
  view: (data: StepUpData, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

const finish = (context: PublicContext, shown: ShownFactor): Promise<string> => context.house.accounts.staff.stepUp({ token: context.cookie('staff'), shown })
const codeForm = z.strictObject({ code: z.string().max(200).default(''), next: z.string().max(500).optional() })
const goOn = (token: string, next: string | undefined) => ({ go: safeStaffNext(next) ?? '/staff', cookies: { staff: token } })

export const stepUp = act({
  path: '/staff/step-up', ...declared, audit: 'signed-in', form: codeForm, secretFields: ['code'], again: stepUpPage,
  act: async (context, { form }) => goOn(await finish(context, { kind: 'app', code: form.code }), form.next),
})
export const stepUpByRecovery = act({
  path: '/staff/step-up/recovery-code', ...declared, audit: 'signed-in', form: codeForm, secretFields: ['code'], again: stepUpPage,
  act: async (context, { form }) => goOn(await finish(context, { kind: 'recovery-code', code: form.code }), form.next),
})
export const stepUpByPasskey = act({
  path: '/staff/step-up/passkey/:to', ...declared, params: z.object({ to: z.string().max(300) }), audit: 'signed-in', form: z.strictObject({ passkey: z.string().max(20_000).default('') }), secretFields: ['passkey'], again: stepUpPage,
  act: async (context, { params, form }) => goOn(await finish(context, { kind: 'passkey', answer: form.passkey }), Buffer.from(params.to, 'base64url').toString()),
})
export const stepUpOptions = act({
  path: '/staff/step-up/passkey-options', ...declared, form: z.strictObject({}),
  act: async (context) => ({
    json: await context.run(async (tx) => context.house.accounts.own.askPasskey(tx, await context.house.accounts.staff.enter(tx, context.cookie('staff')))),
  }),
})
