// What does the room of identity offer? A letter with a code, and the way from the code to an account or a linked record.
import type { Accounts, OfferedApp, Session, SignedIn } from '#accounts'
import type { Audit } from '#audit'
import type { Directory } from '#directory'
import { type Clock, type Database, type Keys, type Statement, type Tx, statement } from '#kernel'
import type { Notices } from '#notices'
import type { Patients } from '#patients'
import { type Finish, type Proven, finish, proveWaiting } from './finish.ts'
import { type CodeGiven, type JoinUses, type Joining, begin, choosePassword, hasAccount, offerApp, offerPasskey, proveByLink, proveByNumbers, readJoining, sendProof, waitingFor } from './joining.ts'
import { type IssuedLetter, issueLetter } from './letter.ts'

export type IdentityUses = { readonly audit: Audit; readonly notices: Notices; readonly directory: Directory; readonly patients: Patients; readonly accounts: Accounts; readonly clock: Clock; readonly keys: Keys; /** As role `web`. */ readonly database: Database; readonly publicUrl: string }

/** The steps in their order; what each takes, gives and refuses stands at its function. `join` is the cookie of the joining. */
export type Identity = {
  /** Role operate. Refuses: not-found. */
  issueLetter(tx: Tx, about: { readonly organization: string; readonly mrn: string; readonly abroad?: boolean }): Promise<IssuedLetter>
  begin(given: CodeGiven): Promise<{ readonly join: string }>
  readJoining(tx: Tx, join: string | null): Promise<Joining | null>
  sendProof(about: { readonly join: string | null; readonly email: string; readonly network: string }): Promise<void>
  proveByNumbers(about: { readonly join: string | null; readonly code: string }): Promise<void>
  waitingFor(tx: Tx, link: string): Promise<{ readonly organization: string; readonly email: string; readonly proven: boolean } | null>
  proveByLink(tx: Tx, link: string): Promise<void>
  hasAccount(tx: Tx, join: string | null): Promise<boolean>
  choosePassword(about: { readonly join: string | null; readonly password: string }): Promise<void>
  offerApp(tx: Tx, join: string | null): Promise<OfferedApp>
  offerPasskey(tx: Tx, join: string | null): Promise<unknown>
  finish(about: Finish, link: (tx: Tx, proven: Proven) => Promise<void>): Promise<SignedIn>
  proveWaiting(tx: Tx, join: string | null, session: Session): Promise<Proven | null>
  /** Removes what ended (role operate). */
  purge(tx: Tx): Promise<void>
}

const purgeAll: Statement<never> = statement('identity.purge', 'select identity_purge()')

export function openIdentity({ audit, notices, directory, patients, accounts, keys, database, publicUrl }: IdentityUses): Identity {
  const { making } = accounts
  const uses: JoinUses = { audit, notices, directory, making, keys, database, publicUrl }
  return {
    issueLetter: (tx, about) => issueLetter(tx, { audit, directory, patients, making, keys, publicUrl }, about),
    begin: (given) => begin(uses, given),
    readJoining,
    sendProof: (about) => sendProof(uses, about),
    proveByNumbers: (about) => proveByNumbers(uses, about),
    waitingFor,
    proveByLink: (tx, link) => proveByLink(tx, uses, link),
    hasAccount: (tx, join) => hasAccount(tx, uses, join),
    choosePassword: (about) => choosePassword(uses, about),
    offerApp: (tx, join) => offerApp(tx, uses, join),
    offerPasskey: (tx, join) => offerPasskey(tx, uses, join),
    finish: (about, link) => finish(uses, about, link),
    proveWaiting: (tx, join, session) => proveWaiting(tx, uses, { join, session }),
    async purge(tx) {
      await tx.query(purgeAll)
    },
  }
}
