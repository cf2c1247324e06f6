// Who else hears that a code is out? The account's holder and the contacts on file, each with "this was not me" (R37, T9).
import { createHash } from 'node:crypto'
import type { Tx } from '#kernel'
import { contactKey } from '../signing-up/contacts.ts'
import type { CodeOrder, IssueUses } from './issue.ts'
import { contactsOnFile } from './on-file.ts'

/** Only the hash of the link's token is kept. */
export const stopHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * Whoever the code itself went to learns nothing new; the others hear of it once each, whatever they are on file as. A contact
 * that a feed has just changed is told, and so is the one it took the place of.
 */
export async function tell(tx: Tx, uses: IssueUses, { order, stop }: { readonly order: CodeOrder; readonly stop: string }): Promise<void> {
  const { chart, organization, channel, sentTo } = order
  const link = `${uses.publicUrl}/code/stop/${stop}`
  const done = new Set(sentTo === undefined || sentTo === null ? [] : [contactKey(sentTo)])
  const first = (key: string): boolean => !done.has(key) && done.add(key).has(key)
  const mail = (to: string) => uses.notices.mail(tx, { kind: 'code-notice', to, facts: { organization: organization.name, channel, stop: link, phone: organization.phone } })
  for (const to of await uses.holders(tx, chart.id)) if (first(contactKey(to))) await mail(to)
  for (const contact of (await contactsOnFile(tx, uses, order)).all) {
    if (!first(contact.key)) continue
    if (contact.via === 'mail') await mail(contact.to)
    else await uses.notices.text(tx, { kind: 'code-notice', to: contact.to, facts: { organization: organization.name, link } })
  }
}
