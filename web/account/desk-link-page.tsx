// What opens from the link of the front desk? A new password; then the new second step, in the same visit.
import { z } from 'zod'
import { ErrorSummary } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { deskReset } from '../../words/en/desk-reset.ts'
import { PublicFrame } from '../frame.tsx'
import { PasswordForm, passwordProblem } from '../join/password-page.tsx'

const words = deskReset.link
const declared = { audience: 'public', assurance: 'none', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const
const params = z.object({ link: z.string().max(100) })

function View({ link, context, problem }: { link: string; context: PublicContext; problem: Problem | null }) {
  const error = passwordProblem(problem)
  return (
    <PublicFrame context={context} door title={words.title} place={{ name: words.tab, line: words.tabLine }} refused={problem !== null}>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'password' }]} />}
      <p class="lede">{words.lede}</p>
      <PasswordForm context={context} action={`/account/desk/${link}`} button={words.button} problem={problem} email={null} />
      <p class="mute mt3">{words.after}</p>
    </PublicFrame>
  )
}

export const deskLinkPage = page({
  path: '/account/desk/:link',
  ...declared,
  params,
  load: async (context: PublicContext, input) => {
    await context.run((tx) => context.house.accounts.backIn.deskLinkWaits(tx, input.params.link))
    return input.params.link
  },
  view: (link: string, context, problem) => <View link={link} context={context as PublicContext} problem={problem} />,
})

export const useDeskLink = act({
  path: '/account/desk/:link',
  step: 'password-choice', ends: 'passed',
  ...declared,
  audit: 'desk-reset',
  params,
  form: z.strictObject({ password: z.string().max(5_000).default(''), username: z.string().max(1_000).optional() }),
  secretFields: ['password'],
  again: deskLinkPage,
  act: async (context, { params: { link }, form }) => {
    const { half } = await context.house.accounts.backIn.passwordByDeskLink({ token: link, password: form.password })
    return { go: '/sign-in/lost-phone', cookies: { session: null, half } }
  },
})
