// Whose is a document, who wrote it, what is it, and which one does it replace? Read before anything else; a header that
// cannot be right is refused, for everything below hangs on it.
import type { Author, Coded, SentDate } from '../../../../contract/clinical.ts'
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import { wholeDay } from '../fhir/dates.ts'
import type { Chart } from '../fhir/patient.ts'
import { RefusedFile } from '../refused-file.ts'
import type { RecordNumber } from '../work.ts'
import { isSummary } from './conformance.ts'
import { allAt, at, attribute, childOf, childrenOf, nullFlavor, present, wordsIn } from './element.ts'
import { type Pointed, coded, firstId, idOf, nameOf, timeOf } from './types/values.ts'
import type { Element } from './xml.ts'
import { table } from '../fhir/element.ts'
import { isConfidentiality, marksOf } from './privacy.ts'

export type Header = {
  /** What names this version of the document: its id and its type, for systems give one id to several papers. */
  readonly id: string | undefined
  /** What names it through all its versions. */
  readonly set: string | undefined
  readonly version: number | undefined
  /** Documents that this one takes the place of: their ids and types. */
  readonly replaces: readonly string[]
  readonly type: Coded
  readonly title: string | undefined
  readonly effective: SentDate | undefined
  readonly labels: readonly SensitivityLabel[]
  readonly authors: readonly Author[]
  /** Whose document it is: who keeps it, else for whom its author acts. */
  readonly custodian: string | undefined
  readonly encounter: Element | undefined
  readonly facility: string | undefined
  readonly mrn: string | null
  /** What its source calls who gave that number. */
  readonly authority: readonly string[]
  /** What a chart needs beside the number. */
  readonly person: Person | null
}

export type Person = Omit<Chart, 'mrn'>

/** Roots of numbers that others gave a person: social security, drivers' licenses, passports, insurers (HL7 OID registry). */
const foreign = /^2\.16\.840\.1\.113883\.4\.(3(\.\d+)*|330(\.\d+)*|572|290|292)$/
/** Systems that copied the example of the standard put their own numbers under the root of social security numbers. */
const socialSecurity = '2.16.840.1.113883.4.1'
const nobodys = (id: Element): boolean => {
  const [root, extension] = [attribute(id, 'root') ?? '', attribute(id, 'extension') ?? '']
  return foreign.test(root) || /^(unk|unknown|n\/?a|none|null)$/i.test(extension) || (root === socialSecurity && (extension === '' || /^(\d{3}-?\d{2}-?)?\d{4}$/.test(extension)))
}

/**
 * The record number: the id whose authority says so; else one of the organization that keeps the chart; else the first
 * that is no number of somebody else.
 */
function recordNumber(role: Element): RecordNumber | null {
  const own = childrenOf(role, 'id').filter((one) => idOf(one) !== undefined && !nobodys(one))
  const keepers = new Set(allAt(role, 'providerOrganization', 'id').flatMap((one) => attribute(one, 'root') ?? []))
  const found =
    own.find((one) => /\bmrn\b|medical.?record/i.test(attribute(one, 'assigningAuthorityName') ?? '')) ?? own.find((one) => attribute(one, 'extension') !== undefined && keepers.has(attribute(one, 'root') ?? '')) ?? own.find((one) => attribute(one, 'extension') !== undefined) ?? own[0]
  const value = found === undefined ? undefined : (attribute(found, 'extension') ?? attribute(found, 'root'))
  return found === undefined || value === undefined ? null : { value, authority: [attribute(found, 'root'), attribute(found, 'assigningAuthorityName')].filter((one) => one !== undefined) }
}

/** The legal name first, then the usual one; never a maiden or a made-up one while there is another. */
function patientName(patient: Element | undefined): Element | undefined {
  const named = childrenOf(patient, 'name').filter((one) => nullFlavor(one) === undefined && wordsIn(one) !== undefined)
  const use = (code: string) => named.find((one) => (attribute(one, 'use') ?? '').split(/\s+/).includes(code))
  return use('L') ?? use('C') ?? named.find((one) => !/\b(P|A|ASGN|BAD|OLD)\b/.test(attribute(one, 'use') ?? '')) ?? named[0]
}

const parts = (name: Element | undefined, part: string): readonly Element[] => childrenOf(name, part)
const given = (name: Element | undefined, part: string): readonly string[] => parts(name, part).flatMap((one) => wordsIn(one) ?? [])

/** "Salutation" and call-me names are beside the name, not in it. */
const calledOnly = (one: Element): boolean => /\b(CL|TITLE)\b/.test(attribute(one, 'qualifier') ?? '')

function shownName(name: Element | undefined): string | undefined {
  if (name === undefined) return undefined
  const first = parts(name, 'given').filter((one) => !calledOnly(one)).flatMap((one) => wordsIn(one) ?? [])
  const whole = [...first, ...given(name, 'family')].join(' ')
  return whole === '' ? nameOf(name) : [whole, ...given(name, 'suffix')].join(', ')
}

function contact(role: Element, scheme: RegExp): string | null {
  const values = childrenOf(role, 'telecom').filter((one) => nullFlavor(one) === undefined && attribute(one, 'use') !== 'BAD').flatMap((one) => attribute(one, 'value') ?? [])
  const found = values.find((one) => scheme.test(one))
  return found === undefined ? null : found.replace(/^[a-z]+:/i, '').trim() || null
}

function addressOf(role: Element): string | null {
  const all = childrenOf(role, 'addr').filter((one) => nullFlavor(one) === undefined && wordsIn(one) !== undefined)
  const home = all.find((one) => /\bH(P|V)?\b/.test(attribute(one, 'use') ?? '')) ?? all[0]
  const of = (name: string) => childrenOf(home, name).flatMap((one) => wordsIn(one) ?? [])
  const state = [...of('state'), ...of('postalCode')].join(' ')
  const line = [...of('streetAddressLine'), ...of('city'), state].filter((one) => one !== '').join(', ')
  return line !== '' ? line : (wordsIn(home) ?? null)
}

const sexes: Readonly<Record<string, string>> = table({ M: 'male', F: 'female', UN: 'other', UNK: 'unknown', U: 'unknown', O: 'other' })

function personOf(role: Element): Person | null {
  const patient = childOf(role, 'patient')
  const name = patientName(patient)
  const shown = shownName(name)
  const birthDate = wholeDay(timeOf(attribute(childOf(patient, 'birthTime'), 'value')).date)
  if (birthDate === undefined || shown === undefined) return null
  const languages = childrenOf(patient, 'languageCommunication')
  const language = languages.find((one) => attribute(childOf(one, 'preferenceInd'), 'value') === 'true') ?? languages[0]
  return {
    name: shown, family: given(name, 'family')[0] ?? null, given: parts(name, 'given').filter((one) => !calledOnly(one)).flatMap((one) => wordsIn(one) ?? []).join(' ') || null, birthDate,
    deceasedOn: wholeDay(timeOf(attribute(childOf(patient, 'sdtc:deceasedTime'), 'value')).date) ?? null, sex: sexes[attribute(childOf(patient, 'administrativeGenderCode'), 'code') ?? ''] ?? null,
    phone: contact(role, /^tel:|^\+?[\d(]/i), email: contact(role, /^mailto:/i), address: addressOf(role), language: attribute(childOf(language, 'languageCode'), 'code') ?? null,
  }
}

const broken = (found: string): never => {
  throw new RefusedFile('header-broken', { found })
}

/** HL7 v3 codes of the US realm header; other values than these are none of the tables it binds. */
const closed: readonly { readonly path: readonly string[]; readonly found: string; readonly holds: (code: string) => boolean }[] = [
  { path: ['confidentialityCode'], found: 'confidentialityCode', holds: isConfidentiality },
  { path: ['languageCode'], found: 'languageCode', holds: (code) => /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(code) },
  { path: ['recordTarget', 'patientRole', 'patient', 'administrativeGenderCode'], found: 'administrativeGenderCode', holds: (code) => /^(M|F|UN|U|UNK|O|X)$/i.test(code) },
]

/** A name part that is there and empty, without saying that it is unknown, was lost on the way (C-CDA CONF:81-9371, 81-7159). */
const emptyPart = (name: Element): boolean => [...parts(name, 'given'), ...parts(name, 'family')].some((one) => wordsIn(one) === undefined && nullFlavor(one) === undefined)

function checkHeader(document: Element, role: Element): void {
  const effective = childOf(document, 'effectiveTime')
  if (effective !== undefined && timeOf(attribute(effective, 'value')).damaged) broken('effectiveTime')
  for (const { path, found, holds } of closed) {
    const code = attribute(at(document, ...path), 'code')
    if (code !== undefined && !holds(code)) broken(found)
  }
  const patient = childOf(role, 'patient')
  const name = patientName(patient)
  if (name === undefined || nameOf(name) === undefined) throw new RefusedFile('no-patient-named')
  const structured = parts(name, 'given').length + parts(name, 'family').length > 0
  if (structured && given(name, 'family').length === 0 && !parts(name, 'family').some((one) => nullFlavor(one) !== undefined)) throw new RefusedFile('no-patient-named')
  if (emptyPart(name) && isSummary(document)) broken('name')
  const birth = childOf(patient, 'birthTime')
  if (birth !== undefined && nullFlavor(birth) === undefined && timeOf(attribute(birth, 'value')).damaged) broken('birthTime')
}

function authorsOf(document: Element): readonly Author[] {
  return childrenOf(document, 'author').flatMap((one) => {
    const entity = childOf(one, 'assignedAuthor')
    const name = nameOf(at(entity, 'assignedPerson', 'name'))
    return name === undefined ? [] : [present<Author>({ name, role: attribute(childOf(entity, 'code'), 'displayName') })]
  }).filter((one, index, all) => all.findIndex((other) => other.name === one.name) === index)
}

const untyped: Coded = { text: 'Clinical document' }

/** Reads the header. Refuses what is no clinical document, names nobody or two, or holds a value that cannot be right. */
const namedBy = (id: string, type: string | undefined): string => (type === undefined ? id : `${id}|${type}`)

export function headerOf(document: Element, pointed: Pointed): Header {
  if (document.name !== 'ClinicalDocument') throw new RefusedFile('not-a-document', { found: /^[A-Za-z][\w.-]{0,40}$/.test(document.name) ? document.name : 'another root' })
  const roles = allAt(document, 'recordTarget', 'patientRole')
  const [role] = roles
  if (roles.length > 1) throw new RefusedFile('two-patients')
  if (role !== undefined) checkHeader(document, role)
  const number = role === undefined ? null : recordNumber(role)
  const encounter = at(document, 'componentOf', 'encompassingEncounter')
  const version = Number(attribute(childOf(document, 'versionNumber'), 'value'))
  const type = coded(childOf(document, 'code'), pointed) ?? untyped
  const id = firstId(document)
  return {
    id: id === undefined ? undefined : namedBy(id, type.code),
    set: idOf(childOf(document, 'setId')),
    version: Number.isInteger(version) && version > 0 && version < 1_000_000 ? version : undefined,
    replaces: childrenOf(document, 'relatedDocument').filter((one) => attribute(one, 'typeCode') === 'RPLC').flatMap((one) => childrenOf(one, 'parentDocument')).flatMap((parent) => childrenOf(parent, 'id').flatMap((one) => idOf(one) ?? []).map((one) => namedBy(one, attribute(childOf(parent, 'code'), 'code') ?? type.code))),
    type,
    title: wordsIn(childOf(document, 'title')),
    effective: timeOf(attribute(childOf(document, 'effectiveTime'), 'value')).date,
    labels: marksOf(document),
    authors: authorsOf(document),
    custodian: [...allAt(document, 'custodian', 'assignedCustodian', 'representedCustodianOrganization', 'name'), ...allAt(document, 'author', 'assignedAuthor', 'representedOrganization', 'name')].map(nameOf).find((one) => one !== undefined),
    encounter,
    facility: allAt(encounter, 'location', 'healthCareFacility', 'location', 'name').map(wordsIn).find((one) => one !== undefined),
    mrn: number?.value ?? null,
    authority: number?.authority ?? [],
    person: role === undefined ? null : personOf(role),
  }
}
