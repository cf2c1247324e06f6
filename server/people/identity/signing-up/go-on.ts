// The desk let somebody in: what does the link in that message do? It goes on where they stopped; nothing is typed again.
import { type AboutPerson, emailKey } from '#accounts'
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import { openJoining } from '../joining.ts'
import { type SignUpUses, sentAbout } from './ask.ts'
import type { Contact } from './contacts.ts'
import { type SignUpRow, findByLink } from './rows.ts'
import { openPerson } from './tell.ts'

// Of two who press at once one wins.
const useLink: Statement<{ id: string }> = statement('identity.use-sign-up-link', `update identity_signup set state = 'proven', proven_by = 'desk', proven_at = app_now(), link = null where id = $1 and state = 'approved' returning id`)
const setPassword: Statement<never> = statement('identity.password-of-sign-up', 'update identity_joining set password = $2 where signup = $1')

/** What the page of the link shows. `email`: the address the link went to, which is proven by using it; null: it went to a phone. */
export type Ready = { readonly organization: string; readonly email: string | null; /** The address has an account already: they sign in instead. */ readonly known: boolean }

const contactOf = (uses: SignUpUses, row: SignUpRow): Contact | null => (row.sentTo === null ? null : (JSON.parse(uses.making.box.open(row.sentTo, sentAbout(row.id))) as Contact | null))

/** null: unknown, used or too old. Looking spends nothing. */
export async function readReady(tx: Tx, uses: SignUpUses, link: string): Promise<Ready | null> {
  const row = await findByLink(tx, link)
  if (row === null) return null
  const sent = contactOf(uses, row)
  const email = sent?.via === 'mail' ? sent.to : null
  return { organization: row.organization, email, known: email !== null && (await uses.making.taken(tx, emailKey(email))) }
}

/**
 * The button: the link is spent and the joining goes on at the next step that is left. With an address that is proven by the
 * link, the password is taken in the same press.
 * Refuses: link-not-usable, and what checkPassword refuses (then nothing is spent).
 */
export async function goOn(uses: SignUpUses, { link, password }: { readonly link: string; readonly password: string | null }): Promise<{ readonly join: string; readonly id: string }> {
  const run = uses.database.run
  const { row, ready } = await run(async (tx) => ({ row: await findByLink(tx, link), ready: await readReady(tx, uses, link) }))
  if (row === null || ready === null || row.person === null) throw new Refusal('link-not-usable', 'unknown, used or too old')
  const person = openPerson(uses.making.box, row.id, row.person)
  const about: AboutPerson = { email: ready.email ?? '', names: person.names, birthDate: person.birthDate, numbers: [person.mrn], organization: person.organization }
  const stored = ready.email === null || ready.known ? null : await uses.making.preparePassword(password ?? '', about)
  return run(async (tx) => {
    const again = await findByLink(tx, link)
    const [used] = again === null ? [] : await tx.query(useLink, [row.id])
    if (used === undefined) throw new Refusal('link-not-usable', 'used or replaced meanwhile')
    const join = await openJoining(tx, { signUp: row.id, email: ready.email })
    if (stored !== null) await tx.query(setPassword, [row.id, stored])
    await uses.audit.note(tx, { kind: 'sign-up-proven', patient: row.patient, actor: null, actorRole: 'nobody', purpose: 'desk' })
    return { join, id: row.id }
  })
}
