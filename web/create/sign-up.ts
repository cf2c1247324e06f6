// Is there a sign-up behind this visit's cookie, at this organization? Pages past the questions lead back to them without one.
import type { SignUp } from '#identity'
import { AnswerBox, type PublicContext, answer } from '#web'
import { type CreateDoor, openDoor } from './door.ts'

export type OwnSignUp = CreateDoor & { readonly signUp: SignUp }

/** `rest`: the page's own end of the address. */
export async function readSignUp(context: PublicContext, organization: string, rest: '/check' | '/help'): Promise<OwnSignUp | AnswerBox> {
  const door = await openDoor(context, organization, rest)
  if (door instanceof AnswerBox) return door
  const signUp = await context.run((tx) => context.house.identity.signUps.read(tx, context.cookie('sign-up')))
  if (signUp === null || signUp.organization !== organization || signUp.askedAt === null || signUp.state === 'done') return answer({ go: `/o/${organization}/create/you` })
  return { ...door, signUp }
}
