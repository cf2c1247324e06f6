// What do the templates and codes of a section or an entry say that it is? HL7's lists as data: sections by template and by LOINC code,
// entries that are another thing than their neighbours.
import { table } from '../fhir/element.ts'
import { isLoinc } from './conformance.ts'
import { attribute, childOf, templatesOf } from './element.ts'
import { codesOf } from './types/values.ts'
import type { Element } from './xml.ts'

const loinc = '2.16.840.1.113883.6.1'
/** Section templates of C-CDA (10.20.22.2, `.1`: with entries required) by their number, and the LOINC codes they bind. */
const ofCcda: Readonly<Record<string, string>> = table({
  1: '10160-0', 2: '11369-6', 3: '30954-2', 4: '8716-3', 5: '11450-4', 6: '48765-2', 7: '47519-4', 8: '51848-0', 9: '51847-2', 10: '18776-5', 11: '10183-2', 14: '47420-5', 15: '10157-6', 17: '29762-2', 18: '48768-6', 20: '11348-0', 21: '42348-3',
  22: '46240-8', 23: '46264-8', 24: '11535-2', 30: '59772-4', 38: '29549-3', 43: '46241-6', 44: '42346-7', 58: '75310-3', 60: '61146-7',
})
/** The same of CCD (10.20.1). */
const ofCcd: Readonly<Record<string, string>> = table({ 1: '42348-3', 2: '48765-2', 3: '46240-8', 4: '10157-6', 5: '47420-5', 6: '11369-6', 7: '46264-8', 8: '10160-0', 9: '48768-6', 10: '18776-5', 11: '11450-4', 12: '47519-4', 14: '30954-2', 15: '29762-2', 16: '8716-3' })

function byTemplate(root: string): string | undefined {
  const [, ccda, ccd] = /^2\.16\.840\.1\.113883\.10\.20\.(?:22\.2\.(\d+)(?:\.1)?|1\.(\d+))$/.exec(root) ?? []
  return ccda !== undefined ? ofCcda[ccda] : ccd === undefined ? undefined : ofCcd[ccd]
}

/** The LOINC code of a section: its own, one beside it, one that does not say its system, or the one its template binds. */
export function sectionCode(section: Element): string | undefined {
  const code = childOf(section, 'code')
  const [own, system] = [attribute(code, 'code'), attribute(code, 'codeSystem')]
  if (own !== undefined && (system === loinc || (system === undefined && isLoinc(own)))) return own
  return codesOf(code).find((one) => one.system === 'loinc')?.code ?? templatesOf(section).map(byTemplate).find((one) => one !== undefined)
}

/** Sections that tell of plans: what stands in them is not done, whatever template it follows. */
export const plans: ReadonlySet<string> = new Set(['18776-5', '61146-7', '51847-2', '62387-6', '59772-4', '61145-9'])
/** A section of relatives: nothing in it is the patient's, also when it is written like it. */
export const familyHistory = '10157-6'

/** An entry template of C-CDA. */
export const isOtherTemplate = (root: string): boolean => /^2\.16\.840\.1\.113883\.10\.20\.22\.4\.\d+$/.test(root)
