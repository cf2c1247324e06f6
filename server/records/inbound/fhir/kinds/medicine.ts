// How does a prescription or a told medicine come in?
import type { Medicine } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, type Json, asFields, asText, codeWord, each, isThere, numeral, present, table } from '../element.ts'
import { coded, firstCode, wordsOf } from '../codings.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { deniedByMark, meansWhatItSays, nameIn, refuseForbidden, saysNone } from '../denials.ts'
import { LeftOut, type Unread } from '../left-out.ts'
import { labelsOfResource } from '../labels.ts'
import { authorsOf, organizationOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'
import { statusIn } from '../statuses.ts'

/** FHIR R4 MedicationRequest and MedicationStatement status. */
const statuses: Readonly<Record<string, Medicine['status']>> = table({ active: 'active', stopped: 'stopped', completed: 'completed', 'on-hold': 'on-hold', cancelled: 'cancelled' })

/** FHIR R4 MedicationRequest intent. A MedicationStatement has none: it tells what is taken. */
const intents: Readonly<Record<string, boolean>> = table({ order: true, 'original-order': true, 'reflex-order': true, 'filler-order': true, 'instance-order': true, plan: true })
/** What cannot be told from a wish is no medicine that somebody takes. */
const isMeant = ({ type, resource }: Entry, unread: Unread): boolean => type !== 'MedicationRequest' || statusIn(resource.intent, { known: intents, what: 'intent', unread }) === true

/** All of the words that say how to take it, or none: half of them say something else. */
function instructionsOf(value: Json | undefined): readonly string[] {
  const all = Array.isArray(value) ? (value as readonly Json[]).filter(isThere) : [value].filter(isThere)
  const whole = all.every((one) => [asFields(one)?.text, asFields(one)?.patientInstruction].every((text) => !isThere(text) || typeof text === 'string') && asFields(one) !== undefined)
  return whole ? each(value).flatMap((one) => [asText(one.text), asText(one.patientInstruction)].filter((text) => text !== undefined)) : []
}

/** R5 says how somebody keeps to it; STU3 and DSTU2 had marks for what is not taken. */
const adherenceOf = (resource: Fields): string => firstCode(asFields(resource.adherence)?.code)?.toLowerCase() ?? ''
function refuseNotTaken(resource: Fields): void {
  if (codeWord(resource.taken) === 'n') throw new LeftOut('not-taken', 'taken')
  const mark = deniedByMark(resource, ['wasNotTaken'])
  if (mark !== undefined) throw new LeftOut('not-taken', mark)
  if (adherenceOf(resource) === 'not-taking') throw new LeftOut('not-taken', 'adherence')
}

/** MedicationRequest and MedicationStatement; MedicationOrder of DSTU2, which hospitals still give to telephones. */
export function medicine(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  // US Core: a plan is how a medicine is told that nobody here ordered. An option is one of several, of which none is chosen yet.
  const [unread, word] = [context.unread(entry), codeWord(resource.status)]
  if (word === 'draft' || ['proposal', 'option'].includes(codeWord(resource.intent) ?? '')) throw new LeftOut('draft', 'intent')
  refuseForbidden(resource)
  if (word === 'not-taken') throw new LeftOut('not-taken', 'status')
  refuseNotTaken(resource)
  if (word === 'intended') throw new LeftOut('not-yet', 'status')
  // R5 holds both in one.
  const either = asFields(resource.medication)
  const concept = resource.medicationCodeableConcept ?? either?.concept
  const saidNone = saysNone(concept, 'medication') || undefined
  const target = context.resolve(resource.medicationReference ?? either?.reference, resource)
  const pointed = target.resource === null || !meansWhatItSays(target.resource) ? undefined : coded(target.resource.code)
  const name = nameIn(concept) ?? pointed ?? (target.display === null ? undefined : { text: target.display })
  if (name === undefined) throw new LeftOut('no-name', 'medication')
  // "No known medicines" is an answer that stands, no medicine that does.
  const status = saidNone === true || !isMeant(entry, unread) ? 'unknown' : (statuses[/^(on-hold|stopped)/.exec(adherenceOf(resource))?.[1] ?? ''] ?? statusIn(resource.status, { known: statuses, what: 'status', unread }) ?? 'unknown')
  const prescribed = sentDate(resource.authoredOn, 'authoredOn', unread) ?? sentDate(resource.dateWritten, 'dateWritten', unread) ?? sentMoment(resource, 'effective', unread) ?? sentDate(resource.dateAsserted, 'dateAsserted', unread)
  const dispense = asFields(resource.dispenseRequest)
  const until = sentDate(asFields(dispense?.validityPeriod)?.end, 'dispenseRequest.validityPeriod.end', unread) ?? sentDate(asFields(resource.effectivePeriod)?.end, 'effectivePeriod.end', unread)
  const instructions = instructionsOf(resource.dosageInstruction ?? resource.dosage)
  const authors = authorsOf(resource.requester ?? resource.prescriber ?? resource.informationSource, context.resolve, resource)
  const organization = organizationOf(resource.requester, context.resolve, resource)
  const reasons = reasonsOf(entry, context)
  const body = present<Medicine>({
    kind: 'medicine', name, status, prescribed, ended: status === 'stopped' || status === 'completed' || status === 'cancelled' ? until : undefined, instructions, reasons, refills: numeral(dispense?.numberOfRepeatsAllowed), authors, organization, identifier: identifierOf(resource), saidNone,
  })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: prescribed, endDate: body.ended, organization, status, line: instructions[0], active: status === 'active' || status === 'on-hold', saidNone, ...cardAuthor(authors) })
  return { ...common({ entry, context, labels: target.resource === null ? [] : labelsOfResource(target.resource) }), kind: 'medicine', filed: prescribed, final: true, card, search: [name.text, wordsOf(resource.category), ...authors.map((one) => one.name), ...reasons.map((one) => one.text)], body }
}
