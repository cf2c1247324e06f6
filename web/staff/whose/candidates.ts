// Which charts could a message mean, and in what do they agree with it? Looked up by what it says; compared field by field, nothing decided.
import type { SaidWhom } from '#inbound/sources'
import { type OnFile } from '../../../contract/identity.ts'
import { foldName, mrnSigns, withoutZeros } from '#patients'
import type { StaffContext } from '#web'

export type CompareField = 'name' | 'birthDate' | 'number'
/** `same`: null where the message does not say. */
export type ComparedLine = { readonly field: CompareField; readonly says: readonly string[]; readonly chart: readonly string[]; readonly same: boolean | null }
export type Candidate = { readonly chart: OnFile; readonly lines: readonly ComparedLine[] }

/** More than these are no help to anybody. */
const mostCandidates = 4

export const nameOf = (name: OnFile['names'][number]): string => [...name.given, name.family].join(' ')
/** "RR673563 (RIVERSIDE)": the number alone. */
const plainNumber = (text: string): string => text.replace(/ \(.*\)$/, '')
const numberIn = (text: string): string => withoutZeros(mrnSigns(plainNumber(text)))

export function compare(said: SaidWhom, chart: OnFile): readonly ComparedLine[] {
  const names = chart.names.map(nameOf)
  const folded = new Set(names.map(foldName))
  const numbers = new Set(chart.mrns.map((one) => withoutZeros(mrnSigns(one))))
  return [
    { field: 'name', says: said.names, chart: names, same: said.names.length === 0 ? null : said.names.some((one) => folded.has(foldName(one))) },
    // A month or a year alone agrees with a day in it.
    { field: 'birthDate', says: said.birthDate === null ? [] : [said.birthDate], chart: [chart.birthDate], same: said.birthDate === null ? null : chart.birthDate.startsWith(said.birthDate) },
    { field: 'number', says: said.numbers, chart: chart.mrns, same: said.numbers.length === 0 ? null : said.numbers.some((one) => numbers.has(numberIn(one))) },
  ]
}

const agreeing = ({ lines }: Candidate): number => lines.filter((line) => line.same === true).length

/** Charts of the organization that share a number, or a name and a birth date, with what is said; those that agree in most come first. */
export async function candidatesFor(context: StaffContext, said: SaidWhom): Promise<readonly Candidate[]> {
  const { house, tx, staff } = context
  const [name = ''] = said.names
  const parts = name.split(' ').filter((one) => one !== '')
  const claim = { given: parts.slice(0, -1).join(' '), family: parts.at(-1) ?? '', suffix: null, birthDate: said.birthDate ?? '', proofs: said.numbers.slice(0, 1).map((one) => ({ kind: 'mrn' as const, value: plainNumber(one) })) }
  if (claim.family === '' && claim.proofs.length === 0) return []
  const found = await house.patients.candidates(tx, staff.organization, claim)
  const all = found.map((chart): Candidate => ({ chart, lines: compare(said, chart) })).filter((one) => one.lines.some((line) => line.same === true && (line.field !== 'birthDate' || one.lines.some((other) => other.field === 'name' && other.same === true))))
  return all.sort((a, b) => agreeing(b) - agreeing(a)).slice(0, mostCandidates)
}

/** A chart that staff found by its number; null: none of this organization. */
export async function chartAsked(context: StaffContext, said: SaidWhom, patient: string): Promise<Candidate | null> {
  const chart = await context.house.patients.onFile(context.tx, patient)
  return chart === null || chart.organization !== context.staff.organization ? null : { chart, lines: compare(said, chart) }
}

/** The two charts that a message would make one; null where one of them is not here, or is their own or that of somebody they act for. */
export async function chartsToJoin({ house, tx, staff }: StaffContext, { joins = [], numbers }: SaidWhom): Promise<{ readonly survivor: OnFile; readonly retired: OnFile } | null> {
  const [survivor, retired] = await Promise.all([joins, numbers].map(async ([number]) => {
    const chart = number === undefined ? null : await house.patients.byMrn(tx, staff.organization, plainNumber(number))
    return chart === null || (await house.access.actsFor(tx, staff.person, chart.id)) ? null : house.patients.onFile(tx, chart.id)
  }))
  return survivor == null || retired == null ? null : { survivor, retired }
}
