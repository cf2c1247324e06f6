// Which form token would fit this browser's cookies? Made from the house's own key, so that a test may stand where a page would not let it.
import { randomBytes } from 'node:crypto'
import type { Audience } from '#web'
import type { GivenHouse } from '../../given/house.ts'

const cookieOf: Readonly<Record<Audience, string | null>> = { public: null, joining: null, half: '__Host-half', patient: '__Host-session', invited: '__Host-staff-invited', 'half-staff': '__Host-staff-half', staff: '__Host-staff' }

export function forgeToken(house: GivenHouse, audience: string, cookies: ReadonlyMap<string, string>): string {
  const name = cookieOf[audience as Audience]
  const bound = (name === null ? undefined : cookies.get(name)) ?? cookies.get('__Host-visit') ?? ''
  const mask = randomBytes(16)
  const token = house.composed.keys.mac('form-token', bound).subarray(0, 16)
  return Buffer.concat([mask, token.map((byte, at) => byte ^ (mask[at] ?? 0))]).toString('base64url')
}
