// What did a person mean by what they typed? Dates, ranges, kinds, tests by their everyday names, and other words.
import type { RecordKind } from '../../../../contract/record-kinds.ts'
import { addDays, longDate, monthNames, rangeInWords } from '../../../../words/en/dates.ts'
import { codesMeant, knownTestWords } from '../../../../words/en/tests.ts'
import { vaccineCodesMeant } from '../../../../words/en/vaccines.ts'

export type Meant = {
  /** ISO days, both included. */
  readonly from?: string
  readonly to?: string
  /** A day or month of any year: "04-12", "04". */
  readonly monthDay?: string
  readonly kinds: readonly RecordKind[]
  /** Regular expressions (PostgreSQL) of which each must fit. */
  readonly patterns: readonly string[]
  /** What was understood, in words ("April 12", "“chen”"). */
  readonly said: readonly string[]
}

type Days = { readonly from: string; readonly to: string }
type Span = Days & { readonly said?: string }
type When = Span | { readonly monthDay: string; readonly said: string }

const months = monthNames.map((name) => name.toLowerCase())
const monthWord = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const dayWord = '(\\d{1,2})(?:st|nd|rd|th)?'
const yearWord = '((?:19|20)\\d{2})'
const two = (number: number) => String(number).padStart(2, '0')
const monthNumber = (word: string) => months.findIndex((name) => name.startsWith(word.slice(0, 3))) + 1
const lastDay = (year: number, month: number) => Number(addDays(`${month === 12 ? year + 1 : year}-${two(month === 12 ? 1 : month + 1)}-01`, -1).slice(8))
const realDay = (year: number, month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month)
const oneDay = (year: number, month: number, day: number): When | null => (realDay(year, month, day) ? { from: `${year}-${two(month)}-${two(day)}`, to: `${year}-${two(month)}-${two(day)}` } : null)
const oneMonth = (year: number, month: number): When | null => (month < 1 || month > 12 ? null : { from: `${year}-${two(month)}-01`, to: `${year}-${two(month)}-${two(lastDay(year, month))}`, said: `${monthNames[month - 1]} ${year}` })
const dayOfAnyYear = (month: number, day: number): When | null => (realDay(2024, month, day) ? { monthDay: `${two(month)}-${two(day)}`, said: `${monthNames[month - 1]} ${day}` } : null)
const wholeYear = (year: number): When => ({ from: `${year}-01-01`, to: `${year}-12-31`, said: String(year) })
const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) - (Number(text) > 50 ? 100 : 0) : Number(text))

type Rule = readonly [shape: string, read: (parts: readonly string[], today: string) => When | null]

/** Longest first: "April 12, 2026" before "April 12" before "2026". */
const rules: readonly Rule[] = [
  [`${yearWord}-(\\d{1,2})-(\\d{1,2})`, ([y, m, d]) => oneDay(Number(y), Number(m), Number(d))],
  ['(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})', ([m, d, y]) => oneDay(fullYear(y ?? ''), Number(m), Number(d))],
  [`${monthWord} ${dayWord},? ${yearWord}`, ([m, d, y]) => oneDay(Number(y), monthNumber(m ?? ''), Number(d))],
  [`${dayWord} (?:of )?${monthWord},? ${yearWord}`, ([d, m, y]) => oneDay(Number(y), monthNumber(m ?? ''), Number(d))],
  [`${monthWord},? (?:of )?${yearWord}`, ([m, y]) => oneMonth(Number(y), monthNumber(m ?? ''))],
  [`${yearWord}-(\\d{2})`, ([y, m]) => oneMonth(Number(y), Number(m))],
  [`(\\d{1,2})/${yearWord}`, ([m, y]) => oneMonth(Number(y), Number(m))],
  [`${monthWord} ${dayWord}`, ([m, d]) => dayOfAnyYear(monthNumber(m ?? ''), Number(d))],
  [`${dayWord} (?:of )?${monthWord}`, ([d, m]) => dayOfAnyYear(monthNumber(m ?? ''), Number(d))],
  ['(\\d{1,2})/(\\d{1,2})', ([m, d]) => dayOfAnyYear(Number(m), Number(d))],
  [yearWord, ([y]) => wholeYear(Number(y))],
  ['today', (_parts, today) => ({ from: today, to: today })],
  ['yesterday', (_parts, today) => ({ from: addDays(today, -1), to: addDays(today, -1) })],
  ['last week', (_parts, today) => ({ from: addDays(today, -7), to: today })],
  ['(?:the )?last (\\d{1,2}) months', ([count], today) => ({ from: monthsBefore(today, Number(count)), to: today })],
  ['last month', (_parts, today) => monthBefore(today)],
  ['this month', (_parts, today) => oneMonth(Number(today.slice(0, 4)), Number(today.slice(5, 7)))],
  ['this year', (_parts, today) => wholeYear(Number(today.slice(0, 4)))],
  ['last year', (_parts, today) => wholeYear(Number(today.slice(0, 4)) - 1)],
  [monthWord, ([m]) => ({ monthDay: two(monthNumber(m ?? '')), said: monthNames[monthNumber(m ?? '') - 1] ?? '' })],
]

/** The same day so many months earlier, or that month's last day. */
export function monthsBefore(day: string, count: number): string {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count
  const [year, month] = [Math.floor(at / 12), (at % 12) + 1]
  return `${year}-${two(month)}-${two(Math.min(Number(day.slice(8)), lastDay(year, month)))}`
}

function monthBefore(today: string): When | null {
  const before = monthsBefore(today, 1)
  return oneMonth(Number(before.slice(0, 4)), Number(before.slice(5, 7)))
}

type Taken = { readonly when: When; readonly start: number; readonly end: number }

const shapes = rules.map(([shape, read]) => ({ shape: new RegExp(`(?<![\\p{L}\\d/-])${shape}(?![\\p{L}\\d/-])`, 'u'), read }))

function firstDate(text: string, today: string): Taken | null {
  for (const { shape, read } of shapes) {
    const match = shape.exec(text)
    if (match === null) continue
    const when = read(match.slice(1), today)
    // "may" alone is a word more often than a month.
    if (when === null || match[0] === 'may') continue
    return { when, start: match.index, end: match.index + match[0].length }
  }
  return null
}

const isDays = (when: When): when is Span => 'from' in when
const without = (text: string, taken: Taken) => `${text.slice(0, taken.start)} \u0001 ${text.slice(taken.end)}`

type Dated = { readonly rest: string; readonly days: { from?: string; to?: string; monthDay?: string }; readonly said: readonly string[] }

/** Dates and ranges out of the text; what is left is words. */
function takeDates(text: string, today: string): Dated {
  const first = firstDate(text, today)
  if (first === null) return { rest: text, days: {}, said: [] }
  const once = without(text, first)
  const second = firstDate(once, today)
  if (second !== null && isDays(first.when) && isDays(second.when)) {
    const both = without(once, second)
    const [from, to] = first.when.from <= second.when.from ? [first.when.from, second.when.to] : [second.when.from, first.when.to]
    return { rest: both.replace(/\b(from|between|to|and|until)\b|[-–]/g, ' ').replaceAll('\u0001', ' '), days: { from, to }, said: [rangeInWords(from, to)] }
  }
  return oneDate(once, first.when)
}

function oneDate(text: string, when: When): Dated {
  const rest = text.replace(/\b(since|after|from|before|until|on|in)?\s*\u0001/, ' ').replaceAll('\u0001', ' ')
  if (!isDays(when)) return { rest, days: { monthDay: when.monthDay }, said: [when.said] }
  if (/\b(since|after)\s*\u0001/.test(text)) return { rest, days: { from: when.from }, said: [rangeInWords(when.from, undefined)] }
  if (/\b(before|until)\s*\u0001/.test(text)) return { rest, days: { to: when.to }, said: [rangeInWords(undefined, when.to)] }
  return { rest, days: { from: when.from, to: when.to }, said: [when.said ?? (when.from === when.to ? longDate(when.from) : rangeInWords(when.from, when.to))] }
}

const kindWords: readonly (readonly [words: RegExp, kinds: readonly RecordKind[]])[] = [
  [/\b(after visit summar(?:y|ies)|avs)\b/, ['visit-summary']],
  [/\b(lab|labs|lab tests?|lab results?|test results?|results)\b/, ['lab-result']],
  [/\b(visit notes?|notes?)\b/, ['note', 'visit-summary', 'document']],
  [/\b(visits|encounters?)\b/, ['visit']],
  [/\b(vaccines?|vaccinations?|immunizations?|shots)\b/, ['vaccine']],
  [/\b(medicines?|medications?|meds|prescriptions?)\b/, ['medicine']],
  [/\b(appointments?)\b/, ['appointment']],
  [/\b(scans?|imaging|pictures)\b/, ['imaging-report']],
]

const stopWords = new Set(['a', 'an', 'the', 'my', 'of', 'with', 'and', 'for', 'on', 'in', 'at', 'from', 'to', 'by', 'dr', 'doctor', 'doctors', 'test', 'tests', 'report', 'reports', 'visit', 'record', 'records', 'all', 'me', 'show', 'find'])
/** Words that only make a question of it: "When was my last cholesterol test?" */
const questionWords = new Set(['when', 'was', 'were', 'is', 'are', 'what', 'which', 'where', 'who', 'how', 'did', 'do', 'does', 'have', 'has', 'had', 'been', 'i', 'it', 'they', 'there', 'that', 'this', 'any', 'get', 'got', 'last', 'latest', 'newest', 'recent', 'most'])
const asksForTheNewest = /\b(last|latest|newest|most recent)\b/

/** Lower case without accents; the database keeps its search words in the same way. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** One word or phrase: as it stands at the start of a word, or one of the codes that people mean by it. */
function patternOf(phrase: string): string {
  const codes = [...codesMeant(phrase), ...vaccineCodesMeant(phrase)]
  const word = `\\m${escape(phrase)}`
  return codes.length === 0 ? word : `${word}|code:(${codes.map(escape).join('|')}):`
}

function takePhrases(text: string): { readonly rest: string; readonly phrases: readonly string[] } {
  let rest = ` ${text} `
  const phrases: string[] = []
  for (const phrase of knownTestWords) {
    if (!phrase.includes(' ') || !rest.includes(` ${phrase} `)) continue
    phrases.push(phrase)
    rest = rest.replace(` ${phrase} `, '  ')
  }
  return { rest, phrases }
}

/** At most this many words are looked for; the others are left out. */
const mostWords = 8

/** What was meant, on this day (ISO) at the person's organization. */
export function findWords(typed: string, today: string): Meant {
  const text = folded(typed)
    .replace(/[“”"’‘]/g, ' ')
    .replace(/\bdr\./g, 'dr')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
  const { rest, days, said } = takeDates(text, today)
  let words = rest
  const kinds: RecordKind[] = []
  for (const [shape, meant] of kindWords) {
    if (!shape.test(words)) continue
    kinds.push(...meant)
    words = words.replace(shape, ' ')
  }
  const { rest: left, phrases } = takePhrases(words.replace(/\s+/g, ' ').trim())
  const single = left
    .split(/[\s,;:!?()]+/)
    .map((word) => word.replace(/^[.'-]+|[.'-]+$/g, ''))
    .filter((word) => word !== '' && !stopWords.has(word) && !questionWords.has(word))
  const all = [...phrases, ...single].slice(0, mostWords)
  // "My last cholesterol test" is one that was, not one that is planned.
  const newest = asksForTheNewest.test(words) && Object.keys(days).length === 0
  if (newest && kinds.length === 0 && all.some((word) => codesMeant(word).length > 0)) kinds.push('lab-result')
  return { ...days, ...(newest ? { to: today } : {}), kinds: [...new Set(kinds)], patterns: all.map(patternOf), said: [...said, ...all.map((word) => `“${word}”`)] }
}
