// Which code and which words does a coded element carry (CE, CWE, CNE: HL7 v2.5.1 §2.A.13)? Code, text, system; once more in
// another system; since 2.7 a third time.
import type { Coded } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { type Field, component } from '../reading/segment.ts'

/** HL7 table 0396 and what senders write instead. */
const systems: Readonly<Record<string, NonNullable<Coded['system']>>> = {
  LN: 'loinc', LOINC: 'loinc', '2.16.840.1.113883.6.1': 'loinc',
  SCT: 'snomed', SNM3: 'snomed', SNOMED: 'snomed', 'SNOMED-CT': 'snomed', SNOMEDCT: 'snomed', '2.16.840.1.113883.6.96': 'snomed',
  RXNORM: 'rxnorm', '2.16.840.1.113883.6.88': 'rxnorm',
  CVX: 'cvx', HL70292: 'cvx', '2.16.840.1.113883.12.292': 'cvx',
  I10: 'icd10', I10C: 'icd10', ICD10: 'icd10', 'ICD-10': 'icd10', 'ICD-10-CM': 'icd10', ICD10CM: 'icd10', '2.16.840.1.113883.6.90': 'icd10',
}

export type Coding = { readonly code: string | undefined; readonly text: string | undefined; readonly system: NonNullable<Coded['system']>; /** As sent. */ readonly table: string }

/** The codings of an element in their order: components 1-3, 4-6 and 10-12. */
export function codingsOf(field: Field | undefined): readonly Coding[] {
  return [1, 4, 10].flatMap((at): Coding[] => {
    const [code, text] = [component(field, at), component(field, at + 1)]
    const table = component(field, at + 2) ?? ''
    return code === undefined && text === undefined ? [] : [{ code, text, system: systems[table.toUpperCase()] ?? 'other', table }]
  })
}

/** Codes with their systems, for labels and kinds. */
export const codesOf = (field: Field | undefined): readonly { readonly code: string; readonly system: NonNullable<Coded['system']> }[] => codingsOf(field).flatMap(({ code, system }) => (code === undefined ? [] : [{ code, system }]))
export const loincOf = (field: Field | undefined): string | undefined => codesOf(field).find((one) => one.system === 'loinc')?.code

/** The words somebody chose (component 9), when the coding has none. */
const original = (field: Field | undefined): string | undefined => component(field, 9)

/** What a thing is called: the sender's own words first, a code of a known system beside them. */
export function coded(field: Field | undefined): Coded | undefined {
  const all = codingsOf(field)
  const best = all.find((one) => one.code !== undefined && one.system !== 'other') ?? all.find((one) => one.code !== undefined)
  const text = all.find((one) => one.text !== undefined)?.text ?? original(field) ?? best?.code
  return text === undefined ? undefined : present<Coded>({ text: text.replace(/\s+/g, ' '), code: best?.code, system: best === undefined ? undefined : best.system })
}

/** A coded answer in words: those that somebody chose, else those of the code. */
export function answerOf(field: Field): string | undefined {
  return original(field) ?? codingsOf(field).find((one) => one.text !== undefined)?.text ?? component(field, 1) ?? component(field, 4)
}

/** Words of a code of a standard table when the sender gives none. */
export const worded = (field: Field | undefined, table: Readonly<Record<string, string>>): string | undefined => codingsOf(field).find((one) => one.text !== undefined)?.text ?? table[component(field, 1)?.toUpperCase() ?? ''] ?? component(field, 1)
