// What did one file or message bring, entry by entry? Counted before it is written, from what it means: one side of the ledger of counts.
import type { Id } from '#kernel'
import { type KeptRow, nobody } from '#store/in'
import type { Entry } from '../read-bundle.ts'
import type { Placed } from '../writing/place-records.ts'

/**
 * What became of an entry. `record`: it is a record; `part`: it stands in one with others; `duplicate`: another record says the same, word
 * for word; `version`: of something in the record, that is older than what is shown, or says nothing we show; `reference`: a chart, a place, somebody who works there;
 * `left-out`: kept as it came and not shown, with the reason; `empty`: it held nothing to keep; `again`: it was here before.
 */
export type Outcome = 'record' | 'part' | 'duplicate' | 'version' | 'reference' | 'left-out' | 'empty' | 'again' | 'refused'

export type Receipt = { readonly patient: Id; readonly type: string; readonly outcome: Outcome; readonly reason: string; readonly count: number }

export type Received = {
  readonly entries: readonly Entry[]
  /** Entries that held no resource, by why. */
  readonly empty: readonly string[]
  /** What the entry is called here, and whose it is. */
  readonly nameOf: (entry: Entry) => { readonly patient: Id; readonly id: Id }
  /** Why an entry is kept and not shown. */
  readonly leftOut: ReadonlyMap<Entry, string>
  readonly placed: readonly Placed[]
  /** Records that are shown under another one which says the same. */
  readonly duplicates: ReadonlySet<Id>
  readonly kept: readonly KeptRow[]
  /** Of what was left out or came late: things that stand in the record by another version. */
  readonly standing: ReadonlySet<string>
}

/** In the ledger, the type of an entry that is no resource. */
const notResource = 'not a resource'
export const thingKey = (patient: Id, id: Id): string => `${patient} ${id}`
const versionKey = (patient: Id, id: Id, version: Uint8Array): string => `${patient} ${id} ${Buffer.from(version).toString('base64')}`

type Places = { readonly first: ReadonlySet<string>; readonly others: ReadonlySet<string>; readonly duplicates: ReadonlySet<string> }

function placesOf({ placed, duplicates }: Received): Places {
  const [first, others, same] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { row, parts } of placed) {
    const key = thingKey(row.patient, row.id)
    if (duplicates.has(row.id)) same.add(key)
    first.add(key)
    parts.forEach((part, at) => (at === 0 ? first : others).add(thingKey(row.patient, part)))
  }
  return { first, others, duplicates: same }
}

function outcomeOf(key: string, { first, others, duplicates }: Places): Outcome {
  if (duplicates.has(key)) return 'duplicate'
  return first.has(key) ? 'record' : others.has(key) ? 'part' : 'reference'
}

/** Each entry is counted once; the sum is what came. */
export function receiptsOf(received: Received): readonly Receipt[] {
  const places = placesOf(received)
  const fresh = new Map(received.kept.map((one) => [versionKey(one.patient, one.id, one.version), one.late]))
  const sums = new Map<string, Receipt>()
  const add = (one: Omit<Receipt, 'count'>): void => {
    const name = `${one.patient} ${one.type} ${one.outcome} ${one.reason}`
    sums.set(name, { ...one, count: (sums.get(name)?.count ?? 0) + 1 })
  }
  for (const entry of received.entries) {
    const { patient, id } = received.nameOf(entry)
    const type = entry.type === '' ? notResource : entry.type
    const version = versionKey(patient, id, entry.version)
    const late = fresh.get(version)
    const reason = late === true ? 'older' : received.leftOut.get(entry)
    // The same text twice in one file is new once.
    if (!fresh.delete(version)) add({ patient, type, outcome: 'again', reason: '' })
    else if (reason === undefined) add({ patient, type, outcome: outcomeOf(thingKey(patient, id), places), reason: '' })
    else add({ patient, type, outcome: received.standing.has(thingKey(patient, id)) ? 'version' : 'left-out', reason })
  }
  for (const reason of received.empty) add({ patient: nobody, type: notResource, outcome: 'empty', reason })
  return [...sums.values()]
}
