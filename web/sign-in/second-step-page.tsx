// What comes after the password? A code from the app, the passkey, or a recovery code: one page each.
import { z } from 'zod'
import type { Half, ShownFactor, SignedIn } from '#accounts'
import type { Tx } from '#kernel'
import { Acts, Button, ErrorSummary, Field, Form, PasskeyForm, Section, SideSection } from '#parts'
import { type AnswerBox, type Problem, type PublicContext, act, answer, page } from '#web'
import { recovery, secondStep as words } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'
import { linkWaitingRecord } from '../join/link-waiting.ts'
import { safeNext } from './next.ts'

const declared = { audience: 'half', assurance: 'password', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const

export function Aside() {
  return (
    <>
      <SideSection id="why" heading={words.why.heading}>
        <p>{words.why.text}</p>
      </SideSection>
      <SideSection id="lost" heading={words.lost.heading}>
        <p>{words.lost.text}</p>
        <p class="row-act">
          <a href="/sign-in/cant-get-code">{words.lost.go}</a>
        </p>
      </SideSection>
    </>
  )
}

/** What the two forms below need. */
type StepFormProps = { readonly context: { readonly language: 'en'; readonly formToken: string }; readonly action: string; /** Where it leads afterwards, when the form must say. */ readonly next?: string; readonly problem: Problem | null }

export function CodeForm({ context, action, next, problem }: StepFormProps) {
  return (
    <Form action={action} token={context.formToken} column>
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <Field language={context.language} id="code" label={words.code} hint={words.codeHint} code inputmode="numeric" autocomplete="one-time-code" error={problem === null ? undefined : `${words.noMatch} ${words.noMatchHint}`} />
      <p>
        <Button>{words.button}</Button>
      </p>
    </Form>
  )
}

export function StepProblem({ language, problem }: { language: 'en'; problem: Problem | null }) {
  if (problem === null) return null
  const left = problem.facts.left
  const heading = problem.field === 'code' ? words.noMatch : words.noMatchPasskey
  return <ErrorSummary language={language} heading={heading} untyped={problem.field !== 'code'} errors={[{ message: problem.field === 'code' ? words.noMatchHint : words.other.recovery, field: problem.field === 'code' ? 'code' : undefined }, ...(left === undefined ? [] : [{ message: words.triesLeft(Number(left)) }])]} />
}

/** One button: the code goes to the phone, the next page asks for it. */
export function TextForm({ context, ends, action, quiet }: { context: { readonly formToken: string }; ends: string; action: string; quiet: boolean }) {
  return (
    <Form action={action} token={context.formToken}>
      <p class={quiet ? 'row-act' : 'mt5'}>
        <Button quiet={quiet}>{words.other.text(ends)}</Button>
      </p>
    </Form>
  )
}

function View({ half, context, problem }: { half: Half; context: PublicContext; problem: Problem | null }) {
  const first = half.hasApp ? 'app' : half.hasPasskey ? 'passkey' : 'text'
  const said = { app: [words.heading, words.lede], passkey: [words.headingPasskey, words.ledePasskey], text: [words.headingText, words.ledeText] } as const
  return (
    <PublicFrame context={context} door title={words.title} place={{ name: words.tab, line: words.tabLine }} skip={words.skip} refused={problem !== null} script={half.hasPasskey} asideLabel={words.asideLabel} aside={<Aside />}>
      <h1>{said[first][0]}</h1>
      <StepProblem language={context.language} problem={problem} />
      {problem === null && <p class="lede">{said[first][1]}</p>}
      {half.hasPasskey && <PasskeyForm language={context.language} purpose="use" optionsHref="/sign-in/passkey-options" action="/sign-in/passkey" token={context.formToken} label={words.passkey} quiet={half.hasApp} />}
      {first === 'passkey' && <noscript><p class="mt3">{words.needsScript}</p></noscript>}
      {half.hasApp && <CodeForm context={context} action="/sign-in/second-step" problem={problem} />}
      {half.textEnds !== null && <TextForm context={context} ends={half.textEnds} action="/sign-in/text" quiet={first !== 'text'} />}
      <Section id="other" heading={words.other.heading} narrow>
        <Acts acts={[{ label: words.other.recovery, href: '/sign-in/recovery-code', icon: 'key' }, { label: words.other.lost, href: '/sign-in/cant-get-code', icon: 'ask' }, { label: words.other.again, href: '/sign-in', icon: 'back' }]} />
      </Section>
    </PublicFrame>
  )
}

/** Who stands at the second step; somebody whose account is frozen goes another way. */
async function load(context: PublicContext): Promise<Half | AnswerBox> {
  const half = await context.run((tx) => context.house.accounts.enterHalf(tx, context.cookie('half')))
  return half.frozen ? answer({ go: '/sign-in/frozen' }) : half
}

export const secondStepPage = page({
  path: '/sign-in/second-step',
  ...declared,
  load,
  view: (half: Half, context, problem) => <View half={half} context={context as PublicContext} problem={problem} />,
})

export async function finish(context: PublicContext, shown: ShownFactor) {
  let linked = false
  const done = await context.house.accounts.secondStep({ half: context.cookie('half'), shown, caller: { network: context.network, agent: context.agent, device: context.cookie('device') } }, async (tx: Tx, signedIn: SignedIn) => {
    linked = await linkWaitingRecord(context, tx, signedIn.session)
  })
  return { go: safeNext(done.next) ?? '/me', cookies: { session: done.token, half: null, ...(linked ? { join: null } : {}), ...(done.device === null ? {} : { device: done.device }) } }
}

export const secondStep = act({
  path: '/sign-in/second-step', step: 'second-step',
  ...declared,
  audit: 'signed-in',
  form: z.strictObject({ code: z.string().max(200).default('') }),
  secretFields: ['code'],
  again: secondStepPage,
  act: (context, { form }) => finish(context, { kind: 'app', code: form.code }),
})

export const passkeyOptions = act({
  path: '/sign-in/passkey-options',
  ...declared,
  form: z.strictObject({}),
  act: async (context) => ({ json: await context.run((tx) => context.house.accounts.halfPasskeyOptions(tx, context.cookie('half'))) }),
})

export const passkeyStep = act({
  path: '/sign-in/passkey', step: 'second-step',
  ...declared,
  audit: 'signed-in',
  form: z.strictObject({ passkey: z.string().max(20_000).default('') }),
  secretFields: ['passkey'],
  again: secondStepPage,
  act: (context, { form }) => finish(context, { kind: 'passkey', answer: form.passkey }),
})

/** The field for a recovery code; `action` takes it. */
export function RecoveryForm({ context, action, next, problem }: StepFormProps) {
  return (
    <Form action={action} token={context.formToken} column>
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <Field language={context.language} id="code" label={recovery.code} hint={recovery.codeHint} code autocomplete="off" error={problem === null ? undefined : `${recovery.noMatch} ${recovery.noMatchHint}`} />
      <p>
        <Button>{words.button}</Button>
      </p>
    </Form>
  )
}

function RecoveryView({ context, problem }: { context: PublicContext; problem: Problem | null }) {
  const left = problem?.facts.left
  return (
    <PublicFrame context={context} door title={recovery.title} place={{ name: words.tab, line: words.tabLine }} skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel}
      aside={<SideSection id="gone" heading={recovery.gone.heading}><p>{recovery.gone.text(context.house.organizations.all()[0]?.phone ?? '')}</p></SideSection>}>
      <h1>{recovery.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={recovery.noMatch} errors={[{ message: recovery.noMatchHint, field: 'code' }, ...(left === undefined ? [] : [{ message: words.triesLeft(Number(left)) }])]} />}
      {problem === null && <p class="lede">{recovery.lede}</p>}
      <RecoveryForm context={context} action="/sign-in/recovery-code" problem={problem} />
      <Section id="other" heading={words.other.heading} narrow>
        <Acts acts={[{ label: words.other.app, href: '/sign-in/second-step', icon: 'key' }]} />
      </Section>
    </PublicFrame>
  )
}

export const recoveryPage = page({
  path: '/sign-in/recovery-code',
  ...declared,
  load,
  view: (_half: Half, context, problem) => <RecoveryView context={context as PublicContext} problem={problem} />,
})

export const recoveryStep = act({
  path: '/sign-in/recovery-code', step: 'recovery-code',
  ...declared,
  audit: 'signed-in',
  form: z.strictObject({ code: z.string().max(200).default('') }),
  secretFields: ['code'],
  again: recoveryPage,
  act: (context, { form }) => finish(context, { kind: 'recovery-code', code: form.code }),
})
