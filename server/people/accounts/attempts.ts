// What did somebody try on the way in? One line for each try, under keyed hashes of what it was about: the person reads them once
// in, the desk with the help code, and an attacker's tries stand there as somebody's. Known and unknown cost one statement alike.
import { randomInt } from 'node:crypto'
import { type Keys, type Statement, type Tx, instant, newId, statement } from '#kernel'
import type { AttemptEnd, AttemptStep } from '../../../contract/attempt-steps.ts'
import type { RefusalCode } from '../../../contract/refusals.ts'
import { emailKey } from './email.ts'
import type { Session } from './session.ts'

/** What a try is about. `person` and `signup` are ids; `email` as emailKey gives it; `code` any code that was typed. */
export type AttemptAbout = readonly ['email' | 'code' | 'signup' | 'person', string]

export type AttemptNote = {
  readonly step: AttemptStep
  readonly said: RefusalCode | AttemptEnd
  /** From newReference(), as it was shown. */
  readonly reference: string
  /** The visit's cookie; null where there is none. */
  readonly visit: string | null
  /** What anybody may type or name. */
  readonly about: readonly AttemptAbout[]
  /** What this visit has proven or holds: its sign-up, and the person once the session began. */
  readonly proof?: readonly AttemptAbout[]
}

/** One line to show: own, or what somebody else tried in one hour. */
export type Attempt = {
  readonly at: Date
  readonly step: AttemptStep
  readonly said: RefusalCode | AttemptEnd
  /** One, or of several tries of others the newest five. */
  readonly references: readonly string[]
  /** From a browser that then got in (or holds the sign-up). Others may be the same person on another device: nobody can tell. */
  readonly own: boolean
  readonly times: number
}

export type Attempts = {
  note(tx: Tx, attempt: AttemptNote): Promise<void>
  /** What concerns somebody who is in: by person and address, newest first. */
  forPerson(tx: Tx, session: Pick<Session, 'person' | 'email'>): Promise<readonly Attempt[]>
  /** What concerns a sign-up: for whoever holds it, and for the desk with its help code. */
  forSignUp(tx: Tx, signUp: string): Promise<readonly Attempt[]>
  /** Removes what is older than 90 days (role operate). */
  purge(tx: Tx): Promise<void>
}

type Row = { at: string; step: string; said: string; refs: string[]; own: boolean; times: number }

const insert: Statement<never> = statement('accounts.note-attempt', 'select accounts_note_attempt($1, $2, $3, $4, $5, $6::bytea[], $7::bytea[])')
const read: Statement<Row> = statement('accounts.attempts', 'select at, step, said, refs, own, times from accounts_attempts($1)')
const purgeOld: Statement<never> = statement('accounts.attempts-purge', 'select accounts_attempts_purge()')

/** No letters that sound or look alike. Four: half a million, enough to find one line in somebody's list. */
const letters = '23456789BCDFGHJKMNPQRSTVWXZ'
export const newReference = (length = 4): string => Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

const attemptOf = (row: Row): Attempt => ({ at: instant(row.at), step: row.step as AttemptStep, said: row.said as RefusalCode | AttemptEnd, references: row.refs, own: row.own, times: row.times })

export function openAttempts(keys: Keys): Attempts {
  const hashed = (about: readonly AttemptAbout[]): Buffer[] => about.map(([kind, value]) => keys.mac('network-key', 'attempt', kind, value))
  const readAbout = async (tx: Tx, about: readonly AttemptAbout[]) => (await tx.query(read, [hashed(about)])).map(attemptOf)
  return {
    async note(tx, { step, said, reference, visit, about, proof = [] }) {
      await tx.query(insert, [newId(), step, said, reference, visit === null ? null : keys.mac('network-key', 'attempt-visit', visit), hashed(about), hashed(proof)])
    },
    forPerson: (tx, session) => readAbout(tx, [['person', session.person], ['email', emailKey(session.email)]]),
    forSignUp: (tx, signUp) => readAbout(tx, [['signup', signUp]]),
    async purge(tx) {
      await tx.query(purgeOld)
    },
  }
}
