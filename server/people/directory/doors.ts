// What stands at an organization's door: what it offers, where and when it is open, by what it is known, where it has gone; and who finds it?
import type { Id, Tx } from '#kernel'
import type { Merger } from '../../../contract/mergers.ts'
import type { Offer } from '../../../contract/offers.ts'
import { type BrandsReport, importBrands } from './brands/import-brands.ts'
import type { Entry } from './brands/listing.ts'
import { bump } from './change.ts'
import { type Corrected, readEntry, readHeld, writeCorrection } from './corrections.ts'
import type { Organization } from './directory.ts'
import { type Edit, markUndone, noteEdit, readEdit, readEdits, trying } from './edits.ts'
import { type Clue, type Doctor, type OrganizationName, readCluesOf, readDoctors, readNames, removeFact, writeClue, writeDoctor, writeName } from './facts.ts'
import { type Finder, openFinder } from './find/finder.ts'
import { openPlaces } from './find/known-places.ts'
import { type MrnPlace, endMerger, placesOfMrn, readBackward, readForward, readMergers, readMergersRead, writeMerger, writeMergerRead } from './mergers.ts'
import { readOffer, writeOffer } from './offers.ts'
import { type Site, readSites, removeSite, writeSite } from './sites.ts'

/** A fact that is added (without an id) or changed. */
type Put<T extends { readonly id: Id }> = Omit<T, 'id'> & { readonly id?: Id }

export type Resolved = { readonly organization: Organization; readonly via: readonly Merger[] }

/** All that writes is for role operate, or an administrator's (role desk) own organizations. */
export type Doors = Finder & {
  /** What an organization offers; the usual until it says otherwise. Asks nothing about whether it exists. */
  offer(tx: Tx, organization: string): Promise<Offer>
  /** Refuses `address-not-usable` (another portal without a whole https address), `nothing-chosen` (online without a proof). */
  putOffer(tx: Tx, offer: Offer): Promise<void>
  /** In their order; the first is the one whose desk is meant when none is named. */
  sites(tx: Tx, organization: string): Promise<readonly Site[]>
  /** Adds or changes a site; gives its id. Refuses `hours-not-usable`. */
  putSite(tx: Tx, site: Put<Site>): Promise<Id>
  removeSite(tx: Tx, organization: string, id: Id): Promise<void>
  /** Other names, of all times. */
  names(tx: Tx, organization: string): Promise<readonly OrganizationName[]>
  /** Refuses `place-name-missing`, `range-backwards`. */
  putName(tx: Tx, name: Put<OrganizationName>): Promise<Id>
  doctors(tx: Tx, organization: string): Promise<readonly Doctor[]>
  /** Refuses `place-name-missing`. */
  putDoctor(tx: Tx, doctor: Put<Doctor>): Promise<Id>
  /** What its mail and bills carry. */
  clues(tx: Tx, organization: string): Promise<readonly Clue[]>
  /** Refuses `clue-not-usable`: an ending or a mailbox that is everybody's, words that are on every bill. */
  putClue(tx: Tx, clue: Put<Clue>): Promise<Id>
  removeFact(tx: Tx, what: 'name' | 'doctor' | 'clue', which: { readonly organization: string; readonly id: Id }): Promise<void>
  /** The organization that stands now where this one stood, and the mergers that lead there, in order; null when the id is unknown. */
  resolve(tx: Tx, organization: string): Promise<Resolved | null>
  /** What had become part of an organization at an instant, the nearest first. Their charts are still kept under their own ids. */
  predecessors(tx: Tx, organization: string, at: Date): Promise<readonly Merger[]>
  /** Under which organizations, and how written, a record number read off a bill of this one may be kept now; its own first. */
  mrnPlaces(tx: Tx, organization: string, mrn: string): Promise<readonly MrnPlace[]>
  mergers(tx: Tx): Promise<readonly Merger[]>
  /** Refuses `organization-cannot-join` (a circle, or part of something already), `range-backwards`. */
  putMerger(tx: Tx, merger: Put<Merger>): Promise<Id>
  /** Ends a merger now; one that has not begun is taken back. Refuses `not-found`. */
  endMerger(tx: Tx, id: Id): Promise<void>
  /** Which of these mergers the person behind the transaction has read and put away (role web). */
  mergersRead(tx: Tx, mergers: readonly Id[]): Promise<ReadonlySet<Id>>
  putMergerAway(tx: Tx, merger: Id): Promise<void>
  /** An entry of the wider directory with everything, also when it is held or removed; null when there is none. */
  entryWhole(tx: Tx, id: string): Promise<Entry | null>
  /** Entries that wait for somebody to look at them. */
  held(tx: Tx): Promise<readonly Entry[]>
  /** Adds an entry (id null) or corrects one. Refuses `place-name-missing`, `address-not-usable`, `clue-not-usable`, `not-found`. */
  correct(tx: Tx, id: Id | null, corrected: Corrected): Promise<Id>
  noteEdit(tx: Tx, edit: Pick<Edit, 'organization' | 'subject' | 'before' | 'after' | 'byName'>): Promise<Id>
  /** The last changes of an organization, or (null) of the wider directory. */
  edits(tx: Tx, organization: string | null): Promise<readonly Edit[]>
  edit(tx: Tx, id: Id): Promise<Edit | null>
  /** False when it was undone already. */
  markUndone(tx: Tx, id: Id): Promise<boolean>
  /** Does something, hands back what it gives, and takes it back. */
  trying<T>(tx: Tx, work: () => Promise<T>): Promise<T>
  /** Reads a list of places that use other portals (role operate); the report says what became of each. */
  importBrands(tx: Tx, file: { readonly json: string; readonly list: string }): Promise<BrandsReport>
}

/** Whoever holds the directory in memory hears of a change by its number: it is raised before anything is written. */
async function changing<T>(tx: Tx, write: () => Promise<T>): Promise<T> {
  await bump(tx)
  return write()
}

export function openDoors(organization: (tx: Tx, id: string) => Promise<Organization | null>): Doors {
  const finder = openFinder(openPlaces())
  return {
    ...finder,
    offer: readOffer,
    putOffer: (tx, offer) => changing(tx, () => writeOffer(tx, offer)),
    sites: readSites,
    putSite: (tx, site) => changing(tx, () => writeSite(tx, site)),
    removeSite: (tx, of, id) => changing(tx, () => removeSite(tx, of, id)),
    names: readNames,
    putName: (tx, name) => changing(tx, () => writeName(tx, name)),
    doctors: readDoctors,
    putDoctor: (tx, doctor) => changing(tx, () => writeDoctor(tx, doctor)),
    clues: readCluesOf,
    putClue: (tx, clue) => changing(tx, () => writeClue(tx, clue)),
    removeFact: (tx, what, which) => changing(tx, () => removeFact(tx, what, which)),
    async resolve(tx, id) {
      const via = await readForward(tx, id)
      const found = await organization(tx, via.at(-1)?.into ?? id)
      return found === null ? null : { organization: found, via }
    },
    predecessors: readBackward,
    mrnPlaces: async (tx, id, mrn) => placesOfMrn(id, mrn, await readBackward(tx, id, tx.now)),
    mergers: readMergers,
    putMerger: (tx, merger) => changing(tx, () => writeMerger(tx, merger)),
    endMerger: (tx, id) => changing(tx, () => endMerger(tx, id)),
    mergersRead: readMergersRead,
    putMergerAway: writeMergerRead,
    entryWhole: readEntry,
    held: readHeld,
    correct: async (tx, id, corrected) => writeCorrection(tx, id, { corrected, officials: await finder.officials(tx) }),
    noteEdit,
    edits: readEdits,
    edit: readEdit,
    markUndone,
    trying,
    importBrands: async (tx, file) => importBrands(tx, { ...file, officials: await finder.officials(tx) }),
  }
}
