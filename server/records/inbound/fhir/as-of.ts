// Which of two versions of a resource is newer? The server's own word on when it changed it, else when it was issued, else its
// version number; what says none of these is as new as its arrival (FHIR R4 §2.27.1 Resource.meta, Observation.issued, Composition.date).
import { type Fields, asFields, asText } from './element.ts'
import { isPossible, startInstant } from './dates.ts'

/** By what two versions are compared: only like with like. */
export type VersionTime = { readonly at: string; readonly by: 'updated' | 'issued' | 'message' | 'document' } | null

/** In UTC; a time without a zone says too little to be compared. */
const moment = (value: string | undefined): string | undefined => (value !== undefined && /T.*(Z|[+-]\d\d:\d\d)$/.test(value) && isPossible(value) ? startInstant(value, 'UTC') : undefined)

export function versionTime(resource: Fields): VersionTime {
  const updated = moment(asText(asFields(resource.meta)?.lastUpdated))
  if (updated !== undefined) return { at: updated, by: 'updated' }
  // A document says when its author changed it last.
  const issued = moment(asText(resource.issued) ?? (resource.resourceType === 'Composition' ? asText(resource.date) : undefined))
  return issued === undefined ? null : { at: issued, by: 'issued' }
}

/** `meta.versionId` where it counts up; null where it is a hash or absent. */
export function versionNumber(resource: Fields): number | null {
  const text = asText(asFields(resource.meta)?.versionId) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
