// How does a prescription or a told medicine come in?
import type { Medicine } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { asFields, asText, each, numeral, present, table } from '../element.ts'
import { coded, wordsOf } from '../codings.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { saysNone } from '../denials.ts'
import { LeftOut } from '../left-out.ts'
import { labelsOfResource } from '../labels.ts'
import { authorsOf, organizationOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'

/** FHIR R4 MedicationRequest and MedicationStatement status. */
const statuses: Readonly<Record<string, Medicine['status']>> = table({ active: 'active', stopped: 'stopped', completed: 'completed', 'on-hold': 'on-hold', cancelled: 'cancelled' })

/** MedicationRequest and MedicationStatement. */
export function medicine(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  // US Core: a plan is how a medicine is told that nobody here ordered. An option is one of several, of which none is chosen yet.
  if (resource.status === 'draft' || resource.intent === 'proposal' || resource.intent === 'option') throw new LeftOut('draft', 'intent')
  if (resource.doNotPerform === true) throw new LeftOut('forbidden', 'doNotPerform')
  if (resource.status === 'not-taken') throw new LeftOut('not-taken', 'status')
  if (resource.status === 'intended') throw new LeftOut('not-yet', 'status')
  const saidNone = saysNone(resource.medicationCodeableConcept, 'medication') || undefined
  const target = context.resolve(resource.medicationReference, resource)
  const pointed = target.resource === null ? undefined : coded(target.resource.code)
  const name = coded(resource.medicationCodeableConcept) ?? pointed ?? (target.display === null ? undefined : { text: target.display })
  if (name === undefined) throw new LeftOut('no-name', 'medication')
  // "No known medicines" is an answer that stands, no medicine that does.
  const status = saidNone === true ? 'unknown' : (statuses[asText(resource.status) ?? ''] ?? 'unknown')
  const prescribed = sentDate(resource.authoredOn, 'authoredOn') ?? sentMoment(resource, 'effective') ?? sentDate(resource.dateAsserted, 'dateAsserted')
  const dispense = asFields(resource.dispenseRequest)
  const until = sentDate(asFields(dispense?.validityPeriod)?.end, 'dispenseRequest.validityPeriod.end') ?? sentDate(asFields(resource.effectivePeriod)?.end, 'effectivePeriod.end')
  const instructions = each(resource.dosageInstruction ?? resource.dosage).flatMap((one) => [asText(one.text), asText(one.patientInstruction)].filter((text) => text !== undefined))
  const authors = authorsOf(resource.requester ?? resource.informationSource, context.resolve, resource)
  const organization = organizationOf(resource.requester, context.resolve, resource)
  const reasons = reasonsOf(entry, context)
  const body = present<Medicine>({
    kind: 'medicine', name, status, prescribed, ended: status === 'stopped' || status === 'completed' || status === 'cancelled' ? until : undefined, instructions, reasons, refills: numeral(dispense?.numberOfRepeatsAllowed), authors, organization, identifier: identifierOf(resource), saidNone,
  })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: prescribed, endDate: body.ended, organization, status, line: instructions[0], active: status === 'active' || status === 'on-hold', saidNone, ...cardAuthor(authors) })
  return { ...common({ entry, context, labels: target.resource === null ? [] : labelsOfResource(target.resource) }), kind: 'medicine', filed: prescribed, final: true, card, search: [name.text, wordsOf(resource.category), ...authors.map((one) => one.name), ...reasons.map((one) => one.text)], body }
}
