// In which chart does a thing stand of which a message tells more, when charts were merged since? Where it began: a correction that comes
// under the number that goes on changes the result that came under the number that ended, and no second result stands beside it.
import type { Id, Tx } from '#kernel'
import type { Patients } from '#patients'
import type { StoreIn } from '#store/in'
import type { Work } from '../understand.ts'
import type { IdOf } from './place-records.ts'

type About = { readonly work: Work; /** Patients by the source's id; those whose things began elsewhere are changed. */ readonly ids: Map<string, Id>; readonly idOf: IdOf }

/** The things a message tells of, by whose they are. */
function thingsOf({ work, idOf }: About): ReadonlyMap<string, readonly Id[]> {
  const { read } = work
  const things = new Map<string, Id[]>()
  for (const { key, from } of [...read.mapped.records, ...(read.touched ?? [])]) {
    const subject = from[0] === undefined ? null : read.subject(from[0])
    if (subject === null) continue
    const those = things.get(subject.id)
    if (those === undefined) things.set(subject.id, [idOf(...key)])
    else those.push(idOf(...key))
  }
  return things
}

/** Files what a message tells of things that began in another chart of the same person under that chart; of several such charts, under none. */
export async function keepWhereBegun(tx: Tx, { patients, store }: { readonly patients: Patients; readonly store: StoreIn }, about: About): Promise<void> {
  // Of other forms a text is a thing of its own.
  if (about.work.form !== 'hl7v2') return
  for (const [subject, things] of thingsOf(about)) {
    const own = about.ids.get(subject)
    if (own === undefined) continue
    const alike = await patients.alike(tx, own)
    if (alike.length < 2) continue
    const begun = await store.chartsWith(tx, { patients: alike, things })
    const [only] = begun
    if (only !== undefined && begun.length === 1) about.ids.set(subject, only)
  }
}
