// What does a Patient resource say by which somebody could be known? Every name, contact, address and number with its use and its end.
import type { RegisteredFacts } from '#patients'
import { type Fields, asFields, asText, each, texts, table } from './element.ts'
import { codesOf } from './codings.ts'
import { wholeDay } from './dates.ts'

type NameFacts = RegisteredFacts['names'][number]
type ContactFacts = RegisteredFacts['phones'][number]
type AddressFacts = RegisteredFacts['addresses'][number]

/** More than this of one kind is no person's: the first are kept. */
const mostOfKind = 30
/** A longer text is no name, phone or street: it is shown, and nobody is known by it. */
const longest = 300
const short = (text: string | undefined): string | undefined => (text === undefined || text.length > longest ? undefined : text)

const until = (element: Fields): string | null => wholeDay(asFields(element.period)?.end) ?? null

const uses: Readonly<Record<string, NameFacts['use']>> = table({ official: 'official', usual: 'usual', nickname: 'nickname', maiden: 'maiden', old: 'previous' })

/** A HumanName in parts; from its text alone, the last word is the family name. */
function nameFacts(name: Fields): NameFacts[] {
  const [given, family] = [texts(name.given), texts(name.family)[0]]
  const use = uses[asText(name.use) ?? ''] ?? 'usual'
  const suffix = short(texts(name.suffix)[0]) ?? null
  const end = until(name)
  if (given.length > 0 || family !== undefined) return [given.join(' '), family ?? ''].every((one) => one.length <= longest) ? [{ use, given, family: family ?? '', suffix, until: end }] : []
  const words = (short(asText(name.text)) ?? '').split(/\s+/).filter((one) => one !== '')
  return words.length === 0 ? [] : [{ use, given: words.slice(0, Math.max(1, words.length - 1)), family: words.length > 1 ? (words.at(-1) ?? '') : '', suffix, until: end }]
}

function contactFacts(patient: Fields, systems: readonly string[]): ContactFacts[] {
  return each(patient.telecom).filter((one) => systems.includes(asText(one.system) ?? '')).flatMap((one): ContactFacts[] => {
    const value = short(asText(one.value))
    return value === undefined ? [] : [{ value, use: asText(one.use) ?? null, until: until(one) }]
  })
}

function addressFacts(address: Fields): AddressFacts[] {
  const written = texts(address.line)
  const text = asText(address.text)
  const lines = (written.length > 0 || text === undefined ? written : text.split(/,|\n/).slice(0, 1)).map((line) => line.trim())
  const postalCode = asText(address.postalCode) ?? /\b\d{5}(?=(-\d{4})?\s*$)/.exec(text ?? '')?.[0] ?? null
  if (lines.length === 0 || lines.join(' ').length > longest) return []
  return [{ lines, city: asText(address.city) ?? null, state: asText(address.state) ?? null, postalCode, use: asText(address.use) ?? null, until: until(address) }]
}

/** The last four digits of a social security number; a number with its ending alone counts. */
function lastFour(patient: Fields): string | null {
  const number = each(patient.identifier).find((one) => codesOf(one.type).includes('SS') || asText(one.system) === 'http://hl7.org/fhir/sid/us-ssn')
  return /\d{4}$/.exec((asText(number?.value) ?? '').replace(/\D/g, ''))?.[0] ?? null
}

/** Numbers beside `mrn` that the same organization gave: of type MR, under the same system (or under none). */
function otherNumbers(patient: Fields, mrn: string): string[] {
  const all = each(patient.identifier).filter((one) => codesOf(one.type).includes('MR'))
  const system = asText(all.find((one) => one.value === mrn)?.system)
  const same = all.filter((one) => asText(one.system) === undefined || system === undefined || one.system === system)
  return [...new Set(same.map((one) => short(asText(one.value))).filter((value) => value !== undefined && value !== mrn))] as string[]
}

/** The facts of a Patient whose record number is `mrn`. The name in use stands first. */
export function factsOf(patient: Fields, mrn: string, inUse: Fields | undefined): RegisteredFacts {
  const names = each(patient.name)
  const ordered = inUse === undefined ? names : [inUse, ...names.filter((one) => one !== inUse)]
  const few = <T>(all: readonly T[]): readonly T[] => all.slice(0, mostOfKind)
  return {
    names: few(ordered.flatMap(nameFacts)),
    phones: few(contactFacts(patient, ['phone', 'sms'])),
    emails: few(contactFacts(patient, ['email'])),
    addresses: few(each(patient.address).flatMap(addressFacts)),
    mrns: few(otherNumbers(patient, mrn)),
    ssn4: lastFour(patient),
    multipleBirth: patient.multipleBirthBoolean === true || typeof patient.multipleBirthInteger === 'number',
    deceased: patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined,
  }
}
