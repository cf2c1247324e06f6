// Who else hears that a code is out? The account's holder and the contacts on file, each with "this was not me" (R37, T9).
import { createHash } from 'node:crypto'
import { emailKey } from '#accounts'
import { type Tx, Refusal } from '#kernel'
import { type PhoneNumber, readPhone } from '#notices'
import type { CodeOrder, IssueUses } from './issue.ts'

/** Only the hash of the link's token is kept. */
export const stopHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Addresses the code itself went to learn nothing new; the others hear of it once each, whatever they are on file as. */
export async function tell(tx: Tx, uses: IssueUses, { order, stop }: { readonly order: CodeOrder; readonly stop: string }): Promise<void> {
  const { chart, organization, channel, sentTo } = order
  const link = `${uses.publicUrl}/code/stop/${stop}`
  const holders = await uses.holders(tx, chart.id)
  const told = new Map<string, string>()
  for (const address of [...holders, ...(chart.email === null ? [] : [chart.email])]) told.set(emailKey(address), address)
  if (channel === 'mail' && sentTo !== undefined && sentTo !== null) told.delete(emailKey(sentTo))
  const facts = { organization: organization.name, channel, stop: link, phone: organization.phone }
  for (const to of told.values()) await uses.notices.mail(tx, { kind: 'code-notice', to, facts })
  const phone = textable(uses, chart.phone)
  if (phone !== null && !(channel === 'text' && phone === sentTo)) await uses.notices.text(tx, { kind: 'code-notice', to: phone, facts: { organization: organization.name, link } })
}

/** A number on file that takes texts; a land line among them harms nobody. */
function textable({ notices }: Pick<IssueUses, 'notices'>, onFile: string | null): PhoneNumber | null {
  if (onFile === null) return null
  try {
    const phone = readPhone(onFile)
    return notices.canTextTo(phone) ? phone : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
