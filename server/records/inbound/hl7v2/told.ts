// What is known while one message is read, and what does reading it hand over? Pieces: what the message says about one thing, by the
// thing's own key. A thing is made of all its pieces in the order in which its source wrote them, so that the order in which
// messages arrive never matters.
import { hash } from 'node:crypto'
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import type { Coded, SentDate } from '../../../../contract/clinical.ts'
import { startInstant } from '../fhir/dates.ts'
import { denialInName } from '../fhir/denials.ts'
import { labelOf } from '../fhir/labels.ts'
import type { LeftOutReason } from '../fhir/left-out.ts'
import type { Mapped } from '../fhir/record.ts'
import type { Entry } from '../read-bundle.ts'
import { type Field, type Segment, part } from './reading/segment.ts'
import { codesOf } from './types/codes.ts'
import { type Clockwork, timeAt } from './types/times.ts'

/** What became of a segment: part of a record, or left out for a reason. */
export type Claim = 'used' | { readonly reason: LeftOutReason; readonly what: string | null }

/** One message about one patient. */
export type Told = {
  readonly type: string
  readonly event: string
  readonly header: Segment
  /** From PID on; of messages about several patients, those about this one. */
  readonly segments: readonly Segment[]
  readonly entry: Entry
  readonly clock: Clockwork
  /** MSH-7. */
  readonly sent: SentDate | undefined
  readonly control: string
  readonly claims: Map<Segment, Claim>
}

export type PieceOf<Kind extends string, Says> = {
  readonly kind: Kind
  readonly key: readonly [string, string]
  readonly told: Told
  /** Sorts pieces of one thing: when its source wrote them. */
  readonly order: string
  readonly labels: readonly SensitivityLabel[]
  readonly says: Says
}

/** A record without what all kinds fill alike. */
export type Folded = Omit<Mapped, 'key' | 'from' | 'labels' | 'removed'> & { readonly removed?: boolean }

export const use = ({ claims }: Told, ...segments: readonly (Segment | undefined)[]): void => {
  for (const one of segments) if (one !== undefined) claims.set(one, 'used')
}

/** The segment stays as it came, for a reason; the second is a name of the standard, never a person's fact. */
export function leave({ claims }: Told, segment: Segment, [reason, what]: readonly [LeftOutReason, string?]): void {
  if (claims.get(segment) !== 'used') claims.set(segment, { reason, what: what ?? null })
}

const instantOf = (date: SentDate | undefined, zone: string): string => (date === undefined ? '' : startInstant(date, zone))
/** Numbers in a text sort by their value. */
const natural = (text: string): string => text.replace(/\d{1,20}/g, (digits) => digits.padStart(20, '0'))

/**
 * Where a piece stands among those of the same thing: by the time its source gives it, then by the message's own, then by rank
 * (what is final stands after what is not), then by the message's number, then by its bytes.
 */
export function orderOf(told: Told, { at, rank }: { readonly at: SentDate | undefined; readonly rank: number }): string {
  const zone = told.clock.timeZone
  const sent = instantOf(told.sent, zone)
  return [at === undefined ? sent : instantOf(at, zone), sent, String(rank).padStart(2, '0'), natural(told.control), hash('sha256', told.entry.version, 'hex').slice(0, 16)].join('\t')
}

/** When what an ADT or a document message tells was written down: EVN-2 when it is a moment, else MSH-7. */
export function eventTime(told: Told): SentDate | undefined {
  const recorded = timeAt(told.segments.find((one) => one.name === 'EVN'), 2, told.clock)
  return recorded?.includes('T') === true ? recorded : (told.sent ?? recorded)
}

/** HL7 tables 0177 and 0272, confidentiality. */
const confidentiality: Readonly<Record<string, SensitivityLabel>> = { V: 'restricted', R: 'restricted', PSY: 'behavioral-health', AID: 'hiv', HIV: 'hiv', ETH: 'substance-use', UWM: 'reproductive' }
export const confidential = (field: Field | undefined): readonly SensitivityLabel[] => {
  const label = confidentiality[part(field, 1)?.toUpperCase() ?? '']
  return label === undefined ? [] : [label]
}

/** Labels by the codes that a field names. */
export const labelsOfCodes = (fields: readonly (Field | undefined)[]): readonly SensitivityLabel[] => fields.flatMap((field) => codesOf(field).flatMap(({ system, code }) => labelOf(system, code) ?? []))

/** What denies the thing it names is never read as the thing; true when its list is said to be empty, null when it is left out. */
export function saysNone(told: Told, segment: Segment, [name, field]: readonly [Coded, string]): boolean | null {
  const denial = denialInName(name)
  if (denial === undefined || denial === 'none') return denial === 'none'
  leave(told, segment, [denial === 'unknown' ? 'unknown-here' : 'none-of-one-sort', field])
  return null
}
