// Which organization's name and phone stand at the top of a page? Public facts, read at start and again every half minute:
// a page needs no statement for them. Nothing about a person is ever kept like this (R49).
import type { Directory, Organization } from '#directory'
import type { Database } from '#kernel'

export type KnownOrganizations = {
  /** The organization; undefined when the id is unknown. */
  find(id: string): Organization | undefined
  all(): readonly Organization[]
  refresh(): Promise<void>
}

export async function openKnownOrganizations(database: Database, directory: Directory): Promise<KnownOrganizations> {
  let known = new Map<string, Organization>()
  const refresh = async () => {
    const all = await database.run((tx) => directory.organizations(tx))
    known = new Map(all.map((one) => [one.id, one]))
  }
  await refresh()
  return { find: (id) => known.get(id), all: () => [...known.values()], refresh }
}
