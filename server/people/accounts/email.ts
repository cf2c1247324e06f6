// When are two e-mail addresses the same? Compared after NFKC and in small letters; nothing else is guessed.
import { Refusal } from '#kernel'

export type EmailAddress = {
  /** How it is looked up; unique for an account. */
  readonly key: string
  /** As it was typed, without spaces around it: how it is shown and mailed to. */
  readonly shown: string
}

/** RFC 5321 4.5.3.1: at most 254 characters for a path. */
const longest = 254

/** Reads an address. Refuses (email-not-usable) what no mail can be sent to. */
export function readEmail(typed: string): EmailAddress {
  const shown = typed.normalize('NFKC').trim()
  if (shown.length > longest || !/^[^\s@<>"(),:;\\[\]\u0000-\u001f\u007f]{1,64}@[^\s@<>"(),:;\\[\]\u0000-\u001f\u007f]+\.[^\s@.<>"(),:;\\[\]\u0000-\u001f\u007f]+$/u.test(shown)) throw new Refusal('email-not-usable', 'not an address', { field: 'email' })
  return { key: shown.toLowerCase(), shown }
}

/** For signing in, whatever was typed is an address that perhaps nobody has, so that every answer is the same. */
export const emailKey = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase().slice(0, longest)
