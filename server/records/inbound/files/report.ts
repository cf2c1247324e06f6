// What came in? Counts by type of resource, what was left out of the record and why, and each refused file.
import { type LeftOutReason } from '../fhir/left-out.ts'
import type { RefusedFile } from '../refused-file.ts'
import { fileRefusalText, leftOutText } from '../../../../words/en/inbound.ts'

export type ImportCount = {
  /** Resources in the files that came in. */
  readonly received: number
  /** New, or another version of one that was here. */
  readonly stored: number
  readonly unchanged: number
  /** Shown once: another record says the same, word for word. */
  readonly duplicate: number
  /** Kept as they came, not shown in a record. */
  readonly skipped: number
}

export type ImportedFile = { readonly name: string; readonly received: number; readonly stored: number; readonly unchanged: number; /** One line; null when it came in. Of a file of lines, what came before is kept. */ readonly refused: string | null }
export type LeftOutLine = { readonly type: string; readonly reason: string; readonly count: number; /** Where the first of them is. */ readonly file: string; readonly entry: number; /** Numbers of the first ten in that file. */ readonly entries: readonly number[] }

export type ImportReport = {
  readonly organization: string
  readonly files: readonly ImportedFile[]
  readonly byType: Readonly<Record<string, ImportCount>>
  readonly total: ImportCount
  readonly skipped: readonly LeftOutLine[]
  readonly patients: { readonly seen: number; readonly created: number }
}

export type ImportProgress = { readonly filesDone: number; readonly files: number; readonly received: number }

export type LeftOutNote = { readonly type: string; readonly entry: number; readonly reason: LeftOutReason; readonly what: string | null; /** Only an element of it; the rest is shown. */ readonly part?: boolean }
/** Kept with a delivery. */
export type UnreadLine = Omit<LeftOutNote, 'entry' | 'part'> & { readonly count: number }
/** What one file brought. */
export type FileOutcome = {
  readonly received: ReadonlyMap<string, number>
  readonly stored: ReadonlyMap<string, number>
  readonly duplicates: ReadonlyMap<string, number>
  readonly leftOut: readonly LeftOutNote[]
  readonly patients: { readonly seen: number; readonly created: number }
}

type Counting = { -readonly [K in keyof ImportCount]: number }
const none = (): Counting => ({ received: 0, stored: 0, unchanged: 0, duplicate: 0, skipped: 0 })
const nothing: Omit<ImportedFile, 'name'> = { received: 0, stored: 0, unchanged: 0, refused: null }
/** So many of one reason are named by their number. */
const named = 10
const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, one) => all + one, 0)

/** `awaits`: something in it is of a patient who is not known here. */
export type Tally = { readonly awaits: boolean; add(name: string, outcome: FileOutcome): void; refuse(name: string, error: RefusedFile): void; report(): ImportReport; readonly received: number }

/** Adds up what the files of one import brought. */
export function openTally(organization: string): Tally {
  const files: ImportedFile[] = []
  const byType = new Map<string, Counting>()
  const lines = new Map<string, LeftOutLine>()
  const patients = { seen: 0, created: 0 }
  const total = none()
  const count = (type: string, field: keyof Counting, by: number) => {
    const counts = byType.get(type) ?? none()
    byType.set(type, counts)
    counts[field] += by
    total[field] += by
  }
  /** What earlier batches of the same file brought: one line for each file. */
  const batchBefore = (name: string): Omit<ImportedFile, 'name'> => (files.at(-1)?.name === name ? (files.pop() ?? nothing) : nothing)
  let awaits = false
  return {
    get awaits() {
      return awaits
    },
    get received() {
      return total.received
    },
    add(name, outcome) {
      for (const [type, received] of outcome.received) {
        const stored = outcome.stored.get(type) ?? 0
        count(type, 'received', received)
        count(type, 'stored', stored)
        count(type, 'unchanged', received - stored)
      }
      for (const [type, duplicates] of outcome.duplicates) count(type, 'duplicate', duplicates)
      for (const note of outcome.leftOut) {
        if (note.reason === 'patient-not-here') awaits = true
        // Sections of a document are told apart in the lines, not in the table of kinds.
        if (note.part !== true) count(note.type.split(': ')[0] ?? note.type, 'skipped', 1)
        const reason = leftOutText(note.reason, note.what)
        const key = `${note.type} ${reason}`
        const line = lines.get(key) ?? { type: note.type, reason, count: 0, file: name, entry: note.entry, entries: [] }
        const entries = line.file === name && note.entry > 0 && line.entries.length < named ? [...line.entries, note.entry] : line.entries
        lines.set(key, { ...line, count: line.count + 1, entries })
      }
      patients.seen += outcome.patients.seen
      patients.created += outcome.patients.created
      const [received, stored] = [sum(outcome.received), sum(outcome.stored)]
      const before = batchBefore(name)
      files.push({ name, received: before.received + received, stored: before.stored + stored, unchanged: before.unchanged + received - stored, refused: before.refused })
    },
    refuse(name, error) {
      const { received, stored, unchanged, refused } = batchBefore(name)
      files.push({ name, received, stored, unchanged, refused: refused ?? fileRefusalText(error.code, error.line, error.found) })
    },
    report: () => ({ organization, files, byType: Object.fromEntries(byType), total: { ...total }, skipped: [...lines.values()].sort((a, b) => b.count - a.count), patients }),
  }
}

/** A file that was read twice: what the second time says, with what both brought. */
export function secondTime(first: ImportReport, second: ImportReport): ImportReport {
  const both = (one: ImportCount, before: ImportCount | undefined): ImportCount => {
    const stored = Math.min(one.received, one.stored + (before?.stored ?? 0))
    return { ...one, stored, unchanged: one.received - stored }
  }
  const byType = Object.fromEntries(Object.entries(second.byType).map(([type, one]) => [type, both(one, first.byType[type])]))
  const total = both(second.total, first.total)
  const [file] = first.files
  const files = second.files.map((one) => ({ ...one, ...(file === undefined ? {} : { stored: Math.min(one.received, one.stored + file.stored), unchanged: Math.max(0, one.received - one.stored - file.stored) }) }))
  return { ...second, byType, total, files, patients: { seen: second.patients.seen, created: first.patients.created + second.patients.created } }
}

const plus = (a: ImportCount | undefined, b: ImportCount): ImportCount => ({ received: (a?.received ?? 0) + b.received, stored: (a?.stored ?? 0) + b.stored, unchanged: (a?.unchanged ?? 0) + b.unchanged, duplicate: (a?.duplicate ?? 0) + b.duplicate, skipped: (a?.skipped ?? 0) + b.skipped })

/** The reports of several files as one. */
export function together(organization: string, reports: readonly ImportReport[]): ImportReport {
  const byType = new Map<string, ImportCount>()
  const lines = new Map<string, LeftOutLine>()
  for (const report of reports) {
    for (const [type, count] of Object.entries(report.byType)) byType.set(type, plus(byType.get(type), count))
    for (const line of report.skipped) {
      const before = lines.get(`${line.type} ${line.reason}`)
      lines.set(`${line.type} ${line.reason}`, before === undefined ? line : { ...before, count: before.count + line.count })
    }
  }
  return {
    organization,
    files: reports.flatMap((one) => one.files),
    byType: Object.fromEntries(byType),
    total: reports.map((one) => one.total).reduce((sum, one) => plus(sum, one), none()),
    skipped: [...lines.values()].sort((a, b) => b.count - a.count),
    patients: { seen: reports.reduce((sum, one) => sum + one.patients.seen, 0), created: reports.reduce((sum, one) => sum + one.patients.created, 0) },
  }
}
