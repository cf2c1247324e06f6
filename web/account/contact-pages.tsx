// How does a person change their e-mail, add a second one, or a phone for codes? The new one is proven first, then everybody is told.
import { z } from 'zod'
import type { ContactKind, SentCode } from '#accounts'
import { Button, ErrorSummary, Field, Form, Notice } from '#parts'
import { type Problem, type RecordContext, type Route, act, answer, page } from '#web'
import { account } from '../../words/en/account.ts'
import { forgot } from '../../words/en/back-in.ts'
import { RecordFrame } from '../frame.tsx'
import { changingAccount } from './account-page.tsx'

const words = account.contact
const viewing = { ...changingAccount, audit: 'account-viewed' } as const
const field = (kind: ContactKind): 'email' | 'phone' => (kind === 'phone' ? 'phone' : 'email')

function Restricted() {
  return (
    <Notice kind="note" heading={words.warning.heading}>
      <p>{words.warning.text}</p>
      <p class="row-act">
        <a href="/account/add-app">{words.warning.other}</a> <a href="/account/add-passkey">{words.warning.passkey}</a>
      </p>
    </Notice>
  )
}

function AskView({ kind, context, problem }: { kind: ContactKind; context: RecordContext; problem: Problem | null }) {
  const box = field(kind)
  const error = problem === null ? undefined : words.notUsable[box]
  return (
    <RecordFrame context={context} title={words.title[kind]} refused={problem !== null}>
      <h1>{words.heading[kind]}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: box }]} />}
      <p class="lede">{words.lede[kind]}</p>
      {kind === 'phone' && <Restricted />}
      <Form action={`/account/${kind}`} token={context.formToken} column>
        <Field language={context.language} id={box} label={words.label[kind]} hint={kind === 'phone' ? words.phoneHint : undefined} type={kind === 'phone' ? 'tel' : 'email'} autocomplete={kind === 'phone' ? 'tel' : 'email'} value={problem?.typed[box]} error={error} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href="/account">{words.back}</a>
      </p>
    </RecordFrame>
  )
}

function SentView({ kind, sent, context, problem }: { kind: ContactKind; sent: SentCode; context: RecordContext; problem: Problem | null }) {
  const error = problem === null ? undefined : problem.code === 'code-missing' ? words.sent.missing : problem.code === 'email-taken' ? words.sent.taken : words.sent.noMatch
  return (
    <RecordFrame context={context} title={words.sent.title} refused={problem !== null}>
      <h1>{words.sent.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
      <p class="lede">{words.sent.lede(sent.shown)}</p>
      {context.house.config.trial && (
        <Notice kind="note" heading={forgot.sent.trial}>
          <p class="row-act">
            <a href="/mailbox">{forgot.sent.mailbox}</a>
          </p>
        </Notice>
      )}
      <Form action={`/account/${kind}/code`} token={context.formToken} column>
        <Field language={context.language} id="code" label={words.sent.label} code inputmode="numeric" autocomplete="one-time-code" error={error} />
        <p>
          <Button>{words.sent.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href={`/account/${kind}`}>{words.sent.again}</a>
      </p>
    </RecordFrame>
  )
}

type Waiting = { readonly sent: SentCode }

/** The four routes of one kind of contact. */
function contactRoutes(kind: ContactKind): readonly Route[] {
  const askPage = page({
    path: `/account/${kind}`,
    ...viewing,
    load: async (context: RecordContext) => {
      context.note({ patient: null })
      return {}
    },
    view: (_data: object, context, problem) => <AskView kind={kind} context={context as RecordContext} problem={problem} />,
  })
  const ask = act({
    path: `/account/${kind}`,
    ...changingAccount,
    form: kind === 'phone' ? z.strictObject({ phone: z.string().max(100).default('') }) : z.strictObject({ email: z.string().max(1_000).default('') }),
    again: askPage,
    act: async (context: RecordContext, { form }) => {
      const typed = 'phone' in form ? form.phone : form.email
      await context.house.accounts.backIn.askForContact(context.tx, { session: context.session, kind, typed, network: context.network })
      context.note({ patient: null })
      return { go: `/account/${kind}/code` }
    },
  })
  const sentPage = page({
    path: `/account/${kind}/code`,
    ...viewing,
    load: async (context: RecordContext) => {
      context.note({ patient: null })
      const sent = await context.house.accounts.backIn.contactAsked(context.tx, context.session, kind)
      return sent === null ? answer({ go: `/account/${kind}` }) : { sent }
    },
    view: (data: Waiting, context, problem) => <SentView kind={kind} sent={data.sent} context={context as RecordContext} problem={problem} />,
  })
  const prove = act({
    path: `/account/${kind}/code`,
    ...changingAccount,
    audit: 'contact-changed',
    form: z.strictObject({ code: z.string().max(100).default('') }),
    secretFields: ['code'],
    again: sentPage,
    act: async (context: RecordContext, { form }) => {
      const { device } = await context.house.accounts.backIn.proveContact(context.tx, { session: context.session, kind, code: form.code, device: context.cookie('device') })
      context.note({ patient: null, purpose: kind })
      return { go: '/account?done=contact', ...(device === null ? {} : { cookies: { device } }) }
    },
  })
  return [askPage, ask, sentPage, prove]
}

export const removeContact = act({
  path: '/account/remove-contact',
  ...changingAccount,
  audit: 'contact-changed',
  form: z.strictObject({ contact: z.uuid() }),
  act: async (context: RecordContext, { form }) => {
    await context.house.accounts.backIn.removeContact(context.tx, form.contact)
    context.note({ patient: null, purpose: 'removed' })
    return { go: '/account?done=contact' }
  },
})

// Closing only ever protects: no fresh factor is asked for. This session ends with the others.
export const freeze = act({
  path: '/account/freeze',
  ...changingAccount,
  assurance: 'second-factor',
  audit: 'account-frozen',
  form: z.strictObject({}),
  act: async (context: RecordContext) => {
    await context.house.accounts.backIn.freezeOwn(context.tx)
    context.note({ patient: null, purpose: 'account page' })
    return { go: '/account/frozen', clear: true, cookies: { session: null, half: null, join: null } }
  },
})

export const contactPages: readonly Route[] = [...contactRoutes('email'), ...contactRoutes('second-email'), ...contactRoutes('phone'), removeContact, freeze]
