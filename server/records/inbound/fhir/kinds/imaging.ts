// How does an imaging report come in, and what is shown of pictures that have none?
import type { Attachment, ImagingReport } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, asFields, asText, each, numeral, present, table } from '../element.ts'
import { coded, codedList, wordsOf } from '../codings.ts'
import { attachmentsIn } from '../attachments.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { meansWhatItSays } from '../denials.ts'
import { labelsOfResource } from '../labels.ts'
import { LeftOut } from '../left-out.ts'
import { authorsOf, nameOf, organizationOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, reasonsOf } from '../record.ts'
import { statusIn } from '../statuses.ts'
import { isFinal, reportStatus, valueLine, valueOf } from '../values.ts'
import { type Part, entriesOf, partsOf, valuesOf } from './lab.ts'

/** DICOM PS3.3 C.7.3.1.1.1 modalities that people meet, in the words of the standard. */
const modalities: Readonly<Record<string, string>> = table({ CR: 'Computed Radiography', CT: 'Computed Tomography', DX: 'Digital Radiography', MG: 'Mammography', MR: 'Magnetic Resonance', NM: 'Nuclear Medicine', PT: 'Positron emission tomography', US: 'Ultrasound', XA: 'X-Ray Angiography' })

type Study = { readonly modality: string | undefined; readonly bodySite: string | undefined; readonly pictures: number; readonly why: string | undefined }

const codingWords = (coding: Fields | undefined): string | undefined => asText(coding?.display) ?? modalities[asText(coding?.code) ?? ''] ?? asText(coding?.code)

function studyOf(entry: Entry, context: Context): Study {
  const { resource } = entry
  const series = each(resource.series)
  const counted = Number(numeral(resource.numberOfInstances) ?? series.reduce((sum, one) => sum + Number(numeral(one.numberOfInstances) ?? 0), 0))
  return {
    modality: codingWords(each(resource.modality)[0] ?? asFields(series[0]?.modality)),
    bodySite: series.map((one) => codingWords(asFields(one.bodySite))).find((one) => one !== undefined),
    pictures: Number.isSafeInteger(counted) && counted > 0 ? counted : 0,
    why: reasonsOf(entry, context)[0]?.text,
  }
}

function studiesOf(entry: Entry, context: Context): readonly Entry[] {
  return each(entry.resource.imagingStudy).map((one) => context.resolve(one, entry.resource).entry).filter((one) => one !== null).filter((one) => one.type === 'ImagingStudy' && !context.used.has(one) && context.sameSubject(entry, one) && meansWhatItSays(one.resource))
}

/** Why it was done: of the order the report is based on. */
function orderReason(entry: Entry, context: Context): string | undefined {
  return each(entry.resource.basedOn).map((one) => context.resolve(one, entry.resource).entry).filter((one) => one !== null).filter((one) => context.sameSubject(entry, one)).flatMap((one) => reasonsOf(one, context)).map((one) => one.text)[0]
}

const plainText = (attachments: readonly Attachment[]): string | undefined => attachments.find((one) => one.text !== undefined && /^text\/plain/i.test(one.contentType))?.text

/** LOINC: what a reader of pictures concludes. */
const impression = '19005-8'

/** What was measured or seen, as lines; a conclusion stands apart. */
function seenIn(parts: readonly Part[]): { readonly lines: string | undefined; readonly conclusion: string | undefined } {
  const values = valuesOf(parts)
  const concluded = values.find((one) => one.name.code === impression && one.text !== undefined)
  const lines = values.filter((one) => one !== concluded).flatMap(valueLine)
  return { lines: lines.length === 0 ? undefined : lines.join('\n'), conclusion: concluded?.text }
}

const joined = (...texts: readonly (string | undefined)[]): string | undefined => texts.filter((one) => one !== undefined).join('\n\n') || undefined

export function imagingReport(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const unread = context.unread(entry)
  const status = reportStatus(resource.status, unread)
  const taken = sentMoment(resource, 'effective', unread)
  const issued = sentDate(resource.issued, 'issued', unread)
  const entries = studiesOf(entry, context)
  const studies = entries.map((one) => studyOf(one, context))
  for (const one of entries) context.used.add(one)
  const authors = [...authorsOf(resource.resultsInterpreter, context.resolve, resource), ...authorsOf(resource.performer, context.resolve, resource)].filter((one, at, all) => all.findIndex((other) => other.name === one.name) === at)
  const { attachments, inside } = attachmentsIn(entry, each(resource.presentedForm), context)
  const written = plainText(attachments)
  const parts = partsOf(entry, each(resource.result), context)
  const seen = seenIn(parts)
  const findings = joined(written, seen.lines)
  const pictures = studies.reduce((sum, one) => sum + one.pictures, 0)
  const body = present<ImagingReport>({
    kind: 'imaging-report', name, status, taken, issued, authors, organization: organizationOf(resource.performer, context.resolve, resource), findings, conclusion: asText(resource.conclusion) ?? seen.conclusion,
    bodySite: studies.map((one) => one.bodySite).find((one) => one !== undefined), modality: studies.map((one) => one.modality).find((one) => one !== undefined), why: orderReason(entry, context) ?? studies.map((one) => one.why).find((one) => one !== undefined),
    attachments: attachments.filter((one) => written === undefined || one.text !== written), pictures, identifier: identifierOf(resource),
  })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: taken ?? issued, organization: body.organization, status, taken, pictures, ...cardAuthor(authors) })
  const measured = entriesOf(parts)
  return { ...common({ entry, context, labels: measured.flatMap((one) => labelsOfResource(one.resource)) }), from: [entry, ...entries, ...inside, ...measured], kind: 'imaging-report', filed: taken ?? issued, final: isFinal(status) ? (issued ?? true) : null, card, search: [name.text, body.modality, body.bodySite, ...authors.map((one) => one.name)], body }
}

/** FHIR R4 ImagingStudyStatus: are there pictures to look at? */
const availableStatuses: Readonly<Record<string, boolean>> = table({ available: true, registered: false, cancelled: false })

/** Pictures without a report here: that they exist, of what and where. Available pictures wait for nobody's signature. */
export function imagingStudy(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const study = studyOf(entry, context)
  const title = each(resource.series).map((one) => asText(one.description)).find((one) => one !== undefined)
  const name = codedList(resource.procedureCode)[0] ?? (asText(resource.description) === undefined ? undefined : { text: asText(resource.description) ?? '' })
  const shown = name ?? { text: [study.modality, study.bodySite ?? title].filter((one) => one !== undefined).join(', ') }
  if (shown.text === '') throw new LeftOut('no-name', 'procedureCode')
  const unread = context.unread(entry)
  const available = statusIn(resource.status, { known: availableStatuses, what: 'status', unread }) === true
  const taken = sentDate(resource.started, 'started', unread)
  const authors = authorsOf(resource.interpreter, context.resolve, resource)
  const place = nameOf(resource.location, context.resolve, resource)
  const body = present<ImagingReport>({ kind: 'imaging-report', name: shown, status: 'unknown', taken, authors, place, bodySite: study.bodySite, modality: study.modality, why: study.why, attachments: [], pictures: study.pictures, findings: undefined })
  const card = present<Mapped['card']>({ name: shown.text, code: 'code' in shown ? shown.code : undefined, system: 'system' in shown ? shown.system : undefined, date: taken, place, status: 'unknown', taken, pictures: study.pictures, ...cardAuthor(authors) })
  return { ...common({ entry, context }), kind: 'imaging-report', filed: taken, final: available ? true : null, card, search: [shown.text, study.modality, study.bodySite, wordsOf(resource.reasonCode), place], body }
}

/** What was measured or seen in pictures, without a report around it (US Core clinical result, category imaging). */
export function imagingObservation(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const unread = context.unread(entry)
  const own = valueOf(resource, unread)
  const parts = partsOf(entry, each(resource.hasMember), context)
  const issued = sentDate(resource.issued, 'issued', unread)
  const findings = [own, ...valuesOf(parts)].flatMap(valueLine).join('\n') || undefined
  const authors = authorsOf(resource.performer, context.resolve, resource)
  const body = present<ImagingReport>({ kind: 'imaging-report', name: own.name, status: own.status, taken: own.taken, issued, authors, organization: organizationOf(resource.performer, context.resolve, resource), findings, bodySite: wordsOf(resource.bodySite), attachments: [], pictures: 0, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: own.name.text, code: own.name.code, system: own.name.system, date: own.taken ?? issued, organization: body.organization, status: own.status, taken: own.taken, pictures: 0, ...cardAuthor(authors) })
  const inside = entriesOf(parts)
  return { ...common({ entry, context, labels: inside.flatMap((one) => labelsOfResource(one.resource)) }), from: [entry, ...inside], kind: 'imaging-report', filed: own.taken ?? issued, final: isFinal(own.status) ? (issued ?? true) : null, card, search: [own.name.text, body.bodySite, ...authors.map((one) => one.name)], body }
}
