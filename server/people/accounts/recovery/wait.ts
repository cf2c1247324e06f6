// The phone is gone, and with it the second factor: what opens the account without the desk? The password, a code to an address
// that may recover, and 24 hours in which every address is told and one press stops it (R24, R29).
import type { Audit } from '#audit'
import { type Database, type Keys, type Statement, type Tx, Refusal, instant, newId, statement } from '#kernel'
import { dateAndTime } from '../../../../words/en/dates.ts'
import { type SentCode, countCodeTry, drawCode, readSentCode, spendCode, visitOf } from '../contacts/sent-codes.ts'
import { checkNewPasskey, passkeyOptions, readPasskeys } from '../factors/passkeys.ts'
import type { NewPhones } from '../factors/new-phone.ts'
import { type FactorUses, type NewFactor, keepFactor } from '../factors/second-factor.ts'
import { newTotpSecret, totpStep } from '../factors/totp.ts'
import { makeFreshCodes } from '../manage.ts'
import { becomePerson, hashOf, startSession } from '../session.ts'
import { type Half, type SignedIn, accountKey, enterHalf, makeDevice, setHalfChallenge } from '../sign-in.ts'
import { type Tries, sendLimits } from '../tries.ts'
import { enterLink, linkHash, makeLink } from './links.ts'
import { type TellUses, tellAll } from './tell.ts'

const recoveryAddress: Statement<{ key: string; shown: string }> = statement('accounts.recovery-address', `select key, shown from accounts_contact
  where person = accounts_half_person() and channel = 'email' and recovery_from <= app_now() and app_now() < recovery_until order by purpose = 'sign-in' desc, proven_at limit 1`)
const startWait: Statement<{ id: string; opens_at: string }> = statement('accounts.start-wait', 'select id, opens_at from accounts_start_wait($1)')
const useWait: Statement<{ used: boolean }> = statement('accounts.use-wait', 'select accounts_use_wait() as used')
const cancelWait: Statement<{ cancelled: boolean }> = statement('accounts.cancel-wait', 'select accounts_cancel_wait($1) as cancelled')
const halfSecret: Statement<{ new_secret: Buffer | null }> = statement('accounts.half-secret', 'select new_secret from accounts_half where hash = $1')
const keepHalfSecret: Statement<never> = statement('accounts.keep-half-secret', 'update accounts_half set new_secret = $2 where hash = $1')

export type WaitUses = TellUses & FactorUses & { readonly audit: Audit; readonly keys: Keys; readonly tries: Tries; readonly newPhones: NewPhones; /** As role `web`. */ readonly database: Database }

/** May this visit use the slow way? Not when the password itself came by mail: mail alone would open the account (R24). */
export const mayWait = (half: Half): boolean => !half.frozen && half.passwordBy === 'person'

const visitFor = (token: string | null): Buffer => visitOf(`wait ${hashOf(token ?? '').toString('hex')}`)

async function enterWaiting(tx: Tx, token: string | null): Promise<Half> {
  const half = await enterHalf(tx, token)
  if (!mayWait(half)) throw new Refusal('needs-desk', 'password by mail, or frozen')
  return half
}

/** Mails six numbers to the address that may recover this account. Refuses: sign-in-first, needs-desk, too-many-tries. */
export async function sendWaitCode(uses: WaitUses, { half: token, network }: { readonly half: string | null; readonly network: string }): Promise<void> {
  const half = await uses.database.run((tx) => enterWaiting(tx, token))
  await uses.tries.take(uses.database.run, sendLimits(half.person, { about: 'wait', network }))
  await uses.database.run(async (tx) => {
    await enterWaiting(tx, token)
    const [address] = await tx.query(recoveryAddress)
    if (address === undefined) throw new Refusal('needs-desk', 'no address may recover yet')
    const code = await drawCode(tx, uses.keys, { visit: visitFor(token), purpose: 'wait', channel: 'email', ...address })
    await uses.notices.mail(tx, { kind: 'lost-phone-code', to: address.shown, facts: { code, site: uses.publicUrl } })
  })
}

/** Was a code sent in this visit? Then the page asks for it. */
export const waitCodeSent = async (tx: Tx, token: string | null): Promise<boolean> => (await readSentCode(tx, visitFor(token), 'wait')) !== null

/**
 * The six numbers: the 24 hours begin, and every address is told how to stop them. Gives when they end.
 * Refuses: sign-in-first, needs-desk, code-missing, code-no-match.
 */
export async function beginWait(uses: WaitUses, { half: token, code }: { readonly half: string | null; readonly code: string }): Promise<Date> {
  await uses.database.run((tx) => enterWaiting(tx, token))
  const typed = { visit: visitFor(token), purpose: 'wait' as const, code }
  await countCodeTry({ run: uses.database.run, tries: uses.tries }, typed)
  return uses.database.run(async (tx) => {
    const half = await enterWaiting(tx, token)
    if ((await spendCode(tx, uses.keys, typed)) === null) throw new Refusal('code-no-match', 'mailed numbers', { field: 'code' })
    const [wait] = await tx.query(startWait, [newId()])
    if (wait === undefined) throw new Refusal('needs-desk', 'frozen, or reset meanwhile')
    const opensAt = instant(wait.opens_at)
    await uses.audit.note(tx, { kind: 'wait-begun', patient: null, actor: half.person, actorRole: 'nobody', actorName: half.name })
    await tellAll(tx, uses, { kind: 'wait-begun', facts: { opens: `${dateAndTime(opensAt.toISOString())} (UTC)`, cancel: '' }, beside: async () => ({
      cancel: `${uses.publicUrl}/sign-in/stop-wait/${await makeLink(tx, { kind: 'cancel-wait', about: wait.id, until: instant(tx.now.getTime() + 8 * 86_400_000) })}`,
    }) })
    return opensAt
  })
}

/** Whose wait would this link stop? Looking stops nothing. Refuses: link-not-usable. */
export async function waitToCancel(tx: Tx, token: string): Promise<{ readonly open: boolean }> {
  return { open: (await enterLink(tx, 'cancel-wait', token)).open }
}

/** The press: the wait ends, and the account is as before. Refuses: link-not-usable (nothing waits, or it was pressed before). */
export async function cancelWaitByLink(tx: Tx, uses: WaitUses, token: string): Promise<void> {
  const link = await enterLink(tx, 'cancel-wait', token)
  const [row] = await tx.query(cancelWait, [linkHash(token)])
  if (row?.cancelled !== true) throw new Refusal('link-not-usable', 'no wait to stop')
  await uses.audit.note(tx, { kind: 'wait-stopped', patient: null, actor: link.person, actorRole: 'nobody' })
  await tellAll(tx, uses, { kind: 'wait-stopped', facts: {} })
}

const waitIsOver = (half: Half, now: Date): boolean => mayWait(half) && half.waitOpensAt !== null && half.waitOpensAt.getTime() <= now.getTime()

async function enterOver(tx: Tx, token: string | null): Promise<Half> {
  const half = await enterHalf(tx, token)
  if (!waitIsOver(half, tx.now)) throw new Refusal('link-not-usable', 'the wait is not over')
  return half
}

const secretAbout = (token: string | null): string => `accounts_half ${hashOf(token ?? '').toString('hex')}`

/** A secret for the new app, the same one until its first code. Refuses: sign-in-first, link-not-usable (the wait is not over). */
export async function offerAppAfterWait(tx: Tx, uses: WaitUses, token: string | null): Promise<{ readonly secret: string; readonly email: string }> {
  const half = await enterOver(tx, token)
  const [row] = await tx.query(halfSecret, [hashOf(token ?? '')])
  if (row?.new_secret !== null && row?.new_secret !== undefined) return { secret: uses.box.open(row.new_secret, secretAbout(token)), email: half.email }
  const secret = newTotpSecret()
  await tx.query(keepHalfSecret, [hashOf(token ?? ''), uses.box.seal(secret, secretAbout(token))])
  return { secret, email: half.email }
}

export async function offerPasskeyAfterWait(tx: Tx, uses: WaitUses, { half: token, site }: { readonly half: string | null; readonly site: string }): Promise<unknown> {
  const half = await enterOver(tx, token)
  const { options, challenge } = await passkeyOptions({ publicUrl: uses.publicUrl, site, email: half.email, name: half.name, known: await readPasskeys(tx, half.person) })
  await tx.query(setHalfChallenge, [hashOf(token ?? ''), challenge])
  return options
}

const phoneVisit = (token: string | null): string => `half ${hashOf(token ?? '').toString('hex')}`

/** Texts six numbers to the new phone. Refuses: sign-in-first, link-not-usable (the wait is not over), phone-not-usable, too-many-tries. */
export const sendToPhoneAfterWait = (uses: WaitUses, { half, phone, network }: { readonly half: string | null; readonly phone: string; readonly network: string }): Promise<void> =>
  uses.newPhones.send({ visit: phoneVisit(half), phone, network, enter: (tx) => enterOver(tx, half) })

/** What is out for this visit; null: nothing. Refuses: sign-in-first, link-not-usable. */
export async function phoneAfterWait(tx: Tx, uses: WaitUses, token: string | null): Promise<SentCode | null> {
  await enterOver(tx, token)
  return uses.newPhones.sent(tx, phoneVisit(token))
}

export type NewFactorShown = { readonly kind: 'app'; readonly code: string } | { readonly kind: 'text'; readonly code: string } | { readonly kind: 'passkey'; readonly answer: string }

async function newFactorOf(tx: Tx, uses: WaitUses, about: { readonly half: Half; readonly token: string | null; readonly shown: NewFactorShown; readonly agent: string }): Promise<NewFactor> {
  if (about.shown.kind === 'passkey') {
    const passkey = await checkNewPasskey({ answer: about.shown.answer, challenge: about.half.challenge, publicUrl: uses.publicUrl })
    if (passkey === null) throw new Refusal('second-step-no-match', 'new passkey', { field: 'passkey' })
    return { kind: 'passkey', passkey, agent: about.agent }
  }
  if (about.shown.kind === 'text') {
    const phone = await uses.newPhones.check(tx, phoneVisit(about.token), about.shown.code)
    if (phone === null) throw new Refusal('code-no-match', 'first text to a new phone', { field: 'code' })
    return phone
  }
  const { secret } = await offerAppAfterWait(tx, uses, about.token)
  const step = totpStep(secret, about.shown.code, { now: tx.now, after: 0 })
  if (step === null) throw new Refusal('second-step-no-match', 'first code of a new app', { field: 'code' })
  return { kind: 'app', secret, step }
}

/**
 * After the wait: the apps and numbers of the lost phone end, the new factor and ten new recovery codes come, the session begins.
 * Refuses: sign-in-first, link-not-usable (not over, stopped, or used), second-step-no-match; code-missing and code-no-match (text).
 */
export async function finishWait(uses: WaitUses, { half: token, shown, agent }: { readonly half: string | null; readonly shown: NewFactorShown; readonly agent: string }): Promise<SignedIn> {
  if (shown.kind === 'text') {
    await uses.database.run((tx) => enterOver(tx, token))
    await uses.newPhones.countTry(phoneVisit(token), shown.code)
  }
  return uses.database.run(async (tx) => {
    const half = await enterOver(tx, token)
    const factor = await newFactorOf(tx, uses, { half, token, shown, agent })
    const [row] = await tx.query(useWait)
    if (row?.used !== true) throw new Refusal('link-not-usable', 'the wait was stopped or used')
    await becomePerson(tx, half.person)
    await keepFactor(tx, uses, { person: half.person, factor })
    await makeFreshCodes(tx, uses, half.person)
    await uses.tries.forget(tx, ['app', 'text', 'recovery-code', 'passkey'].map((kind) => ['second-step-in-all', half.person, kind]))
    await tellAll(tx, uses, { kind: 'second-step-replaced', facts: {} })
    await uses.audit.note(tx, { kind: 'factor-added', patient: null, actor: half.person, actorRole: 'patient', actorName: half.name, purpose: 'after a wait of 24 hours' })
    const started = await startSession(tx, { kind: 'patient', person: half.person, name: half.name, email: half.email, shared: half.shared, agent })
    await tx.query(endHalf, [])
    return { ...started, device: half.shared ? null : makeDevice(uses.keys, accountKey('patient', half.email)), newDevice: false }
  })
}

const endHalf: Statement<never> = statement('accounts.end-halves-now', 'delete from accounts_half where person = app_person()')
