// What does a pasted e-mail or a line of a bill say about where it is from? Domains, telephone numbers, and its words. Read once, never kept.
import { hostName } from '../official-address.ts'
import { allWordsOf } from './fold.ts'

export type Clues = {
  /** Hosts in addresses, links and bare names, as the network knows them. */
  readonly domains: readonly string[]
  /** Digits of telephone numbers, 10 or 7. */
  readonly phones: readonly string[]
  /** All words, each in its one form. */
  readonly words: readonly string[]
  /** The text was longer than is read. */
  readonly cut: boolean
}

/** About eight pages; where a letter is from stands on its first. */
const longestRead = 20_000
const mostDomains = 30

/** Bare names are only taken for a domain with one of these endings: "visit.Call us" is none. */
const endings = new Set(['com', 'org', 'net', 'edu', 'gov', 'us', 'health', 'care', 'clinic', 'hospital', 'healthcare', 'doctor', 'dental', 'io', 'co', 'info', 'biz', 'me', 'app', 'online', 'site', 'xyz', 'top', 'link', 'click', 'support', 'help', 'uk', 'ca', 'eu', 'de', 'fr', 'mx', 'example', 'test'])

/** The host in one piece of text; `bare`: it is neither behind an @ nor a link. */
function hostIn(piece: string): { readonly host: string; readonly bare: boolean } | null {
  const trimmed = piece.replace(/^[.:]+|[.:!?]+$/g, '')
  const scheme = /^https?:\/\//i.exec(trimmed)
  const link = scheme !== null || /^www\./i.test(trimmed)
  const rest = scheme === null ? trimmed : trimmed.slice(scheme[0].length)
  // In a link all before an @ is a name to sign in with, and hides the host behind it; in an address the host follows the last @.
  const beforePath = link ? (rest.split(/[/?#\\]/)[0] ?? '') : rest
  const afterAt = beforePath.slice(beforePath.lastIndexOf('@') + 1)
  const host = hostName((afterAt.split(/[/?#\\:]/)[0] ?? '').replace(/^www\./i, ''))
  if (host === null) return null
  return { host, bare: !link && !rest.includes('@') }
}

/** A letter that only looks like a dot, or is not seen at all, must not hide a host. */
const plain = (text: string): string => text.replace(/[\u3002\uff0e\uff61]/g, '.').replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')

export function readClues(text: string): Clues {
  const read = plain(text.slice(0, longestRead))
  const domains = new Set<string>()
  for (const piece of read.split(/[\s<>()[\]{}"'“”‘’,;|*=`]+/)) {
    if (piece.length < 4 || piece.length > 2_000 || !piece.includes('.') || domains.size >= mostDomains) continue
    const found = hostIn(piece)
    if (found !== null && (!found.bare || endings.has(found.host.split('.').at(-1) ?? ''))) domains.add(found.host)
  }
  const phones = new Set<string>()
  for (const [number] of read.matchAll(/\(?\b\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4}\b|\b\d{3}[ .-]\d{4}\b/g)) phones.add(phoneDigits(number))
  return { domains: [...domains], phones: [...phones], words: allWordsOf(read), cut: text.length > longestRead }
}

/** The digits of a telephone number without the country's 1: ten, or seven where no area is given. */
export function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, '')
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
}

/** Whether something typed into the one-line box is a clue, and not a name: an address, a link, or more than a name has. */
export function looksLikeClue(text: string): boolean {
  return text.length > 100 || /[@\n]|:\/\/|\bwww\./i.test(text) || (/^\S+\.\S+$/.test(text.trim()) && readClues(text).domains.length > 0)
}
