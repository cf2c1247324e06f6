// Which entries of a list are one place? Those with one name at one place, and those few that share an address of their own.
// An address that many names share is a vendor's door, and makes nobody one.
import { allWords } from '../find/fold.ts'
import { registered } from '../find/look-alike.ts'
import type { Listing } from './listing.ts'
import { type ReadListing, hostOf } from './read-brands.ts'

/** More names than this at one address: it is a platform's. */
const mostNamesAtOneAddress = 8

export type Group = { readonly keys: readonly string[]; readonly listing: Listing }

const plainAddress = (address: string): string => address.toLowerCase().replace(/:443(?=\/|$)/, '').replace(/\/+$/, '')

function keysOf(one: ReadListing, list: string, own: (address: string) => boolean): string[] {
  const spot = `${allWords(one.name).join(' ')}|${one.places[0]?.region ?? ''}|${one.places[0]?.postalCode ?? ''}`
  const addresses = [...one.endpoints, ...one.portals.flatMap((portal) => portal.url ?? [])]
  const vendors = new Set(addresses.flatMap((address) => {
    const host = hostOf(address)
    return host === null ? [] : [registered(host)]
  }))
  return [
    ...one.identifiers.map((identifier) => `id:${identifier}`),
    // Two brands may share one identifier only by mistake: then their names still tell them apart within this list.
    ...(one.identifiers.length > 0 ? [] : [`list:${list}|${spot}`, ...[...vendors].map((vendor) => `name:${spot}|${vendor}`)]),
    ...one.endpoints.map(plainAddress).filter(own).map((address) => `at:${address}`),
  ]
}

/** One listing for all of a group: the first name leads, the others are its other names. */
function laidTogether(members: readonly ReadListing[]): Listing {
  const unique = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
  const [first] = members
  const name = first?.name ?? ''
  return {
    name,
    names: unique(members.flatMap((one) => [one.name, ...one.names])).filter((one) => one !== name),
    places: unique(members.flatMap((one) => one.places)),
    portals: unique(members.flatMap((one) => one.portals)),
    website: members.find((one) => one.website !== null)?.website ?? null,
    phone: members.find((one) => one.phone !== null)?.phone ?? null,
    endpoints: unique(members.flatMap((one) => one.endpoints)),
  }
}

/** Takes what a list holds and the list's name; gives one group for each place, in the order of the list. */
export function groupListings(listings: readonly ReadListing[], list: string): readonly Group[] {
  const namesAt = new Map<string, Set<string>>()
  for (const one of listings) {
    for (const address of one.endpoints.map(plainAddress)) namesAt.set(address, (namesAt.get(address) ?? new Set()).add(allWords(one.name).join(' ')))
  }
  // SMART brands may share an endpoint by design: there the identifiers tell them apart.
  const own = (address: string): boolean => (namesAt.get(address)?.size ?? 0) <= mostNamesAtOneAddress
  const parent = listings.map((_one, at) => at)
  const root = (at: number): number => {
    let now = at
    while (parent[now] !== now) now = parent[now] = parent[parent[now] ?? now] ?? now
    return now
  }
  const first = new Map<string, number>()
  const keys = listings.map((one) => keysOf(one, list, one.identifiers.length > 0 ? () => false : own))
  keys.forEach((all, at) => {
    for (const key of all) {
      const before = first.get(key)
      if (before === undefined) first.set(key, at)
      else parent[Math.max(root(at), root(before))] = Math.min(root(at), root(before))
    }
  })
  const groups = new Map<number, number[]>()
  listings.forEach((_one, at) => groups.set(root(at), [...(groups.get(root(at)) ?? []), at]))
  return [...groups.values()].map((members) => ({ keys: [...new Set(members.flatMap((at) => keys[at] ?? []))], listing: laidTogether(members.flatMap((at) => listings[at] ?? [])) }))
}
