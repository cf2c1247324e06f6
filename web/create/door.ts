// Whose door is it, and may an account be opened here online? Old addresses of a merged organization lead on to the one of today.
import type { Organization } from '#directory'
import { type AnswerBox, type PublicContext, answer } from '#web'
import { Refusal } from '#kernel'
import type { Offer } from '../../contract/offers.ts'

export type CreateDoor = { readonly organization: Organization; readonly offer: Offer }

export const createDeclared = { audience: 'public', assurance: 'none', reads: 'own-joining', audit: 'none', rate: 'sign-in' } as const

/** Gives the organization and what it offers; or the way to where it stands now. Refuses: not-found (no such organization). */
export async function openDoor(context: PublicContext, id: string, rest = ''): Promise<CreateDoor | AnswerBox> {
  const found = await context.run(async (tx) => {
    const resolved = await context.house.directory.resolve(tx, id)
    return resolved === null ? null : { organization: resolved.organization, offer: await context.house.directory.offer(tx, resolved.organization.id) }
  })
  if (found === null) throw new Refusal('not-found', 'no such organization')
  if (found.organization.id !== id) return answer({ go: `/o/${found.organization.id}/create${rest}` })
  if (found.offer.signUp !== 'online' && rest !== '') return answer({ go: `/o/${id}/create` })
  return found
}
