// Which documents does a document take the place of, and by which names may others say that of it? (FHIR R4 Composition.relatesTo,
// DocumentReference.relatesTo, code `replaces`; what appends, transforms or signs another one leaves it as it is.)
import type { Entry } from '../read-bundle.ts'
import { type Fields, asFields, asText, each } from './element.ts'
import type { Context, Mapped } from './record.ts'
import { type Key, byNumber } from './references.ts'
import { removedBySource } from './statuses.ts'

const documents = new Set(['Composition', 'DocumentReference'])

/** Summaries are named by their numbers too: their ids are often made anew with each. */
const numbered = (type: string, identifier: Fields | undefined): readonly Key[] => {
  const value = asText(identifier?.value)
  return type !== 'Composition' || value === undefined ? [] : [[type, byNumber(type, asText(identifier?.system), value).slice(type.length)]]
}

function pointed(reference: Fields | undefined, { type, resource }: Entry, { resolve }: Context): readonly Key[] {
  if (reference === undefined) return []
  const target = resolve(reference, resource)
  if (target.type !== null && target.id !== null) return documents.has(target.type) ? [[target.type, target.id]] : []
  const text = asText(reference.reference)
  return text?.startsWith('urn:uuid:') === true ? [[type, text.slice('urn:uuid:'.length)]] : numbered(type, asFields(reference.identifier))
}

/** What was sent in error takes nobody's place. */
export function placeOf(entry: Entry, context: Context): NonNullable<Mapped['place']> {
  const { type, resource } = entry
  const replacing = removedBySource(resource) ? [] : each(resource.relatesTo).filter((one) => one.code === 'replaces')
  return {
    names: [[type, entry.sourceId], ...numbered(type, asFields(resource.identifier))],
    replaces: replacing.flatMap((one) => [...pointed(asFields(one.target) ?? asFields(one.targetReference), entry, context), ...numbered(type, asFields(one.targetIdentifier))]),
  }
}
