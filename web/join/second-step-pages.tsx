// How is the second step set up? An app or a text (both work without scripts), or a passkey. The end of it makes the account, all at once.
import { z } from 'zod'
import type { OfferedApp } from '#accounts'
import type { FirstFactor, Joining } from '#identity'
import { Button, ErrorSummary, Form, PasskeyForm, Points, RadioCards, RecoveryCodes, Section, SideSection } from '#parts'
import { AnswerBox, type Problem, type PublicContext, act, page } from '#web'
import { join } from '../../words/en/join.ts'
import { PublicFrame } from '../frame.tsx'
import { AppSetUp } from './app-set-up.tsx'
import { joiningDeclared, readStep } from './steps.ts'

const words = join.secondStep
const place = { name: join.tab, line: join.steps.safe }

function Aside({ phone }: { phone: string | null }) {
  return (
    <>
      <SideSection id="lost" heading={words.lost.heading}>
        <Points numbered points={words.lost.points} />
      </SideSection>
      {phone !== null && (
        <SideSection id="nophone" heading={words.noPhone.heading}>
          <p>{words.noPhone.text(phone)}</p>
        </SideSection>
      )}
    </>
  )
}

function ChoiceView({ joining, context, problem }: { joining: Joining; context: PublicContext; problem: Problem | null }) {
  const error = problem === null ? undefined : words.missing
  const phone = context.house.organizations.find(joining.organization)?.phone ?? null
  return (
    <PublicFrame context={context} door organization={joining.organization} title={words.title} place={place} skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside phone={phone} />}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'step' }]} />}
      <p class="lede">{words.lede}</p>
      <Form action="/join/second-step" token={context.formToken}>
        <RadioCards language={context.language} id="step" name="step" legend={words.legend} legendHidden chosen={problem === null ? 'app' : undefined} error={error} choices={[{ value: 'passkey', ...words.passkey }, { value: 'app', ...words.app }, ...(context.house.notices.canText ? [{ value: 'text', ...words.text }] : [])]} />
        <p class="mt5">
          <Button>{join.continue}</Button>
        </p>
        <p class="mute mt3">{words.later}</p>
      </Form>
      <Section id="rec" heading={words.next.heading} narrow>
        <p class="mt3">{words.next.text}</p>
        <RecoveryCodes language={context.language} id="codes" label={words.next.label} codes={['K7QF-29MX-4WDN-H8TR', 'P3XC-6KVJ-9TTA-55QW', words.next.more]} />
        <Points points={words.points} />
      </Section>
    </PublicFrame>
  )
}

export const choicePage = page({
  path: '/join/second-step',
  ...joiningDeclared,
  load: (context) => readStep(context, 'second-step'),
  view: (joining: Joining, context, problem) => <ChoiceView joining={joining} context={context as PublicContext} problem={problem} />,
})

export const choose = act({
  path: '/join/second-step',
  ...joiningDeclared,
  form: z.strictObject({ step: z.enum(['passkey', 'app', 'text']).default('app') }),
  again: choicePage,
  act: async (context, { form }) => {
    const at = await readStep(context, 'second-step')
    return at instanceof AnswerBox ? at.answer : { go: `/join/${form.step}` }
  },
})

export async function finish(context: PublicContext, shown: FirstFactor) {
  const { identity, access } = context.house
  const done = await identity.finish({ join: context.cookie('join'), shown, agent: context.agent }, async (tx, proven) => {
    await access.link(tx, { person: proven.person, patient: proven.patient, provenBy: proven.provenBy })
  })
  return { go: '/join/recovery-codes', cookies: { session: done.token, join: null, half: null, ...(done.device === null ? {} : { device: done.device }) } }
}

type AppData = { readonly joining: Joining; readonly offered: OfferedApp }

export const appPage = page({
  path: '/join/app',
  ...joiningDeclared,
  load: async (context) => {
    const joining = await readStep(context, 'second-step')
    if (joining instanceof AnswerBox) return joining
    return { joining, offered: await context.run((tx) => context.house.identity.offerApp(tx, context.cookie('join'))) }
  },
  view: ({ joining, offered }: AppData, context, problem) => (
    <PublicFrame context={context as PublicContext} door organization={joining.organization} title={join.app.title} place={place} refused={problem !== null}>
      <AppSetUp context={context} offered={offered} action="/join/app" problem={problem} other={{ label: join.app.other, href: '/join/second-step' }}>
        <p class="mt3">
          {join.app.why} {join.app.passkey} <a href="/join/passkey">{join.app.usePasskey}</a>
        </p>
        {context.house.notices.canText && (
          <p class="mt2">
            {join.app.noApps} <a href="/join/text">{join.app.useText}</a>
          </p>
        )}
      </AppSetUp>
    </PublicFrame>
  ),
})

export const giveApp = act({
  path: '/join/app', step: 'second-step-choice',
  ...joiningDeclared,
  audit: 'account-created',
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: appPage,
  act: (context, { form }) => finish(context, { kind: 'app', code: form.code }),
})

function PasskeyView({ joining, context, problem }: { joining: Joining; context: PublicContext; problem: Problem | null }) {
  const words = join.passkey
  return (
    <PublicFrame context={context} door organization={joining.organization} title={words.title} place={place} refused={problem !== null} script>
      <h1>{words.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={words.noMatch} errors={[]} />}
      <p class="lede">{words.lede}</p>
      <PasskeyForm language={context.language} purpose="make" optionsHref="/join/passkey-options" action="/join/passkey" token={context.formToken} label={words.button} />
      <noscript>
        <p class="mt3">{words.noScript}</p>
      </noscript>
      <p class="mt5">
        <a href="/join/second-step">{words.other}</a>
      </p>
    </PublicFrame>
  )
}

export const passkeyPage = page({
  path: '/join/passkey',
  ...joiningDeclared,
  load: (context) => readStep(context, 'second-step'),
  view: (joining: Joining, context, problem) => <PasskeyView joining={joining} context={context as PublicContext} problem={problem} />,
})

export const passkeyOptions = act({
  path: '/join/passkey-options',
  ...joiningDeclared,
  form: z.strictObject({}),
  act: async (context) => ({ json: await context.run((tx) => context.house.identity.offerPasskey(tx, context.cookie('join'))) }),
})

export const givePasskey = act({
  path: '/join/passkey', step: 'second-step-choice',
  ...joiningDeclared,
  audit: 'account-created',
  form: z.strictObject({ passkey: z.string().max(50_000).default('') }),
  secretFields: ['passkey'],
  again: passkeyPage,
  act: (context, { form }) => finish(context, { kind: 'passkey', answer: form.passkey }),
})
