// Which feed is speaking? A token of 256 bits for FHIR pushes, shown once; a client certificate or an address for MLLP. Of secrets only
// the SHA-256 is kept (security.md R66, T23), and what opens one feed opens no other.
import { createHash } from 'node:crypto'
import { type Id, Refusal, type Statement, type Tx, newId, newSecret, statement } from '#kernel'
import type { FeedCredential } from './feed.ts'

const insert: Statement<never> = statement('inbound.let_in', 'insert into inbound_credential (id, feed, kind, digest, address, made_at) values ($1, $2, $3, $4, $5::cidr, app_now())')
const end: Statement<{ id: Id }> = statement('inbound.shut_out', 'update inbound_credential set ended_at = app_now() where id = $1 and ended_at is null returning id')
const list: Statement<FeedCredential> = statement('inbound.credentials', 'select id, kind, address::text, made_at as "madeAt", ended_at as "endedAt" from inbound_credential where feed = $1 order by made_at, id')
const fingerprints: Statement<{ id: Id; fingerprint: string }> = statement('inbound.fingerprints', `select id, encode(digest, 'hex') as fingerprint from inbound_credential where feed = $1 and kind = 'certificate'`)
const byDigest: Statement<{ feed: string }> = statement('inbound.feed_by_digest', `select f.id as feed from inbound_credential c join inbound_feed f on f.id = c.feed
  where c.kind = $1 and c.digest = $2 and c.ended_at is null and f.ended_at is null`)
const byAddress: Statement<{ feed: string }> = statement('inbound.feed_by_address', `select distinct f.id as feed from inbound_credential c join inbound_feed f on f.id = c.feed
  where c.kind = 'address' and c.address >>= $1::inet and c.ended_at is null and f.ended_at is null and f.route = 'mllp' order by 1`)
const feedIsThere: Statement<{ id: string }> = statement('inbound.feed_is_there', 'select id from inbound_feed where id = $1 and ended_at is null')

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const fingerprintShape = /^[0-9a-f]{64}$/

export type Credentials = {
  /** A new token for a feed (role operate, or desk as an administrator there). Told once. Refuses `not-found`. */
  newToken(tx: Tx, feed: string): Promise<{ readonly id: Id; readonly token: string }>
  /** Lets in whoever shows this certificate; `fingerprint` is the SHA-256 of it (DER) in hex, colons or not. Refuses `form-not-understood`, `not-found`. */
  allowCertificate(tx: Tx, feed: string, fingerprint: string): Promise<{ readonly id: Id }>
  /** Lets in whoever comes from this address or network (CIDR). Refuses `form-not-understood`, `not-found`. */
  allowAddress(tx: Tx, feed: string, address: string): Promise<{ readonly id: Id }>
  /** From now on it opens nothing. Refuses `not-found`. */
  end(tx: Tx, credential: Id): Promise<void>
  list(tx: Tx, feed: string): Promise<readonly FeedCredential[]>
  /** SHA-256 of each certificate that was ever let in, as OpenSSL writes it, by the credential's id (role operate). */
  fingerprints(tx: Tx, feed: string): Promise<ReadonlyMap<Id, string>>
  /** The feed of a token; null: it opens none (role feed). */
  byToken(tx: Tx, token: string): Promise<string | null>
  /** The feed of a client certificate. */
  byCertificate(tx: Tx, fingerprint: string): Promise<string | null>
  /** The feeds that may be sent from an address: one, or the door cannot know who speaks. */
  byAddress(tx: Tx, address: string): Promise<readonly string[]>
}

const plainFingerprint = (text: string): string => text.replace(/[:\s]/g, '').toLowerCase()

async function letIn(tx: Tx, feed: string, { kind, digest, address }: { readonly kind: FeedCredential['kind']; readonly digest: Buffer | null; readonly address: string | null }): Promise<{ readonly id: Id }> {
  const id = newId()
  const [there] = await tx.query(feedIsThere, [feed])
  if (there === undefined) throw new Refusal('not-found', `no feed ${feed}`)
  await tx.query(insert, [id, feed, kind, digest, address])
  return { id }
}

/** An address, or a network with its zeros: 10.1.2.0/24. Whether it exists as one, PostgreSQL says. */
const networkShape = /^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9a-f:]*:[0-9a-f:.]*(\/\d{1,3})?)$/i

export function openCredentials(): Credentials {
  return {
    async newToken(tx, feed) {
      const token = newSecret()
      return { ...(await letIn(tx, feed, { kind: 'token', digest: digestOf(token), address: null })), token }
    },
    async allowCertificate(tx, feed, fingerprint) {
      const plain = plainFingerprint(fingerprint)
      if (!fingerprintShape.test(plain)) throw new Refusal('form-not-understood', 'a fingerprint is 64 hexadecimal digits')
      return letIn(tx, feed, { kind: 'certificate', digest: Buffer.from(plain, 'hex'), address: null })
    },
    async allowAddress(tx, feed, address) {
      if (!networkShape.test(address)) throw new Refusal('form-not-understood', 'an address or a network (CIDR)')
      return letIn(tx, feed, { kind: 'address', digest: null, address })
    },
    async end(tx, credential) {
      if ((await tx.query(end, [credential])).length === 0) throw new Refusal('not-found', 'no such credential, or it has ended')
    },
    list: (tx, feed) => tx.query(list, [feed]),
    fingerprints: async (tx, feed) => new Map((await tx.query(fingerprints, [feed])).map((row) => [row.id, (row.fingerprint.toUpperCase().match(/../g) ?? []).join(':')])),
    byToken: async (tx, token) => (await tx.query(byDigest, ['token', digestOf(token)]))[0]?.feed ?? null,
    async byCertificate(tx, fingerprint) {
      const plain = plainFingerprint(fingerprint)
      return fingerprintShape.test(plain) ? ((await tx.query(byDigest, ['certificate', Buffer.from(plain, 'hex')]))[0]?.feed ?? null) : null
    },
    byAddress: async (tx, address) => (await tx.query(byAddress, [address])).map((row) => row.feed),
  }
}
