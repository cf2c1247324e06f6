// What can a person see and change about their account? Every change is told to their address (R28) and needs a fresh factor (R46).
import type { Audit } from '#audit'
import type { Notices } from '#notices'
import { type Statement, type Tx, Refusal, instant, newId, statement } from '#kernel'
import { type Contact, readContacts } from './contacts/contacts.ts'
import { readEmail } from './email.ts'
import { type NewFactor, type FactorUses, keepFactor } from './factors/second-factor.ts'
import { checkNewPasskey, passkeyOptions, passkeyRequest, readPasskeys } from './factors/passkeys.ts'
import { keepRecoveryCodes, makeRecoveryCodes } from './factors/recovery-codes.ts'
import { newTotpSecret, totpStep } from './factors/totp.ts'
import type { KnownPasswords } from './passwords/known.ts'
import { type AboutPerson, checkPassword } from './passwords/policy.ts'
import type { StoredPasswords } from './passwords/stored.ts'
import { tellAll } from './recovery/tell.ts'
import { type AccountKind, type Session, keepChallenge, takeChallenge } from './session.ts'
import type { Tries } from './tries.ts'

export type Device = { readonly id: string; readonly agent: string; readonly startedAt: Date; readonly touchedAt: Date; readonly here: boolean }

export type AccountView = {
  readonly name: string
  readonly email: string
  readonly createdAt: Date
  readonly passwordSetAt: Date
  readonly apps: readonly { readonly id: string; readonly addedAt: Date }[]
  readonly passkeys: readonly { readonly id: string; readonly agent: string; readonly addedAt: Date; readonly usedAt: Date | null }[]
  readonly recoveryCodesLeft: number
  readonly devices: readonly Device[]
  /** Addresses they are reached by; those with purpose `code` get codes by text and count as second steps. */
  readonly contacts: readonly Contact[]
}

type AccountRow = { name: string; email_shown: string; created_at: string; password_set_at: string }

const account: Statement<AccountRow> = statement('accounts.account', 'select name, email_shown, created_at, password_set_at from accounts_account where person = app_person()')
const ownApps: Statement<{ id: string; added_at: string }> = statement('accounts.own-apps', 'select id, added_at from accounts_app where person = app_person() order by added_at, id')
const ownPasskeys: Statement<{ id: string; agent: string; added_at: string; used_at: string | null }> = statement('accounts.own-passkeys', 'select id, agent, added_at, used_at from accounts_passkey where person = app_person() order by added_at, id')
const codesLeft: Statement<{ count: number }> = statement('accounts.codes-left', 'select count(*)::int as count from accounts_recovery_code where person = app_person() and used_at is null')
const sessions: Statement<{ id: string; agent: string; started_at: string; touched_at: string }> = statement('accounts.sessions', `select id, agent, started_at, touched_at from accounts_session
  where person = app_person() and ends_at > app_now() and touched_at + make_interval(secs => idle_seconds) > app_now() order by touched_at desc, id`)
const endSession: Statement<{ id: string }> = statement('accounts.end-session', 'delete from accounts_session where person = app_person() and id = $1 returning id')
const endOthers: Statement<{ id: string }> = statement('accounts.end-others', 'delete from accounts_session where person = app_person() and id <> $1 returning id')
const endHalves: Statement<never> = statement('accounts.end-halves', 'delete from accounts_half where person = app_person()')
const setPassword: Statement<never> = statement('accounts.set-password', "update accounts_account set password = $1, password_set_at = app_now(), password_by = 'person' where person = app_person()")
const showCodes: Statement<never> = statement('accounts.show-codes', 'update accounts_account set codes_shown = $1, codes_shown_until = $2 where person = app_person()')
const shownCodes: Statement<{ codes_shown: Buffer | null }> = statement('accounts.shown-codes', 'select codes_shown from accounts_account where person = app_person() and codes_shown_until > app_now()')
const removeApp: Statement<{ id: string }> = statement('accounts.remove-app', 'delete from accounts_app where person = app_person() and id::text = $1 returning id::text')
const removePhone: Statement<{ id: string }> = statement('accounts.remove-code-phone', "update accounts_contact set ended_at = app_now(), recovery_until = app_now() where person = app_person() and purpose = 'code' and id::text = $1 and ended_at > app_now() returning id::text")
const removePasskey: Statement<{ id: string }> = statement('accounts.remove-passkey', 'delete from accounts_passkey where person = app_person() and id = $1 returning id')
// Two removals at once wait for each other here: the second counts what the first has left.
const holdAccount: Statement<{ person: string }> = statement('accounts.hold', 'select person from accounts_account where person = app_person() for update')
const keepSecret: Statement<never> = statement('accounts.keep-new-secret', 'update accounts_session set new_secret = $2 where id = $1 and person = app_person()')
const newSecretOf: Statement<{ new_secret: Buffer | null }> = statement('accounts.new-secret', 'select new_secret from accounts_session where id = $1 and person = app_person()')

/** Fresh codes can be looked at and printed for this long, or until the person says they have them. */
const codesShownMinutes = 30

export type ManageUses = FactorUses & { readonly audit: Audit; readonly notices: Notices; readonly passwords: StoredPasswords; readonly known: KnownPasswords; readonly publicUrl: string; readonly tries: Tries; readonly site: string }

const codesAbout = (person: string): string => `accounts_account codes ${person}`
const secretAbout = (session: Session): string => `accounts_session ${session.id}`

export async function readAccount(tx: Tx, session: Session): Promise<AccountView> {
  const [[row], apps, passkeys, [left], devices, contacts] = await Promise.all([tx.query(account), tx.query(ownApps), tx.query(ownPasskeys), tx.query(codesLeft), tx.query(sessions), readContacts(tx)])
  if (row === undefined) throw new Error('a session without an account')
  return {
    name: row.name,
    email: row.email_shown,
    createdAt: instant(row.created_at),
    passwordSetAt: instant(row.password_set_at),
    apps: apps.map((one) => ({ id: one.id, addedAt: instant(one.added_at) })),
    passkeys: passkeys.map((one) => ({ id: one.id, agent: one.agent, addedAt: instant(one.added_at), usedAt: one.used_at === null ? null : instant(one.used_at) })),
    recoveryCodesLeft: left?.count ?? 0,
    contacts,
    devices: devices.map((one) => ({ id: one.id, agent: one.agent, startedAt: instant(one.started_at), touchedAt: instant(one.touched_at), here: one.id === session.id })),
  }
}

/** Keeps a new set and lays it ready to be shown; returns nothing: the page reads it by readFreshCodes. */
export async function makeFreshCodes(tx: Tx, { box, hashing }: FactorUses, person: string): Promise<void> {
  const set = await makeRecoveryCodes(hashing)
  await keepRecoveryCodes(tx, person, set)
  await tx.query(showCodes, [box.seal(JSON.stringify(set.codes), codesAbout(person)), instant(tx.now.getTime() + codesShownMinutes * 60_000)])
}

/** The codes made just now; null once the person said they have them, or after 30 minutes. */
export async function readFreshCodes(tx: Tx, { box }: FactorUses, session: Session): Promise<readonly string[] | null> {
  const [row] = await tx.query(shownCodes)
  if (row === undefined || row.codes_shown === null) return null
  return JSON.parse(box.open(row.codes_shown, codesAbout(session.person))) as string[]
}

export async function hideFreshCodes(tx: Tx): Promise<void> {
  await tx.query(showCodes, [null, null])
}

export { mailTime } from './recovery/tell.ts'

/** Refuses: password-too-short, password-too-long, password-known, password-personal. Ends all other sessions, and visits that still owe the second step. */
export async function changePassword(tx: Tx, uses: ManageUses, { session, password, about }: { readonly session: Session; readonly password: string; readonly about: AboutPerson }): Promise<void> {
  checkPassword(uses.known, password, about)
  await tx.query(setPassword, [await uses.passwords.make(password)])
  await Promise.all([tx.query(endOthers, [session.id]), tx.query(endHalves)])
  await tellAll(tx, uses, { kind: 'password-changed', facts: {} })
}

/** A secret for a new app, kept with the session until its first code comes. The same one until then. */
export async function offerApp(tx: Tx, { box }: FactorUses, session: Session): Promise<string> {
  const [row] = await tx.query(newSecretOf, [session.id])
  if (row?.new_secret !== null && row?.new_secret !== undefined) return box.open(row.new_secret, secretAbout(session))
  const secret = newTotpSecret()
  await tx.query(keepSecret, [session.id, box.seal(secret, secretAbout(session))])
  return secret
}

/** Refuses (second-step-no-match) when the code is not of the offered secret. */
export async function addApp(tx: Tx, uses: ManageUses, { session, code }: { readonly session: Session; readonly code: string }): Promise<void> {
  const secret = await offerApp(tx, uses, session)
  const step = totpStep(secret, code, { now: tx.now, after: 0 })
  if (step === null) throw new Refusal('second-step-no-match', 'first code of a new app', { field: 'code' })
  await keepFactor(tx, uses, { person: session.person, factor: { kind: 'app', secret, step } })
  await tx.query(keepSecret, [session.id, null])
  // R17: an app that was worn out is bound anew.
  await uses.tries.forget(tx, [['second-step-in-all', session.person, 'app']])
  await tellAll(tx, uses, { kind: 'app-added', facts: {} })
}

/** WebAuthn options for a new passkey of the signed-in person. */
export async function offerPasskey(tx: Tx, uses: ManageUses, { session, site }: { readonly session: Session; readonly site: string }): Promise<unknown> {
  const { options, challenge } = await passkeyOptions({ publicUrl: uses.publicUrl, site, email: session.email, name: session.name, known: await readPasskeys(tx, session.person) })
  await keepChallenge(tx, session, challenge)
  return options
}

/** WebAuthn options to show a passkey again (step-up). */
export async function askPasskey(tx: Tx, uses: ManageUses, session: Session): Promise<unknown> {
  const { options, challenge } = await passkeyRequest(uses.publicUrl, await readPasskeys(tx, session.person))
  await keepChallenge(tx, session, challenge)
  return options
}

/** Refuses (second-step-no-match) when the device's answer is not to our challenge. */
export async function addPasskey(tx: Tx, uses: ManageUses, { session, answer, agent }: { readonly session: Session; readonly answer: string; readonly agent: string }): Promise<void> {
  const passkey = await checkNewPasskey({ answer, challenge: await takeChallenge(tx, session), publicUrl: uses.publicUrl })
  if (passkey === null) throw new Refusal('second-step-no-match', 'new passkey', { field: 'passkey' })
  const factor: NewFactor = { kind: 'passkey', passkey, agent: agent.slice(0, 300) }
  await keepFactor(tx, uses, { person: session.person, factor })
  await uses.tries.forget(tx, [['second-step-in-all', session.person, 'passkey']])
  await tellAll(tx, uses, { kind: 'passkey-added', facts: {} })
}

/** Takes an app, a passkey or a phone for codes away. Refuses (not-found) the last one, and one that is not theirs. */
export async function removeFactor(tx: Tx, uses: ManageUses, { session, factor }: { readonly session: Session; readonly factor: string }): Promise<void> {
  await tx.query(holdAccount)
  const { apps, passkeys, contacts } = await readAccount(tx, session)
  if (apps.length + passkeys.length + contacts.filter((one) => one.purpose === 'code').length < 2) throw new Refusal('not-found', 'the last factor stays')
  const gone = [...(await tx.query(removeApp, [factor])), ...(await tx.query(removePasskey, [factor])), ...(await tx.query(removePhone, [factor]))]
  if (gone.length === 0) throw new Refusal('not-found', 'no such factor')
  await tellAll(tx, uses, { kind: 'factor-removed', facts: {} })
}

/** Ten new recovery codes; the old ones stop. They can be shown until the person has them. */
export async function renewCodes(tx: Tx, uses: ManageUses, session: Session): Promise<void> {
  await makeFreshCodes(tx, uses, session.person)
  await uses.tries.forget(tx, [['second-step-in-all', session.person, 'recovery-code']])
  await tellAll(tx, uses, { kind: 'recovery-codes-made', facts: {} })
}

/** Ends one session of the person, or all but this one. Gives how many ended; ids of others end nothing. */
export async function endSessions(tx: Tx, session: Session, which: string | 'others'): Promise<number> {
  return (await tx.query(which === 'others' ? endOthers : endSession, [which === 'others' ? session.id : which])).length
}

/** `person`: whose it becomes, when that is known before (an invitation). */
export type NewAccount = { readonly kind?: AccountKind; readonly person?: string; readonly email: string; readonly name: string; /** PHC text, from preparePassword. */ readonly password: string; readonly factor: NewFactor }

const insertAccount: Statement<{ person: string }> = statement('accounts.insert-account', `insert into accounts_account (person, email, email_shown, name, password, password_set_at, created_at, kind)
  values ($1, $2, $3, $4, $5, app_now(), app_now(), $6) on conflict do nothing returning person`)
const asNewPerson: Statement<never> = statement('accounts.as-new-person', "select set_config('app.person', $1, true)")

/**
 * Makes the account with its factor and ten recovery codes; from then on the transaction is the new person's. Gives the person.
 * Refuses: link-not-usable when somebody has the address already.
 */
export async function createAccount(tx: Tx, uses: FactorUses, { kind = 'patient', person = newId(), email, name, password, factor }: NewAccount): Promise<string> {
  const address = readEmail(email)
  await tx.query(asNewPerson, [person])
  // Two letters finished at once with one address: the second finds it taken here at the latest.
  if ((await tx.query(insertAccount, [person, address.key, address.shown, name, password, kind])).length === 0) throw new Refusal('link-not-usable', 'the address got an account meanwhile')
  await keepFactor(tx, uses, { person, factor })
  await makeFreshCodes(tx, uses, person)
  return person
}

