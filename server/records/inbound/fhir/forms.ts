// Has every element that is read the form that the standard gives it (FHIR R4: text, number, object, list)? One of another form is passed
// over by whoever reads the resource; here it is noted by its name, so that nothing is passed over in silence. Values, dates and closed
// lists say themselves what of them could not be read.
import { type Fields, type Json, asFields, isThere, numeral, table } from './element.ts'
import type { Unread } from './left-out.ts'

type Form = 'text' | 'number' | 'truth' | 'concept' | Forms | readonly [Form]
type Forms = { readonly [name: string]: Form }

const identifier: Forms = { system: 'text', value: 'text' }
const reference: Forms = { reference: 'text', display: 'text', identifier }
const period: Forms = { start: 'text', end: 'text' }
const quantity: Forms = { value: 'number', unit: 'text' }
const note: Forms = { text: 'text', authorString: 'text', time: 'text' }
const attachment: Forms = { contentType: 'text', title: 'text', data: 'text', url: 'text' }
const moment = (name: string): Forms => ({ [`${name}DateTime`]: 'text', [`${name}Period`]: period })
const people = { performer: [reference], resultsInterpreter: [reference] } as const
const common: Forms = { identifier: [identifier], encounter: reference, code: 'concept', category: ['concept'], reasonCode: ['concept'], reasonReference: [reference], note: [note] }

const measured: Forms = { code: 'concept', interpretation: ['concept'], dataAbsentReason: 'concept', referenceRange: [{ text: 'text', type: 'concept', appliesTo: ['concept'] }] }
const reaction: Forms = { substance: 'concept', manifestation: ['concept'] }
const dose: Forms = { text: 'text', patientInstruction: 'text' }
const event: Forms = { performer: [{ actor: reference }], location: reference }
const section: Forms = { title: 'text', code: 'concept', text: { div: 'text' }, entry: [reference], emptyReason: 'concept', section: [{ title: 'text', code: 'concept', text: { div: 'text' }, entry: [reference], emptyReason: 'concept' }] }
const answer: Forms = { linkId: 'text', text: 'text', answer: [{}] }

const kinds: Readonly<Record<string, Forms>> = table<Forms>({
  Observation: { ...common, ...moment('effective'), ...measured, issued: 'text', performer: [reference], hasMember: [reference], specimen: reference, bodySite: 'concept', component: [measured] },
  DiagnosticReport: { ...common, ...moment('effective'), ...people, issued: 'text', result: [reference], specimen: [reference], basedOn: [reference], imagingStudy: [reference], conclusion: 'text', conclusionCode: ['concept'], presentedForm: [attachment] },
  ImagingStudy: { ...common, started: 'text', description: 'text', numberOfInstances: 'number', procedureCode: ['concept'], modality: [{}], series: [{ description: 'text', numberOfInstances: 'number' }], interpreter: [reference], location: reference },
  Condition: { ...common, ...moment('onset'), ...moment('abatement'), recordedDate: 'text', recorder: reference, asserter: reference },
  AllergyIntolerance: { ...common, ...moment('onset'), recordedDate: 'text', recorder: reference, asserter: reference, criticality: 'text', reaction: [reaction] },
  Procedure: { ...common, ...event, ...moment('performed') },
  Immunization: { ...common, ...event, occurrenceDateTime: 'text', vaccineCode: 'concept', statusReason: 'concept', lotNumber: 'text', site: 'concept', doseQuantity: quantity, manufacturer: reference, protocolApplied: [{}] },
  MedicationRequest: { ...common, authoredOn: 'text', medicationCodeableConcept: 'concept', medicationReference: reference, requester: reference, dosageInstruction: [dose], dispenseRequest: { numberOfRepeatsAllowed: 'number', validityPeriod: period } },
  MedicationStatement: { ...common, ...moment('effective'), dateAsserted: 'text', medicationCodeableConcept: 'concept', medicationReference: reference, informationSource: reference, dosage: [dose] },
  Encounter: { ...common, type: ['concept'], serviceType: 'concept', period, participant: [{ type: ['concept'], individual: reference }], location: [{ location: reference }], serviceProvider: reference, hospitalization: { dischargeDisposition: 'concept' } },
  Appointment: { ...common, start: 'text', end: 'text', description: 'text', patientInstruction: 'text', serviceType: ['concept'], appointmentType: 'concept', participant: [{ actor: reference }] },
  ServiceRequest: { ...common, ...moment('occurrence'), authoredOn: 'text', requester: reference, specimen: [reference] },
  DocumentReference: { ...common, type: 'concept', date: 'text', description: 'text', author: [reference], custodian: reference, content: [{ attachment }], context: { period } },
  QuestionnaireResponse: { questionnaire: 'text', authored: 'text', author: reference, item: [answer] },
  Composition: { type: 'concept', date: 'text', title: 'text', author: [reference], custodian: reference, text: { div: 'text' }, section: [section] },
})

const isList = (form: Form): form is readonly [Form] => Array.isArray(form)
const asList = (value: Json): readonly Json[] | null => (Array.isArray(value) ? (value as readonly Json[]) : null)

/** A concept may also come as a text, as a Coding, or as a list of one: it is read. */
function isConcept(value: Json): boolean {
  const list = asList(value)
  return list === null ? typeof value === 'string' || asFields(value) !== undefined : list.length === 1 && typeof list[0] !== 'number'
}

function isOfForm(value: Json, form: 'text' | 'number' | 'truth' | 'concept'): boolean {
  if (form === 'concept') return isConcept(value)
  if (form === 'number') return numeral(value) !== undefined
  return form === 'text' ? typeof value === 'string' : typeof value === 'boolean'
}

function noteForm(value: Json | undefined, form: Form, about: { readonly path: string; readonly unread: Unread }): void {
  if (!isThere(value)) return
  const { path, unread } = about
  if (typeof form === 'string') {
    if (!isOfForm(value, form)) unread('wrong-form', path)
    return
  }
  // One alone counts as a list of one.
  if (isList(form)) {
    for (const one of asList(value) ?? [value]) noteForm(one, form[0], about)
    return
  }
  const fields = asFields(value)
  if (fields === undefined) unread('wrong-form', path)
  else noteFields(fields, form, { path: `${path}.`, unread })
}

function noteFields(fields: Fields, forms: Forms, { path, unread }: { readonly path: string; readonly unread: Unread }): void {
  for (const [name, form] of Object.entries(forms)) noteForm(fields[name], form, { path: `${path}${name}`, unread })
}

/** Notes the elements of a resource that are of another form than they should be. */
export function noteForms(type: string, resource: Fields, unread: Unread): void {
  const forms = kinds[type]
  if (forms !== undefined) noteFields(resource, forms, { path: '', unread })
}
