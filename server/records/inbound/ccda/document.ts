// How does the document itself become a record? By its type a note, an imaging report or a document, with all its parts.
import type { Attachment, Coded, ImagingReport, Note } from '../../../../contract/clinical.ts'
import { narrativeWords } from '../../../../contract/narrative.ts'
import { childOf, present, wordsIn } from './element.ts'
import { embedded } from './types/embedded.ts'
import type { Header } from './header.ts'
import { type Fact, type Reading, labelsOf } from './reading.ts'
import { narrativeOf } from './narrative.ts'
import type { Part } from './sections.ts'
import type { Element } from './xml.ts'

/** LOINC document types of C-CDA that a person knows as a note, and those of pictures. */
const notes = new Set(['18842-5', '34105-7', '34106-5', '11490-0', '11506-3', '34117-2', '11488-4', '28570-0', '11504-8', '57133-1', '18761-7', '34111-5', '34108-1', '34130-5', '59258-4', '15507-7', '51846-4', '78341-9'])
const pictures = new Set(['18748-4', '18726-0', '18747-6', '18755-9', '18760-9', '18757-5', '18758-3', '18745-0', '18746-8', '11525-3', '17787-3', '39021-1'])
/** "Summarization of Episode Note" is a summary of everything, not the note of a visit. */
const summary = '34133-9'

function kindOf(type: Coded): Note['kind'] | 'imaging-report' {
  if (type.code !== undefined && pictures.has(type.code)) return 'imaging-report'
  if (type.code === summary) return 'document'
  return (type.code !== undefined && notes.has(type.code)) || /\b(note|discharge summary|history and physical)\b/i.test(type.text) ? 'note' : 'document'
}

/** The same for a document that holds no pictures itself. */
export function documentKind(type: Coded): Note['kind'] {
  const kind = kindOf(type)
  return kind === 'imaging-report' ? 'note' : kind
}

function mediaIn(body: Element): readonly Element[] {
  const found: Element[] = []
  const walk = (element: Element) => {
    const value = element.name === 'observationMedia' ? childOf(element, 'value') : undefined
    if (value !== undefined) found.push(value)
    for (const child of element.children) if (typeof child !== 'string' && child.name !== 'text') walk(child)
  }
  walk(body)
  return found
}

/** Of a body that is no XML: its text, and whether it is markup after all, whose words are read like a section's. */
const textOfBody = (component: Element | undefined): Element | undefined => childOf(childOf(component, 'nonXMLBody'), 'text')
const isMarkup = (text: Element): boolean => text.children.some((one) => typeof one !== 'string' && one.name !== 'reference' && one.name !== 'thumbnail')
const fileBody = (component: Element | undefined): Element | undefined => [textOfBody(component)].find((one) => one !== undefined && !isMarkup(one))

/** The words of a body that should be a file and is markup. */
export function wordsOfBody(component: Element | undefined): readonly Part[] {
  const text = textOfBody(component)
  if (text === undefined || !isMarkup(text)) return []
  const words = narrativeOf(text, new Map())
  return words.length === 0 ? [] : [{ depth: 0, words, listed: 0, unlisted: 0, labels: [] }]
}

/** The body that is no XML, and pictures and files inside the parts. */
export function attachmentsOf(component: Element | undefined): readonly Attachment[] {
  if (component === undefined) return []
  const whole = fileBody(component)
  const structured = childOf(component, 'structuredBody')
  return [...(whole === undefined ? [] : [embedded(whole, undefined)]), ...(structured === undefined ? [] : mediaIn(structured).map((one) => embedded(one, wordsIn(childOf(one, 'title')))))]
}

export type DocumentUses = { readonly header: Header; readonly parts: readonly Part[]; readonly attachments: readonly Attachment[]; readonly reading: Reading; readonly original: { readonly version: string; readonly bytes: number; readonly name: string }; readonly code: Element | undefined }

/** The record of the document. Its labels are those of everything in it. */
export function documentFact({ header, parts, attachments, reading, original, code }: DocumentUses): Fact {
  const { type, title, effective, authors, custodian } = header
  const kind = kindOf(type)
  const told = { parts: parts.map(({ labels: _labels, ...part }) => part), original, ...(header.version === undefined ? {} : { version: String(header.version) }) }
  const labels = [...new Set([...header.labels, ...labelsOf(code), ...parts.flatMap((one) => one.labels), ...reading.facts.flatMap((one) => one.labels)])]
  const name: Coded = { ...type, text: title ?? type.text }
  const body: Note | ImagingReport =
    kind === 'imaging-report'
      ? present<ImagingReport>({ kind, name, status: 'final', taken: effective, issued: effective, authors, attachments, pictures: 0, organization: custodian, told })
      : present<Note>({ kind, type, status: 'current', written: effective, issued: effective, title, authors, attachments, organization: custodian, told })
  const card = present<Fact['card']>({ name: type.text, code: type.code, system: type.system, date: effective, organization: custodian, status: kind === 'imaging-report' ? 'final' : 'current', line: title === undefined || title === type.text ? undefined : title, who: authors[0]?.name, whoRole: authors[0]?.role })
  const imaging = kind === 'imaging-report' ? { name: name.text } : {}
  return {
    kind, key: ['ClinicalDocument', reading.document], filed: effective, visit: reading.visit, final: effective ?? true, labels, card: { ...card, ...imaging }, body,
    search: [type.text, title, custodian, ...authors.map((one) => one.name), ...parts.map((one) => one.title), ...parts.map((one) => narrativeWords(one.words).slice(0, 400))],
  }
}
