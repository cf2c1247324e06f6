// What belongs to one visit? Its summary first, then why, notes, tests, pictures, medicines, vaccines, and what comes next.
import type { Viewer } from '#access'
import { Refusal, isId } from '#kernel'
import type { PresentedRecord, TextBlock } from '../../../contract/presented-record.ts'
import { kindOf } from '../../../contract/record-kinds.ts'
import type { Absence } from '../../../contract/shown.ts'
import { type Waiting, absence, waiting } from './absences.ts'
import type { ChartUses } from './chart.ts'
import type { Places } from './places.ts'
import { inPaperOrder, isPaper, readRecords } from './record/read-record.ts'
import { type ListRow, listRow } from './rows.ts'
import { family } from './statements.ts'

export type VisitPage = {
  readonly row: ListRow
  readonly record: PresentedRecord
  /** The papers of the visit that can be read and kept, in order. */
  readonly papers: readonly ListRow[]
  /** The other things of it: medicines, vaccines, conditions, orders. */
  readonly others: readonly ListRow[]
  readonly notYet: readonly Waiting[]
  /** What an After Visit Summary asks the person to do. */
  readonly asks: readonly string[]
  /** The beginning of the visit note. */
  readonly quote: string | null
  readonly absences: readonly Absence[]
  readonly places: Places
}

function blocksOf(record: PresentedRecord | undefined): readonly TextBlock[] {
  return record === undefined ? [] : record.sections.flatMap((section) => (section.type === 'text' ? section.blocks : []))
}

/** The first points of the summary: what is asked of the person stands first there. */
function asksOf(summary: PresentedRecord | undefined): readonly string[] {
  const blocks = blocksOf(summary)
  const first = blocks.findIndex((block) => block.as === 'item')
  if (first < 0)
    return blocks
      .filter((block) => block.as === 'paragraph')
      .slice(0, 1)
      .map((block) => block.text)
  const rest = blocks.slice(first)
  const end = rest.findIndex((block) => block.as !== 'item')
  return rest
    .slice(0, end < 0 ? undefined : end)
    .slice(0, 6)
    .map((block) => block.text)
}

const quoteLength = 220

/** The first paragraph under a heading that says something (above it stand names and dates), cut at a sentence. */
function quoteOf(note: PresentedRecord | undefined, said: readonly string[]): string | null {
  const blocks = blocksOf(note)
  const heading = blocks.findIndex((block) => block.as === 'heading')
  const text = blocks.slice(heading + 1).find((block) => block.as === 'paragraph' && block.text.length > 40 && !said.includes(block.text))?.text
  if (text === undefined) return null
  if (text.length <= quoteLength) return text
  const cut = text.slice(0, quoteLength)
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('; '))
  return end > 60 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`
}

/** An order whose result is here too says nothing more. */
function isAnswered(row: ListRow, among: readonly ListRow[]): boolean {
  return row.kind === 'order' && (row.card.status === 'cancelled' || among.some((one) => one.kind !== 'order' && (one.title === row.title || (row.card.code !== undefined && one.card.code === row.card.code))))
}

/** One visit with everything that belongs to it. Refuses `not-found` for what is missing, foreign or not a visit. */
export async function readVisit(uses: ChartUses, viewer: Viewer, id: string): Promise<VisitPage> {
  if (!isId(id)) throw new Refusal('not-found', 'not an id')
  const [places, rows] = await Promise.all([uses.places(viewer), viewer.query(family, [viewer.patientIds, id])])
  const own = rows.find((row) => row.record === id)
  if (own === undefined || !own.shown || kindOf(own.kind) !== 'visit') throw new Refusal('not-found', 'no such visit within reach')
  const belonging = rows.filter((row) => row.record !== id)
  const shownRows = belonging.filter((row) => row.shown).map((row) => listRow(row, places, viewer.now))
  const papers = inPaperOrder(shownRows.filter((row) => isPaper(row.kind)))
  const [summary, note] = [papers.find((row) => row.kind === 'visit-summary'), papers.find((row) => row.kind === 'note')]
  const records = await readRecords(uses, viewer, [id, summary?.id ?? '', note?.id ?? ''])
  const record = records.find((one) => one.id === id)
  if (record === undefined) throw new Refusal('not-found', 'the body may not be read')
  const notYet = belonging.filter((row) => !row.shown && row.reason !== 'removed').map((row) => waiting(row, places))
  const summaryWaits = notYet.some((one) => one.absence.kind === 'visit-summary')
  const organization = places.organizationOf(own.patient).name
  return {
    row: listRow(own, places, viewer.now),
    record,
    papers,
    others: shownRows.filter((row) => !isPaper(row.kind) && !isAnswered(row, shownRows)),
    notYet,
    asks: asksOf(records.find((one) => one.id === summary?.id)),
    quote: quoteOf(
      records.find((one) => one.id === note?.id),
      blocksOf(record).map((block) => block.text),
    ),
    absences: summary !== undefined || summaryWaits ? [] : [absence('elsewhere', { kind: 'visit-summary', what: null, organization })],
    places,
  }
}
