// From which network does a request come? IPv4 whole, IPv6 by its /64: a rotating address is one network (R19).
import type { Keys } from '#kernel'

const fourParts = /^\d{1,3}(?:\.\d{1,3}){3}$/

/** Two groups of IPv6 as the IPv4 address they hold. */
const embedded = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.')

/** The eight groups of an IPv6 address; an IPv4 address at its end counts as two. Null for what is none. */
function groupsOf(bare: string): readonly number[] | null {
  const dotted = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(bare)
  const whole = dotted === null ? bare : `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
  const [head = '', tail = ''] = whole.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const groups = whole.includes('::') ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right] : left
  return groups.length === 8 && groups.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? groups.map((group) => Number.parseInt(group, 16)) : null
}

/** The canonical network of an address as Node or a trusted proxy gives it. Unknown forms are one network of their own. */
export function networkOf(address: string): string {
  const bare = address.slice(0, 100).replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1').replace(/%.*$/, '').toLowerCase()
  if (fourParts.test(bare)) return bare
  const groups = bare.includes(':') ? groupsOf(bare) : null
  if (groups === null) return 'unknown'
  // RFC 4291 2.5.5.2: an IPv4 address in IPv6 clothes. RFC 3056: whoever has it has 65,536 /64 networks by 6to4.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return embedded(groups[6] ?? 0, groups[7] ?? 0)
  if (groups[0] === 0x2002) return embedded(groups[1] ?? 0, groups[2] ?? 0)
  return `${groups.slice(0, 4).map((group) => group.toString(16)).join(':')}::/64`
}

/** The network as it is kept: keyed, so that a stolen table names no address. */
export function keyedNetwork(keys: Keys, address: string): string {
  return keys.mac('network-key', networkOf(address)).toString('base64url').slice(0, 22)
}
