// How do two names compare? Every name on file is tried, in the order typed and with given and family name exchanged.
import { foldName, foldNameWide } from '#patients'
import { type FamilyLevel, type GivenLevel, type NameOnFile, type SuffixLevel, familyLevels, givenLevels } from '../../../../contract/identity.ts'
import { besideOnKeyboard, oneEdit } from './edits.ts'
import { openNicknames } from './nicknames.ts'

export type NameLevels = { readonly given: GivenLevel; readonly family: FamilyLevel; readonly suffix: SuffixLevel }

/** A word of a name in the forms it is compared in. */
type Word = { readonly plain: string; readonly wide: string; readonly sound: string }
type Parts = { readonly given: readonly Word[]; readonly family: readonly Word[]; readonly suffix: string | null }

const memory = new Map<string, string>()
/** Spellings that sound alike in English, Spanish and German: one form for all. Not what tells twins apart (a final a, e or o). */
export function soundOf(word: string): string {
  const known = memory.get(word)
  if (known !== undefined) return known
  const sound = word
    .replace(/ae/g, 'a').replace(/oe/g, 'o').replace(/ue/g, 'u').replace(/ph/g, 'f').replace(/ck/g, 'k').replace(/tz|z/g, 's').replace(/ch(?=r|l)/g, 'k').replace(/c(?![eihy])/g, 'k')
    .replace(/sch|sh/g, 'x').replace(/([bcdgjklmnpqrtvw])h/g, (pair) => (pair === 'ch' || pair === 'th' ? pair : (pair[0] ?? ''))).replace(/th(?=o|e)/g, 't').replace(/h$/, '')
    .replace(/y/g, 'i').replace(/(?:ei|ie|eigh)$/, 'i').replace(/ou/g, 'u').replace(/(.)\1+/g, '$1')
  if (memory.size > 20_000) memory.clear()
  memory.set(word, sound)
  return sound
}

const nicknames = openNicknames(foldName)
const suffixes: Readonly<Record<string, string>> = { jr: '2', junior: '2', ii: '2', '2nd': '2', sr: '1', senior: '1', i: '1', iii: '3', '3rd': '3', iv: '4', '4th': '4' }
/** What systems write where there is no name: FNU, LNU. */
const noName = new Set(['fnu', 'lnu', 'nfn', 'nln', 'nmn', 'unknown', 'none', 'na'])
const particles = new Set(['de', 'la', 'las', 'los', 'del', 'di', 'da', 'das', 'do', 'dos', 'du', 'van', 'von', 'der', 'den', 'ter', 'ten', 'zu', 'zum', 'bin', 'ibn', 'al', 'el', 'y', 'e', 'o', 'le'])
/** First halves of double names: alone they do not say which of two sisters or brothers is meant. */
const halves = new Set(['maria', 'mary', 'marie', 'ma', 'ana', 'jose', 'juan', 'jean', 'hans', 'mohammed', 'muhammad', 'mohamed', 'abdul', 'abdel', 'abd', 'abu', 'thi', 'van', 'sri'])

/** Nobody's name has more; a text of hundreds would be work without end. */
const mostWords = 10

const isNumeral = (word: string): boolean => /^(i|ii|iii|iv)$/.test(word)

function words(text: string): Word[] {
  const plain = foldName(text)
  if (plain === '') return []
  const wide = foldNameWide(text)
  const wides = wide === plain ? null : wide.split(' ')
  return plain.split(' ').map((one, at) => ({ plain: one, wide: wides?.[at] ?? one, sound: soundOf(one) })).filter((one) => !noName.has(one.plain)).slice(0, mostWords)
}

/** Takes a suffix off the end of the given or family name, where forms and old systems put it. */
function withoutSuffix(all: Word[], alone: boolean): { rest: Word[]; suffix: string | null } {
  const last = all.at(-1)
  const found = last === undefined || all.length < (alone && isNumeral(last.plain) ? 3 : 2) ? undefined : suffixes[last.plain]
  return found === undefined ? { rest: all, suffix: null } : { rest: all.slice(0, -1), suffix: found }
}

export function partsOf(name: { readonly given: string | readonly string[]; readonly family: string; readonly suffix: string | null }): Parts {
  const written = typeof name.given === 'string' ? name.given : name.given.join(' ')
  // With a hyphen, both halves are one name: Jean-Pierre is not Jean-Paul, and Jean is half of either.
  const given = withoutSuffix(words(written.replace(/^(\s*\p{L}{2,})[-‐‑](?=\p{L}{2,})/u, '$1')), true)
  const family = withoutSuffix(words(name.family), false)
  const said = name.suffix === null ? null : (suffixes[foldName(name.suffix).replaceAll(' ', '')] ?? null)
  const suffix = said ?? family.suffix ?? given.suffix
  // One name only: it is compared as the given name, wherever it was written, once or twice.
  const twice = given.rest.length === 1 && family.rest.length === 1 && given.rest[0]?.plain === family.rest[0]?.plain
  return given.rest.length === 0 || twice ? { given: family.rest, family: [], suffix } : { given: given.rest, family: family.rest, suffix }
}

const alike = (a: Word, b: Word): boolean => a.plain === b.plain || a.wide === b.plain || a.plain === b.wide
const joined = (all: readonly Word[], form: keyof Word): string => (all.length === 1 ? (all[0]?.[form] ?? '') : all.map((one) => one[form]).join(''))
const initialOf = (a: Word, b: Word): boolean => (a.plain.length === 1 && b.plain.startsWith(a.plain)) || (b.plain.length === 1 && a.plain.startsWith(b.plain))

const shortest = 5
/**
 * A slip of the hand that makes no other name: an exchange, a neighbouring key, a letter missing or too many, never in the first
 * letter. Twins rhyme, alliterate, or differ at the end (Jayden, Kayden; Mario, Maria): where both are names, or neither is known
 * and the slip is at the end, it is no slip.
 */
function safeTypo(a: Word, b: Word): boolean {
  const edit = oneEdit(a.plain, b.plain)
  if (edit === null || edit.at === 0) return false
  const [ours, theirs] = [nicknames.known(a.plain), nicknames.known(b.plain)]
  if (ours && theirs) return false
  const one = ours || theirs
  // A word one slip from two names may be either: Carlso is Carlos or Carlo.
  if (one && nicknames.slipsOf(ours ? b.plain : a.plain) > 1) return false
  if (edit.kind === 'exchanged') return one || edit.length >= shortest
  if (edit.length < shortest || (edit.at >= edit.length - 1 && !(one && edit.kind === 'another'))) return false
  return edit.kind === 'another' ? besideOnKeyboard(...edit.signs) : one
}

/** How two single words compare as given names. */
function compareWords(a: Word, b: Word): GivenLevel {
  if (alike(a, b)) return 'same'
  if (a.sound === b.sound && a.plain[0] === b.plain[0]) return 'spelled-otherwise'
  const nickname = nicknames.relation(a.plain, b.plain)
  if (nickname === 'own') return 'nickname'
  if (nickname === 'several' || initialOf(a, b)) return 'weak'
  if (safeTypo(a, b)) return 'typo'
  const [short, long] = a.plain.length < b.plain.length ? [a.plain, b.plain] : [b.plain, a.plain]
  const both = nicknames.known(a.plain) && nicknames.known(b.plain)
  if (oneEdit(a.plain, b.plain) !== null || a.sound === b.sound || (both && long.startsWith(short))) return 'close'
  return short.length >= 3 && long.startsWith(short) ? 'weak' : 'different'
}

const better = (a: GivenLevel, b: GivenLevel): GivenLevel => (givenLevels.indexOf(a) <= givenLevels.indexOf(b) ? a : b)
const atBest = (level: GivenLevel, limit: GivenLevel): GivenLevel => (givenLevels.indexOf(level) < givenLevels.indexOf(limit) ? limit : level)

/** Second and further given names: absent on one side says nothing; another one says another person. After half a name they must be whole: María Elena, María Elina. */
function middlesConflict(a: readonly Word[], b: readonly Word[], afterHalf: boolean): boolean {
  if (a.length === 0 || b.length === 0) return false
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a]
  if (afterHalf) return !fewer.every((one) => more.some((other) => alike(one, other) || one.sound === other.sound))
  return !fewer.every((one) => more.some((other) => alike(one, other) || initialOf(one, other) || one.sound === other.sound || oneEdit(one.plain, other.plain) !== null || nicknames.relation(one.plain, other.plain) !== null))
}

export function compareGiven(a: readonly Word[], b: readonly Word[]): GivenLevel {
  const [first, second] = [a[0], b[0]]
  if (first === undefined || second === undefined) return a.length === b.length ? 'same' : 'different'
  if (joined(a, 'plain') === joined(b, 'plain')) return 'same'
  if (joined(a, 'sound') === joined(b, 'sound') && first.plain[0] === second.plain[0]) return 'spelled-otherwise'
  let level = compareWords(first, second)
  if (a.length === 1 && b.length === 1) return level
  if (level === 'same' || level === 'spelled-otherwise') {
    if ((a.length === 1 || b.length === 1) && halves.has(first.plain)) return 'weak'
    if (middlesConflict(a.slice(1), b.slice(1), halves.has(first.plain))) return 'close'
    return level === 'same' && a.length !== b.length ? 'first' : level
  }
  if (middlesConflict(a.slice(1), b.slice(1), false)) level = atBest(level, 'close')
  // Written together on one side: Maryann, Mary Ann.
  const together = [joined(a.slice(0, 2), 'plain') === second.plain, joined(b.slice(0, 2), 'plain') === first.plain].includes(true)
  if (together) return 'same'
  // Called by a further name: Michael for John Michael.
  const called = b.slice(1).some((one) => alike(first, one)) || a.slice(1).some((one) => alike(second, one))
  return called ? better(level, 'weak') : level
}

const bare = (all: readonly Word[]): readonly Word[] => {
  const kept = all.filter((one) => !particles.has(one.plain))
  return kept.length === 0 ? all : kept
}

export function compareFamily(a: readonly Word[], b: readonly Word[]): FamilyLevel {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 'same' : 'different'
  const [ours, theirs] = [joined(a, 'plain'), joined(b, 'plain')]
  if (ours === theirs || joined(a, 'wide') === theirs || ours === joined(b, 'wide') || joined(a, 'sound') === joined(b, 'sound')) return 'same'
  const [x, y] = [bare(a), bare(b)]
  if (joined(x, 'sound') === joined(y, 'sound')) return 'same'
  const [fewer, more] = x.length <= y.length ? [x, y] : [y, x]
  if (fewer.length < more.length && fewer.every((one) => one.plain.length > 1 && more.some((other) => alike(one, other) || one.sound === other.sound))) return 'part'
  if (x.length > 1 && x.length === y.length && x.every((one) => y.some((other) => alike(one, other)))) return 'same'
  return Math.min(ours.length, theirs.length) >= 4 && oneEdit(ours, theirs) !== null ? 'typo' : 'different'
}

const rank = (one: NameLevels): number => givenLevels.indexOf(one.given) * 1.01 + familyLevels.indexOf(one.family) * 1.5 + (one.suffix === 'conflicts' ? 0.5 : 0)

function compareParts(typed: Parts, onFile: Parts): NameLevels {
  const suffix: SuffixLevel = typed.suffix === onFile.suffix ? 'agrees' : typed.suffix === null || onFile.suffix === null ? 'missing' : 'conflicts'
  const straight = { given: compareGiven(typed.given, onFile.given), family: compareFamily(typed.family, onFile.family), suffix }
  if (straight.given === 'same' && straight.family === 'same') return straight
  const crossed = { given: compareGiven(typed.family, onFile.given), family: compareFamily(typed.given, onFile.family), suffix }
  const sure = (crossed.given === 'same' || crossed.given === 'first' || crossed.given === 'spelled-otherwise') && (crossed.family === 'same' || crossed.family === 'part')
  return sure && rank(crossed) < rank(straight) ? crossed : straight
}

/** The best of all names on file. One that is a maiden or a previous name makes the family name `former`. */
export function compareNames(typed: Parts, names: readonly NameOnFile[]): NameLevels {
  const usual = names.find((name) => name.family !== '')?.family ?? ''
  let best: NameLevels = { given: 'different', family: 'different', suffix: 'agrees' }
  let conflicts = false
  for (const [at, name] of names.entries()) {
    const own = compareParts(typed, partsOf({ ...name, family: name.family === '' && name.use === 'nickname' ? usual : name.family }))
    const old = name.use === 'maiden' || name.use === 'previous'
    const found = old && at > 0 && (own.family === 'same' || own.family === 'part') ? { ...own, family: 'former' as const } : own
    if (at === 0) conflicts = found.suffix === 'conflicts'
    if (rank(found) < rank(best) || at === 0) best = found
  }
  return conflicts ? { ...best, suffix: 'conflicts' } : best
}
