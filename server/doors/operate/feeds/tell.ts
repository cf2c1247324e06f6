// How do feeds stand, what waits for somebody, and what is one message? Read by operators; what a message says only by its bytes, with a line in the trail.
import { Refusal, instant } from '#kernel'
import type { TurnedAway } from '#inbound'
import type { FeedState, MessageLine } from '#inbound/sources'
import { doorRefusalText } from '../../../../words/en/feeds.ts'
import { fileRefusalText, fileRefusals } from '../../../../words/en/inbound.ts'
import type { Composed } from '../../../compose.ts'
import { messageAt, organizationOf } from './names.ts'

type Told = { readonly said: string; readonly well: boolean }

/** "4 s", "12 min", "3 h", "2 days". */
function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`
}

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_cell, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd()).join('\n')
}

function line(feed: FeedState, now: Date): readonly string[] {
  const since = (iso: string | null): string => (iso === null ? '' : span(now.getTime() - instant(iso).getTime()))
  const how = [...(feed.paused ? ['paused'] : []), ...(feed.lateSince === null ? [] : [`late for ${since(feed.lateSince)}`])]
  return [feed.id, feed.route, feed.lastCame === null ? 'never' : `${since(feed.lastCame)} ago`, feed.waiting === 0 ? '-' : since(feed.waitingSince), String(feed.waiting), String(feed.parked), String(feed.unplaced), how.join(', ') || 'works']
}

/** What was refused at the door is told for so many days. */
const turnedAwayDays = 7

async function statesOf({ house, databases, inbound }: Composed): Promise<{ readonly now: Date; readonly feeds: readonly FeedState[]; readonly refused: readonly TurnedAway[] }> {
  return databases.operate.run(async (tx) => {
    const organizations = await house.directory.organizations(tx)
    const feeds = await Promise.all(organizations.map((one) => house.sources.feeds(tx, one.id)))
    const refused = await Promise.all(organizations.map((one) => inbound.feeds.turnedAway(tx, one.id, turnedAwayDays)))
    return { now: tx.now, feeds: feeds.flat(), refused: refused.flat() }
  })
}

/** Every feed of every organization. */
export async function allFeeds(composed: Composed, json: boolean): Promise<Told> {
  const { now, feeds, refused } = await statesOf(composed)
  const well = feeds.every((one) => one.parked === 0 && one.lateSince === null)
  if (json) return { said: JSON.stringify({ feeds, refused }, null, 2), well }
  if (feeds.length === 0) return { said: 'no feed yet: feeds add (docs/operating/feeds.md)', well }
  const turned = refused.map(({ feed, reason, count, lastAt }) => `  ${feed}  ${count} × ${reason}, last ${lastAt}: ${doorRefusalText(reason)}`)
  const listed = table([['feed', 'by', 'last came', 'behind', 'waiting', 'parked', 'unplaced', ''], ...feeds.map((one) => line(one, now))])
  return { said: turned.length === 0 ? listed : [listed, '', `Refused at the door in the last ${turnedAwayDays} days (the sender was told; nothing of it was kept):`, ...turned].join('\n'), well }
}

const isRefusal = (reason: string): reason is keyof typeof fileRefusals => reason in fileRefusals

/** Why, in words, with the place where that is known; of whose it is the code, which docs/operating/feeds.md explains. */
function whyOf({ state, reasons, detail, setAside }: Pick<MessageLine, 'state' | 'reasons' | 'detail' | 'setAside'>): string {
  if (state === 'set-aside') return setAside ?? ''
  return reasons.map((reason) => {
    if (isRefusal(reason)) return fileRefusalText(reason, detail?.line ?? null, detail?.found ?? null)
    return reason === 'fault' ? `It failed again and again.${detail?.fault === undefined ? '' : ` ${detail.fault}${typeof detail.at === 'string' ? ` at ${detail.at}` : ''}`}` : reason
  }).join(' ')
}

/** So many are named; the rest is counted. */
const mostNamed = 50

/** What could not be read, or placed: counted by reason, then the newest by name. */
export async function waitingForSomebody({ house, databases }: Composed, { feed, json }: { readonly feed: string | null; readonly json: boolean }): Promise<Told> {
  const { reasons, messages } = await databases.operate.run(async (tx) => {
    const organizations = feed === null ? (await house.directory.organizations(tx)).map((one) => one.id) : [organizationOf(feed)]
    const found = await Promise.all(organizations.map(async (organization) => ({
      reasons: await house.sources.reasons(tx, organization, feed),
      messages: await house.sources.messages(tx, { organization, feed, states: ['parked', 'unplaced'], limit: mostNamed }),
    })))
    return { reasons: found.flatMap((one) => one.reasons), messages: found.flatMap((one) => one.messages) }
  })
  const well = messages.length === 0
  if (json) return { said: JSON.stringify({ reasons, messages }, null, 2), well }
  if (well) return { said: 'nothing waits for anybody', well }
  const counted = reasons.map(({ state, reason, count, oldest }) => `${String(count).padStart(6)}  ${state}  ${reason}  oldest ${oldest}\n        ${whyOf({ state, reasons: [reason], detail: null, setAside: null })}`)
  const named = messages.map((one) => `  ${one.feed}/${one.id}  ${one.receivedAt}  ${one.kind}  ${one.name}  ${whyOf(one)}`)
  return { said: [...counted, '', ...named, ...(messages.length >= mostNamed ? ['  …'] : [])].join('\n'), well }
}

/** A feed: what is agreed with it, how it stands, and by what its sender is known. Refuses: not-found. */
export async function oneFeed(composed: Composed, id: string, json: boolean): Promise<string> {
  const { house, databases, inbound } = composed
  const { state, feed, credentials, prints, now } = await databases.operate.run(async (tx) => {
    const [state] = (await house.sources.feeds(tx, organizationOf(id))).filter((one) => one.id === id)
    return { state, feed: await inbound.feeds.registry.one(tx, id), credentials: await inbound.feeds.credentials.list(tx, id), prints: await inbound.feeds.credentials.fingerprints(tx, id), now: tx.now }
  })
  if (state === undefined || feed === null) throw new Refusal('not-found', `no feed is called ${id}: feeds lists them`)
  if (json) return JSON.stringify({ ...feed, ...state, credentials }, null, 2)
  const list = (all: readonly string[], none: string) => (all.length === 0 ? none : all.join(', '))
  return [
    table([['feed', 'by', 'last came', 'behind', 'waiting', 'parked', 'unplaced', ''], line(state, now)]), '',
    `  name          ${feed.name}`,
    `  authorities   ${list(feed.authorities, 'every record number of type MR')}`,
    `  opens charts  ${feed.opensCharts}`,
    `  senders       ${list(feed.senders, 'whatever MSH-3 and MSH-4 say')}`,
    `  ids           of ${feed.space}`,
    ...credentials.map((one) => `  ${one.kind.padEnd(12)}  ${one.id}  ${one.endedAt === null ? `since ${one.madeAt}` : `ended ${one.endedAt}`}  ${one.address ?? prints.get(one.id) ?? ''}`.trimEnd()),
  ].join('\n')
}

/** When, what and why; nothing of what it says. Refuses: not-found. */
export async function oneMessage({ house, databases }: Composed, name: string, json: boolean): Promise<string> {
  const at = messageAt(name)
  const [message, namesakes] = await databases.operate.run((tx) => Promise.all([house.sources.message(tx, at), house.sources.namesakesOf(tx, at)]))
  if (message === null) throw new Refusal('not-found', `no message is called ${name}`)
  const { delivery } = message
  const unread = delivery === null ? [] : await databases.operate.run((tx) => house.sources.unread(tx, at.organization, delivery))
  if (json) return JSON.stringify({ ...message, namesakes, unread }, null, 2)
  const why = whyOf(message)
  return [
    `${name}  ${message.state}`,
    `  came      ${message.receivedAt}${message.sentAt === null ? '' : `, sent ${message.sentAt}`}`,
    `  what      ${message.form} ${message.kind}, ${message.size} bytes, called ${message.name}`,
    ...(why === '' ? [] : [`  why       ${why}`]),
    ...unread.map((one, nth) => `  ${nth === 0 ? 'left out' : '        '}  ${one}`),
    ...(namesakes.length === 0 ? [] : [`  beside    another message had the same control id, and says something else: ${namesakes.map((one) => `${at.feed}/${one.id}`).join(', ')}`]),
    ...(message.decidedBy === null ? [] : [`  decided   by ${message.decidedBy}`]),
  ].join('\n')
}

/** The bytes as they came, with a line in the trail. Refuses: not-found. */
export async function rawMessage({ house, databases }: Composed, name: string): Promise<Buffer> {
  const at = messageAt(name)
  return databases.operate.run(async (tx) => {
    const bytes = await house.sources.bytes(tx, at)
    if (bytes === null) throw new Refusal('not-found', `no message is called ${name}`)
    await house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'message read', detail: { feed: at.feed, message: at.id } })
    return bytes
  })
}
