// Which passwords are refused? Too short, too long, known to everybody, or made of what others know about the person. No
// composition rules (R1-R5).
import { Refusal } from '#kernel'
import type { KnownPasswords } from './known.ts'

/** R1: with a second factor always asked for. Counted in code points after NFKC (R3). */
export const shortestPassword = 12
export const longestPassword = 128
const longestBytes = 1_024

/** What others may know: names, birth date, record number, e-mail address, organization. */
export type AboutPerson = { readonly email: string; readonly names: readonly string[]; readonly birthDate: string | null; readonly numbers: readonly string[]; readonly organization: string | null }

/** How much of a password must be left when everything personal is taken away. */
const ownPart = 8

/** Refuses: password-too-short, password-too-long, password-known, password-personal. */
export function checkPassword(known: KnownPasswords, typed: string, about: AboutPerson): void {
  if (Buffer.byteLength(typed) > longestBytes) throw new Refusal('password-too-long', 'bytes', { field: 'password', most: longestPassword })
  const password = typed.normalize('NFKC')
  const length = [...password].length
  if (length < shortestPassword) throw new Refusal('password-too-short', 'length', { field: 'password', least: shortestPassword })
  if (length > longestPassword) throw new Refusal('password-too-long', 'length', { field: 'password', most: longestPassword })
  if (isEverybodys(known, password)) throw new Refusal('password-known', 'listed, or a pattern', { field: 'password' })
  if (isPersonal(password, about)) throw new Refusal('password-personal', 'context words', { field: 'password' })
}

const leet: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }
const plainLetters = (text: string): string => [...text].map((letter) => leet[letter] ?? letter).join('')

function isEverybodys(known: KnownPasswords, password: string): boolean {
  const small = password.toLowerCase()
  if (isRepeated(small) || isSequence(small)) return true
  if (known.has(small) || known.has(plainLetters(small))) return true
  // A listed word with digits or signs around it is still that word, when it makes up half of the whole.
  const core = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return core.length >= 4 && core.length * 2 >= small.length && (known.has(core) || known.has(plainLetters(core)) || isRepeated(core))
}

/** One to five letters again and again. */
const isRepeated = (text: string): boolean => /^(.{1,5})\1+$/su.test(text)

/** Every letter is the next (or the one before) of the last: 123456…, abcdef…; through 9 to 0 too. */
function isSequence(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0))
  const regular = (step: number): boolean => steps.every((one) => one === step || one === -9 * step)
  return regular(1) || regular(-1)
}

function wordsOf({ email, names, birthDate, numbers, organization }: AboutPerson): string[] {
  const [year = '', month = '', day = ''] = birthDate?.split('-') ?? []
  const dates = birthDate === null ? [] : [`${year}${month}${day}`, `${month}${day}${year}`, `${day}${month}${year}`, `${Number(month)}${Number(day)}${year}`, year]
  return ['portico', 'password', 'patient', 'portal', 'health', 'record', ...email.split(/[@._+-]/), ...names.flatMap((name) => name.split(/[\s'’-]+/)), ...(organization ?? '').split(/\s+/), ...dates, ...numbers]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => [...word].length >= 3)
    .sort((a, b) => b.length - a.length)
}

function isPersonal(password: string, about: AboutPerson): boolean {
  const whole = password.toLowerCase().replace(/[\s._-]/g, '')
  let rest = whole
  for (const word of wordsOf(about)) rest = rest.replaceAll(word, '')
  return rest.length < whole.length && [...rest].length < ownPart
}
