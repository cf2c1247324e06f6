// Is the phone there that gets texts? The restricted way (R12): numbers can be stolen with a call to the phone company, so it is
// said so, and another way is always offered. Six digits, ten minutes, once (R14).
import type { Notices, PhoneNumber } from '#notices'
import { type Database, type Keys, type Statement, type Tx, Refusal, instant, statement } from '#kernel'
import { codeMinutes, drawCode, spendCode, visitOf } from '../contacts/sent-codes.ts'
import { type Tries, sendLimits } from '../tries.ts'

const phones: Statement<{ id: string; key: string; shown: string }> = statement('accounts.code-phones', `select id, key, shown from accounts_contact
  where person = $1 and purpose = 'code' and ended_at > app_now() and proven_at < $2 order by proven_at desc`)
const phoneUsed: Statement<never> = statement('accounts.code-phone-used', 'update accounts_contact set used_at = app_now() where id = $1')

const insertPhone: Statement<never> = statement('accounts.insert-code-phone', `insert into accounts_contact (person, channel, purpose, key, shown, proven_at, recovery_from)
  values ($1, 'phone', 'code', $2, $3, app_now(), app_now())`)

/** Keeps a phone whose first code was just typed. It gets codes; it never recovers anything. */
export async function keepPhone(tx: Tx, person: string, { key, shown }: { readonly key: string; readonly shown: string }): Promise<void> {
  await tx.query(insertPhone, [person, key, shown])
}

export const textVisit = (visit: string): Buffer => visitOf(`second step ${visit}`)

export type TextUses = { readonly notices: Notices; readonly keys: Keys; readonly tries: Tries; /** As role `web`. */ readonly database: Database; readonly site: string }

export type TextAsked = {
  readonly visit: string
  readonly network: string
  /** Enters the visit or the session in a transaction, and gives whose it is. */
  readonly enter: (tx: Tx) => Promise<{ readonly person: string }>
}

/** Texts a code for this visit's second step to the newest phone of its person. Refuses: as `enter`, not-found (no phone), too-many-tries. */
export async function sendTextCode(uses: TextUses, { visit, network, enter }: TextAsked): Promise<void> {
  const { person } = await uses.database.run(enter)
  await uses.tries.take(uses.database.run, sendLimits(person, { about: 'second step', network }))
  await uses.database.run(async (tx) => {
    await enter(tx)
    const [phone] = await tx.query(phones, [person, 'infinity'])
    if (phone === undefined || !uses.notices.canTextTo(phone.key)) throw new Refusal('not-found', 'no phone for codes')
    const code = await drawCode(tx, uses.keys, { visit: textVisit(visit), purpose: 'second-step', channel: 'phone', key: phone.key, shown: phone.shown })
    await uses.notices.text(tx, { kind: 'sign-in-code', to: phone.key as PhoneNumber, facts: { organization: uses.site, code, minutes: codeMinutes.phone }, usefulUntil: instant(tx.now.getTime() + codeMinutes.phone * 60_000) })
  })
}

/** True once: the code was sent in this visit to a phone that is the person's now. The caller counted the try. */
export async function useTextCode(tx: Tx, keys: Keys, { person, typed, visit, boundBefore }: { readonly person: string; readonly typed: string; readonly visit: string; readonly boundBefore: Date | null }): Promise<boolean> {
  const own = await tx.query(phones, [person, boundBefore ?? 'infinity'])
  const sent = await spendCode(tx, keys, { visit: textVisit(visit), purpose: 'second-step', code: typed })
  const phone = own.find((one) => one.key === sent?.key)
  if (sent === null || phone === undefined) return false
  await tx.query(phoneUsed, [phone.id])
  return true
}
