// What does somebody who lost something get in a test? Mails and texts as they were written, and the steps back in as forms.
import { TOTP } from 'otpauth'
import { type Caller, givenCaller } from '../caller.ts'
import { type GivenDoor, owner } from '../door.ts'
import type { GivenHouse } from '../house.ts'
import { rowsOf } from '../member.ts'

export type Written = { readonly kind: string; readonly body: string; readonly recipient: string }

/** The mails to an address, newest first; of one kind when named. */
export const mailsTo = (house: GivenHouse, to: string, kind?: string): Promise<Written[]> => rowsOf<Written>(house, 'select kind, body, recipient from notices_mail where lower(recipient) = lower($1) and ($2::text is null or kind = $2) order by written_at desc, id', [to, kind ?? null])
export const textsTo = (house: GivenHouse, to: string): Promise<Written[]> => rowsOf<Written>(house, 'select kind, body, recipient from notices_text where recipient = $1 order by written_at desc, id', [to])

/** The path of the first link to one of our pages in the newest mail of a kind. */
export async function linkIn(house: GivenHouse, { to, kind, page }: { readonly to: string; readonly kind?: string; readonly page: string }): Promise<string> {
  const [mail] = await mailsTo(house, to, kind)
  return new RegExp(`(${page.replace(/[/-]/g, (sign) => `\\${sign}`)}/[A-Za-z0-9_-]{40,})`).exec(mail?.body ?? '')?.[1] ?? ''
}

export const numbersIn = (body: string | undefined): string => /\b(\d{6})\b/.exec(body ?? '')?.[1] ?? ''

export const newPassword = 'harbor-violet-tuesday-41'

/** Asks for a link and gives its path; empty when none came. */
export async function resetLink(house: GivenHouse, caller: Caller, email = owner.email): Promise<string> {
  await caller.post('/forgot', { email }, { from: '/forgot' })
  return linkIn(house, { to: email, kind: 'reset-password', page: '/forgot' })
}

/** The password of the owner is set anew by mail. */
export async function resetByMail(door: GivenDoor, caller: Caller, password = newPassword): Promise<void> {
  const link = await resetLink(door, caller)
  await caller.post(link, { password }, { from: link })
}

/** The owner's app, at a moment when its last code is not spent yet. */
export function nextCode(door: GivenDoor): string {
  door.clock.advance({ seconds: 31 })
  return new TOTP({ secret: owner.totpSecret }).generate({ timestamp: door.clock.now().getTime() })
}

/** Half signed in with a password. */
export async function halfIn(house: GivenHouse, { email = owner.email, password = owner.password, address = '10.0.0.7' } = {}): Promise<Caller> {
  const caller = givenCaller(house, address)
  await caller.post('/sign-in', { email, password }, { from: '/sign-in?ended=1' })
  return caller
}

export const isIn = async (caller: Caller): Promise<boolean> => (await caller.get('/account')).status === 200
