// How do appointments and orders come in?
import type { Appointment, Coded, Order } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { asFields, asText, codeWord, each, present, table } from '../element.ts'
import { coded, codedList, codesOf, wordsOf } from '../codings.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { refuseForbidden } from '../denials.ts'
import { LeftOut } from '../left-out.ts'
import { addressLine, authorsOf, nameOfTarget } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'
import { statusIn } from '../statuses.ts'
import { specimenTaken } from './lab.ts'

/** FHIR R4 AppointmentStatus. */
const appointmentStatuses: Readonly<Record<string, Appointment['status']>> = table({ booked: 'booked', pending: 'booked', arrived: 'booked', 'checked-in': 'booked', fulfilled: 'kept', cancelled: 'cancelled', noshow: 'missed' })

export function appointment(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const unread = context.unread(entry)
  if (['proposed', 'waitlist'].includes(codeWord(resource.status) ?? '')) throw new LeftOut('draft', 'status')
  const described = asText(resource.description)
  const [service] = codedList(resource.serviceType)
  // What it is for says more than what it is called by nobody; that somebody is expected is never left out for want of a name.
  const type: Coded = service ?? coded(resource.appointmentType) ?? (described === undefined ? undefined : { text: described }) ?? codedList(resource.specialty)[0] ?? codedList(resource.reasonCode)[0] ?? codedList(resource.serviceCategory)[0] ?? { text: 'Appointment' }
  const actors = each(resource.participant).map((one) => ({ reference: one.actor, target: context.resolve(one.actor, resource) }))
  const authors = actors.flatMap(({ reference, target }) => (target.type === 'Patient' || target.type === 'Location' ? [] : authorsOf(reference, context.resolve, resource)))
  const location = actors.find(({ target }) => target.type === 'Location')?.target
  const place = location === undefined ? undefined : nameOfTarget(location, context.resolve)
  const start = sentDate(resource.start, 'start', unread)
  const end = sentDate(resource.end, 'end', unread)
  const status = statusIn(resource.status, { known: appointmentStatuses, what: 'status', unread }) ?? 'unknown'
  const body = present<Appointment>({ kind: 'appointment', type, status, start, end, address: addressLine(asFields(location?.resource?.address)), instructions: asText(resource.patientInstruction), authors, place, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: type.text, code: type.code, system: type.system, date: start, endDate: end, place, status, line: body.instructions, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'appointment', filed: start, final: true, card, search: [type.text, place, ...authors.map((one) => one.name)], body }
}

/** FHIR R4 RequestIntent: what is wished or planned, and what is ordered. */
const unmeant = new Set(['proposal', 'plan', 'option'])
const orderIntents: Readonly<Record<string, boolean>> = table({ order: true, 'original-order': true, 'reflex-order': true, 'filler-order': true, 'instance-order': true, directive: true })
/** FHIR R4 RequestStatus. */
const orderStatuses: Readonly<Record<string, Order['status']>> = table({ active: 'active', 'on-hold': 'active', completed: 'completed', revoked: 'cancelled' })
/** SNOMED CT and v2 0074 categories of orders. */
const labCategories = new Set(['108252007', 'LAB', 'laboratory', '15220000'])
const imagingCategories = new Set(['363679005', 'RAD', 'imaging', 'IMG'])

export function order(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const unread = context.unread(entry)
  if (codeWord(resource.status) === 'draft' || unmeant.has(codeWord(resource.intent) ?? '')) throw new LeftOut('draft', 'intent')
  refuseForbidden(resource)
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const categories = codesOf(resource.category)
  const of: Order['of'] = categories.some((code) => labCategories.has(code)) ? 'lab' : categories.some((code) => imagingCategories.has(code)) ? 'imaging' : 'other'
  const ordered = sentDate(resource.authoredOn, 'authoredOn', unread)
  const expected = sentMoment(resource, 'occurrence', unread)
  const specimen = specimenTaken(entry, context, unread)
  const authors = authorsOf(resource.requester, context.resolve, resource)
  // What cannot be told from a wish is no order that stands.
  const meant = statusIn(resource.intent, { known: orderIntents, what: 'intent', unread }) === true
  const said = statusIn(resource.status, { known: orderStatuses, what: 'status', unread }) ?? 'unknown'
  const status = meant ? said : 'unknown'
  const body = present<Order>({ kind: 'order', name, of, status, ordered, taken: specimen, expected, reasons: reasonsOf(entry, context), authors, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: ordered, status, of, expected, taken: specimen, active: status === 'active', ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'order', filed: ordered ?? expected, final: true, card, search: [name.text, wordsOf(resource.category), ...authors.map((one) => one.name)], body }
}
