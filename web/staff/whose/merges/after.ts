// What would each chart show without one merge? Which charts stay joined by others, what stands in each, and who opens it.
import type { Merge } from '#patients'
import type { StaffContext } from '#web'
import { kindOf } from '../../../../contract/record-kinds.ts'
import { recordKindWords } from '../../../../words/en/record-kinds.ts'

/** One of the two sides, alone or with the charts that other merges tie to it. `mrns`: those other charts. */
export type Side = { readonly chart: string; readonly mrns: readonly string[]; /** "12 test results". */ readonly kinds: readonly string[]; readonly accounts: number }
export type Aftermath = {
  readonly sides: readonly [Side, Side]
  /** Other merges by which the two stay one record all the same. */
  readonly stillOne: readonly Merge[]
  /** An account is linked to each of the two by itself. */
  readonly bothOpen: boolean
}

/** The charts tied to one of them, by these merges. */
export function tied(chart: string, ties: readonly Pick<Merge, 'patient' | 'other'>[]): ReadonlySet<string> {
  const group = new Set([chart])
  for (let before = 0; before !== group.size; ) {
    before = group.size
    for (const { patient, other } of ties) if (group.has(patient) || group.has(other)) group.add(patient).add(other)
  }
  return group
}

/** Refuses nothing: whoever asks has looked at the merge. */
export async function afterwards({ house, tx, staff }: StaffContext, merge: Merge): Promise<Aftermath> {
  const alike = await house.patients.alike(tx, merge.patient)
  const [all, standing, opened] = await Promise.all([house.patients.ties(tx, alike), house.sources.parting.standing(staff.organization, alike), house.access.openedBy(tx, alike)])
  const ties = all.filter((one) => one.id !== merge.id)
  const names = new Map(all.flatMap((one) => [[one.patient, one.survivor] as const, [one.other, one.retired] as const]))
  const [left, right] = [tied(merge.patient, ties), tied(merge.other, ties)]
  const stay = left.has(merge.other)
  const side = (chart: string, group: ReadonlySet<string>): Side => {
    const counts = new Map<number, number>()
    for (const row of standing) if (group.has(row.patient)) counts.set(row.kind, (counts.get(row.kind) ?? 0) + row.count)
    return {
      chart, mrns: [...group].filter((one) => one !== chart).flatMap((one) => names.get(one) ?? []).sort(),
      kinds: [...counts].sort(([a], [b]) => a - b).map(([kind, count]) => recordKindWords[kindOf(kind)].counted(count)),
      accounts: new Set(opened.filter((one) => group.has(one.patient)).map((one) => one.person)).size,
    }
  }
  const openers = (group: ReadonlySet<string>) => new Set(opened.filter((one) => group.has(one.patient)).map((one) => one.person))
  return { sides: [side(merge.patient, left), side(merge.other, right)], stillOne: stay ? ties.filter((one) => left.has(one.patient)) : [], bothOpen: !stay && [...openers(left)].some((one) => openers(right).has(one)) }
}
