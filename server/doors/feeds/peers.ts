// Who is at the other end of a line? A feed is known by the certificate that is pinned to it, by addresses, or by both.
import { BlockList, isIP } from 'node:net'

/** How a feed's sender is known. Empty lists do not matter; a feed with both empty is known by nobody here. */
export type Credentials = {
  /** SHA-256 of the certificate (DER), in lower-case hexadecimal. */
  readonly certificates: readonly string[]
  /** Addresses or networks: "10.2.3.4", "10.2.0.0/16", "fd00::/8". */
  readonly addresses: readonly string[]
}

export type Peer = { /** Of the certificate whose key was shown in the handshake; null: none was. */ readonly fingerprint: string | null; readonly address: string }

/** "AB:CD:…" as OpenSSL and Node write it, as 64 small letters; null for what is no SHA-256. */
export function fingerprintOf(text: string): string | null {
  const bare = text.replaceAll(':', '').toLowerCase()
  return /^[0-9a-f]{64}$/.test(bare) ? bare : null
}

/** An IPv4 address in IPv6 clothes (RFC 4291 §2.5.5.2) is the IPv4 address. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '')

/** True when the address lies in one of the networks. What is no address lies in none. */
export function isAmong(address: string, networks: readonly string[]): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  if (family === 0) return false
  const list = new BlockList()
  for (const network of networks) {
    const [base = '', prefix] = network.split('/')
    const kind = isIP(base) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(base, kind)
    else list.addSubnet(base, Number(prefix), kind)
  }
  return list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

/** An address or a network as an operator types it; null when it is none, or when it is everybody. */
export function networkOf(typed: string): string | null {
  const [base = '', prefix, ...more] = typed.trim().toLowerCase().split('/')
  const family = isIP(base)
  if (family === 0 || more.length > 0) return null
  if (prefix === undefined) return base
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : 0
  return bits >= 1 && bits <= (family === 6 ? 128 : 32) ? `${base}/${bits}` : null
}

/** Is this the sender that these credentials describe? Each kind that is given must fit. */
export function isPeer({ fingerprint, address }: Peer, { certificates, addresses }: Credentials): boolean {
  if (certificates.length === 0 && addresses.length === 0) return false
  const shown = certificates.length === 0 || (fingerprint !== null && certificates.includes(fingerprint))
  return shown && (addresses.length === 0 || isAmong(address, addresses))
}
