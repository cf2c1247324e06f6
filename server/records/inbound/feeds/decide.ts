// What may be decided about a message that is not in the record? It is worked on again, alone or with all that wait for the same reason, once
// a mapping or an agreement was mended; or it stays out, with the reason. Nothing is lost: what stays out can be worked on later.
import { Refusal, type Statement, type Tx, statement } from '#kernel'
import type { UnplacedReason } from '../../../../contract/message-states.ts'
import type { ParkReason } from './messages.ts'

/** Messages of a feed: one, or all that wait (of one reason, where it is named). */
export type Replaying = { readonly organization: string; readonly feed: string; readonly id: string | null; readonly reason?: ParkReason | UnplacedReason | null }
export type SettingAside = { readonly organization: string; readonly feed: string; readonly id: string; readonly reason: string; readonly by: { readonly name: string } }

const again = `set state = 'waiting', tries = 0, due_at = null, done_at = null, set_aside = null`
const replayOne: Statement<{ id: string }> = statement('inbound.replay_one', `update inbound_message ${again} where organization = $1 and feed = $2 and id = $3 and state in ('parked', 'unplaced', 'set-aside') returning id::text`)
const replayAll: Statement<{ id: string }> = statement('inbound.replay_all', `update inbound_message ${again} where organization = $1 and feed = $2 and state in ('parked', 'unplaced') and ($3::text is null or $3 = any (reasons)) returning id::text`)
const setOneAside: Statement<{ id: string }> = statement('inbound.set_aside', `update inbound_message set state = 'set-aside', set_aside = $4, decided_by_name = $5, done_at = app_now()
  where organization = $1 and feed = $2 and id = $3 and state in ('parked', 'unplaced') returning id::text`)

const isNumber = (id: string): boolean => /^\d{1,18}$/.test(id)
const longestReason = 500

export type Deciding = {
  /** Lets messages be worked on again, in their order; tells how many (roles operate and desk). What is set aside is only when it is named. */
  replay(tx: Tx, which: Replaying): Promise<number>
  /** Leaves a message out of the record. Refuses `not-found`, `form-not-understood` (a reason of 1 to 500 signs). */
  setAside(tx: Tx, what: SettingAside): Promise<void>
}

export const deciding: Deciding = {
  async replay(tx, { organization, feed, id, reason = null }) {
    if (id === null) return (await tx.query(replayAll, [organization, feed, reason])).length
    return isNumber(id) ? (await tx.query(replayOne, [organization, feed, id])).length : 0
  },
  async setAside(tx, { organization, feed, id, reason, by }) {
    if (reason.trim() === '' || reason.length > longestReason) throw new Refusal('form-not-understood', 'a reason of 1 to 500 signs')
    const set = isNumber(id) ? await tx.query(setOneAside, [organization, feed, id, reason.trim(), by.name]) : []
    if (set.length === 0) throw new Refusal('not-found', 'no message that waits for somebody here')
  },
}
