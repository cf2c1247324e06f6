// How is everything of an organization, or of one chart, counted from both sides? What came against what is here, and what is here
// against what lists and files of the record hold, each asked where it is known.
import { type Tx, Refusal, instant } from '#kernel'
import type { BalanceRow, MessageCount, ReceivedRow } from '#inbound/sources'
import { addDays, localDay, startOfDay } from '../../../../words/en/dates.ts'
import type { Composed } from '../../../compose.ts'
import { type RecordCount, addCounts, compareRecords } from './compare.ts'
import { exportedOf } from './exported.ts'

export type CountOrder = {
  readonly organization: string
  /** Only this chart's; null: everybody's. */
  readonly mrn: string | null
  /** Days by the organization's calendar, both included; null: from the beginning, until today. */
  readonly from: string | null
  readonly until: string | null
  readonly onProgress?: (charts: number) => void
}

export type SourceCounts = { readonly source: string; readonly name: string; readonly messages: readonly MessageCount[]; readonly received: readonly ReceivedRow[]; readonly records: readonly RecordCount[]; readonly off: boolean }
export type Counts = { readonly organization: string; readonly mrn: string | null; readonly from: string; readonly until: string; readonly charts: number; readonly sources: readonly SourceCounts[]; /** Everything adds up. */ readonly complete: boolean }

const chartsAtOnce = 50
/** Before anything of this kind was written down. */
const theBeginning = '1900-01-01'

type Asked = { readonly organization: string; readonly timeZone: string; readonly from: string; readonly until: string }

async function countChart({ house, databases, release }: Composed, patient: string, { timeZone }: Asked): Promise<readonly RecordCount[]> {
  const [stored, standing] = await databases.operate.run((tx) => Promise.all([house.sources.balance.records(tx, [patient], timeZone), release.standing(tx, [patient])]))
  const exported = await databases.job.run(async (tx) => exportedOf(house.chart, await house.access.viewerForCount(tx, patient)))
  return compareRecords(stored, standing, exported)
}

/** Every record of these charts, where it is and where it should be. What differs is counted again: something may have arrived meanwhile. */
async function countCharts(composed: Composed, charts: readonly string[], asked: Asked): Promise<readonly RecordCount[]> {
  const all: RecordCount[] = []
  for (const patient of charts) {
    const first = await countChart(composed, patient, asked)
    all.push(...(first.some((row) => row.off > 0) ? await countChart(composed, patient, asked) : first))
  }
  return all
}

async function countRecords(composed: Composed, asked: Asked, { one, onProgress }: { readonly one: string | null; readonly onProgress: CountOrder['onProgress'] }): Promise<{ readonly rows: readonly RecordCount[]; readonly charts: number }> {
  let rows: readonly RecordCount[] = []
  let [charts, after]: [number, string | null] = [0, null]
  for (;;) {
    const next: readonly string[] = one === null ? await composed.databases.operate.run((tx) => composed.house.sources.balance.charts(tx, asked.organization, { after, limit: chartsAtOnce })) : charts === 0 ? [one] : []
    if (next.length === 0) return { rows: rows.filter((row) => row.day === '' || (row.day >= asked.from && row.day <= asked.until)), charts }
    rows = addCounts([...rows, ...(await countCharts(composed, next, asked))])
    charts += next.length
    after = next.at(-1) ?? null
    onProgress?.(charts)
  }
}

export const receivedRow = ({ source, day, type, off, ...counts }: ReceivedRow): BalanceRow => ({ source, day, side: 'received', kind: type, counts, off })
const recordRow = ({ source, day, kind, off, ...counts }: RecordCount): BalanceRow => ({ source, day, side: 'shown', kind, counts: { ...counts, off }, off: off > 0 })

async function chartOf(tx: Tx, { patients }: Composed, { organization, mrn }: CountOrder): Promise<string | null> {
  if (mrn === null) return null
  const chart = await patients.byMrn(tx, organization, mrn)
  if (chart === null) throw new Refusal('not-found', `no chart ${mrn} at ${organization}`)
  return chart.id
}

/**
 * Counts, keeps what was found, and opens an alarm for what does not add up; one that is in order again is closed by a count of the
 * whole organization. Refuses: not-found (no such organization or chart).
 */
export async function takeCounts(composed: Composed, order: CountOrder): Promise<Counts> {
  const { databases, house } = composed
  const counts = house.sources.balance
  const { organization, mrn } = order
  const known = await databases.operate.run((tx) => house.directory.organization(tx, organization))
  if (known === null) throw new Refusal('not-found', `no organization is called ${organization}: add it with the organization command`)
  const { timeZone } = known
  const asked: Asked = { organization, timeZone, from: order.from ?? theBeginning, until: order.until ?? localDay(house.clock.now(), timeZone) ?? '' }
  const [from, until] = [instant(startOfDay(asked.from, timeZone)), instant(startOfDay(addDays(asked.until, 1), timeZone))]
  const patient = await databases.operate.run((tx) => chartOf(tx, composed, order))
  const patients = patient === null ? null : [patient]
  // Both sides in one transaction: nothing arrives between them.
  const [received, messages, sources] = await databases.operate.run((tx) => Promise.all([counts.received(tx, { organization, from, until, timeZone, patients }), patients === null ? counts.messages(tx, { organization, from, until, timeZone }) : [], house.directory.sources(tx, [organization])]))
  const records = await countRecords(composed, asked, { one: patient, onProgress: order.onProgress })
  // Of a source that is not known nothing is here, and nothing can be an alarm.
  const rows = [...received.filter((row) => sources.some((one) => one.id === row.source)).map(receivedRow), ...records.rows.filter((row) => row.source !== '').map(recordRow)]
  await databases.operate.run(async (tx) => {
    await counts.keep(tx, { organization, from: asked.from, until: asked.until, sides: ['received', 'shown'], whole: patient === null, rows })
    await house.audit.note(tx, { kind: 'operator-acted', patient, actor: null, actorRole: 'system', purpose: 'counts compared', count: records.rows.reduce((sum, row) => sum + row.records, 0) })
  })
  const unknown = [...new Set(received.map((row) => row.source))].filter((id) => !sources.some((one) => one.id === id)).map((id) => ({ id, name: id }))
  const bySource = [...sources, ...unknown].map(({ id, name }): SourceCounts => {
    const [own, ownRecords] = [received.filter((row) => row.source === id), records.rows.filter((row) => row.source === id)]
    return { source: id, name, messages: messages.filter((row) => row.feed === id), received: own, records: ownRecords, off: own.some((row) => row.off) || ownRecords.some((row) => row.off > 0) }
  })
  const complete = bySource.every((one) => !one.off) && records.rows.every((row) => row.off === 0)
  return { organization, mrn, from: asked.from, until: asked.until, charts: records.charts, sources: bySource, complete }
}
