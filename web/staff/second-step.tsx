// What comes after the password of staff? Always a code from the app, the passkey, or a recovery code; never text or mail (R9, R11).
import { z } from 'zod'
import type { Half, ShownFactor } from '#accounts'
import { Acts, PasskeyForm, Section, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { staffSecond as words } from '../../words/en/staff.ts'
import { CodeForm, RecoveryForm, StepProblem } from '../sign-in/second-step-page.tsx'
import { StaffDoor } from './frame.tsx'
import { safeStaffNext } from './next.ts'

const declared = { audience: 'half-staff', assurance: 'password', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const

const load = (context: PublicContext): Promise<Half> => context.run((tx) => context.house.accounts.staff.enterHalf(tx, context.cookie('staff-half')))

function headingOf({ hasApp, hasPasskey }: Half): { readonly heading: string; readonly lede: string } {
  if (hasApp) return words
  return hasPasskey ? { heading: words.headingPasskey, lede: words.ledePasskey } : { heading: words.headingNone, lede: words.ledeNone }
}

function View({ half, context, problem }: { half: Half; context: PublicContext; problem: Problem | null }) {
  const { heading, lede } = headingOf(half)
  const any = half.hasApp || half.hasPasskey
  return (
    <StaffDoor context={context} title={words.title} refused={problem !== null} script={half.hasPasskey}>
      <h1>{heading}</h1>
      <StepProblem language={context.language} problem={problem} />
      {problem === null && <p class="lede">{lede}</p>}
      {half.hasPasskey && <PasskeyForm language={context.language} purpose="use" optionsHref="/staff/sign-in/passkey-options" action="/staff/sign-in/passkey" token={context.formToken} label={words.passkey} quiet={half.hasApp} />}
      {half.hasPasskey && !half.hasApp && (
        <noscript>
          <p class="mt3">{words.noScript}</p>
        </noscript>
      )}
      {half.hasApp && <CodeForm context={context} action="/staff/sign-in/second-step" problem={problem} />}
      <Section id="other" heading={words.other} narrow>
        <Acts acts={[...(any ? [{ label: words.recovery, href: '/staff/sign-in/recovery-code', icon: 'key' as const }] : []), { label: words.again, href: '/staff/sign-in', icon: 'back' }]} />
      </Section>
    </StaffDoor>
  )
}

export const secondStepPage = page({
  path: '/staff/sign-in/second-step',
  ...declared,
  load,
  view: (half: Half, context, problem) => <View half={half} context={context as PublicContext} problem={problem} />,
})

async function finish(context: PublicContext, shown: ShownFactor) {
  const done = await context.house.accounts.staff.secondStep({ half: context.cookie('staff-half'), shown, caller: { network: context.network, agent: context.agent, device: context.cookie('staff-device') } })
  return { go: safeStaffNext(done.next) ?? '/staff', cookies: { staff: done.token, 'staff-half': null, ...(done.device === null ? {} : { 'staff-device': done.device }) } }
}

const codeForm = z.strictObject({ code: z.string().max(200).default('') })

export const secondStep = act({
  path: '/staff/sign-in/second-step', ...declared, audit: 'signed-in', form: codeForm, secretFields: ['code'], again: secondStepPage,
  act: (context, { form }) => finish(context, { kind: 'app', code: form.code }),
})

export const passkeyOptions = act({
  path: '/staff/sign-in/passkey-options', ...declared, form: z.strictObject({}),
  act: async (context) => ({ json: await context.run((tx) => context.house.accounts.staff.halfPasskeyOptions(tx, context.cookie('staff-half'))) }),
})

export const passkeyStep = act({
  path: '/staff/sign-in/passkey', ...declared, audit: 'signed-in', form: z.strictObject({ passkey: z.string().max(20_000).default('') }), secretFields: ['passkey'], again: secondStepPage,
  act: (context, { form }) => finish(context, { kind: 'passkey', answer: form.passkey }),
})

function RecoveryView({ context, problem }: { context: PublicContext; problem: Problem | null }) {
  return (
    <StaffDoor context={context} title={words.recoveryTitle} refused={problem !== null} asideLabel={words.noCodes.heading}
      aside={<SideSection id="gone" heading={words.noCodes.heading}><p>{words.noCodes.text}</p></SideSection>}>
      <h1>{words.recoveryHeading}</h1>
      <StepProblem language={context.language} problem={problem} />
      {problem === null && <p class="lede">{words.recoveryLede}</p>}
      <RecoveryForm context={context} action="/staff/sign-in/recovery-code" problem={problem} />
      <Section id="other" heading={words.other} narrow>
        <Acts acts={[{ label: words.app, href: '/staff/sign-in/second-step', icon: 'key' }]} />
      </Section>
    </StaffDoor>
  )
}

export const recoveryPage = page({
  path: '/staff/sign-in/recovery-code', ...declared, load,
  view: (_half: Half, context, problem) => <RecoveryView context={context as PublicContext} problem={problem} />,
})

export const recoveryStep = act({
  path: '/staff/sign-in/recovery-code', ...declared, audit: 'signed-in', form: codeForm, secretFields: ['code'], again: recoveryPage,
  act: (context, { form }) => finish(context, { kind: 'recovery-code', code: form.code }),
})
