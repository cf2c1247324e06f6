// By which addresses is a person reached, and how do they change one? The new one is proven first; old and new are told (R28); it
// recovers nothing before its hold ends (R29), and until then the old one takes the change back at one press (T13).
import type { Audit } from '#audit'
import { type PhoneNumber, readPhone } from '#notices'
import { type Keys, type Statement, type Tx, Refusal, instant, statement } from '#kernel'
import { dateAndTime } from '../../../../words/en/dates.ts'
import { readEmail } from '../email.ts'
import { makeLink, enterLink, linkHash } from '../recovery/links.ts'
import { type TellUses, tellAll } from '../recovery/tell.ts'
import type { Session } from '../session.ts'
import { type Tries, inside, sendLimits } from '../tries.ts'
import { type CodePurpose, type SentCode, codeMinutes, countCodeTry, drawCode, readSentCode, spendCode, visitOf } from './sent-codes.ts'

export type Contact = {
  readonly id: string
  readonly channel: 'email' | 'phone'
  readonly purpose: 'sign-in' | 'second' | 'code'
  readonly shown: string
  readonly provenAt: Date
  /** From when it may recover the account. */
  readonly recoveryFrom: Date
  readonly usedAt: Date | null
}

/** What is changed: the address that signs in, the second address, the phone for codes by text. */
export type ContactKind = 'email' | 'second-email' | 'phone'

type Row = { id: string; channel: 'email' | 'phone'; purpose: Contact['purpose']; shown: string; proven_at: string; recovery_from: string; used_at: string | null }

const ownContacts: Statement<Row> = statement('accounts.own-contacts', `select id, channel, purpose, shown, proven_at, recovery_from, used_at from accounts_contact
  where person = app_person() and ended_at > app_now() order by purpose = 'sign-in' desc, purpose, proven_at`)
const holdOf: Statement<{ ends: string }> = statement('accounts.hold-ends', 'select app_now() + accounts_hold() as ends')
const endContact: Statement<{ id: string; purpose: string }> = statement('accounts.end-contact', `update accounts_contact set ended_at = app_now(), recovery_until = $2 where id = $1 and person = app_person() and ended_at > app_now() returning id, purpose`)
const recoversUntil: Statement<never> = statement('accounts.recovers-until', 'update accounts_contact set recovery_until = $2 where id = $1 and person = app_person()')
const insertContact: Statement<{ id: string }> = statement('accounts.insert-contact', `insert into accounts_contact (person, channel, purpose, key, shown, proven_at, recovery_from, replaces)
  values (app_person(), $1, $2, $3, $4, app_now(), $5, $6) returning id`)
const setEmail: Statement<never> = statement('accounts.set-email', 'update accounts_account set email = $1, email_shown = $2 where person = app_person()')
const taken: Statement<{ taken: boolean }> = statement('accounts.address-taken', 'select accounts_taken($1) as taken')
const undoContact: Statement<{ done: boolean }> = statement('accounts.undo-contact', 'select accounts_undo_contact($1) as done')
const ownEmail: Statement<{ email: string }> = statement('accounts.own-email', 'select email from accounts_account where person = app_person()')

export type ContactUses = TellUses & { readonly audit: Audit; readonly keys: Keys; readonly tries: Tries; /** What texts call the house. */ readonly site: string }

const purposeOf: Readonly<Record<ContactKind, Contact['purpose']>> = { email: 'sign-in', 'second-email': 'second', phone: 'code' }
const visitFor = (session: Session): Buffer => visitOf(`session ${session.id}`)

export async function readContacts(tx: Tx): Promise<readonly Contact[]> {
  return (await tx.query(ownContacts)).map((row) => ({ id: row.id, channel: row.channel, purpose: row.purpose, shown: row.shown, provenAt: instant(row.proven_at), recoveryFrom: instant(row.recovery_from), usedAt: row.used_at === null ? null : instant(row.used_at) }))
}

type Address = { readonly channel: 'email' | 'phone'; readonly key: string; readonly shown: string }

/** Refuses: email-not-usable, phone-not-usable (unreadable, or in a country that gets no texts). */
export function readAddress(kind: ContactKind, typed: string, uses: Pick<ContactUses, 'notices'>): Address {
  if (kind !== 'phone') return { channel: 'email', ...readEmail(typed) }
  const phone = readPhone(typed)
  if (!uses.notices.canTextTo(phone)) throw new Refusal('phone-not-usable', 'no texts to this country', { field: 'phone' })
  return { channel: 'phone', key: phone, shown: phone }
}

/** Writes the code to its address, in the transaction that keeps it. */
export async function sendCodeTo(tx: Tx, uses: Pick<ContactUses, 'notices' | 'publicUrl' | 'site'>, { address, code }: { readonly address: Address; readonly code: string }): Promise<void> {
  if (address.channel === 'email') await uses.notices.mail(tx, { kind: 'confirm-contact', to: address.shown, facts: { code, site: uses.publicUrl } })
  else await uses.notices.text(tx, { kind: 'sign-in-code', to: address.key as PhoneNumber, facts: { organization: uses.site, code, minutes: codeMinutes.phone }, usefulUntil: instant(tx.now.getTime() + codeMinutes.phone * 60_000) })
}

export type ContactAsked = { readonly session: Session; readonly kind: ContactKind; readonly typed: string; readonly network: string }

/**
 * Sends six numbers to the new address. Whether somebody else signs in with it is not looked at before it is proven.
 * Refuses: email-not-usable, phone-not-usable, too-many-tries.
 */
export async function askForContact(tx: Tx, uses: ContactUses, { session, kind, typed, network }: ContactAsked): Promise<void> {
  const address = readAddress(kind, typed, uses)
  await uses.tries.take(inside(tx), sendLimits(session.person, { about: address.key, network }))
  const code = await drawCode(tx, uses.keys, { visit: visitFor(session), purpose: kind, ...address })
  await sendCodeTo(tx, uses, { address, code })
}

/** The code that is out for this session, for the page that asks for it. */
export const contactAsked = (tx: Tx, session: Session, kind: ContactKind): Promise<SentCode | null> => readSentCode(tx, visitFor(session), kind)

/**
 * The six numbers: the address becomes theirs. Everybody is told; the old sign-in address gets a link that takes it back.
 * Gives the sign-in address as it is now.
 * Refuses: code-missing, code-no-match, email-taken (somebody signs in with it).
 */
export async function proveContact(tx: Tx, uses: ContactUses, { session, kind, code }: { readonly session: Session; readonly kind: ContactKind; readonly code: string }): Promise<{ readonly email: string }> {
  const typed = { visit: visitFor(session), purpose: kind as CodePurpose, code }
  await countCodeTry({ run: inside(tx), tries: uses.tries }, typed)
  const sent = await spendCode(tx, uses.keys, typed)
  if (sent === null) throw new Refusal('code-no-match', 'numbers of a new contact', { field: 'code' })
  await replaceContact(tx, uses, { kind, sent })
  return { email: kind === 'email' ? sent.shown : session.email }
}

async function replaceContact(tx: Tx, uses: ContactUses, { kind, sent }: { readonly kind: ContactKind; readonly sent: SentCode }): Promise<void> {
  const [own] = await tx.query(ownEmail)
  if (kind === 'email' && own?.email !== sent.key && (await tx.query(taken, [sent.key]))[0]?.taken === true) throw new Refusal('email-taken', 'another account signs in with it', { field: 'code' })
  const before = (await readContacts(tx)).filter((one) => one.purpose === purposeOf[kind])
  // A new phone for codes stands beside the others; an address takes the place of the one before, which recovers until the hold ends.
  const replaced = kind === 'phone' ? undefined : before[0]
  // Ended first: with it gone, are all that are left as new (72 hours), or not (24)?
  if (replaced !== undefined) await tx.query(endContact, [replaced.id, tx.now])
  const [hold] = await tx.query(holdOf)
  const ends = instant(hold?.ends ?? '')
  if (replaced !== undefined) await tx.query(recoversUntil, [replaced.id, ends])
  const [made] = await tx.query(insertContact, [sent.channel, purposeOf[kind], sent.key, sent.shown, ends, replaced?.id ?? null])
  if (kind === 'email') await tx.query(setEmail, [sent.key, sent.shown])
  const undo = async (): Promise<string> => `${uses.publicUrl}/account/take-back/${await makeLink(tx, { kind: 'undo-contact', about: made?.id ?? null, until: ends })}`
  await tellAll(tx, uses, {
    kind: 'contact-changed', facts: { what: kind, until: `${dateAndTime(ends.toISOString())} (UTC)`, undo: null },
    // The address that was replaced takes it back; the new one and the others only freeze.
    beside: async (to) => (to.old && replaced !== undefined && to.shown === replaced.shown ? { undo: await undo() } : {}),
  })
}

/** Sends six numbers to an address that is to be told to a clinic: it must be the person's, and changes nothing of the account. Refuses: email-not-usable, phone-not-usable, too-many-tries. */
export async function askForProof(tx: Tx, uses: ContactUses, { session, channel, typed, network }: { readonly session: Session; readonly channel: 'email' | 'phone'; readonly typed: string; readonly network: string }): Promise<void> {
  const address = readAddress(channel, typed, uses)
  await uses.tries.take(inside(tx), sendLimits(session.person, { about: address.key, network }))
  const code = await drawCode(tx, uses.keys, { visit: visitFor(session), purpose: 'details', ...address })
  await sendCodeTo(tx, uses, { address, code })
}

export const proofAsked = (tx: Tx, session: Session): Promise<SentCode | null> => readSentCode(tx, visitFor(session), 'details')

/** The proven address. Refuses: code-missing, code-no-match. */
export async function proofGiven(tx: Tx, uses: ContactUses, { session, code }: { readonly session: Session; readonly code: string }): Promise<SentCode> {
  const typed = { visit: visitFor(session), purpose: 'details' as const, code }
  await countCodeTry({ run: inside(tx), tries: uses.tries }, typed)
  const sent = await spendCode(tx, uses.keys, typed)
  if (sent === null) throw new Refusal('code-no-match', 'numbers of a detail', { field: 'code' })
  return sent
}

/** Ends the second address or a phone for codes. Refuses: not-found (unknown, or the address that signs in). */
export async function removeContact(tx: Tx, uses: ContactUses, id: string): Promise<void> {
  const found = (await readContacts(tx)).find((one) => one.id === id && one.purpose === 'second')
  if (found === undefined) throw new Refusal('not-found', 'no such contact, or one that must stay')
  await tx.query(endContact, [found.id, tx.now])
  await tellAll(tx, uses, { kind: 'contact-changed', facts: { what: 'second-email', until: '', undo: null } })
}

/** May this change still be taken back? Spends nothing. Refuses: link-not-usable. */
export async function changeToTakeBack(tx: Tx, token: string): Promise<{ readonly open: boolean }> {
  return { open: (await enterLink(tx, 'undo-contact', token)).open }
}

/** The press in the mail to the old address: it signs in again, the new one is gone, everybody is out. Refuses: link-not-usable. */
export async function takeBackContact(tx: Tx, uses: ContactUses, token: string): Promise<void> {
  const link = await enterLink(tx, 'undo-contact', token)
  const [row] = await tx.query(undoContact, [linkHash(token)])
  if (row?.done !== true) throw new Refusal('link-not-usable', 'the hold is over, or it was taken back')
  await uses.audit.note(tx, { kind: 'contact-changed', patient: null, actor: link.person, actorRole: 'nobody', purpose: 'taken back' })
  await tellAll(tx, uses, { kind: 'contact-taken-back', facts: {} })
}
