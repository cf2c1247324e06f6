// How does a document that was read go the same way into the house as a FHIR file? As one text with the records made from it.
import { contentOf } from '../fhir/attachments.ts'
import { startInstant } from '../fhir/dates.ts'
import type { LeftOutEntry } from '../fhir/map-bundle.ts'
import type { Mapped } from '../fhir/record.ts'
import type { Entry } from '../read-bundle.ts'
import type { FileOrigin, Named, Work } from '../work.ts'
import type { Fact } from './reading.ts'
import type { ReadDocument } from './read-document.ts'

/** Raised when a mapping of documents changes: records are then made anew from what came. */
export const mappingVersion = 3

/** In reports, what a document is called; its sections stand after it. */
const typeName = 'ClinicalDocument'

function mappedOf(fact: Fact, entry: Entry, effective: string | undefined): Mapped {
  const { key, ...rest } = fact
  const body = rest.body
  // A paper that came as FHIR and as a document is told apart by its words; a document made only of parts has its own.
  const content = 'attachments' in body && !('told' in body && body.told !== undefined && body.told.parts.length > 0) ? contentOf(body.attachments) : null
  const own = key[0] === typeName ? (['cda:document', key[1]] as const) : key
  return { ...rest, key: own, from: [entry], removed: false, content, ...(effective === undefined ? {} : { asOf: effective }) }
}

/** The work of one document; `bytes` are the file. */
export function workOf(read: ReadDocument, bytes: Buffer, origin: FileOrigin): Work {
  const sha256 = Buffer.from(read.sha256, 'hex')
  const entry: Entry = { line: 1, fullUrl: null, type: typeName, sourceId: read.id, text: Buffer.from(read.text), ...(read.exact ? {} : { bytes }), version: sha256, unkeepable: false, resource: {}, ...(read.effective === undefined ? {} : { asOf: { at: startInstant(read.effective, origin.timeZone), by: 'document' as const } }) }
  const leftOut = read.unread.map(({ section, reason, what }): LeftOutEntry => ({ entry: { ...entry, type: `${typeName}: ${section.slice(0, 60) || 'untitled'}` }, reason, what }))
  // An operator who knows whose it is says so; the document's own number decides otherwise.
  const mrn = origin.mrn ?? read.mrn
  const whose = mrn === null || mrn.length > 200 ? null : `cda|${mrn}`
  const chart = read.person === null || mrn === null ? null : { mrn, ...read.person }
  const names = read.person === null ? [] : [{ family: read.person.family ?? '', given: read.person.given ?? read.person.name }]
  // A paper may be years old: it never changes a chart.
  const named: Named = { numbers: mrn === null ? [] : [{ value: mrn, authority: origin.mrn === undefined ? read.authority : [] }], person: { birthDate: read.person?.birthDate ?? null, names }, chart, registers: false }
  return {
    form: 'ccda', mapping: mappingVersion,
    bundle: { type: 'document', entries: [entry], without: 0, sha256, bytes: bytes.length },
    origin,
    read: {
      subject: () => (whose === null ? null : { id: whose, entry }),
      mapped: { records: read.facts.map((fact) => mappedOf(fact, entry, read.effective)), leftOut },
      charts: whose === null ? new Map() : new Map([[whose, named]]),
    },
    document: { id: read.id, set: read.set, type: read.type, version: read.version, replaces: read.replaces },
  }
}
