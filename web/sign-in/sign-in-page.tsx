// How does somebody sign in? E-mail and password; then the second step. One answer for every mismatch.
import { z } from 'zod'
import { Acts, Button, CheckBox, ErrorSummary, Field, Form, Notice, Phones, Section, SideSection } from '#parts'
import { type Problem, type PublicContext, act, answer, page } from '#web'
import { signIn as words } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'
import { safeNext } from './next.ts'

type SignInData = { readonly organization: string | undefined; readonly next: string | null; readonly ended: boolean }

function SignInForm({ data, context, problem }: { data: SignInData; context: PublicContext; problem: Problem | null }) {
  const { language } = context
  return (
    <Form action={data.organization === undefined ? '/sign-in' : `/o/${data.organization}/sign-in`} token={context.formToken} column>
      {data.next !== null && <input type="hidden" name="next" value={data.next} />}
      <Field language={language} id="email" label={words.email} type="email" autocomplete="username" value={problem?.typed.email} />
      <Field language={language} id="password" label={words.password} type="password" autocomplete="current-password" />
      <CheckBox id="shared" name="shared" label={words.shared} hint={words.sharedHint} checked={problem?.typed.shared === 'yes'} />
      <p>
        <Button>{words.button}</Button>
      </p>
    </Form>
  )
}

function Otherwise({ phone, records }: { phone: string | null; records: string | null }) {
  const ways = [
    { heading: words.other.phone.heading, text: words.other.phone.text },
    ...(phone === null ? [] : [{ heading: words.other.help.heading, text: words.other.help.text(phone) }]),
    ...(records === null ? [] : [{ heading: words.other.without.heading, text: words.other.without.text(records) }]),
  ]
  return (
    <Section id="other" heading={words.other.heading} narrow>
      {ways.map((way) => (
        <p key={way.heading} class="mt3">
          <b>{way.heading}.</b> <Phones text={way.text} />
        </p>
      ))}
    </Section>
  )
}

function Aside({ context }: { context: PublicContext }) {
  return (
    <>
      <SideSection id="first" heading={words.first.heading}>
        <Acts acts={[{ label: words.first.code, href: '/code' }]} />
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
      asideLabel={words.asideLabel}
      aside={<Aside context={context} />}
      {...(data.organization === undefined ? {} : { organization: data.organization })}
    >
      <h1>{words.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={words.noMatch} errors={[{ message: words.triesLeft(Number(problem.facts.left ?? 0)) }]} />}
      {problem === null && data.ended && (
        <Notice kind="note" heading={words.ended.heading} aloud>
          <p>{words.ended.text}</p>
        </Notice>
      )}
      {problem === null && !data.ended && <p class="lede">{words.lede}</p>}
      <SignInForm data={{ ...data, next: safeNext(problem?.typed.next) ?? data.next }} context={context} problem={problem} />
      <Otherwise phone={organization?.phone ?? null} records={organization?.recordsPhone ?? null} />
    </PublicFrame>
  )
}

const query = z.object({ next: z.string().optional(), ended: z.string().optional() })
const form = z.strictObject({ email: z.string().max(1_000).default(''), password: z.string().max(5_000).default(''), shared: z.literal('yes').optional(), next: z.string().max(500).optional() })

const declared = { audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'sign-in' } as const

type Loading = { readonly organization: string | undefined; readonly asked: z.output<typeof query> }

function load(context: PublicContext, { organization, asked }: Loading) {
  const known = context.house.organizations
  // An organization nobody knows is no reason to stop somebody who wants to sign in: there is one account for all of them.
  if (organization !== undefined && known.find(organization) === undefined) return answer({ go: '/sign-in' })
  const next = safeNext(asked.next)
  if (context.cookie('session') !== null && asked.ended === undefined && asked.next === undefined) return answer({ go: '/me' })
  return { organization, next, ended: asked.ended !== undefined }
}

async function submit(context: PublicContext, given: z.output<typeof form>) {
  const { half } = await context.house.accounts.signIn({
    given: { email: given.email, password: given.password, shared: given.shared === 'yes', next: safeNext(given.next) },
    caller: { network: context.network, agent: context.agent, device: context.cookie('device') },
  })
  // Whoever was signed in here before is out, on the server too (R44).
  const before = context.cookie('session')
  if (before !== null) await context.run((tx) => context.house.accounts.signOut(tx, before))
  return { go: '/sign-in/second-step', cookies: { half, session: null } }
}

export const signInPage = page({
  path: '/sign-in',
  ...declared,
  query,
  load: async (context, input) => load(context, { organization: undefined, asked: input.query }),
  view: (data: SignInData, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

export const signIn = act({ path: '/sign-in', step: 'sign-in', ends: 'passed', ...declared, audit: 'signed-in', form, secretFields: ['password'], again: signInPage, act: (context, input) => submit(context, input.form) })

const params = z.object({ organization: z.string().max(60) })

export const organizationSignInPage = page({
  path: '/o/:organization/sign-in',
  ...declared,
  reads: 'directory',
  params,
  query,
  load: async (context, input) => load(context, { organization: input.params.organization, asked: input.query }),
  view: (data: SignInData, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

export const organizationSignIn = act({ path: '/o/:organization/sign-in', step: 'sign-in', ends: 'passed', ...declared, audit: 'signed-in', params, form, secretFields: ['password'], again: organizationSignInPage, act: (context, input) => submit(context, input.form) })
