// What is an Observation that names no category (FHIR R4: 0..*), or only one of nobody's list? Its code may say so, or what it was measured in. Nothing is guessed
// from its value.
import { codings } from '../codings.ts'
import { type Fields, each } from '../element.ts'

/** LOINC codes of the vital signs profile (FHIR R4 observation-vitalsigns). */
export const vitalCodes = new Set(['85353-1', '9279-1', '8867-4', '2708-6', '59408-5', '8310-5', '8302-2', '9843-4', '29463-7', '39156-5', '85354-9', '55284-4', '8480-6', '8462-4'])
/** LOINC of US Core and IPS for smoking, alcohol, pregnancy, orientation and work. */
const assessedCodes = new Set(['72166-2', '74013-4', '11367-0', '82810-3', '11778-8', '11779-6', '11780-4', '76690-7', '76691-5', '11295-3', '86645-9', '86646-7'])
/** Where LOINC's long names say what was looked at: "Glucose [Mass/volume] in Blood", "Protein [Presence] in Urine by Test strip". */
const inSpecimen = /\] in |\bin (?:Serum|Plasma|Blood|Urine|Stool|Saliva|Body fluid|Cerebral spinal fluid|Tissue)\b/

export function kindByCode(resource: Fields): 'vital-signs' | 'survey' | null {
  const codes = codings(resource.code).filter((one) => one.system === 'loinc').map((one) => one.code)
  return codes.some((code) => vitalCodes.has(code)) ? 'vital-signs' : codes.some((code) => assessedCodes.has(code)) ? 'survey' : null
}

/** Was it measured in something taken from somebody, or does a laboratory's range stand beside a code that is no vital sign? */
export function isOfLaboratory(resource: Fields): boolean {
  if (kindByCode(resource) !== null) return false
  const loinc = codings(resource.code).filter((one) => one.system === 'loinc')
  return each(resource.specimen).length > 0 || (loinc.length > 0 && each(resource.referenceRange).length > 0) || loinc.some((one) => inSpecimen.test(one.display ?? ''))
}
