// Where did a record come from? The source and the sort of message in plain words; what finds the very message stands apart.
import type { FoundIn } from '../../../../contract/clinical.ts'
import type { Fact } from '../../../../contract/presented-record.ts'
import { shortDateAndTime } from '../../../../words/en/dates.ts'
import { provenanceLabels as labels, provenanceWords as words } from '../../../../words/en/provenance.ts'
import type { ProvenanceRow } from '../statements.ts'
import { plainPlace } from '../values/plain-words.ts'

type About = { readonly organization: string; readonly now: Date; readonly zone: string }

/** Of a fact that was read from a document: which one, of when, and which part of it. */
function foundIn(found: FoundIn | undefined, { now, zone }: About): readonly Fact[] {
  if (found === undefined) return []
  const document = found.dated === undefined ? found.document : `${found.document}, ${shortDateAndTime(found.dated, now, zone)}`
  return [{ label: labels.found, value: document }, ...(found.part === undefined ? [] : [{ label: labels.part, value: found.part }])]
}

/** What a person tells the records office on the phone: the beginning of the delivery's id, in two parts. */
export const referenceOf = (delivery: string): string => `${delivery.slice(0, 4)}-${delivery.slice(4, 8)}`.toUpperCase()

/** For everybody: who sent it, in what, when it came. `files`: what the source of files brought by hand is called. */
export function provenanceOf(row: ProvenanceRow | undefined, body: { readonly organization?: string; readonly found?: FoundIn }, about: About): readonly Fact[] {
  const { organization, now, zone } = about
  const at = (instant: string) => shortDateAndTime(instant, now, zone)
  const how = row === undefined ? undefined : words.how({ form: row.form, kind: row.message, sent: row.sentAt === null ? undefined : at(row.sentAt) })
  const named = row !== undefined && !row.source.endsWith(':files') && row.sourceName !== organization
  return [
    { label: labels.from, value: named ? words.from(organization, row.sourceName) : organization },
    ...(body.organization === undefined || body.organization === organization ? [] : [{ label: labels.documents, value: plainPlace(body.organization) }]),
    ...foundIn(body.found, about),
    ...(how === undefined ? [] : [{ label: labels.how, value: how }]),
    ...(row === undefined ? [] : [{ label: labels.received, value: at(row.cameAt) }]),
  ]
}

/** For whoever looks for the message: its reference, the entries of it, and the version of the rules that read it. */
export function traceOf(row: ProvenanceRow | undefined): readonly Fact[] {
  if (row === undefined) return []
  return [
    { label: labels.reference, value: referenceOf(row.delivery) },
    ...(row.entries === null || row.entries.length === 0 ? [] : [{ label: labels.entry, value: words.entries(row.entries) }]),
    ...(row.mapping === null ? [] : [{ label: labels.mapping, value: words.mapping(row.mapping) }]),
  ]
}
