// How does somebody get a new second step by e-mail and a day of waiting? Send, type, wait, set up; and how is it stopped?
import { z } from 'zod'
import type { Half, OfferedApp, SignedIn } from '#accounts'
import { Acts, Button, ErrorSummary, Field, Form, LinkButton, Notice, PasskeyForm, Section, SideSection } from '#parts'
import { AnswerBox, type Problem, type PublicContext, act, answer, page } from '#web'
import { cantGetCode, forgot, lostPhone as words, stopWait } from '../../words/en/back-in.ts'
import { dateAndTime } from '../../words/en/dates.ts'
import { PublicFrame } from '../frame.tsx'
import { AppSetUp } from '../join/app-set-up.tsx'
import { join } from '../../words/en/join.ts'

export const newStepDeclared = { audience: 'half', assurance: 'password', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const
const declared = newStepDeclared
const place = { name: cantGetCode.tab, line: words.tabLine }

type Lost = { readonly half: Half; readonly sent: boolean; readonly over: boolean }

function Send({ context, label, quiet }: { context: PublicContext; label: string; quiet: boolean }) {
  return (
    <Form action="/sign-in/lost-phone" token={context.formToken} label={label}>
      <p class={quiet ? 'row-act' : 'mt5'}>
        <Button quiet={quiet} small={quiet}>
          {label}
        </Button>
      </p>
    </Form>
  )
}

function Steps({ data, context, problem }: { data: Lost; context: PublicContext; problem: Problem | null }) {
  const { half } = data
  if (half.passwordBy === 'mail') {
    return (
      <Notice kind="warn" heading={words.notByMail.heading}>
        <p>{words.notByMail.text}</p>
        <p>{words.notByMail.next}</p>
      </Notice>
    )
  }
  if (half.waitOpensAt !== null) {
    return (
      <Notice kind="note" heading={words.waiting.heading} aloud>
        <p>{words.waiting.text(`${dateAndTime(half.waitOpensAt.toISOString())} (UTC)`)}</p>
        <p>{words.waiting.sooner}</p>
      </Notice>
    )
  }
  if (!data.sent) return <Send context={context} label={words.send} quiet={false} />
  const error = problem === null ? undefined : problem.code === 'code-missing' ? words.missing : words.noMatch
  return (
    <>
      {context.house.config.trial && (
        <Notice kind="note" heading={forgot.sent.trial}>
          <p class="row-act">
            <a href="/mailbox">{forgot.sent.mailbox}</a>
          </p>
        </Notice>
      )}
      <Form action="/sign-in/lost-phone/code" token={context.formToken} column>
        <Field language={context.language} id="code" label={words.code} code inputmode="numeric" autocomplete="one-time-code" error={error} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      <Send context={context} label={words.again} quiet />
    </>
  )
}

function View({ data, context, problem }: { data: Lost; context: PublicContext; problem: Problem | null }) {
  const error = problem === null ? undefined : problem.code === 'code-missing' ? words.missing : words.noMatch
  return (
    <PublicFrame context={context} door title={words.title} place={place} refused={problem !== null} asideLabel={words.asideLabel} aside={<SideSection id="why" heading={words.why.heading}><p>{words.why.text}</p></SideSection>}>
      <h1>{data.over ? words.over.heading : words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
      {data.over ? (
        <>
          <p class="lede">{words.over.lede}</p>
          <p class="bar">
            <LinkButton href="/sign-in/new-step/app">{words.over.app}</LinkButton>
            <LinkButton href="/sign-in/new-step/passkey" quiet>
              {words.over.passkey}
            </LinkButton>
            {context.house.notices.canText && (
              <LinkButton href="/sign-in/new-step/text" quiet>
                {words.over.text}
              </LinkButton>
            )}
          </p>
        </>
      ) : (
        <>
          {problem === null && <p class="lede">{data.sent ? words.sentLede : words.lede}</p>}
          <Steps data={data} context={context} problem={problem} />
        </>
      )}
      <Section id="other" heading={words.otherWays} narrow>
        <Acts acts={[{ label: cantGetCode.recovery.go, href: '/sign-in/recovery-code', icon: 'key' }, { label: cantGetCode.heading, href: '/sign-in/cant-get-code', icon: 'ask' }]} />
      </Section>
    </PublicFrame>
  )
}

async function load(context: PublicContext): Promise<Lost | AnswerBox> {
  return context.run(async (tx) => {
    const half = await context.house.accounts.enterHalf(tx, context.cookie('half'))
    if (half.frozen) return answer({ go: '/sign-in/frozen' })
    const sent = await context.house.accounts.backIn.waitCodeSent(tx, context.cookie('half'))
    return { half, sent, over: half.passwordBy === 'person' && half.waitOpensAt !== null && half.waitOpensAt.getTime() <= tx.now.getTime() }
  })
}

export const lostPhonePage = page({ path: '/sign-in/lost-phone', needs: ['mail'], ...declared, load, view: (data: Lost, context, problem) => <View data={data} context={context as PublicContext} problem={problem} /> })

export const sendLostPhoneCode = act({
  path: '/sign-in/lost-phone',
  step: 'second-step', ends: 'sent',
  ...declared,
  form: z.strictObject({}),
  act: async (context) => {
    await context.house.accounts.backIn.sendWaitCode({ half: context.cookie('half'), network: context.network })
    return { go: '/sign-in/lost-phone' }
  },
})

export const giveLostPhoneCode = act({
  path: '/sign-in/lost-phone/code',
  step: 'second-step', ends: 'passed',
  ...declared,
  audit: 'wait-begun',
  form: z.strictObject({ code: z.string().max(200).default('') }),
  secretFields: ['code'],
  again: lostPhonePage,
  act: async (context, { form }) => {
    await context.house.accounts.backIn.beginWait({ half: context.cookie('half'), code: form.code })
    return { go: '/sign-in/lost-phone' }
  },
})

export const goIn = (done: SignedIn) => ({ go: '/join/recovery-codes', cookies: { session: done.token, half: null, ...(done.device === null ? {} : { device: done.device }) } })

export const newAppPage = page({
  path: '/sign-in/new-step/app',
  ...declared,
  load: (context: PublicContext) => context.run((tx) => context.house.accounts.backIn.offerAppAfterWait(tx, context.cookie('half'))),
  view: (offered: OfferedApp, context, problem) => (
    <PublicFrame context={context as PublicContext} door title={join.app.title} place={place} refused={problem !== null}>
      <AppSetUp context={context} offered={offered} action="/sign-in/new-step/app" problem={problem} other={{ label: words.over.other, href: '/sign-in/lost-phone' }} />
    </PublicFrame>
  ),
})

export const giveNewApp = act({
  path: '/sign-in/new-step/app',
  ...declared,
  audit: 'factor-added',
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: newAppPage,
  act: async (context, { form }) => goIn(await context.house.accounts.backIn.finishWait({ half: context.cookie('half'), shown: { kind: 'app', code: form.code }, agent: context.agent })),
})

export const newPasskeyPage = page({
  path: '/sign-in/new-step/passkey',
  ...declared,
  load: async (context: PublicContext) => {
    const data = await load(context)
    return data instanceof AnswerBox || data.over ? data : answer({ go: '/sign-in/lost-phone' })
  },
  view: (_data: Lost, context, problem) => (
    <PublicFrame context={context as PublicContext} door title={join.passkey.title} place={place} refused={problem !== null} script>
      <h1>{join.passkey.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={join.passkey.noMatch} errors={[]} />}
      <p class="lede">{join.passkey.lede}</p>
      <PasskeyForm language={context.language} purpose="make" optionsHref="/sign-in/new-step/passkey-options" action="/sign-in/new-step/passkey" token={context.formToken} label={join.passkey.button} />
      <noscript>
        <p class="mt3">{join.passkey.noScript}</p>
      </noscript>
      <p class="mt5">
        <a href="/sign-in/lost-phone">{words.over.other}</a>
      </p>
    </PublicFrame>
  ),
})

export const newPasskeyOptions = act({
  path: '/sign-in/new-step/passkey-options',
  ...declared,
  form: z.strictObject({}),
  act: async (context) => ({ json: await context.run((tx) => context.house.accounts.backIn.offerPasskeyAfterWait(tx, { half: context.cookie('half'), site: new URL(context.publicUrl).host })) }),
})

export const giveNewPasskey = act({
  path: '/sign-in/new-step/passkey',
  ...declared,
  audit: 'factor-added',
  form: z.strictObject({ passkey: z.string().max(50_000).default('') }),
  secretFields: ['passkey'],
  again: newPasskeyPage,
  act: async (context, { form }) => goIn(await context.house.accounts.backIn.finishWait({ half: context.cookie('half'), shown: { kind: 'passkey', answer: form.passkey }, agent: context.agent })),
})

const stopDeclared = { audience: 'public', assurance: 'none', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const
const params = z.object({ link: z.string().max(100) })
type Stopping = { readonly link: string; readonly open: boolean }

export const stopWaitPage = page({
  path: '/sign-in/stop-wait/:link',
  ...stopDeclared,
  params,
  load: async (context: PublicContext, input) => ({ link: input.params.link, open: (await context.run((tx) => context.house.accounts.backIn.waitToCancel(tx, input.params.link))).open }),
  view: (data: Stopping, context) => (
    <PublicFrame context={context as PublicContext} door title={stopWait.title} place={{ name: stopWait.tab, line: stopWait.tabLine }}>
      {data.open ? (
        <>
          <h1>{stopWait.heading}</h1>
          <p class="lede">{stopWait.lede}</p>
          <Form action={`/sign-in/stop-wait/${data.link}`} token={context.formToken}>
            <p class="mt5">
              <Button>{stopWait.button}</Button>
            </p>
          </Form>
        </>
      ) : (
        <>
          <h1>{stopWait.done.heading}</h1>
          <p class="lede">{stopWait.done.text}</p>
          <p class="bar">
            <LinkButton href="/forgot">{stopWait.done.next}</LinkButton>
          </p>
        </>
      )}
    </PublicFrame>
  ),
})

export const stopTheWait = act({
  path: '/sign-in/stop-wait/:link',
  ...stopDeclared,
  audit: 'wait-stopped',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.accounts.backIn.cancelWait(tx, input.params.link))
    return { go: `/sign-in/stop-wait/${input.params.link}` }
  },
})
