// How does a name made for machines read to a person? Capitals become a name, UCUM marks become units; no fact is added or lost.

/** Small words inside a name. */
const small = new Set(['of', 'the', 'and', 'at', 'for', 'in', 'on', 'to', 'by', 'de', 'la', 'del', 'with', 'from'])
/** Short forms that stay in capitals. */
const shortForms = new Set(['LLC', 'LLP', 'PLLC', 'INC', 'PC', 'SC', 'PA', 'MD', 'DO', 'RN', 'NP', 'VA', 'US', 'USA', 'UPMC', 'NYU', 'UCLA', 'UCSF', 'II', 'III', 'IV', 'ICU', 'ER', 'ED', 'ENT', 'OB', 'GYN'])
const wholeWords: Readonly<Record<string, string>> = { LLC: 'LLC', INC: 'Inc' }

function nameWord(word: string, at: number): string {
  const bare = word.replace(/['’]S$/, '')
  if (shortForms.has(bare)) return wholeWords[bare] ?? word
  if (at > 0 && small.has(word.toLowerCase())) return word.toLowerCase()
  // Without a vowel it is not a word: "BWH" stays.
  if (!/[AEIOUY]/.test(bare) && bare !== 'ST' && bare !== 'MT' && bare !== 'DR') return word
  return word.charAt(0) + word.slice(1).toLowerCase()
}

/** "PRESENCE SAINT JOSEPH HOSPITAL - ELGIN" → "Presence Saint Joseph Hospital - Elgin". A name with any small letter, or of one short word, stays. */
export function plainPlace(name: string): string {
  if (/\p{Ll}/u.test(name) || !/\p{Lu}{5}/u.test(name)) return name
  let at = -1
  return name.replace(/\p{Lu}+(?:['’]S\b)?/gu, (word) => nameWord(word, ++at))
}

/** A heading that shouts ("REASON FOR EXAM") says the same in a calm voice; names of one short word ("HPV") stay. */
export function plainHeading(text: string): string {
  if (/\p{Ll}/u.test(text) || !/\p{Lu}{5}/u.test(text)) return text
  const calm = text.toLowerCase().replace(/\b(?:mri|ct|hpv|ecg|ekg|hiv|bmi|ed|er|icu|iv)\b/g, (word) => word.toUpperCase())
  return calm.charAt(0).toUpperCase() + calm.slice(1)
}

/** A UCUM unit as print shows it: `mm[Hg]` → mmHg, `kg/m2` → kg/m², `{score}` → none (UCUM §§6, 12: braces hold remarks). */
export function plainUnit(unit: string | undefined): string | undefined {
  if (unit === undefined || unit === '{score}' || unit === '1') return undefined
  const said = unit
    .replace(/\[Hg\]/g, 'Hg')
    .replace(/\{([^{}]*)\}/g, (_whole, remark: string) => remark.replaceAll('_', ' '))
    .replace(/\bm2\b/g, 'm²')
    .trim()
  return said === '' ? undefined : said
}
