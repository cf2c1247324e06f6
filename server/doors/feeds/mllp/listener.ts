// Where do HL7 v2 messages come in? One port for every feed; TLS with the sender's certificate, or plain TCP on this computer only.
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net'
import { type TLSSocket, createServer as createTlsServer } from 'node:tls'
import { type Log, faultFields, isLoopback } from '#kernel'
import type { FeedLimits } from '../limits.ts'
import { type Connection, type Line, holdConnection } from './connection.ts'
import { openFrames, openRoom } from './frames.ts'
import type { Peer } from './peer.ts'
import type { FeedOfPeer, Receiving } from './receive.ts'

export type MllpUses = {
  readonly log: Log
  readonly limits: FeedLimits
  /** Gives what tells for which feeds this peer may speak, at any time while the line is open. */
  readonly peer: (peer: Peer) => () => Promise<readonly FeedOfPeer[]>
  /** Of one line: gives the bytes to answer each frame with. */
  readonly receiving: Receiving
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
export async function openMllp({ log, limits, peer, receiving }: MllpUses, { port, host, tls }: MllpListening): Promise<MllpDoor> {
  if (tls === null && !isLoopback(host)) throw new RangeError('HL7 v2 without TLS is taken on a loopback address only')
  const held = new Set<Connection>()
  const count = openCount(limits.connectionsOfFeed)
  const room = openRoom(limits.largeMessages)
  let closing = false

  const letIn = async (socket: Socket, fingerprint: string | null): Promise<void> => {
    const feeds = peer({ fingerprint, address: socket.remoteAddress ?? '' })
    const names = (await feeds()).map((one) => one.id)
    const refused = names.length === 0 ? 'not-a-peer' : count.full(names) ? 'too-many-lines' : null
    if (refused !== null) log.warn({ event: 'feed-line-refused', code: refused, feed: names.join(' ') })
    if (refused !== null || closing || socket.destroyed) return void socket.destroy()
    count.add(names, 1)
    const connection = holdConnection(socket as Line, {
      limits,
      frames: openFrames({ most: limits.documentBytes, ordinary: limits.messageBytes, room }),
      answer: receiving(feeds),
      ended(why) {
        held.delete(connection)
        count.add(names, -1)
        if (why !== 'left') log.info({ event: 'feed-line-ended', code: why, feed: names.join(' ') })
      },
    })
    held.add(connection)
  }
  const receive = (socket: Socket, fingerprint: string | null): void => {
    // Until it is known who that is, nothing is read and a line that breaks is no news.
    socket.on('error', () => undefined)
    letIn(socket, fingerprint).catch((error: unknown) => {
      log.fault({ event: 'feed-line-failed', ...faultFields(error) })
      socket.destroy()
    })
  }
  const server = tls === null ? createServer({ allowHalfOpen: true, noDelay: true }, (socket) => receive(socket, null)) : tlsServer({ tls, limits, log, receive })
  server.maxConnections = limits.connections
  await listening(server, port, host)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing = true
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
  }, (socket) => receive(socket, socket.getPeerX509Certificate()?.fingerprint256 ?? null))
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
