// What has a member of staff of their own? Their second steps and recovery codes; no contacts: an administrator is the way back.
import type { Notices } from '#notices'
import { type Statement, type Tx, statement } from '#kernel'
import type { FactorUses } from '../factors/second-factor.ts'
import { makeFreshCodes, mailTime } from '../manage.ts'
import type { Session } from '../session.ts'

export type OwnSignIn = { readonly email: string; readonly apps: number; readonly passkeys: number; readonly recoveryCodesLeft: number }

const ownRow: Statement<{ apps: number; passkeys: number; codes: number }> = statement('accounts.staff-own', `select
  (select count(*)::int from accounts_app where person = app_person()) as apps,
  (select count(*)::int from accounts_passkey where person = app_person()) as passkeys,
  (select count(*)::int from accounts_recovery_code where person = app_person() and used_at is null) as codes`)

export async function readOwn(tx: Tx, session: Session): Promise<OwnSignIn> {
  const [row] = await tx.query(ownRow)
  return { email: session.email, apps: row?.apps ?? 0, passkeys: row?.passkeys ?? 0, recoveryCodesLeft: row?.codes ?? 0 }
}

/** Ten new recovery codes; the old ones stop, and the work address is told. */
export async function renewOwnCodes(tx: Tx, uses: FactorUses & { readonly notices: Notices }, session: Session): Promise<void> {
  await makeFreshCodes(tx, uses, session.person)
  await uses.notices.mail(tx, { kind: 'staff-codes-made', to: session.email, facts: { when: mailTime(tx.now) } })
}
