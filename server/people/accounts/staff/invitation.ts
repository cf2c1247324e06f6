// How does a member of staff get their account? An administrator names them, a mail brings a link, its button begins a visit, and
// at the end of it password and second factor are theirs. The same way leads back after a lost second factor.
import type { Notices } from '#notices'
import { type Statement, type Tx, Refusal, instant, newSecret, statement } from '#kernel'
import { longDate } from '../../../../words/en/dates.ts'
import { readEmail } from '../email.ts'
import { type NewFactor, keepFactor } from '../factors/second-factor.ts'
import { checkNewPasskey, passkeyOptions } from '../factors/passkeys.ts'
import { newTotpSecret, totpStep, totpUri } from '../factors/totp.ts'
import { type ManageUses, createAccount, makeFreshCodes } from '../manage.ts'
import { checkPassword } from '../passwords/policy.ts'
import { hashOf, startSession } from '../session.ts'
import { type SignedIn, accountKey, makeDevice } from '../sign-in.ts'
import type { Keys } from '#kernel'

/** How long the link in the mail works. */
export const invitationDays = 7

type Invited = { person: string; email: string; name: string; site: string; password: string | null; app_secret: Buffer | null; challenge: string | null; has_account: boolean }

const invite: Statement<{ person: string; has_account: boolean }> = statement('accounts.invite', 'select person, has_account from accounts_invite($1, $2, $3, $4, $5, $6)')
const resetStaff: Statement<{ email: string; name: string }> = statement('accounts.reset-staff', 'select email, name from accounts_reset_staff($1, $2, $3, $4)')
const uninvite: Statement<never> = statement('accounts.uninvite', 'select accounts_uninvite($1)')
const waits: Statement<{ name: string; email: string; site: string }> = statement('accounts.invitation-waits', 'select name, email, site from accounts_invitation_waits($1)')
const accept: Statement<{ accepted: boolean }> = statement('accounts.accept-invitation', 'select accounts_accept_invitation($1, $2) as accepted')
const enterRow: Statement<Invited> = statement('accounts.enter-invitation', 'select person, email, name, site, password, app_secret, challenge, has_account from accounts_enter_invitation($1)')
const setPassword: Statement<never> = statement('accounts.invited-password', 'update accounts_invitation set password = $2 where person = $1')
const setSecret: Statement<never> = statement('accounts.invited-secret', 'update accounts_invitation set app_secret = $2 where person = $1')
const setChallenge: Statement<never> = statement('accounts.invited-challenge', 'update accounts_invitation set challenge = $2 where person = $1')
const dropInvitation: Statement<{ person: string }> = statement('accounts.drop-invitation', 'delete from accounts_invitation where person = $1 returning person')
const asPerson: Statement<never> = statement('accounts.as-invited', "select set_config('app.person', $1, true)")
const newPassword: Statement<never> = statement('accounts.new-password', 'update accounts_account set password = $2, password_set_at = app_now() where person = $1')

export type InvitationUses = ManageUses & { readonly keys: Keys; readonly notices: Notices }

/** Where somebody stands who pressed the button of the mail. */
export type Invitation = { readonly name: string; readonly email: string; readonly site: string; readonly hasPassword: boolean; /** They had an account, and lost their second factor. */ readonly again: boolean }

export type NewInvitation = { readonly email: string; readonly name: string; /** The organization's name. */ readonly site: string }

const linkTo = (publicUrl: string, token: string): string => `${publicUrl}/staff/welcome/${token}`
const lastDay = (now: Date): Date => instant(now.getTime() + invitationDays * 86_400_000)

/**
 * Invites somebody by their work address. With an account already there is nothing to set up: `link` is null and the mail only
 * says where they work now. Refuses: email-not-usable.
 */
export async function inviteStaff(tx: Tx, uses: InvitationUses, { email: typed, name, site }: NewInvitation): Promise<{ readonly person: string; readonly link: string | null }> {
  const email = readEmail(typed)
  const token = newSecret()
  const until = lastDay(tx.now)
  const [row] = await tx.query(invite, [email.key, email.shown, name, site, hashOf(token), until])
  if (row === undefined) throw new Error('an invitation that is nobody’s')
  const link = linkTo(uses.publicUrl, token)
  if (row.has_account) await uses.notices.mail(tx, { kind: 'staff-added', to: email.shown, facts: { organization: site, site: `${uses.publicUrl}/staff/sign-in` } })
  else await uses.notices.mail(tx, { kind: 'staff-invited', to: email.shown, facts: { organization: site, link, until: longDate(until) }, usefulUntil: until })
  return { person: row.person, link: row.has_account ? null : link }
}

/** Ends every key of this person and mails a new link. Refuses (not-found) when there is no such staff account or invitation. */
export async function resetStaffAccount(tx: Tx, uses: InvitationUses, { person, site }: { readonly person: string; readonly site: string }): Promise<{ readonly link: string }> {
  const token = newSecret()
  const until = lastDay(tx.now)
  const [row] = await tx.query(resetStaff, [person, site, hashOf(token), until])
  if (row === undefined) throw new Refusal('not-found', 'no staff account or invitation')
  const link = linkTo(uses.publicUrl, token)
  await uses.notices.mail(tx, { kind: 'staff-reset', to: row.email, facts: { organization: site, link, until: longDate(until) }, usefulUntil: until })
  return { link }
}

export async function withdrawInvitation(tx: Tx, person: string): Promise<void> {
  await tx.query(uninvite, [person])
}

/** Whose link this is; null when it is unknown, too old or used up. Looking spends nothing. */
export async function invitationWaiting(tx: Tx, token: string): Promise<{ readonly name: string; readonly email: string; readonly site: string } | null> {
  return (await tx.query(waits, [hashOf(token)]))[0] ?? null
}

/** The button on the mailed page: gives the cookie of the visit. Refuses: link-not-usable. */
export async function acceptInvitation(tx: Tx, token: string): Promise<string> {
  const visit = newSecret()
  const [row] = await tx.query(accept, [hashOf(token), hashOf(visit)])
  if (row?.accepted !== true) throw new Refusal('link-not-usable', 'no such invitation, or it ran out')
  return visit
}

/** Refuses (sign-in-first) without a good cookie. */
async function entered(tx: Tx, visit: string | null): Promise<Invited> {
  const [row] = visit === null ? [] : await tx.query(enterRow, [hashOf(visit)])
  if (row === undefined) throw new Refusal('sign-in-first', 'no opened invitation, or it ended')
  return row
}

export async function readInvitation(tx: Tx, visit: string | null): Promise<Invitation> {
  const { name, email, site, password, has_account } = await entered(tx, visit)
  return { name, email, site, hasPassword: password !== null, again: has_account }
}

/** Refuses: sign-in-first, and what checkPassword refuses. */
export async function chooseInvitedPassword(uses: InvitationUses & { run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> }, { visit, password }: { readonly visit: string | null; readonly password: string }): Promise<void> {
  const { name, email, site } = await uses.run((tx) => entered(tx, visit))
  checkPassword(uses.known, password, { email, names: [name], birthDate: null, numbers: [], organization: site })
  const stored = await uses.passwords.make(password)
  await uses.run(async (tx) => {
    const { person } = await entered(tx, visit)
    await tx.query(setPassword, [person, stored])
  })
}

const secretAbout = (person: string): string => `accounts_invitation ${person}`

/** The secret for the app; the same one until its first code comes. */
export async function offerInvitedApp(tx: Tx, { box }: InvitationUses, { visit, issuer }: { readonly visit: string | null; readonly issuer: string }): Promise<{ readonly secret: string; readonly uri: string }> {
  const { person, email, app_secret } = await entered(tx, visit)
  const secret = app_secret === null ? newTotpSecret() : box.open(app_secret, secretAbout(person))
  if (app_secret === null) await tx.query(setSecret, [person, box.seal(secret, secretAbout(person))])
  return { secret, uri: totpUri(secret, issuer, email) }
}

/** WebAuthn options for the first passkey. */
export async function offerInvitedPasskey(tx: Tx, { publicUrl }: InvitationUses, visit: string | null): Promise<unknown> {
  const { person, email, name, site } = await entered(tx, visit)
  const { options, challenge } = await passkeyOptions({ publicUrl, site, email, name, known: [] })
  await tx.query(setChallenge, [person, challenge])
  return options
}

export type FirstStaffFactor = { readonly kind: 'app'; readonly code: string } | { readonly kind: 'passkey'; readonly answer: string }

async function checkFirst(uses: InvitationUses, row: Invited, { shown, now, agent }: { readonly shown: FirstStaffFactor; readonly now: Date; readonly agent: string }): Promise<NewFactor> {
  if (shown.kind === 'app') {
    const secret = row.app_secret === null ? null : uses.box.open(row.app_secret, secretAbout(row.person))
    const step = secret === null ? null : totpStep(secret, shown.code, { now, after: 0 })
    if (secret === null || step === null) throw new Refusal('second-step-no-match', 'first code of the app', { field: 'code' })
    return { kind: 'app', secret, step }
  }
  const passkey = await checkNewPasskey({ answer: shown.answer, challenge: row.challenge, publicUrl: uses.publicUrl })
  if (passkey === null) throw new Refusal('second-step-no-match', 'first passkey', { field: 'passkey' })
  return { kind: 'passkey', passkey, agent: agent.slice(0, 300) }
}

/**
 * The end: account (or new keys in it), recovery codes, session, and the invitation is used up, all in one transaction.
 * Refuses: sign-in-first, second-step-no-match, link-not-usable (no password yet, or used up meanwhile).
 */
export async function finishInvitation(tx: Tx, uses: InvitationUses, { visit, shown, agent }: { readonly visit: string | null; readonly shown: FirstStaffFactor; readonly agent: string }): Promise<SignedIn> {
  const row = await entered(tx, visit)
  if (row.password === null) throw new Refusal('link-not-usable', 'no password yet')
  const factor = await checkFirst(uses, row, { shown, now: tx.now, agent })
  // Two at once with one visit: the row is gone for the second.
  if ((await tx.query(dropInvitation, [row.person])).length === 0) throw new Refusal('link-not-usable', 'the invitation was used meanwhile')
  if (row.has_account) {
    await tx.query(asPerson, [row.person])
    await tx.query(newPassword, [row.person, row.password])
    await keepFactor(tx, uses, { person: row.person, factor })
    await makeFreshCodes(tx, uses, row.person)
  } else {
    await createAccount(tx, uses, { kind: 'staff', person: row.person, email: row.email, name: row.name, password: row.password, factor })
  }
  const started = await startSession(tx, { kind: 'staff', person: row.person, name: row.name, email: row.email, shared: false, agent })
  await uses.audit.note(tx, { kind: row.has_account ? 'factor-added' : 'account-created', patient: null, actor: row.person, actorRole: 'staff', actorName: row.name, detail: { factor: shown.kind } })
  return { ...started, device: makeDevice(uses.keys, accountKey('staff', row.email)), newDevice: false }
}
