// How does a lab report or a lone lab measurement become a lab result?
import type { Author, LabResult, LabValue, SentDate } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { type Fields, asFields, asText, each, present } from '../element.ts'
import { coded, wordsOf } from '../codings.ts'
import { attachmentsIn, narrativeOf } from '../attachments.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { labelsOfResource } from '../labels.ts'
import { meansWhatItSays, refuseUnknownModifiers } from '../denials.ts'
import { noteForms } from '../forms.ts'
import { LeftOut, type Unread } from '../left-out.ts'
import { authorsOf, nameOf, organizationOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, cardCounts, common, identifierOf, valueWords } from '../record.ts'
import { removedBySource } from '../statuses.ts'
import { isFinal, reportStatus, valueOf } from '../values.ts'

/** `entry`: null where it is contained in what points at it. */
export type Part = { readonly entry: Entry | null; readonly value: LabValue; readonly members: readonly Part[]; /** A panel whose members stand in another row already. */ readonly emptied?: boolean }

/** What was entered by mistake keeps its name and loses what it said. */
const standing = (value: LabValue): LabValue => (value.status === 'entered-in-error' ? present<LabValue>({ name: value.name, status: value.status, ranges: [], notes: [], parts: [], taken: value.taken }) : value)

/** Whom it names is its holder's patient, or nobody. */
function containedPart(resource: Fields, holder: Entry, { context, above = [] }: { readonly context: Context; readonly above?: readonly Fields[] }): readonly Part[] {
  const whose = (of: Fields) => context.resolve(of.subject, holder.resource).id
  if (above.includes(resource) || (resource.subject !== undefined && whose(resource) !== whose(holder.resource))) return []
  const told = context.unread(holder)
  const unread: Unread = (reason, what) => told(reason, `contained.${what}`)
  if (coded(resource.code) === undefined) {
    unread('no-name', 'code')
    return []
  }
  noteForms('Observation', resource, unread)
  const members = each(resource.hasMember).flatMap((one): readonly Part[] => {
    const found = context.resolve(one, holder.resource)
    return found.entry === null && found.type === 'Observation' && found.resource !== null ? containedPart(found.resource, holder, { context, above: [...above, resource] }) : []
  })
  return [{ entry: null, value: standing(valueOf(resource, unread)), members }]
}

/** The measurements a report or panel points at, of the same patient only; each is part of one record. A circle ends at once. */
export function partsOf(entry: Entry, references: readonly Fields[], context: Context): readonly Part[] {
  return references.flatMap((reference): readonly Part[] => {
    const { entry: found, resource, type } = context.resolve(reference, entry.resource)
    // Contained: it has no name of its own and is its holder's (FHIR R4 §2.3.4.1).
    if (found === null && type === 'Observation' && resource !== null && asText(reference.reference)?.startsWith('#') === true) return containedPart(resource, entry, { context })
    if (found === null || found.type !== 'Observation' || found === entry || context.used.has(found) || !context.sameSubject(entry, found)) return []
    context.used.add(found)
    try {
      refuseUnknownModifiers(found.resource, found.text)
      noteForms(found.type, found.resource, context.unread(found))
      const value = standing(valueOf(found.resource, context.unread(found)))
      const members = partsOf(found, each(found.resource.hasMember), context)
      return [{ entry: found, value, members, emptied: members.length === 0 && each(found.resource.hasMember).some((one) => context.resolve(one, found.resource).entry !== null) }]
    } catch (error) {
      context.leaveOut(found, error)
      return []
    }
  })
}

/** A panel inside a report has no value of its own: its members stand in the row. */
export const valuesOf = (parts: readonly Part[]): readonly LabValue[] => parts.flatMap(({ value, members, emptied }) => {
  const own = value.quantity !== undefined || value.text !== undefined || value.absent !== undefined || value.unread === true || value.parts.length > 0 || (members.length === 0 && emptied !== true)
  return [...(own ? [value] : []), ...valuesOf(members)]
})
export const entriesOf = (parts: readonly Part[]): readonly Entry[] => parts.flatMap((part) => [...(part.entry === null ? [] : [part.entry]), ...entriesOf(part.members)])

type Comment = LabResult['comments'][number]
function commentsOf({ resource }: Entry, context: Context, unread: Unread): readonly Comment[] {
  return each(resource.note).flatMap((note) => {
    const text = asText(note.text)
    const who = asText(note.authorString) ?? nameOf(note.authorReference, context.resolve, resource)
    return text === undefined ? [] : [present<{ who?: string; when?: SentDate; text: string }>({ who, when: sentDate(note.time, 'note.time', unread), text })]
  })
}

/** When it was taken, of the samples it was measured in; a sample that was entered by mistake says nothing. */
export function specimenTaken(entry: Entry, context: Context, unread: Unread): SentDate | undefined {
  const samples = each(entry.resource.specimen).map((one) => context.resolve(one, entry.resource)).filter(({ entry: found }) => found === null || context.subject(found) === null || context.sameSubject(entry, found))
  return samples.flatMap(({ resource }) => (resource === null || removedBySource(resource) || !meansWhatItSays(resource) ? [] : (sentMoment(asFields(resource.collection) ?? {}, 'collected', (reason, what) => unread(reason, `specimen.${what}`)) ?? [])))[0]
}

/** Who ordered it: of the order the report is based on. */
function orderedBy(entry: Entry, context: Context): readonly Author[] {
  return each(entry.resource.basedOn).flatMap((one) => {
    const found = context.resolve(one, entry.resource).entry
    return found === null || !context.sameSubject(entry, found) ? [] : authorsOf(found.resource.requester, context.resolve, found.resource)
  })
}

/** What a report concludes: its words, and codes that say what the words do not. */
export function conclusionOf(resource: Fields): string | undefined {
  const text = asText(resource.conclusion)
  const codes = each(resource.conclusionCode).map(wordsOf).filter((one) => one !== undefined && text?.toLowerCase().includes(one.toLowerCase()) !== true)
  return [...(text === undefined ? [] : [text]), ...codes].join('\n') || undefined
}

/** DiagnosticReport of a laboratory with its Observations inside. */
export function labReport(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const unread = context.unread(entry)
  const status = reportStatus(resource.status, unread)
  const parts = partsOf(entry, each(resource.result), context)
  const values = valuesOf(parts)
  const taken = sentMoment(resource, 'effective', unread) ?? specimenTaken(entry, context, unread) ?? values.map((value) => value.taken).find((date) => date !== undefined)
  const issued = sentDate(resource.issued, 'issued', unread)
  const authors = [...authorsOf(resource.resultsInterpreter, context.resolve, resource), ...authorsOf(resource.performer, context.resolve, resource)]
  const ordered = orderedBy(entry, context)
  const lab = organizationOf(resource.performer, context.resolve, resource)
  const held = attachmentsIn(entry, each(resource.presentedForm), context)
  const body = present<LabResult>({
    kind: 'lab-result', name, status, taken, issued, lab, authors, values, comments: commentsOf(entry, context, unread), conclusion: conclusionOf(resource), attachments: [...held.attachments, ...narrativeOf(resource)], identifier: identifierOf(resource),
  })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: taken ?? issued, place: lab, status, taken, ...cardAuthor(authors.length > 0 ? authors : ordered), ...cardCounts(values) })
  const inside = entriesOf(parts)
  return {
    ...common({ entry, context, labels: inside.flatMap((one) => labelsOfResource(one.resource)) }),
    from: [entry, ...inside, ...held.inside], kind: 'lab-result', filed: taken ?? issued, final: isFinal(status) ? (issued ?? true) : null, card, search: [name.text, ...valueWords(values), lab, ...[...authors, ...ordered].map((one) => one.name)], body,
  }
}

/** A lab Observation that stands in no report. */
export function labObservation(entry: Entry, context: Context): Mapped {
  const { resource } = entry
  const unread = context.unread(entry)
  const own = valueOf(resource, unread)
  const members = partsOf(entry, each(resource.hasMember), context)
  const values = valuesOf([{ entry, value: own, members }])
  const taken = own.taken ?? specimenTaken(entry, context, unread)
  const issued = sentDate(resource.issued, 'issued', unread)
  const lab = organizationOf(resource.performer, context.resolve, resource)
  const authors = authorsOf(resource.performer, context.resolve, resource)
  const body = present<LabResult>({ kind: 'lab-result', name: own.name, status: own.status, taken, issued, lab, authors, values, comments: [], conclusion: undefined, attachments: narrativeOf(resource), identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: own.name.text, code: own.name.code, system: own.name.system, date: taken ?? issued, place: lab, status: own.status, taken, ...cardAuthor(authors), ...cardCounts(values) })
  const inside = entriesOf(members)
  return {
    ...common({ entry, context, labels: inside.flatMap((one) => labelsOfResource(one.resource)) }),
    from: [entry, ...inside], kind: 'lab-result', filed: taken ?? issued, final: isFinal(own.status) ? (issued ?? true) : null, card, search: [own.name.text, ...valueWords(values), lab], body,
  }
}
