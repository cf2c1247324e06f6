// How does somebody get from an e-mail address to a session? Count, check the password, then the second factor; nothing in
// the answers, the statements or the work says whether the address has an account (R22).
import type { Audit } from '#audit'
import { type Keys, type Statement, type Tx, Refusal, instant, newSecret, sameBytes, statement } from '#kernel'
import { emailKey } from './email.ts'
import { type FactorUses, type ShownFactor, useFactor } from './factors/second-factor.ts'
import { passkeyRequest, readPasskeys } from './factors/passkeys.ts'
import type { StoredPasswords } from './passwords/stored.ts'
import { type AccountKind, type Session, enter, enterStaff, hashOf, renew, startSession, takeChallenge } from './session.ts'
import { type Run, type Tries, secondStepLimits, signInLimits } from './tries.ts'

/** Somebody who gave a password and still owes the second factor. */
export type Half = { readonly person: string; readonly email: string; readonly name: string; readonly shared: boolean; readonly next: string | null; readonly hasApp: boolean; readonly hasPasskey: boolean; readonly challenge: string | null
  /** The last two digits of the phone that gets codes; null without one. */
  readonly textEnds: string | null
  /** "This was not me": only a factor bound before, and then a new password, open it again. */
  readonly frozen: boolean
  /** Such a factor was shown in this visit. */
  readonly thawed: boolean
  /** By whom the password was set: 'mail' until a factor is shown with it (R24). */
  readonly passwordBy: 'person' | 'mail'
  /** The wait after a lost phone ends then; null: none runs. */
  readonly waitOpensAt: Date | null
}

export type Caller = {
  /** Canonical, keyed network of the request. */
  readonly network: string
  readonly agent: string
  /** The device cookie, if sent. */
  readonly device: string | null
}

export type SignedIn = {
  readonly token: string
  readonly session: Session
  /** For the device cookie; null on a shared computer. */
  readonly device: string | null
  /** This browser was not known before: the person is told by mail. */
  readonly newDevice: boolean
}

type HalfRow = { person: string; email: string; name: string; shared: boolean; challenge: string | null; next: string | null; has_app: boolean; has_passkey: boolean; text_ends?: string | null; frozen?: boolean; thawed?: boolean; password_by?: 'person' | 'mail'; wait_opens_at?: string | null }

type Found = Statement<{ person: string; password: string }>
/** The doors of each kind: no look-up of one finds the other. */
const byEmail: Readonly<Record<AccountKind, Found>> = {
  patient: statement('accounts.by-email', 'select person, password from accounts_by_email($1)'),
  staff: statement('accounts.staff-by-email', 'select person, password from accounts_staff_by_email($1)'),
}
const setHalf: Statement<never> = statement('accounts.set-half', "select set_config('app.half', $1, true)")
const insertHalf: Statement<never> = statement('accounts.insert-half', 'insert into accounts_half (hash, person, started_at, ends_at, shared, next) values ($1, $2, app_now(), $3, $4, $5)')
const halfColumns = 'person, email, name, shared, challenge, next, has_app, has_passkey'
const enterHalfRow: Readonly<Record<AccountKind, Statement<HalfRow>>> = {
  patient: statement('accounts.enter-half', `select ${halfColumns}, text_ends, frozen, thawed, password_by, wait_opens_at from accounts_enter_half($1)`),
  staff: statement('accounts.enter-half-staff', `select ${halfColumns} from accounts_enter_half_staff($1)`),
}
const enterAs: Readonly<Record<AccountKind, typeof enter>> = { patient: enter, staff: enterStaff }
export const setHalfChallenge: Statement<never> = statement('accounts.set-challenge', 'update accounts_half set challenge = $2 where hash = $1')
const dropHalf: Statement<{ person: string }> = statement('accounts.drop-half', 'delete from accounts_half where hash = $1 returning person')
const newHash: Statement<never> = statement('accounts.new-hash', 'update accounts_account set password = $2 where person = $1')

const passwordByPerson: Statement<never> = statement('accounts.password-by-person', "update accounts_account set password_by = 'person' where person = app_person() and password_by <> 'person'")

/** How long the second step may take. */
const halfMinutes = 10

export type SignInUses = FactorUses & { readonly kind: AccountKind; readonly audit: Audit; readonly tries: Tries; readonly passwords: StoredPasswords; readonly run: Run }

/** What the counters and the device cookie know an account by: the address, and its kind. */
export const accountKey = (kind: AccountKind, email: string): string => (kind === 'patient' ? emailKey(email) : `staff ${emailKey(email)}`)

/** The device cookie names itself and is signed together with the address it belongs to; it opens nothing (R20). */
export function makeDevice(keys: Keys, email: string, id = newSecret(16)): string {
  return `${id}-${keys.mac('network-key', 'device', id, email).toString('base64url')}`
}

/** The device's own id when its cookie was made for this account; null otherwise. */
export function knownDevice(keys: Keys, email: string, device: string | null): string | null {
  const id = device?.slice(0, 22) ?? ''
  if (device === null || device.length !== 66 || !sameBytes(Buffer.from(device), Buffer.from(makeDevice(keys, email, id)))) return null
  return id
}

export type Credentials = { readonly email: string; readonly password: string; readonly shared: boolean; readonly next: string | null }

/**
 * The first step. Gives the half-signed-in cookie.
 * Refuses: too-many-tries (before any check), sign-in-no-match (facts: left), too-busy.
 */
export async function signIn(uses: SignInUses, { given, caller }: { readonly given: Credentials; readonly caller: Caller }): Promise<{ half: string }> {
  const email = emailKey(given.email)
  const account = accountKey(uses.kind, given.email)
  const limits = signInLimits(account, caller.network, knownDevice(uses.keys, account, caller.device))
  const left = await uses.tries.take(uses.run, limits)
  const [found] = await uses.run((tx) => tx.query(byEmail[uses.kind], [email]))
  const { right, old } = await uses.passwords.check(given.password, found?.password ?? null)
  if (found === undefined || !right) {
    await uses.run((tx) => uses.audit.note(tx, { kind: 'sign-in-refused', patient: null, actor: found?.person ?? null, actorRole: 'nobody', outcome: 'refused' }))
    throw new Refusal('sign-in-no-match', 'e-mail or password', { left })
  }
  const fresh = old ? await uses.passwords.make(given.password) : null
  const half = newSecret()
  await uses.run(async (tx) => {
    await uses.tries.giveBack(tx, limits)
    await tx.query(setHalf, [found.person])
    await tx.query(insertHalf, [hashOf(half), found.person, instant(tx.now.getTime() + halfMinutes * 60_000), given.shared, given.next])
    if (fresh !== null) await rehash(tx, found.person, fresh)
  })
  return { half }
}

const asPerson: Statement<never> = statement('accounts.as-person', "select set_config('app.person', $1, true)")

/** R6: a hash made with old parameters is made anew while we hold the password. */
async function rehash(tx: Tx, person: string, password: string): Promise<void> {
  await tx.query(asPerson, [person])
  await tx.query(newHash, [person, password])
  await tx.query(asPerson, [''])
}

/** Who owes a second step? Refuses (sign-in-first) without a good half cookie. Never sets app.person. */
export async function enterHalf(tx: Tx, token: string | null, kind: AccountKind = 'patient'): Promise<Half> {
  const [row] = token === null ? [] : await tx.query(enterHalfRow[kind], [hashOf(token)])
  if (row === undefined) throw new Refusal('sign-in-first', 'no half-signed-in visit, or it ended')
  return { person: row.person, email: row.email, name: row.name, shared: row.shared, next: row.next, hasApp: row.has_app, hasPasskey: row.has_passkey, challenge: row.challenge,
    textEnds: row.text_ends ?? null, frozen: row.frozen ?? false, thawed: row.thawed ?? false, passwordBy: row.password_by ?? 'person', waitOpensAt: row.wait_opens_at === null || row.wait_opens_at === undefined ? null : instant(row.wait_opens_at) }
}

/** WebAuthn options for the second step; the challenge is kept with the half-signed-in visit. */
export async function halfPasskeyOptions(tx: Tx, token: string | null, { publicUrl, kind = 'patient' }: { readonly publicUrl: string; readonly kind?: AccountKind }): Promise<unknown> {
  const half = await enterHalf(tx, token, kind)
  const { options, challenge } = await passkeyRequest(publicUrl, await readPasskeys(tx, half.person))
  await tx.query(setHalfChallenge, [hashOf(token ?? ''), challenge])
  return options
}

export type SecondStep = { readonly half: string | null; readonly shown: ShownFactor; readonly caller: Caller; readonly publicUrl: string }

/**
 * The second step: the factor is used up, the half-signed-in visit ends and the session begins, all in one transaction;
 * `also` runs in it too (linking a patient, the notice about a new device).
 * Refuses: sign-in-first, too-many-tries, second-step-no-match (facts: left).
 */
export async function secondStep(uses: SignInUses, { half: token, shown, caller, publicUrl }: SecondStep, also: (tx: Tx, done: SignedIn) => Promise<void>): Promise<SignedIn & { readonly next: string | null }> {
  const half = await uses.run((tx) => enterHalf(tx, token, uses.kind))
  const account = accountKey(uses.kind, half.email)
  if (half.frozen) throw new Refusal('account-frozen', 'second step of a frozen account')
  const limits = secondStepLimits(half.person, { challenge: hashOf(token ?? '').toString('hex'), kind: shown.kind })
  const left = await uses.tries.take(uses.run, limits)
  try {
    return await uses.run(async (tx) => {
      const again = await enterHalf(tx, token, uses.kind)
      if (!(await useFactor(tx, uses, { person: half.person, shown, challenge: again.challenge, publicUrl, visit: token ?? '' }))) throw new Refusal('second-step-no-match', shown.kind, { left, field: shown.kind === 'passkey' ? 'passkey' : 'code' })
      // Two at once with one visit: the row is gone for the second.
      if ((await tx.query(dropHalf, [hashOf(token ?? '')])).length === 0) throw new Refusal('sign-in-first', 'the visit was used already')
      await uses.tries.giveBack(tx, limits)
      const started = await startSession(tx, { kind: uses.kind, person: half.person, name: half.name, email: half.email, shared: half.shared, agent: caller.agent })
      // Password and factor by the same hand: the password is theirs, whoever set it.
      if (uses.kind === 'patient') await tx.query(passwordByPerson)
      const known = knownDevice(uses.keys, account, caller.device)
      const done: SignedIn = { ...started, device: half.shared ? null : makeDevice(uses.keys, account, known ?? undefined), newDevice: known === null }
      await uses.audit.note(tx, { kind: 'signed-in', patient: null, actor: half.person, actorRole: uses.kind, actorName: half.name, detail: { factor: shown.kind } })
      await also(tx, done)
      return { ...done, next: half.next }
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'second-step-no-match') {
      await noteRefused(uses, half.person, shown)
    }
    throw error
  }
}

/** A wrong second step is in the trail also when its transaction is not. */
const noteRefused = ({ run, audit }: SignInUses, person: string, shown: ShownFactor): Promise<void> =>
  run((tx) => audit.note(tx, { kind: 'second-step-refused', patient: null, actor: person, actorRole: 'nobody', outcome: 'refused', detail: { factor: shown.kind } }))

export type StepUp = { readonly token: string | null; readonly shown: ShownFactor; readonly publicUrl: string }

/**
 * Shows the second factor again (R46): the session gets a new cookie, the old one is dead at once (R44).
 * Refuses: sign-in-first, session-ended, too-many-tries, second-step-no-match (facts: left).
 */
export async function stepUp(uses: SignInUses, { token, shown, publicUrl }: StepUp): Promise<string> {
  const before = await uses.run((tx) => enterAs[uses.kind](tx, token))
  const limits = secondStepLimits(before.person, { challenge: `step-up ${before.id} ${before.factorAt.toISOString()}`, kind: shown.kind })
  const left = await uses.tries.take(uses.run, limits)
  return uses.run(async (tx) => {
    const session = await enterAs[uses.kind](tx, token)
    const challenge = await takeChallenge(tx, session)
    if (!(await useFactor(tx, uses, { person: session.person, shown, challenge, publicUrl, visit: token ?? '' }))) throw new Refusal('second-step-no-match', `step-up ${shown.kind}`, { left, field: shown.kind === 'passkey' ? 'passkey' : 'code' })
    await uses.tries.giveBack(tx, limits)
    await uses.audit.note(tx, { kind: 'signed-in', patient: null, actor: session.person, actorRole: uses.kind, actorName: session.name, purpose: 'step-up', detail: { factor: shown.kind } })
    return renew(tx, session)
  }).catch(async (error: unknown) => {
    if (error instanceof Refusal && error.code === 'second-step-no-match') await noteRefused(uses, before.person, shown)
    throw error
  })
}
