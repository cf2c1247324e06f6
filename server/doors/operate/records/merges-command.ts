// Which record numbers were merged, and how does an operator end a merge that is wrong? Charts are never re-keyed: each gets back what was its own.
import { Refusal } from '#kernel'
import type { Composed } from '../../../compose.ts'

/** Gives what to print. */
export async function mergesCommand({ databases, patients }: Composed, { organization, mrn, json }: { readonly organization: string; readonly mrn: string | null; readonly json: boolean }): Promise<string> {
  const merges = await databases.operate.run((tx) => patients.mergesOf(tx, organization, mrn))
  if (json) return JSON.stringify(merges, null, 2)
  if (merges.length === 0) return 'no merges'
  return merges.map((one) => `${one.id}  ${one.retired} goes on as ${one.survivor}  since ${one.from}  by ${one.source ?? 'an operator'}${one.until === null ? '' : `, ended ${one.until}${one.endedBy === null ? '' : ` by ${one.endedBy}: ${one.endedReason ?? ''}`}`}`).join('\n')
}

/** Ends one merge; a statement of its source from before does not make it anew, and a later one waits for staff. Refuses `not-found`. */
export async function endMerge({ databases, patients, house, inbound }: Composed, { id, reason }: { readonly id: string; readonly reason: string }): Promise<string> {
  await databases.feed.run(async (tx) => {
    const { patients: both } = await patients.unmerge(tx, id, { person: null, name: 'an operator', organization: null, reason })
    await inbound.gatherCharts(tx, both)
    await house.audit.note(tx, { kind: 'charts-parted', patients: both, actor: null, actorRole: 'system', purpose: 'an operator ended the merge' })
  })
  return `${id} has ended`
}

/** One of two charts, by their numbers: accounts that open both by themselves go on with the other one. */
export type ClosingBeside = { readonly organization: string; readonly mrn: string; readonly beside: string; readonly reason: string }

/**
 * After two charts were taken apart: an account that was linked to each of them keeps `beside` and opens `mrn` no more. Gives what to print.
 * Refuses `not-found`: a number that no chart here has, charts that are still joined, or no account that opens both.
 */
export async function closeBeside({ databases, patients, house }: Composed, { organization, mrn, beside, reason }: ClosingBeside): Promise<string> {
  const closed = await databases.operate.run(async (tx) => {
    const [chart, other] = await Promise.all([patients.byMrn(tx, organization, mrn), patients.byMrn(tx, organization, beside)])
    if (chart === null || other === null || chart.id === other.id) throw new Refusal('not-found', 'two charts of this organization, by their numbers')
    if ((await patients.alike(tx, chart.id)).includes(other.id)) throw new Refusal('not-found', 'the two are still joined: take them apart first')
    const opened = await house.access.openedBy(tx, [chart.id, other.id])
    const both = opened.filter((one) => one.patient === chart.id && opened.some((two) => two.patient === other.id && two.person === one.person))
    if (both.length === 0) throw new Refusal('not-found', 'no account opens both')
    for (const { person } of both) await house.access.unlink(tx, { person, patient: chart.id })
    await house.audit.note(tx, { kind: 'operator-acted', patients: [chart.id], actor: null, actorRole: 'system', purpose: 'an account that is not of this person opens this record no more', count: both.length, detail: { why: reason } })
    return both.length
  })
  return `${closed === 1 ? '1 account opens' : `${closed} accounts open`} ${beside}, and ${mrn} no more`
}
