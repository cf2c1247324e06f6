// Whose record is meant at the desk? Found by two details, one chart or none; the look is kept with its reason for half an hour.
import type { Directory, Organization } from '#directory'
import { type Statement, type Tx, Refusal, instant, isId, newId, statement } from '#kernel'
import { type Patient, type Patients, foldName, foldNameWide, mrnSigns, withoutZeros } from '#patients'
import type { Claim, NameOnFile, OnFile } from '../../../../contract/identity.ts'
import type { VisitReason } from '../../../../contract/desk-visits.ts'
import { chartsThatCouldBe } from '../candidates.ts'

/** Who looks. */
export type Staff = { readonly person: string; readonly name: string; readonly organization: string }

export type VisitAsked = {
  readonly staff: Staff
  /** As typed; either the number or a name with first and last name. */
  readonly mrn: string
  readonly name: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
  readonly reason: VisitReason
}

export type Visit = { readonly id: string; readonly chart: Patient; /** The chart's own organization: another one only where it became part of this one. */ readonly organization: Organization; readonly reason: VisitReason; readonly openedAt: Date }

type VisitUses = { readonly directory: Directory; readonly patients: Patients; /** Is it this person's own chart, or one they act for? */ readonly actsFor: (tx: Tx, person: string, patient: string) => Promise<boolean> }
type VisitRow = { kept_by: string; mrn: string; reason: VisitReason; opened_at: string }

const insertVisit: Statement<never> = statement('identity.insert-visit', 'insert into identity_visit (id, organization, staff, staff_name, patient, kept_by, mrn, reason, opened_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8, app_now(), $9)')
const ownVisit: Statement<VisitRow> = statement('identity.own-visit', 'select kept_by, mrn, reason, opened_at from identity_visit where id = $1 and staff = $2 and organization = $3 and ends_at > app_now()')

/** A look at a chart lasts so long. */
const visitMinutes = 30

const words = (text: string): string[] => foldName(text).split(' ').filter((one) => one !== '')
const wide = (text: string): string[] => foldNameWide(text).split(' ').filter((one) => one !== '')

/** Every typed part is in one name on file, at least two of them: "Rosa Alvarez" finds "Rosa M. Alvarez-Ruiz". */
function nameFits(typed: string, name: NameOnFile): boolean {
  const whole = [...name.given, name.family].join(' ')
  const onFile = new Set([...words(whole), ...wide(whole)])
  const fits = (parts: readonly string[]) => parts.length >= 2 && parts.every((one) => onFile.has(one))
  return fits(words(typed)) || fits(wide(typed))
}

const numberFits = (typed: string, chart: OnFile): boolean => chart.mrns.some((one) => withoutZeros(mrnSigns(one)) === withoutZeros(mrnSigns(typed)))

/**
 * Finds the one chart that has both details exactly (birth date, and record number or name) and keeps the look.
 * Refuses: two-details-needed, no-chart-found, several-charts-found (a namesake born the same day: the number tells), own-chart.
 */
export async function openVisit(tx: Tx, uses: VisitUses, { staff, mrn, name, birthDate, reason }: VisitAsked): Promise<{ readonly id: string; readonly patient: string }> {
  const [number, parts] = [mrn.trim(), words(name)]
  if (number === '' && parts.length < 2) throw new Refusal('two-details-needed', 'birth date and one more', { field: 'mrn' })
  const claim: Claim = { given: parts.slice(0, -1).join(' '), family: parts.at(-1) ?? '', suffix: null, birthDate, proofs: number === '' ? [] : [{ kind: 'mrn', value: number }] }
  const before = await uses.directory.predecessors(tx, staff.organization, tx.now)
  const found = (await chartsThatCouldBe(tx, uses.patients, { organization: staff.organization, before, claim }))
    .filter((chart) => chart.birthDate === birthDate && (number === '' || numberFits(number, chart)) && (parts.length === 0 || chart.names.some((one) => nameFits(name, one))))
  // Charts that were merged are one human; any of them will do, the first.
  const humans = new Map(found.map((chart) => [chart.human, chart]))
  const [chart] = humans.values()
  if (chart === undefined) throw new Refusal('no-chart-found', 'nobody has both details', { field: number === '' ? 'name' : 'mrn' })
  if (humans.size > 1) throw new Refusal('several-charts-found', 'several charts have both details', { field: 'mrn' })
  if (await uses.actsFor(tx, staff.person, chart.patient)) throw new Refusal('own-chart', 'staff do not open their own record or one they act for', { field: number === '' ? 'name' : 'mrn' })
  const id = newId()
  await tx.query(insertVisit, [id, staff.organization, staff.person, staff.name, chart.patient, chart.organization, chart.mrns[0] ?? '', reason, instant(tx.now.getTime() + visitMinutes * 60_000)])
  return { id, patient: chart.patient }
}

/** A look of one's own, while it lasts. Refuses: not-found. */
export async function readVisit(tx: Tx, uses: VisitUses, { id, staff }: { readonly id: string; readonly staff: Staff }): Promise<Visit> {
  const [row] = isId(id) ? await tx.query(ownVisit, [id, staff.person, staff.organization]) : []
  if (row === undefined) throw new Refusal('not-found', 'no such look, or it is over')
  const [chart, organization] = await Promise.all([uses.patients.byMrn(tx, row.kept_by, row.mrn), uses.directory.organization(tx, row.kept_by)])
  if (chart === null || organization === null) throw new Refusal('not-found', 'the chart is out of reach')
  return { id, chart, organization, reason: row.reason, openedAt: instant(row.opened_at) }
}
