// What can be read of a record? Every function takes a Viewer first and gives facts with the reasons for what is absent.
import type { Viewer } from '#access'
import type { Audit } from '#audit'
import type { Directory } from '#directory'
import type { Keys, Tx } from '#kernel'
import type { Shown } from '../../../contract/shown.ts'
import { type AccessLog, readAccessLog } from './access-log.ts'
import { type HomePage, readHome } from './home.ts'
import { type Doctor, type GroupedPage, type ListAsk, type ListPage, readDoctors, readGrouped, readList } from './lists.ts'
import { type KnownPlaces, openPlaces } from './places.ts'
import { type KeptRecord, type RecordPage, type WaitingPage, readFileOf, readRecord, readRecords } from './record/read-record.ts'
import { type FoundPage, type SearchAsk, keepSearch, readFound } from './search/search.ts'
import { purgeSearches } from './statements.ts'
import { type VisitPage, readVisit } from './visits.ts'

export type ChartUses = { readonly audit: Audit; readonly directory: Directory; readonly places: KnownPlaces }

export type Chart = {
  /** `before`: the start of this session; what came later than the last look before it is new. */
  home(viewer: Viewer, before: Date): Promise<HomePage>
  /** A list of kinds in any range of days, newest first, at most 100 at a time. */
  list(viewer: Viewer, ask: ListAsk): Promise<ListPage>
  /** The same, grouped by visit. */
  grouped(viewer: Viewer, ask: ListAsk): Promise<GroupedPage>
  /** One record. Refuses `not-found` for an id that is missing, foreign, or may not even be told of. */
  record(viewer: Viewer, id: string): Promise<RecordPage | WaitingPage>
  /** Several records, in the order asked for; those that may not be seen are left out. */
  records(viewer: Viewer, ids: readonly string[]): Promise<readonly KeptRecord[]>
  /** A file that came with a record. Refuses `not-found` unless we hold its bytes. */
  file(viewer: Viewer, id: string, index: number): ReturnType<typeof readFileOf>
  /** One visit with everything of it. Refuses `not-found`. */
  visit(viewer: Viewer, id: string): Promise<VisitPage>
  doctors(viewer: Viewer): Promise<Shown<Doctor>>
  keepSearch(viewer: Viewer, ask: SearchAsk): Promise<{ readonly id: string }>
  /** Refuses `not-found` when the search is older than a day or another person's. */
  found(viewer: Viewer, id: string): Promise<FoundPage>
  accessLog(viewer: Viewer, before?: string): Promise<AccessLog>
  /** Forgets searches older than a day (role operate). */
  purge(tx: Tx): Promise<void>
}

export function openChart({ audit, directory }: { readonly audit: Audit; readonly directory: Directory; readonly keys: Keys }): Chart {
  const uses: ChartUses = { audit, directory, places: openPlaces(directory) }
  return {
    home: (viewer, before) => readHome(uses, viewer, before),
    list: (viewer, ask) => readList(uses, viewer, ask),
    grouped: (viewer, ask) => readGrouped(uses, viewer, ask),
    record: (viewer, id) => readRecord(uses, viewer, id),
    records: (viewer, ids) => readRecords(uses, viewer, ids),
    file: (viewer, id, index) => readFileOf(viewer, id, index),
    visit: (viewer, id) => readVisit(uses, viewer, id),
    doctors: (viewer) => readDoctors(uses, viewer),
    keepSearch,
    found: (viewer, id) => readFound(uses, viewer, id),
    accessLog: (viewer, before) => readAccessLog(uses, viewer, before),
    async purge(tx) {
      await tx.query(purgeSearches)
    },
  }
}
