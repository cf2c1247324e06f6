// Which rows do the entries of a file become, once their patients are known?
import { hash } from 'node:crypto'
import { type Id, type Keys, type Tx, derivedId } from '#kernel'
import { type BeforeRow, type DocumentPlace, type PartRow, type RawRow, type RecordRow, type StoreIn, nobody } from '#store/in'
import { kindNumber } from '../../../../contract/record-kinds.ts'
import { labelMask } from '../../../../contract/sensitivity-labels.ts'
import { versionNumber, versionStage, versionTime } from '../fhir/as-of.ts'
import { startInstant } from '../fhir/dates.ts'
import { type Mapped, folded } from '../fhir/record.ts'
import type { Entry } from '../read-bundle.ts'
import type { Known, Work } from '../work.ts'

/** Ids by the names that a space has for its things, each worked out once: the same name in another space is another thing. */
export function openIds(keys: Keys, space: string): (type: string, sourceId: string) => Id {
  const known = new Map<string, Id>()
  return (type, sourceId) => {
    const key = `${type}/${sourceId}`
    let id = known.get(key)
    if (id === undefined) {
      id = derivedId(keys, space, type, sourceId)
      known.set(key, id)
    }
    return id
  }
}

export type IdOf = (type: string, sourceId: string) => Id

export function patientOf(entry: Entry, { read }: Work, known: Known): Id {
  if (entry.unkeepable) return nobody
  if (entry.kept !== undefined) return entry.kept.chart
  const subject = read.subject(entry)
  return subject === null ? nobody : (known.ids.get(subject.id) ?? nobody)
}

const comparedBy = { updated: 1, issued: 2, message: 3, document: 4 } as const

function rawRow(entry: Entry, { work, known, idOf }: { readonly work: Work; readonly known: Known; readonly idOf: IdOf }): RawRow {
  const time = entry.asOf ?? versionTime(entry.resource)
  const subject = entry.unkeepable ? null : work.read.subject(entry)
  return {
    patient: patientOf(entry, work, known), id: idOf(entry.type, entry.sourceId), version: entry.version, type: entry.type, sourceId: entry.sourceId, line: entry.line, text: entry.text, bytes: entry.bytes ?? null,
    asOf: time === null ? null : { at: time.at, by: comparedBy[time.by] }, sourceVersion: versionNumber(entry.resource), stage: versionStage(entry.resource), link: subject === null ? null : (known.links.get(subject.id) ?? null),
  }
}

/** The texts of a file; those of `waiting` people (by the source's id) stay with the message until somebody says whose they are. */
export function rawRows(work: Work, waiting: ReadonlySet<string>, ids: { readonly known: Known; readonly idOf: IdOf }): RawRow[] {
  const kept = waiting.size === 0 ? work.bundle.entries : work.bundle.entries.filter((entry) => entry.unkeepable || !waiting.has(work.read.subject(entry)?.id ?? ''))
  return kept.map((entry) => rawRow(entry, { work, ...ids }))
}

/** What a record was made from: the texts and the mapping. */
function madeFrom(mapped: Mapped, mapping: number): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from([mapping]), ...mapped.from.map((entry) => entry.version)]), 'buffer')
}

/** The row of a record, once its patient is known. */
export function recordRow(mapped: Mapped, patient: Id, { idOf, tx, work }: { idOf: IdOf; tx: Tx; work: Work }): RecordRow {
  const { filed, final } = mapped
  const { timeZone } = work.origin
  return {
    patient,
    id: idOf(...mapped.key),
    kind: kindNumber(mapped.kind),
    filed: filed === undefined ? '-infinity' : startInstant(filed, timeZone),
    visit: mapped.visit === null ? null : idOf('Encounter', mapped.visit),
    finalAt: final === null ? null : final === true ? tx.now.toISOString() : startInstant(final, timeZone),
    labels: labelMask(mapped.labels),
    removed: mapped.removed,
    asOf: mapped.asOf === undefined ? null : startInstant(mapped.asOf, timeZone),
    sameAs: null,
    content: mapped.content ?? null,
    card: mapped.card,
    search: folded(mapped.search),
    body: mapped.body,
    rawVersion: madeFrom(mapped, work.mapping),
  }
}

export type Placed = { readonly row: RecordRow; readonly type: string; readonly preferred: boolean; /** Ids of the texts it was made from. */ readonly parts: readonly Id[]; /** Some of them came before. */ readonly grown?: boolean; /** Its history, where all of it is known. */ readonly before?: readonly BeforeRow[]; readonly place?: DocumentPlace }

const sameKey = (patient: Id, where: string, content: Uint8Array): string => `${patient} ${where} ${Buffer.from(content).toString('base64')}`

/** Documents with the same content at the same visit are shown once: a DocumentReference before a report's copy of it. */
export async function sayTheSame(tx: Tx, store: StoreIn, placed: readonly Placed[]): Promise<readonly RecordRow[]> {
  const documents = placed.flatMap(({ row, preferred }) => (row.content === null || row.removed ? [] : [{ row, preferred, content: row.content, key: sameKey(row.patient, row.visit ?? row.filed, row.content) }]))
  const shown = new Map<string, { id: Id; preferred: boolean }>()
  const labels = new Map<string, number>()
  for (const { row, preferred, key } of documents) {
    // A copy that is marked sensitive marks the one that is shown.
    labels.set(key, (labels.get(key) ?? 0) | row.labels)
    const before = shown.get(key)
    if (before === undefined || (preferred && !before.preferred)) shown.set(key, { id: row.id, preferred })
  }
  for (const one of await store.sameContent(tx, documents.map(({ row, content }) => ({ patient: row.patient, content })))) {
    if (one.visit !== null) shown.set(sameKey(one.patient, one.visit, one.content), { id: one.id, preferred: true })
  }
  const keys = new Map(documents.map(({ row, key }) => [row, key]))
  return placed.map(({ row }) => {
    const key = keys.get(row)
    if (key === undefined) return row
    const id = shown.get(key)?.id
    return { ...row, labels: labels.get(key) ?? row.labels, sameAs: id === undefined || id === row.id ? null : id }
  })
}

/** What a record said before; the last text it was made from then says by which delivery. */
function beforeOf(mapped: Mapped, patient: Id, about: { idOf: IdOf; tx: Tx; work: Work }): Pick<Placed, 'before'> {
  if (mapped.before === undefined) return {}
  return { before: mapped.before.flatMap((one): BeforeRow[] => {
    const last = one.from.at(-1)
    return last === undefined ? [] : [{ row: recordRow(one, patient, about), by: about.idOf(last.type, last.sourceId) }]
  }) }
}

/** Of a document: by which names it may be replaced, and what it replaces. */
function standing({ place }: Mapped, patient: Id, idOf: IdOf): Pick<Placed, 'place'> {
  const ids = (keys: readonly (readonly [string, string])[]) => keys.map((key) => idOf(...key))
  return place === undefined ? {} : { place: { patient, names: ids(place.names), replaces: ids(place.replaces) } }
}

/** The texts that tell something of things that are not here, and those things. */
export function placeTouched({ read }: Work, { known, idOf }: { readonly known: Known; readonly idOf: IdOf }): readonly PartRow[] {
  return (read.touched ?? []).flatMap(({ key, from }) => from.flatMap((entry): PartRow[] => {
    const subject = read.subject(entry)
    const patient = subject === null ? undefined : known.ids.get(subject.id)
    return patient === undefined ? [] : [{ patient, record: idOf(...key), part: idOf(entry.type, entry.sourceId) }]
  }))
}

/** The records of patients that are known; `tx` says the instant they come in. */
export function placeRecords(tx: Tx, work: Work, { known, idOf }: { readonly known: Known; readonly idOf: IdOf }): Placed[] {
  return work.read.mapped.records.flatMap((mapped): Placed[] => {
    const [entry] = mapped.from
    const patient = entry === undefined ? nobody : patientOf(entry, work, known)
    return entry === undefined || patient === nobody ? [] : [{ row: recordRow(mapped, patient, { idOf, tx, work }), type: entry.type, preferred: mapped.preferred === true, parts: [...mapped.from.map((one) => idOf(one.type, one.sourceId)), ...(mapped.takesIn ?? []).map((key) => idOf(...key))], grown: mapped.from.some((one) => one.kept !== undefined), ...standing(mapped, patient, idOf), ...beforeOf(mapped, patient, { idOf, tx, work }) }]
  })
}
