// How does a phone that gets texts become a second step where nobody is signed in: while joining, or after a lost phone? The number
// is typed, six numbers go there, and only who types them back binds it. The restricted choice (R12); once, ten minutes, five tries.
import { type Database, type Keys, type Tx } from '#kernel'
import { type ContactUses, readAddress, sendCodeTo } from '../contacts/contacts.ts'
import { type SentCode, countCodeTry, drawCode, readSentCode, spendCode, visitOf } from '../contacts/sent-codes.ts'
import { type Tries, newPhoneLimits } from '../tries.ts'
import type { NewFactor } from './second-factor.ts'

export type NewPhoneUses = Pick<ContactUses, 'notices' | 'publicUrl' | 'site'> & { readonly keys: Keys; readonly tries: Tries; /** As role `web`. */ readonly database: Database }

export type NewPhoneAsked = {
  /** Names the joining or the visit it is for; never sent anywhere. */
  readonly visit: string
  /** As typed. */
  readonly phone: string
  readonly network: string
  /** Enters the joining or the visit in the transaction, and refuses when its earlier steps are not done. */
  readonly enter: (tx: Tx) => Promise<unknown>
}

export type NewPhones = {
  /** Texts six numbers; older ones of this visit stop. Refuses: as `enter`, phone-not-usable, too-many-tries. */
  send(asked: NewPhoneAsked): Promise<void>
  /** The numbers that are out for this visit; null: none. */
  sent(tx: Tx, visit: string): Promise<SentCode | null>
  /** Counts a try before it is checked, in a transaction of its own. Refuses: code-missing, code-no-match (five tries for one text). */
  countTry(visit: string, code: string): Promise<void>
  /** The factor to keep, once; null when the numbers are not the newest of this visit, or too old. The caller counted the try. */
  check(tx: Tx, visit: string, code: string): Promise<NewFactor | null>
}

const typedFor = (visit: string, code: string) => ({ visit: visitOf(`new phone ${visit}`), purpose: 'new-phone' as const, code })

export function openNewPhones(uses: NewPhoneUses): NewPhones {
  const { run } = uses.database
  return {
    async send({ visit, phone, network, enter }) {
      await run(enter)
      const address = readAddress('phone', phone, uses)
      await uses.tries.take(run, newPhoneLimits(visit, { phone: address.key, network }))
      await run(async (tx) => {
        await enter(tx)
        const code = await drawCode(tx, uses.keys, { ...typedFor(visit, ''), ...address })
        await sendCodeTo(tx, uses, { address, code })
      })
    },
    sent: (tx, visit) => readSentCode(tx, typedFor(visit, '').visit, 'new-phone'),
    countTry: (visit, code) => countCodeTry({ run, tries: uses.tries }, typedFor(visit, code)),
    async check(tx, visit, code) {
      const sent = await spendCode(tx, uses.keys, typedFor(visit, code))
      return sent === null ? null : { kind: 'text', key: sent.key, shown: sent.shown }
    },
  }
}
