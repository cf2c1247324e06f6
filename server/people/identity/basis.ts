// On what does a joining rest? On an activation code, or on a sign-up that was proven without one. Each is spent once.
import type { SecretBox } from '#accounts'
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import type { CodeChannel } from '../../../contract/code-channels.ts'
import { type SealedPerson, sealedAbout, sentToAbout } from './issuing/issue.ts'

/** How it came to be known whose chart it is; kept with the link. */
export type ProvenBy = CodeChannel | 'contact'

export type Basis = {
  readonly kind: 'code' | 'sign-up'
  readonly id: string
  readonly patient: string
  readonly organization: string
  /** Name, birth date and number as the chart has them, sealed. */
  readonly sealed: Buffer
  readonly provenBy: ProvenBy
  /** The mailbox a code was sent to, sealed: whoever has the code has read it. */
  readonly sentTo: Buffer | null
  /** False: used, replaced or stopped meanwhile. */
  readonly open: boolean
}

type Resting = { readonly code: string | null; readonly signup: string | null }
type CodeRow = { id: string; patient: string; organization: string; sealed: Buffer; provenBy: CodeChannel; sentTo: Buffer | null; open: boolean }
type SignUpRow = { id: string; patient: string | null; organization: string; person: Buffer | null; provenBy: ProvenBy | null; open: boolean }

const ownCode: Statement<CodeRow> = statement('identity.own-code', `select id, patient, organization, sealed, channel as "provenBy", sent_to as "sentTo", spent_at is null and voided_at is null as open from identity_code where id = $1`)
const ownSignUp: Statement<SignUpRow> = statement('identity.own-sign-up', `select id, patient, organization, person, proven_by as "provenBy", state = 'proven' as open from identity_signup where id = $1`)
// Of fifty at once one finds it unspent; the others wait for its row and find it spent.
const spendCode: Statement<{ patient: string }> = statement('identity.spend', 'update identity_code set spent_at = app_now() where id = $1 and spent_at is null and voided_at is null returning patient')
const spendSignUp: Statement<{ patient: string }> = statement('identity.spend-sign-up', `update identity_signup set state = 'done', done_at = app_now(), link = null where id = $1 and state = 'proven' returning patient`)

export const personAbout = (signUp: string): string => `identity_signup person ${signUp}`

/** Refuses (form-expired) a joining whose code or sign-up is gone. */
export async function basisOf(tx: Tx, row: Resting): Promise<Basis> {
  if (row.signup !== null) {
    const [found] = await tx.query(ownSignUp, [row.signup])
    if (found === undefined || found.patient === null || found.person === null || found.provenBy === null) throw new Refusal('form-expired', 'the sign-up of this joining is gone')
    return { kind: 'sign-up', id: found.id, patient: found.patient, organization: found.organization, sealed: found.person, provenBy: found.provenBy, sentTo: null, open: found.open }
  }
  const [code] = await tx.query(ownCode, [row.code])
  if (code === undefined) throw new Refusal('form-expired', 'the code of this joining is gone')
  return { kind: 'code', ...code }
}

/** Spends it; gives its patient. Refuses (link-not-usable) what was used, replaced or stopped meanwhile. */
export async function spendBasis(tx: Tx, row: Resting): Promise<string> {
  const [spent] = row.signup === null ? await tx.query(spendCode, [row.code]) : await tx.query(spendSignUp, [row.signup])
  if (spent === undefined) throw new Refusal('link-not-usable', 'the code or the sign-up was used, replaced or stopped meanwhile')
  return spent.patient
}

export const personOf = (box: SecretBox, basis: Basis): SealedPerson => JSON.parse(box.open(basis.sealed, basis.kind === 'code' ? sealedAbout(basis.id) : personAbout(basis.id))) as SealedPerson

/** The address to which the code of this basis was sent, as it was written; null: to none. */
export const sentToOf = (box: SecretBox, basis: Basis): string | null => (basis.sentTo === null ? null : box.open(basis.sentTo, sentToAbout(basis.id)))
