// How does a person change their password, or add an app or a passkey? Each after a fresh second factor, each told by mail.
import { z } from 'zod'
import type { OfferedApp } from '#accounts'
import { ErrorSummary, PasskeyForm } from '#parts'
import { type Problem, type RecordContext, act, page } from '#web'
import { account as words } from '../../words/en/account.ts'
import { RecordFrame } from '../frame.tsx'
import { AppSetUp } from '../join/app-set-up.tsx'
import { PasswordForm, passwordProblem } from '../join/password-page.tsx'
import { changingAccount } from './account-page.tsx'

const declared = { ...changingAccount, audit: 'account-viewed' } as const

function PasswordView({ context, problem }: { context: RecordContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  return (
    <RecordFrame context={context} title={words.newPassword.title} refused={problem !== null}>
      <h1>{words.newPassword.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.newPassword.lede}</p>
      <PasswordForm context={context} action="/account/password" button={words.newPassword.button} problem={problem} email={context.session.email} />
    </RecordFrame>
  )
}

export const passwordPage = page({
  path: '/account/password',
  ...declared,
  load: async (context: RecordContext) => {
    context.note({ patient: null })
    return {}
  },
  view: (_data: object, context, problem) => <PasswordView context={context as RecordContext} problem={problem} />,
})

export const changePassword = act({
  path: '/account/password',
  ...changingAccount,
  audit: 'password-changed',
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: passwordPage,
  act: async (context: RecordContext, { form }) => {
    const { session, viewer } = context
    const charts = viewer.patients
    const about = { email: session.email, names: [session.name, ...charts.map((one) => one.name)], birthDate: charts[0]?.birthDate ?? null, numbers: charts.map((one) => one.mrn), organization: charts.map((one) => context.house.organizations.find(one.organization)?.name ?? '').join(' ') }
    await context.house.accounts.own.changePassword(context.tx, { session, password: form.password, about })
    context.note({ patient: null })
    return { go: '/account?done=password' }
  },
})

export const addAppPage = page({
  path: '/account/add-app',
  ...declared,
  load: async (context: RecordContext) => {
    context.note({ patient: null })
    return context.house.accounts.own.offerApp(context.tx, context.session)
  },
  view: (offered: OfferedApp, context, problem) => (
    <RecordFrame context={context as RecordContext} title={words.newApp.title} refused={problem !== null}>
      <AppSetUp context={context} offered={offered} action="/account/add-app" problem={problem} other={{ label: words.newApp.back, href: '/account' }} />
    </RecordFrame>
  ),
})

export const addApp = act({
  path: '/account/add-app',
  ...changingAccount,
  audit: 'factor-added',
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: addAppPage,
  act: async (context: RecordContext, { form }) => {
    await context.house.accounts.own.addApp(context.tx, { session: context.session, code: form.code })
    context.note({ patient: null })
    return { go: '/account?done=factor' }
  },
})

function PasskeyView({ context, problem }: { context: RecordContext; problem: Problem | null }) {
  const { newPasskey } = words
  return (
    <RecordFrame context={context} title={newPasskey.title} refused={problem !== null}>
      <h1>{newPasskey.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={newPasskey.noMatch} errors={[]} />}
      <p class="lede">{newPasskey.lede}</p>
      <PasskeyForm language={context.language} purpose="make" optionsHref="/account/passkey-options" action="/account/add-passkey" token={context.formToken} label={newPasskey.button} />
      <noscript>
        <p class="mt3">{newPasskey.noScript}</p>
      </noscript>
      <p class="mt5">
        <a href="/account">{newPasskey.back}</a>
      </p>
    </RecordFrame>
  )
}

export const addPasskeyPage = page({
  path: '/account/add-passkey',
  ...declared,
  load: async (context: RecordContext) => {
    context.note({ patient: null })
    return {}
  },
  view: (_data: object, context, problem) => <PasskeyView context={context as RecordContext} problem={problem} />,
})

export const passkeyOptions = act({
  path: '/account/passkey-options',
  ...changingAccount,
  form: z.strictObject({}),
  act: async (context: RecordContext) => {
    context.note({ patient: null })
    const site = context.house.organizations.find(context.viewer.patients[0]?.organization ?? '')?.name ?? words.title
    return { json: await context.house.accounts.own.offerPasskey(context.tx, { session: context.session, site }) }
  },
})

export const addPasskey = act({
  path: '/account/add-passkey',
  ...changingAccount,
  audit: 'factor-added',
  form: z.strictObject({ passkey: z.string().max(50_000).default('') }),
  secretFields: ['passkey'],
  again: addPasskeyPage,
  act: async (context: RecordContext, { form }) => {
    await context.house.accounts.own.addPasskey(context.tx, { session: context.session, answer: form.passkey, agent: context.agent })
    context.note({ patient: null })
    return { go: '/account?done=factor' }
  },
})
