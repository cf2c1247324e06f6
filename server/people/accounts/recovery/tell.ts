// Who is told when something about an account changes, and how do they stop it? Every address that is theirs and those that
// were (R28), each with a link of its own that freezes the account at one press (R37).
import type { MailedThing, Notices, PhoneNumber } from '#notices'
import { type Statement, type Tx, instant, statement } from '#kernel'
import { dateAndTime } from '../../../../words/en/dates.ts'
import { makeLink } from './links.ts'

export type Told = { readonly channel: 'email' | 'phone'; readonly key: string; readonly shown: string; readonly purpose: 'sign-in' | 'second' | 'code'; readonly old: boolean }

const told: Statement<Told> = statement('accounts.told', 'select channel, key, shown, purpose, old from accounts_told()')

/** How long a press still freezes: somebody may read their mail after a holiday. */
const freezeDays = 30

export type TellUses = { readonly notices: Notices; readonly publicUrl: string; /** What texts call the house. */ readonly site: string }

/** Mails that tell of a change of an account: their facts hold when it was, our address, and the link that freezes. */
export type SecurityMail = Extract<MailedThing, { readonly facts: { readonly when: string; readonly site: string; readonly notMe?: string } }>
type Kind = SecurityMail['kind']
type FactsOf<K extends Kind> = Extract<SecurityMail, { readonly kind: K }>['facts']
export type Telling<K extends Kind> = {
  readonly kind: K
  /** What the mail needs beside when, site and the link that freezes. */
  readonly facts: Omit<FactsOf<K>, 'when' | 'site' | 'notMe'>
  /** When it happened; factors added since then prove nothing after a freeze. Now, when absent. */
  readonly since?: Date
  /** Facts that differ by address: a link that takes something back. */
  readonly beside?: (to: Told) => Promise<object>
}

/** "October 3, 2026, 8:05 am (UTC)": mails go to people whose time zone we do not know. */
export const mailTime = (at: Date): string => `${dateAndTime(at.toISOString())} (UTC)`

/** The address of the page that freezes the account of this transaction's person. */
export async function notMeLink(tx: Tx, { publicUrl }: Pick<TellUses, 'publicUrl'>, since: Date = tx.now): Promise<string> {
  const token = await makeLink(tx, { kind: 'freeze', since, until: instant(tx.now.getTime() + freezeDays * 86_400_000) })
  return `${publicUrl}/account/not-me/${token}`
}

/** Everybody an account's person is reached by, in the transaction that acts for them. */
export const readTold = (tx: Tx): Promise<readonly Told[]> => tx.query(told)

/**
 * Tells every address of the person this transaction acts for (signed in, half, or by a link), in the same transaction as the change.
 */
export async function tellAll<K extends Kind>(tx: Tx, uses: TellUses, { kind, facts, since = tx.now, beside = async () => ({}) }: Telling<K>): Promise<void> {
  for (const to of await readTold(tx)) {
    if (to.channel === 'phone') {
      // A text has no room for a link that is as good as a key: it only says where to look.
      if (uses.notices.canTextTo(to.key)) await uses.notices.text(tx, { kind: 'account-changed', to: to.key as PhoneNumber, facts: { organization: uses.site } })
      continue
    }
    const notMe = await notMeLink(tx, uses, since)
    await uses.notices.mail(tx, { kind, to: to.shown, facts: { ...facts, ...(await beside(to)), when: mailTime(tx.now), site: uses.publicUrl, notMe } } as unknown as MailedThing)
  }
}
