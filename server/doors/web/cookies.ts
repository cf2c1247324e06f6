// Which cookies do we set? Opaque values under __Host- names (R40): no script reads them, no other host sets them.

/** What pages may set and read. */
export type CookieName = 'session' | 'half' | 'join' | 'sign-up' | 'device' | 'ask' | 'staff' | 'staff-half' | 'staff-device' | 'staff-invited'
export type OwnCookie = CookieName | 'visit'

const names: Readonly<Record<OwnCookie, string>> = {
  session: '__Host-session', half: '__Host-half', join: '__Host-join', 'sign-up': '__Host-sign-up', device: '__Host-device', ask: '__Host-ask', visit: '__Host-visit',
  staff: '__Host-staff', 'staff-half': '__Host-staff-half', 'staff-device': '__Host-staff-device', 'staff-invited': '__Host-staff-invited',
}

/** A known device stays known for a year; everything else ends with the browser (and earlier on the server). */
const deviceSeconds = 31_536_000

export function setCookie(name: OwnCookie, value: string | null): string {
  // R40: no other site opens a page of staff with their cookies, not even by a link.
  const rest = `Path=/; Secure; HttpOnly; SameSite=${name.startsWith('staff') ? 'Strict' : 'Lax'}`
  if (value === null) return `${names[name]}=; ${rest}; Max-Age=0`
  return `${names[name]}=${value}; ${rest}${name === 'device' || name === 'staff-device' ? `; Max-Age=${deviceSeconds}` : ''}`
}

export type CookieJar = Readonly<Partial<Record<OwnCookie, string>>>

/** Reads our cookies off a header; of a name sent twice the first counts, values of another shape are not ours. */
export function readCookies(header: string | undefined): CookieJar {
  const jar: Partial<Record<OwnCookie, string>> = {}
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at < 0) continue
    const name = part.slice(0, at).trim()
    const value = part.slice(at + 1).trim()
    for (const own of Object.keys(names) as OwnCookie[]) {
      if (names[own] === name && jar[own] === undefined && /^[A-Za-z0-9_-]{8,128}$/.test(value)) jar[own] = value
    }
  }
  return jar
}
