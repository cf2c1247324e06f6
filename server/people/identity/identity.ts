// What does the room of identity offer? A letter with a code, and the way from the code to an account or a linked record.
import type { Accounts, OfferedApp, SentCode as TextedCode, Session, SignedIn } from '#accounts'
import type { Audit } from '#audit'
import type { Directory } from '#directory'
import { type Clock, type Database, type Keys, type Statement, type Tx, statement } from '#kernel'
import type { Notices } from '#notices'
import type { Patients } from '#patients'
import { type Finish, type Proven, finish, proveWaiting } from './finish.ts'
import { type Assisted, openAssisted } from './assisted/assisted.ts'
import { type Begun, type CodeGiven, begin } from './begin.ts'
import { type JoinUses, type Joining, choosePassword, hasAccount, offerApp, offerPasskey, phoneAsked, proveByLink, proveByNumbers, readJoining, sendProof, sendToPhone, waitingFor } from './joining.ts'
import { type Batch, type BatchLine, type BatchOrder, finishBatch, issueLine, openBatch, readBatch } from './issuing/batch.ts'
import { type CodeGone, codesOf } from './issuing/history.ts'
import { contactsOnFile } from './issuing/on-file.ts'
import { type SentCode, mailCode, textCode } from './issuing/send.ts'
import { type Stoppable, readStoppable, stopCode } from './issuing/stop.ts'
import { type IssuedLetter, type LetterOrder, type LetterUses, chartOf, issueLetter } from './letter.ts'
import { type OverCode, readOver } from './over.ts'
import type { AroundChart } from './signing-up/look.ts'
import { type Desk, openDesk } from './desk/desk.ts'
import { type SignUps, openSignUps } from './signing-up/sign-ups.ts'

export type IdentityUses = { readonly audit: Audit; readonly notices: Notices; readonly directory: Directory; readonly patients: Patients; readonly accounts: Accounts; readonly clock: Clock; readonly keys: Keys; /** As role `web`. */ readonly database: Database; readonly publicUrl: string; /** E-mail addresses of the accounts that a chart is linked to; rooms below know (compose.ts). */ readonly holders: (tx: Tx, patient: string) => Promise<readonly string[]>; /** What access knows around a chart: a room above. */ readonly around: (tx: Tx, patient: string) => Promise<AroundChart>; readonly actsFor: (tx: Tx, person: string, patient: string) => Promise<boolean>; /** Takes the chart of this transaction's sign-up out of the account it went into. */ readonly unlink: (tx: Tx) => Promise<boolean> }

/** The steps in their order; what each takes, gives and refuses stands at its function. `join` is the cookie of the joining. */
export type Identity = {
  /** Role operate. Refuses: not-found, person-has-died, too-young-for-code, letter-too-soon. */
  issueLetter(tx: Tx, about: LetterOrder): Promise<IssuedLetter>
  /** Mails a code to an address on file that may carry one today (role operate). Refuses as issueLetter, and: no-contact-on-file. */
  mailCode(tx: Tx, about: { readonly organization: string; readonly mrn: string }): Promise<SentCode>
  /** Texts a link to a number on file that may carry one today (role operate). Refuses as issueLetter, and: no-contact-on-file, cannot-text. */
  textCode(tx: Tx, about: { readonly organization: string; readonly mrn: string }): Promise<SentCode>
  /** What became of the codes of a chart (role operate). Refuses: not-found. */
  codes(tx: Tx, about: { readonly organization: string; readonly mrn: string }): Promise<readonly CodeGone[]>
  /** Letters by the hundred (role operate). */
  readonly batches: Batches
  begin(given: CodeGiven): Promise<Begun>
  /** What became of the code that this cookie's holder typed right, and what they typed with it; null: nothing waits. */
  readOver(tx: Tx, join: string | null): Promise<OverCode | null>
  /** The code that a "this was not me" link may stop. */
  readStoppable(tx: Tx, token: string): Promise<Stoppable | null>
  stopCode(tx: Tx, token: string): Promise<{ readonly patient: string; readonly spent: boolean }>
  readJoining(tx: Tx, join: string | null): Promise<Joining | null>
  sendProof(about: { readonly join: string | null; readonly email: string; readonly network: string }): Promise<void>
  proveByNumbers(about: { readonly join: string | null; readonly code: string }): Promise<void>
  waitingFor(tx: Tx, link: string): Promise<{ readonly organization: string; readonly email: string; readonly proven: boolean } | null>
  proveByLink(tx: Tx, link: string): Promise<void>
  hasAccount(tx: Tx, join: string | null): Promise<boolean>
  choosePassword(about: { readonly join: string | null; readonly password: string }): Promise<void>
  offerApp(tx: Tx, join: string | null): Promise<OfferedApp>
  offerPasskey(tx: Tx, join: string | null): Promise<unknown>
  sendToPhone(about: { readonly join: string | null; readonly phone: string; readonly network: string }): Promise<void>
  phoneAsked(tx: Tx, join: string | null): Promise<TextedCode | null>
  finish(about: Finish, link: (tx: Tx, proven: Proven) => Promise<void>): Promise<SignedIn>
  proveWaiting(tx: Tx, join: string | null, session: Session): Promise<Proven | null>
  /** Signing up without a code. */
  readonly signUps: SignUps
  /** Starting a sign-up at the desk, and the codes of a record (role desk). */
  readonly assisted: Assisted
  /** The desk that helps whoever could not finish (role desk). */
  readonly desk: Desk
  /** Removes what ended (role operate). */
  purge(tx: Tx): Promise<void>
}

/** One list of record numbers, one file for the print shop; resumable. What each refuses stands at its function. */
export type Batches = {
  open(tx: Tx, order: BatchOrder): Promise<Batch>
  issue(database: Database, place: { readonly batch: Batch; readonly order: BatchOrder; readonly line: number }): Promise<void>
  read(tx: Tx, batch: { readonly id: string; readonly organization: string; readonly printedOn: string }): Promise<readonly BatchLine[]>
  finish(tx: Tx, batch: { readonly id: string; readonly organization: string; readonly letters: number; readonly refused: number }): Promise<void>
}

const purgeAll: Statement<never> = statement('identity.purge', 'select identity_purge(), identity_purge_over(), identity_purge_batches()')

export function openIdentity({ audit, notices, directory, patients, accounts, keys, database, publicUrl, holders, around, actsFor, unlink }: IdentityUses): Identity {
  const { making } = accounts
  const uses: JoinUses = { audit, notices, directory, making, keys, database, publicUrl, around, notMeLink: accounts.backIn.notMeLink }
  const issuing: LetterUses = { audit, notices, directory, patients, making, keys, publicUrl, holders, around }
  const signingUp = { audit, notices, directory, patients, making, keys, database, publicUrl, around, unlink }
  return {
    issueLetter: (tx, about) => issueLetter(tx, issuing, about),
    mailCode: async (tx, about) => {
      const { organization, chart } = await chartOf(tx, issuing, about)
      return mailCode(tx, issuing, { organization, chart, by: { as: 'operator' }, to: (await contactsOnFile(tx, issuing, { organization, chart })).email })
    },
    textCode: async (tx, about) => {
      const { organization, chart } = await chartOf(tx, issuing, about)
      return textCode(tx, issuing, { organization, chart, by: { as: 'operator' }, to: (await contactsOnFile(tx, issuing, { organization, chart })).phone })
    },
    codes: async (tx, about) => codesOf(tx, (await chartOf(tx, issuing, about)).chart.id),
    batches: {
      open: (tx, order) => openBatch(tx, issuing, order),
      issue: (of, place) => issueLine(of, issuing, place),
      read: (tx, batch) => readBatch(tx, issuing, batch),
      finish: (tx, batch) => finishBatch(tx, issuing, batch),
    },
    begin: (given) => begin(uses, given),
    readOver: (tx, join) => readOver(tx, uses, join),
    readStoppable,
    stopCode: (tx, token) => stopCode(tx, audit, token),
    readJoining,
    sendProof: (about) => sendProof(uses, about),
    proveByNumbers: (about) => proveByNumbers(uses, about),
    waitingFor,
    proveByLink: (tx, link) => proveByLink(tx, uses, link),
    hasAccount: (tx, join) => hasAccount(tx, uses, join),
    choosePassword: (about) => choosePassword(uses, about),
    offerApp: (tx, join) => offerApp(tx, uses, join),
    offerPasskey: (tx, join) => offerPasskey(tx, uses, join),
    sendToPhone: (about) => sendToPhone(uses, about),
    phoneAsked: (tx, join) => phoneAsked(tx, uses, join),
    finish: (about, link) => finish(uses, about, link),
    proveWaiting: (tx, join, session) => proveWaiting(tx, uses, { join, session }),
    signUps: openSignUps(signingUp),
    assisted: openAssisted({ ...issuing, actsFor }),
    desk: openDesk({ ...signingUp, actsFor, attempts: accounts.attempts }),
    async purge(tx) {
      await tx.query(purgeAll)
    },
  }
}
