// How far are two words apart? One slip of the hand: a sign too many, missing, another, or two neighbours exchanged.

export type Edit =
  | { readonly kind: 'exchanged' | 'missing' | 'another'; /** Where, from 0, in the longer word. */ readonly at: number; readonly length: number; readonly signs: readonly [string, string] }

/** The one slip between two words; null when they are equal or further apart. */
export function oneEdit(a: string, b: string): Edit | null {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1 || a === b) return null
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  const rest = (from: number, other: number): boolean => short.slice(from) === long.slice(other)
  const signs = [short[at] ?? '', long[at] ?? ''] as const
  if (long.length > short.length) return rest(at, at + 1) ? { kind: 'missing', at, length: long.length, signs } : null
  if (rest(at + 1, at + 1)) return { kind: 'another', at, length: long.length, signs }
  if (short[at] === long[at + 1] && short[at + 1] === long[at] && rest(at + 2, at + 2)) return { kind: 'exchanged', at, length: long.length, signs }
  return null
}

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const besides = new Set(rows.flatMap((row, at) => [...row].flatMap((key, x) => {
  const below = rows[at + 1] ?? ''
  return [`${key}${row[x + 1] ?? ''}`, `${key}${below[x] ?? ''}`, `${key}${below[x - 1] ?? ''}`].filter((pair) => pair.length === 2)
})))

/** Do these two keys lie side by side on a keyboard? */
export const besideOnKeyboard = (a: string, b: string): boolean => besides.has(a + b) || besides.has(b + a)
