// Which of two versions of a resource is newer? The server's own word on when it changed it, else when it was issued, else its
// version number; what says none of these is as new as its arrival (FHIR R4 §2.27.1 Resource.meta, Observation.issued, Composition.date).
// The database has the same rules for what came before: store_older.
import type { Entry } from '../read-bundle.ts'
import { type Fields, asFields, asText, each } from './element.ts'
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

/** What stands after what, by its status (FHIR R4 value sets observation-status, diagnostic-report-status, event-status and their like). */
const stages: Readonly<Record<string, number>> = { registered: 1, partial: 2, preliminary: 3, 'in-progress': 3, final: 4, completed: 4, finished: 4, appended: 5, amended: 5, corrected: 6, cancelled: 7, 'entered-in-error': 8 }

/** How far on a version is, for two that are dated to the same instant; null where its status says nothing of it. */
export function versionStage(resource: Fields): number | null {
  const taken = each(asFields(resource.verificationStatus)?.coding).some((one) => one.code === 'entered-in-error') ? 'entered-in-error' : (asText(resource.status) ?? '')
  return Object.hasOwn(stages, taken) ? (stages[taken] ?? null) : null
}

/** Of two versions of one thing in one file, the later one in it last: is the first the newer one all the same? */
export function isNewer(first: Entry, later: Entry): boolean {
  const [one, other] = [versionTime(first.resource), versionTime(later.resource)]
  const alike = one !== null && other !== null && one.by === other.by
  if (alike && one.at !== other.at) return Date.parse(one.at) > Date.parse(other.at)
  const [number, next] = [versionNumber(first.resource), versionNumber(later.resource)]
  if (number !== null && next !== null && number !== next) return number > next
  if (!alike || one.by !== 'updated') return false
  const [stage, further] = [versionStage(first.resource) ?? 0, versionStage(later.resource) ?? 0]
  return stage === further ? Buffer.compare(first.version, later.version) > 0 : stage > further
}

/** The same thing twice in one file: the newer one counts, as it would in two deliveries; where neither says so, the later one. */
export function newestOfEach(entries: readonly Entry[]): { readonly newest: readonly Entry[]; readonly older: readonly Entry[] } {
  const newest = new Map<string, Entry>()
  const older: Entry[] = []
  for (const entry of entries) {
    const key = `${entry.type}/${entry.sourceId}`
    const before = newest.get(key)
    const stays = before !== undefined && isNewer(before, entry)
    if (before !== undefined) older.push(stays ? entry : before)
    if (!stays) newest.set(key, entry)
  }
  return { newest: [...newest.values()], older }
}
