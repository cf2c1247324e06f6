// What does `counts` say? For each source what came, what became of it, and where it is; what does not add up stands out.
import type { MessageCount, ReceivedRow } from '#inbound/sources'
import { leftOutName } from '../../../../words/en/counts.ts'
import type { RecordCount } from './compare.ts'
import type { Counts, SourceCounts } from './take-counts.ts'

const line = (cells: readonly (string | number)[], widths: readonly number[]): string => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0))).join('  ').trimEnd()
const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0)
const leftIn = (row: ReceivedRow): number => sum(Object.values(row.leftOut), (one) => one)

function messageLines(messages: readonly MessageCount[]): readonly string[] {
  if (messages.length === 0) return []
  const states = [...Map.groupBy(messages, (one) => one.state)].map(([state, rows]) => `${sum(rows, (one) => one.count)} ${state}`)
  return [`  messages: ${sum(messages, (one) => one.count)} received, of them ${states.join(', ')}`]
}

function receivedLines(rows: readonly ReceivedRow[]): readonly string[] {
  if (rows.length === 0) return []
  const widths = [26, 9, 9, 9, 9, 9, 9, 9, 9]
  const lines = [...Map.groupBy(rows, (row) => row.type)].map(([type, of]) => {
    const cells = [sum(of, (row) => row.received), sum(of, (row) => row.record), sum(of, (row) => row.part), sum(of, (row) => row.duplicate + row.again), sum(of, leftIn), sum(of, (row) => row.reference + row.version), sum(of, (row) => row.refused), sum(of, (row) => row.stored)]
    return `  ${line([type, ...cells], widths)}${of.some((row) => row.off) ? '  DOES NOT ADD UP' : ''}`
  })
  const reasons = new Map<string, number>()
  for (const row of rows) for (const [reason, count] of Object.entries(row.leftOut)) reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  return [`  ${line(['what came', 'received', 'record', 'part of', 'merged', 'left out', 'about', 'refused', 'is here'], widths)}`, ...lines, ...[...reasons].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `    ${count} left out: ${leftOutName(reason)}`)]
}

function recordLines(rows: readonly RecordCount[]): readonly string[] {
  if (rows.length === 0) return []
  const widths = [26, 9, 9, 9, 9, 9]
  const lines = [...Map.groupBy(rows, (row) => row.kind)].map(([kind, of]) => `  ${line([kind, sum(of, (row) => row.records), sum(of, (row) => row.shown), sum(of, (row) => row.waiting), sum(of, (row) => row.removed), sum(of, (row) => row.exported)], widths)}${of.some((row) => row.off > 0) ? `  ${sum(of, (row) => row.off)} DO NOT ADD UP` : ''}`)
  return [`  ${line(['what is shown', 'records', 'shown', 'waits', 'taken back', 'in files'], widths)}`, ...lines]
}

/** Days on which something of a source does not add up. */
function offLines({ received, records }: SourceCounts): readonly string[] {
  const off = [...received.filter((row) => row.off).map((row) => `  ${row.day} ${row.type}: ${row.received - row.again - row.refused} should be here, ${row.stored} are; ${row.record + row.part + row.duplicate + row.version} should stand in a record, ${row.standing} do`), ...records.filter((row) => row.off > 0).map((row) => `  ${row.day} ${row.kind}: ${row.off} of ${row.records} records are not where they should be`)]
  return off.length === 0 ? [] : ['', '  What does not add up:', ...off]
}

/** The report as text. */
export function countsReport(counts: Counts): string {
  const of = counts.mrn === null ? counts.organization : `${counts.organization}, chart ${counts.mrn}`
  const sources = counts.sources.filter((one) => one.messages.length + one.received.length + one.records.length > 0)
  return [
    `${of}: ${counts.from === '1900-01-01' ? 'from the beginning' : counts.from} to ${counts.until}, ${counts.charts} charts`,
    ...sources.flatMap((one) => ['', `${one.name} (${one.source})`, ...messageLines(one.messages), ...receivedLines(one.received), ...recordLines(one.records), ...offLines(one)]),
    '', counts.complete ? 'Everything adds up.' : 'NOT EVERYTHING ADDS UP: an alarm is open, and no page of these sources says that it is complete.',
  ].join('\n')
}
