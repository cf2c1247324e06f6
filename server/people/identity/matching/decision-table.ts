// Who is meant? Read from the top: the first row whose every column fits decides about one chart. This table is what the matcher
// runs; match.ts adds only what several charts mean together. tests/identity/decision-table.test.ts goes through every case.
import { type DateLevel, type FamilyLevel, type GivenLevel, type Levels, type ProofLevel, type SuffixLevel, dateLevels } from '../../../../contract/identity.ts'

/**
 * `match`: this chart, if no other comes close. `doubt`: somebody who may be another (a twin, a namesake, a person who died): a
 * supervisor. `close`: probably them, and something is wrong on one side: the desk. `other`: not them.
 */
export type RowOutcome = 'match' | 'doubt' | 'close' | 'other'

export type Rival = 'yes' | 'unless-whole' | 'no'

export type Row = {
  readonly row: string
  /** Null: whatever it is. */
  readonly given: readonly GivenLevel[] | null
  readonly family: readonly FamilyLevel[] | null
  readonly suffix: SuffixLevel | null
  readonly date: readonly DateLevel[] | null
  readonly proof: readonly ProofLevel[] | null
  readonly mixed: boolean | null
  readonly deceased: boolean | null
  readonly multipleBirth: boolean | null
  readonly outcome: RowOutcome
  /** Does this chart put another one in doubt that is a match? `unless-whole`: not one whose whole name, date and proof agree. */
  readonly rival: Rival
  readonly why: string
}

// Given names: `same` also by order, case and accents; `first` further names stand on one side only; `spelled-otherwise` Sara, Sarah; `nickname` Bill for William;
// `typo` a slip that makes no other name; `weak` an initial, a short name of several names, a name called by, half of a double name;
// `close` one letter apart and perhaps another name (Jayden, Kayden), or other middle names.
const sure: readonly GivenLevel[] = ['same', 'first', 'spelled-otherwise']
const whole: readonly GivenLevel[] = [...sure, 'nickname']
const good: readonly GivenLevel[] = [...whole, 'typo']
const likely: readonly GivenLevel[] = [...good, 'weak']
const near: readonly GivenLevel[] = [...likely, 'close']
// Family names: `part` one of two; `former` a maiden or previous name on file; `typo` one letter.
const known: readonly FamilyLevel[] = ['same', 'part', 'former']
const kin: readonly FamilyLevel[] = [...known, 'typo']
// Birth dates: `swapped` day and month; `day-typo` one slip in day or month; `year-typo` one slip in the year.
const sameYear: readonly DateLevel[] = ['swapped', 'day-typo']
const dated: readonly DateLevel[] = ['same', 'swapped', 'day-typo', 'year-typo']
// Proofs: `contact` is a phone or e-mail of today; `old` one that was; `near` one slip.
const agrees: readonly ProofLevel[] = ['number', 'contact', 'ssn4', 'address']
const alone: readonly ProofLevel[] = ['number', 'ssn4']

const any = { given: null, family: null, suffix: null, date: null, proof: null, mixed: null, deceased: null, multipleBirth: null, rival: 'no' } as const

export const decisionTable: readonly Row[] = [
  { ...any, row: 'died', deceased: true, given: near, family: kin, date: dated, proof: [...agrees, 'old', 'near', 'not-on-file'], outcome: 'doubt', rival: 'yes', why: 'The person of this chart has died. Staff speak with whoever asks; no form opens it.' },
  { ...any, row: 'died-other', deceased: true, outcome: 'other', why: 'The person of this chart has died, and little agrees.' },
  { ...any, row: 'other-given', given: ['different'], family: kin, date: ['same'], proof: ['number'], outcome: 'close', why: 'All agrees but the first name. It may be a twin who read the other’s number, or a name that changed: the desk asks for a paper.' },
  { ...any, row: 'other-person', given: ['different'], outcome: 'other', why: 'Another first name is another person: a twin, a spouse, a child at the same phone.' },
  { ...any, row: 'other-date', date: ['different'], outcome: 'other', why: 'Another birth date is another person: a namesake, a parent with the same name.' },
  { ...any, row: 'suffix', suffix: 'conflicts', family: kin, outcome: 'doubt', rival: 'yes', why: 'Jr. was typed and Sr. is on file, or the reverse: father or child may be meant.' },
  { ...any, row: 'wrong-year', date: ['year-typo'], given: likely, family: kin, proof: [...agrees, 'old'], outcome: 'close', rival: 'unless-whole', why: 'The year differs in one digit. Father and son can share name, day and phone: only the desk mends a year.' },
  { ...any, row: 'wrong-year-other', date: ['year-typo'], outcome: 'other', why: 'The year differs, and something else does too.' },
  { ...any, row: 'nothing-proves', proof: ['different'], given: good, family: known, date: ['same'], outcome: 'close', rival: 'unless-whole', why: 'Name and date agree; the phone, number or address given is another one. An old contact, or a namesake: the desk sees which.' },
  { ...any, row: 'proves-against', proof: ['different'], outcome: 'other', why: 'What was given is not what is on file, and name or date differ too.' },
  { ...any, row: 'nearly-proves', proof: ['near', 'not-on-file'], given: good, family: kin, date: ['same'], outcome: 'close', rival: 'yes', why: 'Name and date agree; what should prove it is one slip off, or not on file.' },
  { ...any, row: 'nearly-proves-near-name', proof: ['near', 'not-on-file'], given: ['weak', 'close'], family: kin, date: ['same'], outcome: 'close', rival: 'unless-whole', why: 'The date agrees; the first name and what should prove it only nearly do.' },
  { ...any, row: 'too-little', proof: ['near', 'not-on-file'], outcome: 'other', why: 'Nothing given agrees, and the name or date is only near.' },
  { ...any, row: 'other-family', family: ['different'], given: good, date: ['same'], outcome: 'close', why: 'All agrees but the family name, and no former name is on file. A marriage or another person: the desk asks for a paper.' },
  { ...any, row: 'other-family-other', family: ['different'], outcome: 'other', why: 'The family name differs, and something else does too.' },
  { ...any, row: 'another-name', given: ['close'], outcome: 'doubt', rival: 'unless-whole', why: 'The first name is one letter from the one on file, or the middle name is another: twins and sisters are named like that.' },
  { ...any, row: 'twin-on-file', multipleBirth: true, given: ['nickname', 'typo', 'weak'], outcome: 'doubt', rival: 'unless-whole', why: 'Born as a twin: nothing but the whole first name tells the two apart.' },
  { ...any, row: 'twin-date', multipleBirth: true, date: sameYear, outcome: 'doubt', rival: 'unless-whole', why: 'Born as a twin, and the date differs.' },
  { ...any, row: 'weak-with-number', given: ['weak'], family: ['same', 'part'], date: ['same'], proof: ['number'], mixed: false, outcome: 'match', rival: 'yes', why: 'The first name is short for several names or only a letter, and the record number is theirs alone.' },
  { ...any, row: 'weak', given: ['weak'], outcome: 'doubt', rival: 'unless-whole', why: 'The first name is short for several names or only a letter. A household shares phones and addresses, so who of them is meant stays open.' },
  { ...any, row: 'slip-in-date', date: sameYear, given: whole, family: known, proof: alone, mixed: false, outcome: 'match', rival: 'yes', why: 'Day and month are exchanged, or one slip is in them. Name and year agree, and a number that is theirs alone. A home shares its phone, so a phone forgives no date.' },
  { ...any, row: 'date-and-more', date: sameYear, outcome: 'close', rival: 'unless-whole', why: 'The day or month differs, and the name or the proof is not certain enough to forgive it.' },
  { ...any, row: 'two-slips-in-name', given: ['typo'], family: ['typo'], outcome: 'close', rival: 'unless-whole', why: 'First and family name each have a slip.' },
  { ...any, row: 'old-contact', proof: ['old'], given: whole, family: known, outcome: 'match', rival: 'yes', why: 'Name and date agree, and they know a phone or address that was theirs. The code goes to what is on file today.' },
  { ...any, row: 'old-contact-and-more', proof: ['old'], outcome: 'close', rival: 'yes', why: 'An old phone or address may be somebody else’s today, and the name is not quite the same.' },
  { ...any, row: 'number-and-other', mixed: true, proof: ['number'], given: good, family: known, outcome: 'match', rival: 'yes', why: 'The record number, name and date agree; another contact they gave is newer than ours.' },
  { ...any, row: 'mixed', mixed: true, outcome: 'doubt', rival: 'yes', why: 'One thing they gave agrees and another belongs to somebody else.' },
  { ...any, row: 'same', given: sure, family: known, proof: agrees, outcome: 'match', rival: 'yes', why: 'Name, birth date and what they gave agree.' },
  { ...any, row: 'slip-in-family', given: whole, family: ['typo'], proof: agrees, outcome: 'match', rival: 'yes', why: 'One letter of the family name differs; all else agrees.' },
  { ...any, row: 'nickname', given: ['nickname'], family: known, proof: agrees, outcome: 'match', rival: 'yes', why: 'The short name belongs to this first name and no other; all else agrees.' },
  { ...any, row: 'slip-in-given', given: ['typo'], family: known, proof: agrees, outcome: 'match', rival: 'yes', why: 'A slip of the hand in the first name that makes no other name; all else agrees.' },
]

const fits = <T>(allowed: readonly T[] | T | null, level: T): boolean => allowed === null || (Array.isArray(allowed) ? (allowed as readonly T[]).includes(level) : allowed === level)

/** The first row that fits. Every combination of levels has one: a test goes through all. */
export function rowFor(levels: Levels, table: readonly Row[] = decisionTable): Row {
  const found = table.find((row) => fits(row.given, levels.given) && fits(row.family, levels.family) && fits(row.suffix, levels.suffix) && fits(row.date, levels.date)
    && fits(row.proof, levels.proof) && fits(row.mixed, levels.mixed) && fits(row.deceased, levels.deceased) && fits(row.multipleBirth, levels.multipleBirth))
  if (found === undefined) throw new Error(`no row for ${JSON.stringify(levels)}`)
  return found
}

/** Dates for which no row says anything but `other`, whatever else agrees: names need not be compared then. */
export function hopelessDates(table: readonly Row[]): ReadonlySet<DateLevel> {
  const onlyDate = (row: Row): boolean => [row.given, row.family, row.suffix, row.proof, row.mixed, row.deceased, row.multipleBirth].every((column) => column === null)
  return new Set(dateLevels.filter((level) => {
    const at = table.findIndex((row) => row.outcome === 'other' && onlyDate(row) && fits(row.date, level))
    return at >= 0 && table.slice(0, at).every((row) => row.outcome === 'other' || !fits(row.date, level))
  }))
}
