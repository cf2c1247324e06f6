// What do the links of Patients say of their charts, when newer and older versions of these Patients are here? The newest version of each speaks:
// a link that is gone from it says nothing any more, and an older version that comes late never did (FHIR R4 §8.1.4 Patient.link).
import type { Id, Tx } from '#kernel'
import type { StoreIn, Thing, VersionRow } from '#store/in'
import { isNewer, newestOfEach, versionTime } from '../fhir/as-of.ts'
import { linkedPatients } from '../fhir/linked-patients.ts'
import { openReferences } from '../fhir/references.ts'
import { type Entry, readBundle } from '../read-bundle.ts'
import type { ChartChange, Work } from '../work.ts'
import type { IdOf } from './place-records.ts'

type Linking = { readonly work: Work; readonly ids: ReadonlyMap<string, Id>; readonly idOf: IdOf }
/** The versions of a Patient that are kept, by its id; `rules`: the newest of them. */
type Kept = { readonly entry: Entry; readonly rules: boolean }
/** What the charts are told, and the charts of Patients that only links name. */
export type Links = { readonly changes: readonly ChartChange[]; readonly ids: ReadonlyMap<string, Id> }

async function keptOf(tx: Tx, store: StoreIn, patients: readonly (Thing & { readonly sourceId: string })[]): Promise<ReadonlyMap<string, readonly Kept[]>> {
  const rows: readonly VersionRow[] = await store.versionsOf(tx, patients.map(({ patient, id }) => ({ patient, record: id, part: id })))
  const texts = await store.textsOfVersions(tx, rows)
  const kept = rows.flatMap((row) => {
    const text = texts.find((one) => one.id === row.id && one.version.equals(row.version))?.text
    const [entry] = text === undefined ? [] : readBundle(Buffer.from(text)).entries
    return entry === undefined ? [] : [{ sourceId: row.sourceId, entry: { ...entry, sourceId: row.sourceId }, rules: row.ruling }]
  })
  return Map.groupBy(kept, (one) => one.sourceId)
}

const pairOf = ({ survivor, retired }: ChartChange): string => [survivor, retired].sort().join(' ')
const otherOf = ({ survivor, retired }: ChartChange, by: string): string => (survivor === by ? retired : survivor)

/** What a file says by the links of its Patients, once the versions that are here are looked at. Other changes stay as they are. */
export async function linksNow(tx: Tx, store: StoreIn, { work, ids, idOf }: Linking): Promise<Links> {
  const changes = work.chartChanges ?? []
  const none = { changes, ids: new Map<string, Id>() }
  if (work.form !== 'fhir') return none
  const { newest } = newestOfEach(work.bundle.entries.filter((one) => one.type === 'Patient' && !one.unkeepable && one.deletes !== true))
  const thingOf = (sourceId: string, patient: Id | undefined) => (patient === undefined ? [] : [{ patient, sourceId, id: idOf('Patient', sourceId) }])
  const kept = await keptOf(tx, store, newest.flatMap((one) => thingOf(one.sourceId, ids.get(one.sourceId))))
  if (kept.size === 0) return none
  const linksOf = (entry: Entry): readonly ChartChange[] => linkedPatients([entry], openReferences([entry], work.origin.files))
  const [late, gone] = [new Set<string>(), new Map<string, ChartChange>()]
  for (const entry of newest) {
    const before = kept.get(entry.sourceId) ?? []
    const ruling = before.find((one) => one.rules)?.entry
    const is = before.find((one) => one.entry.version.equals(entry.version))
    if (ruling !== undefined && (is === undefined ? isNewer(ruling, entry) : !is.rules)) late.add(entry.sourceId)
    if (late.has(entry.sourceId) || is !== undefined) continue
    const said = new Set(changes.filter((one) => one.by === entry.sourceId).map(pairOf))
    const time = versionTime(entry.resource)
    for (const link of before.flatMap((one) => linksOf(one.entry))) if (!said.has(pairOf(link))) gone.set(pairOf(link), { kind: 'unlink', survivor: link.survivor, retired: link.retired, by: entry.sourceId, ...(time === null ? {} : { asOf: time.at }) })
  }
  // The other one of the two may still say it.
  const others = [...gone.values()].map((one) => otherOf(one, one.by ?? ''))
  const named = await store.patientsNamed(tx, work.origin, others)
  const othersKept = await keptOf(tx, store, others.flatMap((one) => thingOf(one, named.get(one)?.patient)))
  const still = new Set([...changes, ...[...othersKept.values()].flat().filter((one) => one.rules).flatMap((one) => linksOf(one.entry))].map(pairOf))
  const standing = changes.filter((one) => one.by === undefined || !late.has(one.by))
  return { changes: [...standing, ...[...gone].filter(([pair]) => !still.has(pair)).map(([, change]) => change)], ids: new Map([...named].map(([sourceId, { patient }]) => [sourceId, patient])) }
}
