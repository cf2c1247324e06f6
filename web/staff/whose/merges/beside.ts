// In what do two charts agree? Field by field, as they are on file; nothing is decided by it.
import type { AddressOnFile, OnFile } from '../../../../contract/identity.ts'
import { emailKey, foldName, phoneDigits } from '#patients'
import { nameOf } from '../candidates.ts'

export type BesideField = 'name' | 'birthDate' | 'sex' | 'address' | 'phone' | 'email' | 'number' | 'deceased'
/** `same`: of several values one is enough; null where one of the charts says nothing. */
export type BesideLine = { readonly field: BesideField; readonly survivor: readonly string[]; readonly retired: readonly string[]; readonly same: boolean | null; /** They agree in one value of several. */ readonly partly: boolean }

const addressOf = ({ lines, city, state, postalCode }: AddressOnFile): string => [...lines, [city, state, postalCode].filter((one) => one !== null).join(' ')].filter((one) => one !== '').join(', ')

/** Values laid beside each other, by what counts as the same value. */
function line(field: BesideField, [survivor, retired]: readonly [readonly string[], readonly string[]], key: (value: string) => string): BesideLine {
  const [one, other] = [new Set(survivor.map(key)), new Set(retired.map(key))]
  const shared = [...one].filter((value) => other.has(value)).length
  const same = survivor.length === 0 || retired.length === 0 ? null : shared > 0
  return { field, survivor, retired, same, partly: same === true && shared < Math.max(one.size, other.size) }
}

const current = <T extends { readonly old: boolean }>(all: readonly T[]): readonly T[] => all.filter((one) => !one.old)
const plain = (text: string): string => foldName(text)

/** What is on file of two charts now; old contacts and addresses are left out, old names are not. */
export function beside(survivor: OnFile, retired: OnFile): readonly BesideLine[] {
  const both = <T>(of: (chart: OnFile) => T): readonly [T, T] => [of(survivor), of(retired)]
  const died = (chart: OnFile): readonly string[] => [chart.deceased ? 'yes' : 'no']
  return [
    line('name', both((chart) => [...new Set(chart.names.map(nameOf))]), plain),
    line('birthDate', both((chart) => [chart.birthDate]), (value) => value),
    line('sex', both((chart) => (chart.sex === null ? [] : [chart.sex])), plain),
    line('address', both((chart) => current(chart.addresses).map(addressOf)), plain),
    line('phone', both((chart) => current(chart.phones).map((one) => one.value)), (value) => phoneDigits(value).slice(-10)),
    line('email', both((chart) => current(chart.emails).map((one) => one.value)), emailKey),
    ...(survivor.mrns.length + retired.mrns.length > 2 ? [line('number', both((chart) => chart.mrns.slice(1)), (value) => value)] : []),
    ...(survivor.deceased || retired.deceased ? [line('deceased', both(died), (value) => value)] : []),
  ]
}
