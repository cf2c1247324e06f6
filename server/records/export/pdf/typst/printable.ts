// How does any text become text that our font can print? Nothing is lost silently: what has no glyph is replaced by a
// mark that is seen, and the file says so.

/** Stands for one character that cannot be printed (Unicode 16, U+FFFD REPLACEMENT CHARACTER). */
const mark = '\uFFFD'

/** Where a long word may break; the template turns it into an empty box, so it never reaches the copied text. */
const breakHere = '\u200B'

// Characters without a printed form of their own: they are left out. Controls; joiners and marks of no width; the
// bidirectional controls, which could make a printed text read otherwise than it was sent (Unicode UAX #9, §2; UTS #55).
const formless = /(?!\n)[\p{Control}\p{Default_Ignorable_Code_Point}]/gu
// Spaces that fonts seldom draw, as the ordinary space that breaks, or not, in the same way (UAX #14, classes GL and BA).
const narrowSpaces = /[\u2007\u202F]/g
const wideSpaces = /[\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]/g
const plainOnly = /^[\n -~]*$/
const longWord = /[^\s\u00A0]{19,}/g

export type Printable = { readonly text: string; readonly replaced: number }

/** Text as the font can show it, and how many characters had to be replaced by the mark. */
export function printable(text: string, covered: ReadonlySet<number>): Printable {
  if (plainOnly.test(text)) return { text: breakable(text), replaced: 0 }
  const rows = text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(narrowSpaces, '\u00A0')
    .replace(wideSpaces, ' ')
    .replace(formless, '')
  let replaced = 0
  const kept = fits(rows, covered) ? rows : rows.normalize('NFC')
  let out = ''
  for (const character of kept) {
    const known = character === '\n' || (covered.has(character.codePointAt(0) ?? 0) && character !== mark)
    if (!known) replaced++
    out += known ? character : mark
  }
  return { text: breakable(out), replaced }
}

function fits(text: string, covered: ReadonlySet<number>): boolean {
  for (const character of text) if (character !== '\n' && !covered.has(character.codePointAt(0) ?? 0)) return false
  return true
}

/** Long words get places to break, or they would run off the paper; huge ones get fewer, for the time it takes to set them. */
function breakable(text: string): string {
  return text.replace(longWord, (word) => (word.length < 2000 ? pieces(word, 6) : pieces(word, 14)).join(breakHere))
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' })

function pieces(word: string, size: number): string[] {
  const parts = plainOnly.test(word) ? [...word] : Array.from(clusters.segment(word), ({ segment }) => segment)
  const out: string[] = []
  for (let at = 0; at < parts.length; at += size) out.push(parts.slice(at, at + size).join(''))
  return out
}

/** The same tree with every text made printable; `replaced` counts over all of it. */
export function printableTree(tree: unknown, covered: ReadonlySet<number>): { tree: unknown; replaced: number } {
  let replaced = 0
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const done = printable(part, covered)
      replaced += done.replaced
      return done.text
    }
    if (Array.isArray(part)) return part.map(walk)
    if (part !== null && typeof part === 'object') return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, walk(value)]))
    return part
  }
  return { tree: walk(tree), replaced }
}
