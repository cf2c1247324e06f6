// The door of export: records as PDF and CSV, letters, file names.
export { type LabCsvColumn, type LabCsvRow, labCsv, labCsvColumns } from './csv.ts'
export { contentDisposition, fileName, listFileName } from './file-name.ts'
export type { LetterDocument } from './pdf/letter-sheet.ts'
export { type Pdf, type PdfNotice, type PdfOptions, openPdf } from './pdf/open-pdf.ts'
export type { PdfDocument } from './pdf/record-sheet.ts'
export { type Export, type PdfOrder, openExport } from './open-export.ts'
