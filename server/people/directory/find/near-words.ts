// Which known words may a mistyped one mean? Letters swapped, missing, doubled or wrong; the beginning of a word; a word that sounds alike.
// Plain tables in memory: no pattern is ever made of what somebody typed (R67).

export type NearWord = { readonly word: number; readonly likeness: number }

export type Words = {
  /** The number of a word, known from now on. */
  add(word: string): number
  number(word: string): number | undefined
  text(word: number): string
  /** Words that may be meant, the likest first; exact is 1. */
  near(typed: string): readonly NearWord[]
  readonly size: number
}

/** More than these are noise. */
const mostNear = 24
/** Beside a word that is known itself few others are meant. */
const mostNearKnown = 6
const longestWord = 30

/** Edits that a word of this length may hold. */
const allowed = (length: number): number => (length <= 2 ? 0 : length <= 7 ? 1 : 2)

const width = longestWord + 2
/** Three rows of the table, used again for each word: a search compares hundreds. */
const table = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)] as const

/** Optimal string alignment of two words: insertions, deletions, changes, and neighbours swapped; `most + 1` when there are more. */
export function edits(one: string, other: string, most: number): number {
  const [a, b] = [one.slice(0, longestWord), other.slice(0, longestWord)]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, last, row]: readonly [Uint8Array, Uint8Array, Uint8Array] = table
  for (let j = 0; j <= b.length; j += 1) last[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    let least = i
    row[0] = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (letter === b.charCodeAt(j - 1) ? 0 : 1))
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return last[b.length] ?? most + 1
}

const sounds: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'], [/gh(?=t|$)/g, ''], [/^kn|^gn/, 'n'], [/^wr/, 'r'], [/ck|qu|q|c(?![eiyh])/g, 'k'], [/c(?=[eiy])/g, 's'], [/sch|tch|ch|sh/g, 'x'], [/z/g, 's'], [/dge|g(?=[eiy])/g, 'j'], [/wh/g, 'w'], [/th/g, 't'], [/x/g, 'x'], [/v/g, 'f'],
]

/** How a word sounds, roughly: consonants by their sound, a vowel only in front, nothing twice in a row. */
export function soundOf(word: string): string {
  let text = word
  for (const [from, to] of sounds) text = text.replace(from, to)
  const first = /^[aeiouy]/.test(text) ? 'a' : ''
  return first + text.replace(/[aeiouyh]+/g, '').replace(/(.)\1+/g, '$1')
}

const pairCode = (a: number, b: number): number => a * 65_536 + b

/** Pairs of neighbouring letters, with the two ends. */
function pairsOf(word: string): number[] {
  const codes = [0, ...Array.from(word, (letter) => letter.charCodeAt(0)), 1]
  return codes.slice(1).map((code, at) => pairCode(codes[at] ?? 0, code))
}

function push<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

class KnownWords implements Words {
  private readonly numbers = new Map<string, number>()
  private readonly texts: string[] = []
  private readonly byPair = new Map<number, number[]>()
  private readonly bySound = new Map<string, number[]>()
  private readonly byBeginning = new Map<string, number[]>()
  private shared = new Uint8Array(1024)

  get size(): number {
    return this.texts.length
  }

  add(text: string): number {
    const word = text.slice(0, longestWord)
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    const at = this.texts.length
    this.texts.push(word)
    this.numbers.set(word, at)
    for (const pair of pairsOf(word)) push(this.byPair, pair, at)
    if (word.length >= 4) push(this.bySound, soundOf(word), at)
    if (word.length >= 3) push(this.byBeginning, word.slice(0, 3), at)
    return at
  }

  number(word: string): number | undefined {
    return this.numbers.get(word.slice(0, longestWord))
  }

  text(word: number): string {
    return this.texts[word] ?? ''
  }

  /** Words that share enough pairs of letters with this one to be within its edits. One edit breaks at most three pairs. */
  private candidates(typed: string, most: number): number[] {
    if (this.shared.length < this.texts.length) this.shared = new Uint8Array(this.texts.length * 2)
    const pairs = [...new Set(pairsOf(typed))]
    const needed = Math.max(1, pairs.length - 3 * most)
    const touched: number[] = []
    for (const pair of pairs) {
      for (const word of this.byPair.get(pair) ?? []) {
        if (Math.abs(this.text(word).length - typed.length) > most) continue
        const count = (this.shared[word] ?? 0) + 1
        this.shared[word] = count
        if (count === 1) touched.push(word)
      }
    }
    const enough = touched.filter((word) => (this.shared[word] ?? 0) >= needed)
    for (const word of touched) this.shared[word] = 0
    return enough
  }

  near(typed: string): readonly NearWord[] {
    const word = typed.slice(0, longestWord)
    const best = new Map<number, number>()
    const keep = (at: number, likeness: number): void => {
      if ((best.get(at) ?? 0) < likeness) best.set(at, likeness)
    }
    const exact = this.numbers.get(word)
    if (exact !== undefined) keep(exact, 1)
    if (/^\d+$/.test(word)) return exact === undefined ? [] : [{ word: exact, likeness: 1 }]
    if (word.length >= 3) for (const at of this.byBeginning.get(word.slice(0, 3)) ?? []) if (this.text(at).startsWith(word)) keep(at, 0.62 + 0.33 * (word.length / this.text(at).length))
    // A known word means itself, or one that differs by a single edit; a short one only itself: nearly every other is an edit away.
    const most = exact === undefined ? allowed(word.length) : word.length <= 4 ? 0 : 1
    if (most > 0) {
      for (const at of this.candidates(word, most)) {
        const distance = edits(word, this.text(at), most)
        if (distance <= most) keep(at, 1 - distance / (word.length + 1) - (distance > 0 && this.text(at)[0] !== word[0] ? 0.08 : 0))
      }
      const sound = soundOf(word)
      if (sound.length >= 3) for (const at of this.bySound.get(sound) ?? []) keep(at, 0.72)
    }
    return [...best].map(([at, likeness]) => ({ word: at, likeness })).sort((a, b) => b.likeness - a.likeness || a.word - b.word).slice(0, exact === undefined ? mostNear : mostNearKnown)
  }
}

export const openWords = (): Words => new KnownWords()
