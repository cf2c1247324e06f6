// What does a patient see of everything that is here? Every record through the chart's own door, with its history and what waits.
import type { ListPage } from '#chart'
import { newId, statement } from '#kernel'
import { allRecordKinds } from '../../contract/record-kinds.ts'
import type { PresentedRecord } from '../../contract/presented-record.ts'
import type { Composed } from '../../server/compose.ts'

const actAs = statement<never>('test.shown_to', `select set_config('app.person', $1, true)`)

export type ShownRecord = {
  readonly records: readonly PresentedRecord[]
  /** Told of, not shown yet; taken back by their source. */
  readonly notYet: ListPage['notYet']
  readonly removed: ListPage['removed']
}

/** As somebody new who is the patient of these charts. */
export async function shownOf(composed: Pick<Composed, 'databases' | 'house'>, patients: readonly string[]): Promise<ShownRecord> {
  const person = newId()
  await composed.databases.operate.run(async (tx) => {
    for (const patient of patients) await composed.house.access.link(tx, { person, patient, provenBy: 'test' })
  })
  return shownTo(composed, person, 'me')
}

/** As somebody who is here: of their own charts, or of all they may see. */
export async function shownTo({ databases, house }: Pick<Composed, 'databases' | 'house'>, person: string, scope: 'me' | 'all'): Promise<ShownRecord> {
  return databases.web.run(async (tx) => {
    await tx.query(actAs, [person])
    const viewer = await house.access.viewerFor(tx, { person, name: 'Test' }, scope)
    const ids: string[] = []
    let [after, page]: [string | undefined, ListPage | null] = [undefined, null]
    do {
      page = await house.chart.list(viewer, { kinds: allRecordKinds, from: undefined, to: undefined, after, limit: 1_000 })
      ids.push(...page.items.map((row) => row.id))
      after = page.next ?? undefined
    } while (after !== undefined)
    return { records: await house.chart.records(viewer, ids), notYet: page.notYet, removed: page.removed }
  })
}
