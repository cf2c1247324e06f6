// What does the room of accounts offer? Signing in and out, the second factor, the account itself; and to identity: making one.
import type { Audit } from '#audit'
import type { Notices } from '#notices'
import type { Clock, Database, Keys, Statement, Tx } from '#kernel'
import { statement } from '#kernel'
import { deviceWords } from '../../../words/en/account.ts'
import { type Attempts, openAttempts } from './attempts.ts'
import { emailKey } from './email.ts'
import { type NewPhones, openNewPhones } from './factors/new-phone.ts'
import type { NewFactor } from './factors/second-factor.ts'
import { type Passkey, checkNewPasskey, passkeyOptions } from './factors/passkeys.ts'
import { newTotpSecret, totpStep, totpUri } from './factors/totp.ts'
import { type AccountView, type ManageUses, type NewAccount, addApp, addPasskey, askPasskey, changePassword, createAccount, endSessions, hideFreshCodes, offerApp, offerPasskey, readAccount, readFreshCodes, removeFactor, renewCodes } from './manage.ts'
import { type Hashing, openHashing } from './passwords/hashing.ts'
import { readKnownPasswords } from './passwords/known.ts'
import { type AboutPerson, checkPassword } from './passwords/policy.ts'
import { openStoredPasswords } from './passwords/stored.ts'
import { type SecretBox, openSecretBox } from './secret-box.ts'
import { type BackIn, openBackIn } from './recovery/back-in.ts'
import { tellAll } from './recovery/tell.ts'
import { type NewSession, type Session, enter, signOut, startSession, touch } from './session.ts'
import { type Caller, type Credentials, type Half, type SecondStep, type SignedIn, type StepUp, accountKey, enterHalf, halfPasskeyOptions, makeDevice, secondStep, signIn, stepUp } from './sign-in.ts'
import { type StaffAccounts, openStaffAccounts } from './staff/staff-accounts.ts'
import { type Tries, openTries } from './tries.ts'

export type AccountUses = { readonly audit: Audit; readonly notices: Notices; readonly clock: Clock; readonly keys: Keys; /** As role `web`. */ readonly database: Database; readonly publicUrl: string }

export type Accounts = {
  /** One statement: who is this cookie, and from here on the transaction is theirs. Refuses: sign-in-first, session-ended. */
  enter(tx: Tx, token: string | null): Promise<Session>
  /** Who owes a second step? Never makes the transaction anybody's. Refuses: sign-in-first. */
  enterHalf(tx: Tx, token: string | null): Promise<Half>
  /** Refuses: too-many-tries, sign-in-no-match (facts: left), too-busy. */
  signIn(step: { readonly given: Credentials; readonly caller: Caller }): Promise<{ readonly half: string }>
  halfPasskeyOptions(tx: Tx, half: string | null): Promise<unknown>
  /** Refuses: sign-in-first, too-many-tries, second-step-no-match (facts: left). `also` runs in the same transaction, as the person. */
  secondStep(step: Omit<SecondStep, 'publicUrl'>, also?: (tx: Tx, done: SignedIn) => Promise<void>): Promise<SignedIn & { readonly next: string | null }>
  /** Refuses: sign-in-first, session-ended, too-many-tries, second-step-no-match. Gives the new cookie. */
  stepUp(step: Omit<StepUp, 'publicUrl'>): Promise<string>
  /** Ends the session of this cookie, if any. */
  signOut(tx: Tx, token: string | null): Promise<void>
  /** The person is here: the idle time begins anew. */
  touch(tx: Tx, session: Session): Promise<Session>
  /** The timeline of what was tried on the way in. */
  readonly attempts: Attempts
  readonly own: OwnAccount
  /** Other ways in, back in, and "this was not me". */
  readonly backIn: BackIn
  /** Accounts of staff: the same steps over doors of their own. */
  readonly staff: StaffAccounts
  readonly making: AccountMaking
  /** Where we write to these persons: for notices about a chart of theirs (role operate, desk). */
  addressesOf(tx: Tx, persons: readonly string[]): Promise<readonly string[]>
  /** A ready-made account of a trial (role operate); gives the person. */
  createTrialAccount(tx: Tx, account: { readonly name: string; readonly email: string; readonly password: string; readonly totpSecret: string }): Promise<string>
  /** Removes what ended (role operate). */
  purge(tx: Tx): Promise<void>
}

/** What signed-in people do with their account; all but reading needs a fresh factor (the route says so). */
export type OwnAccount = {
  read(tx: Tx, session: Session): Promise<AccountView>
  changePassword(tx: Tx, change: { readonly session: Session; readonly password: string; readonly about: AboutPerson }): Promise<void>
  offerApp(tx: Tx, session: Session): Promise<OfferedApp>
  addApp(tx: Tx, add: { readonly session: Session; readonly code: string }): Promise<void>
  offerPasskey(tx: Tx, offer: { readonly session: Session; readonly site: string }): Promise<unknown>
  askPasskey(tx: Tx, session: Session): Promise<unknown>
  addPasskey(tx: Tx, add: { readonly session: Session; readonly answer: string; readonly agent: string }): Promise<void>
  removeFactor(tx: Tx, remove: { readonly session: Session; readonly factor: string }): Promise<void>
  renewCodes(tx: Tx, session: Session): Promise<void>
  /** Codes made in the last half hour and not yet put away. */
  freshCodes(tx: Tx, session: Session): Promise<readonly string[] | null>
  putCodesAway(tx: Tx): Promise<void>
  endSessions(tx: Tx, session: Session, which: string): Promise<number>
}

/** The secret of a new authenticator app: for the square, and to type. */
export type OfferedApp = { readonly secret: string; readonly uri: string }

/** What identity needs to make an account at the end of joining. */
export type AccountMaking = {
  readonly tries: Tries
  readonly box: SecretBox
  readonly hashing: Hashing
  /** True when somebody has this address. */
  taken(tx: Tx, email: string): Promise<boolean>
  /** Refuses as checkPassword; gives what is kept of it. */
  preparePassword(password: string, about: AboutPerson): Promise<string>
  newApp(email: string, secret?: string): OfferedApp
  /** The factor to keep, or null when the code is not of this secret. */
  checkApp(secret: string, code: string, now: Date): NewFactor | null
  newPasskey(about: { readonly site: string; readonly email: string; readonly name: string }): Promise<{ readonly options: unknown; readonly challenge: string }>
  checkPasskey(answer: string, challenge: string | null): Promise<Passkey | null>
  /** A phone that gets texts, before anybody is signed in. */
  readonly newPhones: NewPhones
  create(tx: Tx, account: NewAccount): Promise<string>
  start(tx: Tx, session: Omit<NewSession, 'kind'>): Promise<SignedIn>
}

const addresses: Statement<{ address: string }> = statement('accounts.addresses', 'select accounts_addresses as address from accounts_addresses($1)')
const takenRow: Statement<{ taken: boolean }> = statement('accounts.taken', 'select accounts_taken($1) as taken')
const purgeAll: Statement<never> = statement('accounts.purge', 'select accounts_purge()')
const purgeLinks: Statement<never> = statement('accounts.purge-links', 'select accounts_links_purge()')

/** What the app shows beside its numbers. */
const issuer = 'Health record'

function openOwn(uses: ManageUses): OwnAccount {
  return {
    read: readAccount,
    changePassword: (tx, change) => changePassword(tx, uses, change),
    offerApp: async (tx, session) => {
      const secret = await offerApp(tx, uses, session)
      return { secret, uri: totpUri(secret, issuer, session.email) }
    },
    addApp: (tx, add) => addApp(tx, uses, add),
    offerPasskey: (tx, offer) => offerPasskey(tx, uses, offer),
    askPasskey: (tx, session) => askPasskey(tx, uses, session),
    addPasskey: (tx, add) => addPasskey(tx, uses, add),
    removeFactor: (tx, remove) => removeFactor(tx, uses, remove),
    renewCodes: (tx, session) => renewCodes(tx, uses, session),
    freshCodes: (tx, session) => readFreshCodes(tx, uses, session),
    putCodesAway: hideFreshCodes,
    endSessions,
  }
}

function openMaking(uses: ManageUses & { readonly newPhones: NewPhones }): AccountMaking {
  return {
    tries: uses.tries,
    box: uses.box,
    hashing: uses.hashing,
    taken: async (tx, email) => (await tx.query(takenRow, [emailKey(email)]))[0]?.taken === true,
    async preparePassword(password, about) {
      checkPassword(uses.known, password, about)
      return uses.passwords.make(password)
    },
    newApp: (email, secret = newTotpSecret()) => ({ secret, uri: totpUri(secret, issuer, email) }),
    checkApp(secret, code, now) {
      const step = totpStep(secret, code, { now, after: 0 })
      return step === null ? null : { kind: 'app', secret, step }
    },
    newPasskey: ({ site, email, name }) => passkeyOptions({ publicUrl: uses.publicUrl, site, email, name, known: [] }),
    checkPasskey: (answer, challenge) => checkNewPasskey({ answer, challenge, publicUrl: uses.publicUrl }),
    newPhones: uses.newPhones,
    create: (tx, account) => createAccount(tx, uses, account),
    async start(tx, session) {
      const started = await startSession(tx, { ...session, kind: 'patient' })
      return { ...started, device: session.shared ? null : makeDevice(uses.keys, accountKey('patient', session.email)), newDevice: false }
    },
  }
}

export function openAccounts({ audit, notices, keys, database, publicUrl }: AccountUses): Accounts {
  const hashing = openHashing()
  const box = openSecretBox(keys)
  const tries = openTries(keys)
  const attempts = openAttempts(keys)
  const passwords = openStoredPasswords(keys, hashing)
  const manage = { audit, notices, box, hashing, passwords, known: readKnownPasswords(), publicUrl, tries, keys, database, site: issuer }
  const newPhones = openNewPhones(manage)
  const uses = { ...manage, newPhones, run: database.run, kind: 'patient' as const }
  return {
    enter,
    enterHalf: (tx, token) => enterHalf(tx, token),
    touch,
    signIn: (step) => signIn(uses, step),
    halfPasskeyOptions: (tx, half) => halfPasskeyOptions(tx, half, { publicUrl }),
    secondStep: (step, also = async () => undefined) => secondStep(uses, { ...step, publicUrl }, async (tx, done) => {
      if (done.newDevice) await tellAll(tx, manage, { kind: 'new-device', facts: { device: deviceWords(step.caller.agent) } })
      if (step.shown.kind === 'recovery-code') {
        const { recoveryCodesLeft } = await readAccount(tx, done.session)
        await tellAll(tx, manage, { kind: 'recovery-code-used', facts: { left: recoveryCodesLeft } })
      }
      await also(tx, done)
    }),
    stepUp: (step) => stepUp(uses, { ...step, publicUrl }),
    async signOut(tx, token) {
      const person = await signOut(tx, token)
      if (person !== null) await audit.note(tx, { kind: 'signed-out', patient: null, actor: person, actorRole: 'patient' })
    },
    attempts,
    own: openOwn(manage),
    backIn: openBackIn(uses),
    staff: openStaffAccounts(uses),
    making: openMaking(uses),
    addressesOf: async (tx, persons) => (persons.length === 0 ? [] : (await tx.query(addresses, [persons])).map((row) => row.address)),
    async createTrialAccount(tx, { name, email, password, totpSecret }) {
      const person = await createAccount(tx, manage, { email, name, password: await passwords.make(password), factor: { kind: 'app', secret: totpSecret, step: 0 } })
      await hideFreshCodes(tx)
      return person
    },
    async purge(tx) {
      await Promise.all([tx.query(purgeAll), tx.query(purgeLinks)])
      await attempts.purge(tx)
    },
  }
}
