// Did everything of today and yesterday that came in stay? Looked at again and again while Portico serves, organization by organization.
import { instant } from '#kernel'
import { addDays, localDay, startOfDay } from '../../../../words/en/dates.ts'
import type { Composed } from '../../../compose.ts'
import { receivedRow } from './take-counts.ts'

/** Opens an alarm for what does not add up, and closes those of these days that do again. What people see of it, the counts command counts. */
export async function checkRecent({ house, databases }: Pick<Composed, 'house' | 'databases'>): Promise<void> {
  for (const { id: organization, timeZone } of await databases.operate.run((tx) => house.directory.organizations(tx))) {
    await databases.operate.run(async (tx) => {
      const until = localDay(tx.now, timeZone) ?? ''
      const from = addDays(until, -1)
      const rows = await house.sources.balance.received(tx, { organization, from: instant(startOfDay(from, timeZone)), until: instant(startOfDay(addDays(until, 1), timeZone)), timeZone, patients: null })
      await house.sources.balance.keep(tx, { organization, from, until, sides: ['received'], whole: true, rows: rows.map(receivedRow) })
    })
  }
}
