// When was something (TS, DTM, DT: HL7 v2.5.1 §2.A.22)? As exact as it was sent: a part of a date stays a part.
import type { SentDate } from '../../../../../contract/clinical.ts'
import { timeOf } from '../../ccda/types/values.ts'
import { startInstant } from '../../fhir/dates.ts'
import { type Segment, component, fieldOf, part } from '../reading/segment.ts'

/** In which zone times without an offset were written, and who hears of dates that do not exist. */
export type Clockwork = { readonly timeZone: string; readonly damage: (what: string) => void }

/** A time that says no offset was written in its feed's zone: it gets that zone's offset, so that every page tells the same moment. */
function placed(date: SentDate, zone: string): SentDate {
  if (!/T[\d:.]+$/.test(date)) return date
  const minutes = (Date.parse(`${date.length === 16 ? `${date}:00` : date}Z`) - Date.parse(startInstant(date, zone))) / 60_000
  // Zones of before there were zones are no whole minutes ahead.
  if (!Number.isInteger(minutes) || Math.abs(minutes) > 14 * 60) return date
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${date}${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

/** A text of digits as a date; undefined when there is none, or none that exists. */
export function dateOf(text: string | undefined, clockwork: Clockwork, what: string): SentDate | undefined {
  if (text === undefined) return undefined
  const { date, damaged } = timeOf(text.replace(/\s+/g, ''))
  if (damaged) clockwork.damage(what)
  return date === undefined ? undefined : placed(date, clockwork.timeZone)
}

/** The time in a field: its first component; since 2.3 some fields have a range, whose start it is. */
export const timeAt = (segment: Segment | undefined, at: number, clockwork: Clockwork): SentDate | undefined => (segment === undefined ? undefined : dateOf(part(fieldOf(segment, at), 1), clockwork, `${segment.name}-${at}`))

/** The time in a component (TQ, XCN …). */
export const timeIn = (segment: Segment, place: { readonly field: number; readonly component: number }, clockwork: Clockwork): SentDate | undefined => dateOf(component(fieldOf(segment, place.field), place.component), clockwork, `${segment.name}-${place.field}.${place.component}`)

/** A date with its time of day. */
export const hasTime = (date: SentDate | undefined): date is SentDate => date?.includes('T') === true
