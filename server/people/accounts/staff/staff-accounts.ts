// What does the room of accounts offer for staff? The same steps as for patients, over doors of their own, and invitations.
import { type Statement, type Tx, instant, statement } from '#kernel'
import { deviceWords } from '../../../../words/en/account.ts'
import { emailKey } from '../email.ts'
import { createAccount, hideFreshCodes, mailTime } from '../manage.ts'
import { type StaffSession, enterStaff, signOut, workFor } from '../session.ts'
import { type Caller, type Credentials, type Half, type SecondStep, type SignInUses, type SignedIn, type StepUp, enterHalf, halfPasskeyOptions, secondStep, signIn, stepUp } from '../sign-in.ts'
import {
  type FirstStaffFactor, type Invitation, type InvitationUses, type NewInvitation,
  acceptInvitation, chooseInvitedPassword, finishInvitation, invitationWaiting, inviteStaff, offerInvitedApp, offerInvitedPasskey, readInvitation, resetStaffAccount, withdrawInvitation,
} from './invitation.ts'
import { type OwnSignIn, readOwn, renewOwnCodes } from './own.ts'

/** Somebody of a list of staff: how they are called and reached, and whether they came in yet. */
export type StaffNamed = { readonly person: string; readonly name: string; readonly email: string; readonly hasAccount: boolean; /** A link waits for them until then. */ readonly invitedUntil: Date | null }

export type StaffAccounts = {
  /** One statement: whose staff cookie is this, and from here on the transaction is theirs. Refuses: sign-in-first, session-ended. */
  enter(tx: Tx, token: string | null): Promise<StaffSession>
  enterHalf(tx: Tx, token: string | null): Promise<Half>
  /** As for patients, with the same counters. Refuses: too-many-tries, sign-in-no-match (facts: left), too-busy. */
  signIn(step: { readonly given: Credentials; readonly caller: Caller }): Promise<{ readonly half: string }>
  halfPasskeyOptions(tx: Tx, half: string | null): Promise<unknown>
  secondStep(step: Omit<SecondStep, 'publicUrl'>): Promise<SignedIn & { readonly next: string | null }>
  stepUp(step: Omit<StepUp, 'publicUrl'>): Promise<string>
  signOut(tx: Tx, token: string | null): Promise<void>
  /** From here on this session works for that organization; gives its new cookie. Whether they work there is for access to say. */
  workFor(tx: Tx, session: StaffSession, organization: string): Promise<string>
  /** Names of these people (role desk or operate). */
  named(tx: Tx, people: readonly string[]): Promise<readonly StaffNamed[]>
  /** The person of staff with this address; null when nobody has it (role operate). */
  find(tx: Tx, email: string): Promise<string | null>
  invite(tx: Tx, about: NewInvitation): Promise<{ readonly person: string; readonly link: string | null }>
  reset(tx: Tx, about: { readonly person: string; readonly site: string }): Promise<{ readonly link: string }>
  withdraw(tx: Tx, person: string): Promise<void>
  own(tx: Tx, session: StaffSession): Promise<OwnSignIn>
  /** Needs a fresh factor (the route says so). */
  renewCodes(tx: Tx, session: StaffSession): Promise<void>
  readonly invited: InvitedSteps
  /** A ready-made account of a trial (role operate); gives the person. */
  createTrialAccount(tx: Tx, account: { readonly name: string; readonly email: string; readonly password: string; readonly totpSecret: string }): Promise<string>
}

/** The steps of somebody with a link, in their order (role web). What each refuses stands at its function. */
export type InvitedSteps = {
  waiting(tx: Tx, token: string): Promise<{ readonly name: string; readonly email: string; readonly site: string } | null>
  accept(tx: Tx, token: string): Promise<string>
  read(tx: Tx, visit: string | null): Promise<Invitation>
  choosePassword(about: { readonly visit: string | null; readonly password: string }): Promise<void>
  offerApp(tx: Tx, visit: string | null): Promise<{ readonly secret: string; readonly uri: string }>
  offerPasskey(tx: Tx, visit: string | null): Promise<unknown>
  finish(tx: Tx, about: { readonly visit: string | null; readonly shown: FirstStaffFactor; readonly agent: string }): Promise<SignedIn>
}

const namedRows: Statement<{ person: string; name: string; email: string; invited_until: string | null; has_account: boolean }> = statement('accounts.staff-named', 'select person, name, email, invited_until, has_account from accounts_staff_named($1)')
const byStaffEmail: Statement<{ person: string }> = statement('accounts.staff-find', 'select person from accounts_staff_by_email($1)')

/** What the app shows beside its numbers. */
const issuer = 'Staff sign-in'

export type StaffUses = InvitationUses & Omit<SignInUses, 'kind'>

function openInvited(uses: StaffUses): InvitedSteps {
  return {
    waiting: invitationWaiting,
    accept: acceptInvitation,
    read: readInvitation,
    choosePassword: (about) => chooseInvitedPassword(uses, about),
    offerApp: (tx, visit) => offerInvitedApp(tx, uses, { visit, issuer }),
    offerPasskey: (tx, visit) => offerInvitedPasskey(tx, uses, visit),
    finish: (tx, about) => finishInvitation(tx, uses, about),
  }
}

export function openStaffAccounts(given: StaffUses): StaffAccounts {
  const uses = { ...given, kind: 'staff' as const }
  const { publicUrl, notices, audit, passwords } = uses
  return {
    enter: enterStaff,
    enterHalf: (tx, token) => enterHalf(tx, token, 'staff'),
    signIn: (step) => signIn(uses, step),
    halfPasskeyOptions: (tx, half) => halfPasskeyOptions(tx, half, { publicUrl, kind: 'staff' }),
    secondStep: (step) => secondStep(uses, { ...step, publicUrl }, async (tx, done) => {
      if (done.newDevice) await notices.mail(tx, { kind: 'staff-new-device', to: done.session.email, facts: { when: mailTime(tx.now), device: deviceWords(step.caller.agent) } })
      if (step.shown.kind !== 'recovery-code') return
      const { recoveryCodesLeft } = await readOwn(tx, done.session)
      await notices.mail(tx, { kind: 'staff-code-used', to: done.session.email, facts: { when: mailTime(tx.now), left: recoveryCodesLeft } })
    }),
    stepUp: (step) => stepUp(uses, { ...step, publicUrl }),
    async signOut(tx, token) {
      const person = await signOut(tx, token)
      if (person !== null) await audit.note(tx, { kind: 'signed-out', patient: null, actor: person, actorRole: 'staff' })
    },
    workFor,
    async named(tx, people) {
      return (await tx.query(namedRows, [people])).map((row) => ({ person: row.person, name: row.name, email: row.email, hasAccount: row.has_account, invitedUntil: row.invited_until === null ? null : instant(row.invited_until) }))
    },
    find: async (tx, email) => (await tx.query(byStaffEmail, [emailKey(email)]))[0]?.person ?? null,
    invite: (tx, about) => inviteStaff(tx, uses, about),
    reset: (tx, about) => resetStaffAccount(tx, uses, about),
    withdraw: withdrawInvitation,
    own: readOwn,
    renewCodes: (tx, session) => renewOwnCodes(tx, uses, session),
    invited: openInvited(uses),
    async createTrialAccount(tx, { name, email, password, totpSecret }) {
      const person = await createAccount(tx, uses, { kind: 'staff', email, name, password: await passwords.make(password), factor: { kind: 'app', secret: totpSecret, step: 0 } })
      await hideFreshCodes(tx)
      return person
    },
  }
}
