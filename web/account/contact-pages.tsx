// How does a person change their e-mail, add a second one, or a phone for codes? The new one is proven first, then everybody is told.
import { z } from 'zod'
import type { ContactKind, SentCode } from '#accounts'
import { type RecordContext, type Route, act, answer, page } from '#web'
import { account } from '../../words/en/account.ts'
import { RecordFrame } from '../frame.tsx'
import { changingAccount } from './account-page.tsx'
import { AskContact, type Safer, TypeNumbers } from './contact-forms.tsx'

const words = account.contact
const viewing = { ...changingAccount, audit: 'account-viewed' } as const
const safer: Safer = [{ label: words.warning.other, href: '/account/add-app' }, { label: words.warning.passkey, href: '/account/add-passkey' }]

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
    view: (_data: object, context, problem) => (
      <RecordFrame context={context as RecordContext} title={words.title[kind]} refused={problem !== null}>
        <AskContact kind={kind} context={context} action={`/account/${kind}`} problem={problem} safer={safer} back={{ label: words.back, href: '/account' }} />
      </RecordFrame>
    ),
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
    view: (data: Waiting, context, problem) => (
      <RecordFrame context={context as RecordContext} title={words.sent.title} refused={problem !== null}>
        <TypeNumbers sent={data.sent} context={context} trial={context.house.config.trial} action={`/account/${kind}/code`} again={`/account/${kind}`} problem={problem} />
      </RecordFrame>
    ),
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
