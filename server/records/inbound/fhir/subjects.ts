// Whose is a resource? The patient it names as its subject and nobody else; display names decide nothing.
import type { Entry } from '../read-bundle.ts'
import { codesOf } from './codings.ts'
import { type Fields, type Json, asFields, asText, each } from './element.ts'
import { type Resolve, byNumber } from './references.ts'

export type Subject = { /** The source's id of the Patient. */ readonly id: string; readonly entry: Entry | null }

/** Elements by which R4 resources name their patient, in the order they are looked at. */
const elements = ['subject', 'patient', 'beneficiary', 'for', 'individual'] as const

/** A number alone, where a patient is meant, is a patient's. */
function whom(reference: Json | undefined): Json | undefined {
  const fields = asFields(reference)
  return fields === undefined || fields.reference !== undefined || fields.type !== undefined || fields.identifier === undefined ? reference : { ...fields, type: 'Patient' }
}

function references(type: string, resource: Fields): readonly (Json | undefined)[] {
  if (type === 'Appointment') return each(resource.participant).map((one) => one.actor)
  if (type === 'Provenance') return each(resource.target)
  if (type === 'Account' || type === 'Group') return each(resource.subject)
  // FHIR R4 §2.3.3: who may see the context may see the bytes.
  if (type === 'Binary') return [resource.securityContext]
  return elements.map((name) => (name === 'for' || name === 'individual' ? resource[name] : whom(resource[name])))
}

function numberOf(patient: Fields): string | null {
  const identifier = each(patient.identifier).find((one) => codesOf(one.type).includes('MR')) ?? each(patient.identifier)[0]
  const value = asText(identifier?.value)
  return value === undefined ? null : byNumber('Patient', asText(identifier?.system), value).slice('Patient'.length)
}

/** Addresses of the files that a document, a report or a picture names. */
const fileAddresses = ({ content, presentedForm }: Fields): readonly string[] => [...each(content), ...each(content).map((one) => asFields(one.attachment)), ...each(presentedForm)].map((one) => asText(one?.url)).filter((one) => one !== undefined)

/** What carries or holds another entry is whose that entry is: a document bundle its Composition's, a Binary its document's. */
function ownersOf(entries: readonly Entry[], resolve: Resolve): ReadonlyMap<Entry, Entry> {
  const owners = new Map<Entry, Entry>()
  const binaries = entries.some((one) => one.type === 'Binary')
  for (const entry of entries) {
    if (entry.opens !== undefined) owners.set(entry.opens, entry)
    if (!binaries || !(entry.type === 'DocumentReference' || entry.type === 'DiagnosticReport' || entry.type === 'Media')) continue
    for (const url of fileAddresses(entry.resource)) {
      const held = resolve({ reference: url }, entry.resource).entry
      if (held?.type === 'Binary') owners.set(held, entry)
    }
  }
  return owners
}

/** The patient of an entry; null when it names none, or more than one. */
export function openSubjects(resolve: Resolve, entries: readonly Entry[]): (entry: Entry) => Subject | null {
  const known = new Map<Entry, Subject | null>()
  const owners = ownersOf(entries, resolve)
  const find = (entry: Entry): Subject | null => {
    if (entry.type === 'Patient') return { id: entry.sourceId, entry }
    const owner = owners.get(entry)
    if (entry.type === 'Bundle' || (entry.type === 'Binary' && entry.resource.securityContext === undefined)) return owner === undefined ? null : find(owner)
    // Directories describe no patient, whatever they point at.
    const found = new Map<string, Subject>()
    for (const reference of references(entry.type, entry.resource)) {
      const target = resolve(reference, entry.resource)
      // A patient inside the resource is known by the number it carries.
      const number = target.id === null && target.type === 'Patient' && target.resource !== null ? numberOf(target.resource) : null
      const numbered = number === null ? null : resolve({ reference: `Patient${number}` }, entry.resource)
      const id = target.id ?? numbered?.id ?? number
      if (target.type === 'Patient' && id !== null) found.set(id, { id, entry: target.entry ?? numbered?.entry ?? null })
    }
    // Two different patients in one resource: filed under neither.
    if (found.size === 1) return [...found.values()][0] ?? null
    // A name that holds in one bundle only says nothing outside of it; the chart it was kept in does.
    return found.size === 0 && entry.kept !== undefined ? { id: entry.kept.whose, entry: null } : null
  }
  return (entry) => {
    let subject = known.get(entry)
    if (subject === undefined) {
      subject = find(entry)
      known.set(entry, subject)
    }
    return subject
  }
}
