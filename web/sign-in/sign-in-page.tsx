// How does somebody sign in? E-mail and password; then the second step. One answer for every mismatch.
import { z } from 'zod'
import { Acts, Button, CheckBox, ErrorSummary, Field, Form, LinkButton, Notice, PasskeyForm, Phones, Section, SideSection } from '#parts'
import { Refusal } from '#kernel'
import { type Problem, type PublicContext, act, answer, page } from '#web'
import { refusalText } from '#words'
import { frozen } from '../../words/en/back-in.ts'
import { signIn as words } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'
import { safeNext } from './next.ts'

type SignInData = { readonly organization: string | undefined; readonly next: string | null; readonly ended: boolean; /** A line about what just happened. */ readonly said: 'reset' | 'thawed' | null }

function SignInForm({ data, context, problem }: { data: SignInData; context: PublicContext; problem: Problem | null }) {
  const { language } = context
  return (
    <Form action={data.organization === undefined ? '/sign-in' : `/o/${data.organization}/sign-in`} token={context.formToken} column>
      {data.next !== null && <input type="hidden" name="next" value={data.next} />}
      <Field language={language} id="email" label={words.email} type="email" autocomplete="username" value={problem?.typed.email} />
      <Field language={language} id="password" label={words.password} type="password" autocomplete="current-password" beside={problem === null ? <a href="/forgot">{words.forgot}</a> : undefined} />
      <CheckBox id="shared" name="shared" label={words.shared} hint={words.sharedHint} checked={problem?.typed.shared === 'yes'} />
      <p>
        <Button>{words.button}</Button>
      </p>
    </Form>
  )
}

/** Shown by the script where the device can do passkeys; it names its owner itself. */
function ByPasskey({ data, context }: { data: SignInData; context: PublicContext }) {
  return <PasskeyForm language={context.language} purpose="use" optionsHref="/sign-in/with-passkey/options" action="/sign-in/with-passkey" next={data.next ?? undefined} token={context.formToken} label={words.passkey} quiet sharedBox="shared" />
}

function Otherwise({ records }: { records: string | null }) {
  return (
    <Section id="other" heading={words.other.heading} narrow>
      <Acts acts={[{ label: words.other.lost, href: '/sign-in/cant-get-code', icon: 'ask' }, { label: words.other.which, href: '/sign-in/which-email', icon: 'find' }]} />
      {records !== null && (
        <p class="mt3">
          <b>{words.other.without.heading}.</b> <Phones text={words.other.without.text(records)} />
        </p>
      )}
    </Section>
  )
}

/** P21: how long to wait, and what else one can do. */
function Paused({ problem, phone }: { problem: Problem; phone: string | null }) {
  const { title, text } = refusalText('en', 'sign-in-paused', problem.facts)
  return (
    <Notice kind="critical" heading={title} actions={<><LinkButton href="/forgot">{words.paused.reset}</LinkButton>{phone !== null && <a href={`tel:${phone}`}>{words.paused.call(phone)}</a>}</>}>
      <p>{text}</p>
    </Notice>
  )
}

/** What must be said before the form. */
function Said({ data, problem, phone }: { data: SignInData; problem: Problem | null; phone: string | null }) {
  if (problem?.code === 'sign-in-paused') return <Paused problem={problem} phone={phone} />
  if (problem?.code === 'passkey-no-match') return <ErrorSummary language="en" heading={refusalText('en', 'passkey-no-match').title} errors={[{ message: refusalText('en', 'passkey-no-match').text, field: 'email' }]} />
  if (problem !== null) return <ErrorSummary language="en" heading={words.noMatch} errors={[{ message: words.triesLeft(Number(problem.facts.left ?? 0)) }, { message: words.forgot, href: '/forgot' }]} />
  const line = data.said === 'reset' ? words.reset : data.said === 'thawed' ? frozen.done : data.ended ? words.ended : null
  if (line === null) return <p class="lede">{words.lede}</p>
  return (
    <Notice kind={data.said === null ? 'note' : 'done'} heading={line.heading} aloud>
      <p>{line.text}</p>
    </Notice>
  )
}

function Aside({ context, organization }: { context: PublicContext; organization: string | undefined }) {
  return (
    <>
      <SideSection id="first" heading={words.first.heading}>
        <Acts acts={[{ label: words.first.code, href: '/code' }, organization === undefined ? { label: words.first.find, href: '/find' } : { label: words.first.create, href: `/o/${organization}/create` }]} />
      </SideSection>
      <SideSection id="real" heading={words.real.heading}>
        <p>
          {words.real.before}
          <b>{new URL(context.publicUrl).host}</b>
          {words.real.after}
        </p>
      </SideSection>
    </>
  )
}

function View({ data, context, problem }: { data: SignInData; context: PublicContext; problem: Problem | null }) {
  const known = context.house.organizations
  const organization = data.organization === undefined ? (known.all().length === 1 ? known.all()[0] : undefined) : known.find(data.organization)
  return (
    <PublicFrame
      context={context}
      door
      title={words.title}
      place={{ name: words.tab, line: organization?.name ?? words.tabLine }}
      skip={words.skip}
      refused={problem !== null}
      script
      asideLabel={words.asideLabel}
      aside={<Aside context={context} organization={organization?.id} />}
      {...(data.organization === undefined ? {} : { organization: data.organization })}
    >
      <h1>{words.heading}</h1>
      <Said data={data} problem={problem} phone={organization?.phone ?? null} />
      <SignInForm data={{ ...data, next: safeNext(problem?.typed.next) ?? data.next }} context={context} problem={problem} />
      <ByPasskey data={data} context={context} />
      <Otherwise records={organization?.recordsPhone ?? null} />
    </PublicFrame>
  )
}

const query = z.object({ next: z.string().optional(), ended: z.string().optional(), said: z.enum(['reset', 'thawed']).optional().catch(undefined) })
const form = z.strictObject({ email: z.string().max(1_000).default(''), password: z.string().max(5_000).default(''), shared: z.literal('yes').optional(), next: z.string().max(500).optional() })

const declared = { audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'sign-in' } as const

type Loading = { readonly organization: string | undefined; readonly asked: z.output<typeof query> }

function load(context: PublicContext, { organization, asked }: Loading) {
  const known = context.house.organizations
  // An organization nobody knows is no reason to stop somebody who wants to sign in: there is one account for all of them.
  if (organization !== undefined && known.find(organization) === undefined) return answer({ go: '/sign-in' })
  const next = safeNext(asked.next)
  if (context.cookie('session') !== null && asked.ended === undefined && asked.next === undefined && asked.said === undefined) return answer({ go: '/me' })
  return { organization, next, ended: asked.ended !== undefined, said: asked.said ?? null }
}

/** A pause is said on the page itself, with what one can do meanwhile (P21). */
export async function sayPause<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'too-many-tries') throw new Refusal('sign-in-paused', error.because, { seconds: Number(error.facts.seconds ?? 60) })
    throw error
  }
}

async function submit(context: PublicContext, given: z.output<typeof form>) {
  const shared = given.shared === 'yes'
  const { half } = await sayPause(() => context.house.accounts.signIn({
    given: { email: given.email, password: given.password, shared, next: safeNext(given.next) },
    caller: { network: context.network, agent: context.agent, device: context.cookie('device') },
  }))
  // Whoever was signed in here before is out, on the server too (R44).
  const before = context.cookie('session')
  if (before !== null) await context.run((tx) => context.house.accounts.signOut(tx, before))
  // A shared computer is not remembered, whoever used it before.
  return { go: '/sign-in/second-step', cookies: { half, session: null, ...(shared ? { device: null } : {}) } }
}

export const signInPage = page({
  path: '/sign-in', needs: ['sign-in', 'records', 'source'],
  ...declared,
  query,
  load: async (context, input) => load(context, { organization: undefined, asked: input.query }),
  view: (data: SignInData, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

export const signIn = act({ path: '/sign-in', step: 'sign-in', ends: 'passed', ...declared, audit: 'signed-in', form, secretFields: ['password'], again: signInPage, act: (context, input) => submit(context, input.form) })

const params = z.object({ organization: z.string().max(60) })

export const organizationSignInPage = page({
  path: '/o/:organization/sign-in', needs: ['sign-in', 'records', 'source'],
  ...declared,
  reads: 'directory',
  params,
  query,
  load: async (context, input) => load(context, { organization: input.params.organization, asked: input.query }),
  view: (data: SignInData, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

export const organizationSignIn = act({ path: '/o/:organization/sign-in', step: 'sign-in', ends: 'passed', ...declared, audit: 'signed-in', params, form, secretFields: ['password'], again: organizationSignInPage, act: (context, input) => submit(context, input.form) })
