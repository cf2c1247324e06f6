// What do the tests of FHIR mappings share? Resources of one person, read as a bundle, without a database.
import type { Clinical } from '../../../../contract/clinical.ts'
import { readBundle } from '../read-bundle.ts'
import { understand } from './understand.ts'
import type { Mapped } from './record.ts'
import { openDirectoryOfFiles } from './references.ts'

/** `leftOut`: "id: reason" of what is left out whole; `unread`: "id: reason element" of what was left out of a record. */
export type Made = { readonly records: readonly Mapped[]; readonly bodies: readonly Clinical[]; readonly labels: readonly string[]; readonly leftOut: readonly string[]; readonly unread: readonly string[] }
export const subject = { reference: 'Patient/p' }

export function made(...resources: readonly object[]): Made {
  const patient = { resourceType: 'Patient', id: 'p', birthDate: '1968-02-29' }
  const bundle = readBundle(Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [patient, ...resources].map((resource) => ({ resource })) })))
  const { mapped } = understand(bundle, { organization: 'lakeside', source: 'lakeside:ehr', space: 'lakeside:ehr', timeZone: 'America/New_York', name: 'x.json', files: openDirectoryOfFiles(), terms: { authorities: [], opensCharts: 'any', charset: null } }).read
  const { records } = mapped
  const [parts, wholes] = [mapped.leftOut.filter((one) => one.partOf !== undefined), mapped.leftOut.filter((one) => one.partOf === undefined)]
  return { records, bodies: records.map((one) => one.body), labels: records.flatMap((one) => one.labels), leftOut: wholes.map((one) => `${one.entry.sourceId}: ${one.reason}`), unread: parts.map((one) => `${one.entry.sourceId}: ${one.reason} ${one.what ?? ''}`) }
}

/** A laboratory's Observation "Test". */
export const observation = (more: object): object => ({ resourceType: 'Observation', id: 'o', status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'Test' }, subject, ...more })
