// What kind of record is an Observation that stands in no report? By its category; without one, by its code or by the part of the
// document that lists it.
import type { Entry } from '../../read-bundle.ts'
import { codings } from '../codings.ts'
import { each, table } from '../element.ts'
import type { Context } from '../record.ts'
import { categoriesOf, isQuestionnaire } from './reports.ts'
import { isOfLaboratory, kindByCode } from './uncategorized.ts'

export type ObservationKind = 'laboratory' | 'vital-signs' | 'survey' | 'imaging' | { readonly other: string }

/** FHIR and US Core observation categories; v2 0074 as some write it; SNOMED CT "laboratory finding" of the Netherlands. */
const laboratory = new Set(['laboratory', 'lab', '49581000146104'])
const vitals = new Set(['vital-signs', 'vital-sign'])
/** USCDI Health Status Assessments: questions answered, smoking and pregnancy, what somebody can do, how they live. */
const assessed = new Set(['sdoh', 'social-history', 'functional-status', 'disability-status', 'cognitive-status', 'activity', '118228005', '384821006'])

/** Categories of the standard (FHIR R4 observation-category) that the record has no place for. */
const others = new Set(['procedure', 'exam', 'therapy'])

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
  // A category of nobody's list says nothing: what it is may still be known by its code.
  const found = is(others) ? undefined : (kindByCode(entry.resource) ?? listed.get(entry) ?? (isOfLaboratory(entry.resource) ? 'laboratory' : undefined))
  return found ?? { other: categories[0] ?? 'none' }
}
