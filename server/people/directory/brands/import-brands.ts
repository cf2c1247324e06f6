// How does a list of places come in? Once or ten times with the same end: an import adds and brings up to date, takes nothing away, and
// never touches what people here corrected.
import { type Id, type Statement, type Tx, newId, statement } from '#kernel'
import { likestOfficial } from '../find/look-alike.ts'
import { bump } from '../change.ts'
import { groupListings } from './group-listings.ts'
import type { HeldReason, Listing } from './listing.ts'
import { type BrandShape, type LeftOut, BrandsRefused, hostOf, mixesAlphabets, readBrands } from './read-brands.ts'

export type HeldPlace = { readonly name: string; readonly because: HeldReason }
export type NotOffered = { readonly name: string; readonly address: string }

export type BrandsReport = {
  readonly list: string
  /** Why nothing of it was read; null when it was. */
  readonly refused: string | null
  readonly shape: BrandShape | null
  /** Entries the file holds that name a place. */
  readonly read: number
  readonly places: { readonly added: number; readonly changed: number; readonly same: number }
  /** Kept, and not found by anybody until somebody looks at them. */
  readonly held: readonly HeldPlace[]
  readonly leftOut: readonly LeftOut[]
  /** Addresses of portals that are kept as sent and never led to. */
  readonly notOffered: readonly NotOffered[]
}

const batch = 500
const keysOf: Statement<{ key: string; entry: Id }> = statement('directory.entry_keys', 'select key, entry from directory_entry_key where key = any ($1)')
const putEntries: Statement<{ created: boolean }> = statement(
  'directory.put_entries',
  `insert into directory_entry as e (id, imported, held, imported_at, change)
  select n.id, jsonb_build_object($2::text, n.listing), n.held, app_now(), $3 from jsonb_to_recordset($1) as n (id uuid, listing jsonb, held text)
  on conflict (id) do update set imported = e.imported || excluded.imported, imported_at = excluded.imported_at, change = excluded.change,
    held = case when e.corrected is null and e.confirmed_at is null and e.held is distinct from 'removed' then excluded.held else e.held end
  where e.imported -> $2 is distinct from excluded.imported -> $2
  returning xmax = 0 as created`,
)
const putKeys: Statement<never> = statement('directory.put_entry_keys', `insert into directory_entry_key (key, entry) select k, e from unnest($1::text[], $2::uuid[]) as n (k, e) on conflict (key) do nothing`)

export type Officials = readonly string[]

/** Why an entry must be looked at by somebody before it is found; null: it need not. */
export function heldFor(listing: Listing, officials: Officials): HeldReason | null {
  if (mixesAlphabets(listing.name) || listing.names.some(mixesAlphabets)) return 'mixed-alphabets'
  const hosts = [...listing.portals.map((one) => one.url ?? one.sent ?? ''), listing.website ?? ''].flatMap((address) => hostOf(address) ?? [])
  return hosts.some((host) => likestOfficial(host, officials) !== null) ? 'like-official' : null
}

type Wanted = { readonly id: Id; readonly listing: Listing; readonly held: HeldReason | null; readonly keys: readonly string[] }

/** Each group under the entry that any of its keys names already, or a new one. Two groups of one entry are laid together. */
async function wantedOf(tx: Tx, groups: ReturnType<typeof groupListings>, officials: Officials): Promise<Wanted[]> {
  const known = new Map((await tx.query(keysOf, [groups.flatMap((group) => group.keys)])).map((row) => [row.key, row.entry]))
  const wanted = new Map<Id, Wanted>()
  for (const { keys, listing } of groups) {
    const id = keys.map((key) => known.get(key)).find((one) => one !== undefined) ?? newId()
    const before = wanted.get(id)
    const whole = before === undefined ? listing : joined(before.listing, listing)
    wanted.set(id, { id, listing: whole, held: heldFor(whole, officials), keys: [...(before?.keys ?? []), ...keys] })
  }
  return [...wanted.values()]
}

const joined = (a: Listing, b: Listing): Listing => ({
  ...a,
  names: [...new Set([...a.names, b.name, ...b.names])].filter((one) => one !== a.name),
  places: [...a.places, ...b.places],
  portals: [...a.portals, ...b.portals],
  endpoints: [...new Set([...a.endpoints, ...b.endpoints])],
})

const nothing = (list: string, refused: string): BrandsReport => ({ list, refused, shape: null, read: 0, places: { added: 0, changed: 0, same: 0 }, held: [], leftOut: [], notOffered: [] })

/** Reads one file of a list into the wider directory (role operate). `officials`: domains that an entry may not look like. */
export async function importBrands(tx: Tx, { json, list, officials }: { readonly json: string; readonly list: string; readonly officials: Officials }): Promise<BrandsReport> {
  let file: ReturnType<typeof readBrands>
  try {
    file = readBrands(json)
  } catch (error) {
    if (error instanceof BrandsRefused) return nothing(list, error.message)
    throw error
  }
  const change = await bump(tx)
  const wanted = await wantedOf(tx, groupListings(file.listings, list), officials)
  let [added, changed] = [0, 0]
  for (let from = 0; from < wanted.length; from += batch) {
    const part = wanted.slice(from, from + batch)
    const rows = await tx.query(putEntries, [JSON.stringify(part.map(({ id, listing, held }) => ({ id, listing, held }))), list, change])
    added += rows.filter((row) => row.created).length
    changed += rows.filter((row) => !row.created).length
    const pairs = part.flatMap(({ id, keys }) => keys.map((key) => ({ key, id })))
    await tx.query(putKeys, [pairs.map((one) => one.key), pairs.map((one) => one.id)])
  }
  return {
    list, refused: null, shape: file.shape, read: file.listings.length,
    places: { added, changed, same: wanted.length - added - changed },
    held: wanted.flatMap(({ listing, held }) => (held === null ? [] : [{ name: listing.name, because: held }])),
    leftOut: file.leftOut,
    notOffered: wanted.flatMap(({ listing }) => listing.portals.flatMap((portal) => (portal.sent === undefined ? [] : [{ name: listing.name, address: portal.sent }]))),
  }
}
