// What does the desk see of a sign-up, and who may decide it? Typed beside on file, how strongly it fits, what stands against it.
import type { Attempt, Attempts } from '#accounts'
import { type Id, type Tx, Refusal, instant, isId, newId } from '#kernel'
import { localDay } from '../../../../words/en/dates.ts'
import type { CaseConcern } from '../../../../contract/desk-cases.ts'
import type { Claim, IdentityMatch, OnFile } from '../../../../contract/identity.ts'
import type { SignUpOutcome, SignUpState } from '../../../../contract/sign-ups.ts'
import type { StaffRole } from '../../../../contract/staff-roles.ts'
import { chartsThatCouldBe } from '../candidates.ts'
import { decisionTable } from '../matching/decision-table.ts'
import { matchIdentity } from '../matching/match.ts'
import { type SignUpUses, nameOnFile } from '../signing-up/ask.ts'
import { openClaim } from '../signing-up/claim.ts'
import { helpCodeOf } from '../signing-up/help-code.ts'
import { yearsOn } from '../signing-up/look.ts'
import { type Compared, compare } from './compare.ts'
import { type Decider, concernsOf, mayLetIn, whoDecides } from './gate.ts'
import { type CaseRow, type Decided, type Look, decisionsOf, looksOf, openedCase } from './rows.ts'

export type DeskUses = SignUpUses & { /** Is this person the patient of the chart, or do they act for them? From a room above. */ readonly actsFor: (tx: Tx, person: string, patient: string) => Promise<boolean>; readonly attempts: Attempts }

/** Who works at the desk now, as the staff door knows them. */
export type DeskStaff = { readonly person: Id; readonly name: string; readonly organization: string; readonly roles: readonly StaffRole[] }

/** A record the answers could mean. */
export type CaseRecord = { readonly patient: Id; readonly name: string; readonly birthDate: string; readonly mrn: string }

export type DeskCase = {
  readonly id: Id
  readonly version: number
  readonly helpCode: string
  readonly state: SignUpState
  readonly outcome: SignUpOutcome | null
  readonly claim: Claim
  readonly askedAt: string
  readonly endsAt: string
  readonly linkUntil: string | null
  readonly provenAt: string | null
  readonly doneAt: string | null
  readonly records: readonly CaseRecord[]
  /** The record under comparison; null while nobody has picked one of several, or there is none. */
  readonly chart: CaseRecord | null
  readonly onFile: OnFile | null
  readonly compared: readonly Compared[]
  /** Why the matcher said what it said about this record. */
  readonly why: string | null
  readonly concerns: readonly CaseConcern[]
  readonly who: Decider['who']
  /** This member of staff may let them in now. */
  readonly mine: boolean
  readonly decisions: readonly Decided[]
  readonly looks: readonly Look[]
  /** What was tried on it, newest first. */
  readonly tries: readonly Attempt[]
}

const recordOf = (chart: OnFile): CaseRecord => ({ patient: chart.patient, name: nameOnFile(chart), birthDate: chart.birthDate, mrn: chart.mrns[0] ?? '' })

function meantBy(match: IdentityMatch): readonly string[] {
  if (match.outcome === 'matched') return [match.patient]
  return match.outcome === 'ambiguous' ? match.patients : match.close
}

const changeHours = 72
type Stands = { readonly linked: boolean; readonly own: boolean; readonly contactChanged: boolean; readonly tooYoung: boolean }

/** What stands around the record, apart from its facts. */
async function aroundRecord(tx: Tx, uses: DeskUses, { row, chart, staff }: { readonly row: CaseRow; readonly chart: OnFile | null; readonly staff: DeskStaff }): Promise<Stands> {
  const wanted = chart?.patient ?? newId()
  const [around, own, dated, organization, ages] = await Promise.all([uses.around(tx, wanted), uses.actsFor(tx, staff.person, wanted), uses.patients.datedContacts(tx, wanted), uses.directory.organization(tx, row.organization), uses.directory.ages(tx, row.organization)])
  const from = instant(dated.chartSince).getTime()
  const contactChanged = dated.contacts.some((one) => one.goneAt === null && instant(one.since).getTime() > from && instant(one.since).getTime() > tx.now.getTime() - changeHours * 3_600_000)
  const today = localDay(tx.now, organization?.timeZone ?? 'UTC') ?? ''
  return { linked: around.linked, own, contactChanged, tooYoung: chart !== null && yearsOn(today, chart.birthDate) < (ages?.teenFrom ?? 13) }
}

type Meant = { readonly match: IdentityMatch; readonly charts: readonly OnFile[]; readonly chart: OnFile | null; readonly rule: { readonly leadingZeros: 'significant' | 'ignored' } }

/** The records of today: what is on file may have been mended since the answers were given. */
async function whoIsMeant(tx: Tx, uses: DeskUses, { row, claim }: { readonly row: CaseRow; readonly claim: Claim }): Promise<Meant> {
  const [before, offer] = await Promise.all([uses.directory.predecessors(tx, row.organization, tx.now), uses.directory.offer(tx, row.organization)])
  const candidates = await chartsThatCouldBe(tx, uses.patients, { organization: row.organization, before, claim })
  const match = matchIdentity(claim, candidates, offer.mrnRule)
  const meant = meantBy(match)
  const charts = candidates.filter((one) => meant.includes(one.patient))
  const picked = row.picked && row.patient !== null ? (candidates.find((one) => one.patient === row.patient) ?? (await uses.patients.onFile(tx, row.patient))) : null
  return { match, charts, chart: picked ?? (charts.length === 1 ? (charts[0] ?? null) : null), rule: offer.mrnRule }
}

/**
 * A case this member of staff opened within the hour (role desk).
 * Refuses: not-found (unknown, elsewhere, its 30 days over, or not opened with two details).
 */
export async function readCase(tx: Tx, uses: DeskUses, { staff, id }: { readonly staff: DeskStaff; readonly id: string }): Promise<DeskCase> {
  const [row] = isId(id) ? await tx.query(openedCase, [id, staff.person]) : []
  if (row === undefined || row.askedAt === null) throw new Refusal('not-found', 'no case that was opened here within the hour')
  const claim = row.claim === null ? null : openClaim(uses.making.box, row.id, row.claim).claim
  if (claim === null) throw new Refusal('case-not-open', 'finished: its answers are gone')
  const [meant, organization, decisions, looks, tries] = await Promise.all([whoIsMeant(tx, uses, { row, claim }), uses.directory.organization(tx, row.organization), tx.query(decisionsOf, [row.id]), tx.query(looksOf, [row.id]), uses.attempts.forSignUp(tx, row.id)])
  const { chart, charts, match, rule } = meant
  const compared = chart === null ? [] : compare(claim, chart, rule)
  const stands = await aroundRecord(tx, uses, { row, chart, staff })
  const records = Math.max(charts.length, chart === null ? 0 : 1)
  const concerns = concernsOf({ state: row.state, outcome: match.outcome === 'ambiguous' ? 'ambiguous' : row.outcome === 'ambiguous' ? null : row.outcome, records, picked: row.picked, compared, deceased: chart?.deceased ?? false, tries: row.asks, ...stands })
  const who = whoDecides(concerns)
  const referredBy = decisions.find((one) => one.decision === 'unsure')?.staff ?? null
  return {
    id: row.id, version: row.version, helpCode: helpCodeOf(uses.keys, row, organization?.name ?? ''), state: row.state, outcome: row.outcome, claim, askedAt: row.askedAt, endsAt: row.endsAt,
    linkUntil: row.linkUntil, provenAt: row.provenAt, doneAt: row.doneAt,
    records: (charts.length === 0 && chart !== null ? [chart] : charts).map(recordOf), chart: chart === null ? null : recordOf(chart), onFile: chart, compared,
    why: decisionTable.find((one) => one.row === match.evidence.find((line) => line.patient === chart?.patient)?.row)?.why ?? null,
    concerns, who, mine: chart !== null && mayLetIn(who, { roles: staff.roles, person: staff.person, referredBy }), decisions, looks, tries,
  }
}
