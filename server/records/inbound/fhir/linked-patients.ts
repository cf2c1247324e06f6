// Which Patients does a server say are one, and which of them is no longer used (FHIR R4 §8.1.4, Patient.link: replaced-by, replaces)? "See
// also" and "refer" say less than that and change nothing.
import type { Entry } from '../read-bundle.ts'
import type { ChartChange } from '../work.ts'
import { versionTime } from './as-of.ts'
import { asText, each } from './element.ts'
import type { Resolve } from './references.ts'

/** More of one Patient is no person's. */
const mostLinks = 30

export function linkedPatients(entries: readonly Entry[], resolve: Resolve): readonly ChartChange[] {
  return entries.filter((one) => one.type === 'Patient').flatMap((entry) => each(entry.resource.link).slice(0, mostLinks).flatMap((link): ChartChange[] => {
    const how = asText(link.type)
    const { type, id } = resolve(link.other, entry.resource)
    if (type !== 'Patient' || id === null || id === entry.sourceId || (how !== 'replaced-by' && how !== 'replaces')) return []
    const time = versionTime(entry.resource)
    const [survivor, retired] = how === 'replaced-by' ? [id, entry.sourceId] : [entry.sourceId, id]
    return [{ kind: 'merge', survivor, retired, by: entry.sourceId, ...(time === null ? {} : { asOf: time.at }) }]
  }))
}
