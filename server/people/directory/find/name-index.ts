// Which places are meant by these words? Every word counts by how rare it is; a place is found when most of what was typed is in it.
import { allWords, fold, nearlyQuiet, tellingWords } from './fold.ts'
import { type NearWord, type Words, openWords } from './near-words.ts'

/** What can be found of one place. */
export type Findable = {
  readonly key: string
  /** The first is what it is called now. */
  readonly names: readonly string[]
  readonly towns: readonly string[]
  /** States, postal codes, lines of addresses. */
  readonly places: readonly string[]
  readonly doctors: readonly string[]
  /** Among equals the higher comes first. */
  readonly weight: number
}

export type Hit = { readonly key: string; /** 0 to 1: how much of what was typed is in it. */ readonly covered: number; readonly score: number; /** Which of its names it was found by. */ readonly name: number; /** The doctor it was found by. */ readonly doctor: number | null; readonly byPlaceOnly: boolean }

export type NameIndex = {
  put(one: Findable): void
  drop(key: string): void
  /** The likest first; `found` when most of what was typed is in it, else `near`. */
  find(typed: string, most: number): { readonly found: readonly Hit[]; readonly near: readonly Hit[] }
  /** Places whose name is exactly this one. */
  named(words: readonly string[]): readonly string[]
  /** Whether one of these words stands in so few names that together they tell a place apart. */
  rare(words: readonly string[]): boolean
  readonly size: number
}

const fields = { name: 0, town: 1, place: 2, doctor: 3 } as const
const fieldWeight = [1, 0.9, 0.8, 0.92] as const
/** A place is found when at least this much of what was typed is in it; below the second figure it is not even near. */
const foundFrom = 0.6
const nearFrom = 0.3
const mostWords = 12
/** Of how many candidates the names are compared whole. */
const compared = 150

type Kept = { readonly one: Findable; readonly names: readonly (readonly number[])[]; readonly doctors: readonly (readonly number[])[]; alive: boolean }
/** Postings hold the place and the field in one number. */
const packed = (doc: number, field: number): number => doc * 4 + field

type Asked = { readonly weight: number; readonly near: readonly NearWord[]; /** The typed word is two words of the place. */ readonly split: readonly number[] }

class Index implements NameIndex {
  private readonly words: Words = openWords()
  private readonly postings: number[][] = []
  private readonly kept: Kept[] = []
  private readonly at = new Map<string, number>()
  private readonly exact = new Map<string, string[]>()
  private best = new Float32Array(1024)
  private total = new Float32Array(1024)
  private alive = 0

  get size(): number {
    return this.alive
  }

  private numbersOf(text: string): number[] {
    return tellingWords(text).slice(0, 20).map((word) => this.words.add(word))
  }

  private post(doc: number, numbers: readonly number[], field: number): void {
    for (const word of new Set(numbers)) {
      const list = this.postings[word] ?? []
      this.postings[word] = list
      list.push(packed(doc, field))
    }
  }

  put(one: Findable): void {
    this.drop(one.key)
    const doc = this.kept.length
    const names = one.names.map((name) => this.numbersOf(name))
    const doctors = one.doctors.map((name) => this.numbersOf(name))
    this.kept.push({ one, names, doctors, alive: true })
    this.at.set(one.key, doc)
    this.alive += 1
    this.post(doc, names.flat(), fields.name)
    this.post(doc, one.towns.flatMap((town) => allWords(town).map((word) => this.words.add(word))), fields.town)
    this.post(doc, one.places.flatMap((place) => allWords(place).map((word) => this.words.add(word))), fields.place)
    this.post(doc, doctors.flat(), fields.doctor)
    for (const name of new Set(one.names.map((name_) => tellingWords(name_).join(' ')))) this.exact.set(name, [...(this.exact.get(name) ?? []), one.key])
    if (this.best.length < this.kept.length) {
      this.best = new Float32Array(this.kept.length * 2)
      this.total = new Float32Array(this.kept.length * 2)
    }
  }

  drop(key: string): void {
    const doc = this.at.get(key)
    const kept = doc === undefined ? undefined : this.kept[doc]
    if (kept === undefined) return
    kept.alive = false
    this.alive -= 1
    this.at.delete(key)
    for (const name of new Set(kept.one.names.map((name_) => tellingWords(name_).join(' ')))) this.exact.set(name, (this.exact.get(name) ?? []).filter((one) => one !== key))
  }

  named(words: readonly string[]): readonly string[] {
    return this.exact.get(words.join(' ')) ?? []
  }

  rare(words: readonly string[]): boolean {
    const few = Math.max(3, this.kept.length / 500)
    return words.some((word) => {
      const number = this.words.number(word)
      return number !== undefined && (this.postings[number]?.length ?? 0) <= few
    })
  }

  private rarity(word: number | undefined): number {
    const among = word === undefined ? 2 : (this.postings[word]?.length ?? 0) + 1
    return Math.log(1 + (this.kept.length + 10) / among)
  }

  /** Two known words that make up the typed one ("lakeside" for "Lake Side"): those in which the rarer half is rarest. */
  private splitsOf(typed: string): readonly number[] {
    if (typed.length < 6) return []
    let best: readonly number[] = []
    let rarest = 0
    for (let cut = 3; cut <= typed.length - 3; cut += 1) {
      const halves = [this.words.number(typed.slice(0, cut)), this.words.number(typed.slice(cut))]
      if (halves[0] === undefined || halves[1] === undefined) continue
      const rarity = this.rarity(halves[0]) + this.rarity(halves[1])
      if (rarity > rarest) [rarest, best] = [rarity, [halves[0], halves[1]]]
    }
    return best
  }

  private ask(typed: readonly string[]): Asked[] {
    const near = typed.map((word) => [...this.words.near(word)])
    // Two typed words that are one of the place's ("lake side" for "Lakeside") stand for both.
    typed.slice(1).forEach((word, at) => {
      const joined = `${typed[at] ?? ''}${word}`
      if (joined.length < 6) return
      const exact = this.words.number(joined)
      const bothKnown = near[at]?.[0]?.likeness === 1 && near[at + 1]?.[0]?.likeness === 1
      // Between two words that are known nothing needs mending: then only the exact one.
      const meant = exact !== undefined ? [{ word: exact, likeness: 1 }] : bothKnown ? [] : this.words.near(joined)
      for (const one of meant) {
        if (one.likeness < 0.85 || this.words.text(one.word).length < joined.length - 1) continue
        near[at]?.push({ word: one.word, likeness: one.likeness * 0.96 })
        near[at + 1]?.push({ word: one.word, likeness: one.likeness * 0.96 })
      }
    })
    // A word that nothing here is like may be chatter, a street, a mistyped "LLC": it counts less than a rare name.
    const share = (word: string, known: readonly NearWord[]): number => {
      if (word.length === 1) return 0.5
      if (known[0]?.likeness === 1) return 1
      return nearlyQuiet(word) ? 0.25 : known.length === 0 ? 0.5 : 1
    }
    return typed.map((word, at) => ({ weight: this.rarity(near[at]?.[0]?.word) * share(word, near[at] ?? []), near: near[at] ?? [], split: this.splitsOf(word) }))
  }

  /** Adds to `total` what one typed word is worth in each place. */
  private count(asked: Asked, touched: number[]): void {
    const here: number[] = []
    const keep = (posting: number, likeness: number): void => {
      const doc = Math.floor(posting / 4)
      const worth = likeness * (fieldWeight[posting % 4] ?? 1)
      const before = this.best[doc] ?? 0
      if (before === 0) here.push(doc)
      if (worth > before) this.best[doc] = worth
    }
    for (const { word, likeness } of asked.near) for (const posting of this.postings[word] ?? []) keep(posting, likeness)
    const [left, right] = asked.split
    if (left !== undefined && right !== undefined) {
      const others = new Set(this.postings[right])
      for (const posting of this.postings[left] ?? []) if (others.has(posting)) keep(posting, 0.95)
    }
    for (const doc of here) {
      if ((this.total[doc] ?? 0) === 0) touched.push(doc)
      this.total[doc] = (this.total[doc] ?? 0) + asked.weight * (this.best[doc] ?? 0)
      this.best[doc] = 0
    }
  }

  /** How much of a name (or a doctor's) the typed words make up, 0 to 1. */
  private madeUp(name: readonly number[], likeness: ReadonlyMap<number, number>): number {
    let [whole, have] = [0, 0]
    for (const word of name) {
      const rarity = this.rarity(word)
      whole += rarity
      have += rarity * (likeness.get(word) ?? 0)
    }
    return whole === 0 ? 0 : have / whole
  }

  private hit(doc: number, about: { readonly covered: number; readonly likeness: ReadonlyMap<number, number>; readonly folded: string }): Hit | null {
    const kept = this.kept[doc]
    if (kept === undefined || !kept.alive) return null
    const made = kept.names.map((name) => this.madeUp(name, about.likeness))
    const name = made.indexOf(Math.max(...made))
    const doctorsMade = kept.doctors.map((one) => this.madeUp(one, about.likeness))
    const bestDoctor = doctorsMade.length === 0 ? 0 : Math.max(...doctorsMade)
    const nameMade = made[name] ?? 0
    const same = fold(kept.one.names[name] ?? '') === about.folded ? 0.15 : 0
    const doctor = bestDoctor > nameMade && bestDoctor > 0.3 ? doctorsMade.indexOf(bestDoctor) : null
    const score = about.covered + 0.25 * Math.max(nameMade, bestDoctor * 0.8) + same + kept.one.weight
    return { key: kept.one.key, covered: about.covered, score, name: Math.max(0, name), doctor, byPlaceOnly: nameMade < 0.12 && doctor === null }
  }

  find(typed: string, most: number): { readonly found: readonly Hit[]; readonly near: readonly Hit[] } {
    const words = tellingWords(typed).slice(0, mostWords)
    if (words.length === 0) return { found: [], near: [] }
    const asked = this.ask(words)
    const touched: number[] = []
    for (const one of asked) this.count(one, touched)
    const whole = asked.reduce((sum, one) => sum + one.weight, 0)
    const likeness = new Map<number, number>()
    for (const one of asked) {
      for (const near of one.near) likeness.set(near.word, Math.max(likeness.get(near.word) ?? 0, near.likeness))
      for (const half of one.split) likeness.set(half, 0.95)
    }
    const ranked = touched.map((doc) => ({ doc, covered: (this.total[doc] ?? 0) / whole })).filter((one) => one.covered >= nearFrom)
    for (const doc of touched) this.total[doc] = 0
    ranked.sort((a, b) => b.covered - a.covered)
    const folded = fold(typed)
    const hits = ranked.slice(0, Math.max(compared, most)).flatMap(({ doc, covered }) => this.hit(doc, { covered, likeness, folded }) ?? [])
    hits.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
    const found = hits.filter((one) => one.covered >= foundFrom)
    // What is far behind the best is noise beside it.
    const from = (found[0]?.covered ?? 0) - 0.3
    return { found: found.filter((one) => one.covered >= from).slice(0, most), near: found.length > 0 ? [] : hits.slice(0, most) }
  }
}

export const openNameIndex = (): NameIndex => new Index()
