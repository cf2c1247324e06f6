// The desk let somebody in: where do they go on? At the password, with everything kept. Looking at the link spends nothing.
import { z } from 'zod'
import type { Ready } from '#identity'
import { Refusal } from '#kernel'
import { Button, ErrorSummary, Field, Form, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { create } from '../../words/en/create.ts'
import { join } from '../../words/en/join.ts'
import { PublicFrame } from '../frame.tsx'
import { passwordProblem } from '../join/password-page.tsx'
import { createDeclared } from './door.ts'

const words = create.ready

type Shown = Ready & { readonly link: string }

function View({ shown, context, problem }: { shown: Shown; context: PublicContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  const name = context.house.organizations.find(shown.organization)?.name ?? ''
  const takesPassword = shown.email !== null && !shown.known
  return (
    <PublicFrame context={context} door organization={shown.organization} title={words.title} place={{ name: create.tab, line: create.steps.ready }} skip={words.skip} refused={problem !== null} asideLabel={join.password.asideLabel}
      aside={<SideSection id="tip" heading={join.password.tip.heading}><p>{join.password.tip.text}</p></SideSection>}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.lede(name)}</p>
      <p class="mt3">{shown.known && shown.email !== null ? words.known(shown.email) : takesPassword ? words.password(shown.email ?? '') : words.goOnText}</p>
      <Form action={`/create/go/${shown.link}`} token={context.formToken} column>
        {takesPassword && (
          <>
            {/* Lets a password manager keep the password under the right name. */}
            <input type="text" name="username" autocomplete="username" value={shown.email ?? ''} hidden readonly />
            <Field language={context.language} id="password" label={join.password.label} hint={join.password.hint} type="password" autocomplete="new-password" error={error} />
          </>
        )}
        <p>
          <Button>{takesPassword ? create.continue : words.goOn}</Button>
        </p>
      </Form>
    </PublicFrame>
  )
}

const params = z.object({ link: z.string().max(100) })

export const readyPage = page({
  path: '/create/go/:link',
  ...createDeclared,
  params,
  load: async (context, input) => {
    const ready = await context.run((tx) => context.house.identity.signUps.ready(tx, input.params.link))
    if (ready === null) throw new Refusal('sign-up-link-gone', 'unknown, used or too old')
    return { ...ready, link: input.params.link }
  },
  view: (shown: Shown, context, problem) => <View shown={shown} context={context as PublicContext} problem={problem} />,
})

export const goOn = act({
  path: '/create/go/:link', step: 'sign-up-link', ends: 'passed',
  ...createDeclared,
  audit: 'sign-up-proven',
  params,
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: readyPage,
  act: async (context, input) => {
    const { join: token, id } = await context.house.identity.signUps.goOn({ link: input.params.link, password: input.form.password })
    context.about('signup', id)
    // Each page of joining leads to the step that is left.
    return { go: '/join/app', cookies: { join: token, 'sign-up': null } }
  },
})
