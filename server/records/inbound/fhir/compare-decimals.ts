// Which of two numbers is larger, exactly? Decimals as text, so that no digit is lost on the way.

const shape = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

/** -1, 0 or 1; null when one is not a decimal number of usual size. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 | null {
  const left = shape.exec(a)
  const right = shape.exec(b)
  if (left === null || right === null) return null
  const scaleOf = (parts: RegExpExecArray): number => (parts[3] ?? '').length - Number(parts[4] ?? 0)
  const scale = Math.max(scaleOf(left), scaleOf(right), 0)
  const whole = (parts: RegExpExecArray): bigint => BigInt(`${parts[1] ?? ''}${parts[2] ?? ''}${parts[3] ?? ''}`) * 10n ** BigInt(scale - scaleOf(parts))
  const difference = whole(left) - whole(right)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}
