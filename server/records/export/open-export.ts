// How do records leave as files? PDF by typst processes, CSV as text, both with clean names.
import { pdf as pdfWords } from '../../../words/en/pdf.ts'
import type { PresentedRecord } from '../../../contract/presented-record.ts'
import { contentDisposition, fileName, listFileName } from './file-name.ts'
import { csvTable, labCsv } from './csv.ts'
import type { LetterDocument } from './pdf/letter-sheet.ts'
import { openPdf } from './pdf/open-pdf.ts'

export type PdfOrder = { readonly language: 'en'; readonly records: readonly PresentedRecord[] /** When it is printed, in words. */; readonly printedAt: string; readonly created: Date }

export type Export = {
  /** One tagged PDF of these records, each on a new page; refuses too-busy, too-large, our-fault. */
  pdf(order: PdfOrder): Promise<Uint8Array>
  letter(letter: LetterDocument): Promise<Uint8Array>
  /** Many letters in one file, each on a sheet of its own; `patienceMs`, as openExport was told, must be enough for them. */
  letters(letters: readonly [LetterDocument, ...LetterDocument[]]): Promise<Uint8Array>
  /** Any table as a spreadsheet: a head and lines of texts. */
  readonly csvTable: typeof csvTable
  readonly labCsv: typeof labCsv
  readonly fileName: typeof fileName
  readonly listFileName: typeof listFileName
  /** The Content-Disposition header; `inline` shows it in the browser instead of saving it. */
  contentDisposition(name: string, inline?: boolean): string
  close(): Promise<void>
}

/** Opens the room; `workers`: how many typst processes set type side by side; `patienceMs`: how long one file may take. */
export function openExport(options: { readonly workers: number; readonly patienceMs?: number }): Export {
  const pdf = openPdf(options)
  return {
    pdf: ({ language, records, printedAt, created }) => pdf.render({ language, documents: records, printedAt, created, words: pdfWords }),
    letter: (letter) => pdf.renderLetters([letter]),
    letters: (letters) => pdf.renderLetters(letters),
    csvTable,
    labCsv,
    fileName,
    listFileName,
    contentDisposition: (name, inline = false) => (inline ? contentDisposition(name).replace(/^attachment/, 'inline') : contentDisposition(name)),
    close: () => pdf.close(),
  }
}
