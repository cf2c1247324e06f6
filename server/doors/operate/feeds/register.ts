// How is a feed added, and by what is its sender known? What is changed here holds at the door within three seconds.
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Refusal, type Tx } from '#kernel'
import type { NewFeed } from '#inbound'
import type { Composed } from '../../../compose.ts'
import { organizationOf } from './names.ts'

export type Letting = { /** File of a certificate (PEM or DER). */ readonly certificate: string | null; readonly address: string | null; readonly token: boolean }

export type FeedOrder = {
  readonly id: string
  readonly organization: string | null
  readonly name: string
  readonly route: string
  readonly authorities: string | null
  readonly opensCharts: string | null
  readonly sameSystemAs: string | null
  readonly senders: string | null
  readonly charset: string | null
  readonly timeZone: string | null
  readonly lateAfterHours: string | null
}

const listOf = (typed: string | null): readonly string[] => (typed ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')

function readOrder(order: FeedOrder): NewFeed {
  const refuse = (why: string): never => {
    throw new Refusal('nothing-chosen', why)
  }
  const organization = order.organization ?? organizationOf(order.id)
  const key = order.id.startsWith(`${organization}:`) ? order.id.slice(organization.length + 1) : order.id
  const { route, opensCharts } = order
  if (route !== 'mllp' && route !== 'fhir') return refuse('--route is mllp (HL7 v2) or fhir (pushes)')
  if (opensCharts !== null && opensCharts !== 'registration' && opensCharts !== 'any') return refuse('--opens-charts is registration or any')
  const hours = order.lateAfterHours === null ? null : Number(order.lateAfterHours)
  if (hours !== null && !(hours >= 1 && hours <= 1_000)) return refuse('--late-after is a number of hours from 1 to 1000')
  return {
    key, organization, name: order.name, route, authorities: listOf(order.authorities), senders: listOf(order.senders), sameSystemAs: order.sameSystemAs, charset: order.charset, timeZone: order.timeZone,
    ...(opensCharts === null ? {} : { opensCharts }), lateAfterMinutes: hours === null ? null : Math.round(hours * 60),
  }
}

function certificateIn(file: string): X509Certificate {
  try {
    return new X509Certificate(readFileSync(file))
  } catch {
    throw new Refusal('not-found', `${file} is no certificate that can be read (PEM or DER)`)
  }
}

const noted = (composed: Composed, tx: Tx, about: { readonly purpose: string; readonly feed: string }) => composed.house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: about.purpose, detail: { feed: about.feed } })

/** Lets a sender in by whatever is given; gives the lines to print. */
async function letInBy(composed: Composed, tx: Tx, { feed, by }: { readonly feed: string; readonly by: Letting }): Promise<readonly string[]> {
  const { credentials } = composed.inbound.feeds
  const lines: string[] = []
  if (by.certificate !== null) {
    const certificate = certificateIn(by.certificate)
    await credentials.allowCertificate(tx, feed, certificate.fingerprint256)
    lines.push(`  certificate  ${certificate.fingerprint256}`, `               until ${certificate.validToDate.toISOString().slice(0, 10)}: a renewed one must be let in before it is used`)
  }
  if (by.address !== null) {
    await credentials.allowAddress(tx, feed, by.address)
    lines.push(`  address      ${by.address}`)
  }
  if (by.token) {
    const { token } = await credentials.newToken(tx, feed)
    lines.push(`  credential   ${token}`, '               shown this once: hand it over by a safe way')
  }
  if (lines.length > 0) await noted(composed, tx, { purpose: 'feed let in', feed })
  return lines
}

/** Adds a feed, or changes what is agreed with one. Refuses: not-found, nothing-chosen, form-not-understood. */
export async function add(composed: Composed, order: FeedOrder, by: Letting): Promise<string> {
  const feed = readOrder(order)
  return composed.databases.operate.run(async (tx) => {
    if ((await composed.house.directory.organization(tx, feed.organization)) === null) throw new Refusal('not-found', `no organization is called ${feed.organization}: add it with the organization command`)
    const made = await composed.inbound.feeds.registry.put(tx, feed)
    await noted(composed, tx, { purpose: 'feed put', feed: made.id })
    const lines = await letInBy(composed, tx, { feed: made.id, by })
    const proven = lines.length > 0 || (await composed.inbound.feeds.credentials.list(tx, made.id)).some((one) => one.endedAt === null)
    return [`${made.id} is a feed`, ...lines, ...(proven ? [] : [`  nobody is known as its sender yet: feeds let-in ${made.id} …`])].join('\n')
  })
}

/** One more proof. Refuses: not-found, nothing-chosen, form-not-understood. */
export async function letIn(composed: Composed, feed: string, by: Letting): Promise<string> {
  const lines = await composed.databases.operate.run((tx) => letInBy(composed, tx, { feed, by }))
  if (lines.length === 0) throw new Refusal('nothing-chosen', 'by --certificate FILE, --address NETWORK or --token')
  return [`${feed} is let in by`, ...lines].join('\n')
}

/** Ends one proof. Refuses: not-found. */
export async function shutOut(composed: Composed, credential: string): Promise<string> {
  await composed.databases.operate.run(async (tx) => {
    if (!/^[0-9a-f-]{36}$/.test(credential)) throw new Refusal('not-found', `${credential} is no credential: feeds show FEED lists them`)
    await composed.inbound.feeds.credentials.end(tx, credential)
    await composed.house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'feed shut out', detail: { credential } })
  })
  return `${credential} opens nothing any more`
}

/** Refuses: not-found. */
export async function pause(composed: Composed, feed: string, paused: boolean): Promise<string> {
  await composed.databases.operate.run(async (tx) => {
    await composed.inbound.feeds.registry.pause(tx, feed, paused)
    await noted(composed, tx, { purpose: paused ? 'feed paused' : 'feed resumed', feed })
  })
  return paused ? `${feed} is paused: what comes is kept, and waits` : `${feed} goes on`
}

/** Refuses: not-found. */
export async function endFeed(composed: Composed, feed: string): Promise<string> {
  await composed.databases.operate.run(async (tx) => {
    await composed.inbound.feeds.registry.end(tx, feed)
    await noted(composed, tx, { purpose: 'feed ended', feed })
  })
  return `${feed} has ended: nothing is taken in any more, what came stays`
}
