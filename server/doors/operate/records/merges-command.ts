// Which record numbers were merged, and how does an operator end a merge that is wrong? Charts are never re-keyed: each gets back what was its own.
import type { Composed } from '../../../compose.ts'

/** Gives what to print. */
export async function mergesCommand({ databases, patients }: Composed, { organization, mrn, json }: { readonly organization: string; readonly mrn: string | null; readonly json: boolean }): Promise<string> {
  const merges = await databases.operate.run((tx) => patients.mergesOf(tx, organization, mrn))
  if (json) return JSON.stringify(merges, null, 2)
  if (merges.length === 0) return 'no merges'
  return merges.map((one) => `${one.id}  ${one.retired} goes on as ${one.survivor}  since ${one.from}  by ${one.source ?? 'an operator'}${one.until === null ? '' : `, ended ${one.until}${one.endedBy === null ? '' : ` by ${one.endedBy}: ${one.endedReason ?? ''}`}`}`).join('\n')
}

/** Ends one merge; a statement of its source from before does not make it anew, and a later one waits for staff. Refuses `not-found`. */
export async function endMerge({ databases, patients, house }: Composed, { id, reason }: { readonly id: string; readonly reason: string }): Promise<string> {
  await databases.operate.run(async (tx) => {
    const { patients: both } = await patients.unmerge(tx, id, { person: null, name: 'an operator', organization: null, reason })
    await house.audit.note(tx, { kind: 'charts-parted', patients: both, actor: null, actorRole: 'system', purpose: 'an operator ended the merge' })
  })
  return `${id} has ended`
}
