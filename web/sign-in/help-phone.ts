// Whom can somebody call who is not in yet? The one organization of this house; with several, nobody knows which is theirs.
import type { PublicContext } from '#web'

/** Phone number, or empty. */
export function helpPhone(context: PublicContext): string {
  const all = context.house.organizations.all()
  return all.length === 1 ? (all[0]?.phone ?? '') : ''
}
