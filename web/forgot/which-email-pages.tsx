// Which e-mail signs in? Asked of an address, told to that address only: the page says the same to everybody.
import { z } from 'zod'
import { Button, ErrorSummary, Field, Form } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { which as words } from '../../words/en/back-in.ts'
import { PublicFrame } from '../frame.tsx'
import { TrialMailbox } from './forgot-pages.tsx'

const declared = { audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'sign-in' } as const
const place = { name: words.tab, line: words.tabLine }

function View({ context, problem }: { context: PublicContext; problem: Problem | null }) {
  const error = problem === null ? undefined : words.notUsable
  return (
    <PublicFrame context={context} door title={words.title} place={place} refused={problem !== null}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'email' }]} />}
      <p class="lede">{words.lede}</p>
      <p class="mt3">{words.only}</p>
      <Form action="/sign-in/which-email" token={context.formToken} column>
        <Field language={context.language} id="email" label={words.email} type="email" autocomplete="email" value={problem?.typed.email} error={error} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
    </PublicFrame>
  )
}

export const whichEmailPage = page({ path: '/sign-in/which-email', needs: ['mail'], ...declared, load: async () => ({}), view: (_data: object, context, problem) => <View context={context as PublicContext} problem={problem} /> })

export const askWhichEmail = act({
  path: '/sign-in/which-email',
  step: 'forgot', ends: 'sent',
  ...declared,
  audit: 'reset-asked',
  form: z.strictObject({ email: z.string().max(1_000).default('') }),
  again: whichEmailPage,
  act: async (context, { form }) => {
    await context.house.accounts.backIn.askWhichEmail({ typed: form.email, network: context.network, device: context.cookie('device') })
    return { go: '/sign-in/which-email/sent' }
  },
})

export const whichSentPage = page({
  path: '/sign-in/which-email/sent',
  needs: ['mail'],
  ...declared,
  load: async () => ({}),
  view: (_data: object, context) => (
    <PublicFrame context={context as PublicContext} door title={words.sent.title} place={place}>
      <h1>{words.sent.heading}</h1>
      <p class="lede">{words.sent.lede}</p>
      <TrialMailbox context={context as PublicContext} />
      <p class="mt5">
        <a href="/sign-in/which-email">{words.sent.other}</a>
      </p>
    </PublicFrame>
  ),
})
