// How does a joining end? Account, factor, code, link and session in one transaction, or none of them: nothing is half-done.
import { type NewFactor, type Session, type SignedIn, emailKey } from '#accounts'
import type { AuditKind } from '#audit'
import { type Statement, type Tx, Refusal, statement } from '#kernel'
import { type Basis, type ProvenBy, basisOf, spendBasis } from './basis.ts'
import { finishSignUp } from './signing-up/finished.ts'
import { type JoinUses, type JoiningRow, enterJoining, nameOf, phoneVisit, secretAbout } from './joining.ts'

/** What is shown at the second step of joining: the first code of the new app, the first text, or the new passkey. */
export type FirstFactor = { readonly kind: 'app'; readonly code: string } | { readonly kind: 'text'; readonly code: string } | { readonly kind: 'passkey'; readonly answer: string }

/** A patient that was just proven to be this person. `link` writes it where access keeps it (a room above). */
export type Proven = { readonly person: string; readonly patient: string; readonly organization: string; readonly provenBy: ProvenBy }

const dropJoining: Statement<{ hash: Buffer }> = statement('identity.drop-joining', 'delete from identity_joining where hash = $1 returning hash')

async function checkFactor(uses: JoinUses, row: JoiningRow, { tx, shown, agent }: { readonly tx: Tx; readonly shown: FirstFactor; readonly agent: string }): Promise<NewFactor> {
  if (shown.kind === 'text') {
    const phone = await uses.making.newPhones.check(tx, phoneVisit(row), shown.code)
    if (phone === null) throw new Refusal('code-no-match', 'first text to the phone', { field: 'code' })
    return phone
  }
  if (shown.kind === 'app') {
    const secret = row.app_secret === null ? null : uses.making.box.open(row.app_secret, secretAbout(row))
    const factor = secret === null ? null : uses.making.checkApp(secret, shown.code, tx.now)
    if (factor === null) throw new Refusal('second-step-no-match', 'first code of the app', { field: 'code' })
    return factor
  }
  const passkey = await uses.making.checkPasskey(shown.answer, row.challenge)
  if (passkey === null) throw new Refusal('second-step-no-match', 'first passkey', { field: 'passkey' })
  return { kind: 'passkey', passkey, agent }
}

async function spend(tx: Tx, row: JoiningRow): Promise<string> {
  const patient = await spendBasis(tx, row)
  await tx.query(dropJoining, [row.hash])
  return patient
}

/** What the trail says was used. */
const usedKind = (basis: Basis): AuditKind => (basis.kind === 'code' ? 'code-used' : 'sign-up-used')

export type Finish = { readonly join: string | null; readonly shown: FirstFactor; readonly agent: string }

/**
 * The end of joining with a new account. `link` runs in the same transaction, as the new person.
 * Refuses: form-expired, second-step-no-match, code-missing and code-no-match (text), link-not-usable (address not proven, no password, code used meanwhile, or
 * the address got an account meanwhile).
 */
export async function finish(uses: JoinUses, { join, shown, agent }: Finish, link: (tx: Tx, proven: Proven) => Promise<void>): Promise<SignedIn> {
  // Counted before it is checked, in a transaction of its own: a try that is refused stays counted.
  if (shown.kind === 'text') await uses.making.newPhones.countTry(phoneVisit(await uses.database.run((tx) => enterJoining(tx, join))), shown.code)
  return uses.database.run(async (tx) => {
    const row = await enterJoining(tx, join)
    const basis = await basisOf(tx, row)
    if (row.proven_at === null || row.password === null || row.email === null || row.email_shown === null || !basis.open) throw new Refusal('link-not-usable', 'a step is missing, or the code was used')
    const factor = await checkFactor(uses, row, { tx, shown, agent })
    // First the code: whoever comes second waits here and then finds it spent, before anything of theirs is made.
    const patient = await spend(tx, row)
    if (await uses.making.taken(tx, row.email)) throw new Refusal('link-not-usable', 'the address has an account')
    const name = nameOf(uses, basis)
    const person = await uses.making.create(tx, { email: row.email_shown, name, password: row.password, factor })
    const done = await uses.making.start(tx, { person, name, email: row.email_shown, shared: false, agent })
    await link(tx, { person, patient, organization: basis.organization, provenBy: basis.provenBy })
    const organization = await uses.directory.organization(tx, basis.organization)
    await finishSignUp(tx, { box: uses.making.box, notices: uses.notices }, { basis, person, email: row.email_shown, organization, publicUrl: uses.publicUrl })
    const facts = { organization: organization?.name ?? '', site: uses.publicUrl, phone: organization?.phone ?? null, notMe: await uses.notMeLink(tx) }
    await uses.notices.mail(tx, { kind: 'account-opened', to: row.email_shown, facts })
    const who = { actor: person, actorRole: 'patient' as const, actorName: name }
    await uses.audit.note(tx, { kind: 'account-created', patient: null, ...who })
    await uses.audit.note(tx, { kind: usedKind(basis), patient, ...who })
    await uses.audit.note(tx, { kind: 'patient-linked', patient, ...who })
    return done
  })
}

/**
 * Somebody who has an account signs in while a joining with the same proven address waits: the code is spent and the
 * patient is theirs. null: nothing waits for this person. In the transaction of the sign-in, as the person.
 */
export async function proveWaiting(tx: Tx, uses: JoinUses, { join, session }: { readonly join: string | null; readonly session: Session }): Promise<Proven | null> {
  if (join === null) return null
  const row = await enterJoining(tx, join).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  if (row === null || row.proven_at === null || row.email !== emailKey(session.email)) return null
  const basis = await basisOf(tx, row)
  if (!basis.open) return null
  const patient = await spend(tx, row)
  const organization = await uses.directory.organization(tx, basis.organization)
  await finishSignUp(tx, { box: uses.making.box, notices: uses.notices }, { basis, person: session.person, email: session.email, organization, publicUrl: uses.publicUrl })
  await uses.notices.mail(tx, { kind: 'patient-linked', to: session.email, facts: { organization: organization?.name ?? '', site: uses.publicUrl, phone: organization?.phone ?? null, notMe: await uses.notMeLink(tx) } })
  const who = { actor: session.person, actorRole: 'patient' as const, actorName: session.name }
  await uses.audit.note(tx, { kind: usedKind(basis), patient, ...who })
  await uses.audit.note(tx, { kind: 'patient-linked', patient, ...who })
  return { person: session.person, patient, organization: basis.organization, provenBy: basis.provenBy }
}
