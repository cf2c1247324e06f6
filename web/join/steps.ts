// At which step of joining does somebody stand? Each page asks, and sends people to the step that is next for them.
import type { Joining } from '#identity'
import { type AnswerBox, type PublicContext, answer } from '#web'

export const joiningDeclared = { audience: 'joining', assurance: 'none', reads: 'own-joining', audit: 'none', rate: 'sign-in' } as const

export type JoinStep = 'email' | 'sent' | 'known' | 'password' | 'second-step'

const pathOf: Readonly<Record<JoinStep, string>> = { email: '/join/email', sent: '/join/email/sent', known: '/join/account', password: '/join/password', 'second-step': '/join/second-step' }

/** Which pages somebody may see who stands at a step: going back to the address or the password is fine, jumping ahead is not. */
const allowed: Readonly<Record<JoinStep, readonly JoinStep[]>> = {
  email: ['email'],
  sent: ['email', 'sent'],
  known: ['email', 'known'],
  password: ['email', 'password'],
  'second-step': ['email', 'password', 'second-step'],
}

function stepOf(joining: Joining, known: boolean): JoinStep {
  if (joining.email === null) return 'email'
  if (!joining.proven) return 'sent'
  if (known) return 'known'
  return joining.hasPassword ? 'second-step' : 'password'
}

/** The joining, when it may see this page; otherwise the way to its own step (or to the code, without a joining). */
export async function readStep(context: PublicContext, wanted: JoinStep): Promise<Joining | AnswerBox> {
  const token = context.cookie('join')
  const { joining, known } = await context.run(async (tx) => {
    const found = await context.house.identity.readJoining(tx, token)
    return { joining: found, known: found?.proven === true && (await context.house.identity.hasAccount(tx, token)) }
  })
  if (joining === null) return answer({ go: '/code' })
  const step = stepOf(joining, known)
  return allowed[step].includes(wanted) ? joining : answer({ go: pathOf[step] })
}
