// How does one file or message get into the house? In one transaction: all of it or nothing, and the same again changes nothing.
import { hash } from 'node:crypto'
import type { Audit } from '#audit'
import type { Directory as Organizations } from '#directory'
import { type Database, type Id, type Keys, type Tx, derivedId } from '#kernel'
import type { Patients } from '#patients'
import { type Delivery, type KeptRow, type RecordRow, type StoreIn, type WrittenRow, nobody } from '#store/in'
import { countWork } from '../counts/count-work.ts'
import { aboutNobody } from '../fhir/references.ts'
import { changeCharts } from './change-charts.ts'
import { takeBackDenied } from './denied.ts'
import { linksNow } from './links.ts'
import { gatherWritten } from './one-thing.ts'
import type { RemakingUses } from './remake.ts'
import { earlierParts, withEarlierParts } from './earlier-parts.ts'
import { rebuildHistories } from './histories.ts'
import { type Overlook, type Placing, type PlacingUses, type Unplaced, awaitedId, placePeople } from './place-people.ts'
import { type IdOf, type Placed, openIds, placeRecords, placeTouched, rawRows, sayTheSame } from './place-records.ts'
import { withReplaced } from './replaced.ts'
import type { Bundle, Entry } from '../read-bundle.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOutcome, LeftOutNote, UnreadLine } from '../files/report.ts'
import type { Known, Work } from '../work.ts'

export type FileUses = Pick<RemakingUses, 'forms' | 'originOf'> & {
  readonly audit: Audit
  readonly directory: Organizations
  readonly patients: Patients
  readonly keys: Keys
  readonly database: Database
  readonly store: StoreIn
  /** Tells release which records were written or changed, in the same transaction. */
  readonly decided: (tx: Tx, rows: readonly WrittenRow[]) => Promise<void>
  /** Tells release of records that are no more, in the same transaction. */
  readonly forgotten: (tx: Tx, patient: Id, records: readonly Id[]) => Promise<void>
  readonly linksFor: PlacingUses['linksFor']
  /** Lets messages that waited for these (a number, an id) be worked on again. */
  readonly heard: (tx: Tx, organization: string, awaited: readonly string[]) => Promise<void>
}

/** `files`: an operator waits for the answer, and what contradicts a chart is refused. `feed`: what fits nobody waits for staff. */
export type Manner = { readonly by: 'files' } | { readonly by: 'feed'; /** Staff said that name or birth date are no contradiction. */ readonly overlook: boolean }

/** In reports, the type of an entry that is no resource. */
const notResource = 'not a resource'

export type Written = {
  readonly stored: ReadonlyMap<string, number>
  readonly duplicates: ReadonlyMap<string, number>
  readonly homeless: ReadonlyMap<Entry, LeftOutNote>
  readonly patients: FileOutcome['patients']
  /** Those whose chart is not known; nothing of theirs was kept, if it came by a feed. */
  readonly unplaced: readonly Unplaced[]
  /** Links by which something came into a chart. */
  readonly links: readonly Id[]
  readonly delivery: Id
}

const adds = (map: Map<string, number>, key: string, by = 1) => void map.set(key, (map.get(key) ?? 0) + by)

/** Why an entry belongs to no patient; null when it does, or when it is of those that belong to none. */
function homelessness(entry: Entry, { read }: Work, known: Known): LeftOutNote['reason'] | null {
  if (entry.type === '') return entry.broken === undefined ? 'not-a-resource' : 'broken-line'
  if (entry.unkeepable) return 'unkeepable-text'
  const subject = read.subject(entry)
  if (subject === null) return aboutNobody.has(entry.type) ? null : 'no-patient'
  if (known.ids.has(subject.id)) return null
  return subject.entry === null ? 'patient-not-here' : 'patient-without-birth-date'
}

/** What belongs to no patient and is no directory: kept, and said. */
function withoutPatient(work: Work, known: Known): ReadonlyMap<Entry, LeftOutNote> {
  const notes = new Map<Entry, LeftOutNote>()
  for (const entry of work.bundle.entries) {
    const reason = homelessness(entry, work, known)
    if (reason !== null) notes.set(entry, { type: entry.type || notResource, entry: entry.line, reason, what: entry.broken ?? null })
  }
  return notes
}

/** Entries that hold no resource: empty ones, and those that ask for something. */
function withoutResource({ without, asking = [] }: Bundle): LeftOutNote[] {
  const note = (entry: number, reason: LeftOutNote['reason']): LeftOutNote => ({ type: notResource, entry, reason, what: null })
  return [...Array.from({ length: without }, () => note(0, 'not-a-resource')), ...asking.map((entry) => note(entry, 'asks'))]
}

function counted(kept: readonly KeptRow[], written: readonly WrittenRow[]): { stored: Map<string, number>; byPatient: Map<Id, number> } {
  const stored = new Map<string, number>()
  const byPatient = new Map<Id, number>()
  for (const one of kept) {
    adds(stored, one.type || notResource)
    adds(byPatient, one.patient)
  }
  for (const row of written) adds(byPatient, row.patient, 0)
  byPatient.delete(nobody)
  return { stored, byPatient }
}

/** The source's name as people meet it where the freshness of their record is told. */
const sourceName = 'Record files'

function receivedOf({ entries }: Bundle): Map<string, number> {
  const received = new Map<string, number>()
  for (const entry of entries) adds(received, entry.type || notResource)
  return received
}

/** The same bytes from the same source are the same delivery. */
const deliveryId = ({ origin, bundle }: Work, keys: Keys): Id => derivedId(keys, 'delivery', origin.organization, origin.source, bundle.sha256.toString('hex'))

/** So many lines of what could not be read are kept with a delivery. */
const mostUnread = 20

/** What of it is in no record, by kind and reason; of a resource that is in the record, by element. */
function unreadOf({ mapped }: Work['read']): readonly UnreadLine[] {
  const lines = new Map<string, UnreadLine>()
  for (const { entry: { type }, reason, what } of mapped.leftOut) {
    const key = `${type} ${reason} ${what ?? ''}`
    const line = lines.get(key)
    if (line !== undefined || lines.size < mostUnread) lines.set(key, { type, reason, what, count: (line?.count ?? 0) + 1 })
  }
  return [...lines.values()]
}

function deliveryOf(work: Work, keys: Keys, homeless: number): Delivery {
  const { form, bundle, origin, read, mapping } = work
  return {
    id: deliveryId(work, keys), organization: origin.organization, source: origin.source, space: origin.space, name: origin.name, sha256: bundle.sha256, bytes: bundle.bytes,
    form, kind: origin.kind ?? (bundle.type || (bundle.entries[0]?.type ?? '')), sentAt: origin.sentAt ?? null,
    report: { received: Object.fromEntries(receivedOf(bundle)), leftOut: read.mapped.leftOut.length + homeless, mapping, unread: unreadOf(read) },
  }
}

type Fresh = { readonly delivery: Delivery; readonly kept: readonly KeptRow[]; /** Texts that are read again: what they point at came. */ readonly again: ReadonlySet<string>; readonly placed: readonly Placed[]; readonly rows: readonly RecordRow[] }

/**
 * Writes the records of which a text is new. A text that was here before never takes a record back to what it was: an old
 * file that is imported again after a correction changes nothing.
 */
async function writeFresh(tx: Tx, store: StoreIn, { delivery, kept, again: readAgain, placed, rows }: Fresh): Promise<readonly WrittenRow[]> {
  const fresh = new Set(kept.filter((one) => !one.late).map((one) => `${one.patient} ${one.id}`))
  const chosen = placed.flatMap(({ parts, before }, at) => {
    const row = rows[at]
    if (row === undefined) return []
    if (parts.some((part) => fresh.has(`${row.patient} ${part}`))) return [{ row, parts, before }]
    // The same texts say more now: it is written, though none of them is new.
    return parts.some((part) => readAgain.has(`${row.patient} ${part}`)) ? [{ row: { ...row, rawVersion: hash('sha256', Buffer.concat([row.rawVersion, delivery.sha256]), 'buffer') }, parts, before }] : []
  })
  const written = await store.write(tx, delivery, chosen.map((one) => one.row))
  // What was made of one text alone said nothing before.
  await store.writeBefore(tx, delivery, chosen.flatMap(({ row, parts, before }) => (before === undefined || parts.length < 2 ? [] : [{ patient: row.patient, id: row.id, before }])))
  // Groups may grow by a later file, so that a group of one has its part named too.
  const composed = chosen.filter(({ row, parts }) => parts.length > 1 || parts[0] !== row.id)
  const folded = await store.writeParts(tx, composed.flatMap(({ row, parts }) => parts.map((part) => ({ patient: row.patient, record: row.id, part }))))
  const again = new Set(written.map((one) => one.id))
  return [...written, ...folded.filter((one) => !again.has(one.id))]
}

/** What came after a newer version of itself rules nothing, and is kept as what was said before. */
async function writeLate(tx: Tx, store: StoreIn, { sent, kept, delivery, known, idOf }: Late): Promise<void> {
  // Of FHIR all versions are known by themselves: the histories are worked out.
  if (sent.form !== 'fhir') await store.writeEarlier(tx, delivery, lateIn(tx, { sent, kept, known, idOf }).map((one) => one.row))
}

type Late = { readonly sent: Work; readonly kept: readonly KeptRow[]; readonly delivery: Delivery; readonly known: Known; readonly idOf: IdOf }
/** The records that a file would make of texts which came after newer versions of themselves. */
function lateIn(tx: Tx, { sent, kept, known, idOf }: Omit<Late, 'delivery'>): readonly Placed[] {
  const late = new Set(kept.filter((one) => one.late).map((one) => `${one.patient} ${one.id}`))
  return late.size === 0 ? [] : placeRecords(tx, sent, { known, idOf }).filter(({ row, parts }) => parts.every((part) => late.has(`${row.patient} ${part}`)))
}

type Histories = Late & { readonly found: number; readonly work: Work; readonly placed: readonly Placed[]; readonly written: readonly WrittenRow[] }

/** Works out what FHIR records said before, where more than one version of any of their texts is here or parts came apart; what came new alone has no past. */
async function withHistories(tx: Tx, uses: Pick<FileUses, 'store' | 'forgotten'>, { sent, work, kept, found, placed, written, known, idOf, delivery }: Histories): Promise<readonly WrittenRow[]> {
  const { store } = uses
  if (sent.form !== 'fhir') return written
  const late = lateIn(tx, { sent, kept, known, idOf })
  const lateTexts = late.flatMap(({ row, parts }) => parts.map((id) => ({ patient: row.patient, id })))
  const [touched, standing] = await Promise.all([store.recordsWith(tx, kept.filter((one) => one.several && one.patient !== nobody)), store.standing(tx, lateTexts)])
  const stands = new Set(standing.map((one) => `${one.patient} ${one.id}`))
  const alone = late.filter(({ row, parts }) => !parts.some((part) => stands.has(`${row.patient} ${part}`))).map((one) => one.row)
  const names = new Set(written.map((one) => `${one.patient} ${one.id}`))
  // A group of measurements may have had others before.
  const isGroup = ({ row, parts }: Placed) => !parts.includes(row.id)
  const grown = placed.filter((one) => (one.grown === true || (found > 0 && isGroup(one))) && names.has(`${one.row.patient} ${one.row.id}`)).map((one) => one.row)
  const lateGroups = late.filter(isGroup)
  await store.noteParts(tx, lateGroups.flatMap(({ row, parts }) => parts.map((part) => ({ patient: row.patient, record: row.id, part }))))
  const folded = written.filter((one) => one.sameAs !== null)
  const records = [...new Map([...touched, ...alone, ...lateGroups.map((one) => one.row), ...grown, ...folded].map(({ patient, id }) => [`${patient} ${id}`, { patient, id }])).values()]
  const rebuilt = await rebuildHistories(tx, store, { work, known, idOf, delivery, records, written: names })
  const gone = new Set(rebuilt.gone.map((one) => `${one.patient} ${one.id}`))
  await Promise.all([...Map.groupBy(rebuilt.gone, (one) => one.patient)].map(([patient, those]) => uses.forgotten(tx, patient, those.map((one) => one.id))))
  return [...new Map([...written, ...rebuilt.written].map((row) => [`${row.patient} ${row.id}`, row])).values()].filter((row) => !gone.has(`${row.patient} ${row.id}`))
}

/** The freshness of a source of files (a feed is fresh by every message, whatever becomes of it), the trail of each chart, and messages that waited for what is known now. */
async function tell(tx: Tx, uses: FileUses, { work, manner, placing, kept, written }: { readonly work: Work; readonly manner: Manner; readonly placing: Placing; readonly kept: readonly KeptRow[]; readonly written: readonly WrittenRow[] }): Promise<void> {
  const { organization, source, space } = work.origin
  const { byPatient } = counted(kept, written)
  const named = kept.some((one) => one.type === 'Patient') ? [...placing.ids.keys()].map((id) => awaitedId(space, id)) : []
  const awaited = [...placing.heard, ...named]
  const waited = awaited.length === 0 ? [] : [uses.heard(tx, organization, awaited)]
  const lines = [...byPatient].map(([patient, count]) => uses.audit.note(tx, { kind: 'records-imported', patient, actor: null, actorRole: 'system', count }))
  await Promise.all([...waited, ...(kept.length === 0 && written.length === 0 ? [] : [uses.decided(tx, written), ...(manner.by === 'files' ? [uses.directory.received(tx, source, tx.now)] : []), ...lines])])
}

/** An operator knows whose a file is: another name under the same number and birth date is no contradiction. */
const overlooks = (manner: Manner): Overlook => (manner.by === 'files' ? ['name-differs'] : manner.overlook ? ['birth-date-differs', 'name-differs'] : [])

/** Writes what a file or message means. Nothing is committed here. */
export async function write(tx: Tx, uses: FileUses, { work: sent, manner }: { readonly work: Work; readonly manner: Manner }): Promise<Written> {
  const { store } = uses
  const { origin } = sent
  const [, placing] = await Promise.all([manner.by === 'files' ? uses.directory.putSource(tx, { id: origin.source, organization: origin.organization, name: sourceName }) : null, placePeople(tx, uses, { work: sent, overlook: overlooks(manner) })])
  if (manner.by === 'files' && placing.differing.length > 0) throw new RefusedFile('patient-differs')
  const idOf = openIds(uses.keys, origin.space)
  const links = await linksNow(tx, store, { work: sent, ids: placing.ids, idOf })
  const changed = await changeCharts(tx, uses, { work: { ...sent, chartChanges: links.changes }, placing: { ...placing, ids: new Map([...links.ids, ...placing.ids]) }, overlook: manner.by === 'feed' && manner.overlook, delivery: deliveryId(sent, uses.keys) })
  const homeless = withoutPatient(sent, placing)
  const delivery = deliveryOf(sent, uses.keys, homeless.size)
  const waiting = new Set(manner.by === 'feed' ? placing.unplaced.map((one) => one.sourceId) : [])
  const [, kept, found] = await Promise.all([store.begin(tx, delivery), store.keep(tx, delivery, { rows: rawRows(sent, waiting, { known: placing, idOf }), mapping: sent.mapping }), earlierParts(tx, store, { work: sent, known: placing, idOf })])
  const known: Known = placing
  const { work, again } = await withEarlierParts(tx, store, { work: sent, kept, found, known, idOf })
  const placed = placeRecords(tx, work, { known, idOf })
  const rows = await sayTheSame(tx, store, placed)
  const fresh = await writeFresh(tx, store, { delivery, kept, again, placed, rows })
  if (kept.length > 0) await store.noteParts(tx, placeTouched(work, { known, idOf }))
  const rewritten = kept.length === 0 ? fresh : [...(await withReplaced(tx, store, { work, placed, fresh, idOf })), ...(await takeBackDenied(tx, store, { sent, kept, known, idOf }))]
  const written = kept.length === 0 ? rewritten : await withHistories(tx, uses, { sent, work, kept, found: found.length, placed, written: rewritten, known, idOf, delivery })
  await Promise.all([
    tell(tx, uses, { work, manner, placing, kept, written }),
    writeLate(tx, store, { sent, kept, delivery, known, idOf }),
    countWork(tx, store, { sent, work, known, idOf, waiting, homeless: new Map([...homeless].map(([entry, note]) => [entry, note.reason])), empty: withoutResource(sent.bundle).map((note) => note.reason), placed, rows, kept, delivery }),
  ])
  await gatherWritten(tx, uses, { work, idOf, kept, placed, changed })
  const duplicates = new Map<string, number>()
  rows.forEach((row, at) => {
    if (row.sameAs !== null) adds(duplicates, placed[at]?.type ?? '')
  })
  return { stored: counted(kept, written).stored, duplicates, homeless, patients: { seen: placing.ids.size, created: placing.created }, unplaced: placing.unplaced, links: [...new Set(placing.links.values())], delivery: delivery.id }
}

/** SQLSTATE classes that a file's content can cause: data exception, integrity, program limit. */
export const ofContent = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|23|54)/.test(error.code)

/** Writes one file that is understood. Throws RefusedFile when the database does not take its content; then nothing stays. */
export async function writeFile(uses: FileUses, work: Work): Promise<FileOutcome> {
  const { bundle, read } = work
  const done = await uses.database.run((tx) => write(tx, uses, { work, manner: { by: 'files' } })).catch((error: unknown) => {
    throw ofContent(error) ? new RefusedFile('not-stored') : error
  })
  const leftOut = read.mapped.leftOut.filter(({ entry, partOf }) => !done.homeless.has(partOf ?? entry)).map(({ entry, reason, what, partOf }): LeftOutNote => ({ type: entry.type, entry: entry.line, reason, what, ...(partOf === undefined ? {} : { part: true }) }))
  return { received: receivedOf(bundle), stored: done.stored, duplicates: done.duplicates, leftOut: [...leftOut, ...done.homeless.values(), ...withoutResource(bundle)], patients: done.patients }
}
