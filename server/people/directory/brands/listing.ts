// What does a list say of one place, and what do we know of it when all lists and our own corrections are laid over each other?
import type { Id } from '#kernel'

export type Place = { readonly line: string | null; readonly town: string | null; readonly region: string | null; readonly postalCode: string | null }

export type Portal = {
  readonly name: string | null
  /** Whole https address; null when what was sent may not be led to. */
  readonly url: string | null
  /** As sent, when it is not offered. */
  readonly sent?: string
  readonly description?: string
}

/** One place as one list has it. */
export type Listing = {
  readonly name: string
  /** Other names: aliases, former names, names at the same address. */
  readonly names: readonly string[]
  readonly places: readonly Place[]
  readonly portals: readonly Portal[]
  readonly website: string | null
  readonly phone: string | null
  /** Addresses for apps (FHIR), not for people. */
  readonly endpoints: readonly string[]
}

/** What people here know better than the lists; a part that is absent is the lists'. */
export type Correction = {
  readonly name?: string
  readonly names?: readonly string[]
  readonly places?: readonly Place[]
  readonly portalName?: string | null
  readonly portalUrl?: string | null
  readonly website?: string | null
  readonly phone?: string | null
  /** Domains its mail comes from. */
  readonly senders?: readonly string[]
}

/** Why an entry is kept and not found. */
export const heldReasons = ['no-name', 'mixed-alphabets', 'like-official', 'removed'] as const
export type HeldReason = (typeof heldReasons)[number]

/** A place of the wider directory, all laid together. */
export type Entry = Listing & {
  readonly id: Id
  readonly senders: readonly string[]
  /** Somebody at the place, or an operator who asked there, said that this is right. */
  readonly confirmed: boolean
  readonly held: HeldReason | null
  /** Names of the lists it stands in. */
  readonly lists: readonly string[]
  readonly corrected: Correction | null
}

export type EntryRow = { readonly id: Id; readonly imported: Readonly<Record<string, Listing>>; readonly corrected: Correction | null; readonly held: HeldReason | null; readonly confirmedAt: string | null; readonly change: string }

const unique = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]

/** Lists in the order of their names, then the corrections over them. */
export function entryOf(row: EntryRow): Entry {
  const lists = Object.keys(row.imported).sort()
  const listings = lists.flatMap((name) => row.imported[name] ?? [])
  const fix = row.corrected ?? {}
  const name = fix.name ?? listings[0]?.name ?? ''
  const listed = listings.flatMap((one) => one.portals)
  const fixed = fix.portalUrl === undefined && fix.portalName === undefined ? null : { name: fix.portalName ?? listed[0]?.name ?? null, url: fix.portalUrl === undefined ? (listed[0]?.url ?? null) : fix.portalUrl }
  return {
    id: row.id,
    name,
    names: fix.names ?? unique(listings.flatMap((one) => [one.name, ...one.names])).filter((one) => one !== name),
    places: fix.places ?? unique(listings.flatMap((one) => one.places)),
    portals: fixed === null ? unique(listed) : [fixed],
    website: fix.website === undefined ? (listings.find((one) => one.website !== null)?.website ?? null) : fix.website,
    phone: fix.phone === undefined ? (listings.find((one) => one.phone !== null)?.phone ?? null) : fix.phone,
    endpoints: unique(listings.flatMap((one) => one.endpoints)),
    senders: fix.senders ?? [],
    confirmed: row.confirmedAt !== null,
    held: row.held,
    lists,
    corrected: row.corrected,
  }
}
