// Whom do the answers mean, and what may be done for them? The same looks whether or not anybody is found.
import { type Keys, type Tx, newId } from '#kernel'
import type { Directory, Organization } from '#directory'
import type { Notices } from '#notices'
import type { DatedContact, Patients } from '#patients'
import { addDays, localDay } from '../../../../words/en/dates.ts'
import type { Claim, IdentityMatch, OnFile } from '../../../../contract/identity.ts'
import type { SignUpOutcome } from '../../../../contract/sign-ups.ts'
import { chartsThatCouldBe } from '../candidates.ts'
import { matchIdentity } from '../matching/match.ts'
import { type Chosen, chooseContacts, contactKey } from './contacts.ts'

/** What access knows around a chart; a room above, so compose.ts hands it in. */
export type AroundChart = {
  /** An account is linked to this chart, or to one that is the same human. */
  readonly linked: boolean
  /** Addresses and numbers of those who act for this chart. */
  readonly contacts: readonly string[]
}

export type LookUses = { readonly directory: Directory; readonly patients: Patients; readonly notices: Notices; readonly keys: Keys; readonly around: (tx: Tx, patient: string) => Promise<AroundChart>; /** Takes the chart of this transaction's sign-up out of the account it went into. */ readonly unlink: (tx: Tx) => Promise<boolean> }

export type Found = {
  readonly organization: Organization
  /** Ids of organizations whose charts are this one's now. */
  readonly organizations: readonly string[]
  readonly match: IdentityMatch
  readonly candidates: readonly OnFile[]
  /** The chart that is meant; null unless matched. */
  readonly chart: OnFile | null
  readonly around: AroundChart
  readonly chosen: Chosen
  /** Without the count of how often this chart was asked for, which comes after. */
  readonly outcome: SignUpOutcome
}

/** Full years on a day (both YYYY-MM-DD); born on February 29: on March 1 of other years. */
export const yearsOn = (day: string, birthDate: string): number => Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)

/** A parent is at least so much older; a phone that both have is taken for the parent's. */
const generationYears = 14

/** T6: of a young person's contacts those that a grown-up has too are taken for the parent's. One statement. */
export function elderContacts(tx: Tx, { patients }: Pick<LookUses, 'patients'>, about: { readonly organizations: readonly string[]; readonly chart: OnFile | null; readonly contacts: readonly DatedContact[]; readonly young: boolean }): Promise<readonly string[]> {
  const { organizations, chart, contacts, young } = about
  const bornBefore = addDays(chart?.birthDate ?? '2000-01-01', -Math.round(generationYears * 365.25))
  return patients.heldByElders(tx, organizations, { contacts: chart === null || !young ? [] : contacts, bornBefore })
}

/**
 * Matches a claim and chooses the contact that may open its chart (role web; the desk looks by its own functions). Eight
 * statements (one more for each organization merged with a prefix) whatever is found; null when the organization is unknown.
 */
export async function lookFor(tx: Tx, uses: LookUses, { organization: id, claim }: { readonly organization: string; readonly claim: Claim }): Promise<Found | null> {
  const { directory, patients, notices } = uses
  const [organization, offer, before, ages] = await Promise.all([directory.organization(tx, id), directory.offer(tx, id), directory.predecessors(tx, id, tx.now), directory.ages(tx, id)])
  if (organization === null) return null
  const organizations = [id, ...before.map((one) => one.organization)]
  const candidates = await chartsThatCouldBe(tx, patients, { organization: id, before, claim })
  const match = matchIdentity(claim, candidates, offer.mrnRule)
  const chart = match.outcome === 'matched' ? (candidates.find((one) => one.patient === match.patient) ?? null) : null
  const wanted = chart?.patient ?? newId()
  const [onFile, around] = await Promise.all([patients.datedContacts(tx, wanted), uses.around(tx, wanted)])
  const today = localDay(tx.now, organization.timeZone) ?? ''
  const age = chart === null ? 0 : yearsOn(today, chart.birthDate)
  const elders = await elderContacts(tx, uses, { organizations, chart, contacts: onFile.contacts, young: age < (ages?.adultFrom ?? 18) })
  const others = new Set([...around.contacts, ...elders].map(contactKey))
  const chosen = chart === null ? { opens: null, told: [] } : chooseContacts(onFile, { others, now: tx.now, notices })
  const outcomeOf = (): SignUpOutcome => {
    if (chart === null) return match.outcome === 'ambiguous' ? 'ambiguous' : 'unmatched'
    if (chart.deceased) return 'deceased'
    if (age < (ages?.teenFrom ?? 13)) return 'too-young'
    if (around.linked) return 'known'
    return chosen.opens === null ? 'no-contact' : 'sent'
  }
  return { organization, organizations, match, candidates, chart, around, chosen, outcome: outcomeOf() }
}
