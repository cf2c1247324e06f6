// What is known of all places at one instant? Read from the database once, and again in part when something changed: a search touches
// no table. Public facts only (R49).
import { setImmediate as breathe } from 'node:timers/promises'
import { type Statement, type Tx, statement } from '#kernel'
import type { Merger } from '../../../../contract/mergers.ts'
import { type Offer, usualOffer } from '../../../../contract/offers.ts'
import { type Entry, type EntryRow, entryOf } from '../brands/listing.ts'
import { hostOf } from '../brands/read-brands.ts'
import { lastChange } from '../change.ts'
import type { Organization } from '../directory.ts'
import { type Clue, type Doctor, type OrganizationName, readCluesOf, readDoctors, readNames } from '../facts.ts'
import { readMergers } from '../mergers.ts'
import { readOffers } from '../offers.ts'
import { type Site, readAllSites } from '../sites.ts'
import { phoneDigits } from './clues.ts'
import { allWords, nameKey, withoutQuiet } from './fold.ts'
import { registered } from './look-alike.ts'
import { type NameIndex, openNameIndex } from './name-index.ts'

export type Ours = { readonly organization: Organization; readonly offer: Offer; readonly sites: readonly Site[]; readonly names: readonly OrganizationName[]; readonly doctors: readonly Doctor[]; readonly clues: readonly Clue[]; /** All of its mergers, past and to come. */ readonly mergers: readonly Merger[] }

export type KnownPlaces = {
  readonly index: NameIndex
  readonly ours: ReadonlyMap<string, Ours>
  readonly entries: ReadonlyMap<string, Entry>
  /** Keys of places by a domain of theirs, by the digits of a telephone, and by words that stand on their bills. */
  readonly byDomain: ReadonlyMap<string, readonly string[]>
  readonly byPhone: ReadonlyMap<string, readonly string[]>
  readonly byPhrase: ReadonlyMap<string, readonly string[]>
  /** Domains that a look-alike may pass for, with the place they belong to. */
  readonly officials: ReadonlyMap<string, string>
  /** Names of towns, by their one form. */
  readonly towns: ReadonlyMap<string, string>
}

export const oursKey = (organization: string): string => `o:${organization}`
export const entryKey = (id: string): string => `e:${id}`

const entriesSince: Statement<EntryRow> = statement('directory.entries_since', `select id, imported, corrected, held, confirmed_at as "confirmedAt", change from directory_entry where change > $1 order by change, id`)
const organizations: Statement<Organization> = statement('directory.all_organizations', `select id, name, phone, hours, records_phone as "recordsPhone", address, time_zone as "timeZone", language from directory_organization order by id`)

function group<T extends { readonly organization: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>()
  for (const one of all) map.set(one.organization, [...(map.get(one.organization) ?? []), one])
  return map
}

async function readOurs(tx: Tx): Promise<Map<string, Ours>> {
  const [all, offers, sites, names, doctors, clues, mergers] = await Promise.all([tx.query(organizations), readOffers(tx), readAllSites(tx), readNames(tx, null), readDoctors(tx, null), readCluesOf(tx, null), readMergers(tx)])
  const [siteOf, nameOf, doctorOf, clueOf] = [group(sites), group(names), group(doctors), group(clues)]
  const mergerOf = group(mergers)
  return new Map(all.map((organization) => {
    const { id } = organization
    return [id, { organization, offer: offers.get(id) ?? usualOffer(id), sites: siteOf.get(id) ?? [], names: nameOf.get(id) ?? [], doctors: doctorOf.get(id) ?? [], clues: clueOf.get(id) ?? [], mergers: mergerOf.get(id) ?? [] }]
  }))
}

/** The merger that holds at an instant; null while the organization stands by itself. */
export function mergerAt({ mergers }: Ours, at: Date): Merger | null {
  const now = at.toISOString()
  return mergers.find((one) => one.from <= now && (one.until === null || now < one.until)) ?? null
}

/** Names that are not of the future, today's first. */
export function namesOf({ organization, names }: Ours, today: string): readonly string[] {
  return [organization.name, ...names.filter((one) => one.validFrom === null || one.validFrom <= today).map((one) => one.name)]
}

const townOf = (address: string | null): string[] => (address === null ? [] : address.split(',').slice(1, 2).map((part) => part.trim()))

class Places implements KnownPlaces {
  readonly index = openNameIndex()
  ours = new Map<string, Ours>()
  readonly entries = new Map<string, Entry>()
  byDomain = new Map<string, string[]>()
  byPhone = new Map<string, string[]>()
  byPhrase = new Map<string, string[]>()
  officials = new Map<string, string>()
  towns = new Map<string, string>()

  private note(map: Map<string, string[]>, at: string, key: string): void {
    if (at !== '') map.set(at, [...new Set([...(map.get(at) ?? []), key])])
  }

  private putOurs(one: Ours, today: string): void {
    const key = oursKey(one.organization.id)
    const { address, phone, recordsPhone } = one.organization
    this.index.put({
      key, names: namesOf(one, today), doctors: one.doctors.map((doctor) => doctor.name), weight: 0.06,
      towns: [...townOf(address), ...one.sites.flatMap((site) => site.town ?? [])],
      places: [address ?? '', ...one.sites.flatMap((site) => [site.name, site.line ?? '', site.region ?? '', site.postalCode ?? ''])],
    })
    for (const town of [...townOf(address), ...one.sites.flatMap((site) => site.town ?? [])]) this.towns.set(allWords(town).join(' '), town)
    for (const number of [phone, recordsPhone, ...one.sites.map((site) => site.phone)]) if (number !== null) this.note(this.byPhone, phoneDigits(number), key)
    for (const { line } of one.sites) if (line !== null) this.note(this.byPhrase, withoutQuiet(allWords(line)).join(' '), key)
    for (const clue of one.clues) {
      if (clue.kind === 'bill-phrase') this.note(this.byPhrase, withoutQuiet(allWords(clue.value)).join(' '), key)
      else {
        this.note(this.byDomain, clue.value, key)
        this.officials.set(registered(clue.value), key)
      }
    }
    const elsewhere = one.offer.elsewhere === null ? null : hostOf(one.offer.elsewhere.url)
    if (elsewhere !== null) {
      this.note(this.byDomain, elsewhere, key)
      this.officials.set(registered(elsewhere), key)
    }
  }

  putEntry(entry: Entry, ownNames: ReadonlySet<string>): void {
    const key = entryKey(entry.id)
    this.index.drop(key)
    this.entries.set(entry.id, entry)
    // What has the very name of ours would lead people past their own door: it waits for somebody to confirm it.
    if (entry.held !== null || (!entry.confirmed && ownNames.has(nameKey(entry.name)))) return
    this.index.put({
      key, names: [entry.name, ...entry.names], doctors: [], weight: entry.confirmed ? 0.02 : 0,
      towns: entry.places.flatMap((place) => place.town ?? []),
      places: entry.places.flatMap((place) => [place.line ?? '', place.region ?? '', place.postalCode ?? '']),
    })
  }

  private noteEntries(): void {
    for (const entry of this.entries.values()) {
      if (entry.held !== null) continue
      const key = entryKey(entry.id)
      for (const place of entry.places) if (place.town !== null) this.towns.set(allWords(place.town).join(' '), place.town)
      if (entry.phone !== null) this.note(this.byPhone, phoneDigits(entry.phone), key)
      for (const host of [...entry.portals.flatMap((portal) => portal.url ?? []), entry.website ?? ''].flatMap((address) => hostOf(address) ?? [])) {
        this.note(this.byDomain, host, key)
        if (entry.confirmed) this.officials.set(registered(host), key)
      }
      for (const sender of entry.senders) {
        this.note(this.byDomain, sender, key)
        if (entry.confirmed) this.officials.set(registered(sender), key)
      }
    }
  }

  async take(ours: Map<string, Ours>, rows: readonly EntryRow[], today: string): Promise<void> {
    for (const id of this.ours.keys()) if (!ours.has(id)) this.index.drop(oursKey(id))
    this.ours = ours
    this.byDomain = new Map()
    this.byPhone = new Map()
    this.byPhrase = new Map()
    this.officials = new Map()
    this.towns = new Map()
    for (const one of ours.values()) this.putOurs(one, today)
    const ownNames = new Set([...ours.values()].map((one) => nameKey(one.organization.name)))
    let done = 0
    for (const row of rows) {
      this.putEntry(entryOf(row), ownNames)
      done += 1
      // The process answers others meanwhile.
      if (done % 200 === 0) await breathe()
    }
    this.noteEntries()
  }
}

export type PlacesKeeper = {
  /** All that is known now; what changed since the last time is read in this transaction. */
  current(tx: Tx): Promise<KnownPlaces>
}

export function openPlaces(): PlacesKeeper {
  let places: Places | null = null
  let known = '0'
  let hour = ''
  let reading: Promise<KnownPlaces> | null = null
  const read = async (tx: Tx, change: string): Promise<KnownPlaces> => {
    const today = tx.now.toISOString().slice(0, 10)
    const fresh = places ?? new Places()
    const [ours, rows] = await Promise.all([readOurs(tx), tx.query(entriesSince, [places === null ? '-1' : known])])
    await fresh.take(ours, rows, today)
    places = fresh
    known = change
    hour = tx.now.toISOString().slice(0, 13)
    return fresh
  }
  return {
    async current(tx) {
      const change = await lastChange(tx)
      // A name begins by itself, at midnight somewhere.
      if (places !== null && change === known && hour === tx.now.toISOString().slice(0, 13)) return places
      if (reading !== null) return reading
      reading = read(tx, change).finally(() => {
        reading = null
      })
      return reading
    },
  }
}
