// How does an operator see the demo's hospital day come in? Its feeds are registered, each message is sent as a hospital would, and what became of them is told.
import { type Config, Refusal } from '#kernel'
import { type DemoFeed, demoFeeds } from '../../../../demo/feed/feeds.ts'
import { makeHospitalDay } from '../../../../demo/feed/hospital-day.ts'
import type { Step } from '../../../../demo/feed/step.ts'
import { type MessageState, messageStates } from '../../../../contract/message-states.ts'
import type { Composed } from '../../../compose.ts'
import { todayThere } from '../seed-trial.ts'
import { openMllpLine } from './mllp-line.ts'
import { type Pace, type Senders, type Sent, playSteps } from './play.ts'

export type PlayAsked = {
  readonly config: Pick<Config, 'trial' | 'mllp' | 'push'>
  readonly pace: Pace
  /** Only what this organization sends; null: both. */
  readonly organization: string | null
  /** Where HL7 v2 and pushes are taken; null: as the configuration says. */
  readonly to: Address | null
  readonly pushTo: Address | null
  readonly say: (line: string) => void
}

export type Address = { readonly host: string; readonly port: number }

/** "localhost:2575"; null for anything else. */
export function addressOf(text: string): Address | null {
  const [, host = '', port = ''] = /^([\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(text) ?? []
  return host === '' || Number(port) > 65_535 ? null : { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** This computer, by both of its names: the trial takes HL7 v2 from nowhere else. */
const here = ['127.0.0.1', '::1'] as const

/** Registers a feed of the demo, once; a FHIR one gets a credential for this play. */
async function register({ databases, inbound, house }: Composed, { id, organization, name, route, authorities, sameSystemAs }: DemoFeed): Promise<{ readonly id: string; readonly token: string } | null> {
  const { registry, credentials } = inbound.feeds
  return databases.operate.run(async (tx) => {
    const before = await registry.one(tx, id)
    if (before === null) {
      await registry.put(tx, { key: id.slice(organization.length + 1), organization, name, route, authorities, sameSystemAs })
      if (route === 'mllp') for (const address of here) await credentials.allowAddress(tx, id, address)
      await house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'feed put', detail: { feed: id } })
    }
    return route === 'fhir' ? credentials.newToken(tx, id) : null
  })
}

async function pushed(step: Step, { to, token }: { readonly to: Address; readonly token: string }): Promise<Sent> {
  const host = to.host.includes(':') ? `[${to.host}]` : to.host
  const answer = await fetch(`http://${host}:${to.port}/feeds/${step.feed}`, { method: 'POST', headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` }, body: new Uint8Array(step.bytes) })
  const outcome = (await answer.json()) as { readonly issue?: readonly { readonly details?: { readonly text?: string } }[] }
  return { taken: answer.status === 202, code: String(answer.status), says: outcome.issue?.[0]?.details?.text ?? '' }
}

const notListening = (what: string, { host, port }: Address, option: string): Refusal => new Refusal('not-found', `nothing takes ${what} at ${host}:${port}: start the trial with npm start, or name the port it printed with ${option} HOST:PORT`)

const inWords: Readonly<Record<MessageState, string>> = { done: 'in the record', same: 'here before', waiting: 'still waiting to be worked on', unplaced: 'waiting for staff to say whose they are', parked: 'parked, because they cannot be read', 'set-aside': 'set aside' }

const newestAt = async ({ house, databases }: Composed, { organization, id: feed }: DemoFeed): Promise<number> => Number((await databases.operate.run((tx) => house.sources.messages(tx, { organization, feed, states: messageStates, limit: 1 })))[0]?.id ?? 0)

/** What became of the messages that came to a feed after one: how many are in which state now. */
async function becameOf({ house, databases }: Composed, { organization, id: feed }: DemoFeed, after: number): Promise<ReadonlyMap<MessageState, number>> {
  const lines = await databases.operate.run((tx) => house.sources.messages(tx, { organization, feed, states: messageStates, limit: 500 }))
  const counts = new Map<MessageState, number>()
  for (const { id, state } of lines) if (Number(id) > after) counts.set(state, (counts.get(state) ?? 0) + 1)
  return counts
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => void setTimeout(done, milliseconds))
/** So long the running house may take to work off what was sent. */
const patience = { tries: 60, pauseMs: 500 } as const

async function tellWhatBecame(composed: Composed, feeds: readonly { readonly feed: DemoFeed; readonly after: number }[], say: PlayAsked['say']): Promise<void> {
  for (const { feed, after } of feeds) {
    let counts = await becameOf(composed, feed, after)
    for (let tries = 0; tries < patience.tries && counts.has('waiting'); tries += 1) {
      await pause(patience.pauseMs)
      counts = await becameOf(composed, feed, after)
    }
    const told = messageStates.flatMap((state) => (counts.has(state) ? [`${counts.get(state)} ${inWords[state]}`] : []))
    say(`${feed.name}: ${told.join(', ')}`)
  }
}

/**
 * Plays the hospital day of yesterday to the running trial. Played again it changes nothing: the same bytes are the same message.
 * Refuses outside a trial, and where nothing listens.
 */
export async function playDay(composed: Composed, { config, pace, organization, to, pushTo, say }: PlayAsked): Promise<boolean> {
  if (!config.trial) throw new Refusal('not-found', 'the demo is played in a trial only: its people are made up')
  const [hl7, push] = [to ?? config.mllp, pushTo ?? config.push]
  if (hl7 === null || push === null) throw new Refusal('not-found', 'this trial takes nothing in from other systems')
  const feeds = demoFeeds.filter((feed) => organization === null || feed.organization === organization)
  if (feeds.length === 0) throw new Refusal('not-found', `${organization} sends nothing in the demo: ${demoFeeds.map((feed) => feed.organization).join(', ')}`)
  const tokens = new Map<string, { readonly id: string; readonly token: string }>()
  for (const feed of feeds) {
    const token = await register(composed, feed)
    if (token !== null) tokens.set(feed.id, token)
  }
  const before = await Promise.all(feeds.map(async (feed) => ({ feed, after: await newestAt(composed, feed) })))
  const line = feeds.some((feed) => feed.route === 'mllp') ? await openMllpLine(hl7).catch(() => Promise.reject(notListening('HL7 v2', hl7, '--to'))) : null
  const senders: Senders = {
    'lakeside:engine': async ({ bytes }) => {
      const answer = await line?.send(bytes)
      return { taken: answer?.code === 'AA', code: answer?.code ?? '', says: answer?.says ?? '' }
    },
    'northshore:push': (step) => pushed(step, { to: push, token: tokens.get(step.feed)?.token ?? '' }).catch(() => Promise.reject(notListening('pushes', push, '--push-to'))),
  }
  try {
    const steps = makeHospitalDay(todayThere(composed.house.clock)).filter((step) => feeds.some((feed) => feed.id === step.feed))
    const { sent, taken } = await playSteps({ steps, pace, senders, say, wait: pause })
    say(`\n${taken} of ${sent} messages were taken.`)
    await tellWhatBecame(composed, before, say)
    return taken === sent
  } finally {
    line?.close()
    for (const { id } of tokens.values()) await composed.databases.operate.run((tx) => composed.inbound.feeds.credentials.end(tx, id))
  }
}
