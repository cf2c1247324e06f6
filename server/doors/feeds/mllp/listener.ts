// Where do HL7 v2 messages come in? One port for every feed; TLS with the sender's certificate, or plain TCP on this computer only.
import { constants } from 'node:crypto'
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net'
import { type TLSSocket, createServer as createTlsServer } from 'node:tls'
import { type Log, isLoopback } from '#kernel'
import type { FeedLimits } from '../limits.ts'
import { type Peer, fingerprintOf } from '../peers.ts'
import { type Connection, type Line, holdConnection } from './connection.ts'
import type { Frame } from './frames.ts'

export type MllpUses = {
  readonly log: Log
  readonly limits: FeedLimits
  /** Ids of the feeds that this peer may send for, now. */
  readonly feedsOf: (peer: Peer) => readonly string[]
  readonly answer: (frame: Frame, peer: Peer) => Promise<Buffer>
}

export type MllpListening = {
  readonly port: number
  readonly host: string
  /** Key and certificate of this server, as PEM; null: plain TCP, on a loopback address only. */
  readonly tls: { readonly key: Buffer; readonly cert: Buffer } | null
}

export type MllpDoor = {
  readonly port: number
  /** Lets nobody in any more, answers what was read, closes. */
  close(): Promise<void>
}

/** How many lines of each name are open; a peer that sends for several feeds counts for each. */
function openCount(most: number) {
  const lines = new Map<string, number>()
  return {
    full: (names: readonly string[]) => names.some((name) => (lines.get(name) ?? 0) >= most),
    add(names: readonly string[], by: 1 | -1) {
      for (const name of names) {
        const now = (lines.get(name) ?? 0) + by
        if (now === 0) lines.delete(name)
        else lines.set(name, now)
      }
    },
  }
}

/**
 * Listens for senders. Who shows no certificate or address of a feed is closed without a word, and so is the line of a feed that
 * has too many. Refuses (RangeError) plain TCP elsewhere than on loopback.
 */
export async function openMllp({ log, limits, feedsOf, answer }: MllpUses, { port, host, tls }: MllpListening): Promise<MllpDoor> {
  if (tls === null && !isLoopback(host)) throw new RangeError('HL7 v2 without TLS is taken on a loopback address only')
  const held = new Set<Connection>()
  const count = openCount(limits.connectionsOfFeed)

  const receive = (socket: Socket, fingerprint: string | null): void => {
    const peer: Peer = { fingerprint, address: socket.remoteAddress ?? '' }
    const feeds = feedsOf(peer)
    const refused = feeds.length === 0 ? 'not-a-peer' : count.full(feeds) ? 'too-many-lines' : null
    if (refused !== null) {
      log.warn({ event: 'feed-line-refused', code: refused, because: feeds.join(' ') })
      socket.on('error', () => undefined)
      socket.destroy()
      return
    }
    count.add(feeds, 1)
    const connection = holdConnection(socket as Line, {
      limits,
      answer: (frame) => answer(frame, peer),
      ended(why) {
        held.delete(connection)
        count.add(feeds, -1)
        if (why !== 'left') log.info({ event: 'feed-line-ended', code: why, because: feeds.join(' ') })
      },
    })
    held.add(connection)
  }
  const server = tls === null ? createServer({ allowHalfOpen: true, noDelay: true }, (socket) => receive(socket, null)) : tlsServer({ tls, limits, log, receive })
  server.maxConnections = limits.connections
  await listening(server, port, host)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done) => void server.close(() => done()))
      await Promise.all([...held].map((connection) => connection.finish()))
      await closed
    },
  }
}

/** R66. Who holds a pinned certificate's key is known by the handshake: no authority vouches for it, so none is asked. */
function tlsServer({ tls, limits, log, receive }: { readonly tls: NonNullable<MllpListening['tls']>; readonly receive: (socket: TLSSocket, fingerprint: string | null) => void } & Pick<MllpUses, 'limits' | 'log'>): Server {
  const fresh = openCount(limits.freshOfAddress)
  const server = createTlsServer({
    ...tls, minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false, handshakeTimeout: limits.handshakeMs, allowHalfOpen: true, noDelay: true,
    // Every line shows its certificate anew: a session that is taken up again does not.
    secureOptions: constants.SSL_OP_NO_TICKET,
  }, (socket) => receive(socket, fingerprintOf(socket.getPeerX509Certificate()?.fingerprint256 ?? '')))
  // Before the handshake anybody may call: of one address only so many at once, and an open line is forgotten after a while.
  server.prependListener('connection', (socket: Socket) => {
    const from = [socket.remoteAddress ?? '']
    if (fresh.full(from)) return void socket.destroy()
    fresh.add(from, 1)
    const forget = (): void => {
      clearTimeout(timer)
      socket.off('close', forget)
      fresh.add(from, -1)
    }
    const timer = setTimeout(forget, limits.handshakeMs)
    socket.once('close', forget)
  })
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => log.info({ event: 'feed-handshake-failed', code: error.code ?? 'unknown' }))
  return server
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done()
    })
  })
}
