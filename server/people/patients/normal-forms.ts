// How does a text look once its spelling, signs and formats no longer matter? Pure foldings, used to find charts and to compare.

/** Letters that Unicode does not take apart. */
const single: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ð: 'd', đ: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ŋ: 'ng', ə: 'a' }
/** Cyrillic and Greek in Latin letters, as passports write them (ICAO 9303, without its signs). */
const transcribed: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia', є: 'ie', і: 'i', ґ: 'g', ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz',
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
}
const isAscii = (text: string): boolean => !/[^\p{ASCII}]/u.test(text)

/** A longer text is no name, number or address: its end is not looked at. */
const longest = 300

/** A name in small letters without accents and apostrophes, its parts apart by one space. Scripts that have no case stay themselves. */
export function foldName(text: string): string {
  const lower = text.slice(0, longest).toLowerCase()
  if (isAscii(lower)) return lower.replace(/['`"]/g, '').replace(/[^a-z0-9]+/g, ' ').trim()
  const apart = lower.normalize('NFKD').replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, '')
  const spelled = apart.replace(/[^\p{ASCII}]/gu, (sign) => single[sign] ?? transcribed[sign] ?? sign)
  return spelled.replace(/['`´‘’‛ʻʼʿʾ′"“”]/g, '').replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
}

/** As German and the northern languages write it without their signs: ü is ue, å is aa. */
export function foldNameWide(text: string): string {
  if (isAscii(text)) return foldName(text)
  const whole = text.slice(0, longest).normalize('NFC').toLowerCase()
  return /[äöüåø]/.test(whole) ? foldName(whole.replace(/ä/g, 'ae').replace(/[öø]/g, 'oe').replace(/ü/g, 'ue').replace(/å/g, 'aa')) : foldName(text)
}

/** The digits of a phone number, without extension, outer zeros of dialing and the 1 of North America; '' when there are too few. */
export function phoneDigits(text: string): string {
  const bare = text.slice(0, longest).normalize('NFKC').replace(/(ext\.?|extension|x|#|;ext=)\s*\d{1,6}\s*$/i, '').replace(/\D/g, '')
  const local = bare.replace(/^(00|011)(?=\d{8,})/, '')
  const digits = local.length === 11 && local.startsWith('1') ? local.slice(1) : local
  return digits.length < 7 ? '' : digits
}

/** Providers that deliver name+anything to name. */
const plusSafe = new Set(['gmail.com', 'outlook.com', 'hotmail.com', 'live.com', 'icloud.com', 'me.com', 'fastmail.com', 'proton.me', 'protonmail.com'])

/** An address as its provider delivers it: case never matters in practice; dots and plus only where the provider says so. */
export function emailKey(text: string): string {
  const lower = text.slice(0, longest).normalize('NFKC').trim().replace(/^mailto:/i, '').toLowerCase()
  const at = lower.lastIndexOf('@')
  if (at < 1) return lower
  const domain = lower.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com')
  let local = lower.slice(0, at)
  if (plusSafe.has(domain)) local = local.replace(/\+.*$/, '')
  if (domain === 'gmail.com') local = local.replaceAll('.', '')
  return `${local}@${domain}`
}

/** Words that stand before a number on a bill and are no part of it. */
const numberLabel = /^(MEDICALRECORD(NUMBER|NO)?|MEDREC(NO)?|PATIENT(ID|NO|NUMBER)|RECORD(NUMBER|NO)|MRN?|NO)(?=\p{L}{0,4}\d{3})/u

/** Letters and digits of a record number in capitals, without the words before it. Zeros in front stay. */
export function mrnSigns(text: string): string {
  const signs = text.slice(0, longest).normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  return signs.replace(numberLabel, '')
}

/** The same without zeros in front of its first digits: AB0012 is AB12. */
export const withoutZeros = (signs: string): string => signs.replace(/^(\p{L}*)0+(?=\d)/u, '$1')

/**
 * The medical record number as it is kept: Unicode compatibility form, without white space and invisible characters.
 * Letters keep their case and zeros in front stay: two numbers that an organization writes differently are two charts.
 */
export function normalizeMrn(text: string): string {
  return text.normalize('NFKC').replace(/[\p{White_Space}\p{Cc}\p{Cf}]/gu, '')
}
