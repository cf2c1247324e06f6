// Where may signing in lead? Only to pages of our own, by their path: no address from outside is ever followed (T21).
export function safeNext(given: string | null | undefined): string | null {
  return given !== null && given !== undefined && /^\/(me|account)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(given) ? given : null
}
