// What kind of record is an Observation that stands in no report? By its category; without one, by its code or by the part of the
// document that lists it.
import type { Entry } from '../../read-bundle.ts'
import { codings } from '../codings.ts'
import { each, table } from '../element.ts'
import type { Context } from '../record.ts'
import { categoriesOf, isQuestionnaire } from './reports.ts'

export type ObservationKind = 'laboratory' | 'vital-signs' | 'survey' | 'imaging' | { readonly other: string }

/** FHIR and US Core observation categories; v2 0074 as some write it; SNOMED CT "laboratory finding" of the Netherlands. */
const laboratory = new Set(['laboratory', 'lab', '49581000146104'])
const vitals = new Set(['vital-signs', 'vital-sign'])
/** USCDI Health Status Assessments: questions answered, smoking and pregnancy, what somebody can do, how they live. */
const assessed = new Set(['sdoh', 'social-history', 'functional-status', 'disability-status', 'cognitive-status', 'activity', '118228005', '384821006'])

/** LOINC codes of the vital signs profile (FHIR R4 observation-vitalsigns), for observations without a category. */
export const vitalCodes = new Set(['85353-1', '9279-1', '8867-4', '2708-6', '59408-5', '8310-5', '8302-2', '9843-4', '29463-7', '39156-5', '85354-9', '55284-4', '8480-6', '8462-4'])
/** LOINC of US Core and IPS for smoking, alcohol, pregnancy, orientation and work, for those without one. */
const assessedCodes = new Set(['72166-2', '74013-4', '11367-0', '82810-3', '11778-8', '11779-6', '11780-4', '76690-7', '76691-5', '11295-3', '86645-9', '86646-7'])

/** LOINC codes of parts of a document that say what their Observations are. */
const parts: Readonly<Record<string, ObservationKind>> = table({ '30954-2': 'laboratory', '8716-3': 'vital-signs', '29762-2': 'survey', '10162-6': 'survey', '47420-5': 'survey' })

/** What the documents of a file say of Observations that name no category themselves. */
export function listedKinds(documents: readonly Entry[], context: Context): ReadonlyMap<Entry, ObservationKind> {
  const kinds = new Map<Entry, ObservationKind>()
  for (const document of documents) {
    for (const section of each(document.resource.section)) {
      const kind = codings(section.code).map((one) => parts[one.code]).find((one) => one !== undefined)
      if (kind === undefined) continue
      for (const reference of each(section.entry)) {
        const entry = context.resolve(reference, document.resource).entry
        if (entry !== null) kinds.set(entry, kind)
      }
    }
  }
  return kinds
}

export function observationKind(entry: Entry, listed: ReadonlyMap<Entry, ObservationKind>): ObservationKind {
  const categories = categoriesOf(entry.resource)
  const is = (codes: ReadonlySet<string>) => categories.some((code) => codes.has(code))
  // A score stays one whatever else it is called.
  if (categories.includes('survey') || isQuestionnaire(entry.resource)) return 'survey'
  if (is(laboratory)) return 'laboratory'
  if (is(vitals)) return 'vital-signs'
  if (is(assessed)) return 'survey'
  if (categories.includes('imaging')) return 'imaging'
  if (categories.length > 0) return { other: categories[0] ?? 'none' }
  const codes = codings(entry.resource.code).filter((one) => one.system === 'loinc').map((one) => one.code)
  if (codes.some((code) => vitalCodes.has(code))) return 'vital-signs'
  if (codes.some((code) => assessedCodes.has(code))) return 'survey'
  return listed.get(entry) ?? { other: 'none' }
}
