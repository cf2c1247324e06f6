// Which organization's name and phone stand at the top of a page? Public facts, read at start and again every half minute:
// a page needs no statement for them. Nothing about a person is ever kept like this (R49).
import type { Directory, Organization } from '#directory'
import type { Merger } from '../../../contract/mergers.ts'
import type { Database } from '#kernel'

export type KnownOrganizations = {
  /** The organization; undefined when the id is unknown. */
  find(id: string): Organization | undefined
  all(): readonly Organization[]
  /** Whose clock tells times to everybody: the zone of these organizations (null: of all), or the one that most of them have; `shared`: they have no other. */
  clock(ids: readonly string[] | null): { readonly zone: string; readonly shared: boolean }
  /** What an organization is part of at an instant; undefined while it stands by itself. */
  mergerOf(id: string, at: Date): Merger | undefined
  refresh(): Promise<void>
}

/** Without organizations, and among zones of as many, one that does not change from look to look. */
function clockOf(all: readonly Organization[]): { readonly zone: string; readonly shared: boolean } {
  const zones = [...Map.groupBy(all, (one) => one.timeZone)].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  return { zone: zones[0]?.[0] ?? 'UTC', shared: zones.length === 1 }
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
    clock: (ids) => clockOf(ids === null ? [...known.values()] : ids.flatMap((id) => known.get(id) ?? [])),
    mergerOf: (id, at) => mergers.find((one) => one.organization === id && one.from <= at.toISOString() && (one.until === null || at.toISOString() < one.until)),
    refresh,
  }
}
