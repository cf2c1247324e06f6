// How does a code by text come in? One press sends it, one field takes it; another way is always beside it (R12).
import { z } from 'zod'
import type { Half } from '#accounts'
import { Acts, Button, ErrorSummary, Field, Form, Notice, Section } from '#parts'
import { type AnswerBox, type Problem, type PublicContext, act, answer, page } from '#web'
import { secondStep as words } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'
import { Aside, finish } from './second-step-page.tsx'

const declared = { audience: 'half', assurance: 'password', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const

/** The field for a texted code, and the button for a new one. */
export function TextCode({ context, ends, problem, actions }: { context: PublicContext; ends: string; problem: Problem | null; actions: { readonly code: string; readonly send: string } }) {
  const left = problem?.facts.left
  return (
    <>
      <h1>{words.text.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={words.noMatch} errors={[{ message: words.text.noMatch, field: 'code' }, ...(left === undefined ? [] : [{ message: words.triesLeft(Number(left)) }])]} />}
      {problem === null && <p class="lede">{words.text.lede(ends)}</p>}
      {context.house.config.trial && (
        <Notice kind="note" heading={words.text.trial}>
          <p class="row-act">
            <a href="/mailbox">{words.text.mailbox}</a>
          </p>
        </Notice>
      )}
      <p class="mt3">{words.text.life}</p>
      <Form action={actions.code} token={context.formToken} column>
        <Field language={context.language} id="code" label={words.code} hint={words.codeHint} code inputmode="numeric" autocomplete="one-time-code" error={problem === null ? undefined : words.text.noMatch} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      <Form action={actions.send} token={context.formToken} label={words.text.again}>
        <p class="row-act">
          <Button quiet small>
            {words.text.again}
          </Button>
        </p>
      </Form>
    </>
  )
}

function View({ half, context, problem }: { half: Half; context: PublicContext; problem: Problem | null }) {
  return (
    <PublicFrame context={context} door title={words.text.title} place={{ name: words.tab, line: words.tabLine }} skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside />}>
      <TextCode context={context} ends={half.textEnds ?? ''} problem={problem} actions={{ code: '/sign-in/text/code', send: '/sign-in/text' }} />
      <Section id="other" heading={words.other.heading} narrow>
        <Acts acts={[{ label: words.other.recovery, href: '/sign-in/recovery-code', icon: 'key' }, { label: words.other.lost, href: '/sign-in/cant-get-code', icon: 'ask' }]} />
      </Section>
    </PublicFrame>
  )
}

/** Somebody without a phone for codes, or whose account is frozen, has no business here. */
export async function enterForText(context: PublicContext): Promise<Half | AnswerBox> {
  const half = await context.run((tx) => context.house.accounts.enterHalf(tx, context.cookie('half')))
  if (half.frozen) return answer({ go: '/sign-in/frozen' })
  return half.textEnds === null ? answer({ go: '/sign-in/second-step' }) : half
}

export const textPage = page({
  path: '/sign-in/text',
  needs: ['texts'],
  ...declared,
  load: enterForText,
  view: (half: Half, context, problem) => <View half={half} context={context as PublicContext} problem={problem} />,
})

export const sendText = act({
  path: '/sign-in/text',
  step: 'second-step', ends: 'sent',
  ...declared,
  form: z.strictObject({}),
  act: async (context) => {
    await context.house.accounts.backIn.textToHalf(context.cookie('half'), context.network)
    return { go: '/sign-in/text' }
  },
})

export const giveText = act({
  path: '/sign-in/text/code',
  step: 'second-step',
  ...declared,
  audit: 'signed-in',
  form: z.strictObject({ code: z.string().max(200).default('') }),
  secretFields: ['code'],
  again: textPage,
  act: (context, { form }) => finish(context, { kind: 'text', code: form.code }),
})
