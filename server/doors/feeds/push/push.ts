// Where is FHIR pushed to? POST /feeds/ID with the feed's credential; GET /feeds/ID/messages/N says what became of one. A port of its own, behind the proxy.
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { SeenBySender } from '#inbound'
import { type Log, faultFields, newId } from '#kernel'
import type { FeedLimits } from '../limits.ts'
import { type PushedKind, isPacked, pushedKind } from './content.ts'
import { tokenIn } from './credential.ts'
import { type Outcome, keptOutcome, refusedOutcome, stateOutcome } from './outcome.ts'
import { openBudget, readBody } from './read-body.ts'
import type { PushRefusal } from '../../../../words/en/feeds.ts'
import { type Tries, openTries } from './tries.ts'

export type PushUses = {
  readonly log: Log
  readonly limits: FeedLimits
  /** Milliseconds. */
  readonly now: () => number
  /** The feed that a credential opens, when it is one that is pushed to; null: none. */
  readonly feedOf: (token: string) => Promise<string | null>
  /** Resolves with the message's number once it is committed. */
  readonly keep: (feed: string, pushed: PushedKind & { readonly name: string }, bytes: Buffer) => Promise<string>
  /** Told of each push of a feed that was not taken. */
  readonly turnedAway: (feeds: readonly string[], reason: PushRefusal) => void
  readonly message: (feed: string, id: string) => Promise<SeenBySender | null>
  /** The most bytes of each form. */
  readonly mostBytes: Readonly<Record<PushedKind['form'], number>>
}

export type PushDoor = { readonly port: number; /** Lets nobody in any more, ends what was begun, closes. */ close(): Promise<void> }

type Turn = { readonly request: IncomingMessage; readonly goOn: () => void }
type Desk = PushUses & { readonly budget: ReturnType<typeof openBudget>; readonly underWay: Map<string, number>; readonly tries: Tries }

const address = /^\/feeds\/([a-z0-9][a-z0-9:-]{0,120})(?:\/messages\/([1-9]\d{0,17}))?$/

/** The number of the message, or why it is not taken. */
async function receive(desk: Desk, feed: string, { request, goOn }: Turn): Promise<{ readonly id: string } | PushRefusal> {
  const kind = pushedKind(request.headers['content-type'])
  if (typeof kind === 'string') return kind
  const packed = isPacked(request.headers['content-encoding'])
  if (typeof packed === 'string') return packed
  const body = await readBody(request, { budget: desk.budget, most: desk.mostBytes[kind.form], packed, goOn })
  if (typeof body === 'string') return body
  try {
    // Writing it down is our turn: the sender is not idle meanwhile.
    request.socket.setTimeout(0)
    return { id: await desk.keep(feed, { ...kind, name: `${newId()}.${kind.ending}` }, body.bytes) }
  } catch (error) {
    desk.log.fault({ event: 'feed-not-kept', feed, ...faultFields(error) })
    return 'not-kept'
  } finally {
    body.release()
  }
}

async function inTurn(desk: Desk, feed: string, turn: Turn): Promise<Outcome> {
  const now = desk.underWay.get(feed) ?? 0
  desk.underWay.set(feed, now + 1)
  try {
    const got = now >= desk.limits.pushesOfFeed ? 'too-many' : await receive(desk, feed, turn)
    if (typeof got !== 'string') return keptOutcome(got.id, `/feeds/${feed}/messages/${got.id}`)
    desk.turnedAway([feed], got)
    return refusedOutcome(got)
  } finally {
    desk.underWay.set(feed, (desk.underWay.get(feed) ?? 1) - 1)
  }
}

async function outcomeOf(desk: Desk, turn: Turn): Promise<Outcome> {
  const { method, url = '', headers } = turn.request
  if (url.includes('?')) return refusedOutcome('credential-in-address')
  const [, feed, message] = address.exec(url) ?? []
  if (feed === undefined) return refusedOutcome('no-such-address')
  const token = tokenIn(headers.authorization)
  // Whether there is such a feed is not said to who cannot open it.
  if (token === null || (await desk.feedOf(token)) !== feed) {
    desk.log.warn({ event: 'feed-push-refused', code: 'no-credential' })
    return refusedOutcome(desk.tries.wrong(desk.now()) ? 'too-many' : 'no-credential')
  }
  if (message === undefined) return method === 'POST' ? inTurn(desk, feed, turn) : { ...refusedOutcome('method'), headers: { allow: 'POST' } }
  if (method !== 'GET') return { ...refusedOutcome('method'), headers: { allow: 'GET' } }
  const seen = await desk.message(feed, message)
  return seen === null ? refusedOutcome('no-such-message') : stateOutcome(message, seen)
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A sender that asked whether it may go on hears it only once everything but the body is right.
  const asked = /100-continue/i.test(request.headers.expect ?? '')
  const outcome = await outcomeOf(desk, { request, goOn: () => void (asked && response.writeContinue()) }).catch((error: unknown) => {
    desk.log.fault({ event: 'feed-push-failed', ...faultFields(error) })
    return refusedOutcome('not-kept')
  })
  if (outcome.status >= 400) desk.log.info({ event: 'feed-push-refused', status: outcome.status })
  const whole = request.complete
  response.writeHead(outcome.status, {
    'content-type': 'application/fhir+json; charset=utf-8', 'content-length': Buffer.byteLength(outcome.body), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
    ...outcome.headers, ...(whole ? {} : { connection: 'close' }),
  })
  response.end(outcome.body)
}

/** What the parser of HTTP could not read, or what did not come in time. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

/** Opens the port of pushes. Plain HTTP: TLS ends at the proxy that stands before it, as for the pages. */
export async function openPush(uses: PushUses, { host, port }: { readonly host: string; readonly port: number }): Promise<PushDoor> {
  const { limits } = uses
  const desk: Desk = { ...uses, budget: openBudget(limits.pushedBytes), underWay: new Map(), tries: openTries(limits.wrongTries) }
  const handle = (request: IncomingMessage, response: ServerResponse): void => void answer(desk, request, response)
  const server: Server = createServer({ maxHeaderSize: 16_384, headersTimeout: limits.headersMs, requestTimeout: limits.pushMs, keepAliveTimeout: 5_000, connectionsCheckingInterval: Math.min(1_000, limits.headersMs) }, handle)
  server.on('checkContinue', handle)
  server.on('clientError', refuseBroken)
  server.timeout = limits.idleMs
  server.maxConnections = limits.connections
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const late = setTimeout(() => server.closeAllConnections(), limits.farewellMs)
      await new Promise<void>((done) => void server.close(() => done()))
      clearTimeout(late)
    },
  }
}
