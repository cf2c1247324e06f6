// Why is something not in a list? Lines of the ledger that may only be told of, kinds that wait, sources that are late: each
// becomes one of the closed list of absences.
import type { Viewer } from '#access'
import type { Directory, Source } from '#directory'
import { type RecordKind, kindOf } from '../../../contract/record-kinds.ts'
import { type Absence, type AbsenceCode, type Shown, type SourceFreshness, absenceCodes } from '../../../contract/shown.ts'
import { titleWords } from '../../../words/en/record.ts'
import { labTitle } from './kinds/lab-result.ts'
import { type Places, asTx } from './places.ts'
import type { KindWaits, LedgerRow } from './statements.ts'

const nothing: Omit<Absence, 'code'> = { kind: null, what: null, since: null, until: null, who: null, organization: null, basis: null, count: null }

export function absence(code: AbsenceCode, facts: Partial<Omit<Absence, 'code'>> = {}): Absence {
  return { ...nothing, code, ...facts }
}

/** A thing on its way, with what its card tells of the steps so far. */
export type Waiting = {
  readonly absence: Absence
  readonly id: string
  readonly patient: string
  readonly visit: string | null
  readonly imaging: boolean
  /** Words of somebody, not a measurement. */
  readonly written: boolean
  readonly ordered?: string
  readonly taken?: string
  readonly expected?: string
  readonly date?: string
  readonly zone: string
}

const finite = (instant: string | null): string | null => (instant === null || instant === 'infinity' || instant === '-infinity' ? null : instant)

function codeOf(reason: string | null): AbsenceCode {
  return absenceCodes.find((code) => code === reason) ?? 'held'
}

/** An order that is open: taken or not, for the lab or for pictures. */
function orderCode(row: LedgerRow): AbsenceCode {
  if (row.card.taken === undefined) return 'ordered'
  return row.card.of === 'imaging' ? 'being-read' : 'in-progress'
}

/** One line that may be told of but not shown. */
export function waiting(row: LedgerRow, places: Places): Waiting {
  const kind = kindOf(row.kind)
  const { card } = row
  const isOrder = kind === 'order' && row.shown
  const what = card.name === '' ? titleWords.untitled : labTitle({ text: card.name, code: card.code }).title
  return {
    id: row.record,
    patient: row.patient,
    visit: row.visit,
    imaging: kind === 'imaging-report' || card.of === 'imaging',
    written: kind === 'note' || kind === 'visit-summary' || kind === 'document',
    zone: places.zoneOf(row.patient),
    absence: absence(isOrder ? orderCode(row) : codeOf(row.reason), {
      kind,
      what,
      since: isOrder ? (card.taken ?? card.date ?? null) : row.reason === 'removed' ? finite(row.visibleFrom) : row.receivedAt,
      until: isOrder ? (card.expected ?? null) : finite(row.visibleFrom),
      who: row.who ?? card.who ?? null,
      organization: card.organization ?? places.organizationOf(row.patient).name,
      basis: row.basis,
    }),
    ...(isOrder && card.date !== undefined ? { ordered: card.date } : {}),
    ...(card.taken === undefined ? (isOrder || card.date === undefined ? {} : { taken: card.date }) : { taken: card.taken }),
    ...(card.expected === undefined ? {} : { expected: card.expected }),
    ...(card.date === undefined ? {} : { date: card.date }),
  }
}

/** An order whose result is itself told of as waiting is one thing, not two. */
export function onTheWayOf(rows: readonly LedgerRow[], places: Places): readonly Waiting[] {
  const all = rows.map((row) => waiting(row, places))
  const results = all.filter((one) => one.absence.kind !== 'order')
  const same = (a: Waiting, b: Waiting) => a.patient === b.patient && (a.absence.what ?? '').toLowerCase().replace(/ report$/, '') === (b.absence.what ?? '').toLowerCase().replace(/ report$/, '')
  return all.filter((one) => one.absence.kind !== 'order' || !results.some((result) => same(one, result)))
}

/** Something of a kind waits; neither its name nor its number of pages may be told. */
export function kindAbsence(row: KindWaits, places: Places): Absence {
  return absence(codeOf(row.reason), { kind: kindOf(row.kind), count: row.count, basis: row.basis, organization: places.organizationOf(row.patient).name })
}

/** For viewers limited by age: said by relation alone, whether or not anything is there. */
export function privateNotes(viewer: Viewer): readonly Absence[] {
  return viewer.patients.some((chart) => chart.limitedByAge) ? [absence('private')] : []
}

export function freshnessOf(sources: readonly Source[], places: Places): readonly SourceFreshness[] {
  const name = (organization: string) => {
    const chart = places.charts.find((one) => one.organization === organization)
    return chart === undefined ? organization : places.organizationOf(chart.patient).name
  }
  const alone = (organization: string) => sources.filter((one) => one.organization === organization).length === 1
  return sources.map((source) => ({
    organization: name(source.organization), source: source.name, lastReceived: source.lastReceived, down: source.downSince !== null, incomplete: source.incomplete, words: source.words,
    name: alone(source.organization) || source.name === name(source.organization) ? name(source.organization) : `${name(source.organization)}: ${source.name}`,
  }))
}

export function readSources(viewer: Viewer, directory: Directory): Promise<readonly Source[]> {
  return directory.sources(asTx(viewer), [...new Set(viewer.patients.map((chart) => chart.organization))])
}

/** Of which sources is something late, or known to be missing? Said over every list. */
export function openSources(sources: readonly SourceFreshness[]): readonly Absence[] {
  return sources.flatMap((source) => [
    ...(source.down ? [absence('source-down', { organization: source.name, since: source.lastReceived, basis: source.words })] : []),
    ...(source.incomplete ? [absence('source-incomplete', { organization: source.name })] : []),
  ])
}

/** Nothing is here of a kind: that none is on file may only be said where every source was read, and all that it sent is here. */
export function noneOnFile(kind: RecordKind | null, sources: readonly SourceFreshness[], places: Places): readonly Absence[] {
  const [open] = openSources(sources)
  if (open === undefined) return [absence('none-on-file', { kind, organization: places.first?.name ?? null })]
  return kind === null ? [] : [{ ...open, kind }]
}

/** Why an empty list is empty: something is at other times, or nothing is on file at any of the sources. */
export function whyEmpty(kind: RecordKind, about: { readonly inAll: number; readonly filtered: boolean; readonly places: Places; readonly sources: readonly SourceFreshness[] }): readonly Absence[] {
  if (about.filtered && about.inAll > 0) return [absence('filtered', { kind, count: about.inAll })]
  return noneOnFile(kind, about.sources, about.places)
}

/** A list that reaches a person. Refuses (a fault) to be empty without saying why. */
export function shown<T>(list: Omit<Shown<T>, 'asOf'>, viewer: Viewer): Shown<T> {
  if (list.items.length === 0 && list.absences.length === 0) throw new Error('an empty list must say why')
  return { ...list, asOf: viewer.now.toISOString() }
}
