// Whose chart does a Patient resource describe?
import type { Registration } from '#patients'
import { type Fields, asFields, asText, each, texts } from './element.ts'
import { codesOf, firstCode } from './codings.ts'
import { wholeDay } from './dates.ts'
import { factsOf } from './on-file.ts'
import { addressLine, humanName, nameInUse } from './people.ts'

/** What a source says of a chart; whose organization it is, the import knows. */
export type Chart = Omit<Registration, 'organization'>

/** HL7 v2 table 0203: numbers that others gave a person are never an organization's record number. */
const foreignNumbers = new Set(['SS', 'SB', 'DL', 'PPN', 'TAX', 'NI', 'MB', 'MC', 'MA', 'PNT'])

/** Identifier systems of nations and payers: the same number is known at every hospital. */
const foreignSystems = /us-ssn|us-medicare|us-mbi|2\.16\.840\.1\.113883\.4\.(1|3)(\.|$)|nhi-id|nhs-number|\/id\/hi\/|medicare-number|NamingSystem\/bsn|2\.16\.840\.1\.113883\.2\.4\.6\.3$|1\.2\.208\.176\.1\.2$|passport|renaper|standardhealthrecord\.org/i
/** A system that calls its numbers record numbers. */
const recordSystem = /mrn|medical-?record/i

const isForeign = (identifier: Fields): boolean => codesOf(identifier.type).some((code) => foreignNumbers.has(code)) || foreignSystems.test(asText(identifier.system) ?? '')
/** Does an identifier say that it is a record number: by its type, or by the name of its system? */
export const saysRecord = (identifier: Fields): boolean => asText(identifier.value) !== undefined && !isForeign(identifier) && (codesOf(identifier.type).includes('MR') || recordSystem.test(asText(identifier.system) ?? ''))

/** Identifier.use and its end: what is used now, what is used beside it, what was used once. */
const lateness = ({ use, period }: Fields): number => (use === 'old' || asFields(period)?.end !== undefined ? 2 : use === 'secondary' || use === 'temp' ? 1 : 0)

/**
 * The medical record number, one in use before an old one: the identifier of type MR; else one whose system names an MRN; else the first that is
 * no number of somebody else (social security, driver's license, passport, insurance); else the resource's own id.
 */
export function recordNumber(patient: Fields): string | null {
  const own = each(patient.identifier).filter((one) => asText(one.value) !== undefined && !isForeign(one)).sort((a, b) => lateness(a) - lateness(b))
  const found = own.find((one) => codesOf(one.type).includes('MR')) ?? own.find(saysRecord) ?? own[0]
  return asText(found?.value) ?? asText(patient.id) ?? null
}

/** Is a contact or an address one of before? */
const isOver = (element: Fields): boolean => element.use === 'old' || asFields(element.period)?.end !== undefined
const contact = (patient: Fields, system: string): string | null => each(patient.telecom).filter((one) => one.system === system && !isOver(one)).map((one) => asText(one.value)).find((one) => one !== undefined) ?? null

/** The chart of a Patient under a record number; null when it has no record number, no name or no whole birth date: nobody could be known by it. */
export function chartOf(patient: Fields, mrn = recordNumber(patient)): Chart | null {
  const name = nameInUse(patient.name)
  const birthDate = wholeDay(patient.birthDate)
  const shown = humanName(name)
  if (mrn === null || mrn.length > 200 || birthDate === undefined || shown === undefined) return null
  const language = each(patient.communication).find((one) => one.preferred === true) ?? each(patient.communication)[0]
  const standing = each(patient.address).filter((one) => !isOver(one))
  const home = standing.find((one) => one.use === 'home') ?? standing.find((one) => one.use !== 'temp' && one.use !== 'billing') ?? standing[0]
  return {
    mrn,
    name: shown,
    family: texts(name?.family)[0] ?? null,
    given: texts(name?.given).join(' ') || null,
    birthDate,
    deceasedOn: wholeDay(patient.deceasedDateTime) ?? null,
    sex: asText(patient.gender) ?? null,
    phone: contact(patient, 'phone'),
    email: contact(patient, 'email'),
    address: addressLine(asFields(home)) ?? null,
    language: firstCode(language?.language) ?? null,
    facts: factsOf(patient, mrn, name),
  }
}
