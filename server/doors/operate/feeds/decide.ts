// What becomes of messages that wait for somebody? They are worked on again, one or all of a reason, or set aside for good.
import { Refusal } from '#kernel'
import { unplacedReasons } from '../../../../contract/message-states.ts'
import { fileRefusals } from '../../../../words/en/inbound.ts'
import type { Composed } from '../../../compose.ts'
import { messageAt, organizationOf } from './names.ts'

export type ReplayOrder = { readonly message: string | null; readonly feed: string | null; readonly reason: string | null }
type Reason = (typeof unplacedReasons)[number] | keyof typeof fileRefusals | 'fault'

const isReason = (text: string): text is Reason => text === 'fault' || text in fileRefusals || unplacedReasons.some((one) => one === text)

function reasonIn(text: string | null): Reason | null {
  if (text !== null && !isReason(text)) throw new Refusal('not-found', `${text} is no reason: feeds parked names those that wait`)
  return text
}

/** Works on one message again, or on all that wait, of a feed or for a reason. Gives what to print. Refuses: not-found. */
export async function replay({ house, databases, inbound }: Composed, { message, feed, reason: typed }: ReplayOrder): Promise<string> {
  const reason = reasonIn(typed)
  const count = await databases.operate.run(async (tx) => {
    const note = (detail: Readonly<Record<string, string | number>>) => house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'messages replayed', detail })
    if (message !== null) {
      const at = messageAt(message)
      if ((await inbound.feeds.deciding.replay(tx, at)) === 0) throw new Refusal('not-found', `${message} waits for nobody: it is not there, in the record, or in the queue already`)
      await note({ feed: at.feed, message: at.id })
      return 1
    }
    const organizations = feed === null ? (await house.directory.organizations(tx)).map((one) => one.id) : [organizationOf(feed)]
    let replayed = 0
    for (const organization of organizations) {
      const feeds = feed === null ? (await house.sources.feeds(tx, organization)).map((one) => one.id) : [feed]
      for (const id of feeds) replayed += await inbound.feeds.deciding.replay(tx, { organization, feed: id, id: null, reason })
    }
    if (replayed > 0) await note({ count: replayed, ...(feed === null ? {} : { feed }), ...(reason === null ? {} : { reason }) })
    return replayed
  })
  return count === 0 ? 'nothing waited for that' : `${count} ${count === 1 ? 'message is' : 'messages are'} worked on again`
}

/** Leaves a message out of the record, with the reason. Refuses: not-found, form-not-understood. */
export async function setAside({ house, databases, inbound }: Composed, name: string, reason: string): Promise<string> {
  const at = messageAt(name)
  await databases.operate.run(async (tx) => {
    await inbound.feeds.deciding.setAside(tx, { ...at, reason, by: { name: 'operator' } })
    await house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'message set aside', detail: { feed: at.feed, message: at.id } })
  })
  return `${name} stays out of the record`
}
