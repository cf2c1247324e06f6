// How is a document, a section or an entry marked as private? By HL7 v3 Confidentiality, by the subjects of the privacy segmentation (DS4P).
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import { actCodes } from '../fhir/labels.ts'
import { table } from '../fhir/element.ts'
import { attribute, childOf } from './element.ts'
import type { Element } from './xml.ts'

const actCode = '2.16.840.1.113883.5.4'
const confidentiality = '2.16.840.1.113883.5.25'

/** HL7 v3 Confidentiality, with what it had before 2010 (by subject and by kind of reader); no label: for all who care for the person. */
const marks: Readonly<Record<string, SensitivityLabel | null>> = table({
  N: null, L: null, M: null, U: null, B: null, D: null, I: null, R: 'restricted', V: 'restricted', C: 'restricted', S: 'restricted', T: 'restricted', ETH: 'substance-use', HIV: 'hiv', PSY: 'behavioral-health', SDV: 'violence',
})

/** Is it a code of HL7 v3 Confidentiality? */
export const isConfidentiality = (code: string): boolean => marks[code] !== undefined

/** What the confidentialityCode of a document or a section marks. */
export function marksOf(holder: Element): readonly SensitivityLabel[] {
  const mark = marks[attribute(childOf(holder, 'confidentialityCode'), 'code') ?? '']
  return mark === undefined || mark === null ? [] : [mark]
}

/** What a section and what stands in it is marked with; sections inside it are asked by themselves. */
export function privacyOf(section: Element): readonly SensitivityLabel[] {
  const told: SensitivityLabel[] = []
  const walk = (element: Element) => {
    const [system, code] = [attribute(element, 'codeSystem'), attribute(element, 'code') ?? '']
    const label = system === actCode ? actCodes[code] : system === confidentiality ? marks[code] : undefined
    if (label !== undefined && label !== null) told.push(label)
    for (const child of element.children) if (typeof child !== 'string' && child.name !== 'section') walk(child)
  }
  walk(section)
  return [...new Set([...marksOf(section), ...told])]
}
