// How does the desk let somebody back in who has no password, no factor and no mailbox? A look at an ID, a one-time link to where
// they are reached now, a second member of staff when there is a risk, and every old address told at once (R24, R28, R29, R38).
import type { Audit } from '#audit'
import { type PhoneNumber, readPhone } from '#notices'
import { type Database, type Keys, type Statement, type Tx, Refusal, instant, newId, newSecret, statement } from '#kernel'
import type { ResetRisk } from '../../../../contract/desk-resets.ts'
import { readEmail } from '../email.ts'
import type { KnownPasswords } from '../passwords/known.ts'
import { checkPassword } from '../passwords/policy.ts'
import type { StoredPasswords } from '../passwords/stored.ts'
import { hashOf } from '../session.ts'
import { enterLink, linkHash, makeLink } from './links.ts'
import { type TellUses, tellAll } from './tell.ts'

/** What the desk learns of the account behind a chart: no address, nothing of elsewhere. */
export type DeskView = { readonly frozen: boolean; readonly hasApp: boolean; readonly hasPasskey: boolean; readonly hasPhone: boolean; readonly emailOnFile: boolean; readonly risks: readonly ResetRisk[] }

export type DeskReset = {
  readonly id: string
  readonly patient: string
  readonly askedBy: string
  readonly askedByName: string
  readonly askedAt: string
  readonly idSeen: string
  readonly reason: string
  readonly channel: 'email' | 'phone'
  readonly shown: string
  readonly risk: readonly ResetRisk[]
  readonly state: 'waiting' | 'sent' | 'refused'
  readonly decidedByName: string | null
  readonly decidedAt: string | null
  readonly usedAt: string | null
}

type ViewRow = { frozen: boolean; lately: boolean; helped_lately: boolean; has_app: boolean; has_passkey: boolean; has_phone: boolean; email_on_file: boolean; email: string }

const columns = `id, patient, asked_by as "askedBy", asked_by_name as "askedByName", asked_at as "askedAt", id_seen as "idSeen", reason, channel, shown, risk, state, decided_by_name as "decidedByName", decided_at as "decidedAt", used_at as "usedAt"`
const deskView: Statement<ViewRow> = statement('accounts.desk-view', 'select frozen, lately, helped_lately, has_app, has_passkey, has_phone, email_on_file, email from accounts_desk_view($1)')
const worn: Statement<{ worn: boolean }> = statement('accounts.worn', 'select accounts_worn($1, $2) as worn')
const insertReset: Statement<DeskReset> = statement('accounts.ask-desk-reset', `insert into accounts_desk_reset (id, person, patient, organization, asked_by, asked_by_name, asked_at, id_seen, reason, channel, key, shown, risk, state)
  values ($1, accounts_helped(), $2, app_organization(), app_person(), $3, app_now(), $4, $5, $6, $7, $8, $9, $10) returning ${columns}`)
const newest: Statement<DeskReset> = statement('accounts.newest-desk-resets', `select ${columns} from accounts_desk_reset where patient = $1 order by asked_at desc, id limit 5`)
const waiting: Statement<DeskReset> = statement('accounts.waiting-desk-resets', `select ${columns} from accounts_desk_reset where state = 'waiting' order by asked_at, id limit 100`)
const decide: Statement<DeskReset> = statement('accounts.decide-desk-reset', `update accounts_desk_reset set state = $2, decided_by = app_person(), decided_by_name = $3, decided_at = app_now()
  where id = $1 and state = 'waiting' returning ${columns}`)
const endEverything: Statement<never> = statement('accounts.desk-ends', 'select accounts_desk_ends()')
const useDeskLink: Statement<{ done: boolean }> = statement('accounts.use-desk-link', 'select accounts_use_desk_link($1, $2, $3, $4) as done')

const keepLook: Statement<never> = statement('accounts.keep-desk-look', `insert into accounts_desk_look (staff, organization, patient, opened_at) values (app_person(), app_organization(), $1, app_now())
  on conflict (staff, organization, patient) do update set opened_at = app_now()`)
const looks: Statement<{ open: boolean }> = statement('accounts.desk-looks', 'select accounts_desk_looks($1) as open')

/** How long the link works: they stand at the desk, or sit in the car park. */
export const deskLinkMinutes = 60
/** From how many wrong tries on somebody is guessing. */
const guessing = 6

export type DeskResetUses = TellUses & { readonly audit: Audit; readonly keys: Keys; readonly passwords: StoredPasswords; readonly known: KnownPasswords; /** As role `web`. */ readonly database: Database }

/** As role desk, in a transaction that helps somebody (access.help). `onFile`: the addresses this organization has. */
export async function viewForDesk(tx: Tx, { keys }: Pick<DeskResetUses, 'keys'>, onFile: readonly string[]): Promise<DeskView> {
  const [row] = await tx.query(deskView, [onFile.map((one) => one.normalize('NFKC').trim().toLowerCase())])
  if (row === undefined) throw new Refusal('not-found', 'nobody is helped in this transaction')
  const [tried] = await tx.query(worn, [[keys.mac('network-key', 'tries', 'account', row.email)], guessing])
  const risks: ResetRisk[] = [...(row.frozen ? ['frozen' as const] : []), ...(row.lately ? ['changed' as const] : []), ...(tried?.worn === true ? ['tries' as const] : []), ...(row.helped_lately ? ['helped' as const] : [])]
  return { frozen: row.frozen, hasApp: row.has_app, hasPasskey: row.has_passkey, hasPhone: row.has_phone, emailOnFile: row.email_on_file, risks }
}

export type DeskAsk = {
  readonly patient: string
  readonly staff: { readonly name: string; readonly organizationName: string; readonly phone: string }
  readonly idSeen: string
  readonly reason: string
  readonly via: 'mail' | 'text'
  readonly to: string
  readonly onFile: readonly string[]
}

function readTo(uses: DeskResetUses, { via, to }: Pick<DeskAsk, 'via' | 'to'>): { readonly channel: 'email' | 'phone'; readonly key: string; readonly shown: string } {
  if (via === 'mail') return { channel: 'email', ...readEmail(to) }
  const phone = readPhone(to)
  if (!uses.notices.canTextTo(phone)) throw new Refusal('phone-not-usable', 'no texts to this country', { field: 'phone' })
  return { channel: 'phone', key: phone, shown: phone }
}

/**
 * Asks for the link: without a risk it goes out, otherwise a second member of staff decides.
 * Refuses: not-found (nobody is helped), email-not-usable, phone-not-usable.
 */
export async function askDeskReset(tx: Tx, uses: DeskResetUses, ask: DeskAsk): Promise<DeskReset> {
  const { risks } = await viewForDesk(tx, uses, ask.onFile)
  const to = readTo(uses, ask)
  const [made] = await tx.query(insertReset, [newId(), ask.patient, ask.staff.name, ask.idSeen, ask.reason.slice(0, 500), to.channel, to.key, to.shown, risks, risks.length === 0 ? 'sent' : 'waiting'])
  if (made === undefined) throw new Error('a reset was not kept')
  if (made.state === 'sent') await sendLink(tx, uses, { reset: made, staff: ask.staff })
  return made
}

async function sendLink(tx: Tx, uses: DeskResetUses, { reset, staff }: { readonly reset: DeskReset; readonly staff: DeskAsk['staff'] }): Promise<void> {
  await tx.query(endEverything)
  // First the old addresses, then the new one: whoever did not stand at the desk can stop it.
  await tellAll(tx, uses, { kind: 'desk-reset', facts: { organization: staff.organizationName, phone: staff.phone } })
  const until = instant(tx.now.getTime() + deskLinkMinutes * 60_000)
  const link = `${uses.publicUrl}/account/desk/${await makeLink(tx, { kind: 'desk', about: reset.id, until })}`
  if (reset.channel === 'email') await uses.notices.mail(tx, { kind: 'desk-link', to: reset.shown, facts: { organization: staff.organizationName, link, minutes: deskLinkMinutes }, usefulUntil: until })
  else await uses.notices.text(tx, { kind: 'desk-link', to: reset.shown as PhoneNumber, facts: { organization: staff.organizationName, link }, usefulUntil: until })
}

/** The person told two details of this chart: for half an hour this member of staff may help its account. */
export const keepDeskLook = async (tx: Tx, patient: string): Promise<void> => void (await tx.query(keepLook, [patient]))
export const deskLooks = async (tx: Tx, patient: string): Promise<boolean> => (await tx.query(looks, [patient]))[0]?.open === true

/** What was asked for this chart, newest first, and what waits for a second member of staff here. */
export const deskResetsOf = (tx: Tx, patient: string): Promise<readonly DeskReset[]> => tx.query(newest, [patient])
export const deskResetsWaiting = (tx: Tx): Promise<readonly DeskReset[]> => tx.query(waiting)

/** The second member of staff, in a transaction that helps the same chart. Refuses: not-found (unknown, decided, or it is who asked). */
export async function decideDeskReset(tx: Tx, uses: DeskResetUses, { id, send, staff }: { readonly id: string; readonly send: boolean; readonly staff: DeskAsk['staff'] }): Promise<DeskReset> {
  const [reset] = await tx.query(decide, [id, send ? 'sent' : 'refused', staff.name])
  if (reset === undefined) throw new Refusal('not-found', 'unknown, decided, or asked by the same person')
  if (send) await sendLink(tx, uses, { reset, staff })
  return reset
}

/** May the desk's link still be used? Looking spends nothing. Refuses: link-not-usable. */
export async function deskLinkWaits(tx: Tx, token: string): Promise<void> {
  if (!(await enterLink(tx, 'desk', token)).open) throw new Refusal('link-not-usable', 'desk: used or replaced')
}

/**
 * The new password from the desk's link; gives the cookie of the visit in which the new second step is bound.
 * Refuses: link-not-usable, and what checkPassword refuses.
 */
export async function passwordByDeskLink(uses: DeskResetUses, { token, password }: { readonly token: string; readonly password: string }): Promise<{ readonly half: string }> {
  const link = await uses.database.run((tx) => enterLink(tx, 'desk', token))
  if (!link.open) throw new Refusal('link-not-usable', 'desk: used or replaced')
  checkPassword(uses.known, password, { email: link.email, names: [link.name], birthDate: null, numbers: [], organization: null })
  const stored = await uses.passwords.make(password)
  const half = newSecret()
  return uses.database.run(async (tx) => {
    await enterLink(tx, 'desk', token)
    const [row] = await tx.query(useDeskLink, [linkHash(token), stored, hashOf(half), instant(tx.now.getTime() + deskLinkMinutes * 60_000)])
    if (row?.done !== true) throw new Refusal('link-not-usable', 'desk: used meanwhile')
    await uses.audit.note(tx, { kind: 'desk-reset', patient: null, actor: link.person, actorRole: 'nobody', purpose: 'link of the desk used' })
    await tellAll(tx, uses, { kind: 'password-reset', facts: {} })
    return { half }
  })
}
