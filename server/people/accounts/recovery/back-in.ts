// What does the room of accounts offer somebody who is not in, or fears that somebody else is? One door for all of it.
import { type Tx, onTheBeat } from '#kernel'
import { deviceWords } from '../../../../words/en/account.ts'
import { type ContactAsked, type ContactKind, type ContactUses, askForContact, askForProof, changeToTakeBack, contactAsked, proofAsked, proofGiven, proveContact, removeContact, takeBackContact } from '../contacts/contacts.ts'
import type { SentCode } from '../contacts/sent-codes.ts'
import { type PasskeySignIn, askAnyPasskey, signInByPasskey } from '../factors/passkey-sign-in.ts'
import { sendTextCode } from '../factors/text.ts'
import { totpUri } from '../factors/totp.ts'
import type { ManageUses } from '../manage.ts'
import { type Session, enter } from '../session.ts'
import { type SignInUses, type SignedIn, accountKey, enterHalf, halfPasskeyOptions, knownDevice, makeDevice } from '../sign-in.ts'
import { type FreezeUses, type ThawStep, freezeByLink, freezeOwn, freezeWaits, showFactorFrozen, thawWithPassword } from './freeze.ts'
import { type DeskAsk, type DeskReset, type DeskResetUses, type DeskView, askDeskReset, decideDeskReset, deskLinkWaits, deskLooks, deskResetsOf, deskResetsWaiting, keepDeskLook, passwordByDeskLink, viewForDesk } from './desk-reset.ts'
import type { EnteredLink } from './links.ts'
import { type ResetUses, askForReset, askWhichEmail, resetByLink, resetWaits } from './reset.ts'
import { type Telling, type SecurityMail, notMeLink, tellAll } from './tell.ts'
import { type JoiningAccounts, type TwoAccounts, joinAccounts, joiningToUndo, partAccounts, twoAccounts } from './two-accounts.ts'
import { type NewFactorShown, type WaitUses, beginWait, cancelWaitByLink, finishWait, offerAppAfterWait, offerPasskeyAfterWait, phoneAfterWait, sendToPhoneAfterWait, sendWaitCode, waitCodeSent, waitToCancel } from './wait.ts'

/** What an unknown caller types, and from where. `device`: the device cookie. */
export type Asked = { readonly typed: string; readonly network: string; readonly device: string | null }

/** What each refuses stands at its function. */
export type BackIn = {
  /** Mails a link for a new password to the address, or that nobody has it: the same work and the same page. */
  askForReset(asked: Asked): Promise<void>
  /** Mails the address which e-mail signs in. */
  askWhichEmail(asked: Asked): Promise<void>
  resetWaits(tx: Tx, token: string): Promise<void>
  /** Gives a device cookie: this browser gets tries of its own at the sign-in. */
  reset(about: { readonly token: string; readonly password: string }): Promise<{ readonly device: string }>

  freezeWaits(tx: Tx, token: string): Promise<EnteredLink>
  freezeByLink(tx: Tx, token: string): Promise<void>
  freezeOwn(tx: Tx): Promise<void>
  showFactorFrozen(step: Omit<ThawStep, 'publicUrl'>): Promise<void>
  thaw(about: { readonly half: string | null; readonly password: string }): Promise<void>

  askAnyPasskey(tx: Tx): Promise<{ readonly options: unknown; readonly ask: string }>
  signInByPasskey(step: Omit<PasskeySignIn, 'publicUrl'>, also: (tx: Tx, done: SignedIn) => Promise<void>): Promise<SignedIn>
  /** Texts a code for the second step of a half-signed-in visit, or of a session (step-up). */
  textToHalf(half: string | null, network: string): Promise<void>
  textToSession(token: string | null, network: string): Promise<void>

  sendWaitCode(about: { readonly half: string | null; readonly network: string }): Promise<void>
  waitCodeSent(tx: Tx, half: string | null): Promise<boolean>
  beginWait(about: { readonly half: string | null; readonly code: string }): Promise<Date>
  waitToCancel(tx: Tx, token: string): Promise<{ readonly open: boolean }>
  cancelWait(tx: Tx, token: string): Promise<void>
  offerAppAfterWait(tx: Tx, half: string | null): Promise<{ readonly secret: string; readonly uri: string }>
  offerPasskeyAfterWait(tx: Tx, about: { readonly half: string | null; readonly site: string }): Promise<unknown>
  /** A phone that gets texts, as the new second step. */
  sendToPhoneAfterWait(about: { readonly half: string | null; readonly phone: string; readonly network: string }): Promise<void>
  phoneAfterWait(tx: Tx, half: string | null): Promise<SentCode | null>
  finishWait(about: { readonly half: string | null; readonly shown: NewFactorShown; readonly agent: string }): Promise<SignedIn>

  askForContact(tx: Tx, asked: ContactAsked): Promise<void>
  contactAsked(tx: Tx, session: Session, kind: ContactKind): Promise<SentCode | null>
  /** Gives the device cookie as it is from now on: it is signed with the address. */
  proveContact(tx: Tx, about: { readonly session: Session; readonly kind: ContactKind; readonly code: string; readonly device: string | null }): Promise<{ readonly device: string | null }>
  removeContact(tx: Tx, id: string): Promise<void>
  /** An address that is to be told to a clinic: proven, and kept nowhere here. */
  askForProof(tx: Tx, about: { readonly session: Session; readonly channel: 'email' | 'phone'; readonly typed: string; readonly network: string }): Promise<void>
  proofAsked(tx: Tx, session: Session): Promise<SentCode | null>
  proofGiven(tx: Tx, about: { readonly session: Session; readonly code: string }): Promise<SentCode>
  changeToTakeBack(tx: Tx, token: string): Promise<{ readonly open: boolean }>
  takeBackContact(tx: Tx, token: string): Promise<void>

  /** WebAuthn options for a passkey of the other account. */
  otherPasskeyOptions(tx: Tx, half: string | null): Promise<unknown>
  twoAccounts(tx: Tx, about: { readonly token: string | null; readonly half: string | null }): Promise<TwoAccounts>
  joinAccounts(about: JoiningAccounts, move: (tx: Tx, about: { readonly from: string; readonly to: string }) => Promise<void>): Promise<void>
  joiningToUndo(tx: Tx, token: string): Promise<{ readonly open: boolean }>
  partAccounts(tx: Tx, about: { readonly token: string; readonly move: (tx: Tx, about: { readonly closed: string }) => Promise<void> }): Promise<void>

  /** At the desk (role desk), in a transaction that access.help made act for somebody. */
  readonly desk: DeskHelp
  deskLinkWaits(tx: Tx, token: string): Promise<void>
  passwordByDeskLink(about: { readonly token: string; readonly password: string }): Promise<{ readonly half: string }>

  /** For other rooms: the page that freezes the account of this transaction's person (R37). */
  notMeLink(tx: Tx): Promise<string>
  /** For other rooms: tells every address of this transaction's person. */
  tell<K extends SecurityMail['kind']>(tx: Tx, telling: Telling<K>): Promise<void>
}

export type DeskHelp = {
  /** Keeps that this member of staff opened a chart by two details: for half an hour they may help its account (access.help). */
  look(tx: Tx, patient: string): Promise<void>
  /** Did they, and not longer ago; or does it wait for their decision? */
  looks(tx: Tx, patient: string): Promise<boolean>
  view(tx: Tx, onFile: readonly string[]): Promise<DeskView>
  ask(tx: Tx, ask: DeskAsk): Promise<DeskReset>
  of(tx: Tx, patient: string): Promise<readonly DeskReset[]>
  waiting(tx: Tx): Promise<readonly DeskReset[]>
  decide(tx: Tx, about: { readonly id: string; readonly send: boolean; readonly staff: DeskAsk['staff'] }): Promise<DeskReset>
}

export type BackInUses = DeskResetUses & ManageUses & SignInUses & ResetUses & FreezeUses & WaitUses & ContactUses

const issuer = 'Health record'

function openContacts(uses: BackInUses): Pick<BackIn, 'askForProof' | 'proofAsked' | 'proofGiven' | 'askForContact' | 'contactAsked' | 'proveContact' | 'removeContact' | 'changeToTakeBack' | 'takeBackContact'> {
  return {
    askForContact: (tx, asked) => askForContact(tx, uses, asked),
    contactAsked,
    async proveContact(tx, { session, kind, code, device }) {
      const known = knownDevice(uses.keys, accountKey('patient', session.email), device)
      const { email } = await proveContact(tx, uses, { session, kind, code })
      return { device: known === null ? null : makeDevice(uses.keys, accountKey('patient', email), known) }
    },
    removeContact: (tx, id) => removeContact(tx, uses, id),
    askForProof: (tx, about) => askForProof(tx, uses, about),
    proofAsked,
    proofGiven: (tx, about) => proofGiven(tx, uses, about),
    changeToTakeBack,
    takeBackContact: (tx, token) => takeBackContact(tx, uses, token),
  }
}

function openLostPhone(uses: BackInUses): Pick<BackIn, 'sendWaitCode' | 'waitCodeSent' | 'beginWait' | 'waitToCancel' | 'cancelWait' | 'offerAppAfterWait' | 'offerPasskeyAfterWait' | 'sendToPhoneAfterWait' | 'phoneAfterWait' | 'finishWait'> {
  return {
    sendWaitCode: (about) => sendWaitCode(uses, about),
    waitCodeSent,
    beginWait: (about) => beginWait(uses, about),
    waitToCancel,
    cancelWait: (tx, token) => cancelWaitByLink(tx, uses, token),
    async offerAppAfterWait(tx, half) {
      const { secret, email } = await offerAppAfterWait(tx, uses, half)
      return { secret, uri: totpUri(secret, issuer, email) }
    },
    offerPasskeyAfterWait: (tx, about) => offerPasskeyAfterWait(tx, uses, about),
    sendToPhoneAfterWait: (about) => sendToPhoneAfterWait(uses, about),
    phoneAfterWait: (tx, half) => phoneAfterWait(tx, uses, half),
    finishWait: (about) => finishWait(uses, about),
  }
}

function openOtherWaysIn(uses: BackInUses): Pick<BackIn, 'askAnyPasskey' | 'signInByPasskey' | 'textToHalf' | 'textToSession' | 'otherPasskeyOptions' | 'twoAccounts' | 'joinAccounts' | 'joiningToUndo' | 'partAccounts'> {
  return {
    askAnyPasskey: (tx) => askAnyPasskey(tx, uses.publicUrl),
    signInByPasskey: (step, also) => signInByPasskey(uses, { ...step, publicUrl: uses.publicUrl }, async (tx, done) => {
      if (done.newDevice) await tellAll(tx, uses, { kind: 'new-device', facts: { device: deviceWords(step.caller.agent) } })
      await also(tx, done)
    }),
    textToHalf: (half, network) => sendTextCode(uses, { visit: half ?? '', network, enter: (tx) => enterHalf(tx, half) }),
    textToSession: (token, network) => sendTextCode(uses, { visit: token ?? '', network, enter: (tx) => enter(tx, token) }),
    otherPasskeyOptions: (tx, half) => halfPasskeyOptions(tx, half, { publicUrl: uses.publicUrl }),
    twoAccounts,
    joinAccounts: (about, move) => joinAccounts(uses, about, move),
    joiningToUndo,
    partAccounts: (tx, about) => partAccounts(tx, uses, about),
  }
}

export function openBackIn(uses: BackInUses): BackIn {
  const asking = ({ typed, network, device }: Asked) => ({ typed, network, device: knownDevice(uses.keys, accountKey('patient', typed), device) })
  return {
    // R22: an account's mail differs from nobody's by tenths of a millisecond, and a stranger can ask often.
    askForReset: (asked) => onTheBeat(() => askForReset(uses, asking(asked))),
    askWhichEmail: (asked) => onTheBeat(() => askWhichEmail(uses, asking(asked))),
    resetWaits,
    async reset(about) {
      const { email } = await resetByLink(uses, about)
      return { device: makeDevice(uses.keys, accountKey('patient', email)) }
    },
    freezeWaits,
    freezeByLink: (tx, token) => freezeByLink(tx, uses, token),
    freezeOwn: (tx) => freezeOwn(tx, uses),
    showFactorFrozen: (step) => showFactorFrozen(uses, { ...step, publicUrl: uses.publicUrl }),
    thaw: (about) => thawWithPassword(uses, about),
    ...openOtherWaysIn(uses),
    ...openLostPhone(uses),
    ...openContacts(uses),
    desk: {
      view: (tx, onFile) => viewForDesk(tx, uses, onFile),
      ask: (tx, ask) => askDeskReset(tx, uses, ask),
      look: keepDeskLook,
      looks: deskLooks,
      of: deskResetsOf,
      waiting: deskResetsWaiting,
      decide: (tx, about) => decideDeskReset(tx, uses, about),
    },
    deskLinkWaits,
    passwordByDeskLink: (about) => passwordByDeskLink(uses, about),
    notMeLink: (tx) => notMeLink(tx, uses),
    tell: (tx, telling) => tellAll(tx, uses, telling),
  }
}
