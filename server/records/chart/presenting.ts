// What do all presenters share? What they are told about the record, and the small steps from a stored fact to a shown one.
import type { Attachment, Author, Coded, Quantity, SentDate, Told } from '../../../contract/clinical.ts'
import { type Fact, type PresentedAttachment, type PresentedRecord, type Section, originalIndex } from '../../../contract/presented-record.ts'
import { dateAndTime, longDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { factLabels, record, sectionWords } from '../../../words/en/record.ts'
import { plainPlace, plainUnit } from './values/plain-words.ts'
import { textBlocks } from './values/text-blocks.ts'
import type { ValueContext } from './values/present-value.ts'

export type Presenting = ValueContext & {
  readonly now: Date
  readonly organization: string
  readonly phone: string | null
  readonly recordsPhone: string | null
  /** From when on the viewer could see it; ISO instant. */
  readonly seenFrom?: string
}

/** What a presenter makes of a body; the rest (whose, from where) is the same for every kind. */
export type Presented = Omit<PresentedRecord, 'id' | 'kind' | 'identity' | 'provenance' | 'trace' | 'history' | 'visit'>

type Label = keyof typeof factLabels

/** What is a name of a place or an organization. */
const places: ReadonlySet<Label> = new Set(['place', 'organization', 'lab'])

/** Facts in order; what is absent is left out, never filled. */
export function factsOf(pairs: readonly (readonly [label: Label, value: string | undefined])[]): readonly Fact[] {
  return pairs.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label: factLabels[label], value: places.has(label) ? plainPlace(value) : value }]))
}

/** A date for the side box: short, with its time when it has one. */
export function factDate(date: SentDate | undefined, { now, zone }: Pick<Presenting, 'now' | 'zone'>): string | undefined {
  return date === undefined ? undefined : shortDateAndTime(date, now, zone)
}

/** The date under a title. */
export function titleDate(date: SentDate | undefined, { zone }: Pick<Presenting, 'zone'>): string {
  return date === undefined ? record.noDate : dateAndTime(date, zone)
}

/** The date without its time of day. */
export function dayOnly(date: SentDate | undefined, { zone }: Pick<Presenting, 'zone'>): string {
  return date === undefined ? record.noDate : longDate(date, zone)
}

/** SNOMED CT writes what sort of thing a term is after it ("Anemia (disorder)"): that is for machines. */
const semanticTag = / \((?:procedure|finding|disorder|situation|regime\/therapy|environment|person|event|observable entity|substance|product|context-dependent category|morphologic abnormality|physical object|qualifier value|occupation)\)$/
export const plainTerm = (text: string): string => text.replace(semanticTag, '')

export const textsOf = (codes: readonly Coded[]): string | undefined => (codes.length === 0 ? undefined : codes.map((code) => plainTerm(code.text)).join(', '))

/** Words of the coding (HL7 v3 ParticipationType), not of people. */
export const technicalRoles = new Set(['attender', 'participation', 'primary performer', 'secondary performer', 'performer', 'admitter', 'consultant', 'author', 'referrer', 'discharger'])

export function peopleOf(authors: readonly Author[]): string | undefined {
  return authors.length === 0 ? undefined : authors.map((author) => (author.role === undefined || technicalRoles.has(author.role.toLowerCase()) ? author.name : `${author.name} (${author.role})`)).join(', ')
}

/** "Dr. Maya Chen, MD" → "Dr. Chen": for sentences. Names of another form stay whole. */
export function shortName(name: string): string {
  const match = /^(Dr\.?|Doctor)\s+(?:.*\s)?([^\s,]+)(?:,.*)?$/.exec(name.trim())
  return match === null ? name : `Dr. ${match[2]}`
}

const unitAfter = (unit: string | undefined): string => (plainUnit(unit) === undefined ? '' : ` ${plainUnit(unit)}`)
export const quantityText = (quantity: Quantity): string => `${quantity.comparator ?? ''}${quantity.value}${unitAfter(quantity.unit)}`

/** The readable attachments as parts of the record. */
export function textSections(attachments: readonly Attachment[], heading: string, title = heading): readonly Section[] {
  return attachments.flatMap((attachment): Section[] => {
    if (attachment.text === undefined || attachment.damage !== undefined) return []
    const read = textBlocks(attachment.text, attachment.contentType)
    // The page says the title already.
    const blocks = read[0]?.text.toLowerCase() === title.toLowerCase() ? read.slice(1) : read
    return blocks.length === 0 ? [] : [{ type: 'text', heading: attachments.length > 1 && attachment.title !== undefined ? attachment.title : heading, blocks }]
  })
}

/** The parts of a clinical document, each with its words; one that came empty says so. */
export function partSections(told: Told | undefined): readonly Section[] {
  return (told?.parts ?? []).map((part): Section => ({
    type: 'narrative', heading: part.title ?? sectionWords.untitled, depth: part.depth, blocks: part.words,
    ...(part.words.length > 0 ? {} : { empty: sectionWords.empty[part.empty ?? ''] ?? sectionWords.nothing }),
  }))
}

const isJson = (name: string): boolean => /\.json$/i.test(name)
/** What the file behind a document is, by its name: FHIR's JSON, or CDA's XML. */
export const originalType = (name: string): string => (isJson(name) ? 'application/fhir+json' : 'application/xml')

/** The file behind a clinical document, to keep. */
export function originalOf(told: Told | undefined): readonly PresentedAttachment[] {
  return told === undefined ? [] : [{ title: sectionWords.original(isJson(told.original.name) ? 'JSON' : 'XML'), contentType: originalType(told.original.name), bytes: told.original.bytes, index: originalIndex, available: true }]
}

/** What came with the record and is not text: to keep when we hold the bytes, named with the reason when we do not. */
export function filesOf(attachments: readonly Attachment[], title: string): readonly PresentedAttachment[] {
  return attachments.flatMap((attachment, index): PresentedAttachment[] => {
    if (attachment.text !== undefined && attachment.damage === undefined) return []
    const available = attachment.base64 !== undefined && attachment.damage === undefined
    const why = available ? (attachment.differs === undefined ? undefined : record.differs) : attachment.damage !== undefined ? record.damaged : record.keptElsewhere
    return [{ title: attachment.title ?? title, contentType: attachment.contentType, index, available, ...(attachment.bytes === undefined ? {} : { bytes: attachment.bytes }), ...(why === undefined ? {} : { why }) }]
  })
}

/** A section of facts, or none when there are none. */
export function factSection(heading: string, facts: readonly Fact[]): readonly Section[] {
  return facts.length === 0 ? [] : [{ type: 'facts', heading, facts }]
}

/** A section of one text, or none. */
export function textSection(heading: string, text: string | undefined): readonly Section[] {
  if (text === undefined || text.trim() === '') return []
  return [{ type: 'text', heading, blocks: textBlocks(text, 'text/plain') }]
}

/** A record's own date only when it has one, for file names and order. */
export function dated(date: SentDate | undefined): { readonly date?: string } {
  return date === undefined ? {} : { date }
}
