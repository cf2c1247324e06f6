// How does a document come in that was made as FHIR (an international patient summary, a discharge letter)? As a document with
// its parts in their own words; what its parts list stands in the record for itself (FHIR R4 §3.3, IPS 1.1).
import type { Allergy, Condition, DocumentPart, Medicine, Note, Told } from '../../../../../contract/clinical.ts'
import { narrativeWords } from '../../../../../contract/narrative.ts'
import type { SensitivityLabel } from '../../../../../contract/sensitivity-labels.ts'
import { documentKind } from '../../ccda/document.ts'
import type { Entry } from '../../read-bundle.ts'
import { coded, codings, firstCode, wordsOf } from '../codings.ts'
import { sentDate } from '../dates.ts'
import { type Fields, asFields, asText, each, present, table } from '../element.ts'
import { labelsOfResource } from '../labels.ts'
import { LeftOut } from '../left-out.ts'
import { isWritten, wordsOfNarrative } from '../narrative.ts'
import { authorsOf, nameOf, organizationOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common } from '../record.ts'
import { placeOf } from '../replaced.ts'
import { statusIn } from '../statuses.ts'

/** FHIR R4 CompositionStatus: is it signed? */
const signatures: Readonly<Record<string, boolean>> = table({ preliminary: false, final: true, amended: true })

/** Parts inside parts deeper than this are no document that somebody reads. */
const deepest = 6

type Section = { readonly from: Fields; readonly depth: number; readonly code: string | undefined }

function sectionsOf(holder: Fields, depth = 0): readonly Section[] {
  if (depth > deepest) return []
  return each(holder.section).flatMap((from) => [{ from, depth, code: codings(from.code).find((one) => one.system === 'loinc')?.code }, ...sectionsOf(from, depth + 1)])
}

/** What a part lists, as far as it came with the document and is of the same person. */
const listedIn = ({ from }: Section, entry: Entry, context: Context): readonly Entry[] =>
  each(from.entry).map((one) => context.resolve(one, entry.resource).entry).filter((one) => one !== null).filter((one) => context.sameSubject(entry, one))

/** FHIR R4 list-empty-reason. */
const emptyReasons = new Set(['nilknown', 'notasked', 'withheld', 'unavailable', 'notstarted', 'closed'])

function partOf(section: Section, entry: Entry, context: Context): DocumentPart {
  const { from, depth, code } = section
  const words = wordsOfNarrative(asFields(from.text))
  const entries = each(from.entry).length
  const listed = listedIn(section, entry, context).filter((one) => context.told(one)).length
  const reason = firstCode(from.emptyReason)
  const empty = words.length > 0 ? undefined : reason !== undefined && emptyReasons.has(reason) ? reason : entries > 0 ? 'listed' : 'NI'
  return present<DocumentPart>({ title: asText(from.title) ?? wordsOf(from.code), code, depth, words, empty, listed, unlisted: entries - listed })
}

/** The document's own words, when they say more than its parts. */
function opening(resource: Fields, parts: readonly DocumentPart[]): readonly DocumentPart[] {
  const words = isWritten(resource) || parts.every((one) => one.words.length === 0) ? wordsOfNarrative(asFields(resource.text)) : []
  return words.length === 0 ? [] : [{ depth: 0, words, listed: 0, unlisted: 0 }]
}

/** The words of a document are as sensitive as everything its parts list. */
function labelsIn(sections: readonly Section[], entry: Entry, context: Context): readonly SensitivityLabel[] {
  const own = [entry, ...(entry.opens === undefined ? [] : [entry.opens])].flatMap((one) => labelsOfResource(one.resource))
  const confidential: SensitivityLabel[] = entry.resource.confidentiality === 'R' || entry.resource.confidentiality === 'V' ? ['restricted'] : []
  // What it lists may be sensitive, and is not here to be looked at.
  const unseen: SensitivityLabel[] = sections.some((section) => listedIn(section, entry, context).length < each(section.from.entry).length) && entry.opens === undefined ? ['restricted'] : []
  return [...new Set([...own, ...confidential, ...unseen, ...sections.flatMap((section) => listedIn(section, entry, context)).flatMap((one) => labelsOfResource(one.resource))])]
}

function toldOf(parts: readonly DocumentPart[], entry: Entry, title: string): Told {
  const original = entry.opens ?? entry
  return { parts, original: { version: original.version.toString('hex'), bytes: original.text.length, name: `${title.slice(0, 80)}.json` } }
}

const said = { allergy: 'No known allergies', condition: 'No known problems', medicine: 'No known medicines' } as const

/** LOINC codes of the parts whose emptiness is an answer in a list of the record. */
const lists: Readonly<Record<string, keyof typeof said>> = table({ '48765-2': 'allergy', '11450-4': 'condition', '10160-0': 'medicine' })

/** "Nothing is known" in a part without entries (FHIR list-empty-reason `nilknown`) is somebody's answer for that list. */
function nothingKnown(section: Section, entry: Entry, document: Note): Mapped | null {
  const kind = lists[section.code ?? '']
  if (kind === undefined || firstCode(section.from.emptyReason) !== 'nilknown' || each(section.from.entry).length > 0) return null
  const { written, authors } = document
  const name = { text: said[kind] }
  const found = present<NonNullable<Note['found']>>({ document: document.title ?? document.type.text, part: asText(section.from.title), dated: written })
  const bodies = {
    allergy: (): Allergy => present<Allergy>({ kind: 'allergy', name, clinical: 'unknown', certainty: 'unknown', reactions: [], recorded: written, saidNone: true, authors, found }),
    condition: (): Condition => present<Condition>({ kind: 'condition', name, clinical: 'unknown', certainty: 'unknown', recorded: written, social: false, notes: [], saidNone: true, authors, found }),
    medicine: (): Medicine => present<Medicine>({ kind: 'medicine', name, status: 'unknown', prescribed: written, instructions: [], reasons: [], saidNone: true, authors, found }),
  }
  const card = present<Mapped['card']>({ name: name.text, date: written, status: 'unknown', active: false, saidNone: true, found: found.document, ...(kind === 'condition' ? { of: 'health' } : {}), ...cardAuthor(authors) })
  return { key: ['Composition part', `${entry.sourceId}#${section.code}`], from: [entry], filed: written, visit: null, final: true, removed: false, labels: [], kind, card, search: [name.text], body: bodies[kind]() }
}

/** The document first, then what it says of whole lists. */
export function composition(entry: Entry, context: Context): readonly Mapped[] {
  const { resource } = entry
  const title = asText(resource.title)
  const type = coded(resource.type) ?? (title === undefined ? undefined : { text: title })
  if (type === undefined) throw new LeftOut('no-name', 'type')
  const unread = context.unread(entry)
  const written = sentDate(resource.date, 'date', unread)
  const authors = authorsOf(resource.author, context.resolve, resource)
  const organization = nameOf(resource.custodian, context.resolve, resource) ?? organizationOf(resource.author, context.resolve, resource)
  const status: Note['status'] = statusIn(resource.status, { known: signatures, what: 'status', unread }) === true ? 'current' : 'unsigned'
  // What parts list is looked at for its labels; the document is not made anew for each of it.
  context.resolve.reads(null)
  const sections = sectionsOf(resource)
  const parts = sections.map((section) => partOf(section, entry, context))
  const body = present<Note>({ kind: documentKind(type), type, status, written, issued: written, title, authors, attachments: [], organization, told: toldOf([...opening(resource, parts), ...parts], entry, title ?? type.text) })
  const card = present<Mapped['card']>({ name: type.text, code: type.code, system: type.system, date: written, organization, status, line: title === type.text ? undefined : title, ...cardAuthor(authors) })
  const own: Mapped = {
    ...common({ entry, context, labels: labelsIn(sections, entry, context) }), kind: body.kind, filed: written, final: status === 'unsigned' ? null : (written ?? true), card, body, place: placeOf(entry, context),
    search: [type.text, title, organization, ...authors.map((one) => one.name), ...parts.map((one) => one.title), ...parts.map((one) => narrativeWords(one.words).slice(0, 400))],
  }
  return [own, ...sections.map((section) => nothingKnown(section, entry, body)).filter((one) => one !== null)]
}
