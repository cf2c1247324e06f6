// How does a code reach a mailbox or a phone? The link opens the page with the code filled in; only the birth date is missing.
import { type Tx, Refusal } from '#kernel'
import { readEmail } from '#accounts'
import { readPhone } from '#notices'
import { inGroups } from '../codes.ts'
import { type CodeOrder, type IssueUses, type IssuedCode, issueCode } from './issue.ts'

/** What whoever asked for it may know: never the code (staff must not, and an operator need not). */
export type SentCode = { readonly to: string; readonly expiresAt: Date; readonly until: string }

const sent = (issued: IssuedCode, to: string): SentCode => ({ to, expiresAt: issued.expiresAt, until: issued.until })

/**
 * Mails a code, good for a day. Opening it from that mailbox proves the address: there is no second loop.
 * Refuses: email-not-usable, and as issueCode.
 */
export async function mailCode(tx: Tx, uses: IssueUses, { to, ...order }: Omit<CodeOrder, 'channel' | 'sentTo'> & { readonly to: string | null }): Promise<SentCode> {
  if (to === null || to.trim() === '') throw new Refusal('no-contact-on-file', 'there is no email address on file')
  const email = readEmail(to)
  const issued = await issueCode(tx, uses, { ...order, channel: 'mail', sentTo: email.shown })
  await uses.notices.mail(tx, {
    kind: 'code-by-mail', to: email.shown, usefulUntil: issued.expiresAt,
    facts: { organization: order.organization.name, link: `${uses.publicUrl}/code/${issued.square}`, site: `${uses.publicUrl}/code`, code: inGroups(issued.code).join(' '), phone: order.organization.phone },
  })
  return sent(issued, email.shown)
}

/**
 * Texts a link, good for ten minutes (R33). Refuses: no-contact-on-file, phone-not-usable, cannot-text, and as issueCode.
 */
export async function textCode(tx: Tx, uses: IssueUses, { to, ...order }: Omit<CodeOrder, 'channel' | 'sentTo'> & { readonly to: string | null }): Promise<SentCode> {
  if (to === null || to.trim() === '') throw new Refusal('no-contact-on-file', 'there is no phone number on file')
  const phone = readPhone(to)
  if (!uses.notices.canTextTo(phone)) throw new Refusal('cannot-text', 'no gateway, or a country we do not send to', { field: 'phone' })
  const issued = await issueCode(tx, uses, { ...order, channel: 'text', sentTo: phone })
  await uses.notices.text(tx, { kind: 'code-by-text', to: phone, usefulUntil: issued.expiresAt, facts: { organization: order.organization.name, link: `${uses.publicUrl}/code/${issued.square}` } })
  return sent(issued, phone)
}
