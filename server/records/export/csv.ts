// How do lab results become a spreadsheet? RFC 4180 with a byte order mark, so that Excel reads it as UTF-8, and with
// formulas disarmed (security.md R71): a cell never starts a calculation, a pure number stays a number.

/** One value of one report; texts as the record has them, absent ones left out. */
export type LabCsvRow = {
  /** As sent, so that it sorts ("2026-04-12T08:05:00-04:00"). */
  readonly date?: string
  readonly test: string
  readonly plainName?: string
  readonly code?: string
  readonly value?: string
  readonly unit?: string
  readonly range?: string
  readonly flag?: string
  readonly status?: string
  /** What it said before a correction, newest first. */
  readonly earlier?: string
  readonly source?: string
  readonly reportId: string
}

/** The columns in the order of the file. */
export const labCsvColumns = ['date', 'test', 'plainName', 'code', 'value', 'unit', 'range', 'flag', 'status', 'earlier', 'source', 'reportId'] as const satisfies readonly (keyof LabCsvRow)[]
export type LabCsvColumn = (typeof labCsvColumns)[number]

const byteOrderMark = '\uFEFF'

/** The whole file as text; `heads` are the column names in the reader's language. An empty list gives the head alone. */
export function labCsv(rows: readonly LabCsvRow[], heads: Readonly<Record<LabCsvColumn, string>>): string {
  const lines = [labCsvColumns.map((column) => csvCell(heads[column])), ...rows.map((row) => labCsvColumns.map((column) => csvCell(row[column] ?? '')))]
  return inLines(lines)
}

/** Any table of texts: the first line is its head. */
export const csvTable = (lines: readonly (readonly string[])[]): string => inLines(lines.map((cells) => cells.map(csvCell)))

// RFC 4180 §2.1: every record ends with CRLF.
const inLines = (lines: readonly (readonly string[])[]): string => `${byteOrderMark}${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`

// OWASP "CSV Injection", and the full-width forms that some programs fold to ASCII before they look (R71).
const formulaStart = /^[\s\u00A0\u200B-\u200F\u2028-\u202F\u2060\uFEFF]*[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/u
const pureNumber = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** One cell: disarmed, then quoted where RFC 4180 §2.6 and §2.7 ask for it. NUL has no form in text and is left out. */
export function csvCell(text: string): string {
  const formed = text.toWellFormed()
  const armed = formulaStart.test(formed) && !pureNumber.test(formed)
  const cell = `${armed ? "'" : ''}${formed.replaceAll('\0', '')}`
  // A semicolon or tab is quoted too: in many countries spreadsheets take it for the separator.
  return /[",;\t\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
}
