// How are two spellings of a name made one? Without accents, case, apostrophes and the short forms that bills and signs use.

/** Of a name or a query more is not read. */
const longestText = 400

/** Short forms and their long ones: whichever is typed, both are one word. */
const oneWord: Readonly<Record<string, string>> = {
  saint: 'st', street: 'st', mount: 'mt', fort: 'ft', avenue: 'ave', road: 'rd', boulevard: 'blvd', drive: 'dr', doctor: 'dr',
  hosp: 'hospital', hospitals: 'hospital', hsp: 'hospital', hlth: 'health', ctr: 'center', centre: 'center', cntr: 'center', centers: 'center', centres: 'center',
  med: 'medical', univ: 'university', assoc: 'associates', assocs: 'associates', association: 'associates', associate: 'associates', grp: 'group', dept: 'department',
  intl: 'international', natl: 'national', reg: 'regional', mem: 'memorial', meml: 'memorial', comm: 'community', cmty: 'community', peds: 'pediatrics', paediatrics: 'pediatrics', pediatric: 'pediatrics', paediatric: 'pediatrics', childrens: 'children',
  svcs: 'services', svc: 'services', service: 'services', phys: 'physicians', physician: 'physicians', surg: 'surgery', ortho: 'orthopedics', orthopaedics: 'orthopedics', orthopedic: 'orthopedics', orthopaedic: 'orthopedics', gyn: 'gynecology', gynaecology: 'gynecology',
  clinics: 'clinic', clin: 'clinic', fam: 'family', n: 'north', s: 'south', w: 'west', e: 'east', county: 'cty', cnty: 'cty',
}

/** Words that tell nothing apart: left out unless nothing else was typed. */
const quiet = new Set(['the', 'of', 'and', 'a', 'an', 'at', 'in', 'for', 'to', 'inc', 'llc', 'pc', 'pa', 'pllc', 'ltd', 'llp', 'corp', 'co', 'md', 'do', 'dba', 'plc', 'my', 'is', 'where', 'how', 'i', 'find', 'portal', 'patient', 'login', 'sign', 'website', 'page', 'dr', 'old', 'new', 'called'])

/** Whether a word is a quiet one mistyped ("lplc"): it has the same letters but for one, or in another order. */
export function nearlyQuiet(word: string): boolean {
  if (word.length < 3 || word.length > 6) return false
  const letters = [...word].sort().join('')
  for (const one of quiet) {
    if (one.length < 3 || Math.abs(one.length - word.length) > 1) continue
    const same = [...one].sort().join('')
    const [long, short] = letters.length >= same.length ? [letters, same] : [same, letters]
    if (long === short || (long.length > short.length && [...long].some((_letter, at) => long.slice(0, at) + long.slice(at + 1) === short))) return true
  }
  return false
}

/** Letters without accents, in lower case; "&" is "and", an apostrophe is nothing, every other mark a space. */
export function fold(text: string, longest = longestText): string {
  return text
    .slice(0, longest)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc'`´]/g, '')
    .replace(/ß/g, 'ss').replace(/ø/g, 'o').replace(/æ/g, 'ae').replace(/ł/g, 'l')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Every word of a name, each in its one form. */
export const allWords = (text: string): string[] => allWordsOf(text.slice(0, longestText))

/** The same of a text of any length; quiet words stay. */
export function allWordsOf(text: string): string[] {
  const folded = fold(text, text.length)
  return folded === '' ? [] : folded.split(' ').map((word) => (Object.hasOwn(oneWord, word) ? (oneWord[word] ?? word) : word))
}

/** The words that tell a name apart. */
export function tellingWords(text: string): string[] {
  const all = allWords(text)
  const telling = all.filter((word) => !quiet.has(word))
  return telling.length === 0 ? all : telling
}

/** A text without its quiet words, as names are compared. */
export const withoutQuiet = (words: readonly string[]): string[] => words.filter((word) => !quiet.has(word))

/** One text for one name: what two spellings of it have in common. */
export const nameKey = (text: string): string => tellingWords(text).join(' ')

/** Words of the trade: a name made of nothing else stands on bills of places that are called otherwise. */
const trade = new Set('medical medicine internal family health healthcare clinic center hospital associates group physicians care primary urgent pediatrics surgery surgical orthopedics dental dentistry eye women womens mens children community regional general services practice specialists specialist wellness therapy physical cardiology dermatology neurology obgyn ob gynecology foot ankle heart ent allergy asthma pain cancer oncology imaging radiology lab laboratory pharmacy sports spine skin kidney mental behavioral psychiatry psychology urology gastroenterology digestive sleep vision home integrative integrated adult senior walk walkin outpatient inpatient emergency department office st ave rd main street cty city'.split(' '))

/** Whether a name has a word that is not only the trade's. */
export const hasOwnWord = (words: readonly string[]): boolean => words.some((word) => word.length >= 3 && !trade.has(word) && !/^\d+$/.test(word))
