// What does `import` say? While it runs one line that moves; at the end what came in by kind, and each thing left out, and why.
import type { ImportProgress, ImportReport } from '#inbound'

/** One line for a terminal: files done, resources so far. */
export function progressLine(at: ImportProgress): string {
  return `${at.filesDone} of ${at.files} files, ${at.received} resources`
}

const row = (cells: readonly (string | number)[], widths: readonly number[]): string => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0))).join('  ')

/** Where the first of them are, by their numbers in the file. */
const places = ({ entries, count, file }: ImportReport['skipped'][number]): string => (entries.length === 0 ? '' : ` (${file}: ${entries.join(', ')}${count > entries.length ? ', …' : ''})`)

/** The report as text: a table by kind of resource, then what was left out with its reason, then the refused files. */
export function importReport(report: ImportReport): string {
  const widths = [26, 9, 9, 9, 9, 9]
  const lines = [row(['', 'received', 'stored', 'unchanged', 'same as', 'left out'], widths)]
  for (const [type, count] of Object.entries(report.byType).sort()) lines.push(row([type, count.received, count.stored, count.unchanged, count.duplicate, count.skipped], widths))
  const total = report.total
  lines.push(row(['in all', total.received, total.stored, total.unchanged, total.duplicate, total.skipped], widths))
  if (report.skipped.length > 0) {
    lines.push('', 'Left out of the record (kept as it came):')
    for (const one of report.skipped) lines.push(`  ${one.count} × ${one.type}: ${one.reason}${places(one)}`)
  }
  const refused = report.files.filter((file) => file.refused !== null)
  const [halves, wholes] = [refused.filter((file) => file.received > 0), refused.filter((file) => file.received === 0)]
  if (wholes.length > 0) lines.push('', 'Refused files (nothing of them was kept):', ...wholes.map((file) => `  ${file.name}: ${file.refused}`))
  if (halves.length > 0) lines.push('', 'Files of lines that came in only in part:', ...halves.map((file) => `  ${file.name}: ${file.refused}`))
  lines.push('', `${report.files.length - refused.length} files came in, ${refused.length} refused.`)
  return lines.join('\n')
}
