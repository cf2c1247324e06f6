// What did FHIR records say before? Worked out anew from the texts that are kept, in the order in which their source wrote them, whenever a
// record has more than one version of any of its texts: the history is the same whatever came when, by which way, and how often.
import { hash } from 'node:crypto'
import type { Id, Tx } from '#kernel'
import { type BeforeRow, type FoundText, type MemberRow, type PartRow, type RecordRow, type StandingRow, type StoreIn, type Thing, type VersionRow, type WrittenRow } from '#store/in'
import type { Json } from '../fhir/element.ts'
import { pointedAt } from '../fhir/references.ts'
import type { EarlierText, Known, Readable, Work } from '../work.ts'
import { denying } from './denied.ts'
import { asEarlier, composing, namesOf, reach } from './earlier-parts.ts'
import type { Mapped } from '../fhir/record.ts'
import { type IdOf, patientOf, recordRow } from './place-records.ts'
import { type State, newestOf, statesOf } from './states.ts'

type About = { readonly work: Work; readonly known: Known; readonly idOf: IdOf }
/** `written`: records that were written from all that rules just now. */
export type Rebuilding = About & { readonly delivery: { readonly id: string }; readonly records: readonly Thing[]; readonly written: ReadonlySet<string> }
/** What changed: rows that were written, and records that nothing says any more. `told`: those that stand by what an earlier version said. */
export type Rebuilt = { readonly written: readonly WrittenRow[]; readonly gone: readonly Thing[]; readonly told: readonly Thing[] }

const nameOf = ({ patient, id }: Thing): string => `${patient} ${id}`

/** What a record said at one of its states, and whether it was taken back. */
type Said = { readonly row: RecordRow; /** Of the row as it is made of texts, whatever denied it later. */ readonly made: Uint8Array; readonly newest: VersionRow }
/** `elsewhere`: its texts tell of another record now. `parts`: texts that it is made of; `apart`: its other texts, and the records they make. */
type Read = { readonly parts: readonly Id[]; readonly apart: ReadonlyMap<Id, Id> } & ({ readonly kind: 'said'; readonly row: RecordRow } | { readonly kind: 'denied' | 'silent' | 'elsewhere' })

type Texts = ReadonlyMap<string, string>
const versionName = ({ patient, id, version }: { readonly patient: string; readonly id: string; readonly version: Buffer }): string => `${patient} ${id} ${version.toString('latin1')}`

/** Reads one state of a record: its texts, and what they point at as that is now. */
function openReading(tx: Tx, about: About, { texts, pointed, names }: { readonly texts: Texts; readonly pointed: readonly FoundText[]; readonly names: ReadonlyMap<string, string> }): (record: Thing, state: State) => Read {
  const { work, known, idOf } = about
  const none = new Set(work.bundle.entries)
  const others = pointed.map((one) => ({ name: nameOf(one), text: asEarlier(one, names) }))
  const isIn = (read: Readable, record: Thing) => (entry: Parameters<Readable['subject']>[0]) => patientOf(entry, { ...work, read }, known) === record.patient
  return (record, state) => {
    const own = new Set(state.texts.map(nameOf))
    const again = state.texts.map((one): EarlierText => asEarlier({ ...one, text: texts.get(versionName(one)) ?? '' }, names))
    // What a bundle carries stands in it: it is read before its parts.
    const carriers = again.filter((_one, at) => state.texts[at]?.type === 'Bundle')
    const read = work.together?.([...others.filter((one) => !own.has(one.name)).map((one) => one.text), ...carriers, ...again.filter((one) => !carriers.includes(one))], none)
    if (read === undefined) return { kind: 'silent', parts: [], apart: new Map() }
    const mine = isIn(read, record)
    const told = read.mapped.records.filter(({ from }) => from[0] !== undefined && mine(from[0]))
    const textsIn = ({ from }: Mapped) => from.map((entry) => idOf(entry.type, entry.sourceId))
    const found = told.find((one) => idOf(...one.key) === record.id)
    const members = new Set(state.texts.map((one) => one.id))
    const apart = new Map(told.flatMap((one) => (one === found ? [] : textsIn(one).flatMap((id) => (members.has(id) ? [[id, idOf(...one.key)] as const] : [])))))
    if (found !== undefined) return { kind: 'said', row: recordRow(found, record.patient, { tx, work, idOf }), parts: textsIn(found), apart }
    const denied = read.mapped.leftOut.some(({ entry, reason, partOf }) => denying.has(reason) && partOf === undefined && members.has(idOf(entry.type, entry.sourceId)))
    return { kind: denied ? 'denied' : apart.size > 0 ? 'elsewhere' : 'silent', parts: [], apart }
  }
}

const sayingOf = ({ row }: Said): string => JSON.stringify([row.body, row.removed, row.labels])

/** `parts`: every text that it was ever made of. */
type Told = { readonly said: readonly Said[]; readonly last: Read; readonly parts: ReadonlySet<Id> }

/** What a record said, state by state. What is denied says what it said last, as taken back. */
function toldBy(record: Thing, states: readonly State[], reading: ReturnType<typeof openReading>): Told {
  const said: Said[] = []
  const parts = new Set<Id>()
  let last: Read = { kind: 'silent', parts: [], apart: new Map() }
  for (const state of states) {
    const read = reading(record, state)
    last = read
    for (const part of read.parts) parts.add(part)
    const before = said.at(-1)
    if (read.kind === 'said') said.push({ row: { ...read.row, asOf: state.at }, made: read.row.rawVersion, newest: state.newest })
    else if (read.kind === 'denied' && before !== undefined) said.push({ ...before, row: { ...before.row, removed: true, asOf: state.at, rawVersion: hash('sha256', Buffer.concat([before.row.rawVersion, state.newest.version]), 'buffer') }, newest: state.newest })
  }
  return { said, last, parts }
}

/** Rows of what it said before, each that said something else than the one before it. */
function beforeOf(said: readonly Said[]): readonly BeforeRow[] {
  const earlier = said.slice(0, -1)
  return earlier.flatMap((one, at): BeforeRow[] => {
    const previous = earlier[at - 1]
    return previous !== undefined && sayingOf(previous) === sayingOf(one) ? [] : [{ row: one.row, by: one.newest.id, delivery: one.newest.delivery }]
  })
}

/** Texts that versions point at and that stand in one record with them, beyond those that stand there now. */
function membersIn(rows: readonly VersionRow[], texts: Texts, idOf: IdOf): readonly (MemberRow & { readonly text: Id })[] {
  const here = new Set(rows.map((one) => `${one.patient} ${one.record} ${one.id}`))
  return rows.filter((one) => composing.has(one.type)).flatMap((one) => pointedAt(JSON.parse(texts.get(versionName(one)) ?? 'null') as Json).flatMap((key) => {
    const member = { patient: one.patient, record: one.record, part: idOf(...key), text: one.id }
    return composing.has(key[0]) && !here.has(`${member.patient} ${member.record} ${member.part}`) ? [member] : []
  }))
}

const byRecord = (rows: readonly VersionRow[]): ReadonlyMap<string, readonly VersionRow[]> => Map.groupBy(rows, (one) => `${one.patient} ${one.record}`)
const comesTwice = (rows: readonly VersionRow[]): boolean => new Set(rows.map((one) => one.id)).size < rows.length

/** The versions of what stands in these records or ever stood, with their texts: a report may have named other measurements before. */
async function withMembers(tx: Tx, store: StoreIn, { rows: found, idOf }: { readonly rows: readonly VersionRow[]; readonly idOf: IdOf }): Promise<{ readonly rows: readonly VersionRow[]; readonly texts: Texts }> {
  const texts = new Map<string, string>()
  let rows = found
  // A report names a panel, the panel its members; what is not here may come.
  for (let step = 0; step < 3; step += 1) {
    for (const one of await store.textsOfVersions(tx, rows.filter((row) => !texts.has(versionName(row))))) texts.set(versionName(one), one.text)
    const members = membersIn(rows, texts, idOf)
    const more = members.length === 0 ? rows : await store.versionsOf(tx, [...members, ...rows.map(({ patient, record, id }) => ({ patient, record, part: id }))])
    if (more.length <= rows.length) {
      await store.want(tx, members.map(({ patient, text, part }) => ({ patient, id: text, target: part })))
      break
    }
    rows = more
  }
  return { rows, texts }
}

const newestDelivery = (rows: readonly VersionRow[]): string | undefined => newestOf(rows.filter((one) => one.ruling))?.delivery

type Rewriting = { readonly now: Said; readonly standing: StandingRow | undefined; readonly last: Read['kind']; /** It was written from all that rules just now. */ readonly fresh: boolean; /** It is called otherwise than any of its texts. */ readonly group: boolean; readonly released: boolean }

/** Must the record be written as it was worked out here? Where what rules says nothing of it, or names it no more, nobody else does. */
function isAstray({ now, standing, last, fresh, group, released }: Rewriting): boolean {
  if (standing === undefined) return last !== 'elsewhere'
  if (standing.folded) return released
  const differs = !Buffer.from(now.made).equals(standing.rawVersion) || now.row.removed !== standing.removed
  return differs && (last !== 'said' || (group && !fresh))
}

type Passed = {
  readonly histories: { readonly patient: Id; readonly id: Id; readonly before: readonly BeforeRow[] }[]
  readonly rewritten: { readonly row: RecordRow; readonly delivery: string }[]
  readonly gone: Thing[]
  readonly told: Thing[]
  readonly attributed: (Thing & { readonly delivery: string })[]
  readonly parts: PartRow[]
  /** Texts that stand in their record, and texts that once did, with the record that is theirs now. */
  readonly held: Set<string>
  readonly released: Map<string, Thing>
}

/** Those of which each text came once have no past. */
function passSingle(passed: Passed, rows: readonly VersionRow[], stands: ReadonlyMap<string, StandingRow>): void {
  const [one] = rows
  const delivery = newestDelivery(rows)
  if (one === undefined || delivery === undefined) return
  const record = { patient: one.patient, id: one.record }
  const here = stands.get(nameOf(record))
  if (here !== undefined) passed.histories.push({ ...record, before: [] })
  if (here?.folded === false) passed.attributed.push({ ...record, delivery })
}

type Passing = { readonly rows: readonly VersionRow[]; readonly standing: StandingRow | undefined; readonly reading: ReturnType<typeof openReading>; readonly fresh: boolean; readonly released: boolean }

function passSeveral(passed: Passed, { rows, standing, reading, fresh, released }: Passing): void {
  const [one] = rows
  if (one === undefined) return
  const record = { patient: one.patient, id: one.record }
  const { said, last, parts } = toldBy(record, statesOf(rows), reading)
  for (const part of last.parts) if (part !== record.id) passed.held.add(nameOf({ ...record, id: part }))
  for (const [part, id] of last.apart) if (id !== record.id && part !== record.id) passed.released.set(nameOf({ ...record, id: part }), { ...record, id })
  if (parts.size > 1 || !parts.has(record.id)) passed.parts.push(...[...parts].map((part) => ({ patient: record.patient, record: record.id, part })))
  if (standing?.folded === false && last.kind === 'elsewhere') {
    passed.gone.push(record)
    return
  }
  const now = said.at(-1)
  if (now !== undefined) passed.told.push(record)
  const astray = now !== undefined && isAstray({ now, standing, last: last.kind, fresh, released, group: rows.every((version) => version.id !== record.id) })
  if (astray) passed.rewritten.push({ row: { ...now.row, asOf: null, rawVersion: now.made }, delivery: now.newest.delivery })
  else if (standing === undefined) return
  else if (!standing.folded) passed.attributed.push({ ...record, delivery: newestDelivery(rows) ?? standing.delivery })
  passed.histories.push({ ...record, before: standing?.folded === true && !astray ? [] : beforeOf(said) })
}

/** Goes through some records once. `released`: they stand in no other record any more. */
async function pass(tx: Tx, store: StoreIn, { records, written, released = false, ...about }: Rebuilding & { readonly released?: boolean }): Promise<Passed> {
  const passed: Passed = { histories: [], rewritten: [], gone: [], told: [], attributed: [], parts: [], held: new Set(), released: new Map() }
  if (records.length === 0) return passed
  const [found, standing] = await Promise.all([store.versionsOf(tx, records.map(({ patient, id }) => ({ patient, record: id, part: id }))), store.standingRows(tx, records)])
  const stands = new Map(standing.map((one) => [nameOf(one), one]))
  const all = [...byRecord(found).values()]
  const worked = (rows: readonly VersionRow[]): boolean => comesTwice(rows) || released
  for (const rows of all) if (!worked(rows)) passSingle(passed, rows, stands)
  const several = all.filter(worked).flat()
  if (several.length === 0) return passed
  const { rows, texts } = await withMembers(tx, store, { rows: several, idOf: about.idOf })
  const before = rows.map((one) => ({ patient: one.patient, id: one.id, type: one.type, sourceId: one.sourceId, text: texts.get(versionName(one)) ?? '' }))
  const [{ pointed }, names] = await Promise.all([reach(tx, store, { ...about, before, without: new Set(about.work.bundle.entries), sent: new Set() }), namesOf(tx, store, { patients: rows.map((one) => one.patient), known: about.known })])
  const reading = openReading(tx, about, { texts, pointed, names })
  for (const [name, own] of byRecord(rows)) passSeveral(passed, { rows: own, reading, standing: stands.get(name), fresh: written.has(name), released })
  return passed
}

/** What once stood in another record and does not any more speaks for itself, unless a third one holds it. */
async function passReleased(tx: Tx, store: StoreIn, { rebuilding, passed: { released, held } }: { readonly rebuilding: Rebuilding; readonly passed: Passed }): Promise<readonly Passed[]> {
  const free = [...released].filter(([part]) => !held.has(part))
  if (free.length === 0) return []
  const own = free.map(([, record]) => record)
  const known = new Set([...rebuilding.records, ...own].map(nameOf))
  const parts = free.map(([part]) => ({ patient: part.split(' ', 1)[0] ?? '', id: part.slice(part.indexOf(' ') + 1) }))
  const others = await pass(tx, store, { ...rebuilding, records: (await store.recordsWith(tx, parts)).filter((one) => !known.has(nameOf(one))) })
  const records = free.filter(([part]) => !others.held.has(part)).map(([, record]) => record)
  return [others, await pass(tx, store, { ...rebuilding, records, released: true })]
}

/** Works out what these records said before, and by which delivery each is as it is. */
export async function rebuildHistories(tx: Tx, store: StoreIn, rebuilding: Rebuilding): Promise<Rebuilt> {
  const first = await pass(tx, store, rebuilding)
  const all = [first, ...(await passReleased(tx, store, { rebuilding, passed: first }))]
  const gone = all.flatMap((one) => one.gone)
  const written = await store.rewrite(tx, all.flatMap((one) => one.rewritten))
  for (const patient of new Set(gone.map((one) => one.patient))) await store.drop(tx, patient, gone.filter((one) => one.patient === patient).map((one) => one.id))
  await store.noteParts(tx, all.flatMap((one) => one.parts))
  const histories = [...new Map(all.flatMap((one) => one.histories).map((one) => [nameOf(one), one])).values()]
  await Promise.all([store.writeBefore(tx, rebuilding.delivery, histories), store.attribute(tx, all.flatMap((one) => one.attributed))])
  return { written, gone, told: all.flatMap((one) => one.told) }
}
