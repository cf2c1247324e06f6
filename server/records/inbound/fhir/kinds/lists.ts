// How do vaccines, conditions, allergies and procedures come in?
import type { Allergy, Condition, Procedure, SentDate, Vaccine } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, asFields, asText, asWord, codeWord, each, isThere, present, table } from '../element.ts'
import { coded, codesOf, codings, noteTexts, wordsOf } from '../codings.ts'
import { sentDate, sentMoment, sentPeriod } from '../dates.ts'
import { deniedByMark, deniesItself, nameIn, refuseDenial, saysNone } from '../denials.ts'
import { LeftOut, type LeftOutReason, type Unread } from '../left-out.ts'
import { authorsOf, nameOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'
import { quantityOf } from '../quantities.ts'
import { conceptStatus, statusIn } from '../statuses.ts'

const clinicalStatuses: Readonly<Record<string, Condition['clinical']>> = table({ active: 'active', recurrence: 'active', relapse: 'active', inactive: 'inactive', remission: 'inactive', resolved: 'resolved' })
const certainties: Readonly<Record<string, Condition['certainty']>> = table({ confirmed: 'confirmed', unconfirmed: 'unconfirmed', provisional: 'unconfirmed', differential: 'unconfirmed', refuted: 'refuted' })
/** When somebody wrote it down, by the names of R4, STU3 and DSTU2. */
const recordedOn = (resource: Fields, unread: Unread): SentDate | undefined => ['recordedDate', 'assertedDate', 'dateRecorded'].map((name) => sentDate(resource[name], name, unread)).find((date) => date !== undefined)

type Said = { readonly clinical: Condition['clinical']; readonly certainty: Condition['certainty'] }

/** How it stands and how sure that is. What may have been ruled out, and cannot be read, is nothing that somebody has now. */
function saidOf({ clinicalStatus, verificationStatus }: Fields, unread: Unread): Said {
  const certainty = conceptStatus(verificationStatus, { known: certainties, what: 'verificationStatus', unread })
  if (certainty === 'refuted') throw new LeftOut('ruled-out', 'verificationStatus')
  const clinical = conceptStatus(clinicalStatus, { known: clinicalStatuses, what: 'clinicalStatus', unread })
  return { clinical: clinical === 'unreadable' || certainty === 'unreadable' ? 'unknown' : (clinical ?? 'unknown'), certainty: certainty === 'unreadable' ? 'unknown' : (certainty ?? 'unknown') }
}

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
  const unread = context.unread(entry)
  // Before R4 the status said that a note was complete, and this that nothing was given.
  const refused = deniedByMark(resource, ['notGiven', 'wasNotGiven']) !== undefined
  const said = refused ? 'not-given' : (statusIn(resource.status, { known: vaccineStatuses, what: 'status', unread }) ?? 'unknown')
  // A dose that may have been too weak is not told as one that counts.
  const weak = isThere(resource.isSubpotent) && resource.isSubpotent !== false
  if (weak) unread('unknown-code', 'isSubpotent')
  const status = weak && said === 'given' ? 'unknown' : said
  const given = sentMoment(resource, 'occurrence', unread) ?? sentDate(resource.date, 'date', unread)
  const authors = each(resource.performer).flatMap((one) => authorsOf(one.actor, context.resolve, resource))
  const place = nameOf(resource.location, context.resolve, resource)
  const amount = quantityOf(resource.doseQuantity)
  const dose = amount?.value === unknownAmount ? undefined : amount
  const protocol = each(resource.protocolApplied)[0]
  const number = asWord(protocol?.doseNumberPositiveInt) ?? asText(protocol?.doseNumberString)
  const body = present<Vaccine>({
    kind: 'vaccine', name, status, given, lot: asText(resource.lotNumber), site: wordsOf(resource.site), dose: number ?? (dose === undefined ? undefined : `${dose.value}${dose.unit === undefined ? '' : ` ${dose.unit}`}`),
    manufacturer: nameOf(resource.manufacturer, context.resolve, resource), reason: wordsOf(resource.statusReason) ?? (refused ? each(asFields(resource.explanation)?.reasonNotGiven).map(wordsOf).find((one) => one !== undefined) : undefined), authors, place, identifier: identifierOf(resource),
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
  const unread = context.unread(entry)
  const said = saidOf(resource, unread)
  const saidNone = saysNone(resource.code, 'code')
  const name = nameIn(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const onset = sentMoment(resource, 'onset', unread)
  const recorded = recordedOn(resource, unread)
  const ended = sentMoment(resource, 'abatement', unread)
  const social = codings(resource.code).some((one) => socialFindings.has(one.code) || /^Z(5[5-9]|6[0-5])/.test(one.system === 'icd10' ? one.code : '')) || codesOf(resource.category).includes('sdoh')
  const authors = authorsOf(resource.recorder ?? resource.asserter, context.resolve, resource)
  const clinical = saidNone || deniesItself(name.text) ? 'unknown' : said.clinical
  const body = present<Condition>({ kind: 'condition', name, clinical, certainty: said.certainty, onset, ended, recorded, social, notes: noteTexts(resource.note), authors, identifier: identifierOf(resource), saidNone: saidNone || undefined })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: onset ?? recorded, endDate: ended, status: standing(body, clinical), active: clinical === 'active', saidNone: saidNone || undefined, of: social ? 'social' : 'health', ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'condition', filed: onset ?? recorded, final: true, card, search: [name.text, ...codings(resource.code).map((one) => one.display)], body }
}

/** FHIR R4 AllergyIntoleranceCriticality. */
const criticalities: Readonly<Record<string, NonNullable<Allergy['severe']>>> = table({ low: 'low', high: 'high', 'unable-to-assess': 'unknown' })

export function allergy(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const unread = context.unread(entry)
  // DSTU2 has one status for both, and calls the code a substance.
  const [code, older] = [resource.code ?? resource.substance, resource.status]
  const said = saidOf({ clinicalStatus: resource.clinicalStatus ?? (clinicalStatuses[codeWord(older) ?? ''] === undefined ? undefined : older), verificationStatus: resource.verificationStatus ?? (certainties[codeWord(older) ?? ''] === undefined ? undefined : older) }, unread)
  const saidNone = saysNone(code, 'code')
  const substance = each(resource.reaction).map((one) => coded(one.substance)).find((one) => one !== undefined)
  const name = nameIn(code) ?? substance
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const onset = sentMoment(resource, 'onset', unread) ?? sentDate(resource.onset, 'onset', unread)
  const recorded = recordedOn(resource, unread)
  const authors = authorsOf(resource.recorder ?? resource.asserter, context.resolve, resource)
  const reactions = each(resource.reaction).flatMap((one) => each(one.manifestation).map(wordsOf)).filter((one) => one !== undefined)
  const severe = isThere(resource.criticality) ? statusIn(resource.criticality, { known: criticalities, what: 'criticality', unread }) : undefined
  const body = present<Allergy>({ kind: 'allergy', name, clinical: saidNone ? 'unknown' : said.clinical, certainty: said.certainty, severe, reactions, onset, recorded, saidNone, authors, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: recorded ?? onset, status: standing(body, body.clinical), active: body.clinical === 'active', saidNone, line: reactions.join(', ') || undefined, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'allergy', filed: recorded ?? onset, final: true, card, search: [name.text, ...reactions], body }
}

/** FHIR R4 EventStatus, with the words of STU3 and DSTU2; of what did not happen, or not yet. */
const eventStatuses: Readonly<Record<string, Procedure['status']>> = table({ 'in-progress': 'in-progress', 'on-hold': 'on-hold', suspended: 'on-hold', stopped: 'stopped', aborted: 'stopped', completed: 'completed', 'entered-in-error': 'entered-in-error' })
const notDone: Readonly<Record<string, LeftOutReason>> = table({ 'not-done': 'not-happened', preparation: 'not-yet' })

export function procedure(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const reason = notDone[codeWord(resource.status) ?? '']
  if (reason !== undefined) throw new LeftOut(reason, 'status')
  const mark = deniedByMark(resource, ['notDone', 'notPerformed'])
  if (mark !== undefined) throw new LeftOut('not-happened', mark)
  refuseDenial(resource.code, 'code')
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const unread = context.unread(entry)
  const [lasted, called] = [resource.performedPeriod ?? resource.occurrencePeriod, resource.performedPeriod === undefined ? 'occurrencePeriod' : 'performedPeriod']
  const single = sentDate(resource.performedDateTime ?? resource.occurrenceDateTime, resource.performedDateTime === undefined ? 'occurrenceDateTime' : 'performedDateTime', unread)
  const period = asFields(lasted) === undefined ? (single === undefined ? {} : { start: single }) : sentPeriod(lasted, called, unread)
  const authors = each(resource.performer).flatMap((one) => authorsOf(one.actor, context.resolve, resource))
  const place = nameOf(resource.location, context.resolve, resource)
  const reasons = reasonsOf(entry, context)
  const status = statusIn(resource.status, { known: eventStatuses, what: 'status', unread }) ?? 'unknown'
  const body = present<Procedure>({ kind: 'procedure', name, status, period, reasons, authors, place, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: period.start, endDate: period.end, place, status, line: reasons[0]?.text, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'procedure', filed: period.start, final: true, card, search: [name.text, place, ...authors.map((one) => one.name)], body }
}
