// Which dependencies work? Measured by what became of real mail, texts and deliveries; each change is written as it is noticed.
import type { Away, Directory } from '#directory'
import type { Database, Tx } from '#kernel'
import type { Notices } from '#notices'
import type { KnownState } from './known-state.ts'

export type WatchUses = { readonly directory: Directory; readonly notices: Notices; /** As role `job`. */ readonly database: Database; readonly known: KnownState; /** Sources of which something does not add up. */ readonly alarms: (tx: Tx) => Promise<readonly Away[]> }

/** One look at everything; gives how many lines it wrote. */
export async function watchOnce({ directory, notices, database, known, alarms }: WatchUses): Promise<number> {
  const written = await database.run(async (tx) => {
    const [health, sources, missing] = await Promise.all([notices.health(tx), directory.site.sourcesAway(tx), alarms(tx)])
    const ways = ([['mail', health.mail], ['texts', health.text]] as const)
      .filter(([, way]) => way.dead)
      .map(([what, way]): Away => ({ what, source: null, since: way.failingSince ?? way.oldestWaiting ?? tx.now }))
    return directory.site.record(tx, [...ways, ...sources, ...missing])
  })
  const past = known.takePastAbsence()
  if (past === null) return written
  await database.run((tx) => directory.site.recordPast(tx, { what: 'everything', ...past }))
  return written + 1
}
