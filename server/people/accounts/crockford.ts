// How are codes written that people copy by hand? Crockford's base32: no letter that looks like another, 5 bits each.
import { randomInt } from 'node:crypto'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random letters, each 5 bits. */
export const crockford = (count: number): string => Array.from({ length: count }, () => letters[randomInt(32)]).join('')

/** As it was meant: small letters, spaces and dashes are fine; O is 0, I and L are 1 (Crockford). At most 64 letters are read. */
export function readCrockford(typed: string): string {
  return typed.slice(0, 256).normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1').slice(0, 64)
}
