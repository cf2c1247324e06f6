// How do vaccines, conditions, allergies and procedures come in?
import type { Allergy, Condition, Procedure, Vaccine } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, type Json, asFields, asText, asWord, each, present, table } from '../element.ts'
import { coded, codesOf, codings, noteTexts, wordsOf } from '../codings.ts'
import { sentDate, sentMoment, sentPeriod } from '../dates.ts'
import { deniesItself, refuseDenial, saysNone } from '../denials.ts'
import { LeftOut, type LeftOutReason } from '../left-out.ts'
import { authorsOf, nameOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'
import { quantityOf } from '../values.ts'

const clinicalStatuses: Readonly<Record<string, Condition['clinical']>> = table({ active: 'active', recurrence: 'active', relapse: 'active', inactive: 'inactive', remission: 'inactive', resolved: 'resolved' })
const certainties: Readonly<Record<string, Condition['certainty']>> = table({ confirmed: 'confirmed', unconfirmed: 'unconfirmed', provisional: 'unconfirmed', differential: 'unconfirmed', refuted: 'refuted' })
/** Sources put codes of their own before the standard's, or its word alone. */
const inTable = <T>(known: Readonly<Record<string, T>>, concept: Json | undefined): T | undefined => [...codings(concept).map(({ code }) => code), wordsOf(concept) ?? ''].map((word) => known[word.toLowerCase()]).find((one) => one !== undefined)
const clinicalOf = (resource: Fields): Condition['clinical'] => inTable(clinicalStatuses, resource.clinicalStatus) ?? 'unknown'
const certaintyOf = (resource: Fields): Condition['certainty'] => inTable(certainties, resource.verificationStatus) ?? 'unknown'

/** What a list row says of it: what is not sure says so before anything else. */
const standing = ({ certainty }: Pick<Condition, 'certainty'>, clinical: Condition['clinical']): string => (certainty === 'unconfirmed' ? certainty : clinical)

/** FHIR R4 ImmunizationStatusCodes. */
const vaccineStatuses: Readonly<Record<string, Vaccine['status']>> = table({ completed: 'given', 'not-done': 'not-given' })

/** CVX: no vaccine administered. */
const noVaccine = '998'
/** Registries' number for an amount that nobody knows (CDC guide 1.5, RXA-6). */
const unknownAmount = '999'

export function vaccine(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  refuseDenial(resource.vaccineCode, 'vaccineCode')
  if (codings(resource.vaccineCode).some((one) => one.system === 'cvx' && one.code === noVaccine)) throw new LeftOut('said-none', 'vaccineCode')
  const name = coded(resource.vaccineCode)
  if (name === undefined) throw new LeftOut('no-name', 'vaccineCode')
  const status = vaccineStatuses[asText(resource.status) ?? ''] ?? 'unknown'
  const given = sentMoment(resource, 'occurrence')
  const authors = each(resource.performer).flatMap((one) => authorsOf(one.actor, context.resolve, resource))
  const place = nameOf(resource.location, context.resolve, resource)
  const amount = quantityOf(resource.doseQuantity)
  const dose = amount?.value === unknownAmount ? undefined : amount
  const protocol = each(resource.protocolApplied)[0]
  const number = asWord(protocol?.doseNumberPositiveInt) ?? asText(protocol?.doseNumberString)
  const body = present<Vaccine>({
    kind: 'vaccine', name, status, given, lot: asText(resource.lotNumber), site: wordsOf(resource.site), dose: number ?? (dose === undefined ? undefined : `${dose.value}${dose.unit === undefined ? '' : ` ${dose.unit}`}`),
    manufacturer: nameOf(resource.manufacturer, context.resolve, resource), reason: wordsOf(resource.statusReason), authors, place, identifier: identifierOf(resource),
  })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: given, place, status, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'vaccine', filed: given, final: true, card, search: [name.text, place], body }
}

// Circumstances of life that sources file among the conditions (SNOMED CT findings and situations): shown apart from health.
export const socialFindings: ReadonlySet<string> = new Set([
  '105531004', '160903007', '160904001', '160905000', '160923008', '160968000', '224295006', '224299000', '224355006', '224362002', '266948004', '266934004', '32911000', '422650009', '423315002', '424393004', '5251000175109', '706893006', '73438004',
  '73595000', '741062008', '314529007', '183996000', '713458007', '446654005', '160701002', '301011002', '105542008', '224229007', '10939881000119105', '361055000',
])

export function condition(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  if (certaintyOf(resource) === 'refuted') throw new LeftOut('ruled-out', 'verificationStatus')
  const saidNone = saysNone(resource.code, 'code')
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const onset = sentMoment(resource, 'onset')
  const recorded = sentDate(resource.recordedDate, 'recordedDate')
  const ended = sentMoment(resource, 'abatement')
  const social = codings(resource.code).some((one) => socialFindings.has(one.code) || /^Z(5[5-9]|6[0-5])/.test(one.system === 'icd10' ? one.code : '')) || codesOf(resource.category).includes('sdoh')
  const authors = authorsOf(resource.recorder ?? resource.asserter, context.resolve, resource)
  const clinical = saidNone || deniesItself(name.text) ? 'unknown' : clinicalOf(resource)
  const body = present<Condition>({ kind: 'condition', name, clinical, certainty: certaintyOf(resource), onset, ended, recorded, social, notes: noteTexts(resource.note), authors, identifier: identifierOf(resource), saidNone: saidNone || undefined })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: onset ?? recorded, endDate: ended, status: standing(body, clinical), active: clinical === 'active', saidNone: saidNone || undefined, of: social ? 'social' : 'health', ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'condition', filed: onset ?? recorded, final: true, card, search: [name.text, ...codings(resource.code).map((one) => one.display)], body }
}

export function allergy(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  if (certaintyOf(resource) === 'refuted') throw new LeftOut('ruled-out', 'verificationStatus')
  const saidNone = saysNone(resource.code, 'code')
  const substance = each(resource.reaction).map((one) => coded(one.substance)).find((one) => one !== undefined)
  const name = coded(resource.code) ?? substance
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const onset = sentMoment(resource, 'onset')
  const recorded = sentDate(resource.recordedDate, 'recordedDate')
  const authors = authorsOf(resource.recorder ?? resource.asserter, context.resolve, resource)
  const reactions = each(resource.reaction).flatMap((one) => each(one.manifestation).map(wordsOf)).filter((one) => one !== undefined)
  const criticality = asText(resource.criticality)
  const severe: Allergy['severe'] = criticality === 'low' || criticality === 'high' ? criticality : criticality === 'unable-to-assess' ? 'unknown' : undefined
  const body = present<Allergy>({ kind: 'allergy', name, clinical: saidNone ? 'unknown' : clinicalOf(resource), certainty: certaintyOf(resource), severe, reactions, onset, recorded, saidNone, authors, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: recorded ?? onset, status: standing(body, body.clinical), active: body.clinical === 'active', saidNone, line: reactions.join(', ') || undefined, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'allergy', filed: recorded ?? onset, final: true, card, search: [name.text, ...reactions], body }
}

/** FHIR R4 EventStatus; of what did not happen, or not yet. */
const eventStatuses = new Set(['in-progress', 'on-hold', 'stopped', 'completed', 'entered-in-error', 'unknown'])
const notDone: Readonly<Record<string, LeftOutReason>> = table({ 'not-done': 'not-happened', preparation: 'not-yet' })

export function procedure(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const reason = notDone[asText(resource.status) ?? '']
  if (reason !== undefined) throw new LeftOut(reason, 'status')
  refuseDenial(resource.code, 'code')
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const single = sentDate(resource.performedDateTime, 'performedDateTime')
  const period = asFields(resource.performedPeriod) === undefined ? (single === undefined ? {} : { start: single }) : sentPeriod(resource.performedPeriod, 'performedPeriod')
  const authors = each(resource.performer).flatMap((one) => authorsOf(one.actor, context.resolve, resource))
  const place = nameOf(resource.location, context.resolve, resource)
  const reasons = reasonsOf(entry, context)
  const said = asText(resource.status) ?? ''
  const status = eventStatuses.has(said) ? said : 'unknown'
  const body = present<Procedure>({ kind: 'procedure', name, status, period, reasons, authors, place, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: period.start, endDate: period.end, place, status, line: reasons[0]?.text, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'procedure', filed: period.start, final: true, card, search: [name.text, place, ...authors.map((one) => one.name)], body }
}
