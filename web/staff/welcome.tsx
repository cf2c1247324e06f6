// How does somebody new of staff set up their sign-in? The link of the mail, a button, a password, a second step; then they are in.
import { z } from 'zod'
import type { FirstStaffFactor, Invitation } from '#accounts'
import { Button, ErrorSummary, Form, LinkButton, PasskeyForm, RadioCards } from '#parts'
import { AnswerBox, type Problem, type PublicContext, act, answer, page } from '#web'
import { staffWelcome as words } from '../../words/en/staff.ts'
import { AppSetUp } from '../join/app-set-up.tsx'
import { PasswordForm, passwordProblem } from '../join/password-page.tsx'
import { withoutTitle } from '../names.ts'
import { StaffDoor } from './frame.tsx'

const linked = { audience: 'public', assurance: 'none', reads: 'own-joining', audit: 'none', rate: 'sign-in' } as const
const declared = { audience: 'invited', assurance: 'none', reads: 'own-joining', audit: 'none', rate: 'sign-in' } as const
const params = z.object({ token: z.string().max(100) })

type Waiting = { readonly name: string; readonly email: string; readonly site: string; readonly token: string }

function GoneView({ context }: { context: PublicContext }) {
  return (
    <StaffDoor context={context} title={words.gone.title}>
      <h1>{words.gone.heading}</h1>
      <p class="lede">{words.gone.lede}</p>
      <p class="mt3">{words.gone.next}</p>
      <p class="bar">
        <LinkButton href="/staff/sign-in" quiet>
          {words.gone.signIn}
        </LinkButton>
      </p>
    </StaffDoor>
  )
}

export const welcomePage = page({
  path: '/staff/welcome/:token',
  ...linked,
  params,
  // Looking spends nothing: mail scanners look too.
  load: async (context, input) => {
    const found = await context.run((tx) => context.house.accounts.staff.invited.waiting(tx, input.params.token))
    return found === null ? answer({ show: <GoneView context={context} />, status: 410 }) : { ...found, token: input.params.token }
  },
  view: (data: Waiting, context) => (
    <StaffDoor context={context as PublicContext} title={words.waiting.title} site={data.site}>
      <h1>{words.waiting.heading(withoutTitle(data.name))}</h1>
      <p class="lede">{words.waiting.lede(data.site)}</p>
      <p class="mt3">{words.waiting.what}</p>
      <Form action={`/staff/welcome/${data.token}`} token={context.formToken}>
        <p class="mt5">
          <Button>{words.waiting.button}</Button>
        </p>
      </Form>
      <p class="mute mt5">{words.waiting.not}</p>
    </StaffDoor>
  ),
})

export const welcome = act({
  path: '/staff/welcome/:token',
  ...linked,
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    const { staff } = context.house.accounts
    const before = context.cookie('staff')
    const visit = await context.run(async (tx) => {
      // Whoever worked in this browser before is out, on the server too (R44).
      if (before !== null) await staff.signOut(tx, before)
      return staff.invited.accept(tx, input.params.token)
    })
    return { go: '/staff/set-up/password', cookies: { 'staff-invited': visit, staff: null, 'staff-half': null } }
  },
})

const read = (context: PublicContext): Promise<Invitation> => context.run((tx) => context.house.accounts.staff.invited.read(tx, context.cookie('staff-invited')))

function PasswordView({ invitation, context, problem }: { invitation: Invitation; context: PublicContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  return (
    <StaffDoor context={context} title={words.password.title} site={invitation.site} refused={problem !== null}>
      <h1>{words.password.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.password.lede}</p>
      <PasswordForm context={context} action="/staff/set-up/password" button={words.go} problem={problem} email={invitation.email} />
    </StaffDoor>
  )
}

export const passwordPage = page({
  path: '/staff/set-up/password', ...declared, load: read,
  view: (invitation: Invitation, context, problem) => <PasswordView invitation={invitation} context={context as PublicContext} problem={problem} />,
})

export const givePassword = act({
  path: '/staff/set-up/password', ...declared,
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: passwordPage,
  act: async (context, { form }) => {
    await context.house.accounts.staff.invited.choosePassword({ visit: context.cookie('staff-invited'), password: form.password })
    return { go: '/staff/set-up/second-step' }
  },
})

/** Whoever has no password yet is led back to it. */
async function readAfterPassword(context: PublicContext): Promise<Invitation | AnswerBox> {
  const invitation = await read(context)
  return invitation.hasPassword ? invitation : answer({ go: '/staff/set-up/password' })
}

function ChoiceView({ invitation, context, problem }: { invitation: Invitation; context: PublicContext; problem: Problem | null }) {
  const { second } = words
  const error = problem === null ? undefined : second.missing
  return (
    <StaffDoor context={context} title={second.title} site={invitation.site} refused={problem !== null}>
      <h1>{second.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'step' }]} />}
      <p class="lede">{second.lede}</p>
      <Form action="/staff/set-up/second-step" token={context.formToken}>
        <RadioCards language={context.language} id="step" name="step" legend={second.legend} legendHidden chosen={problem === null ? 'app' : undefined} error={error} choices={[{ value: 'passkey', ...second.passkey }, { value: 'app', ...second.app }]} />
        <p class="mt5">
          <Button>{words.go}</Button>
        </p>
      </Form>
    </StaffDoor>
  )
}

export const choicePage = page({
  path: '/staff/set-up/second-step', ...declared, load: readAfterPassword,
  view: (invitation: Invitation, context, problem) => <ChoiceView invitation={invitation} context={context as PublicContext} problem={problem} />,
})

export const choose = act({
  path: '/staff/set-up/second-step', ...declared,
  form: z.strictObject({ step: z.enum(['passkey', 'app']).default('app') }),
  again: choicePage,
  act: async (context, { form }) => {
    await read(context)
    return { go: form.step === 'app' ? '/staff/set-up/app' : '/staff/set-up/passkey' }
  },
})

async function finish(context: PublicContext, shown: FirstStaffFactor) {
  const done = await context.run((tx) => context.house.accounts.staff.invited.finish(tx, { visit: context.cookie('staff-invited'), shown, agent: context.agent }))
  return { go: '/staff/recovery-codes', cookies: { staff: done.token, 'staff-invited': null, 'staff-half': null, ...(done.device === null ? {} : { 'staff-device': done.device }) } }
}

type AppData = { readonly invitation: Invitation; readonly offered: { readonly secret: string; readonly uri: string } }

export const appPage = page({
  path: '/staff/set-up/app', ...declared,
  load: async (context) => {
    const invitation = await readAfterPassword(context)
    if (invitation instanceof AnswerBox) return invitation
    return { invitation, offered: await context.run((tx) => context.house.accounts.staff.invited.offerApp(tx, context.cookie('staff-invited'))) }
  },
  view: ({ invitation, offered }: AppData, context, problem) => (
    <StaffDoor context={context as PublicContext} title={words.second.title} site={invitation.site} refused={problem !== null}>
      <AppSetUp context={context} offered={offered} action="/staff/set-up/app" problem={problem} other={{ label: words.other, href: '/staff/set-up/second-step' }} />
    </StaffDoor>
  ),
})

export const giveApp = act({
  path: '/staff/set-up/app', ...declared, audit: 'account-created', form: z.strictObject({ code: z.string().max(100).default('') }), secretFields: ['code'], again: appPage,
  act: (context, { form }) => finish(context, { kind: 'app', code: form.code }),
})

function PasskeyView({ invitation, context, problem }: { invitation: Invitation; context: PublicContext; problem: Problem | null }) {
  const { passkey } = words
  return (
    <StaffDoor context={context} title={passkey.title} site={invitation.site} refused={problem !== null} script>
      <h1>{passkey.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={passkey.noMatch} errors={[]} />}
      <p class="lede">{passkey.lede}</p>
      <PasskeyForm language={context.language} purpose="make" optionsHref="/staff/set-up/passkey-options" action="/staff/set-up/passkey" token={context.formToken} label={passkey.button} />
      <noscript>
        <p class="mt3">{passkey.noScript}</p>
      </noscript>
      <p class="mt5">
        <a href="/staff/set-up/second-step">{words.other}</a>
      </p>
    </StaffDoor>
  )
}

export const passkeyPage = page({
  path: '/staff/set-up/passkey', ...declared, load: readAfterPassword,
  view: (invitation: Invitation, context, problem) => <PasskeyView invitation={invitation} context={context as PublicContext} problem={problem} />,
})

export const setUpPasskeyOptions = act({
  path: '/staff/set-up/passkey-options', ...declared, form: z.strictObject({}),
  act: async (context) => ({ json: await context.run((tx) => context.house.accounts.staff.invited.offerPasskey(tx, context.cookie('staff-invited'))) }),
})

export const givePasskey = act({
  path: '/staff/set-up/passkey', ...declared, audit: 'account-created', form: z.strictObject({ passkey: z.string().max(50_000).default('') }), secretFields: ['passkey'], again: passkeyPage,
  act: (context, { form }) => finish(context, { kind: 'passkey', answer: form.passkey }),
})
