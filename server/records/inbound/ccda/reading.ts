// What is known while one document is read, and what does reading an entry hand over? Facts by the source's names; ids are
// made when its patient is known. Whatever is not read is noted with its section and its reason: nothing vanishes.
import type { Author, Clinical, Coded, FoundIn, SentDate } from '../../../../contract/clinical.ts'
import type { RecordCard } from '../../../../contract/record-card.ts'
import type { RecordKind } from '../../../../contract/record-kinds.ts'
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import { labelOf } from '../fhir/labels.ts'
import type { LeftOutReason } from '../fhir/left-out.ts'
import { allAt, attribute, childOf, childrenOf, nullFlavor, present, templatesOf } from './element.ts'
import { type Damage, type Pointed, coded, codesOf, firstId, nameOf, saysNothing, sentTime, textOf } from './types/values.ts'
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
  /** Facts by the name their entries give them and by what they say: sources use one id for many things, and tell one thing in many places. */
  readonly named: Map<string, Map<string, number>>
  /** How many entries told again what another had told. */
  readonly again: { times: number }
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
/** CDA R2, and what HL7's own extension says more exactly: that it was not done, that its value is not so. */
const denying = ['negationInd', 'actionNegationInd', 'valueNegationInd']
export const isNegated = (element: Element): boolean => denying.some((name) => /^(true|1)$/i.test(attribute(element, name) ?? ''))
export const moodOf = (element: Element): string => attribute(element, 'moodCode')?.toUpperCase() ?? 'EVN'
export const follows = (element: Element, template: string): boolean => templatesOf(element).includes(template)

/** Acts that a relation leads to, by name. A relation that is denied denies them (CDA R2, ActRelationship.negationInd). */
export function underOf(relation: Element, name: string): Element[] {
  const found = childrenOf(relation, name)
  return isNegated(relation) ? found.map((one) => ({ ...one, attributes: { ...one.attributes, negationInd: 'true' } })) : found
}

/** Acts inside an act, by name; `entryRelationship` and, in organizers, `component`. */
export function innerOf(element: Element, name: string): Element[] {
  return [...childrenOf(element, 'entryRelationship'), ...childrenOf(element, 'component')].flatMap((one) => underOf(one, name))
}

/** CDA R2 §4.3.3.2 and §4.4.2: a subject takes the place of the patient, for all below it. */
export const isOfAnother = (element: Element): boolean => allAt(element, 'subject', 'relatedSubject').some((one) => attribute(one, 'classCode') !== 'PAT' && !/^(ONE)?SELF$/.test(attribute(childOf(one, 'code'), 'code') ?? ''))

const voidBecause = (element: Element): LeftOutReason | undefined => (nullFlavor(element) !== undefined ? 'said-unknown' : statusOf(element) === 'nullified' ? 'taken-back' : isOfAnother(element) ? 'of-another' : undefined)

/** Taken back, null from the start, or of somebody else: said in the section, never read as a fact. */
export function isVoid(element: Element, within: Within): boolean {
  const why = voidBecause(element)
  if (why !== undefined) leave(within, why, element.name)
  return why !== undefined
}

/** Does it say that something is so? What denies, was called off or only planned is noted. */
export function stands(element: Element, within: Within): boolean {
  if (isVoid(element, within)) return false
  const status = statusOf(element)
  const why: LeftOutReason | undefined = isNegated(element) ? 'negated' : status === 'aborted' || status === 'cancelled' ? 'taken-back' : moodOf(element) !== 'EVN' ? 'planned' : undefined
  if (why !== undefined) leave(within, why, element.name)
  return why === undefined
}

const indication = '2.16.840.1.113883.10.20.22.4.19'
export const problemObservation = '2.16.840.1.113883.10.20.22.4.4'
/** Why something was done or given: what is called its reason (RSON), follows the template of one, or is the problem it is about; never what came of it. */
export function reasonsOf(entry: Element, within: Within): readonly Coded[] {
  const found = childrenOf(entry, 'entryRelationship').flatMap((relation) => underOf(relation, 'observation').filter((one) => attribute(relation, 'typeCode') === 'RSON' || follows(one, indication) || (attribute(relation, 'typeCode') === 'SUBJ' && follows(one, problemObservation))))
  return found.filter((one) => childOf(one, 'value') !== undefined && stands(one, within)).map((one) => coded(childOf(one, 'value'), within.reading.pointed)).filter((one) => one !== undefined)
}

/** Short words that an entry says of itself or points at: a name where its code has none. */
export function shortText(entry: Element, within: Within): Coded | undefined {
  const text = textOf(childOf(entry, 'text'), within.reading.pointed)
  return text === undefined || text.length > 200 || saysNothing(text) ? undefined : { text }
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

/** What names an entry: its own id together with what it is about, for sources use one id for several things; one without an id is named by its document. */
export function keyOf(within: Within, kind: string, { entry, about }: { readonly entry: Element; readonly about: readonly (string | undefined)[] }): readonly [string, string] {
  return [`cda:${kind}`, [firstId(entry) ?? `${within.reading.document}#${within.code ?? within.section}`, ...about.map((one) => one ?? '')].join('|')]
}

type Told = Omit<Fact, 'labels' | 'visit' | 'final' | 'search'> & { readonly labels?: readonly SensitivityLabel[]; readonly visit?: string | null; readonly final?: SentDate | true | null; readonly search: Fact['search'] }

/** A fact with what every kind fills alike. */
function factOf(within: Within, fact: Told): Fact {
  return {
    visit: null, final: true, ...fact,
    labels: [...new Set([...(fact.labels ?? []), ...within.labels])],
    card: { ...fact.card, found: within.found.document },
    search: [...fact.search, ...('authors' in fact.body ? fact.body.authors.map((one) => one.name) : [])],
    body: { ...fact.body, found: within.found },
  }
}

/** What two entries say, wherever they stand. */
const saidBy = ({ body }: Fact): string => JSON.stringify({ ...body, found: null, organization: null })

/**
 * Adds what an entry says. The same id that says the same again (a problem in its list and as the diagnosis of the stay) is one fact,
 * with the marks of both places; what is named alike and says another thing is another thing, and gets a number.
 */
export function add(within: Within, entry: Element, told: Told): void {
  const { facts, named, again } = within.reading
  const fact = factOf(within, told)
  const name = fact.key.join(' ')
  const before = named.get(name) ?? new Map<string, number>()
  // What has no id of its own is never told again: alike is not the same.
  const said = firstId(entry) === undefined ? `${before.size}` : saidBy(fact)
  const same = before.get(said)
  const first = same === undefined ? undefined : facts[same]
  if (same !== undefined && first !== undefined) {
    again.times += 1
    facts[same] = { ...first, labels: [...new Set([...first.labels, ...fact.labels])] }
    return
  }
  const key: readonly [string, string] = before.size === 0 ? fact.key : [fact.key[0], `${fact.key[1]}|${before.size + 1}`]
  named.set(name, before.set(said, facts.length))
  facts.push({ ...fact, key, visit: fact.visit === fact.key[1] ? key[1] : fact.visit })
}
