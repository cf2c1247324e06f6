// What does a reference point at? urn:uuid, relative, absolute, with a version, conditional, by a number alone, contained; one
// that points at nothing keeps its words.
import type { Entry } from '../read-bundle.ts'
import { type Fields, type Json, asFields, asText, each } from './element.ts'

/** What other resources call by name: practitioners, organizations, places, medicines' names. */
export type Named = { readonly type: string; readonly resource: Fields }

export type Target = {
  readonly type: string | null
  /** The source's id, where the reference says one. */
  readonly id: string | null
  readonly entry: Entry | null
  /** The resource itself: in this file, contained, or kept from an earlier file of the same import. */
  readonly resource: Fields | null
  readonly display: string | null
}

/** Directory resources seen so far in one import; later files point at them. */
export type Directory = { put(entry: Entry): void; byIdentifier(type: string, identifier: string): Fields | null; byId(type: string, id: string): Fields | null }

/** Resources that describe no patient: who, where and what others point at. */
export const directoryTypes: ReadonlySet<string> = new Set(['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication', 'Substance', 'HealthcareService', 'Endpoint'])
/** Directories, and what carries others, asks, answers or defines: no patient is missed in them. */
export const aboutNobody: ReadonlySet<string> = new Set([
  ...directoryTypes, 'Bundle', 'Parameters', 'MessageHeader', 'OperationOutcome', 'Subscription', 'Schedule', 'Slot', 'InsurancePlan', 'OrganizationAffiliation', 'MedicationKnowledge', 'VerificationResult', 'CatalogEntry', 'Contract',
  'CapabilityStatement', 'StructureDefinition', 'ImplementationGuide', 'SearchParameter', 'MessageDefinition', 'OperationDefinition', 'CompartmentDefinition', 'StructureMap', 'GraphDefinition', 'ExampleScenario', 'CodeSystem', 'ValueSet', 'ConceptMap', 'NamingSystem', 'TerminologyCapabilities',
  'Library', 'Measure', 'PlanDefinition', 'ActivityDefinition', 'Questionnaire', 'EventDefinition', 'ChargeItemDefinition', 'DeviceDefinition', 'ObservationDefinition', 'SpecimenDefinition', 'ResearchDefinition', 'ResearchElementDefinition', 'Evidence', 'EvidenceVariable', 'EffectEvidenceSynthesis', 'RiskEvidenceSynthesis', 'TestScript', 'TestReport',
])
/** More than the directory of a large hospital; the oldest names go first, references then keep their display. */
const directorySize = 200_000
/** What others ask of a directory; the rest of a resource is not held. */
const asked = ['resourceType', 'name', 'title', 'code', 'address', 'practitioner', 'specialty', 'organization', 'implicitRules', 'modifierExtension'] as const
const slim = (resource: Fields): Fields => Object.fromEntries(asked.flatMap((name) => (resource[name] === undefined ? [] : [[name, resource[name]]])))

export function openDirectoryOfFiles(): Directory {
  const identifiers = new Map<string, Fields>()
  const ids = new Map<string, Fields>()
  const add = (map: Map<string, Fields>, key: string, resource: Fields) => {
    if (map.size >= directorySize) map.delete(map.keys().next().value ?? '')
    map.set(key, resource)
  }
  return {
    put({ type, sourceId, resource: whole }) {
      if (!directoryTypes.has(type) && type !== 'Questionnaire') return
      const resource = slim(whole)
      add(ids, `${type}/${sourceId}`, resource)
      // Forms are called by their canonical address (FHIR R4 §2.24.0.3).
      if (type === 'Questionnaire') add(ids, `${type}/${asText(whole.url) ?? sourceId}`, resource)
      for (const one of each(whole.identifier)) add(identifiers, `${type}?${asText(one.system) ?? ''}|${asText(one.value) ?? ''}`, resource)
    },
    byIdentifier: (type, identifier) => identifiers.get(`${type}?${identifier}`) ?? null,
    byId: (type, id) => ids.get(`${type}/${id}`) ?? null,
  }
}

/** A thing as references call it: its type, and its id or the number it is called by. */
export type Key = readonly [type: string, sourceId: string]

export type Resolve = {
  (reference: Json | undefined, within?: Fields): Target
  /** From now on this entry is read: what it points at and is not here is noted for it. Null: for nobody. */
  reads(entry: Entry | null): void
  /** What entries point at and would have been read further, by "type id". */
  readonly missing: ReadonlyMap<Entry, ReadonlyMap<string, Key>>
}

/** Of these the words beside a reference are enough. */
const namedOnly: ReadonlySet<string> = new Set(['Practitioner', 'Organization', 'Location'])
/** Of these the thing itself is read, whatever the words beside the reference. */
const readFurther: ReadonlySet<string> = new Set(['Observation', 'ImagingStudy', 'Medication', 'Binary', 'Specimen', 'ServiceRequest', 'Condition', 'Questionnaire', 'PractitionerRole'])
/** Whatever a text may wait for. */
export const awaitable: ReadonlySet<string> = new Set([...namedOnly, ...readFurther])

const nothing: Target = { type: null, id: null, entry: null, resource: null, display: null }
/** Where it is, if it says so; type; id. A version of it (`/_history/2`) is the thing itself: what is newest is read. */
const typed = /^(.*\/)?([A-Z][A-Za-z]+)\/([^/?#]+)(?:\/_history\/[^/]+)?$/
const bundled = 'urn:uuid:'
const withoutVersion = (text: string): string => text.replace(/\/_history\/[^/]+$/, '')

/** By which number somebody or something is meant: `Practitioner?identifier=system|value` (FHIR R4 §3.1.0.11.1), or Reference.identifier. */
const conditional = /^([A-Z][A-Za-z]+)\?identifier=([^&]+)$/
export const byNumber = (type: string, system: string | undefined, value: string): string => `${type}?identifier=${system ?? ''}|${value}`

/** What the entries of one file are called: by address, by type and id, by their numbers. */
type Names = { readonly byUrl: ReadonlyMap<string, Entry>; readonly byKey: ReadonlyMap<string, Entry>; readonly byIdentifier: ReadonlyMap<string, Entry>; /** Servers whose addresses the entries have. */ readonly servers: ReadonlySet<string> }

/** Names that two different things of one file have lead to neither (FHIR R4 bdl-7; §3.1.0.11.1: several matches are an error). */
function openNames(): { readonly add: (name: string, entry: Entry) => void; readonly names: ReadonlyMap<string, Entry> } {
  const names = new Map<string, Entry>()
  const doubtful = new Set<string>()
  return {
    names,
    add(name, entry) {
      const before = names.get(name)
      if (before !== undefined && (before.type !== entry.type || before.sourceId !== entry.sourceId)) doubtful.add(name)
      if (doubtful.has(name)) names.delete(name)
      else names.set(name, entry)
    },
  }
}

function namesOf(entries: readonly Entry[], older: readonly Entry[]): Names {
  const [urls, identifiers, byKey] = [openNames(), openNames(), new Map<string, Entry>()]
  const servers = new Set<string>()
  for (const entry of entries) {
    const { fullUrl } = entry
    if (fullUrl !== null) {
      urls.add(fullUrl, entry)
      const server = /^https?:/i.test(fullUrl) ? typed.exec(fullUrl)?.[1] : undefined
      if (server !== undefined) servers.add(server)
    }
    if (entry.type === 'Questionnaire') urls.add(asText(entry.resource.url) ?? entry.sourceId, entry)
    byKey.set(`${entry.type}/${entry.sourceId}`, entry)
    if (!directoryTypes.has(entry.type) && entry.type !== 'Patient') continue
    for (const one of each(entry.resource.identifier)) identifiers.add(byNumber(entry.type, asText(one.system), asText(one.value) ?? ''), entry)
  }
  for (const { fullUrl, type, sourceId } of older) {
    const newest = byKey.get(`${type}/${sourceId}`)
    if (fullUrl !== null && newest !== undefined) urls.add(fullUrl, newest)
  }
  return { byUrl: urls.names, byKey, byIdentifier: identifiers.names, servers }
}

function contained(id: string, within: Fields | undefined, display: string | null): Target {
  const found = each(within?.contained).find((one) => one.id === id)
  return { ...nothing, type: asText(found?.resourceType) ?? null, resource: found ?? null, display }
}

/** Looks references up in one file first, then among the directory of earlier files. `older`: versions of its entries, whose addresses lead to the newest. */
export function openReferences(entries: readonly Entry[], directory: Directory, older: readonly Entry[] = []): Resolve {
  const { byUrl, byKey, byIdentifier, servers } = namesOf(entries, older)
  const patients = new Set(entries.flatMap((one) => (one.kept === undefined ? [] : [one.kept.whose])))
  const missing = new Map<Entry, Map<string, Key>>()
  let reading: Entry | null = null
  /** The same target; noted, when nothing of it is here and its words do not do. */
  const noted = (target: Target, key: Key): Target => {
    // Where to go for an appointment is more than the name of the place.
    const further = readFurther.has(key[0]) || (reading?.type === 'Appointment' && key[0] === 'Location')
    if (reading === null || target.resource !== null || !(further || (target.display === null && namedOnly.has(key[0])))) return target
    const own = missing.get(reading) ?? new Map<string, Key>()
    missing.set(reading, own.set(key.join(' '), key))
    return target
  }
  const ofEntry = (entry: Entry, display: string | null): Target => ({ type: entry.type, id: entry.sourceId, entry, resource: entry.resource, display })
  /** A Patient that is not in the file is called by the number; a directory may know anything else. */
  const ofNumber = (type: string, key: string, display: string | null): Target => {
    const entry = byIdentifier.get(key)
    if (entry !== undefined) return ofEntry(entry, display)
    return noted({ ...nothing, type, id: type === 'Patient' ? key.slice(type.length) : null, resource: directory.byIdentifier(type, key.slice(key.indexOf('=') + 1)), display }, [type, key.slice(type.length)])
  }
  const logical = (reference: Fields, display: string | null): Target => {
    const type = asText(reference.type) ?? null
    const identifier = asFields(reference.identifier)
    const value = asText(identifier?.value)
    return type === null || value === undefined ? { ...nothing, type, display } : ofNumber(type, byNumber(type, asText(identifier?.system), value), display)
  }
  const resolve = (value: Json | undefined, within?: Fields): Target => {
    const reference = asFields(value)
    if (reference === undefined) return nothing
    const display = asText(reference.display) ?? null
    const text = asText(reference.reference)?.trim()
    if (text === undefined) return logical(reference, display)
    if (text.startsWith('#')) return contained(text.slice(1), within, display)
    const direct = byUrl.get(text) ?? byKey.get(text) ?? byUrl.get(withoutVersion(text))
    if (direct !== undefined) return ofEntry(direct, display)
    const [, numbered, number] = conditional.exec(text) ?? []
    if (numbered !== undefined && number !== undefined) return ofNumber(numbered, text, display)
    const [, server, type, id] = typed.exec(text) ?? []
    // A name that held in one bundle only; of whoever a kept text is, it is known still.
    if (text.startsWith(bundled) && patients.has(text.slice(bundled.length))) return { ...nothing, type: 'Patient', id: text.slice(bundled.length), display }
    if (type === undefined || id === undefined) return { ...nothing, display }
    const form = type === 'Questionnaire' ? directory.byId(type, text) : null
    if (form !== null) return { ...nothing, type, resource: form, display }
    // An address at another server is another thing, whatever it is called here.
    if (server !== undefined && servers.size > 0 && !servers.has(server)) return { ...nothing, type, display }
    const entry = byKey.get(`${type}/${id}`)
    return entry === undefined ? noted({ ...nothing, type, id, resource: directory.byId(type, id), display }, [type, id]) : ofEntry(entry, display)
  }
  return Object.assign(resolve, { missing, reads: (entry: Entry | null) => void (reading = entry) })
}

/** Numbers by which a thing of nobody's is called, as references call it. */
export const numbersIn = ({ type, resource }: Entry): readonly Key[] =>
  directoryTypes.has(type) ? each(resource.identifier).flatMap((one): Key[] => (asText(one.value) === undefined ? [] : [[type, byNumber(type, asText(one.system), asText(one.value) ?? '').slice(type.length)]])) : []

/** Every thing that a resource points at, whatever it may be: of `urn:uuid:` alone the type is not said, so that each is tried. */
export function pointedAt(value: Json | undefined): readonly Key[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(pointedAt)
  const fields = asFields(value)
  if (fields === undefined) return []
  const [text, url] = [asText(fields.reference)?.trim(), asText(fields.url)]
  const own = [text, url].flatMap((one): readonly Key[] => {
    if (one === undefined) return []
    const [, numbered] = conditional.exec(one) ?? []
    if (numbered !== undefined) return [[numbered, one.slice(numbered.length)]]
    if (one.startsWith(bundled)) return [...awaitable].map((type): Key => [type, one.slice(bundled.length)])
    const [, , type, id] = typed.exec(one) ?? []
    return type === undefined || id === undefined ? [] : [[type, id]]
  })
  return [...own.filter(([type]) => awaitable.has(type)), ...Object.values(fields).flatMap(pointedAt)]
}
