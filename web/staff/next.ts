// Where may a staff sign-in lead? Only to pages of staff, by their path: no address from outside is ever followed (T21).
export function safeStaffNext(given: string | null | undefined): string | null {
  return given !== null && given !== undefined && /^\/(staff|admin)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(given) ? given : null
}
