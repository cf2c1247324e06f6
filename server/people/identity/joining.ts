// Who is on the way in? From the joining a code began (begin.ts) to a proven address; nothing is made before the end (finish.ts).
import { createHash, randomInt } from 'node:crypto'
import type { AboutPerson, AccountMaking, OfferedApp, SentCode } from '#accounts'
import { emailKey, mailLimits, mailedCodeLimits, readEmail } from '#accounts'
import type { Audit } from '#audit'
import type { Directory } from '#directory'
import { type Database, type Keys, type Statement, type Tx, Refusal, instant, newId, newSecret, sameBytes, statement } from '#kernel'
import type { Notices } from '#notices'
import { contactKey } from './signing-up/contacts.ts'
import type { AroundChart } from './signing-up/look.ts'
import { type Basis, basisOf, personOf } from './basis.ts'

export type JoinUses = { readonly audit: Audit; readonly notices: Notices; readonly directory: Directory; readonly making: AccountMaking; readonly keys: Keys; /** As role `web`. */ readonly database: Database; readonly publicUrl: string; /** "This was not me": freezes the account of the transaction's person (R37). */ readonly notMeLink: (tx: Tx) => Promise<string>; /** What access knows around a chart: a room above. */ readonly around: (tx: Tx, patient: string) => Promise<AroundChart> }

/** Somebody whose code and birth date were right. */
export type Joining = {
  readonly organization: string
  /** The address typed, once there is one. */
  readonly email: string | null
  readonly proven: boolean
  readonly hasPassword: boolean
}

export type JoiningRow = { hash: Buffer; code: string | null; signup: string | null; email: string | null; email_shown: string | null; mail: string | null; mail_code: Buffer | null; mailed_at: string | null; proven_at: string | null; password: string | null; app_secret: Buffer | null; challenge: string | null }

const setJoining: Statement<never> = statement('identity.set-joining', "select set_config('app.joining', $1, true)")
const insertProven: Statement<never> = statement('identity.insert-proven-joining', 'insert into identity_joining (hash, signup, started_at, ends_at, email, email_shown, proven_at) values ($1, $2, app_now(), $3, $4, $5, $6)')
const enterRow: Statement<JoiningRow> = statement('identity.enter-joining', 'select hash, code, signup, email, email_shown, mail, mail_code, mailed_at, proven_at, password, app_secret, challenge from identity_enter_joining($1)')
const setMail: Statement<never> = statement('identity.set-mail', `update identity_joining set email = $2, email_shown = $3, mail = $4, mail_link = $5, mail_code = $6, mailed_at = app_now(), proven_at = null, password = null, app_secret = null
  where hash = $1`)
// The mail the numbers belong to: an address changed meanwhile is not proven by them.
const setProven: Statement<{ mail: string }> = statement('identity.set-proven', 'update identity_joining set proven_at = app_now() where hash = $1 and mail = $2 returning mail')
const waiting: Statement<{ organization: string; email: string; proven: boolean }> = statement('identity.waiting', 'select organization, email, proven from identity_waiting($1)')
const prove: Statement<{ proven: boolean }> = statement('identity.prove', 'select identity_prove($1) as proven')
const setPassword: Statement<never> = statement('identity.set-password', 'update identity_joining set password = $2 where hash = $1')
const setSecret: Statement<never> = statement('identity.set-secret', 'update identity_joining set app_secret = $2 where hash = $1')
const setChallenge: Statement<never> = statement('identity.set-challenge', 'update identity_joining set challenge = $2 where hash = $1')

/** How long somebody may take from the code to the end; the mail's link lives as long (R25). */
export const joiningHours = 24

export const joinHash = (token: string): Buffer => createHash('sha256').update(token).digest()
const linkHash = joinHash

/** A joining that rests on a proven sign-up, in its transaction; gives the cookie. `email`: an address the sign-up has proven already. */
export async function openJoining(tx: Tx, { signUp, email }: { readonly signUp: string; readonly email: string | null }): Promise<string> {
  const join = newSecret()
  await tx.query(setJoining, [joinHash(join).toString('hex')])
  await tx.query(insertProven, [joinHash(join), signUp, instant(tx.now.getTime() + joiningHours * 3_600_000), email === null ? null : emailKey(email), email, email === null ? null : tx.now])
  return join
}

/** The joining of this cookie. Refuses (form-expired: the page was open too long) when there is none; loading the page leads to the code. */
export async function enterJoining(tx: Tx, token: string | null): Promise<JoiningRow> {
  const [row] = token === null ? [] : await tx.query(enterRow, [joinHash(token)])
  if (row === undefined) throw new Refusal('form-expired', 'no joining, or it ended')
  return row
}

/** Where somebody stands; null without a joining. */
export async function readJoining(tx: Tx, token: string | null): Promise<Joining | null> {
  const [row] = token === null ? [] : await tx.query(enterRow, [joinHash(token)])
  if (row === undefined) return null
  const { organization } = await basisOf(tx, row)
  return { organization, email: row.email_shown, proven: row.proven_at !== null, hasPassword: row.password !== null }
}

/**
 * Mails a link and six numbers to the address. Whether somebody has it already is not looked at: the answer, the work and
 * the mail are the same. A new address starts the steps after it anew.
 * Refuses: form-expired, email-not-usable, too-many-tries.
 */
export async function sendProof(uses: JoinUses, { join, email: typed, network }: { readonly join: string | null; readonly email: string; readonly network: string }): Promise<void> {
  const email = readEmail(typed)
  await uses.database.run((tx) => enterJoining(tx, join))
  await uses.making.tries.take(uses.database.run, mailLimits(joinHash(join ?? '').toString('hex'), email.key, network))
  const [link, mail, code] = [newSecret(), newId(), String(randomInt(1_000_000)).padStart(6, '0')]
  await uses.database.run(async (tx) => {
    const row = await enterJoining(tx, join)
    const basis = await basisOf(tx, row)
    const [organization, around] = await Promise.all([uses.directory.organization(tx, basis.organization), uses.around(tx, basis.patient)])
    // T6: the address of somebody who acts for this chart opens no account of its own. The page says what it always says; the mail says why.
    const another = around.contacts.some((one) => contactKey(one) === contactKey(email.key))
    await tx.query(setMail, [row.hash, email.key, email.shown, mail, linkHash(link), uses.keys.mac('code-index', 'mail', mail, code)])
    await uses.notices.mail(tx, {
      kind: another ? 'email-of-another' : 'confirm-email', to: email.shown, usefulUntil: instant(tx.now.getTime() + joiningHours * 3_600_000),
      facts: { organization: organization?.name ?? '', link: `${uses.publicUrl}/join/confirm/${link}`, code, phone: organization?.phone ?? null },
    })
  })
}

/** The six numbers of the newest mail. Refuses: form-expired, code-missing, code-no-match (also after five tries: ask for a new mail). */
export async function proveByNumbers(uses: JoinUses, { join, code }: { readonly join: string | null; readonly code: string }): Promise<void> {
  const run = uses.database.run
  const { row, now } = await run(async (tx) => ({ row: await enterJoining(tx, join), now: tx.now }))
  const digits = code.normalize('NFKC').replace(/\D/g, '')
  if (digits === '') throw new Refusal('code-missing', 'nothing typed', { field: 'code' })
  const { paused } = await uses.making.tries.count(run, mailedCodeLimits(row.mail ?? 'none'))
  const fresh = row.mailed_at !== null && instant(row.mailed_at).getTime() + joiningHours * 3_600_000 > now.getTime()
  const right = row.mail !== null && row.mail_code !== null && sameBytes(row.mail_code, uses.keys.mac('code-index', 'mail', row.mail, digits))
  if (!right || !fresh || paused.length > 0) throw new Refusal('code-no-match', 'mailed numbers', { field: 'code' })
  await run(async (tx) => {
    await enterJoining(tx, join)
    if ((await tx.query(setProven, [row.hash, row.mail])).length === 0) throw new Refusal('code-no-match', 'another mail was asked for meanwhile', { field: 'code' })
    await uses.audit.note(tx, { kind: 'email-proven', patient: null, actor: null, actorRole: 'nobody' })
  })
}

/** Who waits for this mailed link? null when it is unknown, too old or replaced. Looking spends nothing: mail scanners look too. */
export async function waitingFor(tx: Tx, link: string): Promise<{ readonly organization: string; readonly email: string; readonly proven: boolean } | null> {
  const [row] = await tx.query(waiting, [linkHash(link)])
  return row ?? null
}

/** The button on the mailed page. Refuses: link-not-usable. */
export async function proveByLink(tx: Tx, uses: JoinUses, link: string): Promise<void> {
  const [row] = await tx.query(prove, [linkHash(link)])
  if (row?.proven !== true) throw new Refusal('link-not-usable', 'unknown, old or used')
  await uses.audit.note(tx, { kind: 'email-proven', patient: null, actor: null, actorRole: 'nobody' })
}

/** True when the proven address already has an account: then one signs in instead. Only said to whoever proved the address. */
export async function hasAccount(tx: Tx, uses: JoinUses, join: string | null): Promise<boolean> {
  const row = await enterJoining(tx, join)
  return row.proven_at !== null && row.email !== null && (await uses.making.taken(tx, row.email))
}

function aboutOf(uses: JoinUses, basis: Basis, email: string): AboutPerson {
  const person = personOf(uses.making.box, basis)
  return { email, names: person.names, birthDate: person.birthDate, numbers: [person.mrn], organization: person.organization }
}

/** As the record writes it. */
export const nameOf = (uses: JoinUses, basis: Basis): string => personOf(uses.making.box, basis).name

/** Refuses: form-expired, link-not-usable (address not proven yet), and what checkPassword refuses. */
export async function choosePassword(uses: JoinUses, { join, password }: { readonly join: string | null; readonly password: string }): Promise<void> {
  const { row, about } = await uses.database.run(async (tx) => {
    const entered = await enterJoining(tx, join)
    return { row: entered, about: aboutOf(uses, await basisOf(tx, entered), entered.email ?? '') }
  })
  if (row.proven_at === null) throw new Refusal('link-not-usable', 'the address is not proven')
  const stored = await uses.making.preparePassword(password, about)
  await uses.database.run(async (tx) => {
    await enterJoining(tx, join)
    await tx.query(setPassword, [row.hash, stored])
  })
}

export const secretAbout = (row: JoiningRow): string => `identity_joining ${row.hash.toString('hex')}`

/** The secret for a new app; the same one until its first code comes. */
export async function offerApp(tx: Tx, uses: JoinUses, join: string | null): Promise<OfferedApp> {
  const row = await enterJoining(tx, join)
  const kept = row.app_secret === null ? undefined : uses.making.box.open(row.app_secret, secretAbout(row))
  const offered = uses.making.newApp(row.email_shown ?? '', kept)
  if (kept === undefined) await tx.query(setSecret, [row.hash, uses.making.box.seal(offered.secret, secretAbout(row))])
  return offered
}

/** WebAuthn options for a first passkey. */
export async function offerPasskey(tx: Tx, uses: JoinUses, join: string | null): Promise<unknown> {
  const row = await enterJoining(tx, join)
  const basis = await basisOf(tx, row)
  const organization = await uses.directory.organization(tx, basis.organization)
  const { options, challenge } = await uses.making.newPasskey({ site: organization?.name ?? '', email: row.email_shown ?? '', name: nameOf(uses, basis) })
  await tx.query(setChallenge, [row.hash, challenge])
  return options
}

export const phoneVisit = (row: JoiningRow): string => `joining ${row.hash.toString('hex')}`

async function enterForFactor(tx: Tx, join: string | null): Promise<JoiningRow> {
  const row = await enterJoining(tx, join)
  if (row.proven_at === null || row.password === null || !(await basisOf(tx, row)).open) throw new Refusal('link-not-usable', 'a step is missing, or the code was used')
  return row
}

/** Texts six numbers to the phone that is to be the second step. Refuses: form-expired, link-not-usable (a step before is missing), phone-not-usable, too-many-tries. */
export async function sendToPhone(uses: JoinUses, { join, phone, network }: { readonly join: string | null; readonly phone: string; readonly network: string }): Promise<void> {
  const row = await uses.database.run((tx) => enterForFactor(tx, join))
  await uses.making.newPhones.send({ visit: phoneVisit(row), phone, network, enter: (tx) => enterForFactor(tx, join) })
}

/** What was texted for this joining; null: nothing is out. */
export const phoneAsked = async (tx: Tx, uses: JoinUses, join: string | null): Promise<SentCode | null> => uses.making.newPhones.sent(tx, phoneVisit(await enterJoining(tx, join)))
