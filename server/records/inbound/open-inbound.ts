// How do files come in? Every file of the paths in order; one that is refused says why, the others come in.
import { type Clock, type Database, type Id, type Keys, type Log, type Tx, openLog } from '#kernel'
import type { Audit } from '#audit'
import type { Directory as Organizations } from '#directory'
import type { Patients } from '#patients'
import { type WrittenRow, openStoreIn } from '#store/in'
import { openDirectoryOfFiles } from './fhir/references.ts'
import { inReadingOrder } from './files/lines-of-files.ts'
import { importFiles } from './files/import-paths.ts'
import type { ImportProgress, ImportReport } from './files/report.ts'
import { walk } from './files/walk.ts'
import { openReadingCrew } from './ccda/reading-crew.ts'
import { openForms } from './feeds/forms.ts'
import { linksFor } from './feeds/links.ts'
import { heard } from './feeds/messages.ts'
import type { Apart } from './feeds/working/guard.ts'
import { type Feeds, openFeeds } from './feeds/open-feeds.ts'
import type { Steps } from './feeds/working/work.ts'
import { type OriginOf, byHand, openOrigins } from './feeds/origins.ts'
import { openRegistry } from './feeds/registry.ts'
import type { FileUses } from './writing/import-file.ts'
import { gatherCharts } from './writing/one-thing.ts'

export type InboundUses = {
  readonly audit: Audit
  readonly directory: Organizations
  readonly patients: Patients
  readonly keys: Keys
  readonly clock: Clock
  /** Where faults are written; without it, nowhere. */
  readonly log?: Log
  /** Opened as the feed's role (or operate). */
  readonly database: Database
  /** Release is told which records were written or changed, in the same transaction. */
  readonly decided: (tx: Tx, rows: readonly WrittenRow[]) => Promise<void>
  /** Release is told which records are no more, because they never were this patient's. */
  readonly forgotten: (tx: Tx, patient: Id, records: readonly Id[]) => Promise<void>
  /** Feeds are worked on in a process of its own (a house that serves); left out: in this one. */
  readonly apart?: Apart
  /** Who watches over the work, in that process. */
  readonly steps?: Steps
}

export type ImportOptions = {
  /** Id of an organization in the directory; throws RangeError when there is none. */
  readonly organization: string
  /** Whose clinical documents without a usable record number are, and all others of this import. */
  readonly mrn?: string
  readonly onProgress?: (at: ImportProgress) => void
}

export type Inbound = {
  /**
   * Reads FHIR R4 JSON, clinical documents (each plain or gzip) and packages of them, each in one transaction; NDJSON in
   * batches of lines, each in one. Importing twice changes nothing.
   */
  importPaths(paths: readonly string[], options: ImportOptions): Promise<ImportReport>
  readonly feeds: Feeds
  /** After charts were merged or parted otherwise than by a message: what came under several numbers of one person stands once, and what came under numbers of two stands with each (role feed). */
  gatherCharts(tx: Tx, charts: readonly Id[]): Promise<void>
  close(): Promise<void>
}

export function openInbound(uses: InboundUses): Inbound {
  const crew = openReadingCrew()
  const [store, registry] = [openStoreIn(), openRegistry(uses)]
  const origins = { registry, directory: uses.directory, store }
  const originOf = openOrigins(origins)
  // What is worked on elsewhere names people and places that are not held here: they are read anew.
  const originNow: OriginOf = uses.apart === undefined ? originOf : (tx, source, organization) => openOrigins(origins)(tx, source, organization)
  const writing: FileUses = { ...uses, store, linksFor, heard, forms: openForms(crew), originOf }
  const feeds = openFeeds({ ...uses, ...writing, registry, originNow, log: uses.log ?? openLog(null) })
  return {
    feeds,
    gatherCharts: (tx, charts) => gatherCharts(tx, { ...writing, originOf: originNow }, { charts, things: null }),
    async importPaths(paths, { organization, mrn, onProgress }) {
      const known = await uses.database.run((tx) => uses.directory.organization(tx, organization))
      if (known === null) throw new RangeError(`no organization is called ${organization}`)
      const origin = { organization, source: `${organization}:files`, space: organization, timeZone: known.timeZone, files: openDirectoryOfFiles(), terms: byHand, ...(mrn === undefined ? {} : { mrn }) }
      return importFiles(await inReadingOrder(await walk(paths)), { ...writing, crew }, { origin, onProgress })
    },
    async close() {
      await feeds.stop()
      await crew.close()
    },
  }
}
