// How does a questionnaire come in? As a report of scores, as a survey Observation with its answers, or as the form that was
// filled in: never as a lab result.
import type { LabValue, Questionnaire, SentDate } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, asFields, asText, asWord, each, isThere, numeral, present, table } from '../element.ts'
import { coded } from '../codings.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { labelOf, labelsOfResource } from '../labels.ts'
import { LeftOut, type Unread } from '../left-out.ts'
import { authorsOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, valueWords } from '../record.ts'
import { quantityAsSent, quantityOf, quantityText } from '../quantities.ts'
import { statusIn } from '../statuses.ts'
import { isFinal, reportStatus, valueOf } from '../values.ts'
import { entriesOf, partsOf, valuesOf } from './lab.ts'

type Answers = { readonly values: readonly LabValue[]; readonly inside: readonly Entry[]; readonly taken: SentDate | undefined }

function made(entry: Entry, { values, inside, taken }: Answers, context: Context): Mapped {
  const { resource } = entry
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const unread = context.unread(entry)
  const status = reportStatus(resource.status, unread)
  const issued = sentDate(resource.issued, 'issued', unread)
  const authors = authorsOf(resource.performer, context.resolve, resource)
  const body = present<Questionnaire>({ kind: 'questionnaire', name, taken, issued, authors, values, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: taken ?? issued, status, taken, values: values.length, ...cardAuthor(authors) })
  return {
    ...common({ entry, context, labels: inside.flatMap((one) => labelsOfResource(one.resource)) }),
    from: [entry, ...inside], kind: 'questionnaire', filed: taken ?? issued, final: isFinal(status) ? (issued ?? true) : null, card, search: [name.text, ...valueWords(values)], body,
  }
}

export function questionnaireReport(entry: Entry, context: Context): Mapped {
  const parts = partsOf(entry, each(entry.resource.result), context)
  return made(entry, { values: valuesOf(parts), inside: entriesOf(parts), taken: sentMoment(entry.resource, 'effective', context.unread(entry)) }, context)
}

export function surveyObservation(entry: Entry, context: Context): Mapped {
  const own = valueOf(entry.resource, context.unread(entry))
  const members = partsOf(entry, each(entry.resource.hasMember), context)
  const answered = own.parts.length > 0 && own.quantity === undefined && own.text === undefined ? own.parts : [own]
  const values = members.length > 0 ? [...(own.quantity === undefined && own.text === undefined ? [] : [own]), ...valuesOf(members)] : answered
  return made(entry, { values, inside: entriesOf(members), taken: own.taken }, context)
}

function numberOf(answer: Fields): LabValue['quantity'] {
  const value = numeral(answer.valueDecimal ?? answer.valueInteger)
  return quantityOf(answer.valueQuantity) ?? (value === undefined ? undefined : { value })
}

function answerWords(answer: Fields): string | undefined {
  const coding = asFields(answer.valueCoding)
  if (coding !== undefined) return asText(coding.display) ?? asText(coding.code)
  return quantityAsSent(answer.valueQuantity) ?? asText(answer.valueString) ?? asWord(answer.valueBoolean) ?? asText(answer.valueDate) ?? asText(answer.valueDateTime) ?? asText(answer.valueTime) ?? asText(answer.valueUri) ?? asText(asFields(answer.valueReference)?.display) ?? asText(asFields(answer.valueAttachment)?.title)
}

/** Deeper than any form goes. */
const deepest = 12

/** One number alone is a number; anything else is said in words, in the order of the answers. */
function saidIn(answers: readonly Fields[], unread: Unread): Pick<LabValue, 'quantity' | 'text' | 'unread'> {
  const told = answers.map((answer) => {
    const quantity = numberOf(answer)
    const text = quantity === undefined ? answerWords(answer) : quantityText(quantity)
    const holds = Object.entries(answer).some(([name, value]) => name.startsWith('value') && isThere(value))
    if (text === undefined && holds) unread('value-unread', 'item.answer')
    return { quantity, text, missed: text === undefined && holds }
  })
  const [only, ...more] = told.filter((one) => one.text !== undefined)
  if (only === undefined) return told.some((one) => one.missed) ? { unread: true } : {}
  if (only.quantity !== undefined && more.length === 0) return { quantity: only.quantity }
  return { text: [only, ...more].map((one) => one.text).join(', ') }
}

/** Answered questions in the order of the form; groups give their questions, questions below an answer follow it. */
function answered(holder: Fields, about: { readonly status: LabValue['status']; readonly unread: Unread }, depth = 0): readonly LabValue[] {
  if (depth > deepest) return []
  return each(holder.item).flatMap((item) => {
    const answers = each(item.answer)
    const linkId = asText(item.linkId) ?? ''
    // Forms made of LOINC panels name their questions by LOINC codes ("/44250-9").
    const code = /(?:^|\/)(\d{1,6}-\d)$/.exec(linkId)?.[1]
    const text = asText(item.text) ?? code ?? linkId
    const own = answers.length === 0 || text === '' ? [] : [present<LabValue>({ name: present({ text, code, system: code === undefined ? undefined : ('loinc' as const) }), ranges: [], status: about.status, notes: [], parts: [], quantity: undefined, text: undefined, ...saidIn(answers, about.unread) })]
    return [...own, ...answered(item, about, depth + 1), ...answers.flatMap((one) => answered(one, about, depth + 1))]
  })
}

/** FHIR R4 QuestionnaireResponseStatus. */
const responseStatuses: Readonly<Record<string, LabValue['status']>> = table({ completed: 'final', amended: 'corrected', 'in-progress': 'preliminary', stopped: 'final', 'entered-in-error': 'entered-in-error' })

/** The title of the form: of the form itself, else as the answer names it. */
function titleOf(entry: Entry, context: Context): string | undefined {
  const { resource } = entry
  const form = context.resolve({ reference: (asText(resource.questionnaire) ?? '').split('|')[0] ?? '' }, resource)
  const shown = each(asFields(resource._questionnaire)?.extension).find((one) => one.url === 'http://hl7.org/fhir/StructureDefinition/display')
  return (form.type === 'Questionnaire' ? asText(form.resource?.title) : undefined) ?? asText(shown?.valueString)
}

/** The answers somebody gave to a form (US Core QuestionnaireResponse). */
export function questionnaireResponse(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const unread = context.unread(entry)
  const status = statusIn(resource.status, { known: responseStatuses, what: 'status', unread }) ?? 'unknown'
  const values = answered(resource, { status, unread })
  // Answers that somebody can read are shown even where nobody says what the form is called.
  const title = titleOf(entry, context) ?? (values.length > 0 ? 'Questionnaire' : undefined)
  if (title === undefined) throw new LeftOut('no-name', 'questionnaire')
  const taken = sentDate(resource.authored, 'authored', unread)
  const authors = authorsOf(resource.author, context.resolve, resource)
  const name = { text: title }
  const body = present<Questionnaire>({ kind: 'questionnaire', name, taken, authors, values, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: title, date: taken, status, taken, values: values.length, ...cardAuthor(authors) })
  const labels = values.map((one) => (one.name.code === undefined ? undefined : labelOf('loinc', one.name.code))).filter((one) => one !== undefined)
  return { ...common({ entry, context, labels }), kind: 'questionnaire', filed: taken, final: isFinal(status) ? (taken ?? true) : null, card, search: [title, ...valueWords(values)], body }
}
