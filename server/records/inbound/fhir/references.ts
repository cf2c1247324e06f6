// What does a reference point at? urn:uuid, relative, absolute, conditional, contained; one that points at nothing keeps its words.
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

export function openDirectoryOfFiles(): Directory {
  const identifiers = new Map<string, Fields>()
  const ids = new Map<string, Fields>()
  const add = (map: Map<string, Fields>, key: string, resource: Fields) => {
    if (map.size >= directorySize) map.delete(map.keys().next().value ?? '')
    map.set(key, resource)
  }
  return {
    put({ type, sourceId, resource }) {
      if (!directoryTypes.has(type)) return
      add(ids, `${type}/${sourceId}`, resource)
      for (const one of each(resource.identifier)) add(identifiers, `${type}?${asText(one.system) ?? ''}|${asText(one.value) ?? ''}`, resource)
    },
    byIdentifier: (type, identifier) => identifiers.get(`${type}?${identifier}`) ?? null,
    byId: (type, id) => ids.get(`${type}/${id}`) ?? null,
  }
}

export type Resolve = (reference: Json | undefined, within?: Fields) => Target

const nothing: Target = { type: null, id: null, entry: null, resource: null, display: null }
const typed = /^(?:.*\/)?([A-Z][A-Za-z]+)\/([^/?#]+)(?:\/_history\/[^/]+)?$/

/** Looks references up in one file first, then among the directory of earlier files. */
export function openReferences(entries: readonly Entry[], directory: Directory): Resolve {
  const byUrl = new Map<string, Entry>()
  const byKey = new Map<string, Entry>()
  const byIdentifier = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.fullUrl !== null) byUrl.set(entry.fullUrl, entry)
    byKey.set(`${entry.type}/${entry.sourceId}`, entry)
    if (!directoryTypes.has(entry.type) && entry.type !== 'Patient') continue
    for (const one of each(entry.resource.identifier)) byIdentifier.set(`${entry.type}?identifier=${asText(one.system) ?? ''}|${asText(one.value) ?? ''}`, entry)
  }
  const ofEntry = (entry: Entry, display: string | null): Target => ({ type: entry.type, id: entry.sourceId, entry, resource: entry.resource, display })
  const contained = (id: string, within: Fields | undefined, display: string | null): Target => {
    const found = each(within?.contained).find((one) => one.id === id)
    return { ...nothing, type: asText(found?.resourceType) ?? null, resource: found ?? null, display }
  }
  return (value, within) => {
    const reference = asFields(value)
    if (reference === undefined) return nothing
    const display = asText(reference.display) ?? null
    const text = asText(reference.reference)
    if (text === undefined) return { ...nothing, type: asText(reference.type) ?? null, display }
    if (text.startsWith('#')) return contained(text.slice(1), within, display)
    const direct = byUrl.get(text) ?? byKey.get(text)
    if (direct !== undefined) return ofEntry(direct, display)
    const conditional = /^([A-Z][A-Za-z]+)\?identifier=(.*)$/.exec(text)
    if (conditional !== null) {
      const [, type = '', identifier = ''] = conditional
      const inFile = byIdentifier.get(text)
      if (inFile !== undefined) return ofEntry(inFile, display)
      return { ...nothing, type, resource: directory.byIdentifier(type, identifier), display }
    }
    const [, type, id] = typed.exec(text) ?? []
    if (type === undefined || id === undefined) return { ...nothing, display }
    const entry = byKey.get(`${type}/${id}`)
    return entry === undefined ? { ...nothing, type, id, resource: directory.byId(type, id), display } : ofEntry(entry, display)
  }
}
