// What is known of a source when something of it is read: its terms, its zone, whose ids its things have, and the names of its people and
// places, which are held while the house runs.
import type { Tx } from '#kernel'
import type { Directory as Organizations } from '#directory'
import type { StoreIn } from '#store/in'
import { directoryTypes, openDirectoryOfFiles } from '../fhir/references.ts'
import { type Entry, readBundle } from '../read-bundle.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOrigin, Terms } from '../work.ts'
import type { Registry } from './registry.ts'

/** An operator brings files of one organization: every record number is its own, and what says enough opens a chart. */
export const byHand: Terms = { authorities: [], opensCharts: 'any', charset: null }

export type OriginOf = (tx: Tx, source: string, organization: string) => Promise<Omit<FileOrigin, 'name'>>

const firstId = '00000000-0000-0000-0000-000000000000'

/** What earlier deliveries said of people and places, read once: a house that begins anew calls them as it did before. */
async function known(tx: Tx, store: StoreIn, where: { readonly organization: string; readonly space: string }): Promise<FileOrigin['files']> {
  const files = openDirectoryOfFiles()
  for (let after = firstId; ; ) {
    const page = await store.directoryPage(tx, { ...where, types: [...directoryTypes], after })
    for (const { text, sourceId } of page) for (const entry of entriesOf(text)) files.put({ ...entry, sourceId })
    const last = page.at(-1)
    if (last === undefined) return files
    after = last.id
  }
}

/** A text that an older house kept and this one does not read names nobody. */
function entriesOf(text: string): readonly Entry[] {
  try {
    return readBundle(Buffer.from(text)).entries.slice(0, 1)
  } catch (error) {
    if (error instanceof RefusedFile) return []
    throw error
  }
}

export function openOrigins({ registry, directory, store }: { readonly registry: Pick<Registry, 'any'>; readonly directory: Organizations; readonly store: StoreIn }): OriginOf {
  const directories = new Map<string, FileOrigin['files']>()
  return async (tx, source, organization) => {
    const [feed, home] = await Promise.all([registry.any(tx, source), directory.organization(tx, organization)])
    const space = feed?.space ?? organization
    // Messages of HL7 v2 name everybody themselves.
    const files = directories.get(space) ?? (feed?.route === 'mllp' ? openDirectoryOfFiles() : await known(tx, store, { organization, space }))
    directories.set(space, files)
    return { organization, source, space, timeZone: feed?.timeZone ?? home?.timeZone ?? 'UTC', files, terms: feed ?? byHand }
  }
}
