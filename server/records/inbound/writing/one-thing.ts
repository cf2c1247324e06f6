// Where does a thing stand of which messages came under several numbers of one person? Once, made of all its texts, in one of the charts; and
// when these turn out to be two people's, in each chart again what came under its own number.
import type { Id, Tx } from '#kernel'
import type { Patients } from '#patients'
import { type KeptRow, type LyingText, type MovedText, type WrittenRow, nobody } from '#store/in'
import type { Work } from '../work.ts'
import type { IdOf, Placed } from './place-records.ts'
import { type RemakingUses, remake, remakeHistories } from './remake.ts'

export type GatherUses = RemakingUses & {
  readonly patients: Patients
  readonly decided: (tx: Tx, rows: readonly WrittenRow[]) => Promise<void>
  readonly forgotten: (tx: Tx, patient: Id, records: readonly Id[]) => Promise<void>
}

/** Texts that belong together, and the chart in which they are to lie. */
export type Heap = { readonly home: Id; readonly charts: ReadonlySet<Id>; readonly records: ReadonlySet<Id>; readonly moved: readonly MovedText[] }

/** Names that are one: each leads to the first of them. */
function openTies(): { readonly find: (name: string) => string; readonly tie: (one: string, other: string) => void } {
  const up = new Map<string, string>()
  const find = (name: string): string => {
    let top = name
    for (let next = up.get(top); next !== undefined; next = up.get(top)) top = next
    if (top !== name) up.set(name, top)
    return top
  }
  return {
    find,
    tie(one, other) {
      const [a, b] = [find(one), find(other)]
      if (a !== b) up.set(b, a)
    },
  }
}

/**
 * Which texts must move? Those of one person that stand in one record, or in records that share a message, lie together where the first of
 * their charts is, by its id: the same whatever came first. `personOf`: the same for all charts of one person.
 */
export function heapsOf(texts: readonly LyingText[], personOf: (chart: Id) => string): readonly Heap[] {
  const ties = openTies()
  const node = ({ own, id }: LyingText): string => `${personOf(own)} ${id}`
  for (const one of texts) if (one.record !== null) ties.tie(node(one), `${personOf(one.own)} ${one.record}`)
  return [...Map.groupBy(texts, (one) => ties.find(node(one))).values()].flatMap((all): Heap[] => {
    const home = [...new Set(all.map((one) => one.own))].sort()[0]
    const astray = all.filter((one) => one.patient !== home)
    if (home === undefined || astray.length === 0) return []
    const moved = [...new Map(astray.map((one) => [`${one.id} ${one.version.toString('latin1')}`, { patient: one.patient, id: one.id, version: one.version, own: one.own, to: home }])).values()]
    return [{ home, moved, charts: new Set([home, ...all.map((one) => one.patient)]), records: new Set(all.flatMap((one) => (one.record === null ? [one.id] : [one.id, one.record]))) }]
  })
}

/** Makes these records anew of the texts that lie in a chart now. */
async function settleIn(tx: Tx, uses: GatherUses, { home, records }: { readonly home: Id; readonly records: readonly Id[] }): Promise<readonly WrittenRow[]> {
  const { store } = uses
  const texts = await store.textsOf(tx, home, records)
  const { written, pasts } = await remake(tx, uses, { patient: home, texts, only: new Set(records) })
  await remakeHistories(tx, uses, { pasts, written })
  return [...written.values()]
}

async function settle(tx: Tx, uses: GatherUses, heaps: readonly Heap[]): Promise<void> {
  const { store } = uses
  const before = (await Promise.all(heaps.map((one) => store.dropMoving(tx, [...one.charts], [...one.records])))).flat()
  await store.moveTexts(tx, heaps.flatMap((one) => one.moved))
  const rows: WrittenRow[] = []
  // Where texts went back from, what is left is made anew too.
  const homes = Map.groupBy(heaps.flatMap((heap) => [...heap.charts].map((chart) => ({ chart, heap }))), (one) => one.chart)
  for (const [home, own] of homes) {
    const written = await settleIn(tx, uses, { home, records: [...new Set(own.flatMap((one) => [...one.heap.records]))] })
    const dates = written.map(({ id }) => {
      const those = before.filter((one) => one.id === id)
      const first = (all: readonly (string | null)[]) => all.filter((one) => one !== null).sort()[0] ?? null
      return { id, finalAt: first(those.map((one) => one.finalAt)), removedAt: first(those.map((one) => one.removedAt)) }
    })
    rows.push(...(await store.redateMoved(tx, home, dates)))
  }
  const stands = new Set(rows.map((row) => `${row.patient} ${row.id}`))
  for (const [patient, gone] of Map.groupBy(before.filter((one) => !stands.has(`${one.patient} ${one.id}`)), (one) => one.patient)) await uses.forgotten(tx, patient, gone.map((one) => one.id))
  await uses.decided(tx, rows)
}

/** Gathers what came under several numbers of one person, and parts what came under numbers of several, for these charts and all that are read with them. */
export async function gatherCharts(tx: Tx, uses: GatherUses, { charts, things }: { readonly charts: readonly Id[]; /** Only where one of these lies in several charts; null: whatever does. */ readonly things: readonly Id[] | null }): Promise<void> {
  const persons = new Map<Id, string>()
  for (const chart of new Set(charts)) {
    if (persons.has(chart)) continue
    const alike = await uses.patients.alike(tx, chart)
    for (const one of alike) persons.set(one, alike[0] ?? one)
  }
  const all = [...persons.keys()]
  if (all.length < 2 || (things !== null && !(await uses.store.isScattered(tx, all, things)))) return
  const heaps = heapsOf(await uses.store.lyingTexts(tx, all), (chart) => persons.get(chart) ?? chart)
  if (heaps.length > 0) await settle(tx, uses, heaps)
}

/** After a message was written: what it tells may have begun under another number of the same person. `changed`: charts that it merged or parted. */
export async function gatherWritten(tx: Tx, uses: GatherUses, { work, idOf, kept, placed, changed }: { readonly work: Work; readonly idOf: IdOf; readonly kept: readonly KeptRow[]; readonly placed: readonly Placed[]; readonly changed: readonly Id[] }): Promise<void> {
  if (changed.length > 0) await gatherCharts(tx, uses, { charts: changed, things: null })
  const merged = await uses.patients.mergedAmong(tx, [...new Set(kept.map((one) => one.patient))].filter((one) => one !== nobody))
  if (merged.length === 0) return
  const touched = (work.read.touched ?? []).map((one) => idOf(...one.key))
  const things = [...new Set([...kept.map((one) => one.id), ...placed.map((one) => one.row.id), ...touched])]
  for (const chart of merged) await gatherCharts(tx, uses, { charts: [chart], things })
}
