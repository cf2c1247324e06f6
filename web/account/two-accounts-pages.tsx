// One person, two accounts: how do they become one? Password and second step of the other, within this visit, both fresh.
import { z } from 'zod'
import type { Session, ShownFactor, TwoAccounts } from '#accounts'
import { Refusal } from '#kernel'
import { Button, Disclosure, ErrorSummary, Field, Form, PasskeyForm, Points } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { twoAccounts as words } from '../../words/en/details.ts'
import { secondStep } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'
import { CodeForm, RecoveryForm, StepProblem } from '../sign-in/second-step-page.tsx'

// Public, because tries are counted in their own transactions (as for step-up); both cookies are looked up in each step.
const declared = { audience: 'public', assurance: 'none', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const
const place = { name: words.tab, line: words.tabLine }
const freshMinutes = 5

/** The signed-in account, with a second factor shown just now. Refuses: sign-in-first, session-ended, step-up-first. */
function enterFresh(context: PublicContext): Promise<Session> {
  return context.run(async (tx) => {
    const session = await context.house.accounts.enter(tx, context.cookie('session'))
    if (tx.now.getTime() - session.factorAt.getTime() > freshMinutes * 60_000) throw new Refusal('step-up-first', 'joining accounts')
    return session
  })
}

function View({ session, context, problem }: { session: Session; context: PublicContext; problem: Problem | null }) {
  const error = problem === null ? undefined : problem.code === 'accounts-not-joined' ? words.same : words.noMatch
  return (
    <PublicFrame context={context} door title={words.title} place={place} refused={problem !== null}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} heading={error} errors={problem?.facts.left === undefined ? [] : [{ message: secondStep.triesLeft(Number(problem.facts.left)) }]} />}
      <p class="lede">{words.lede(session.email)}</p>
      <Points points={words.points} />
      <Form action="/account/other" token={context.formToken} column>
        <Field language={context.language} id="email" label={words.email} type="email" autocomplete="off" value={problem?.typed.email} />
        <Field language={context.language} id="password" label={words.password} type="password" autocomplete="off" />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href="/account">{words.back}</a>
      </p>
    </PublicFrame>
  )
}

export const otherPage = page({ path: '/account/other', ...declared, load: enterFresh, view: (session: Session, context, problem) => <View session={session} context={context as PublicContext} problem={problem} /> })

export const giveOther = act({
  path: '/account/other',
  ...declared,
  form: z.strictObject({ email: z.string().max(1_000).default(''), password: z.string().max(5_000).default('') }),
  secretFields: ['password'],
  again: otherPage,
  act: async (context, { form }) => {
    await enterFresh(context)
    const { half } = await context.house.accounts.signIn({ given: { email: form.email, password: form.password, shared: false, next: null }, caller: { network: context.network, agent: context.agent, device: null } })
    await context.run((tx) => context.house.accounts.backIn.twoAccounts(tx, { token: context.cookie('session'), half }))
    return { go: '/account/other/step', cookies: { half } }
  },
})

const load = (context: PublicContext): Promise<TwoAccounts> => context.run((tx) => context.house.accounts.backIn.twoAccounts(tx, { token: context.cookie('session'), half: context.cookie('half') }))

export const otherStepPage = page({
  path: '/account/other/step',
  ...declared,
  load,
  view: ({ kept, closing }: TwoAccounts, view, problem) => {
    const context = view as PublicContext
    return (
      <PublicFrame context={context} door title={words.step.title} place={place} refused={problem !== null} script={closing.hasPasskey}>
        <h1>{words.step.heading}</h1>
        <StepProblem language={context.language} problem={problem} />
        <p class="lede">{words.step.lede(closing.email, kept.email)}</p>
        {closing.hasPasskey && <PasskeyForm language={context.language} purpose="use" optionsHref="/account/other/passkey-options" action="/account/other/passkey" token={context.formToken} label={secondStep.passkey} quiet={closing.hasApp} />}
        {closing.hasApp && <CodeForm context={context} action="/account/other/step" problem={problem} />}
        <Disclosure summary={words.step.recovery}>
          <RecoveryForm context={context} action="/account/other/recovery-code" problem={null} />
        </Disclosure>
        <p class="mt5">
          <a href="/account">{words.back}</a>
        </p>
      </PublicFrame>
    )
  },
})

async function join(context: PublicContext, shown: ShownFactor) {
  await context.house.accounts.backIn.joinAccounts({ token: context.cookie('session'), half: context.cookie('half'), shown }, (tx, { from }) => context.house.access.joinLinks(tx, from))
  return { go: '/account?done=joined', cookies: { half: null } }
}

const codeForm = z.strictObject({ code: z.string().max(200).default('') })

export const joinByCode = act({ path: '/account/other/step', ...declared, audit: 'accounts-joined', form: codeForm, secretFields: ['code'], again: otherStepPage, act: (context, { form }) => join(context, { kind: 'app', code: form.code }) })
export const joinByRecovery = act({ path: '/account/other/recovery-code', ...declared, audit: 'accounts-joined', form: codeForm, secretFields: ['code'], again: otherStepPage, act: (context, { form }) => join(context, { kind: 'recovery-code', code: form.code }) })
export const joinByPasskey = act({ path: '/account/other/passkey', ...declared, audit: 'accounts-joined', form: z.strictObject({ passkey: z.string().max(20_000).default('') }), secretFields: ['passkey'], again: otherStepPage, act: (context, { form }) => join(context, { kind: 'passkey', answer: form.passkey }) })
export const otherPasskeyOptions = act({
  path: '/account/other/passkey-options', ...declared, form: z.strictObject({}),
  act: async (context) => {
    await load(context)
    return { json: await context.run((tx) => context.house.accounts.backIn.otherPasskeyOptions(tx, context.cookie('half'))) }
  },
})
