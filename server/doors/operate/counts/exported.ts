// What do the lists and the files of a record hold? Asked by the very functions that pages and downloads use, as the person of the chart.
import type { Viewer } from '#access'
import type { Chart } from '#chart'
import { type RecordKind, allRecordKinds } from '../../../../contract/record-kinds.ts'

export type Exported = {
  /** Records that stand in a list. */
  readonly listed: ReadonlySet<string>
  /** Those of them that a file of the record would hold. */
  readonly exported: ReadonlySet<string>
}

const rowsAtOnce = 500

async function listed(chart: Chart, viewer: Viewer, kind: RecordKind): Promise<readonly string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await chart.list(viewer, { kinds: [kind], limit: rowsAtOnce, ...(after === undefined ? {} : { after }) })
    ids.push(...page.items.map((row) => row.id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return ids
}

/** Everything of the viewer's charts, kind by kind, page by page, and each of it as a record to take along. */
export async function exportedOf(chart: Chart, viewer: Viewer): Promise<Exported> {
  const all: string[] = []
  for (const kind of allRecordKinds) all.push(...(await listed(chart, viewer, kind)))
  const kept = new Set<string>()
  for (let at = 0; at < all.length; at += rowsAtOnce) for (const record of await chart.records(viewer, all.slice(at, at + rowsAtOnce))) kept.add(record.id)
  return { listed: new Set(all), exported: kept }
}
