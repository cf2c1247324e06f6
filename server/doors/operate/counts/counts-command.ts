// How are counts asked for from the shell, and how is the message found behind a reference that a person tells?
import { Refusal } from '#kernel'
import type { Composed } from '../../../compose.ts'
import { countsReport } from './counts-report.ts'
import { type CountOrder, takeCounts } from './take-counts.ts'

const day = /^\d{4}-\d{2}-\d{2}$/

/** What to print, and whether everything adds up. Refuses: not-found, range-backwards, date-impossible. */
export async function countsCommand(composed: Composed, order: CountOrder & { readonly json: boolean }): Promise<{ readonly said: string; readonly complete: boolean }> {
  for (const one of [order.from, order.until]) if (one !== null && (!day.test(one) || Number.isNaN(Date.parse(one)))) throw new Refusal('date-impossible', `${one} is no day: write 2026-11-03`)
  if (order.from !== null && order.until !== null && order.from > order.until) throw new Refusal('range-backwards', 'the first day is after the last')
  const counts = await takeCounts(composed, order)
  const { house, databases } = composed
  // Pages say it from now on, not only when the house that serves notices by itself.
  await databases.job.run(async (tx) => house.directory.site.begins(tx, await house.sources.balance.alarms(tx)))
  return { said: order.json ? JSON.stringify(counts, null, 2) : countsReport(counts), complete: counts.complete }
}

/** The files or messages whose reference begins so, newest first: what they were, and who sent them. Refuses: not-found. */
export async function traceCommand({ house, databases }: Composed, organization: string, reference: string): Promise<string> {
  const found = await databases.operate.run(async (tx) => {
    const all = await house.sources.trace(tx, organization, reference)
    await house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'reference traced', count: all.length })
    return all
  })
  if (found.length === 0) throw new Refusal('not-found', `nothing of ${organization} has the reference ${reference}`)
  return found.map((one) => [`${one.reference}  ${one.source}`, `  received  ${one.receivedAt}${one.sentAt === null ? '' : `, sent ${one.sentAt}`}`, `  what      ${[one.form, one.kind].filter((part) => part !== null).join(' ')}, ${one.bytes} bytes`, `  name      ${one.name}`, `  sha256    ${one.sha256}`, ...(one.message === null ? [] : [`  message   ${one.message}`])].join('\n')).join('\n\n')
}
