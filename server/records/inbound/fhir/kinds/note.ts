// How do notes, after-visit summaries and other documents come in? A superseded note is still the visit's note.
import type { Coded, Note, SentDate } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, asFields, asText, codeWord, each, isThere, present, table } from '../element.ts'
import { coded, codesOf, codings, wordsOf } from '../codings.ts'
import { attachmentsIn, contentOf } from '../attachments.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { labelsOfResource } from '../labels.ts'
import { LeftOut, type Unread } from '../left-out.ts'
import { authorsOf, nameOf, organizationOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf } from '../record.ts'
import { placeOf } from '../replaced.ts'
import { statusIn } from '../statuses.ts'
import { isFinal, reportStatus, valueLine } from '../values.ts'
import { entriesOf, partsOf, valuesOf } from './lab.ts'

/** LOINC: summary of episode note, patient education / discharge instructions given as the visit's summary. */
const summaryCodes = new Set(['34133-9', '69981-9'])
const summaryWords = /after[- ]visit[- ]summary|^avs$|visit summary/i

/** A clinical note by US Core's category, else by a document type that LOINC calls a note or report. */
function documentKind(resource: Fields, type: Coded): Note['kind'] {
  const words = [type.text, wordsOf(resource.type), asText(resource.description), ...codings(resource.type).map((one) => one.display)]
  if (words.some((one) => one !== undefined && summaryWords.test(one)) || codings(resource.type).some((one) => summaryCodes.has(one.code))) return 'visit-summary'
  if (codesOf(resource.category).includes('clinical-note')) return 'note'
  return words.some((one) => one !== undefined && /\b(note|notes|report|summary)\b/i.test(one)) ? 'note' : 'document'
}

/** FHIR R4 DocumentReferenceStatus, and CompositionStatus of what it points at: is it the newest, is it signed? */
const standings: Readonly<Record<string, 'current' | 'superseded'>> = table({ current: 'current', superseded: 'superseded' })
const signatures: Readonly<Record<string, boolean>> = table({ preliminary: false, final: true, amended: true })

/** A document of which it cannot be read how it stands is shown as one that is not signed. */
function documentStatus({ status, docStatus }: Fields, unread: Unread): Note['status'] {
  const standing = statusIn(status, { known: standings, what: 'status', unread })
  const signed = isThere(docStatus) ? statusIn(docStatus, { known: signatures, what: 'docStatus', unread }) : true
  return signed !== true ? 'unsigned' : (standing ?? 'unsigned')
}

export function documentReference(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const type = coded(resource.type) ?? coded(each(resource.category)[0]) ?? (asText(resource.description) === undefined ? undefined : { text: asText(resource.description) ?? '' })
  const { attachments, inside } = attachmentsIn(entry, each(resource.content).map((one) => asFields(one.attachment)).filter((one) => one !== undefined), context)
  const titled: Coded | undefined = attachments.map((one) => one.title).filter((one) => one !== undefined).map((text) => ({ text }))[0]
  const named = type ?? titled
  if (named === undefined) throw new LeftOut('no-name', 'type')
  const kind = documentKind(resource, named)
  const unread = context.unread(entry)
  const written = ['date', 'indexed', 'created'].map((name) => sentDate(resource[name], name, unread)).find((date) => date !== undefined)
  const seen = sentDate(asFields(asFields(resource.context)?.period)?.start, 'context.period.start', unread)
  const status = documentStatus(resource, unread)
  const authors = authorsOf(resource.author, context.resolve, resource)
  const organization = nameOf(resource.custodian, context.resolve, resource)
  const title = asText(resource.description) ?? attachments.map((one) => one.title).find((one) => one !== undefined)
  const body = present<Note>({ kind, type: named, status, written, title, attachments, authors, organization, identifier: identifierOf(resource), issued: written })
  const filed = seen ?? written
  const card = present<Mapped['card']>({ name: named.text, code: named.code, system: named.system, date: filed, organization, status, line: title === named.text ? undefined : title, ...cardAuthor(authors) })
  return { ...common({ entry, context }), from: [entry, ...inside], kind, filed, final: status === 'unsigned' ? null : (written ?? true), card, search: [named.text, title, organization, ...authors.map((one) => one.name)], body, content: contentOf(attachments), place: placeOf(entry, context), preferred: true }
}

/** A note that came as a report with its text inside. */
export function reportNote(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const type = coded(resource.code)
  if (type === undefined) throw new LeftOut('no-name', 'code')
  const unread = context.unread(entry)
  const reported = reportStatus(resource.status, unread)
  const status: Note['status'] = isFinal(reported) || codeWord(resource.status) === 'unknown' ? 'current' : 'unsigned'
  const conclusion = asText(resource.conclusion)
  const held = attachmentsIn(entry, each(resource.presentedForm), context)
  const parts = partsOf(entry, each(resource.result), context)
  // What was measured for it stands below its words.
  const measured = valuesOf(parts).flatMap(valueLine).join('\n')
  const attachments = [...(held.attachments.length > 0 || conclusion === undefined ? held.attachments : [{ contentType: 'text/plain', text: conclusion }]), ...(measured === '' ? [] : [{ contentType: 'text/plain', text: measured }])]
  const inside = entriesOf(parts)
  const taken = sentMoment(resource, 'effective', unread)
  const issued: SentDate | undefined = sentDate(resource.issued, 'issued', unread)
  const authors = [...authorsOf(resource.resultsInterpreter, context.resolve, resource), ...authorsOf(resource.performer, context.resolve, resource)]
  const organization = organizationOf(resource.performer, context.resolve, resource)
  const kind = documentKind(resource, type) === 'visit-summary' ? 'visit-summary' : 'note'
  const body = present<Note>({ kind, type, status, written: issued ?? taken, attachments, authors, organization, identifier: identifierOf(resource), issued })
  const card = present<Mapped['card']>({ name: type.text, code: type.code, system: type.system, date: taken ?? issued, organization, status, ...cardAuthor(authors) })
  return { ...common({ entry, context, labels: inside.flatMap((one) => labelsOfResource(one.resource)) }), from: [entry, ...held.inside, ...inside], kind, filed: taken ?? issued, final: status === 'unsigned' ? null : (issued ?? true), card, search: [type.text, organization, ...authors.map((one) => one.name)], body, content: contentOf(held.attachments), preferred: false }
}
