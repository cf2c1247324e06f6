// What does a mapping hand over? One record, still by the names the source gave: ids are made when its patient is known.
import type { Author, Clinical, Coded, LabValue, SentDate } from '../../../../contract/clinical.ts'
import type { RecordCard } from '../../../../contract/record-card.ts'
import type { RecordKind } from '../../../../contract/record-kinds.ts'
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import type { Entry } from '../read-bundle.ts'
import { type Fields, type Json, asFields, asText, each, present } from './element.ts'
import { coded, codedList } from './codings.ts'
import { meansWhatItSays } from './denials.ts'
import { labelsOfResource } from './labels.ts'
import type { Key, Resolve } from './references.ts'
import type { Subject } from './subjects.ts'
import type { Unread } from './left-out.ts'
import { removedBySource } from './statuses.ts'
import { flat, isOutside } from './values.ts'

export type Mapped = {
  readonly kind: RecordKind
  /** What names it at the source: resource type and id, or what groups it. */
  readonly key: readonly [string, string]
  /** The entries it was made from; the first gives the patient. */
  readonly from: readonly Entry[]
  /** The date it is filed under, as sent. */
  readonly filed: SentDate | undefined
  /** The source's id of the visit it belongs to. */
  readonly visit: string | null
  /** A date as sent; true: final from the start; null: not final. */
  readonly final: SentDate | true | null
  readonly removed: boolean
  readonly labels: readonly SensitivityLabel[]
  readonly card: RecordCard
  readonly search: readonly (string | undefined)[]
  readonly body: Clinical
  /** Of documents: to find the same one sent twice. */
  readonly content?: Buffer | null
  /** Documents: shown before another with the same content. */
  readonly preferred?: boolean
  /** When the source wrote it, where that says which of two is newer. */
  readonly asOf?: SentDate
  /** What it said before, oldest first, where all its versions are known: they are its history, whatever came when. */
  readonly before?: readonly Mapped[]
  /** What may have had a record of its own before this one took it in. */
  readonly takesIn?: readonly Key[]
  /** Of a document: by which names others may say that they take its place, its own first, and whose place it takes. */
  readonly place?: { readonly names: readonly Key[]; readonly replaces: readonly Key[] }
}

/** What a mapping may ask while it reads one resource. */
export type Context = {
  readonly resolve: Resolve
  /** Whose an entry is. */
  subject(entry: Entry): Subject | null
  /** Entries that became part of another record. */
  readonly used: Set<Entry>
  /** Do both belong to the same patient, or the second to none? What is another person's is never read into a record. */
  sameSubject(entry: Entry, other: Entry): boolean
  /** Does an entry stand in the record, by itself or inside another one? Asked by documents, which are read last. */
  told(entry: Entry): boolean
  /** This entry stays as it came and is not shown, for the reason thrown; what is no LeftOut is thrown on. */
  leaveOut(entry: Entry, error: unknown): void
  /** Hears what of this entry could not be read while the rest is. */
  unread(entry: Entry): Unread
}

export type Mapping = (entry: Entry, context: Context) => Mapped

/** The visit a resource belongs to, by the source's id. */
export function visitOf(resource: Fields, resolve: Resolve): string | null {
  const context = asFields(resource.context)
  const references: (Json | undefined)[] = [resource.encounter, ...each(context?.encounter), asText(context?.reference) === undefined ? undefined : context]
  return references.map((one) => resolve(one, resource)).find((target) => target.id !== null && target.type === 'Encounter')?.id ?? null
}

/** Lower case, without accents and other marks: how the find box looks for words. */
export const folded = (words: readonly (string | undefined)[]): string => [...new Set(words.filter((one) => one !== undefined))].join(' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 4_000)

/** Why something was done or ordered: coded, or the name of the condition pointed at. */
export function reasonsOf(entry: Entry, context: Context): readonly Coded[] {
  const { resource } = entry
  const pointed = each(resource.reasonReference).flatMap((reference) => {
    const target = context.resolve(reference, resource)
    const own = target.entry === null || context.sameSubject(entry, target.entry)
    const found = own && target.resource !== null && meansWhatItSays(target.resource) ? coded(target.resource.code) : undefined
    return found !== undefined ? [found] : target.display === null ? [] : [{ text: target.display }]
  })
  return [...codedList(resource.reasonCode), ...pointed]
}

/** The parts of a record that every mapping fills alike. */
export function common({ entry, context, labels = [] }: { readonly entry: Entry; readonly context: Context; readonly labels?: readonly SensitivityLabel[] }): Pick<Mapped, 'key' | 'from' | 'visit' | 'removed' | 'labels'> {
  const { resource } = entry
  return { key: [entry.type, entry.sourceId], from: [entry], visit: visitOf(resource, context.resolve), removed: removedBySource(resource), labels: [...new Set([...labelsOfResource(resource), ...labels])] }
}

/** Card fields of the first author. */
export const cardAuthor = (authors: readonly Author[]): Pick<RecordCard, 'who' | 'whoRole'> => present({ who: authors[0]?.name, whoRole: authors[0]?.role })

/** Card fields that count values. */
export function cardCounts(values: readonly LabValue[]): Pick<RecordCard, 'values' | 'outside' | 'critical' | 'ranged'> {
  const told = flat(values).map((value) => ({ outside: isOutside(value), critical: value.flag?.startsWith('critical') === true, held: value.quantity !== undefined || value.text !== undefined }))
  return {
    values: told.filter((one) => one.held).length,
    outside: told.filter((one) => one.outside === true).length,
    critical: told.some((one) => one.critical),
    ranged: told.filter((one) => one.outside !== null).length,
  }
}

/** The source's own number of a thing, for "report number". */
export const identifierOf = (resource: Fields): string | undefined => each(resource.identifier).map((one) => asText(one.value)).find((one) => one !== undefined && !/^urn:/.test(one))

/** Words of a list of values for the find box. */
export const valueWords = (values: readonly LabValue[]): readonly string[] => flat(values).map((value) => value.name.text)
