// How does one organization's chart of one human grow into a FHIR R4 transaction bundle? Resources are added by key;
// whatever they point at (doctor, place, lab) comes along once.
import type { Calendar } from '../calendar.ts'
import { uuidOf } from '../seeded.ts'
import type { DemoAddress, DemoBundle, DemoChart, OrganizationId } from '../shape.ts'
import { demoOrganizations } from '../organizations.ts'
import { type Sensitivity, concept, meta, systems } from './codes.ts'
import { type Fields, type Json, jsonText } from './json.ts'
import { type StaffKey, staff, staffName } from './staff.ts'

export type Reference = { readonly reference: string; readonly display?: string }

export type PatientFacts = {
  readonly key: string
  readonly given: readonly string[]
  readonly family: string
  readonly prefix?: string
  readonly gender: 'female' | 'male'
  readonly birthDate: string
  readonly mrn: string
  readonly address: DemoAddress
  readonly phone: string
  readonly email?: string
  readonly language?: { readonly code: string; readonly text: string }
  /** An instant with offset. */
  readonly deceased?: string
}

export type Added = { readonly profile?: string; readonly sensitive?: readonly Sensitivity[]; readonly fields: Fields }

export type Chart = {
  readonly organization: OrganizationId
  readonly facts: PatientFacts
  readonly calendar: Calendar
  readonly patient: Reference
  readonly custodian: Reference
  /** The organization's laboratory. */
  readonly lab: Reference
  add(resourceType: string, key: string, what: Added): Reference
  staff(key: StaffKey): Reference
  place(key: StaffKey): Reference
  idOf(resourceType: string, key: string): string
  /** The chart as bundles; resources with these ids come in a second one, with what they point at. */
  finish(later?: readonly string[]): DemoChart
  /** The same as one message of its own, sent at an instant: what is clinical in it was written then (meta.lastUpdated). */
  message(key: string, at: string): { readonly id: string; readonly json: string }
}

const hosts: Record<OrganizationId, string> = { lakeside: 'https://lakeside.example', northshore: 'https://northshore.example' }
const labNames: Record<OrganizationId, string> = { lakeside: 'Lakeside Regional Lab', northshore: 'Northshore Hospital Laboratory' }

/** Identifier system of an organization ("mrn", "report", "order", "staff"). */
export function identifierSystem(organization: OrganizationId, of: string): string {
  return `${hosts[organization]}/${of}`
}

function postalAddress(address: DemoAddress): Fields {
  return { use: 'home', line: [address.line], city: address.city, state: address.state, postalCode: address.zip, country: 'US' }
}

function patientFields(facts: PatientFacts, organization: OrganizationId, custodian: Reference): Fields {
  const mrn = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR', display: 'Medical record number' }], text: 'Medical record number' }
  return {
    identifier: [{ use: 'usual', type: mrn, system: identifierSystem(organization, 'mrn'), value: facts.mrn, assigner: custodian }],
    active: facts.deceased === undefined,
    name: [{ use: 'official', family: facts.family, given: facts.given, prefix: facts.prefix === undefined ? undefined : [facts.prefix] }],
    telecom: [{ system: 'phone', value: facts.phone, use: 'mobile' }, ...(facts.email === undefined ? [] : [{ system: 'email', value: facts.email }])],
    gender: facts.gender,
    birthDate: facts.birthDate,
    deceasedDateTime: facts.deceased,
    address: [postalAddress(facts.address)],
    communication: facts.language === undefined ? undefined : [{ language: concept(facts.language.text, { system: 'urn:ietf:bcp:47', code: facts.language.code }), preferred: true }],
    managingOrganization: custodian,
  }
}

type Entries = { readonly map: Map<string, { readonly type: string; readonly resource: Fields }>; readonly add: Chart['add'] }

/** Keeps resources in the order they came; a key used twice is a mistake in the demo and refuses. */
function openEntries(scope: string): Entries {
  const map = new Map<string, { type: string; resource: Fields }>()
  return {
    map,
    add(resourceType, key, what) {
      const id = uuidOf(`${scope}:${resourceType}:${key}`)
      if (map.has(id)) throw new Error(`${scope} has two of ${resourceType} ${key}`)
      map.set(id, { type: resourceType, resource: { resourceType, id, meta: meta(what.profile, what.sensitive ?? []), ...what.fields } })
      return { reference: `urn:uuid:${id}` }
    },
  }
}

function staffFields(key: StaffKey): Added {
  const { given, family, prefix, suffix, phone, organization } = staff[key]
  return {
    profile: 'us-core-practitioner',
    fields: {
      identifier: [{ system: identifierSystem(organization, 'staff'), value: key }],
      active: true,
      name: [{ use: 'official', family, given: [given], prefix: prefix === undefined ? undefined : [prefix], suffix: suffix === undefined ? undefined : [suffix] }],
      telecom: [{ system: 'phone', value: phone, use: 'work' }],
    },
  }
}

/** Adds doctors, nurses and their places when something first names them. */
function openPeopleAndPlaces(entries: Entries, custodian: Reference): Pick<Chart, 'staff' | 'place'> {
  const known = new Map<string, Reference>()
  const once = (key: string, make: () => Reference): Reference => {
    const reference = known.get(key) ?? make()
    known.set(key, reference)
    return reference
  }
  const place = (key: StaffKey): Reference => {
    const { clinic, address, phone } = staff[key]
    const name = `${clinic}, ${address}`
    return once(`place:${name}`, () => ({
      ...entries.add('Location', name, {
        profile: 'us-core-location',
        fields: { status: 'active', name: clinic, telecom: [{ system: 'phone', value: phone }], address: { text: address }, managingOrganization: custodian },
      }),
      display: name,
    }))
  }
  const person = (key: StaffKey): Reference =>
    once(`staff:${key}`, () => {
      const practitioner = { ...entries.add('Practitioner', key, staffFields(key)), display: staffName(key) }
      entries.add('PractitionerRole', key, {
        profile: 'us-core-practitionerrole',
        fields: { active: true, practitioner, organization: custodian, specialty: [concept(staff[key].specialty)], location: [place(key)], telecom: [{ system: 'phone', value: staff[key].phone }] },
      })
      return practitioner
    })
  return { staff: person, place }
}

function addOrganizations(entries: Entries, organization: OrganizationId): { custodian: Reference; lab: Reference } {
  const known = demoOrganizations.find((each) => each.id === organization)
  if (known === undefined) throw new Error(`no organization ${organization}`)
  const custodian = {
    ...entries.add('Organization', 'custodian', {
      profile: 'us-core-organization',
      fields: { active: true, name: known.name, alias: known.formerNames, telecom: [{ system: 'phone', value: known.phone }], address: [{ text: known.address }] },
    }),
    display: known.name,
  }
  const lab = {
    ...entries.add('Organization', 'lab', { profile: 'us-core-organization', fields: { active: true, name: labNames[organization], partOf: custodian } }),
    display: labNames[organization],
  }
  return { custodian, lab }
}

type Made = { readonly organization: OrganizationId; readonly mrn: string; readonly scope: string; readonly timestamp: string }

/** The ids of these resources and of everything they point at, however far. */
function withReferred(map: Entries['map'], ids: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const entry = map.get(id)
    if (entry === undefined) throw new Error(`no resource ${id}`)
    if (found.has(id)) continue
    found.add(id)
    for (const match of jsonText(entry.resource).matchAll(/"urn:uuid:([0-9a-f-]{36})"/g)) open.push(match[1] ?? '')
  }
  return found
}

function bundleOf(made: Made, part: string, resources: readonly (readonly [string, { type: string; resource: Fields }])[]): { json: string; bundle: DemoBundle } {
  const entry: Json = resources.map(([id, { type, resource }]) => ({ fullUrl: `urn:uuid:${id}`, resource, request: { method: 'POST', url: type } }))
  const json = `${jsonText({ resourceType: 'Bundle', id: uuidOf(`${made.scope}:Bundle${part}`), type: 'transaction', timestamp: made.timestamp, entry })}\n`
  const bundle: DemoBundle = JSON.parse(json)
  return { json, bundle }
}

function finished(made: Made, map: Entries['map'], later: readonly string[]): DemoChart {
  const first = bundleOf(
    made,
    '',
    [...map].filter(([id]) => !later.includes(id)),
  )
  const chart = { organization: made.organization, mrn: made.mrn, ...first }
  if (later.length === 0) return chart
  const second = withReferred(map, later)
  return {
    ...chart,
    later: bundleOf(
      made,
      ':later',
      [...map].filter(([id]) => second.has(id)),
    ),
  }
}

const ofTheHouse = new Set(['Patient', 'Organization', 'Practitioner', 'PractitionerRole', 'Location'])

function messageOf(made: Made, key: string, map: Entries['map']): { readonly id: string; readonly json: string } {
  const updated = [...map].map(([id, { type, resource }]) => [id, { type, resource: ofTheHouse.has(type) ? resource : { ...resource, meta: { ...(resource['meta'] as Fields | undefined), lastUpdated: made.timestamp } } }] as const)
  const { json } = bundleOf(made, `:${key}`, updated)
  return { id: uuidOf(`${made.scope}:Bundle:${key}`), json }
}

/** Opens an empty chart: the patient, the organization and its lab are in it already. */
export function openChart(organization: OrganizationId, facts: PatientFacts, calendar: Calendar): Chart {
  const scope = `${organization}:${facts.key}`
  const entries = openEntries(scope)
  const { custodian, lab } = addOrganizations(entries, organization)
  const patient = {
    ...entries.add('Patient', facts.key, { profile: 'us-core-patient', fields: patientFields(facts, organization, custodian) }),
    display: `${facts.given.join(' ')} ${facts.family}`,
  }
  return {
    organization,
    facts,
    calendar,
    patient,
    custodian,
    lab,
    add: entries.add,
    ...openPeopleAndPlaces(entries, custodian),
    idOf: (resourceType, key) => uuidOf(`${scope}:${resourceType}:${key}`),
    message: (key, at) => messageOf({ organization, mrn: facts.mrn, scope, timestamp: at }, key, entries.map),
    finish: (later = []) => finished({ organization, mrn: facts.mrn, scope, timestamp: calendar.at('T-1', '23:30') }, entries.map, later),
  }
}

/** A coding of the organization's own document types. */
export function localDocumentType(organization: OrganizationId, code: string, display: string): { system: string; code: string; display: string } {
  return { system: identifierSystem(organization, 'document-type'), code, display }
}

/** US Core's category of clinical notes. */
export const clinicalNote: Fields = { coding: [{ system: systems.documentCategory, code: 'clinical-note', display: 'Clinical Note' }] }
