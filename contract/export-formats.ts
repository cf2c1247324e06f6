// In which forms does a record leave the house, and what is each called on the wire? A closed list.

export type FormatEntry = {
  /** Media type with its parameters (RFC 9110 §8.3). */
  readonly contentType: string
  readonly extension: string
}

export const exportFormats = {
  pdf: { contentType: 'application/pdf', extension: 'pdf' },
  /** RFC 4180 §3: header row present, UTF-8. */
  csv: { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
  /** The activation letter, printed at the desk. */
  letter: { contentType: 'application/pdf', extension: 'pdf' },
} as const satisfies Record<string, FormatEntry>

export type ExportFormat = keyof typeof exportFormats
export const allExportFormats = Object.keys(exportFormats) as readonly ExportFormat[]

/** The labels of a printed record, in the language of the file. Functions give whole phrases, so that word order stays free. */
export type PdfWords = {
  readonly born: string
  readonly recordNumber: string
  readonly test: string
  readonly result: string
  readonly range: string
  readonly standing: string
  readonly about: string
  readonly provenance: string
  /** Over the earlier versions of a record, and the heads of their table: when, what, before, then. */
  readonly changed: string
  readonly changedColumns: readonly string[]
  readonly attachments: string
  readonly keptOnline: string
  readonly untitled: string
  /** Said once in a file where a character had no printed form. */
  readonly unprintable: string
  readonly page: (page: string, pages: string) => string
  readonly printed: (when: string) => string
  readonly phone: (number: string) => string
  /** The title of a file that holds more than one record. */
  readonly several: (count: number, name: string) => string
}

/** The sentences of an activation letter. */
export type LetterWords = {
  readonly yourRecord: string
  readonly title: string
  readonly lede: string
  readonly goTo: (address: string) => { readonly before: string; readonly address: string; readonly after: string }
  readonly pointCamera: string
  readonly typeCode: string
  readonly typeBirthDate: string
  readonly squareLabel: string
  readonly squareOpens: string
  readonly worksUntil: (until: string) => string
  readonly birthDateToo: string
  readonly phone: (number: string) => string
  readonly ranOut: { readonly heading: string; readonly text: string }
  readonly person: { readonly heading: string; readonly text: (phone: string, hours: string | undefined) => string }
  readonly keepSafe: { readonly heading: string; readonly text: string }
  readonly onPaper: { readonly heading: string; readonly text: (recordsPhone: string) => string }
}
