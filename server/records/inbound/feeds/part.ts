// Two people after all, said by staff: one merge of two charts ends, and each chart shows again what came under its own number. What its
// source says of them later waits for staff (writing/change-charts.ts).
import type { Audit } from '#audit'
import type { Database, Id } from '#kernel'
import { type StandingCount, openStoreCounts } from '#store/in'
import { type GatherUses, gatherCharts } from '../writing/one-thing.ts'
import { type By, actor, checkReason } from './place.ts'

export type PartUses = GatherUses & { readonly audit: Audit; readonly database: Database }

export type Parting = {
  /** What stands in each of these charts of an organization by itself: kinds and numbers, for whoever reads no record. */
  standing(organization: string, charts: readonly Id[]): Promise<readonly StandingCount[]>
  /** Ends a merge now, with a line in the trail of both charts. Refuses `not-found` (no such merge here, or it has ended), `form-not-understood`. */
  end(what: { readonly merge: Id; readonly reason: string; readonly by: By }): Promise<{ readonly patients: readonly Id[] }>
}

/** Read by both, so that it names neither of them; the reason that was typed is kept with the merge. */
const purpose = 'These two record numbers belong to two people.'

export function openParting(uses: PartUses): Parting {
  const { audit, patients, database } = uses
  return {
    standing: (organization, charts) => database.run((tx) => openStoreCounts().standing(tx, organization, charts)),
    end({ merge, reason, by }) {
      checkReason(reason)
      return database.run(async (tx) => {
        const ended = await patients.unmerge(tx, merge, { person: by.person, name: by.name, organization: by.organization, reason: reason.trim() })
        await gatherCharts(tx, uses, { charts: ended.patients, things: null })
        await audit.note(tx, { kind: 'charts-parted', patients: ended.patients, ...actor(by), purpose })
        return ended
      })
    },
  }
}
