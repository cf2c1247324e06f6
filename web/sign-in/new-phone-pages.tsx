// How does a phone that only gets texts become the new second step, after the wait or the desk's link? As while joining.
import { z } from 'zod'
import type { SentCode } from '#accounts'
import { type AnswerBox, type Problem, type PublicContext, type Route, act, answer, page } from '#web'
import { account } from '../../words/en/account.ts'
import { cantGetCode, lostPhone as words } from '../../words/en/back-in.ts'
import { join } from '../../words/en/join.ts'
import { AskContact, type Safer, TypeNumbers } from '../account/contact-forms.tsx'
import { PublicFrame } from '../frame.tsx'
import { goIn, newStepDeclared as declared } from './lost-phone-pages.tsx'

const place = { name: cantGetCode.tab, line: words.tabLine }
const safer: Safer = [{ label: join.phone.app, href: '/sign-in/new-step/app' }, { label: join.phone.passkey, href: '/sign-in/new-step/passkey' }]

type Sent = { readonly sent: SentCode | null }

async function load(context: PublicContext): Promise<Sent | AnswerBox> {
  const sent = await context.run((tx) => context.house.accounts.backIn.phoneAfterWait(tx, context.cookie('half')))
  return context.house.notices.canText ? { sent } : answer({ go: '/sign-in/lost-phone' })
}

const askPage = page({
  path: '/sign-in/new-step/text',
  needs: ['texts'],
  ...declared,
  load,
  view: (_data: Sent, context, problem: Problem | null) => (
    <PublicFrame context={context as PublicContext} door title={account.contact.title.phone} place={place} refused={problem !== null}>
      <AskContact kind="phone" context={context} action="/sign-in/new-step/text" problem={problem} safer={safer} back={{ label: words.over.other, href: '/sign-in/lost-phone' }} />
    </PublicFrame>
  ),
})

const send = act({
  path: '/sign-in/new-step/text', step: 'second-step', ends: 'sent',
  ...declared,
  form: z.strictObject({ phone: z.string().max(100).default('') }),
  again: askPage,
  act: async (context, { form }) => {
    await context.house.accounts.backIn.sendToPhoneAfterWait({ half: context.cookie('half'), phone: form.phone, network: context.network })
    return { go: '/sign-in/new-step/text/code' }
  },
})

const sentPage = page({
  path: '/sign-in/new-step/text/code',
  needs: ['texts'],
  ...declared,
  load: async (context: PublicContext): Promise<{ readonly sent: SentCode } | AnswerBox> => {
    const data = await load(context)
    if (!('sent' in data)) return data
    return data.sent === null ? answer({ go: '/sign-in/new-step/text' }) : { sent: data.sent }
  },
  view: ({ sent }: { readonly sent: SentCode }, context, problem) => (
    <PublicFrame context={context as PublicContext} door title={account.contact.sent.title} place={place} refused={problem !== null}>
      <TypeNumbers sent={sent} context={context} trial={context.house.config.trial} action="/sign-in/new-step/text/code" again="/sign-in/new-step/text" problem={problem} />
    </PublicFrame>
  ),
})

const give = act({
  path: '/sign-in/new-step/text/code', step: 'second-step',
  ...declared,
  audit: 'factor-added',
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: sentPage,
  act: async (context, { form }) => goIn(await context.house.accounts.backIn.finishWait({ half: context.cookie('half'), shown: { kind: 'text', code: form.code }, agent: context.agent })),
})

export const newPhonePages: readonly Route[] = [askPage, send, sentPage, give]
