// What do a sign-up's people hear, and by which way? As many messages are written for one who is nobody as for anybody.
import type { SecretBox } from '#accounts'
import type { Notices } from '#notices'
import type { Tx } from '#kernel'
import { personAbout } from '../basis.ts'
import type { SealedPerson } from '../issuing/issue.ts'
import type { Contact } from './contacts.ts'

export type ToldKind = 'sign-up-code' | 'sign-up-known' | 'sign-up-begun' | 'sign-up-ready' | 'sign-up-finished'

export type ToldFacts = { readonly organization: string; readonly phone: string | null; readonly site: string; readonly code: string; readonly minutes: number; readonly link: string; readonly stop: string }

/** The first is the one that opens; the others are told. What is not needed is written to nobody. */
export const messagesEach = 6

/** Writes one message; to nobody when there is none to tell. One statement each. */
export async function tell(tx: Tx, notices: Notices, { to, kind, facts, usefulUntil }: { readonly to: Contact | null; readonly kind: ToldKind; readonly facts: ToldFacts; readonly usefulUntil?: Date }): Promise<void> {
  const until = usefulUntil === undefined ? {} : { usefulUntil }
  if (to === null) return notices.nobody(tx)
  if (to.via === 'text') return notices.text(tx, { kind, to: to.to, facts, ...until })
  return notices.mail(tx, { kind, to: to.to, facts, ...until })
}

/** Every other contact on file, and nobody for what is left of the six. */
export async function tellOthers(tx: Tx, notices: Notices, { told, kind, facts }: { readonly told: readonly Contact[]; readonly kind: ToldKind; readonly facts: ToldFacts }): Promise<void> {
  for (let at = 0; at < messagesEach - 1; at += 1) await tell(tx, notices, { to: told[at] ?? null, kind, facts })
}

/** Name, birth date and number for the password check, and whom to tell at the end. */
export type SealedSignUpPerson = SealedPerson & { readonly told: readonly Contact[] }

export const nobodyThere: SealedSignUpPerson = { name: '', names: [], birthDate: '', mrn: '', organization: '', told: [] }
export const sealPerson = (box: SecretBox, signUp: string, person: SealedSignUpPerson): Buffer => box.seal(JSON.stringify(person), personAbout(signUp))
export const openPerson = (box: SecretBox, signUp: string, sealed: Buffer): SealedSignUpPerson => JSON.parse(box.open(sealed, personAbout(signUp))) as SealedSignUpPerson
