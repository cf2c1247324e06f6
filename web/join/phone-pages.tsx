// How is a phone that only gets texts made the second step while joining? Type the number, then the six numbers; the end of it makes
// the account, as with an app. Offered only where we can send texts.
import { z } from 'zod'
import type { SentCode } from '#accounts'
import type { Joining } from '#identity'
import { AnswerBox, type Problem, type PublicContext, type Route, act, answer, page } from '#web'
import { account } from '../../words/en/account.ts'
import { join } from '../../words/en/join.ts'
import { AskContact, type Safer, TypeNumbers } from '../account/contact-forms.tsx'
import { PublicFrame } from '../frame.tsx'
import { finish } from './second-step-pages.tsx'
import { joiningDeclared, readStep } from './steps.ts'

const place = { name: join.tab, line: join.steps.safe }
const safer: Safer = [{ label: join.phone.app, href: '/join/app' }, { label: join.phone.passkey, href: '/join/passkey' }]

async function readHere(context: PublicContext): Promise<Joining | AnswerBox> {
  const joining = await readStep(context, 'second-step')
  return joining instanceof AnswerBox || context.house.notices.canText ? joining : answer({ go: '/join/second-step' })
}

const askPage = page({
  path: '/join/text',
  needs: ['texts'],
  ...joiningDeclared,
  load: readHere,
  view: (joining: Joining, context, problem: Problem | null) => (
    <PublicFrame context={context as PublicContext} door organization={joining.organization} title={account.contact.title.phone} place={place} refused={problem !== null}>
      <AskContact kind="phone" context={context} action="/join/text" problem={problem} safer={safer} back={{ label: join.app.other, href: '/join/second-step' }} />
    </PublicFrame>
  ),
})

const send = act({
  path: '/join/text', step: 'second-step-choice', ends: 'sent',
  ...joiningDeclared,
  form: z.strictObject({ phone: z.string().max(100).default('') }),
  again: askPage,
  act: async (context, { form }) => {
    await context.house.identity.sendToPhone({ join: context.cookie('join'), phone: form.phone, network: context.network })
    return { go: '/join/text/code' }
  },
})

type Sent = { readonly joining: Joining; readonly sent: SentCode }

const sentPage = page({
  path: '/join/text/code',
  needs: ['texts'],
  ...joiningDeclared,
  load: async (context): Promise<Sent | AnswerBox> => {
    const joining = await readHere(context)
    if (joining instanceof AnswerBox) return joining
    const sent = await context.run((tx) => context.house.identity.phoneAsked(tx, context.cookie('join')))
    return sent === null ? answer({ go: '/join/text' }) : { joining, sent }
  },
  view: ({ joining, sent }: Sent, context, problem) => (
    <PublicFrame context={context as PublicContext} door organization={joining.organization} title={account.contact.sent.title} place={place} refused={problem !== null}>
      <TypeNumbers sent={sent} context={context} trial={context.house.config.trial} action="/join/text/code" again="/join/text" problem={problem} />
    </PublicFrame>
  ),
})

const give = act({
  path: '/join/text/code', step: 'second-step-choice',
  ...joiningDeclared,
  audit: 'account-created',
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: sentPage,
  act: (context, { form }) => finish(context, { kind: 'text', code: form.code }),
})

export const phonePages: readonly Route[] = [askPage, send, sentPage, give]
