// How is something looked for? The words are kept under an opaque id for a day; the page with that id shows what was found.
import type { Viewer } from '#access'
import { Refusal, isId, newId } from '#kernel'
import { type RecordKind, allRecordKinds, kindNumber, kindOf, recordKinds } from '../../../../contract/record-kinds.ts'
import type { Shown } from '../../../../contract/shown.ts'
import { localDay, rangeInWords } from '../../../../words/en/dates.ts'
import { recordKindWords } from '../../../../words/en/record-kinds.ts'
import { type Waiting, absence, freshnessOf, openSources, privateNotes, readSources, shown, waiting } from '../absences.ts'
import type { ChartUses } from '../chart.ts'
import { type Days, type Places, bounds } from '../places.ts'
import { type ListRow, listRow } from '../rows.ts'
import { forgetSearches, found, readSearch, saveSearch } from '../statements.ts'
import { findWords } from './find-words.ts'

export type SearchAsk = Days & { readonly words: string /** Only this kind. */; readonly kind?: RecordKind | undefined }

export type FoundPage = Shown<ListRow> & {
  readonly words: string
  readonly from: string | null
  readonly to: string | null
  readonly kind: RecordKind | null
  /** What was understood, in words. */
  readonly said: readonly string[]
  readonly notYet: readonly Waiting[]
  /** There are more than the page shows. */
  readonly more: boolean
  readonly places: Places
}

const mostFound = 100
const wordsLimit = 300

/** Keeps what was typed for 24 hours, for this person only; gives the opaque id of its page. */
export async function keepSearch(viewer: Viewer, ask: SearchAsk): Promise<{ readonly id: string }> {
  const id = newId()
  const words = ask.words
    .replace(/[\u0000-\u001f]/g, ' ')
    .trim()
    .slice(0, wordsLimit)
    .toWellFormed()
  await Promise.all([viewer.query(forgetSearches), viewer.query(saveSearch, [id, words, ask.from ?? null, ask.to ?? null, ask.kind === undefined ? null : kindNumber(ask.kind)])])
  return { id }
}

/** Orders are found through what became of them; everything else by itself. */
const searched = allRecordKinds.filter((kind) => kind !== 'order' || recordKinds[kind].listed)

/** "test results"; several kinds that one word means are said once. */
const kindsSaid = (kinds: readonly RecordKind[]): readonly string[] => kinds.slice(0, 1).map((kind) => recordKindWords[kind].many)

/** What a kept search finds now. Refuses `not-found` when it is older than a day, or somebody else's. */
export async function readFound({ directory, places: placesFor }: ChartUses, viewer: Viewer, id: string): Promise<FoundPage> {
  if (!isId(id)) throw new Refusal('not-found', 'not an id')
  const [places, [kept]] = await Promise.all([placesFor(viewer), viewer.query(readSearch, [id])])
  if (kept === undefined) throw new Refusal('not-found', 'no such search of this person')
  const today = localDay(viewer.now, places.first?.timeZone ?? 'UTC') ?? ''
  const meant = findWords(kept.words, today)
  const days: Days = { from: kept.from ?? meant.from, to: kept.to ?? meant.to }
  const patients = viewer.patientIds
  const { froms, tos } = bounds(places, patients, days)
  const kinds = kept.kind !== null ? [kept.kind] : (meant.kinds.length > 0 ? meant.kinds : searched).map(kindNumber)
  const monthDay = meant.monthDay ?? null
  const nothingAsked = meant.said.length === 0 && meant.kinds.length === 0 && kept.from === null && kept.to === null
  const [rows, sources] = await Promise.all([nothingAsked ? [] : viewer.query(found, [patients, kinds, froms, tos, [...meant.patterns], mostFound + 1, monthDay, patients.map((patient) => places.zoneOf(patient))]), readSources(viewer, directory)])
  const onPage = rows.slice(0, mostFound)
  const items = onPage.filter((row) => row.shown).map((row) => listRow(row, places, viewer.now))
  const notYet = onPage.filter((row) => !row.shown && row.reason !== 'removed').map((row) => waiting(row, places))
  const freshness = freshnessOf(sources, places)
  const why = items.length > 0 ? [] : [absence('filtered', { kind: kept.kind === null ? null : kindOf(kept.kind) })]
  const range = kept.from === null && kept.to === null ? [] : [rangeInWords(kept.from ?? undefined, kept.to ?? undefined)]
  return {
    ...shown({ items, total: items.length, absences: [...why, ...openSources(freshness), ...privateNotes(viewer)], sources: freshness }, viewer),
    words: kept.words,
    from: kept.from,
    to: kept.to,
    kind: kept.kind === null ? null : kindOf(kept.kind),
    said: [...range, ...(kept.kind === null ? kindsSaid(meant.kinds) : []), ...meant.said],
    notYet,
    more: rows.length > mostFound,
    places,
  }
}
