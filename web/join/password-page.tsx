// How is a password chosen? Long, not known to everybody, not made of what others know; no other rules.
import { z } from 'zod'
import type { Joining } from '#identity'
import { Button, ErrorSummary, Field, Form, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { join } from '../../words/en/join.ts'
import { PublicFrame } from '../frame.tsx'
import { joiningDeclared, readStep } from './steps.ts'

const words = join.password

/** What is said beside the box when a password is refused. */
export function passwordProblem(problem: Problem | null): string | undefined {
  if (problem === null) return undefined
  if (problem.code === 'password-too-long') return words.tooLong
  if (problem.code === 'password-known') return words.known
  return problem.code === 'password-personal' ? words.personal : words.tooShort
}

/** The box for a new password with its button. */
export function PasswordForm({ context, action, button, problem, email }: { context: { language: 'en'; formToken: string }; action: string; button: string; problem: Problem | null; email: string | null }) {
  return (
    <Form action={action} token={context.formToken} column>
      {/* Lets a password manager keep the password under the right name. */}
      <input type="text" name="username" autocomplete="username" value={email ?? ''} hidden readonly />
      <Field language={context.language} id="password" label={words.label} hint={words.hint} type="password" autocomplete="new-password" error={passwordProblem(problem)} />
      <p>
        <Button>{button}</Button>
      </p>
    </Form>
  )
}

function View({ joining, context, problem }: { joining: Joining; context: PublicContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  return (
    <PublicFrame context={context} door organization={joining.organization} title={words.title} place={{ name: join.tab, line: join.steps.password }} refused={problem !== null} asideLabel={words.asideLabel}
      aside={<SideSection id="tip" heading={words.tip.heading}><p>{words.tip.text}</p></SideSection>}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.lede}</p>
      {joining.email !== null && (
        <p class="mt3">
          {words.address(joining.email)} <a href="/join/email">{words.otherAddress}</a>
        </p>
      )}
      <PasswordForm context={context} action="/join/password" button={join.continue} problem={problem} email={joining.email} />
    </PublicFrame>
  )
}

export const passwordPage = page({
  path: '/join/password',
  ...joiningDeclared,
  load: (context) => readStep(context, 'password'),
  view: (joining: Joining, context, problem) => <View joining={joining} context={context as PublicContext} problem={problem} />,
})

export const givePassword = act({
  path: '/join/password', step: 'password-choice', ends: 'passed',
  ...joiningDeclared,
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: passwordPage,
  act: async (context, { form }) => {
    await context.house.identity.choosePassword({ join: context.cookie('join'), password: form.password })
    // The way most people take stands first; the others are one press away there.
    return { go: '/join/app' }
  },
})
