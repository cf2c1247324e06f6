// The account was closed by "this was not me". How does its owner open it again? A second step bound before, then a new password.
import { z } from 'zod'
import type { Half, ShownFactor } from '#accounts'
import { ErrorSummary, PasskeyForm, Phones, SideSection } from '#parts'
import { AnswerBox, type Problem, type PublicContext, act, answer, page } from '#web'
import { frozen as words } from '../../words/en/back-in.ts'
import { secondStep } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'
import { PasswordForm, passwordProblem } from '../join/password-page.tsx'
import { helpPhone } from './help-phone.ts'
import { CodeForm, StepProblem, TextForm } from './second-step-page.tsx'
import { TextCode } from './text-page.tsx'

const declared = { audience: 'half', assurance: 'password', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const
const place = { name: words.tab, line: words.tabLine }

function Aside({ context }: { context: PublicContext }) {
  return (
    <SideSection id="desk" heading={words.desk.heading}>
      <p>
        <Phones text={words.desk.text(helpPhone(context))} />
      </p>
    </SideSection>
  )
}

function View({ half, context, problem }: { half: Half; context: PublicContext; problem: Problem | null }) {
  return (
    <PublicFrame context={context} door title={words.title} place={place} refused={problem !== null} script={half.hasPasskey} asideLabel={words.asideLabel} aside={<Aside context={context} />}>
      <h1>{words.heading}</h1>
      <StepProblem language={context.language} problem={problem} />
      <p class="lede">{words.lede}</p>
      <p class="mt3">{words.only}</p>
      {half.hasPasskey && <PasskeyForm language={context.language} purpose="use" optionsHref="/sign-in/passkey-options" action="/sign-in/frozen/passkey" token={context.formToken} label={secondStep.passkey} quiet={half.hasApp} />}
      {half.hasApp && <CodeForm context={context} action="/sign-in/frozen/code" problem={problem} />}
      {half.textEnds !== null && <TextForm context={context} ends={half.textEnds} action="/sign-in/frozen/text" quiet={half.hasApp || half.hasPasskey} />}
    </PublicFrame>
  )
}

/** Only a half sign-in of a frozen account belongs here; one that showed its factor goes on to the password. */
async function enter(context: PublicContext, wanted: 'factor' | 'password'): Promise<Half | AnswerBox> {
  const half = await context.run((tx) => context.house.accounts.enterHalf(tx, context.cookie('half')))
  if (!half.frozen) return answer({ go: '/sign-in/second-step' })
  if (half.thawed && wanted === 'factor') return answer({ go: '/sign-in/frozen/password' })
  return !half.thawed && wanted === 'password' ? answer({ go: '/sign-in/frozen' }) : half
}

export const frozenPage = page({
  path: '/sign-in/frozen',
  ...declared,
  load: (context: PublicContext) => enter(context, 'factor'),
  view: (half: Half, context, problem) => <View half={half} context={context as PublicContext} problem={problem} />,
})

async function show(context: PublicContext, shown: ShownFactor) {
  await context.house.accounts.backIn.showFactorFrozen({ half: context.cookie('half'), shown })
  return { go: '/sign-in/frozen/password' }
}

export const frozenCode = act({
  path: '/sign-in/frozen/code', step: 'second-step', ends: 'passed', ...declared, audit: 'second-step-refused',
  form: z.strictObject({ code: z.string().max(200).default('') }), secretFields: ['code'], again: frozenPage,
  act: (context, { form }) => show(context, { kind: 'app', code: form.code }),
})

export const frozenPasskey = act({
  path: '/sign-in/frozen/passkey', step: 'second-step', ends: 'passed', ...declared, audit: 'second-step-refused',
  form: z.strictObject({ passkey: z.string().max(20_000).default('') }), secretFields: ['passkey'], again: frozenPage,
  act: (context, { form }) => show(context, { kind: 'passkey', answer: form.passkey }),
})

export const frozenTextPage = page({
  path: '/sign-in/frozen/text',
  ...declared,
  load: async (context: PublicContext) => {
    const half = await enter(context, 'factor')
    return half instanceof AnswerBox || half.textEnds !== null ? half : answer({ go: '/sign-in/frozen' })
  },
  view: (half: Half, context, problem) => (
    <PublicFrame context={context as PublicContext} door title={words.title} place={place} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside context={context as PublicContext} />}>
      <TextCode context={context as PublicContext} ends={half.textEnds ?? ''} problem={problem} actions={{ code: '/sign-in/frozen/text/code', send: '/sign-in/frozen/text' }} />
    </PublicFrame>
  ),
})

export const frozenSendText = act({
  path: '/sign-in/frozen/text', step: 'second-step', ends: 'sent', ...declared, form: z.strictObject({}),
  act: async (context) => {
    await context.house.accounts.backIn.textToHalf(context.cookie('half'), context.network)
    return { go: '/sign-in/frozen/text' }
  },
})

export const frozenText = act({
  path: '/sign-in/frozen/text/code', step: 'second-step', ends: 'passed', ...declared, audit: 'second-step-refused',
  form: z.strictObject({ code: z.string().max(200).default('') }), secretFields: ['code'], again: frozenTextPage,
  act: (context, { form }) => show(context, { kind: 'text', code: form.code }),
})

function PasswordView({ half, context, problem }: { half: Half; context: PublicContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  return (
    <PublicFrame context={context} door title={words.password.title} place={place} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside context={context} />}>
      <h1>{words.password.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.password.lede}</p>
      <PasswordForm context={context} action="/sign-in/frozen/password" button={words.password.button} problem={problem} email={half.email} />
    </PublicFrame>
  )
}

export const frozenPasswordPage = page({
  path: '/sign-in/frozen/password',
  ...declared,
  load: (context: PublicContext) => enter(context, 'password'),
  view: (half: Half, context, problem) => <PasswordView half={half} context={context as PublicContext} problem={problem} />,
})

export const thaw = act({
  path: '/sign-in/frozen/password',
  ...declared,
  audit: 'account-thawed',
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: frozenPasswordPage,
  act: async (context, { form }) => {
    await context.house.accounts.backIn.thaw({ half: context.cookie('half'), password: form.password })
    return { go: '/sign-in?said=thawed', cookies: { half: null } }
  },
})
