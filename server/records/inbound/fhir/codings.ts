// Which code and which words does a CodeableConcept carry?
import type { Coded } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, each, isThere, numeral, present, table } from './element.ts'

const systems: Readonly<Record<string, NonNullable<Coded['system']>>> = table({
  'http://loinc.org': 'loinc',
  'http://snomed.info/sct': 'snomed',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm',
  'http://hl7.org/fhir/sid/cvx': 'cvx',
  'http://hl7.org/fhir/sid/icd-10-cm': 'icd10',
  'http://hl7.org/fhir/sid/icd-10': 'icd10',
})

export type Coding = { readonly system: Coded['system']; readonly uri: string; readonly code: string; readonly display: string | undefined }

/** A concept as it should be; a list of one is that one, a text alone is the words of it, and a Coding alone its coding. */
function conceptOf(value: Json | undefined): Fields | undefined {
  const only = Array.isArray(value) && value.length === 1 ? (value as readonly Json[])[0] : value
  if (typeof only === 'string') return { text: only }
  const from = asFields(only)
  return from !== undefined && from.coding === undefined && from.text === undefined && isThere(from.code ?? from.display) ? { coding: [from] } : from
}

export function codings(concept: Json | undefined): readonly Coding[] {
  const from = conceptOf(concept)
  if (from === undefined) return []
  return each(from.coding).flatMap((one) => {
    // Codes of digits come as numbers from some; what a code marks as sensitive must not hang on that.
    const code = asText(one.code) ?? numeral(one.code)
    const uri = asText(one.system) ?? ''
    return code === undefined ? [] : [{ system: systems[uri] ?? 'other', uri, code, display: asText(one.display) }]
  })
}

/** Every code of a list of concepts (categories). */
export const codesOf = (concepts: Json | undefined): readonly string[] => each(concepts).flatMap((one) => codings(one).map((coding) => coding.code))

/** Words of a concept: its own text, else the display of a coding. */
export function wordsOf(concept: Json | undefined): string | undefined {
  const from = conceptOf(concept)
  return from === undefined ? undefined : asText(from.text) ?? each(from.coding).map((one) => asText(one.display)).find((one) => one !== undefined)
}

/** A concept as the source names it: one code for one name may differ between sources, the name on the record is theirs. */
export function coded(concept: Json | undefined): Coded | undefined {
  const all = codings(concept)
  const best = all.find((one) => one.system !== 'other') ?? all[0]
  const text = wordsOf(concept) ?? best?.code
  return text === undefined ? undefined : present<Coded>({ text, code: best?.code, system: best?.system })
}

export const codedList = (concepts: Json | undefined): readonly Coded[] => each(concepts).map(coded).filter((one) => one !== undefined)

/** One coding alone (Encounter.class, Consent…). */
export const codeOf = (coding: Json | undefined): string | undefined => asText(asFields(coding)?.code)

/** The first code of a concept, for closed lists. */
export const firstCode = (concept: Json | undefined): string | undefined => codings(concept)[0]?.code

export const noteTexts = (notes: Json | undefined): readonly string[] => each(notes).map((note: Fields) => asText(note.text)).filter((one) => one !== undefined)
