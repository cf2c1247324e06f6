// Whose is a resource? The patient it names as its subject and nobody else; display names decide nothing.
import type { Entry } from '../read-bundle.ts'
import { type Fields, type Json, each } from './element.ts'
import type { Resolve } from './references.ts'

export type Subject = { /** The source's id of the Patient. */ readonly id: string; readonly entry: Entry | null }

/** Elements by which R4 resources name their patient, in the order they are looked at. */
const elements = ['subject', 'patient', 'beneficiary', 'for', 'individual'] as const

function references(type: string, resource: Fields): readonly (Json | undefined)[] {
  if (type === 'Appointment') return each(resource.participant).map((one) => one.actor)
  if (type === 'Provenance') return each(resource.target)
  if (type === 'Account' || type === 'Group') return each(resource.subject)
  return elements.map((name) => resource[name])
}

/** The patient of an entry; null when it names none, or more than one. */
export function openSubjects(resolve: Resolve): (entry: Entry) => Subject | null {
  const known = new Map<Entry, Subject | null>()
  const find = (entry: Entry): Subject | null => {
    if (entry.type === 'Patient') return { id: entry.sourceId, entry }
    // Directories describe no patient, whatever they point at.
    const found = new Map<string, Subject>()
    for (const reference of references(entry.type, entry.resource)) {
      const target = resolve(reference, entry.resource)
      if (target.type === 'Patient' && target.id !== null) found.set(target.id, { id: target.id, entry: target.entry })
    }
    // Two different patients in one resource: filed under neither.
    return found.size === 1 ? ([...found.values()][0] ?? null) : null
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
