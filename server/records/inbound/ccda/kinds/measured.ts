// How do results and vital signs come in? A panel with its values is one record; numbers, ranges and flags are as sent.
import type { LabResult, LabValue, ReportStatus, VitalSigns } from '../../../../../contract/clinical.ts'
import { cardAuthor, cardCounts, valueWords } from '../../fhir/record.ts'
import { childOf, present } from '../element.ts'
import { type Within, add, isNegated, isVoid, keyOf, leave, moodOf } from '../reading.ts'
import { coded } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { filesIn, groupOf, holdsValue, observationsOf, reportStatus, specimenOf } from './observed.ts'

/** A result organizer, or an observation that stands alone. */
export function result(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  const observations = observationsOf(entry, within)
  if (isNegated(entry) && entry.name !== 'observation') return leave(within, 'negated', 'organizer')
  if (moodOf(entry) !== 'EVN') return leave(within, 'planned', entry.name)
  const group = groupOf(entry, observations, within)
  const { values, authors, taken, issued, lab } = group
  if (values.length === 0) return observations.length === 0 ? leave(within, 'no-value', entry.name) : undefined
  const [only] = values
  const name = coded(childOf(entry, 'code'), within.reading.pointed) ?? only?.name
  if (name === undefined) return leave(within, 'no-name', 'code')
  // A panel that is not finished has numbers that may change, whatever its parts say.
  const own = reportStatus(entry)
  const status: ReportStatus = own !== 'unknown' ? own : (only?.status ?? 'unknown')
  for (const _unread of values.filter((one) => one.unread === true)) leave(within, 'value-unread', 'value')
  if (!values.some((one) => holdsValue(one) || one.unread === true) && filesIn(observations).length === 0 && status === 'final') leave(within, 'no-value', entry.name)
  const body = present<LabResult>({ kind: 'lab-result', name, status, taken, issued, lab, specimen: specimenOf([entry, ...observations], within), authors, values, comments: [], conclusion: undefined, attachments: filesIn(observations), identifier: undefined })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, code: name.code, system: name.system, date: taken ?? issued, place: lab, status, taken, ...cardAuthor(authors), ...cardCounts(values) })
  add(within, entry, { kind: 'lab-result', key: keyOf(within, 'lab-result', { entry, about: [name.code ?? name.text, taken] }), filed: taken ?? issued, final: status === 'final' || status === 'unknown' ? (issued ?? true) : status === 'cancelled' ? true : null, labels: group.labels, card, search: [name.text, ...valueWords(values), lab], body })
}

/** LOINC 8480-6 systolic, 8462-4 diastolic. */
function pressureOf(values: readonly LabValue[]): string | undefined {
  const [upper, lower] = ['8480-6', '8462-4'].map((code) => values.find((one) => one.name.code === code)?.quantity?.value)
  return upper !== undefined && lower !== undefined ? `${upper}/${lower}` : undefined
}

/** A vital signs organizer, or one sign that stands alone. */
export function vitals(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  const observations = observationsOf(entry, within)
  if (isNegated(entry) && entry.name !== 'observation') return leave(within, 'negated', 'organizer')
  if (moodOf(entry) !== 'EVN') return leave(within, 'planned', entry.name)
  const { values: all, authors, taken, issued } = groupOf(entry, observations, within)
  const values = all.filter((one) => holdsValue(one) && one.status !== 'cancelled')
  for (const _none of all.filter((one) => !values.includes(one))) leave(within, 'no-value', 'observation')
  if (values.length === 0) return observations.length === 0 ? leave(within, 'no-value', entry.name) : undefined
  const body = present<VitalSigns>({ kind: 'vital-signs', taken, issued, values, authors })
  const card = present<Parameters<typeof add>[2]['card']>({ name: 'Vital signs', date: taken ?? issued, taken, values: values.length, line: pressureOf(values), ...cardAuthor(authors) })
  add(within, entry, { kind: 'vital-signs', key: keyOf(within, 'vital-signs', { entry, about: [taken, values.map((one) => one.name.code).join('+')] }), filed: taken ?? issued, card, search: ['Vital signs', ...valueWords(values)], body })
}

