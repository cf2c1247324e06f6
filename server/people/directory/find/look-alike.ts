// Does a domain only look like an official one? Letters of other alphabets, a wrong ending, a word added, the official name put inside.
import { domainToUnicode } from 'node:url'
import { edits } from './near-words.ts'

/** `inside`: the official name is only a part in front; `letters`: other letters that look the same; `ending`; `spelling`; `added`: words beside the name. */
export const lookAlikeWays = ['inside', 'letters', 'ending', 'spelling', 'added'] as const
export type LookAlikeWay = (typeof lookAlikeWays)[number]

/** Letters of other alphabets, and digits, by the Latin letter they pass for. */
const passes: Readonly<Record<string, string>> = {
  а: 'a', ɑ: 'a', α: 'a', в: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', ё: 'e', ҽ: 'e', ε: 'e', ɡ: 'g', һ: 'h', і: 'l', ї: 'l', ι: 'l', ı: 'l', ј: 'j', к: 'k', κ: 'k', ӏ: 'l', м: 'm', н: 'h', п: 'n', о: 'o', ο: 'o', σ: 'o', օ: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't', υ: 'u', ս: 'u', ν: 'v', ѵ: 'v', ԝ: 'w', ѡ: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y', ᴢ: 'z',
  '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', i: 'l',
}

/** What a label looks like at a glance. */
export function glance(label: string): string {
  const folded = domainToUnicode(label).normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()
  return Array.from(folded, (letter) => passes[letter] ?? letter).join('').replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/cl/g, 'd').replace(/-/g, '')
}

/** The part of a host that somebody registered: its last two labels, three below endings like co.uk. */
export function registered(host: string): string {
  const labels = host.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  const deep = top.length === 2 && (second.length <= 3 || ['gouv', 'govt'].includes(second)) && labels.length > 2
  return labels.slice(deep ? -3 : -2).join('.')
}

/** Words that belong to nobody: a domain that has one of them is no look-alike of another that has it. */
const everybodys = new Set(['health', 'healthcare', 'hospital', 'medical', 'clinic', 'patient', 'portal', 'mychart', 'doctor', 'doctors', 'medicine', 'family', 'care', 'pediatrics', 'dental', 'wellness'])

/** `same` when the host is the official one or lies below it. */
export const belongsTo = (host: string, official: string): boolean => host === official || host.endsWith(`.${official}`)

function labelWay(label: string, official: string): LookAlikeWay | null {
  const [seen, real] = [glance(label), glance(official)]
  if (seen === real) return 'letters'
  const most = real.length >= 9 ? 2 : real.length >= 5 ? 1 : 0
  if (most > 0 && edits(seen, real, most) <= most) return 'spelling'
  if (real.length < 6 || everybodys.has(official)) return null
  const parts = domainToUnicode(label).split('-').map(glance)
  return parts.includes(real) || seen.startsWith(real) || seen.endsWith(real) ? 'added' : null
}

/**
 * In which way a host that is not official looks like one that is; null when it does not.
 * Takes hosts in ASCII, lower-case (official-address.ts).
 */
export function lookAlike(host: string, official: string): LookAlikeWay | null {
  const [core, real] = [registered(host), registered(official)]
  if (belongsTo(host, real)) return null
  if (`.${host}.`.includes(`.${real}.`) || host.includes(real.replaceAll('.', '-'))) return 'inside'
  const [label = '', officialLabel = ''] = [core.split('.')[0], real.split('.')[0]]
  if (label === officialLabel) return everybodys.has(label) ? null : 'ending'
  const way = labelWay(label, officialLabel)
  if (way !== null) return way
  // The official label in front of a stranger's domain: lakeside.evil.example.
  return officialLabel.length >= 6 && !everybodys.has(officialLabel) && host.split('.').slice(0, -core.split('.').length).includes(officialLabel) ? 'inside' : null
}

/** The likest official domain of a list; the ways are tried in their order. */
export function likestOfficial(host: string, officials: Iterable<string>): { readonly official: string; readonly way: LookAlikeWay } | null {
  let best: { official: string; way: LookAlikeWay } | null = null
  for (const official of officials) {
    if (belongsTo(host, official)) return null
    const way = lookAlike(host, official)
    if (way !== null && (best === null || lookAlikeWays.indexOf(way) < lookAlikeWays.indexOf(best.way))) best = { official, way }
  }
  return best
}
