// What is a link in one of our mails? 256 random bits kept as a hash; looking spends nothing (mail scanners look too), a press does.
import { type Statement, type Tx, Refusal, instant, newSecret, statement } from '#kernel'
import { hashOf } from '../session.ts'

/** `reset`: a new password; `freeze`: "this was not me"; the others take something back. */
export type LinkKind = 'reset' | 'freeze' | 'undo-contact' | 'cancel-wait' | 'undo-joining' | 'desk'

export type EnteredLink = {
  readonly person: string
  readonly name: string
  /** The address they sign in with, as typed. */
  readonly email: string
  readonly about: string | null
  /** When the thing happened that the mail spoke of. */
  readonly since: Date
  readonly frozen: boolean
  /** It was not used yet. */
  readonly open: boolean
}

type Row = { person: string; name: string; email: string; about: string | null; since: string; frozen: boolean; open: boolean }

const enterRow: Statement<Row> = statement('accounts.enter-link', 'select person, name, email, about, since, frozen, open from accounts_enter_link($1, $2)')
const insertLink: Statement<never> = statement('accounts.insert-link', `insert into accounts_link (hash, person, kind, about, since, ends_at) select $1, accounts_whom(), $2, $3, $4, $5`)
const useRow: Statement<{ used: boolean }> = statement('accounts.use-link', 'select accounts_use_link($1, $2) as used')

/** What a token may look like; anything else is looked up all the same and found nowhere. */
export const linkHash = (token: string): Buffer => hashOf(token.slice(0, 100))

/**
 * Whose link is this? From here on the transaction acts for that person, and is neither signed in nor half.
 * Refuses: link-not-usable (unknown, of another kind, ran out).
 */
export async function enterLink(tx: Tx, kind: LinkKind, token: string): Promise<EnteredLink> {
  const [row] = await tx.query(enterRow, [linkHash(token), kind])
  if (row === undefined) throw new Refusal('link-not-usable', `${kind}: unknown or ran out`)
  return { ...row, since: instant(row.since) }
}

/** Makes a link for the person this transaction acts for; gives its token, which nothing keeps. */
export async function makeLink(tx: Tx, { kind, about = null, since = tx.now, until }: { readonly kind: Exclude<LinkKind, 'reset'>; readonly about?: string | null; readonly since?: Date; readonly until: Date }): Promise<string> {
  const token = newSecret()
  await tx.query(insertLink, [linkHash(token), kind, about, since, until])
  return token
}

/** Spends it; false for the second of two at once. The transaction entered it before. */
export async function useLink(tx: Tx, kind: LinkKind, token: string): Promise<boolean> {
  const [row] = await tx.query(useRow, [linkHash(token), kind])
  return row?.used === true
}
