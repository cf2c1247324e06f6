// How does an Encounter become a visit?
import type { Author, Coded, Visit } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, asFields, asText, each, isThere, present, table } from '../element.ts'
import { codeOf, codedList, wordsOf } from '../codings.ts'
import { sentPeriod } from '../dates.ts'
import { LeftOut, type Unread } from '../left-out.ts'
import { authorsOf, nameOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'
import { statusIn } from '../statuses.ts'

/** HL7 v3 ActCode, ActEncounterCode; the words of DSTU2. */
const classes: Readonly<Record<string, Visit['class']>> = table({
  AMB: 'office', IMP: 'hospital', ACUTE: 'hospital', NONAC: 'hospital', OBSENC: 'hospital', SS: 'hospital', EMER: 'emergency', VR: 'virtual', HH: 'home', FLD: 'other',
  ambulatory: 'office', outpatient: 'office', inpatient: 'hospital', daytime: 'hospital', emergency: 'emergency', virtual: 'virtual', home: 'home', field: 'other',
})
/** What those codes are called in their code system. */
const classWords: Readonly<Record<string, string>> = table({ AMB: 'Ambulatory', IMP: 'Inpatient encounter', ACUTE: 'Inpatient acute', NONAC: 'Inpatient non-acute', OBSENC: 'Observation encounter', SS: 'Short stay', EMER: 'Emergency', VR: 'Virtual', HH: 'Home health', FLD: 'Field', PRENC: 'Pre-admission' })
/** FHIR R4 and R5 EncounterStatus. */
const statuses: Readonly<Record<string, Visit['status']>> = table({ planned: 'planned', arrived: 'in-progress', triaged: 'in-progress', 'in-progress': 'in-progress', onleave: 'in-progress', 'on-hold': 'in-progress', finished: 'finished', completed: 'finished', discharged: 'finished', cancelled: 'cancelled', discontinued: 'cancelled' })

/** A coding in R4, concepts in R5, a word in DSTU2. */
function classOf({ class: said }: Fields, unread: Unread): { readonly code: string | undefined; readonly words: string | undefined } {
  const [concept] = Array.isArray(said) ? each(said) : []
  const coding = concept === undefined ? asFields(said) : each(concept.coding)[0]
  const code = asText(said) ?? codeOf(coding)
  const words = wordsOf(concept) ?? asText(coding?.display) ?? (code === undefined ? undefined : (classWords[code] ?? code))
  if (isThere(said) && words === undefined) unread('wrong-form', 'class')
  return { code, words }
}

function peopleOf(entry: Entry, context: Context): readonly Author[] {
  return each(entry.resource.participant).flatMap((participant) => {
    const found = authorsOf(participant.individual, context.resolve, entry.resource)
    const role = wordsOf(each(participant.type)[0])
    return found.map((one) => present<Author>({ name: one.name, role: one.role ?? role }))
  })
}

export function visit(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const place = each(resource.location).map((one) => nameOf(one.location, context.resolve, resource)).find((one) => one !== undefined)
  const unread = context.unread(entry)
  const { code, words: className } = classOf(resource, unread)
  const serviceType = wordsOf(resource.serviceType)
  const type: Coded | undefined = codedList(resource.type)[0] ?? (serviceType === undefined ? undefined : { text: serviceType }) ?? (className === undefined ? undefined : { text: className })
  if (type === undefined) throw new LeftOut('no-name', 'type')
  const period = resource.period === undefined ? sentPeriod(resource.actualPeriod, 'actualPeriod', unread) : sentPeriod(resource.period, 'period', unread)
  const authors = peopleOf(entry, context)
  const organization = nameOf(resource.serviceProvider, context.resolve, resource)
  const status = statusIn(resource.status, { known: statuses, what: 'status', unread }) ?? 'unknown'
  const reasons = reasonsOf(entry, context)
  const body = present<Visit>({
    kind: 'visit', type, class: code === undefined ? undefined : (classes[code] ?? 'other'), status, period, reasons, specialty: serviceType, discharge: wordsOf(asFields(resource.hospitalization)?.dischargeDisposition), authors, place, organization, identifier: identifierOf(resource),
  })
  const card = present<Mapped['card']>({ name: type.text, code: type.code, system: type.system, date: period.start, endDate: period.end, place, organization, status, line: reasons[0]?.text, ...cardAuthor(authors) })
  return { ...common({ entry, context }), visit: entry.sourceId, kind: 'visit', filed: period.start, final: true, card, search: [type.text, place, organization, ...authors.map((one) => one.name), ...reasons.map((one) => one.text)], body }
}
