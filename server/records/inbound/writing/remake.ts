// How are records made anew from the texts that are kept: when a mapping was mended, or when some of the texts were somebody else's? As if
// only these had come, by the mapping of today, in the order in which their sources wrote them.
import type { Id, Keys, Tx } from '#kernel'
import type { KeptText, StoreIn, WrittenRow } from '#store/in'
import type { MessageForm } from '../../../../contract/message-states.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOrigin, Known, Work } from '../understand.ts'
import type { Forms } from '../feeds/forms.ts'
import { replacedBy } from './import-file.ts'
import { type Placed, openIds, placeRecords, sayTheSame } from './place-records.ts'

export type RemakingUses = { readonly store: StoreIn; readonly keys: Keys; readonly forms: Forms; /** What is known of a source now: its terms, its zone, its directory. */ readonly originOf: (tx: Tx, source: string, organization: string) => Promise<Omit<FileOrigin, 'name'>> }

/** Texts of before their delivery said what form it was. */
export const formOf = ({ form, type }: Pick<KeptText, 'form' | 'type'>): MessageForm => form ?? (type === 'ClinicalDocument' ? 'ccda' : /^[A-Z]{3}(\^|$)/.test(type) ? 'hl7v2' : 'fhir')

/** Bytes that a form reads as it read them when they came. */
const bytesOf = ({ text, bytes }: KeptText): Buffer => bytes ?? Buffer.from(text)

/** What was taken once and is refused by the reader of today stays as it is. */
async function orNull(reading: () => Work | Promise<Work>): Promise<Work | null> {
  try {
    return await reading()
  } catch (error) {
    if (error instanceof RefusedFile) return null
    throw error
  }
}

/** The work of texts that stand together: FHIR of one space, HL7 v2 of one source, or one document. */
async function read(texts: readonly KeptText[], origin: Omit<FileOrigin, 'name'>, { forms }: RemakingUses): Promise<Work | null> {
  const [first] = texts
  const prepare = first === undefined ? undefined : forms[formOf(first)]
  if (first === undefined || prepare === undefined) return null
  const work = await orNull(() => prepare(bytesOf(first), { ...origin, name: first.name, ...(first.kind === null ? {} : { kind: first.kind }), sentAt: first.sentAt }))
  if (work === null) return null
  return work.together === undefined ? work : { ...work, read: work.together(texts.map((one) => ({ text: bytesOf(one), sourceId: one.sourceId })), new Set(work.bundle.entries)) }
}

/** Which texts are read together, in their order. */
function groupsOf(texts: readonly KeptText[]): readonly (readonly KeptText[])[] {
  const groups = new Map<string, KeptText[]>()
  for (const one of texts) {
    const form = formOf(one)
    const key = form === 'ccda' ? `${one.id} ${one.version.toString('hex')}` : `${form} ${one.space} ${one.source}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** Everybody a text names is this patient: it is kept in their chart. */
function allOf(work: Work, patient: Id): Known {
  const ids = new Map<string, Id>()
  const entries = new Set([...work.bundle.entries, ...work.read.mapped.records.flatMap((one) => one.from)])
  for (const entry of entries) {
    const subject = entry.unkeepable ? null : work.read.subject(entry)
    if (subject !== null) ids.set(subject.id, patient)
  }
  return { ids, links: new Map(), created: 0 }
}

export type Remade = {
  /** What was written, by its id. */
  readonly written: Map<string, WrittenRow>
  /** Every record that these texts make, written or not. */
  readonly made: readonly Id[]
  /** Texts that no mapping reads any more. */
  readonly unread: readonly Id[]
}

/** Makes the records of these texts anew; `only`: no others than these. */
export async function remake(tx: Tx, uses: RemakingUses, { patient, texts, only }: { readonly patient: Id; readonly texts: readonly KeptText[]; readonly only: ReadonlySet<string> | null }): Promise<Remade> {
  const written = new Map<string, WrittenRow>()
  const [made, unread]: [Id[], Id[]] = [[], []]
  for (const group of groupsOf(texts)) {
    const [first] = group
    if (first === undefined) continue
    const origin = await uses.originOf(tx, first.source, first.organization)
    const work = await read(group, { ...origin, space: first.space }, uses)
    if (work === null) {
      unread.push(...group.map((one) => one.id))
      continue
    }
    const idOf = openIds(uses.keys, first.space)
    const known = allOf(work, patient)
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
    for (const row of await replacedBy(tx, uses.store, { work, placed: all, idOf, states: all.map((one) => one.row.id) })) written.set(row.id, row)
  }
  return { written, made, unread }
}
