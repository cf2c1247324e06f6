// How is an address proven? A message with a link and six numbers; the page that waits goes on by itself, or by a press.
import { z } from 'zod'
import type { Joining } from '#identity'
import { Refusal } from '#kernel'
import { Button, ErrorSummary, Field, Form, LinkButton, Notice, Section, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { join } from '../../words/en/join.ts'
import { PublicFrame } from '../frame.tsx'
import { joiningDeclared, readStep } from './steps.ts'

const words = join.email

function EmailView({ joining, context, problem }: { joining: Joining; context: PublicContext; problem: Problem | null }) {
  const error = problem === null ? undefined : words.notUsable
  return (
    <PublicFrame context={context} door organization={joining.organization} title={words.title} place={{ name: join.tab, line: join.steps.email }} refused={problem !== null} asideLabel={words.asideLabel}
      aside={<SideSection id="why" heading={words.why.heading}><p>{words.why.text}</p></SideSection>}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'email' }]} />}
      <p class="lede">{words.lede}</p>
      <Form action="/join/email" token={context.formToken} column>
        <Field language={context.language} id="email" label={words.label} hint={words.hint} type="email" autocomplete="email" value={problem?.typed.email ?? joining.email ?? undefined} error={error} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
    </PublicFrame>
  )
}

export const emailPage = page({
  path: '/join/email', needs: ['mail'],
  ...joiningDeclared,
  load: (context) => readStep(context, 'email'),
  view: (joining: Joining, context, problem) => <EmailView joining={joining} context={context as PublicContext} problem={problem} />,
})

export const giveEmail = act({
  path: '/join/email', step: 'email', ends: 'sent',
  ...joiningDeclared,
  form: z.strictObject({ email: z.string().max(1_000).default('') }),
  again: emailPage,
  act: async (context, { form }) => {
    await context.house.identity.sendProof({ join: context.cookie('join'), email: form.email, network: context.network })
    return { go: '/join/email/sent' }
  },
})

function SentView({ joining, context, problem }: { joining: Joining; context: PublicContext; problem: Problem | null }) {
  const sent = join.sent
  const error = problem === null ? undefined : problem.code === 'code-missing' ? sent.missing : `${sent.noMatch} ${sent.noMatchHint}`
  return (
    <PublicFrame context={context} door organization={joining.organization} title={sent.title} place={{ name: join.tab, line: join.steps.email }} refused={problem !== null} {...(problem === null ? { refreshAfter: 4 } : {})}>
      <h1>{sent.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
      <p class="lede">{sent.lede(joining.email ?? '')}</p>
      {context.house.config.trial && (
        <Notice kind="note" heading={sent.trial}>
          <p class="row-act">
            <a href="/mailbox">{sent.mailbox}</a>
          </p>
        </Notice>
      )}
      <p class="mt3">{sent.openLink}</p>
      <Form action="/join/email/code" token={context.formToken} column>
        <Field language={context.language} id="code" label={sent.label} code inputmode="numeric" autocomplete="one-time-code" error={error} />
        <p>
          <Button>{join.continue}</Button>
        </p>
      </Form>
      <p class="row-act">
        <LinkButton href="/join/password" quiet small>
          {sent.opened}
        </LinkButton>
      </p>
      <Section id="again" heading={sent.again} narrow>
        <p class="mt3">{sent.againText}</p>
        <p class="row-act">
          <a href="/join/email">{sent.resend}</a>
        </p>
      </Section>
    </PublicFrame>
  )
}

export const sentPage = page({
  path: '/join/email/sent', needs: ['mail'],
  ...joiningDeclared,
  load: (context) => readStep(context, 'sent'),
  view: (joining: Joining, context, problem) => <SentView joining={joining} context={context as PublicContext} problem={problem} />,
})

export const giveNumbers = act({
  path: '/join/email/code', step: 'email-proof', ends: 'passed',
  ...joiningDeclared,
  audit: 'email-proven',
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: sentPage,
  act: async (context, { form }) => {
    await context.house.identity.proveByNumbers({ join: context.cookie('join'), code: form.code })
    return { go: '/join/password' }
  },
})

type Waiting = { readonly organization: string; readonly email: string; readonly link: string; readonly proven: boolean }

function ConfirmView({ waiting, context }: { waiting: Waiting; context: PublicContext }) {
  const confirm = join.confirm
  const organization = context.house.organizations.find(waiting.organization)?.name ?? ''
  return (
    <PublicFrame context={context} organization={waiting.organization} title={waiting.proven ? confirm.doneTitle : confirm.title} place={{ name: join.tab, line: confirm.tabLine }}>
      {waiting.proven ? (
        <>
          <h1>{confirm.doneTitle}</h1>
          <p class="lede">{confirm.done}</p>
        </>
      ) : (
        <>
          <h1>{confirm.heading}</h1>
          <p class="lede">{confirm.text(waiting.email, organization)}</p>
          <p class="mt3">{confirm.sure}</p>
          <Form action={`/join/confirm/${waiting.link}`} token={context.formToken}>
            <p class="mt5">
              <Button>{confirm.button}</Button>
            </p>
          </Form>
        </>
      )}
    </PublicFrame>
  )
}

// Public: the mail may be opened in another browser than the one that waits.
const confirmDeclared = { audience: 'public', assurance: 'none', reads: 'own-joining', audit: 'none', rate: 'sign-in' } as const
const params = z.object({ link: z.string().max(100) })

export const confirmPage = page({
  path: '/join/confirm/:link',
  ...confirmDeclared,
  params,
  load: async (context, input) => {
    const waiting = await context.run((tx) => context.house.identity.waitingFor(tx, input.params.link))
    if (waiting === null) throw new Refusal('link-not-usable', 'unknown or old')
    return { ...waiting, link: input.params.link }
  },
  view: (waiting: Waiting, context) => <ConfirmView waiting={waiting} context={context as PublicContext} />,
})

export const confirm = act({
  path: '/join/confirm/:link', step: 'email-proof', ends: 'passed',
  ...confirmDeclared,
  audit: 'email-proven',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.identity.proveByLink(tx, input.params.link))
    const here = context.cookie('join') === null ? null : await context.run((tx) => context.house.identity.readJoining(tx, context.cookie('join')))
    return { go: here?.proven === true ? '/join/password' : `/join/confirm/${input.params.link}` }
  },
})
