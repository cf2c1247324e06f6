// What is left to do when a sign-up ends in an account? Everybody on file hears of it (R37), and what was typed is forgotten.
import { type SecretBox, emailKey } from '#accounts'
import type { Organization } from '#directory'
import { type Statement, type Tx, newSecret, statement } from '#kernel'
import type { Notices } from '#notices'
import type { Basis } from '../basis.ts'
import { tokenHash } from './rows.ts'
import { openPerson, tell } from './tell.ts'

const forget: Statement<never> = statement('identity.forget-answers', `update identity_signup set account = $2, stop_link = $3, claim = null, sent_to = null, challenge = null, challenge_code = null where id = $1`)

type Finished = { readonly basis: Basis; readonly person: string; readonly email: string; readonly organization: Organization | null; readonly publicUrl: string }

/** In the transaction that makes the account. Does nothing for a joining that began with a code. */
export async function finishSignUp(tx: Tx, { box, notices }: { readonly box: SecretBox; readonly notices: Notices }, about: Finished): Promise<void> {
  const { basis, person, email, organization, publicUrl } = about
  if (basis.kind !== 'sign-up') return
  const stop = newSecret(16)
  await tx.query(forget, [basis.id, person, tokenHash(stop)])
  const facts = { organization: organization?.name ?? '', phone: organization?.phone ?? null, site: publicUrl, code: '', minutes: 0, link: publicUrl, stop: `${publicUrl}/not-me/${stop}` }
  // The address of the account hears of it in a mail of its own.
  for (const to of openPerson(box, basis.id, basis.sealed).told.filter((one) => one.via === 'text' || emailKey(one.to) !== emailKey(email))) await tell(tx, notices, { to, kind: 'sign-up-finished', facts })
}
