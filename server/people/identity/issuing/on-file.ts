// Which contact on file may carry a code, and which are told that one is out? None that came in a moment ago, none of a parent (T6, T13).
import type { Tx } from '#kernel'
import type { Directory, Organization } from '#directory'
import type { Notices } from '#notices'
import type { Patients } from '#patients'
import { addDays, localDay, yearsBetween } from '../../../../words/en/dates.ts'
import { type Contact, chooseContacts, contactKey } from '../signing-up/contacts.ts'
import type { Chart } from './issue.ts'

/** What access knows around a chart (compose.ts). */
export type Around = (tx: Tx, patient: string) => Promise<{ readonly linked: boolean; readonly contacts: readonly string[] }>

export type OnFileUses = { readonly directory: Directory; readonly patients: Patients; readonly notices: Notices; readonly around: Around }

export type ContactsOnFile = {
  /** May carry a code; null: none of this kind may today. */
  readonly phone: string | null
  readonly email: string | null
  /** Every contact on file that a message reaches, the ones above among them. */
  readonly all: readonly Contact[]
}

/** A parent is at least so much older; a contact that both have is taken for the parent's. */
const generationYears = 14

/** Of these contacts, the keys that belong to those who act for the chart or, while it is young, to a grown-up in the same files. */
export async function keysOfOthers(tx: Tx, uses: OnFileUses, about: { readonly organization: Organization; readonly chart: Pick<Chart, 'id' | 'birthDate'>; readonly contacts: Parameters<Patients['heldByElders']>[2]['contacts'] }): Promise<ReadonlySet<string>> {
  const { organization, chart, contacts } = about
  const [ages, around, before] = await Promise.all([uses.directory.ages(tx, organization.id), uses.around(tx, chart.id), uses.directory.predecessors(tx, organization.id, tx.now)])
  const isYoung = yearsBetween(chart.birthDate, localDay(tx.now, organization.timeZone) ?? '') < (ages?.adultFrom ?? 18)
  const organizations = [organization.id, ...before.map((one) => one.organization)]
  const elders = isYoung ? await uses.patients.heldByElders(tx, organizations, { contacts, bornBefore: addDays(chart.birthDate, -Math.round(generationYears * 365.25)) }) : []
  return new Set([...around.contacts, ...elders].map(contactKey))
}

export async function contactsOnFile(tx: Tx, uses: OnFileUses, { organization, chart }: { readonly organization: Organization; readonly chart: Pick<Chart, 'id' | 'birthDate'> }): Promise<ContactsOnFile> {
  const onFile = await uses.patients.datedContacts(tx, chart.id)
  const others = await keysOfOthers(tx, uses, { organization, chart, contacts: onFile.contacts })
  const choose = (kinds: readonly ('phone' | 'email')[]) => chooseContacts({ ...onFile, contacts: onFile.contacts.filter((one) => kinds.includes(one.kind)) }, { others, now: tx.now, notices: uses.notices })
  const both = choose(['phone', 'email'])
  return { phone: choose(['phone']).opens?.to ?? null, email: choose(['email']).opens?.to ?? null, all: [...(both.opens === null ? [] : [both.opens]), ...both.told] }
}
