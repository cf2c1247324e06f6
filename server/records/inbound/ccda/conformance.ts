// Which documents contradict themselves so that nobody can tell what a part means? A part that names a LOINC code or an HL7
// template that does not exist was damaged or made up; it is refused with its reason, never guessed at.
import { RefusedFile } from '../refused-file.ts'
import { attribute, childOf, childrenOf, isElement, nullFlavor } from './element.ts'
import type { Element } from './xml.ts'

const loinc = '2.16.840.1.113883.6.1'

/** LOINC numbers end in a check digit (modulus 10, LOINC Users' Guide appendix C); parts and answers have letters in front. */
export function isLoinc(code: string): boolean {
  if (/^(LP|LA|LG|LL|MTHU)\d{1,8}(-\d)?$/.test(code)) return true
  const [, digits, check] = /^(\d{1,6})-(\d)$/.exec(code) ?? []
  if (digits === undefined) return false
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10 === Number(check)
}

/** HL7's arc of CCD (…10.20.1) has numbered templates and nothing below them; that of C-CDA (…10.20.22) at most three steps. */
export function isGivenOut(template: string): boolean {
  const [, arc, rest = ''] = /^2\.16\.840\.1\.113883\.10\.20\.(1|22)((?:\.\d+)*)$/.exec(template) ?? []
  if (arc === undefined) return true
  if (arc === '1') return /^(\.\d{1,2})?$/.test(rest)
  return /^(\.\d{1,4}){0,4}$/.test(rest)
}

/** A section says what it is by its code; entries by what they follow. */
function checkTemplates(element: Element): void {
  for (const one of childrenOf(element, 'templateId')) {
    const root = attribute(one, 'root')
    if (root !== undefined && !isGivenOut(root)) throw new RefusedFile('template-unreal', { found: root.slice(0, 80) })
  }
}

/** Sections of C-CDA whose entries are required: their entries say what they are. */
const entriesRequired = new Map([['1.1', 'Medications'], ['2.1', 'Immunizations'], ['3.1', 'Results'], ['4.1', 'Vital Signs'], ['5.1', 'Problems'], ['6.1', 'Allergies'], ['7.1', 'Procedures']].map(([number, name]) => [`2.16.840.1.113883.10.20.22.2.${number}`, name ?? '']))

function checkEntries(section: Element): void {
  const required = childrenOf(section, 'templateId').map((one) => entriesRequired.get(attribute(one, 'root') ?? '')).find((one) => one !== undefined)
  if (required === undefined) return
  const unnamed = childrenOf(section, 'entry').some((entry) => entry.children.filter(isElement).some((act) => acts.has(act.name) && childrenOf(act, 'templateId').length === 0))
  if (unnamed) throw new RefusedFile('template-missing', { found: required })
}

const acts = new Set(['act', 'observation', 'organizer', 'procedure', 'encounter', 'substanceAdministration', 'supply'])

/**
 * Documents that are handed over as the summary of a person's care: of these 45 CFR 170.315(b)(1)(iii) and (b)(9) ask the
 * receiver to find what is invalid. Other documents are read as far as they can be.
 */
const summaries = new Set(['2', '8', '14', '15'].map((one) => `2.16.840.1.113883.10.20.22.1.${one}`))
export const isSummary = (document: Element): boolean => childrenOf(document, 'templateId').some((one) => summaries.has(attribute(one, 'root') ?? ''))

/** Refuses a document with a part whose code or template cannot be. */
export function checkParts(body: Element | undefined): void {
  const walk = (element: Element) => {
    for (const child of element.children.filter(isElement)) {
      if (child.name === 'section') {
        const code = childOf(child, 'code')
        const value = attribute(code, 'code')
        checkEntries(child)
        if (value !== undefined && nullFlavor(code) === undefined && attribute(code, 'codeSystem') === loinc && !isLoinc(value)) throw new RefusedFile('code-unreal', { found: /^[\w.-]{1,40}$/.test(value) ? value : 'no LOINC number' })
      }
      if (child.name === 'section' || acts.has(child.name)) checkTemplates(child)
      if (child.name !== 'text') walk(child)
    }
  }
  if (body !== undefined) walk(body)
}
