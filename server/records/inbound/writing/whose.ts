// Whose is what a source sends? Pure: what is said is laid beside what was found, and whose-table.ts decides.
import { type Numbered, foldName, foldNameWide, normalizeMrn } from '#patients'
import type { UnplacedReason } from '../../../../contract/message-states.ts'
import type { Named, RecordNumber, Terms } from '../work.ts'
import { type Outcome, type Situation, whoseTable } from './whose-table.ts'

/** A number as it is told apart in all that is kept: who gave it, and its normal form. */
export const numberKey = ({ value, authority }: RecordNumber): string => `number ${authorityKey(authority[0] ?? '')}|${normalizeMrn(value)}`
const authorityKey = (name: string): string => name.trim().replace(/^urn:oid:/i, '').toLowerCase()

/** Numbers longer than this are none. */
const longestNumber = 200
const usable = ({ value }: RecordNumber): boolean => value.length <= longestNumber && normalizeMrn(value) !== ''

/** Which of these numbers did this organization give, as agreed with the source? In their order, in the form they are kept in. */
export function ourNumbers(numbers: readonly RecordNumber[], { authorities }: Pick<Terms, 'authorities'>): readonly string[] {
  const ours = new Set(authorities.map(authorityKey))
  return numbers.filter((one) => usable(one) && (ours.size === 0 || one.authority.some((name) => ours.has(authorityKey(name))))).map((one) => normalizeMrn(one.value))
}

function numberOf(numbers: readonly RecordNumber[], terms: Terms): Situation['number'] {
  if (ourNumbers(numbers, terms).length > 0) return 'ours'
  const said = numbers.filter(usable)
  if (said.length === 0) return 'none'
  return said.some((one) => one.authority.length > 0) ? 'foreign' : 'unsaid'
}

/** Birth dates agree as far as the shorter one goes. */
export const bornAlike = (said: string | null, onFile: string): Situation['born'] => (said === null ? 'unsaid' : onFile.startsWith(said) || said.startsWith(onFile) ? 'same' : 'differs')

type Name = { readonly family: string; readonly given: string }

/** Parts of two letters or more, in both ways in which signs are written out; an initial says too little. */
const partsOf = ({ family, given }: Name): string[] => [...new Set([`${family} ${given}`].flatMap((text) => [foldName(text), foldNameWide(text)]).flatMap((text) => text.split(' ')))].filter((part) => [...part].length > 1)

/** One letter more, less or other, among at least four; or one is the beginning of the other (Alex, Alexandra). */
function near(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.startsWith(short)) return true
  if (short.length < 4 || long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}

/**
 * Do two people's names have anything in common? A contradiction is wanted here, not a likeness: one part of any name that is near to one
 * on file agrees, so that marriage, nicknames and newborns called "Boy" do not wait; twins are told apart by their numbers.
 */
export function namedAlike(said: readonly Name[], onFile: readonly Name[]): Situation['named'] {
  const [theirs, ours] = [said.flatMap(partsOf), onFile.flatMap(partsOf)]
  if (theirs.length === 0 || ours.length === 0) return 'unsaid'
  return theirs.some((one) => ours.some((other) => near(one, other))) ? 'agrees' : 'differs'
}

export type Asked = {
  readonly named: Named
  readonly terms: Terms
  /** Charts that have one of its numbers. */
  readonly found: readonly Numbered[]
  readonly linked: boolean
}

export type Whose = { readonly outcome: Outcome; readonly row: string; readonly reasons: readonly UnplacedReason[]; /** The chart that was found; null: none, or several. */ readonly chart: Numbered | null }

export function situationOf({ named, terms, found, linked }: Asked): Situation {
  const ours = ourNumbers(named.numbers, terms)
  const humans = new Set(found.map((one) => one.human))
  const chart = humans.size === 1 ? found[0] : undefined
  return {
    link: linked,
    number: numberOf(named.numbers, terms),
    found: humans.size === 0 ? 'none' : humans.size === 1 ? 'one' : 'several',
    born: chart === undefined ? 'unsaid' : bornAlike(named.person.birthDate, chart.birthDate),
    named: chart === undefined ? 'unsaid' : namedAlike(named.person.names, found.flatMap((one) => one.names)),
    registers: named.registers,
    opens: named.registers || terms.opensCharts === 'any',
    enough: named.chart !== null && ours.length > 0,
  }
}

const fits = (situation: Situation, when: (typeof whoseTable)[number]['when']): boolean =>
  Object.entries(when).every(([name, wanted]) => (Array.isArray(wanted) ? (wanted as readonly unknown[]).includes(situation[name as keyof Situation]) : situation[name as keyof Situation] === wanted))

/** The row that decides about a situation; the table has one for each. */
export function rowFor(situation: Situation): (typeof whoseTable)[number] {
  const row = whoseTable.find((one) => fits(situation, one.when))
  if (row === undefined) throw new RangeError('no row of the table fits')
  return row
}

/** Decides about one of those a file names. `found` holds the charts of `ourNumbers` in their order. */
export function whose(asked: Asked): Whose {
  const { then, row, reasons } = rowFor(situationOf(asked))
  return { outcome: then, row, reasons, chart: then === 'file' || then === 'change' ? (asked.found[0] ?? null) : null }
}
