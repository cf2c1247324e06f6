// Has the code come? One page for everybody, whether or not anything was sent; the way on when nothing comes.
import { z } from 'zod'
import { Button, ErrorSummary, Field, Form, Notice, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { create } from '../../words/en/create.ts'
import { PublicFrame } from '../frame.tsx'
import { createDeclared } from './door.ts'
import { type OwnSignUp, readSignUp } from './sign-up.ts'

const words = create.check

function View({ own, context, problem }: { own: OwnSignUp; context: PublicContext; problem: Problem | null }) {
  const { organization } = own
  const error = problem === null ? undefined : problem.code === 'code-missing' ? words.missing : `${words.noMatch} ${words.noMatchHint}`
  return (
    <PublicFrame context={context} door organization={organization.id} title={words.title} place={{ name: create.tab, line: create.steps.check }} skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel}
      aside={<SideSection id="why" heading={words.why.heading}><p>{words.why.text}</p></SideSection>}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
      <p class="lede">
        {words.sentIf}
        {words.sentTo}
      </p>
      <Form action={`/o/${organization.id}/create/check`} token={context.formToken} column>
        <Field language={context.language} id="code" label={words.label} hint={words.soon} code inputmode="numeric" autocomplete="one-time-code" error={error} />
        <p>
          <Button>{create.continue}</Button>
        </p>
      </Form>
      <p class="row-act mt5">
        <a class={problem === null ? 'later-a-button' : 'btn alt'} href={`/o/${organization.id}/create/help`}>
          {words.none}
        </a>
      </p>
      {context.house.config.trial && (
        <Notice kind="note" heading={words.trial}>
          <p class="row-act">
            <a href="/mailbox">{words.mailbox}</a>
          </p>
        </Notice>
      )}
    </PublicFrame>
  )
}

const params = z.object({ organization: z.string().max(60) })

export const checkPage = page({
  path: '/o/:organization/create/check',
  needs: ['mail', 'texts'],
  ...createDeclared,
  params,
  load: (context, input) => readSignUp(context, input.params.organization, '/check'),
  view: (own: OwnSignUp, context, problem) => <View own={own} context={context as PublicContext} problem={problem} />,
})

export const giveCheck = act({
  path: '/o/:organization/create/check', step: 'sign-up-code', ends: 'passed',
  ...createDeclared,
  audit: 'sign-up-proven',
  params,
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: checkPage,
  act: async (context, { form }) => {
    const own = await context.run((tx) => context.house.identity.signUps.read(tx, context.cookie('sign-up')))
    if (own !== null) context.about('signup', own.id)
    const { join, proven } = await context.house.identity.signUps.prove({ signUp: context.cookie('sign-up'), code: form.code, network: context.network })
    return { go: proven ? '/join/password' : '/join/email', cookies: { join } }
  },
})
