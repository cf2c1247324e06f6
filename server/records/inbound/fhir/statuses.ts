// How does a resource stand, by a closed list of the standard? What is not of the list is never taken for one of it: no status that could
// not be read makes a thing final, given, done or current.
import { type Fields, type Json, asFields, codeWord, each, isThere } from './element.ts'
import { codings, wordsOf } from './codings.ts'
import type { Unread } from './left-out.ts'

/** Of every status list: nobody knows, or said elsewhere (`removedBySource`). */
const saysLittle = new Set(['unknown', 'entered-in-error'])

export type StatusAsk<T> = { readonly known: Readonly<Record<string, T>>; /** The element's name. */ readonly what: string; readonly unread: Unread }

/** What a status means here; undefined where it says little, is missing or is not of its list: the last two are noted. */
export function statusIn<T>(value: Json | undefined, { known, what, unread }: StatusAsk<T>): T | undefined {
  if (!isThere(value)) {
    unread('no-status', what)
    return undefined
  }
  const word = codeWord(value)
  const found = word === undefined ? undefined : known[word]
  if (found === undefined && (word === undefined || !saysLittle.has(word))) unread('unknown-code', what)
  return found
}

/**
 * The same of a status that is a concept and need not be there. Sources put codes of their own before the standard's, or its word alone;
 * before R4 it was a word. `unreadable`: it is there, and it is not known what it says.
 */
export function conceptStatus<T>(value: Json | undefined, { known, what, unread }: StatusAsk<T>): T | 'unreadable' | undefined {
  if (!isThere(value)) return undefined
  const words = [...codings(value).map(({ code }) => code), wordsOf(value) ?? codeWord(value) ?? ''].map((word) => word.trim().toLowerCase())
  const found = words.map((word) => known[word]).find((one) => one !== undefined)
  if (found !== undefined || words.some((word) => saysLittle.has(word))) return found
  // Nothing but an extension: its source does not know it either.
  if (words.every((word) => word === '') && asFields(value) !== undefined && each(asFields(value)?.coding).length === 0) return undefined
  unread('unknown-code', what)
  return 'unreadable'
}

/** Was it entered by mistake, says its source? Of documents also, what is in them. */
export function removedBySource(resource: Fields): boolean {
  const certainty = resource.verificationStatus
  return [codeWord(resource.status), codeWord(resource.docStatus), ...codings(certainty).map((one) => one.code.toLowerCase()), (wordsOf(certainty) ?? codeWord(certainty))?.toLowerCase().replaceAll(' ', '-')].includes('entered-in-error')
}
