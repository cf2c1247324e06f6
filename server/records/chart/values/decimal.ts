// How do two numbers from a record compare, exactly? As decimals of any length, never as binary fractions.

export type Decimal = { readonly digits: bigint; readonly scale: number }

const shape = /^([+-]?)(\d{1,60})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,3}))?$/

/** The number a text writes, or null when it writes none (or one longer than 60 digits). `2.00` keeps its two decimals. */
export function decimalOf(text: string): Decimal | null {
  const match = shape.exec(text.trim().replace(/^\./, '0.'))
  if (match === null) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const power = Number(exponent)
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  const scale = fraction.length - power
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale]
}

/** Negative, zero or positive, as a is less than, equal to or more than b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** The exact distance between two numbers, written with the decimals of the finer one. */
export function distance(a: Decimal, b: Decimal): string {
  const [x, y, scale] = aligned(a, b)
  const gap = x < y ? y - x : x - y
  const text = gap.toString().padStart(scale + 1, '0')
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
}
