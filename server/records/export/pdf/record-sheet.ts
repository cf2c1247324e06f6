// What does the record template need? A presented record turned into the plain texts it sets; no wording of its own.
import type { PdfWords } from '../../../../contract/export-formats.ts'
import type { Fact, Identity, PresentedRecord, PresentedValue, Section } from '../../../../contract/presented-record.ts'
import { type NarrativeSheet, narrativeSheets } from './narrative-sheet.ts'
import { type LineSheet, lineSheet } from './number-line.ts'

/** One or several records of a person in one file; each starts on a new page. */
export type PdfDocument = {
  readonly language: 'en'
  readonly documents: readonly PresentedRecord[]
  /** When it was printed, in words ("November 20, 2026, 9:20 am"). */
  readonly printedAt: string
  /** The same instant for the file's own date; absent, the file has no date of its own. */
  readonly created?: Date
  readonly words: PdfWords
}

type ValueSheet = {
  readonly name: string
  readonly alias: string
  readonly value: string
  readonly unit: string
  readonly rangeText: string
  readonly standing: string
  readonly standingText: string
  readonly status: string
  readonly sentence: string
  readonly notes: readonly string[]
  readonly depth: number
  /** Too long to be kept on one page. */
  readonly long: boolean
  readonly line: LineSheet | null
}

type SectionSheet =
  | { readonly type: 'values'; readonly heading: string; readonly columns: readonly string[]; readonly values: readonly ValueSheet[] }
  | { readonly type: 'facts'; readonly heading: string; readonly facts: readonly Fact[] }
  | { readonly type: 'text'; readonly heading: string; readonly blocks: readonly { as: string; text: string }[] }
  | { readonly type: 'quote'; readonly heading: string; readonly by: string; readonly text: string }
  | { readonly type: 'table'; readonly heading: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'narrative'; readonly heading: string; readonly blocks: readonly NarrativeSheet[] }

/** The data of `record.typ`. Refuses nothing: an absent fact is an empty text, which the template leaves out. */
export function recordSheet(file: PdfDocument): Readonly<Record<string, unknown>> {
  const [first] = file.documents
  return {
    language: file.language,
    dated: file.created !== undefined,
    title: first === undefined ? file.words.untitled : fileTitle(file, first),
    printed: file.words.printed(file.printedAt),
    words: { page: file.words.page('{page}', '{pages}') },
    documents: file.documents.map((record) => documentSheet(record, file.words)),
  }
}

function fileTitle(file: PdfDocument, first: PresentedRecord): string {
  const name = titleOf(first, file.words)
  const what = file.documents.length > 1 ? file.words.several(file.documents.length, first.identity.name) : `${name}, ${first.when} – ${first.identity.name}`
  return brief(`${what} – ${first.identity.organization}`, 200)
}

/** A heading must say something: ISO 14289-1 refuses an empty one. */
function titleOf(record: PresentedRecord, words: PdfWords): string {
  return [record.title, record.subtitle].find((title) => title !== undefined && /[\p{L}\p{N}]/u.test(title)) ?? words.untitled
}

function documentSheet(record: PresentedRecord, words: PdfWords): Readonly<Record<string, unknown>> {
  const title = titleOf(record, words)
  const { identity } = record
  const phone = identity.organizationPhone === undefined ? '' : words.phone(identity.organizationPhone)
  return {
    title,
    under: [record.subtitle === title ? undefined : record.subtitle, record.when, record.who].filter(isSaid).join('  ·  '),
    notice: record.notice ?? '',
    summary: record.summary ?? '',
    identity: { name: identity.name, organization: identity.organization, address: identity.organizationAddress ?? '', phone, facts: personFacts(identity, words) },
    running: {
      name: brief(identity.name, 60),
      facts: personFacts(identity, words).map((fact) => brief(`${fact.label} ${fact.value}`, 60)),
      organization: brief(identity.organization, 50),
      thing: brief([title, record.when].filter(isSaid).join(', '), 110),
      phone: brief([identity.organization, identity.organizationPhone].filter(isSaid).join(' '), 70),
    },
    sections: [...record.sections.map((section) => sectionSheet(section, words)), ...closingSections(record, words)].filter(saysSomething),
  }
}

function personFacts(identity: Identity, words: PdfWords): Fact[] {
  return [
    { label: words.born, value: identity.birthDate },
    { label: words.recordNumber, value: identity.mrn },
  ].filter((fact) => isSaid(fact.value))
}

function closingSections(record: PresentedRecord, words: PdfWords): SectionSheet[] {
  const kept = record.attachments.map((attachment) => ({ label: attachment.title, value: attachment.available ? words.keptOnline : (attachment.why ?? words.keptOnline) }))
  return [
    { type: 'facts', heading: words.about, facts: record.about.map(factSheet) },
    { type: 'facts', heading: words.attachments, facts: kept.map(factSheet) },
    historySheet(record.history, words),
    { type: 'facts', heading: words.provenance, facts: [...record.provenance, ...record.trace].map(factSheet) },
  ]
}

/** One row for each change; a step that changed nothing a person reads (the first one) has a row of its own. */
function historySheet(history: PresentedRecord['history'], words: PdfWords): SectionSheet {
  const rows = history.flatMap((step) => {
    const when = `${step.when}\n${step.what}`
    return step.changes.length === 0 ? [[when, '', '', '']] : step.changes.map((change, at) => [at === 0 ? when : '', change.what, change.before ?? '', change.after ?? ''])
  })
  return { type: 'table', heading: words.changed, ...(rows.length === 0 ? { columns: [], rows } : tableSheet({ columns: words.changedColumns, rows })) }
}

function sectionSheet(section: Section, words: PdfWords): SectionSheet {
  const heading = sayable(section.heading)
  switch (section.type) {
    case 'values':
      return { type: 'values', heading, columns: [words.test, words.result, words.range, words.standing], values: section.values.flatMap((value) => valueSheets(value)) }
    case 'facts':
      return { type: 'facts', heading, facts: section.facts.map(factSheet) }
    case 'text':
      return { type: 'text', heading, blocks: section.blocks.flatMap(blockSheets) }
    case 'quote':
      return { type: 'quote', heading, by: [section.who, section.when].filter(isSaid).join(', '), text: section.text }
    case 'narrative':
      return { type: 'narrative', heading, blocks: section.empty === undefined ? narrativeSheets(section.blocks) : [{ as: 'paragraph', inside: [{ as: 'text', text: section.empty, inside: [] }] }] }
    default:
      return { type: 'table', heading, ...tableSheet(section) }
  }
}

/** Every row as wide as the widest: a cell too many is never lost, a cell too few is empty. */
function tableSheet(table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }): { columns: readonly string[]; rows: readonly (readonly string[])[] } {
  // A head is repeated on every page, so it has to be short; long ones are set as the first row, where they may run on.
  const [columns, rows] = table.columns.join('').length > 300 ? [[], [table.columns, ...table.rows]] : [table.columns, table.rows]
  const width = rows.reduce((most, row) => Math.max(most, row.length), columns.length)
  const wide = (cells: readonly string[]): string[] => Array.from({ length: width }, (_, index) => cells[index] ?? '')
  return { columns: wide(columns), rows: rows.map(wide) }
}

function factSheet(fact: Fact): Fact {
  if (fact.label.length <= 80) return fact
  // The label's column is narrow and its cell never breaks: the whole label goes where text may run on.
  return { label: brief(fact.label, 60), value: `${fact.label}\n${fact.value}` }
}

function blockSheets(block: { as: 'heading' | 'paragraph' | 'item'; text: string }): { as: string; text: string }[] {
  if (block.as !== 'heading') return block.text === '' ? [] : [block]
  return sayable(block.text) === '' ? (block.text.trim() === '' ? [] : [{ as: 'paragraph', text: block.text }]) : [block]
}

function valueSheets(value: PresentedValue, of?: { readonly name: string; readonly depth: number }): ValueSheet[] {
  const depth = of === undefined ? 0 : of.depth + 1
  const own: ValueSheet = {
    name: value.name,
    // A part says what it is a part of, for the page may turn between the two.
    alias: value.alias ?? of?.name ?? '',
    value: value.value,
    unit: value.unit ?? '',
    rangeText: value.rangeText ?? '',
    standing: value.standing,
    standingText: value.standingText,
    status: value.status ?? '',
    sentence: [value.sentence, value.changed].filter(isSaid).join(' '),
    notes: value.notes.filter(isSaid),
    depth: Math.min(depth, 4),
    long: [value.name, value.alias ?? of?.name, value.value, value.unit, value.rangeText, value.standingText, value.status, value.sentence, value.changed].join('').length > 900,
    line: value.line === undefined ? null : lineSheet(value.line),
  }
  return [own, ...value.parts.flatMap((part) => valueSheets(part, { name: value.name, depth }))]
}

/** False for a section without content, which would be a heading over nothing. */
function saysSomething(section: SectionSheet): boolean {
  switch (section.type) {
    case 'values':
      return section.values.length > 0
    case 'facts':
      return section.facts.length > 0
    case 'text':
    case 'narrative':
      return section.blocks.length > 0
    case 'quote':
      return isSaid(section.text)
    default:
      return section.columns.length > 0
  }
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

/** A heading, or nothing when it holds no letter or digit (it may vanish in print, and an empty heading is refused). */
function sayable(heading: string): string {
  return /[\p{L}\p{N}]/u.test(heading) ? heading : ''
}

/** Shortened for a line that must stay one line; the body of the file has the whole text. */
function brief(text: string, most: number): string {
  const oneLine = text.toWellFormed().replace(/\s+/g, ' ').trim()
  return oneLine.length <= most ? oneLine : `${oneLine.slice(0, most - 1)}…`
}
