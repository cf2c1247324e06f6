// What is a help code? Two letters of the organization's name and four random ones, "LH4 K72". It says which sign-up is meant at
// the desk, and alone it opens and shows nothing. It is kept nowhere: it is worked out from the sign-up under our key.
import { readCrockford } from '#accounts'
import type { Keys } from '#kernel'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const randomLetters = 4

/** "LH" of Lakeside Health, "RI" of Riverside: so that somebody who calls the wrong desk is told so. */
export function organizationLetters(name: string): string {
  const words = name.normalize('NFKD').toUpperCase().replace(/[^A-Z ]/g, '').split(' ').filter((word) => word !== '' && !['THE', 'OF', 'AND', 'AT'].includes(word))
  const found = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '')
  return `${found}XX`.slice(0, 2)
}

/** The code of a sign-up, in its two groups. `turn`: which draw; the next one when the code was taken. */
export function helpCodeOf(keys: Keys, signUp: { readonly id: string; readonly turn: number }, organizationName: string): string {
  const bytes = keys.mac('code-index', 'help-code', signUp.id, String(signUp.turn))
  const drawn = Array.from({ length: randomLetters }, (_, at) => letters[(bytes[at] ?? 0) & 31]).join('')
  const code = `${organizationLetters(organizationName)}${drawn}`
  return `${code.slice(0, 3)} ${code.slice(3)}`
}

/** Where a code is looked up, as it was typed: small letters, spaces and look-alikes are fine. Anything has an index. */
export const helpIndex = (keys: Keys, typed: string): Buffer => keys.mac('code-index', 'help-index', readCrockford(typed)).subarray(0, 16)
