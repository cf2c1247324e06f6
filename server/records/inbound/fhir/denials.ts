// What says that something is not so, not known, or not meant as it looks? None of it is ever read as a fact.
import type { Coded } from '../../../../contract/clinical.ts'
import { type Coding, coded, codings, wordsOf } from './codings.ts'
import { type Fields, type Json, asFields, asText, codeWord, isThere, table } from './element.ts'
import { LeftOut, type LeftOutReason } from './left-out.ts'

/** International Patient Summary: codes that stand where a thing would ("no-known-allergies", "no-problem-info"). */
const summaryCodes = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips'
/** HL7: why something is absent, and null flavours; where a name should stand they say that there is none. */
const absenceSystems = new Set(['http://terminology.hl7.org/CodeSystem/data-absent-reason', 'http://hl7.org/fhir/data-absent-reason', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://hl7.org/fhir/v3/NullFlavor'])

/** SNOMED CT: nothing of the whole list is there; nothing of one sort is there; nobody knows. */
const nothingCodes = new Set(['716186003', '409137002', '160245001', '160244002', '787481004', '182849000'])
const nothingOfOneSort = new Set(['428607008', '429625007', '428197003', '1003774007', '716184000', '716185004'])
const unknownCodes = new Set(['1287211007', '261665006', '396782006'])
/** Words of sources that have no code for it. A drug allergy is what "no known allergies" is asked for at a counter. */
const nothingWords = /^no (known |current |active |reported )*((drug |medication )?allerg(y|ies)|problems?|medications?|medicines?|immunizations?|procedures?|devices?)( on file)?\.?( \((situation|finding)\))?$|^nk(d)?a$|^none( known| reported)?$/i
/** Nobody asked, or it could not be found out. */
const unknownWords = /^(not on file|not asked|unknown|unable to (obtain|assess)|no information( available| about .{1,60})?|not (reviewed|assessed)|no( \w+){0,3} (data|information|records?)( (is|are|was|were))?( (applicable|available|on file|found|recorded|reported|entered|provided))?\.?)$/i
const nothingOfOneSortWords = /^no (known )?(food|environmental|latex|insect|pet|contrast) allerg(y|ies)\b|^(patient |pt\.? )?den(ies|ied)\b/i

/** What those codes say where no words come with them. */
const summaryWords: Readonly<Record<string, string>> = table({
  'no-allergy-info': 'No information about allergies', 'no-known-allergies': 'No known allergies', 'no-known-medication-allergies': 'No known medication allergies', 'no-known-environmental-allergies': 'No known environmental allergies', 'no-known-food-allergies': 'No known food allergies',
  'no-medication-info': 'No information about medications', 'no-known-medications': 'No known medications', 'no-problem-info': 'No information about problems', 'no-known-problems': 'No known problems', 'no-procedure-info': 'No information about past history of procedures', 'no-known-procedures': 'No known procedures',
  'no-immunization-info': 'No information about immunizations', 'no-known-immunizations': 'No known immunizations', 'no-device-info': 'No information about devices', 'no-known-devices': 'No known devices in use',
})
/** What a thing is called; of a code that stands where a thing would, the words of its code system. */
export function nameIn(concept: Json | undefined): Coded | undefined {
  const name = coded(concept)
  const words = name !== undefined && name.text === name.code && codings(concept).some((one) => one.uri === summaryCodes) ? summaryWords[name.code] : undefined
  return name === undefined || words === undefined ? name : { ...name, text: words }
}

/** `none`: there are none, said somebody. `none of one sort`: none of a part of the list. `unknown`: nobody knows. */
export type Denial = 'none' | 'none of one sort' | 'unknown'

const ofSnomed = (code: string): Denial | undefined => (nothingCodes.has(code) ? 'none' : nothingOfOneSort.has(code) ? 'none of one sort' : unknownCodes.has(code) ? 'unknown' : undefined)
const ofWords = (words: string): Denial | undefined => (nothingWords.test(words) ? 'none' : nothingOfOneSortWords.test(words) ? 'none of one sort' : unknownWords.test(words.trim()) ? 'unknown' : undefined)

function ofCoding({ uri, system, code }: Coding): Denial | undefined {
  if (uri === summaryCodes) return /-info$/.test(code) ? 'unknown' : /^no-known-(food|environmental)/.test(code) ? 'none of one sort' : /^no-known-/.test(code) ? 'none' : undefined
  return absenceSystems.has(uri) ? 'unknown' : system === 'snomed' ? ofSnomed(code) : undefined
}

/** Does a concept deny what it stands for? By its codes, else by its words. */
export function denialOf(concept: Json | undefined): Denial | undefined {
  return codings(concept).map(ofCoding).find((one) => one !== undefined) ?? ofWords(wordsOf(concept) ?? '')
}

const deniedInWords = /^(no (known |personal )?(evidence|history|signs?|symptoms?) of|negative for|rule(d)? out|r\/o|(patient |pt\.? )?den(ies|ied))\b/i
/** Does the name of a problem deny or doubt it ("No evidence of recurrence")? Then nobody has it now, whatever its status says. */
export const deniesItself = (name: string): boolean => deniedInWords.test(name.trim())

/** The same of a name that is read already: also asked by the reader of clinical documents. */
export const denialInName = ({ text, code = '' }: Coded): Denial | undefined => ofSnomed(code) ?? ofWords(text)

const noSuchThing = /^no ([\w-]+ ){0,3}(medications?|medicines?|allerg(y|ies)|problems?|diagnos[ei]s|immunizations?|vaccin(es?|ations?)|procedures?|surger(y|ies)|encounters?|visits?|results?|devices?|implants?|vital signs)\b/i
/** Why the name of an entry is the name of nothing ("No procedure data is applicable"), for lists where it would stand as a thing. */
export function namesNothing(name: Coded): LeftOutReason | undefined {
  const denial = denialInName(name)
  if (denial !== undefined) return denial === 'unknown' ? 'said-unknown' : denial === 'none' ? 'said-none' : 'none-of-one-sort'
  return noSuchThing.test(name.text.trim()) ? 'said-none' : undefined
}

/** For lists that know no "there are none": leaves the resource out. For those that do: true when it says so. */
export function saysNone(concept: Json | undefined, field: string): boolean {
  const denial = denialOf(concept)
  if (denial === 'unknown') throw new LeftOut('unknown-here', field)
  if (denial === 'none of one sort') throw new LeftOut('none-of-one-sort', field)
  return denial === 'none'
}

/** For kinds without a "there are none" of their own. */
export function refuseDenial(concept: Json | undefined, field: string): void {
  if (saysNone(concept, field)) throw new LeftOut('said-none', field)
}

/** A modifier extension anywhere in it, by its name; its parents mean something else then. */
function modifierIn(value: Json | undefined): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) {
      const found = modifierIn(one)
      if (found !== null) return found
    }
    return null
  }
  const fields = asFields(value) ?? {}
  const { modifierExtension: modifiers } = fields
  // Whatever form it has: that it is there is enough. An empty list holds none.
  const [own] = Array.isArray(modifiers) ? (modifiers as readonly Json[]) : isThere(modifiers) ? [modifiers] : []
  if (own !== undefined) return asText(asFields(own)?.url) ?? 'modifierExtension'
  for (const inside of Object.values(fields)) {
    const found = modifierIn(inside)
    if (found !== null) return found
  }
  return null
}

/** What was measured on somebody or something else than the patient (FHIR R4 Observation.focus: a donor, an unborn child, a device) is no fact of theirs. */
function refuseOfAnother({ resourceType, focus, subject }: Fields): void {
  if (resourceType !== 'Observation' || !isThere(focus)) return
  const own = asText(asFields(subject)?.reference)
  const others = (Array.isArray(focus) ? (focus as readonly Json[]) : [focus]).filter((one) => own === undefined || asText(asFields(one)?.reference) !== own)
  if (others.length > 0) throw new LeftOut('measured-elsewhere', 'focus')
}

/**
 * Leaves out what may mean the opposite of what it seems: rules or extensions that change the meaning and that nobody here
 * knows (FHIR R4 §2.4.2, §2.27.1: such resources are not processed). `text` is looked at first, for speed.
 */
export function refuseUnknownModifiers(resource: Fields, text: Buffer): void {
  refuseOfAnother(resource)
  if (text.includes('"implicitRules"') && isThere(resource.implicitRules)) throw new LeftOut('changed-meaning', 'implicitRules')
  if (!text.includes('"modifierExtension"')) return
  const found = modifierIn(resource)
  if (found !== null) throw new LeftOut('changed-meaning', found.slice(0, 120))
}

/** May what a resource is told with be read? What carries unknown rules lends nothing to another one. */
export const meansWhatItSays = (resource: Fields): boolean => !isThere(resource.implicitRules) && modifierIn(resource) === null

/** Does a mark that is true or false say that something was not done? Throws where it is there in a form that cannot be read. */
function isMarked(value: Json | undefined, name: string): boolean {
  if (!isThere(value) || value === false || codeWord(value) === 'false') return false
  if (value === true || codeWord(value) === 'true') return true
  throw new LeftOut('changed-meaning', name)
}

/** Leaves out what must not be done (`doNotPerform`), and what may say so in a form that cannot be read. */
export function refuseForbidden({ doNotPerform }: Fields): void {
  if (isMarked(doNotPerform, 'doNotPerform')) throw new LeftOut('forbidden', 'doNotPerform')
}

/** Before R4 a status could be "completed" of what was never done: a mark beside it said so. Its name; undefined: none is set. */
export const deniedByMark = (resource: Fields, names: readonly string[]): string | undefined => names.find((name) => isMarked(resource[name], name))
