// How does somebody at the desk get their way in? By a code to their own phone or mailbox, a square on the screen, a sheet or a letter.
// Whoever gives it never sees the code of a message, and no password.
import { type Tx, Refusal } from '#kernel'
import type { CodeChannel } from '../../../../contract/code-channels.ts'
import { type IdKind, type VisitCheck, visitChecks, waysFor } from '../../../../contract/desk-visits.ts'
import { type CodeOrder, issueCode, mayHaveCode } from '../issuing/issue.ts'
import { contactsOnFile, keysOfOthers } from '../issuing/on-file.ts'
import { type SentCode, mailCode, textCode } from '../issuing/send.ts'
import { type IssuedLetter, type LetterUses, letterOf, opensOnline, squareOf } from '../letter.ts'
import { contactKey } from '../signing-up/contacts.ts'
import type { Staff, Visit } from './visits.ts'

export type GiveUses = LetterUses

export type GiveOrder = {
  readonly visit: Visit
  readonly staff: Staff
  readonly way: CodeChannel
  /** The number or address told at the desk; not looked at for somebody who called. */
  readonly to: string
  readonly checks: readonly VisitCheck[]
  readonly idKind: IdKind | null
  readonly idLast4: string
  /** Why a second letter goes out within a day. */
  readonly reason: string
  /** Leaves the line of this request in the trail. */
  readonly note: (detail: Readonly<Record<string, string | number>>) => void
}

export type Given =
  | ({ readonly kind: 'sent'; readonly way: 'text' | 'mail' } & SentCode)
  | { readonly kind: 'screen'; readonly url: string; readonly square: readonly (readonly boolean[])[]; readonly expiresAt: Date }
  | { readonly kind: 'paper'; readonly letter: IssuedLetter }

/** Why this chart can have no code now: from the record itself, or because there is an account already. */
export type NoCode = 'died' | 'too-young' | 'has-account'

/** Gives why not, or null. `age`: from when on an account of their own is theirs. */
export async function whyNoCode(tx: Tx, uses: GiveUses, { chart, organization }: Visit): Promise<{ readonly why: NoCode | null; readonly age: number }> {
  const ages = await uses.directory.ages(tx, organization.id)
  const age = ages?.teenFrom ?? 0
  try {
    await mayHaveCode(tx, uses, { organization, chart })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'person-has-died') return { why: 'died', age }
    if (error instanceof Refusal && error.code === 'too-young-for-code') return { why: 'too-young', age }
    throw error
  }
  return { why: (await uses.around(tx, chart.id)).linked ? 'has-account' : null, age }
}

/** T6: a young person's code goes to no phone or mailbox of those who act for them, or of a grown-up in the same files. */
async function refuseParents(tx: Tx, uses: GiveUses, { visit, kind, to }: { readonly visit: Visit; readonly kind: 'phone' | 'email'; readonly to: string }): Promise<void> {
  const contacts = [{ kind, value: to, use: null, since: tx.now.toISOString(), goneAt: null, old: false }]
  if ((await keysOfOthers(tx, uses, { ...visit, contacts })).has(contactKey(to))) throw new Refusal('contact-of-parent', 'a phone or mailbox of a grown-up', { field: kind })
}

function refuseUnchecked({ visit, checks, idKind, idLast4 }: GiveOrder): void {
  if (visit.reason !== 'here') return
  if (!visitChecks.every((one) => checks.includes(one)) || idKind === null) throw new Refusal('checks-missing', 'the ID is not checked', { field: 'checks' })
  if (!/^[A-Za-z0-9]{4}$/.test(idLast4)) throw new Refusal('id-number-missing', 'last four signs of the ID', { field: 'last4' })
}

async function give(tx: Tx, uses: GiveUses, { visit, way, to, order }: { readonly visit: Visit; readonly way: CodeChannel; readonly to: string | null; readonly order: Omit<CodeOrder, 'channel' | 'sentTo'> }): Promise<Given> {
  if (way === 'mail') return { kind: 'sent', way, ...(await mailCode(tx, uses, { ...order, to })) }
  if (way === 'text') return { kind: 'sent', way, ...(await textCode(tx, uses, { ...order, to })) }
  const issued = await issueCode(tx, uses, { ...order, channel: way })
  const url = `${uses.publicUrl}/code/${issued.square}`
  if (way === 'screen') return { kind: 'screen', url, square: squareOf(url), expiresAt: issued.expiresAt }
  const { chart, organization } = visit
  // A sheet goes into a hand, not into an envelope.
  return { kind: 'paper', letter: letterOf({ organization, chart: way === 'desk' ? { name: chart.name, address: null } : chart, issued, online: await opensOnline(tx, uses, organization.id), created: tx.now, publicUrl: uses.publicUrl }) }
}

/**
 * A code for whoever stands at the desk or was called back (role desk). Refuses: way-not-open, checks-missing, id-number-missing,
 * has-account, contact-of-parent, no-contact-on-file, no-address-on-file, and as issueCode, mailCode and textCode.
 */
export async function giveCode(tx: Tx, uses: GiveUses, order: GiveOrder): Promise<Given> {
  const { visit, staff, way, idKind, idLast4 } = order
  const { chart, organization, reason } = visit
  const offer = await uses.directory.offer(tx, organization.id)
  if (!waysFor[reason].includes(way) || !offer.codes.includes(way === 'screen' ? 'desk' : way)) throw new Refusal('way-not-open', `${way} for ${reason}`, { field: 'way' })
  refuseUnchecked(order)
  await mayHaveCode(tx, uses, { organization, chart })
  if ((await uses.around(tx, chart.id)).linked) throw new Refusal('has-account', 'an account is linked', { field: 'way' })
  if (way === 'letter' && (chart.address ?? '').trim() === '') throw new Refusal('no-address-on-file', 'no postal address', { field: 'way' })
  const kind = way === 'text' ? 'phone' : way === 'mail' ? 'email' : null
  const to = kind === null ? null : reason === 'here' ? order.to.trim() : (await contactsOnFile(tx, uses, visit))[kind]
  if (kind !== null && (to ?? '') === '') throw new Refusal(reason === 'here' ? 'contact-missing' : 'no-contact-on-file', `no ${kind}`, { field: kind })
  if (kind !== null && to !== null && reason === 'here') await refuseParents(tx, uses, { visit, kind, to })
  const checked = reason === 'here' && idKind !== null ? { id: idKind, last4: idLast4 } : {}
  return give(tx, uses, { visit, way, to, order: { organization, chart, reason: order.reason, by: { as: 'staff', person: staff.person, name: staff.name, note: (detail) => order.note({ ...detail, ...checked, visit: reason }) } } })
}
