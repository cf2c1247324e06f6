// Who is at the other end of a line, and for which feeds may they speak? A certificate, an address, or both, as the feed asks for.
import type { Database, Tx } from '#kernel'
import type { Feed, Feeds } from '#inbound'

export type Peer = {
  /** SHA-256 of the certificate whose key was shown in the handshake; null: none was shown. */
  readonly fingerprint: string | null
  readonly address: string
}

/** An IPv4 address in IPv6 clothes (RFC 4291 §2.5.5.2) is the IPv4 address; the zone of a link says nothing of who it is. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '')

async function feedsNow(tx: Tx, { registry, credentials }: Pick<Feeds, 'registry' | 'credentials'>, { fingerprint, address }: Peer): Promise<readonly Feed[]> {
  const [shown, there] = await Promise.all([fingerprint === null ? null : credentials.byCertificate(tx, fingerprint), credentials.byAddress(tx, plainAddress(address))])
  const named = [...new Set([...(shown === null ? [] : [shown]), ...there])]
  const asked = await Promise.all(named.map(async (id) => ({ id, feed: await registry.one(tx, id), given: (await credentials.list(tx, id)).filter((one) => one.endedAt === null) })))
  return asked.flatMap(({ id, feed, given }) => {
    // Each kind of proof that a feed has been given must be there: an address alone does not stand for a certificate, nor the other way round.
    const certain = !given.some((one) => one.kind === 'certificate') || shown === id
    const placed = !given.some((one) => one.kind === 'address') || there.includes(id)
    return feed !== null && feed.route === 'mllp' && certain && placed ? [feed] : []
  })
}

export type PeerUses = { readonly database: Database; readonly feeds: Pick<Feeds, 'registry' | 'credentials'>; /** Milliseconds. */ readonly now: () => number }

/** So long an answer of the registry counts: what an operator changes holds for open lines too. */
const freshMs = 3_000

/** The feeds of one peer, asked for again when the last answer is old. */
export function openPeer({ database, feeds, now }: PeerUses, peer: Peer): () => Promise<readonly Feed[]> {
  let known: { readonly at: number; readonly feeds: Promise<readonly Feed[]> } | null = null
  return () => {
    if (known === null || now() - known.at > freshMs) {
      const asked = database.run((tx) => feedsNow(tx, feeds, peer))
      // Not known is not kept in mind: the next message asks again.
      asked.catch(() => (known = null))
      known = { at: now(), feeds: asked }
    }
    return known.feeds
  }
}
