// Whose is it? Read from the top: the first row whose every column fits decides. The number and who gave it decide whose a message is;
// name and birth date only ever speak against it. writing/whose.test.ts goes through every case.
import type { UnplacedReason } from '../../../../contract/message-states.ts'

/** What is known of somebody a message names. */
export type Situation = {
  /** Staff said whose this is, and it was not taken back. */
  readonly link: boolean
  /** Is there a record number that this organization gave? `foreign`: another authority did; `unsaid`: it does not say who did, and it must. */
  readonly number: 'ours' | 'foreign' | 'unsaid' | 'none'
  /** Charts that have one of these numbers; charts read together count as one. */
  readonly found: 'none' | 'one' | 'several'
  /** Birth date and names of the message beside those of the chart. */
  readonly born: 'same' | 'differs' | 'unsaid'
  readonly named: 'agrees' | 'differs' | 'unsaid'
  /** Registration, whose word opens and changes charts. */
  readonly registers: boolean
  /** May this open a chart here? */
  readonly opens: boolean
  /** Does it say enough to open one? */
  readonly enough: boolean
}

/** `file`: into the chart that was found; `change`: the same, and what registration says of it counts; `open`: a new chart; `wait`: a person decides. */
export type Outcome = 'file' | 'change' | 'open' | 'wait'

export type Row = { readonly row: string; readonly when: { readonly [K in keyof Situation]?: Situation[K] | readonly Situation[K][] }; readonly then: Outcome; readonly reasons: readonly UnplacedReason[]; readonly why: string }

export const whoseTable: readonly Row[] = [
  { row: 'linked', when: { link: true }, then: 'file', reasons: [], why: 'Staff compared the two and said whose it is. Only records are filed; the chart itself is changed by its own number.' },
  { row: 'no-number', when: { number: 'none' }, then: 'wait', reasons: ['no-number'], why: 'A name and a birth date are two people too often.' },
  { row: 'foreign-number', when: { number: 'foreign' }, then: 'wait', reasons: ['number-of-another-authority'], why: 'The same digits of another hospital are another person.' },
  { row: 'nobodys-number', when: { number: 'unsaid' }, then: 'wait', reasons: ['number-without-authority'], why: 'This feed carries numbers of several authorities, and this one does not say whose it is.' },
  { row: 'several', when: { found: 'several' }, then: 'wait', reasons: ['two-charts'], why: 'Its numbers lead to charts that nobody said are one person.' },
  { row: 'overlay', when: { found: 'one', born: 'differs', named: 'differs' }, then: 'wait', reasons: ['birth-date-differs', 'name-differs'], why: 'Another name and another birth date under a known number: somebody may have been registered over another.' },
  { row: 'corrected-birth-date', when: { found: 'one', born: 'differs', named: 'agrees', registers: true }, then: 'change', reasons: [], why: 'Registration corrects a birth date; the name says that it is the same person.' },
  { row: 'other-birth-date', when: { found: 'one', born: 'differs' }, then: 'wait', reasons: ['birth-date-differs'], why: 'A result or a paper with another birth date may belong to somebody whose number was mistyped.' },
  { row: 'new-name', when: { found: 'one', born: 'same', registers: true }, then: 'change', reasons: [], why: 'Names change; the number and the birth date agree.' },
  { row: 'registered', when: { found: 'one', named: ['agrees', 'unsaid'], registers: true }, then: 'change', reasons: [], why: 'Nothing speaks against the number.' },
  { row: 'other-name', when: { found: 'one', named: 'differs' }, then: 'wait', reasons: ['name-differs'], why: 'No part of the name is one that is on file: a twin’s or a neighbor’s number, perhaps.' },
  { row: 'filed', when: { found: 'one' }, then: 'file', reasons: [], why: 'Nothing speaks against the number.' },
  { row: 'opened', when: { found: 'none', opens: true, enough: true }, then: 'open', reasons: [], why: 'A new chart, by whose word charts are opened here.' },
  { row: 'says-too-little', when: { found: 'none', opens: true }, then: 'wait', reasons: ['says-too-little'], why: 'Nobody could be known by a chart without a name and a whole birth date.' },
  { row: 'unknown', when: { found: 'none' }, then: 'wait', reasons: ['no-such-number'], why: 'Registration has not told us of this number yet. When it does, this comes in by itself.' },
]
