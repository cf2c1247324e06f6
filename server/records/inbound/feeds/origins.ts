// What is known of a source when something of it is read: its terms, its zone, whose ids its things have, and the names of its people and
// places, which are held while the house runs.
import type { Tx } from '#kernel'
import type { Directory as Organizations } from '#directory'
import { openDirectoryOfFiles } from '../fhir/references.ts'
import type { FileOrigin, Terms } from '../understand.ts'
import type { Registry } from './registry.ts'

/** An operator brings files of one organization: every record number is its own, and what says enough opens a chart. */
export const byHand: Terms = { authorities: [], opensCharts: 'any', charset: null }

export type OriginOf = (tx: Tx, source: string, organization: string) => Promise<Omit<FileOrigin, 'name'>>

export function openOrigins({ registry, directory }: { readonly registry: Pick<Registry, 'any'>; readonly directory: Organizations }): OriginOf {
  const directories = new Map<string, FileOrigin['files']>()
  return async (tx, source, organization) => {
    const [feed, home] = await Promise.all([registry.any(tx, source), directory.organization(tx, organization)])
    const space = feed?.space ?? organization
    const files = directories.get(space) ?? openDirectoryOfFiles()
    directories.set(space, files)
    return { organization, source, space, timeZone: feed?.timeZone ?? home?.timeZone ?? 'UTC', files, terms: feed ?? byHand }
  }
}
