// Which sign-up is meant at the desk? A help code and two details, or two details alone. The code by itself shows nothing.
import { type Limit, readCrockford } from '#accounts'
import { type Id, type Tx, Refusal, newId } from '#kernel'
import { foldName, mrnSigns, withoutZeros } from '#patients'
import type { Claim, OnFile } from '../../../../contract/identity.ts'
import { birthIndex, openClaim } from '../signing-up/claim.ts'
import { helpIndex } from '../signing-up/help-code.ts'
import type { DeskStaff, DeskUses } from './cases.ts'
import { type CaseRow, byBirth, byHelpCode, insertLook } from './rows.ts'

/** What the person at the desk, or on the phone, tells. */
export type ToldDetails = {
  /** As read out; empty: they have none. */
  readonly code: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
  /** Their name, or their record number. */
  readonly other: string
}

const hour = 3_600
/** A careless or bribed member of staff guesses no sign-up together. */
const deskLimits = (staff: string, organization: string): readonly Limit[] => [
  { about: ['desk-find', staff], tries: 20, windowSeconds: hour, pauseSeconds: 15 * 60, forget: false },
  { about: ['desk-find-all', organization], tries: 300, windowSeconds: hour, pauseSeconds: 15 * 60, forget: false },
]

const words = (text: string): string[] => foldName(text).split(' ').filter((one) => one !== '')

/** A first and a last name that are both among those given, whatever else is. */
function fitsName(other: string, names: readonly { readonly given: string; readonly family: string }[]): boolean {
  const told = new Set(words(other))
  return names.some(({ given, family }) => words(family).some((one) => told.has(one)) && words(given).some((one) => told.has(one) || (one.length === 1 && [...told].some((word) => word.startsWith(one)))))
}

const fitsNumber = (other: string, numbers: readonly string[]): boolean => {
  const told = withoutZeros(mrnSigns(other))
  return /\d/.test(told) && numbers.some((one) => withoutZeros(mrnSigns(one)) === told)
}

/** Both details must be those of the answers or of the record on file. */
function fits({ birthDate, other }: ToldDetails, claim: Claim, chart: OnFile | null): boolean {
  const birth = birthDate === claim.birthDate || birthDate === chart?.birthDate
  const names = [{ given: claim.given, family: claim.family }, ...(chart?.names ?? []).map((name) => ({ given: name.given.join(' '), family: name.family }))]
  const numbers = [...claim.proofs.flatMap((proof) => (proof.kind === 'mrn' ? [proof.value] : [])), ...(chart?.mrns ?? [])]
  return birth && (fitsName(other, names) || fitsNumber(other, numbers))
}

async function firstThatFits(tx: Tx, uses: DeskUses, { rows, told }: { readonly rows: readonly CaseRow[]; readonly told: ToldDetails }): Promise<CaseRow | null> {
  for (const row of rows) {
    if (row.claim === null) continue
    const { claim } = openClaim(uses.making.box, row.id, row.claim)
    if (claim !== null && fits(told, claim, await uses.patients.onFile(tx, row.patient ?? newId()))) return row
  }
  return null
}

/**
 * Opens a case for an hour, for this member of staff (role desk). Gives its id and the record it is about, for the trail.
 * Refuses: case-no-match (wrong, too old or unknown code, details that do not fit: one answer), too-many-tries.
 */
export async function findCase(tx: Tx, uses: DeskUses, { staff, told }: { readonly staff: DeskStaff; readonly told: ToldDetails }): Promise<{ readonly id: Id; readonly patient: Id | null }> {
  // Counted by the web's own transactions: they stand whatever becomes of this one.
  await uses.making.tries.take(uses.database.run, deskLimits(staff.person, staff.organization))
  const rows = readCrockford(told.code) === '' ? await tx.query(byBirth, [birthIndex(uses.keys, staff.organization, told.birthDate)]) : await tx.query(byHelpCode, [helpIndex(uses.keys, told.code)])
  const found = await firstThatFits(tx, uses, { rows, told })
  if (found === null) throw new Refusal('case-no-match', rows.length === 0 ? 'no such sign-up' : 'details do not fit', { field: 'code' })
  await tx.query(insertLook, [newId(), found.id, staff.person, staff.name])
  return { id: found.id, patient: found.patient }
}
