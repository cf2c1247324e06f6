// What is known while one document is read, and what does reading an entry hand over? Facts by the source's names; ids are
// made when its patient is known. Whatever is not read is noted with its section and its reason: nothing vanishes.
import type { Author, Clinical, FoundIn, SentDate } from '../../../../contract/clinical.ts'
import type { RecordCard } from '../../../../contract/record-card.ts'
import type { RecordKind } from '../../../../contract/record-kinds.ts'
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import { labelOf } from '../fhir/labels.ts'
import type { LeftOutReason } from '../fhir/left-out.ts'
import { attribute, childOf, childrenOf, nullFlavor, present, templatesOf } from './element.ts'
import { type Damage, type Pointed, codesOf, firstId, nameOf, sentTime } from './values.ts'
import type { Element } from './xml.ts'

/** One record on its way in; everything in it can travel between threads. */
export type Fact = {
  readonly kind: RecordKind
  readonly key: readonly [string, string]
  readonly filed: SentDate | undefined
  /** The source's id of the visit it belongs to. */
  readonly visit: string | null
  readonly final: SentDate | true | null
  readonly labels: readonly SensitivityLabel[]
  readonly card: RecordCard
  readonly search: readonly (string | undefined)[]
  readonly body: Clinical
}

/** What of a section is not in any list, with its place. `what` is a name of the standard, never a person's fact. */
export type Unread = { readonly section: string; readonly reason: LeftOutReason; readonly what: string | null }

/** The document around an entry. */
export type Reading = {
  /** What names the document at its source. */
  readonly document: string
  readonly effective: SentDate | undefined
  readonly pointed: Pointed
  /** Authors of the document, for entries that name none. */
  readonly visit: string | null
  readonly organization: string | undefined
  readonly facts: Fact[]
  readonly unread: Unread[]
  /** Keys given in this document: sources use one id for many things. */
  readonly keys: Map<string, number>
}

export type Within = {
  readonly reading: Reading
  /** Title of the section, as it is shown. */
  readonly section: string
  /** LOINC code of the section. */
  readonly code: string | undefined
  readonly found: FoundIn
  readonly labels: readonly SensitivityLabel[]
}

export const leave = ({ reading, section }: Within, reason: LeftOutReason, what: string | null = null): void => void reading.unread.push({ section, reason, what })
/** A date that does not exist is left out of its fact, by the name of its element. */
export const damageIn = (within: Within): Damage => (what) => leave(within, 'impossible-date', what)

export const statusOf = (element: Element): string | undefined => attribute(childOf(element, 'statusCode'), 'code')?.toLowerCase()
export const isNegated = (element: Element): boolean => attribute(element, 'negationInd')?.toLowerCase() === 'true'
export const moodOf = (element: Element): string => attribute(element, 'moodCode')?.toUpperCase() ?? 'EVN'
export const follows = (element: Element, template: string): boolean => templatesOf(element).includes(template)

/** Acts inside an act, by name; `entryRelationship` and, in organizers, `component`. */
export function innerOf(element: Element, name: string): Element[] {
  return [...childrenOf(element, 'entryRelationship'), ...childrenOf(element, 'component')].flatMap((one) => childrenOf(one, name))
}

/** Taken back, or null from the start: said in the section, never read as a fact. */
export function isVoid(element: Element, within: Within): boolean {
  if (nullFlavor(element) !== undefined) {
    leave(within, 'said-unknown', element.name)
    return true
  }
  if (statusOf(element) !== 'nullified') return false
  leave(within, 'taken-back', element.name)
  return true
}

const people = (entity: Element | undefined): { readonly person: string | undefined; readonly organization: string | undefined } => ({
  person: nameOf(childOf(childOf(entity, 'assignedPerson'), 'name')),
  organization: childrenOf(childOf(entity, 'representedOrganization'), 'name').map(nameOf).find((one) => one !== undefined),
})

/** Who is named as author or performer; machines and organizations are no authors. */
export function authorsOf(element: Element, ...roles: readonly ('author' | 'performer')[]): readonly Author[] {
  const found = roles.flatMap((role) => childrenOf(element, role).flatMap((one) => {
    const entity = childOf(one, role === 'author' ? 'assignedAuthor' : 'assignedEntity')
    const { person } = people(entity)
    const specialty = attribute(childOf(entity, 'code'), 'displayName')
    return person === undefined ? [] : [present<Author>({ name: person, role: specialty })]
  }))
  return found.filter((one, at) => found.findIndex((other) => other.name === one.name) === at)
}

/** The organization a performer or author acts for. */
export const organizationOf = (element: Element, ...roles: readonly ('author' | 'performer')[]): string | undefined =>
  roles.flatMap((role) => childrenOf(element, role).map((one) => people(childOf(one, role === 'author' ? 'assignedAuthor' : 'assignedEntity')).organization)).find((one) => one !== undefined)

export const authoredAt = (element: Element, damage: Damage): SentDate | undefined => childrenOf(element, 'author').map((one) => sentTime(childOf(one, 'time'), damage)).find((one) => one !== undefined)

/** Labels by the codes of an element and of what is inside it. */
export function labelsOf(...elements: readonly (Element | undefined)[]): readonly SensitivityLabel[] {
  return [...new Set(elements.flatMap((element) => codesOf(element).flatMap((one) => labelOf(one.system, one.code) ?? [])))]
}

/**
 * What names an entry: its own id together with what it is about, for sources use one id for several things; an entry
 * without an id is named by its document and what it is about. The same twice in one document gets a number.
 */
export function keyOf(within: Within, kind: string, { entry, about }: { readonly entry: Element; readonly about: readonly (string | undefined)[] }): readonly [string, string] {
  const { reading } = within
  const name = [firstId(entry) ?? `${reading.document}#${within.code ?? within.section}`, ...about.map((one) => one ?? '')].join('|')
  const times = (reading.keys.get(`${kind} ${name}`) ?? 0) + 1
  reading.keys.set(`${kind} ${name}`, times)
  return [`cda:${kind}`, times === 1 ? name : `${name}|${times}`]
}

/** A fact with what every kind fills alike. */
export function factOf(within: Within, fact: Omit<Fact, 'labels' | 'visit' | 'final' | 'search'> & { readonly labels?: readonly SensitivityLabel[]; readonly visit?: string | null; readonly final?: SentDate | true | null; readonly search: Fact['search'] }): Fact {
  return {
    visit: null, final: true, ...fact,
    labels: [...new Set([...(fact.labels ?? []), ...within.labels])],
    card: { ...fact.card, found: within.found.document },
    search: [...fact.search, ...('authors' in fact.body ? fact.body.authors.map((one) => one.name) : [])],
    body: { ...fact.body, found: within.found },
  }
}
