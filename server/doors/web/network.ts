// From which network does a request come? IPv4 whole, IPv6 by its /64: a rotating address is one network (R19).
import type { Keys } from '#kernel'

/** The canonical network of an address as Node gives it. Unknown forms are one network of their own. */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare)) return bare
  if (!bare.includes(':')) return 'unknown'
  const [head = '', tail = ''] = bare.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const groups = bare.includes('::') ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right] : left
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':')}::/64`
}

/** The network as it is kept: keyed, so that a stolen table names no address. */
export function keyedNetwork(keys: Keys, address: string): string {
  return keys.mac('network-key', networkOf(address)).toString('base64url').slice(0, 22)
}
