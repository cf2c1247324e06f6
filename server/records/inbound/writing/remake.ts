// How are records made anew from the texts that are kept: when a mapping was mended, or when some of the texts were somebody else's? As if
// only these had come, by the mapping of today, in the order in which their sources wrote them.
import type { Id, Keys, Tx } from '#kernel'
import type { KeptText, StoreIn, WrittenRow } from '#store/in'
import type { MessageForm } from '../../../../contract/message-states.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOrigin, Known, Work } from '../work.ts'
import type { Forms } from '../feeds/forms.ts'
import { reach } from './earlier-parts.ts'
import { type Rebuilding, rebuildHistories } from './histories.ts'
import { type IdOf, type Placed, openIds, placeRecords, sayTheSame } from './place-records.ts'
import { olderNow, replacedBy } from './replaced.ts'

export type RemakingUses = { readonly store: StoreIn; readonly keys: Keys; readonly forms: Forms; /** What is known of a source now: its terms, its zone, its directory. */ readonly originOf: (tx: Tx, source: string, organization: string) => Promise<Omit<FileOrigin, 'name'>> }

/** Texts of before their delivery said what form it was. */
export const formOf = ({ form, type }: Pick<KeptText, 'form' | 'type'>): MessageForm => form ?? (type === 'ClinicalDocument' ? 'ccda' : /^[A-Z]{3}(\^|$)/.test(type) ? 'hl7v2' : 'fhir')

/** Bytes that a form reads as it read them when they came. */
const bytesOf = ({ text, bytes }: KeptText): Buffer => bytes ?? Buffer.from(text)

/** What was taken once and is refused by the reader of today stays as it is. */
async function orNull(reading: () => Promise<Work>): Promise<Work | null> {
  try {
    return await reading()
  } catch (error) {
    if (error instanceof RefusedFile) return null
    throw error
  }
}

/** Everybody a text names is the patient in whose chart it is kept. */
class Everybody extends Map<string, Id> {
  readonly #patient: Id
  constructor(patient: Id) {
    super()
    this.#patient = patient
  }
  override get(): Id {
    return this.#patient
  }
  override has(): boolean {
    return true
  }
}

type Reading = { readonly texts: readonly KeptText[]; readonly origin: Omit<FileOrigin, 'name'>; readonly patient: Id; readonly known: Known; readonly idOf: IdOf }

/** The work of texts that stand together: FHIR or HL7 v2 of one space, or one document. */
async function read(tx: Tx, { forms, store }: RemakingUses, { texts, origin, patient, known, idOf }: Reading): Promise<Work | null> {
  const [first] = texts
  const prepare = first === undefined ? undefined : forms[formOf(first)]
  if (first === undefined || prepare === undefined) return null
  const work = await orNull(async () => (await prepare(bytesOf(first), { ...origin, name: first.name, ...(first.kind === null ? {} : { kind: first.kind }), sentAt: first.sentAt }))())
  if (work === null) return null
  if (work.together === undefined) return work
  const before = texts.map((one) => ({ patient, id: one.id, type: one.type, sourceId: one.sourceId, text: one.text }))
  const reached = await reach(tx, store, { work, known, idOf, before, without: new Set(work.bundle.entries), sent: new Set() })
  return { ...work, read: reached.read }
}

/** Which texts are read together, in their order. */
function groupsOf(texts: readonly KeptText[]): readonly (readonly KeptText[])[] {
  const groups = new Map<string, KeptText[]>()
  for (const one of texts) {
    const form = formOf(one)
    const key = form === 'ccda' ? `${one.id} ${one.version.toString('hex')}` : `${form} ${one.space}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

export type Remade = {
  /** What was written, by its id. */
  readonly written: Map<string, WrittenRow>
  /** Every record that these texts make, written or not. */
  readonly made: readonly Id[]
  /** Texts that no mapping reads any more. */
  readonly unread: readonly Id[]
  /** FHIR records, by what their texts are read with: what they said before is made anew by `remakeHistories`. */
  readonly pasts: readonly Rebuilding[]
}

/** `texts`: all that rule in a chart, or all of some forms; each is read with the others it may stand in one record with. */
export type Remaking = { readonly patient: Id; readonly texts: readonly KeptText[]; readonly only: ReadonlySet<string> | null }

/** Makes the records of these texts anew; `only`: no others than these. */
export async function remake(tx: Tx, uses: RemakingUses, { patient, texts, only }: Remaking): Promise<Remade> {
  const written = new Map<string, WrittenRow>()
  const [made, unread, pasts]: [Id[], Id[], Rebuilding[]] = [[], [], []]
  const known: Known = { ids: new Everybody(patient), links: new Map(), created: 0 }
  for (const group of groupsOf(texts)) {
    const [first] = group
    if (first === undefined) continue
    const origin = await uses.originOf(tx, first.source, first.organization)
    const idOf = openIds(uses.keys, first.space)
    const work = await read(tx, uses, { texts: group, origin: { ...origin, space: first.space }, patient, known, idOf })
    if (work === null) {
      unread.push(...group.map((one) => one.id))
      continue
    }
    const all = placeRecords(tx, work, { known, idOf })
    made.push(...all.map(({ row }) => row.id))
    const placed = all.filter(({ row }) => only === null || only.has(row.id))
    const byId = new Map(group.map((one) => [one.id, one]))
    const rows = await sayTheSame(tx, uses.store, placed)
    // It stands as it is since the last of its texts came.
    const deliveryOf = ({ parts }: Placed): string => parts.flatMap((part) => byId.get(part) ?? []).reduce((last, one) => (one.receivedAt >= last.receivedAt ? one : last), { receivedAt: '', delivery: first.delivery }).delivery
    for (const row of await uses.store.rewrite(tx, rows.map((row, at) => ({ row, delivery: deliveryOf(placed[at] ?? { row, type: '', preferred: false, parts: [] }) })))) written.set(row.id, row)
    await uses.store.writeBefore(tx, { id: first.delivery }, placed.flatMap(({ row, before }) => (before === undefined ? [] : [{ patient, id: row.id, before }])))
    for (const row of await uses.store.writeParts(tx, placed.filter(({ row, parts }) => parts.length > 1 || parts[0] !== row.id).flatMap(({ row, parts }) => parts.map((part) => ({ patient, record: row.id, part }))))) written.set(row.id, row)
    for (const row of await olderNow(tx, uses.store, { placed, written: new Set(written.keys()) })) written.set(row.id, row)
    for (const row of await replacedBy(tx, uses.store, { work, placed: all, idOf, states: all.map((one) => one.row.id) })) written.set(row.id, row)
    if (work.form === 'fhir') pasts.push(await pastOf(tx, uses, { work, known, idOf, patient, placed, texts: group, only }))
  }
  return { written, made, unread, pasts }
}

type Past = { readonly work: Work; readonly known: Known; readonly idOf: IdOf; readonly patient: Id; readonly placed: readonly Placed[]; readonly texts: readonly KeptText[]; readonly only: Remaking['only'] }

/** The records that FHIR texts make or stood in: what rules now may deny what they said. */
async function pastOf(tx: Tx, { store }: RemakingUses, { work, known, idOf, patient, placed, texts, only }: Past): Promise<Rebuilding> {
  const stood = await store.recordsWith(tx, texts.map((one) => ({ patient, id: one.id })))
  const made = placed.map(({ row }) => ({ patient: row.patient, id: row.id }))
  const records = [...new Map([...made, ...stood.filter((one) => only === null || only.has(one.id))].map((one) => [one.id, one])).values()]
  return { work, known, idOf, delivery: { id: texts[0]?.delivery ?? '' }, records, written: new Set(made.map((one) => `${one.patient} ${one.id}`)) }
}

/** What records said before, made anew from the versions of their texts that are kept; tells which records nothing says any more, and which stand by what was said before. */
export async function remakeHistories(tx: Tx, { store }: Pick<RemakingUses, 'store'>, { pasts, written }: Pick<Remade, 'pasts' | 'written'>): Promise<{ readonly gone: readonly Id[]; readonly told: readonly Id[] }> {
  const [gone, told]: [Id[], Id[]] = [[], []]
  for (const past of pasts) {
    const rebuilt = await rebuildHistories(tx, store, past)
    for (const row of rebuilt.written) written.set(row.id, row)
    gone.push(...rebuilt.gone.map((one) => one.id))
    told.push(...rebuilt.told.map((one) => one.id))
  }
  return { gone, told }
}
