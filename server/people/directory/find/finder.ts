// Which hospital or clinic is meant? By its name, an old one, a town, a doctor, or by what a mail or a bill says. Honest when nothing is.
import { type Id, Refusal, type Statement, type Tx, isId, newId, statement } from '#kernel'
import type { Merger } from '../../../../contract/mergers.ts'
import type { Offer } from '../../../../contract/offers.ts'
import type { Entry } from '../brands/listing.ts'
import { type PublishedBrands, publishBrands } from '../brands/publish-brands.ts'
import { changedAt } from '../change.ts'
import type { Organization } from '../directory.ts'
import type { Site } from '../sites.ts'
import { looksLikeClue, readClues } from './clues.ts'
import { allWords, fold, hasOwnWord, withoutQuiet } from './fold.ts'
import { type KnownPlaces, type PlacesKeeper, entryKey, mergerAt, namesOf, oursKey } from './known-places.ts'
import { type LookAlikeWay, belongsTo, likestOfficial } from './look-alike.ts'
import { edits } from './near-words.ts'

/** Why a place was found. `name`: a name other than today's, when it was that. */
export type Because =
  | { readonly by: 'name'; readonly name: string | null }
  | { readonly by: 'town' }
  | { readonly by: 'doctor'; readonly name: string }
  | { readonly by: 'domain' | 'phone' | 'phrase'; readonly what: string }

export type OursFound = { readonly kind: 'ours'; readonly organization: Organization; readonly offer: Offer; readonly sites: readonly Site[]; /** What it is part of now. */ readonly part: { readonly merger: Merger; readonly of: Organization } | null; readonly because: Because }
export type EntryFound = { readonly kind: 'elsewhere'; readonly entry: Entry; readonly because: Because }
export type PlaceFound = OursFound | EntryFound

/** A domain in the text that only looks like an official one. */
export type LookAlike = { readonly domain: string; readonly official: string; readonly way: LookAlikeWay; readonly name: string }

export type Found = {
  /** What was typed into the one-line box; null for a pasted text, which is not kept. */
  readonly words: string | null
  readonly places: readonly PlaceFound[]
  /** Nothing was found, but these are like it. */
  readonly near: readonly PlaceFound[]
  readonly nearTowns: readonly string[]
  /** What was typed is the name of this town. */
  readonly town: string | null
  readonly more: boolean
  readonly lookAlikes: readonly LookAlike[]
  /** Domains of a pasted text that nobody here knows. */
  readonly strangers: readonly string[]
  readonly cut: boolean
}

type KeptHit = { readonly key: string; readonly because: Because }
type KeptClue = { readonly hits: readonly KeptHit[]; readonly lookAlikes: readonly LookAlike[]; readonly strangers: readonly string[]; readonly cut: boolean }

const mostShown = 20
const mostNear = 5
const mostByClue = 8
const longestWords = 200

const keep: Statement<never> = statement('directory.keep', 'select directory_keep($1, $2, $3)')
const kept: Statement<{ words: string | null; clue: KeptClue | null }> = statement('directory.kept', 'select words, clue from directory_kept_of($1)')

const forget: Statement<never> = statement('directory.forget', `delete from directory_kept where made_at <= app_now() - interval '2 hours'`)

export type Finder = {
  /** What these words, or this text, find now. Takes text of any length; gives at most 20 places, the likest first. */
  find(tx: Tx, typed: string): Promise<Found>
  /** Finds, and keeps for two hours under an id: short words as typed, of anything longer only what was found by it. Refuses `words-missing`. */
  keepFind(tx: Tx, typed: string, how?: { /** It is a piece of a mail or a bill: nothing of it is kept, however short. */ readonly clue: boolean }): Promise<{ readonly id: Id }>
  /** A kept search, found again now. Refuses `not-found` when it is too old or none. */
  keptFind(tx: Tx, id: string): Promise<Found>
  /** An entry of the wider directory that may be shown; null when there is none. */
  entry(tx: Tx, id: string): Promise<Entry | null>
  /** The organizations of this installation as they stand now, those that became part of another left out. */
  ours(tx: Tx): Promise<readonly OursFound[]>
  /** What we publish about ourselves; `publicUrl` without a slash at the end. */
  published(tx: Tx, publicUrl: string): Promise<PublishedBrands>
  /** Ends what was typed more than two hours ago (role operate). */
  purge(tx: Tx): Promise<void>
  /** Domains that a look-alike may pass for. */
  officials(tx: Tx): Promise<readonly string[]>
}

function placeOf(places: KnownPlaces, { key, because }: KeptHit, now: Date): PlaceFound | null {
  if (key.startsWith('e:')) {
    const entry = places.entries.get(key.slice(2))
    return entry === undefined || entry.held !== null ? null : { kind: 'elsewhere', entry, because }
  }
  const one = places.ours.get(key.slice(2))
  if (one === undefined) return null
  return { kind: 'ours', organization: one.organization, offer: one.offer, sites: one.sites, part: partOf(places, one.organization.id, now), because }
}

/** Along the chain of mergers to what stands now; the first step is what is said. */
function partOf(places: KnownPlaces, organization: string, now: Date): OursFound['part'] {
  const start = places.ours.get(organization)
  const merger = start === undefined ? null : mergerAt(start, now)
  if (merger === null) return null
  let at = merger
  for (let steps = 0; steps < 12; steps += 1) {
    const next = places.ours.get(at.into)
    const further = next === undefined ? null : mergerAt(next, now)
    if (further === null) return next === undefined ? null : { merger, of: next.organization }
    at = further
  }
  return null
}

function findWords(places: KnownPlaces, typed: string, now: Date): Pick<Found, 'places' | 'near' | 'nearTowns' | 'town' | 'more'> {
  const today = now.toISOString().slice(0, 10)
  const key = allWords(typed).join(' ')
  const town = places.towns.get(key) ?? null
  const hits = places.index.find(typed, mostShown + 1)
  const named = (hit: (typeof hits.found)[number]): PlaceFound[] => {
    const ours = hit.key.startsWith('o:') ? places.ours.get(hit.key.slice(2)) : undefined
    const entry = ours === undefined ? places.entries.get(hit.key.slice(2)) : undefined
    const names = ours === undefined ? [entry?.name ?? '', ...(entry?.names ?? [])] : namesOf(ours, today)
    const doctor = hit.doctor === null ? undefined : ours?.doctors[hit.doctor]
    const inTown = town !== null && [...(ours?.sites ?? []), ...(entry?.places ?? [])].some((one) => one.town === town)
    const because: Because = inTown ? { by: 'town' } : doctor !== undefined ? { by: 'doctor', name: doctor.name } : hit.byPlaceOnly ? { by: 'town' } : { by: 'name', name: hit.name === 0 ? null : (names[hit.name] ?? null) }
    const place = placeOf(places, { key: hit.key, because }, now)
    return place === null ? [] : [place]
  }
  const found = hits.found.slice(0, mostShown).flatMap(named)
  const nearTowns = found.length > 0 ? [] : [...places.towns].filter(([folded]) => key.length >= 4 && edits(key, folded, 2) <= 2).map(([, name]) => name).slice(0, mostNear)
  return { places: found, near: hits.near.slice(0, mostNear).flatMap(named), nearTowns, town, more: hits.found.length > mostShown }
}

/** Places by a domain or any it lies below. */
function byDomain(places: KnownPlaces, host: string): { readonly known: string; readonly keys: readonly string[] } | null {
  const labels = host.split('.')
  for (let from = 0; from <= labels.length - 2; from += 1) {
    const known = labels.slice(from).join('.')
    const keys = places.byDomain.get(known)
    if (keys !== undefined) return { known, keys }
  }
  return null
}

const mostPhraseWords = 8
/** Names of one everyday word are on every bill. */
const tells = (places: KnownPlaces, key: string, words: readonly string[]): boolean => (key.startsWith('o:') ? words.join('').length >= 5 : words.length >= 2 && words.join('').length >= 12 && hasOwnWord(words) && places.index.rare(words))

/** Places whose name, phrase or street stands word for word in the text. */
function byPhrase(places: KnownPlaces, words: readonly string[], note: (key: string, because: Because, worth: number) => void): void {
  const text = withoutQuiet(words)
  for (let from = 0; from < text.length; from += 1) {
    for (let to = Math.min(text.length, from + mostPhraseWords); to > from; to -= 1) {
      const part = text.slice(from, to)
      const phrase = part.join(' ')
      for (const key of places.byPhrase.get(phrase) ?? []) note(key, { by: 'phrase', what: phrase }, 50 + part.length)
      for (const key of places.index.named(part)) if (tells(places, key, part)) note(key, { by: 'phrase', what: phrase }, 40 + part.length)
    }
  }
}

function findClues(places: KnownPlaces, text: string): KeptClue {
  const clues = readClues(text)
  const hits = new Map<string, { because: Because; worth: number; best: number }>()
  const note = (key: string, because: Because, worth: number): void => {
    const before = hits.get(key)
    if (before === undefined) hits.set(key, { because, worth, best: worth })
    // One phrase found twice is one clue; another kind of clue adds.
    else if (before.because.by !== because.by) hits.set(key, { because: worth > before.best ? because : before.because, worth: before.worth + worth, best: Math.max(before.best, worth) })
    else if (worth > before.best) hits.set(key, { because, worth: before.worth - before.best + worth, best: worth })
  }
  const lookAlikes: LookAlike[] = []
  const strangers: string[] = []
  for (const domain of clues.domains) {
    const known = byDomain(places, domain)
    if (known !== null) {
      for (const key of known.keys.slice(0, mostByClue)) note(key, { by: 'domain', what: known.known }, 100)
      continue
    }
    const like = likestOfficial(domain, places.officials.keys())
    const key = like === null ? undefined : places.officials.get(like.official)
    if (like === null || key === undefined) {
      if (![...places.officials.keys()].some((official) => belongsTo(domain, official))) strangers.push(domain)
      continue
    }
    const name = key.startsWith('o:') ? places.ours.get(key.slice(2))?.organization.name : places.entries.get(key.slice(2))?.name
    lookAlikes.push({ domain, official: like.official, way: like.way, name: name ?? like.official })
    note(key, { by: 'domain', what: like.official }, 20)
  }
  for (const phone of clues.phones) for (const key of places.byPhone.get(phone) ?? []) note(key, { by: 'phone', what: phone }, 60)
  byPhrase(places, clues.words, note)
  const ranked = [...hits].sort(([a, one], [b, other]) => other.worth - one.worth || (a < b ? -1 : 1))
  return { hits: ranked.slice(0, mostByClue).map(([key, { because }]) => ({ key, because })), lookAlikes: lookAlikes.slice(0, 5), strangers: strangers.slice(0, 5), cut: clues.cut }
}

const foundByClue = (places: KnownPlaces, clue: KeptClue, now: Date): Found => ({
  words: null, near: [], nearTowns: [], town: null, more: false, lookAlikes: clue.lookAlikes, strangers: clue.strangers, cut: clue.cut,
  places: clue.hits.flatMap((hit) => placeOf(places, hit, now) ?? []),
})

function findNow(places: KnownPlaces, typed: string, now: Date): Found {
  const words = findWords(places, typed, now)
  const clue = findClues(places, typed)
  // A line of a bill that is no name may still hold a telephone number or a street.
  const byClue = foundByClue(places, { ...clue, hits: clue.hits.filter((hit) => words.places.length === 0 || hit.because.by !== 'phrase') }, now)
  const keyOf = (one: PlaceFound) => (one.kind === 'ours' ? oursKey(one.organization.id) : entryKey(one.entry.id))
  const first = new Set(byClue.places.map(keyOf))
  return { ...byClue, ...words, words: typed, near: byClue.places.length > 0 ? [] : words.near, nearTowns: byClue.places.length > 0 ? [] : words.nearTowns, places: [...byClue.places, ...words.places.filter((one) => !first.has(keyOf(one)))].slice(0, mostShown) }
}

/** What a text says by its clues; a short one that says nothing may be a name. */
function clueOf(places: KnownPlaces, text: string, now: Date): KeptClue {
  const clue = findClues(places, text)
  if (clue.hits.length > 0 || clue.lookAlikes.length > 0 || text.length > longestWords) return clue
  const named = findWords(places, text.replace(/\s+/g, ' '), now).places.slice(0, mostByClue)
  return { ...clue, hits: named.map((one) => ({ key: one.kind === 'ours' ? oursKey(one.organization.id) : entryKey(one.entry.id), because: one.because })) }
}

const clean = (typed: string): string => typed.toWellFormed().replace(/\u0000/g, ' ').trim()

export function openFinder(keeper: PlacesKeeper): Finder {
  return {
    async find(tx, typed) {
      const places = await keeper.current(tx)
      const text = clean(typed)
      return looksLikeClue(text) || text.length > longestWords ? foundByClue(places, findClues(places, text), tx.now) : findNow(places, text.replace(/\s+/g, ' '), tx.now)
    },
    async keepFind(tx, typed, how) {
      const text = clean(typed)
      if (fold(text, text.length) === '') throw new Refusal('words-missing', 'nothing to look for', { field: how?.clue === true ? 'text' : 'find' })
      const id = newId()
      const clue = how?.clue === true || looksLikeClue(text) || text.length > longestWords
      if (clue) await tx.query(keep, [id, null, JSON.stringify(clueOf(await keeper.current(tx), text, tx.now))])
      else await tx.query(keep, [id, text.replace(/\s+/g, ' '), null])
      return { id }
    },
    async keptFind(tx, id) {
      if (!isId(id)) throw new Refusal('not-found', 'not an id')
      const [places, [row]] = await Promise.all([keeper.current(tx), tx.query(kept, [id])])
      if (row === undefined) throw new Refusal('not-found', 'no such search, or it is too old')
      return row.clue === null ? findNow(places, row.words ?? '', tx.now) : foundByClue(places, row.clue, tx.now)
    },
    async entry(tx, id) {
      const entry = (await keeper.current(tx)).entries.get(id)
      return entry === undefined || entry.held !== null ? null : entry
    },
    async ours(tx) {
      const places = await keeper.current(tx)
      const all = [...places.ours.keys()].flatMap((id) => placeOf(places, { key: oursKey(id), because: { by: 'name', name: null } }, tx.now) ?? [])
      return all.filter((one): one is OursFound => one.kind === 'ours' && one.part === null).sort((a, b) => a.organization.name.localeCompare(b.organization.name))
    },
    async published(tx, publicUrl) {
      const [places, at] = [await keeper.current(tx), await changedAt(tx)]
      return publishBrands(places, { publicUrl, now: tx.now, changedAt: at ?? tx.now.toISOString() })
    },
    purge: async (tx) => void (await tx.query(forget)),
    officials: async (tx) => [...(await keeper.current(tx)).officials.keys()],
  }
}
