// How does a sign-up stand in the database, and how is it found? By its cookie, by the desk's link, by the link of a notice.
import { createHash } from 'node:crypto'
import { type Id, type Statement, type Tx, Refusal, statement } from '#kernel'
import type { SignUpOutcome, SignUpState } from '../../../../contract/sign-ups.ts'

export type SignUpRow = {
  readonly id: Id
  readonly organization: string
  readonly state: SignUpState
  readonly turn: number
  readonly claim: Buffer | null
  readonly askedAt: string | null
  readonly endsAt: string
  readonly outcome: SignUpOutcome | null
  readonly patient: Id | null
  readonly person: Buffer | null
  readonly challenge: Id | null
  readonly challengeCode: Buffer | null
  readonly challengeUntil: string | null
  readonly sentTo: Buffer | null
  readonly letterAt: string | null
}

const columns = `id, organization, state, help_turn as turn, claim, asked_at as "askedAt", ends_at as "endsAt", outcome, patient, person,
  challenge, challenge_code as "challengeCode", challenge_until as "challengeUntil", sent_to as "sentTo", letter_at as "letterAt"`

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

const byVisit: Statement<SignUpRow> = statement('identity.enter-sign-up', `select ${columns} from identity_enter_signup($1)`)
const byLink: Statement<SignUpRow> = statement('identity.enter-sign-up-link', `select ${columns} from identity_enter_signup_link($1)`)
const byStop: Statement<SignUpRow> = statement('identity.enter-sign-up-stop', `select ${columns} from identity_enter_signup_stop($1)`)

/** No cookie costs the same look. */
export async function findSignUp(tx: Tx, visit: string | null): Promise<SignUpRow | null> {
  const [row] = await tx.query(byVisit, [tokenHash(visit ?? '')])
  return row ?? null
}
export async function findByLink(tx: Tx, link: string): Promise<SignUpRow | null> {
  const [row] = await tx.query(byLink, [tokenHash(link)])
  return row ?? null
}
export async function findByStopLink(tx: Tx, link: string): Promise<SignUpRow | null> {
  const [row] = await tx.query(byStop, [tokenHash(link)])
  return row ?? null
}

/** Refuses (form-expired) when there is none any more. */
export async function enterSignUp(tx: Tx, visit: string | null): Promise<SignUpRow> {
  const row = await findSignUp(tx, visit)
  if (row === null) throw new Refusal('form-expired', 'no sign-up, or its 30 days are over')
  return row
}
