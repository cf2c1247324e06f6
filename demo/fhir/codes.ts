// Which code systems do the demo's resources name, and how is a coded thing written?
import type { Fields } from './json.ts'

export const systems = {
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  cvx: 'http://hl7.org/fhir/sid/cvx',
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  ucum: 'http://unitsofmeasure.org',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  diagnosticService: 'http://terminology.hl7.org/CodeSystem/v2-0074',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  documentCategory: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
} as const

/** HL7 ActCode sensitivities used here: sexual and reproductive health, psychiatry, substance use, genetic disease. */
export type Sensitivity = 'SEX' | 'PSY' | 'ETH' | 'GDIS'

export type Coding = { readonly system: string; readonly code: string; readonly display?: string }

/** A CodeableConcept: the source's words and, where it has them, codes. */
export function concept(text: string, ...codings: readonly Coding[]): Fields {
  return codings.length === 0 ? { text } : { coding: codings, text }
}

export function loinc(code: string, display: string): Coding {
  return { system: systems.loinc, code, display }
}

export function snomed(code: string, display: string): Coding {
  return { system: systems.snomed, code, display }
}

/** A CodeableConcept with one code of a small HL7 system, without words of its own. */
export function coded(system: string, code: string, display?: string): Fields {
  return { coding: [display === undefined ? { system, code } : { system, code, display }] }
}

/** `meta` of a resource: its US Core profile and, where the source limits it, its security labels. */
export function meta(profile: string | undefined, sensitive: readonly Sensitivity[]): Fields | undefined {
  if (profile === undefined && sensitive.length === 0) return undefined
  const security = [{ system: systems.confidentiality, code: 'R', display: 'restricted' }, ...sensitive.map((code) => ({ system: systems.actCode, code }))]
  return {
    ...(profile === undefined ? {} : { profile: [`http://hl7.org/fhir/us/core/StructureDefinition/${profile}`] }),
    ...(sensitive.length === 0 ? {} : { security }),
  }
}
