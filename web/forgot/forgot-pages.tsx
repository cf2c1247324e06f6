// How does somebody set a new password who forgot it? An address, the same answer always, a link by mail, a new password.
import { z } from 'zod'
import { Button, ErrorSummary, Field, Form, Notice, Phones, Points, Section, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { forgot as words } from '../../words/en/back-in.ts'
import { PublicFrame } from '../frame.tsx'
import { PasswordForm, passwordProblem } from '../join/password-page.tsx'
import { helpPhone } from '../sign-in/help-phone.ts'

const declared = { audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'sign-in' } as const
const place = { name: words.tab, line: words.tabLine }

function AskView({ context, problem }: { context: PublicContext; problem: Problem | null }) {
  const error = problem === null ? undefined : words.notUsable
  return (
    <PublicFrame context={context} door title={words.title} place={place} refused={problem !== null} asideLabel={words.asideLabel} aside={<SideSection id="safe" heading={words.safe.heading}><p>{words.safe.text}</p></SideSection>}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'email' }]} />}
      <p class="lede">{words.lede}</p>
      <Form action="/forgot" token={context.formToken} column>
        <Field language={context.language} id="email" label={words.email} type="email" autocomplete="username" value={problem?.typed.email} error={error} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href="/sign-in/which-email">{words.which}</a>
      </p>
      <p class="mt3">
        <a href="/sign-in">{words.back}</a>
      </p>
    </PublicFrame>
  )
}

export const forgotPage = page({ path: '/forgot', needs: ['mail'], ...declared, load: async () => ({}), view: (_data: object, context, problem) => <AskView context={context as PublicContext} problem={problem} /> })

export const askForLink = act({
  path: '/forgot',
  step: 'forgot', ends: 'sent',
  ...declared,
  audit: 'reset-asked',
  form: z.strictObject({ email: z.string().max(1_000).default('') }),
  again: forgotPage,
  act: async (context, { form }) => {
    await context.house.accounts.backIn.askForReset({ typed: form.email, network: context.network, device: context.cookie('device') })
    return { go: '/forgot/sent' }
  },
})

/** In a trial mail stays in its own mailbox. */
export function TrialMailbox({ context }: { context: PublicContext }) {
  if (!context.house.config.trial) return null
  return (
    <Notice kind="note" heading={words.sent.trial}>
      <p class="row-act">
        <a href="/mailbox">{words.sent.mailbox}</a>
      </p>
    </Notice>
  )
}

function SentView({ context }: { context: PublicContext }) {
  const { sent } = words
  return (
    <PublicFrame context={context} door title={sent.title} place={place}>
      <h1>{sent.heading}</h1>
      <p class="lede">{sent.lede}</p>
      <p class="mt3">{sent.life}</p>
      <TrialMailbox context={context} />
      <Section id="late" heading={sent.late.heading} narrow>
        <Points points={sent.late.points} />
        <p class="row-act">
          <a href="/forgot">{sent.late.again}</a> <a href="/sign-in/which-email">{sent.late.which}</a>
        </p>
      </Section>
      <Section id="gone" heading={sent.gone.heading} narrow>
        <p class="mt3">
          <Phones text={sent.gone.text(helpPhone(context))} />
        </p>
      </Section>
    </PublicFrame>
  )
}

export const forgotSentPage = page({ path: '/forgot/sent', needs: ['mail'], ...declared, load: async () => ({}), view: (_data: object, context) => <SentView context={context as PublicContext} /> })

const linkDeclared = { ...declared, reads: 'own-account' } as const
const params = z.object({ link: z.string().max(100) })

function ChooseView({ link, context, problem }: { link: string; context: PublicContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  return (
    <PublicFrame context={context} door title={words.choose.title} place={place} refused={problem !== null} asideLabel={words.asideLabel} aside={<SideSection id="safe" heading={words.safe.heading}><p>{words.safe.text}</p></SideSection>}>
      <h1>{words.choose.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.choose.lede}</p>
      <PasswordForm context={context} action={`/forgot/${link}`} button={words.choose.button} problem={problem} email={null} />
      <p class="mute mt3">{words.choose.after}</p>
    </PublicFrame>
  )
}

export const choosePage = page({
  path: '/forgot/:link',
  ...linkDeclared,
  params,
  load: async (context: PublicContext, input) => {
    await context.run((tx) => context.house.accounts.backIn.resetWaits(tx, input.params.link))
    return input.params.link
  },
  view: (link: string, context, problem) => <ChooseView link={link} context={context as PublicContext} problem={problem} />,
})

export const choose = act({
  path: '/forgot/:link',
  step: 'password-choice', ends: 'passed',
  ...linkDeclared,
  audit: 'password-changed',
  params,
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: choosePage,
  act: async (context, { params: { link }, form }) => {
    const { device } = await context.house.accounts.backIn.reset({ token: link, password: form.password })
    return { go: '/sign-in?said=reset', cookies: { session: null, half: null, device } }
  },
})
