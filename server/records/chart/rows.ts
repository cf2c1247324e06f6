// How does a line of a list name a record without opening it? From the card that the ledger keeps beside the decision.
import type { RecordCard } from '../../../contract/record-card.ts'
import { type RecordKind, kindOf } from '../../../contract/record-kinds.ts'
import { dayOfYear, gutter, localDay, longDate, shortDate, timeOfDay, weekdayAndTime } from '../../../words/en/dates.ts'
import { sectionWords, stateWords, titleWords } from '../../../words/en/record.ts'
import { recordKindWords } from '../../../words/en/record-kinds.ts'
import { rowWords } from '../../../words/en/results.ts'
import { labTitle } from './kinds/lab-result.ts'
import { noteTitle } from './kinds/note.ts'
import { vaccineTitle } from './kinds/vaccine.ts'
import { plainTerm } from './presenting.ts'
import { plainPlace } from './values/plain-words.ts'
import type { Places } from './places.ts'
import type { LedgerRow } from './statements.ts'

export type RowTag = { readonly kind: 'new' | 'in' | 'out' | 'critical' | 'wait'; readonly label: string }

export type ListRow = {
  readonly id: string
  readonly kind: RecordKind
  readonly patient: string
  readonly visit: string | null
  readonly title: string
  /** One line about it: its clinical name, its dose. */
  readonly line?: string
  /** Who and where ("Dr. Maya Chen, Lakeside Health"). */
  readonly by?: string
  readonly who?: string
  /** As sent. */
  readonly date?: string
  /** In words ("April 12, 2026"). */
  readonly when: string
  /** The calendar day at the organization; null when the date is not a whole day. */
  readonly day: string | null
  readonly time: string
  readonly gutter: { readonly above: string; readonly big: string }
  readonly tags: readonly RowTag[]
  /** For those who hear a link out of its row ("Cholesterol test, April 12"). */
  readonly named: string
  readonly organization: string
  readonly receivedAt: string
  readonly filed: string
  readonly card: RecordCard
}

function labTags(card: RecordCard): readonly RowTag[] {
  const { values = 0, outside = 0, ranged = 0 } = card
  if (card.critical === true) return [{ kind: 'critical', label: rowWords.critical }]
  if (outside > 0) return [{ kind: 'out', label: rowWords.outside(outside, values) }]
  if (values === 0 || ranged === 0) return []
  if (ranged < values) return [{ kind: 'in', label: rowWords.someIn(ranged, values) }]
  return [{ kind: 'in', label: values === 1 ? rowWords.in : rowWords.allIn(values) }]
}

const statusTags: Readonly<Record<string, RowTag>> = {
  preliminary: { kind: 'wait', label: rowWords.notFinal },
  registered: { kind: 'wait', label: rowWords.notFinal },
  corrected: { kind: 'new', label: rowWords.corrected },
  cancelled: { kind: 'wait', label: rowWords.cancelled },
  'entered-in-error': { kind: 'wait', label: rowWords.mistake },
  unsigned: { kind: 'wait', label: rowWords.unsigned },
  missed: { kind: 'wait', label: rowWords.missed },
  unconfirmed: { kind: 'wait', label: rowWords.unconfirmed },
  'not-given': { kind: 'wait', label: rowWords.notGiven },
}

function tagsOf(kind: RecordKind, card: RecordCard): readonly RowTag[] {
  const status = card.status === undefined || !Object.hasOwn(statusTags, card.status) ? undefined : statusTags[card.status]
  return [...(kind === 'lab-result' ? labTags(card) : []), ...(status === undefined ? [] : [status])]
}

type Named = { readonly title: string; readonly line?: string | undefined }

function nameOf(kind: RecordKind, card: RecordCard, { zone, now }: { readonly zone: string; readonly now: Date }): Named {
  const name = card.name === '' ? titleWords.untitled : plainTerm(card.name)
  const line = card.line === undefined ? undefined : plainTerm(card.line)
  switch (kind) {
    case 'lab-result':
    case 'questionnaire':
    case 'order': {
      const { title, subtitle } = labTitle({ text: name, code: card.code })
      return { title, line: subtitle ?? line }
    }
    case 'vaccine': {
      const { title, subtitle } = vaccineTitle({ text: name, code: card.code, system: card.system })
      return { title, line: rowWords.join([subtitle, line]) }
    }
    case 'visit':
      return card.who === undefined ? { title: name, line } : { title: titleWords.visitWith(card.who), line: rowWords.join([name, line]) }
    case 'visit-summary':
      return { title: noteTitle('visit-summary', undefined, name), line: card.who === undefined ? line : titleWords.visitWith(card.who) }
    case 'note':
    case 'document':
      return line === undefined ? { title: name } : { title: line, line: name }
    case 'appointment':
      return { title: card.who === undefined ? name : titleWords.visitWith(card.who), line: rowWords.join([card.date === undefined ? undefined : weekdayAndTime(card.date, now, zone), card.who === undefined ? undefined : name, card.place === undefined ? undefined : plainPlace(card.place)]) }
    case 'vital-signs':
      return { title: recordKindWords['vital-signs'].heading, line: line ?? (card.values === undefined ? undefined : rowWords.measured(card.values)) }
    case 'medicine':
      return { title: name, line: line ?? (card.status === undefined ? undefined : stateWords.medicine[card.status as keyof typeof stateWords.medicine]) }
    case 'condition': {
      const [from, to] = [card.date, card.endDate].map((date) => (date === undefined ? undefined : longDate(date, zone)))
      return { title: name, line: from === undefined ? line : to === undefined ? rowWords.since(from) : rowWords.sinceUntil(from, to) }
    }
    default:
      return { title: name, line }
  }
}

/** The row of a ledger line that is shown (or, for its name only, of one that is told of). */
export function listRow(row: LedgerRow, places: Places, now: Date): ListRow {
  const kind = kindOf(row.kind)
  const { card } = row
  const zone = places.zoneOf(row.patient)
  const organization = card.organization !== undefined ? plainPlace(card.organization) : places.organizationOf(row.patient).name
  const { title, line } = nameOf(kind, card, { zone, now })
  const when = card.date === undefined ? rowWords.noDate : longDate(card.date, zone)
  // Who is named in the line already is not named again.
  const said = `${title} ${line ?? ''}`
  const from = [card.who, organization].filter((part) => part !== undefined && !said.includes(part)).join(', ')
  // What was read from a paper says so: the same thing may have come by another way too.
  const by = rowWords.join([from, card.found === undefined ? undefined : sectionWords.found(card.found)])
  return {
    id: row.record,
    kind,
    patient: row.patient,
    visit: row.visit,
    title,
    ...(line === undefined || line === '' ? {} : { line }),
    ...(by === '' ? {} : { by }),
    ...(card.who === undefined ? {} : { who: card.who }),
    ...(card.date === undefined ? {} : { date: card.date }),
    when,
    day: card.date === undefined ? null : localDay(card.date, zone),
    time: card.date === undefined ? '' : timeOfDay(card.date, zone),
    gutter: gutter(card.date, zone),
    tags: tagsOf(kind, card),
    named: rowWords.of(title, card.date === undefined ? '' : shortOrLong(card.date, zone, now)),
    organization,
    receivedAt: row.receivedAt,
    filed: row.filed,
    card,
  }
}

function shortOrLong(date: string, zone: string, now: Date): string {
  return localDay(now, zone)?.slice(0, 4) === date.slice(0, 4) ? dayOfYear(date, zone) : shortDate(date, zone)
}

/** The key that the next page of a list begins after. */
export const keyOf = (row: LedgerRow): string => `${row.filed}|${row.record}`
