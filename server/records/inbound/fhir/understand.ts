// What does a FHIR bundle mean, before the database is asked anything?
import { type Bundle, type Entry, isToDelete, readBundle } from '../read-bundle.ts'
import type { EarlierText, FileOrigin, Readable, Work } from '../work.ts'
import { newestOfEach } from './as-of.ts'
import { linkedPatients } from './linked-patients.ts'
import { mapBundle, mappingVersion } from './map-bundle.ts'
import { namedIn } from './named.ts'
import { openReferences } from './references.ts'
import { openSubjects } from './subjects.ts'

/** The entries of an earlier text: what it holds by itself was called so; what it carries has names of its own. */
function asCalled({ text, sourceId, kept }: EarlierText): readonly Entry[] {
  return readBundle(text).entries.map((entry, at) => {
    const called = at === 0 ? sourceId : entry.sourceId
    return { ...entry, sourceId: called, fullUrl: `urn:uuid:${called}`, ...(isToDelete(called) ? { deletes: true } : {}), ...(kept === undefined ? {} : { kept }) }
  })
}

/** A text that stands in a document that is here too is the document's. */
function onceEach(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ type, sourceId, version }) => {
    const key = `${type} ${sourceId} ${version.toString('latin1')}`
    return !seen.has(key) && seen.add(key)
  })
}

/** What a FHIR bundle means, by itself; `together` reads it again with texts that are here already. */
export function understand(bundle: Bundle, origin: FileOrigin): Work {
  const read = (entries: readonly Entry[]): Readable => {
    const sound = entries.filter((entry) => !entry.unkeepable && entry.type !== '')
    // What one points at is the newest version of it; what is to be deleted is nothing to point at.
    const { newest, older } = newestOfEach(sound.filter((entry) => entry.deletes !== true))
    for (const entry of newest) origin.files.put(entry)
    const resolve = openReferences(newest, origin.files, older)
    const subject = openSubjects(resolve, sound)
    return { subject, mapped: mapBundle(sound, { resolve, subject }), charts: namedIn({ entries: newest, subject, origin }), missing: resolve.missing, changes: linkedPatients(newest, resolve) }
  }
  const own = read(bundle.entries)
  return {
    form: 'fhir', mapping: mappingVersion, bundle, origin, read: own, chartChanges: own.changes ?? [],
    together: (earlier, without) => read(onceEach([...earlier.flatMap(asCalled), ...bundle.entries.filter((entry) => !without.has(entry))])),
  }
}
