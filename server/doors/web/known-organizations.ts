// Which organization's name and phone stand at the top of a page? Public facts, read at start and again every half minute:
// a page needs no statement for them. Nothing about a person is ever kept like this (R49).
import type { Directory, Organization } from '#directory'
import type { Merger } from '../../../contract/mergers.ts'
import type { Database } from '#kernel'

export type KnownOrganizations = {
  /** The organization; undefined when the id is unknown. */
  find(id: string): Organization | undefined
  all(): readonly Organization[]
  /** What an organization is part of at an instant; undefined while it stands by itself. */
  mergerOf(id: string, at: Date): Merger | undefined
  refresh(): Promise<void>
}

export async function openKnownOrganizations(database: Database, directory: Directory): Promise<KnownOrganizations> {
  let known = new Map<string, Organization>()
  let mergers: readonly Merger[] = []
  const refresh = async () => {
    const [all, joined] = await database.run((tx) => Promise.all([directory.organizations(tx), directory.mergers(tx)]))
    mergers = joined
    known = new Map(all.map((one) => [one.id, one]))
  }
  await refresh()
  return {
    find: (id) => known.get(id),
    all: () => [...known.values()],
    mergerOf: (id, at) => mergers.find((one) => one.organization === id && one.from <= at.toISOString() && (one.until === null || at.toISOString() < one.until)),
    refresh,
  }
}
