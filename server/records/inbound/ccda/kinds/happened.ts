// How do visits, procedures and booked appointments come in? What happened, and what has a time; plans stay in the words.
import type { Appointment, Coded, Procedure, SentDate, SentPeriod, Visit } from '../../../../../contract/clinical.ts'
import { namesNothing } from '../../fhir/denials.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { allAt, attribute, childOf, childrenOf, nullFlavor, present, wordsIn } from '../element.ts'
import { type Within, authorsOf, authoredAt, damageIn, add, follows, innerOf, isNegated, isVoid, keyOf, labelsOf, leave, moodOf, organizationOf, problemObservation, reasonsOf, stands, statusOf } from '../reading.ts'
import { observationsOf } from './problems.ts'
import { coded, codesOf, firstId, nameOf, sentPeriod, textOf } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { table } from '../../fhir/element.ts'

const procedureStatuses: Readonly<Record<string, string>> = table({ completed: 'completed', active: 'in-progress', suspended: 'on-hold' })

export function procedure(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  if (isNegated(entry)) return leave(within, 'not-done', entry.name)
  if (moodOf(entry) !== 'EVN') return leave(within, 'planned', entry.name)
  const sent = statusOf(entry) ?? ''
  if (sent === 'aborted' || sent === 'cancelled') return leave(within, 'not-done', entry.name)
  const { pointed } = within.reading
  const code = childOf(entry, 'code')
  const words = textOf(childOf(entry, 'text'), pointed)
  const name = coded(code, pointed) ?? (words === undefined || words.length > 200 ? undefined : { text: words })
  if (name === undefined) return leave(within, nullFlavor(code) === undefined ? 'no-name' : 'said-unknown', 'code')
  const nothing = namesNothing(name)
  if (nothing !== undefined) return leave(within, nothing, 'code')
  const period = sentPeriod(childOf(entry, 'effectiveTime'), damageIn(within))
  const authors = authorsOf(entry, 'performer', 'author')
  const organization = organizationOf(entry, 'performer')
  const reasons = reasonsOf(entry, within)
  const body = present<Procedure>({ kind: 'procedure', name, status: procedureStatuses[sent] ?? 'unknown', period, reasons, authors, organization, place: placeOf(entry) })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, code: name.code, system: name.system, date: period.start, endDate: period.end, place: body.place, organization, status: body.status, line: reasons[0]?.text, ...cardAuthor(authors) })
  add(within, entry, { kind: 'procedure', key: keyOf(within, 'procedure', { entry, about: [name.code ?? name.text, period.start] }), filed: period.start ?? period.end, labels: labelsOf(code), card, search: [name.text, ...reasons.map((one) => one.text)], body })
}

const placeOf = (entry: Element): string | undefined => childrenOf(entry, 'participant').filter((one) => attribute(one, 'typeCode') === 'LOC').flatMap((one) => allAt(one, 'participantRole', 'playingEntity', 'name').map(wordsIn)).find((one) => one !== undefined)

/** HL7 v3 ActEncounterCode; CPT's evaluation and management codes by their ranges. */
const classes: Readonly<Record<string, Visit['class']>> = table({ AMB: 'office', IMP: 'hospital', ACUTE: 'hospital', NONAC: 'hospital', OBSENC: 'hospital', SS: 'hospital', EMER: 'emergency', VR: 'virtual', HH: 'home', FLD: 'other' })
export function classOf(code: Element | undefined): Visit['class'] {
  const codes = codesOf(code).map((one) => one.code)
  const known = codes.map((one) => classes[one]).find((one) => one !== undefined)
  if (known !== undefined || !codes.some((one) => /^99\d{3}$/.test(one))) return known
  if (codes.some((one) => /^9928[1-8]$/.test(one))) return 'emergency'
  return codes.some((one) => /^992(2|3)\d$/.test(one)) ? 'hospital' : codes.some((one) => /^992(0|1)\d$/.test(one)) ? 'office' : undefined
}

type Seen = { readonly name: Coded; readonly entry: Element; readonly code: Element | undefined }

function appointment({ name, entry }: Seen, within: Within): void {
  const { start, end } = sentPeriod(childOf(entry, 'effectiveTime'), damageIn(within))
  if (start === undefined) return leave(within, 'planned', 'encounter')
  const authors = authorsOf(entry, 'performer')
  const place = placeOf(entry)
  const body = present<Appointment>({ kind: 'appointment', type: name, status: statusOf(entry) === 'cancelled' || statusOf(entry) === 'aborted' ? 'cancelled' : 'booked', start, end, place, authors })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, date: start, endDate: end, place, status: body.status, ...cardAuthor(authors) })
  add(within, entry, { kind: 'appointment', key: appointmentKey(entry, within, start), filed: start, card, search: [name.text, place], body })
}

/** Diagnoses of a visit: in an act (Encounter Diagnosis), or by themselves. */
function diagnosesOf(entry: Element, within: Within): readonly Element[] {
  const inActs = innerOf(entry, 'act').filter((act) => innerOf(act, 'observation').length > 0 && stands(act, within)).flatMap((act) => observationsOf(act, [problemObservation]))
  const alone = innerOf(entry, 'observation').filter((one) => follows(one, problemObservation))
  return [...inActs, ...alone].filter((one) => childOf(one, 'value') !== undefined && stands(one, within))
}

/** Does a time lie after another? Days are compared where one of them does not say its zone. */
function isAfter(time: SentDate | undefined, other: SentDate | undefined): boolean {
  if (time === undefined || other === undefined || time.length < 10 || other.length < 10) return false
  const zoned = [time, other].every((one) => /T.*(Z|[+-]\d\d:\d\d)$/.test(one))
  return zoned ? Date.parse(time) > Date.parse(other) : time.slice(0, 10) > other.slice(0, 10)
}

/**
 * What names a visit at its source; the header may name the same one. Its day belongs to the name: systems give all of their visits the
 * number of the organization, or the one they found in the standard's example.
 */
const visitKey = (entry: Element, within: Within, start: SentDate | undefined): readonly [string, string] => ['Encounter', `cda:${keyOf(within, 'visit', { entry, about: [start?.slice(0, 10)] })[1]}`]

/** A moved appointment is the same one; a number of the organization alone (an OID without an extension) names none. */
const appointmentKey = (entry: Element, within: Within, start: SentDate): readonly [string, string] => keyOf(within, 'appointment', { entry, about: /^[\d.]+$/.test(firstId(entry) ?? '') ? [start] : [] })

export function visit(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  if (isNegated(entry)) return leave(within, 'not-done', 'encounter')
  const { pointed } = within.reading
  const code = childOf(entry, 'code')
  const named = coded(code, pointed) ?? (textOf(childOf(entry, 'text'), pointed) === undefined ? undefined : { text: (textOf(childOf(entry, 'text'), pointed) ?? '').slice(0, 200) })
  const mood = moodOf(entry)
  if (mood === 'APT') return appointment({ name: named ?? { text: within.section }, entry, code }, within)
  if (mood !== 'EVN') return leave(within, 'planned', 'encounter')
  const period = sentPeriod(childOf(entry, 'effectiveTime'), damageIn(within))
  // Without a kind and a time nobody could tell which visit is meant.
  if (named === undefined && period.start === undefined) return leave(within, nullFlavor(code) === undefined ? 'no-name' : 'said-unknown', 'code')
  const nothing = named === undefined ? undefined : namesNothing(named)
  if (nothing !== undefined) return leave(within, nothing, 'code')
  const sent = statusOf(entry)
  if (sent === 'aborted' || sent === 'cancelled') return leave(within, 'not-done', 'encounter')
  const type: Coded = named ?? { text: within.section }
  const authors = authorsOf(entry, 'performer')
  const organization = organizationOf(entry, 'performer')
  const place = placeOf(entry)
  const diagnoses = diagnosesOf(entry, within)
  const reasons = [...reasonsOf(entry, within), ...diagnoses.map((one) => coded(childOf(one, 'value'), pointed)).filter((one) => one !== undefined)].filter((one, at, all) => all.findIndex((other) => other.text === one.text) === at)
  const discharge = coded(childOf(entry, 'sdtc:dischargeDispositionCode') ?? childOf(entry, 'dischargeDispositionCode'), pointed)?.text
  const status: Visit['status'] = isAfter(period.start, within.reading.effective) ? 'planned' : sent === 'active' ? 'in-progress' : 'finished'
  const body = present<Visit>({ kind: 'visit', type, class: classOf(code), status, period, reasons, discharge, authors, place, organization })
  const card = present<Parameters<typeof add>[2]['card']>({ name: type.text, code: type.code, system: type.system, date: period.start, endDate: period.end, place, organization, status, line: reasons[0]?.text, ...cardAuthor(authors) })
  const key = visitKey(entry, within, period.start)
  add(within, entry, { kind: 'visit', key, visit: key[1], filed: period.start ?? authoredAt(entry, damageIn(within)), labels: labelsOf(...diagnoses.map((one) => childOf(one, 'value'))), card, search: [type.text, place, organization, ...reasons.map((one) => one.text)], body })
}

/** A stay that has an end, or a single time, is over once that is past; one that only began may last. */
function statusOfStay(encounter: Element, { start, end }: SentPeriod, { reading }: Within): Visit['status'] {
  const over = end ?? (attribute(childOf(encounter, 'effectiveTime'), 'value') === undefined ? undefined : start)
  return over === undefined || reading.effective === undefined || isAfter(over, reading.effective) ? 'unknown' : 'finished'
}

/** The stay in the header (encompassingEncounter), when no entry tells of it. */
export function stay(encounter: Element, within: Within, facility: string | undefined): string | null {
  const id = firstId(encounter)
  const period = sentPeriod(childOf(encounter, 'effectiveTime'), damageIn(within))
  if (id === undefined || period.start === undefined) return null
  const key = visitKey(encounter, within, period.start)
  if (within.reading.facts.some((one) => one.kind === 'visit' && one.key[1] === key[1])) return key[1]
  const named = coded(childOf(encounter, 'code'), within.reading.pointed)
  const people = [...allAt(encounter, 'responsibleParty', 'assignedEntity', 'assignedPerson', 'name'), ...allAt(encounter, 'encounterParticipant', 'assignedEntity', 'assignedPerson', 'name')].map(nameOf).filter((one) => one !== undefined)
  const authors = [...new Set(people)].map((name) => ({ name }))
  const type: Coded = named ?? { text: 'Visit' }
  const discharge = coded(childOf(encounter, 'dischargeDispositionCode'), within.reading.pointed)?.text
  const body = present<Visit>({ kind: 'visit', type, class: classOf(childOf(encounter, 'code')), status: statusOfStay(encounter, period, within), period, reasons: [], discharge, authors, place: facility, organization: within.reading.organization })
  const card = present<Parameters<typeof add>[2]['card']>({ name: type.text, code: type.code, system: type.system, date: period.start, endDate: period.end, place: facility, organization: body.organization, status: body.status, ...cardAuthor(authors) })
  add(within, encounter, { kind: 'visit', key, visit: key[1], filed: period.start, card, search: [type.text, facility, ...people], body })
  return key[1]
}
