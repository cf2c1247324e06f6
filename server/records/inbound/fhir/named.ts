// Whom does a Patient resource name, and by which numbers? Everything an EHR says of a Patient is what is on file from then on.
import type { Named, RecordNumber } from '../understand.ts'
import { versionTime } from './as-of.ts'
import { codesOf } from './codings.ts'
import { type Fields, asFields, asText, each, texts } from './element.ts'
import { isPossible } from './dates.ts'
import { chartOf, recordNumber } from './patient.ts'

/** More than this of one kind is no person's. */
const mostNumbers = 30

/** The record number that the chart is opened under, then every other one of type MR, each with its system. */
function numbersOf(patient: Fields): readonly RecordNumber[] {
  const first = recordNumber(patient)
  if (first === null) return []
  const all = each(patient.identifier).flatMap((one) => {
    const value = asText(one.value)
    const authority = [asText(one.system), asText(asFields(one.assigner)?.display)].filter((name) => name !== undefined)
    return value === undefined ? [] : [{ value, authority, isRecord: codesOf(one.type).includes('MR') }]
  })
  const own = all.find((one) => one.value === first) ?? { value: first, authority: [] }
  const others = all.filter((one) => one.isRecord && one !== own)
  return [own, ...others].slice(0, mostNumbers).map(({ value, authority }) => ({ value, authority }))
}

function birthDateOf(patient: Fields): string | null {
  const text = asText(patient.birthDate)
  return text === undefined || !isPossible(text) ? null : text.slice(0, 10)
}

export function namedPatient(patient: Fields): Named {
  const time = versionTime(patient)
  const names = each(patient.name).slice(0, mostNumbers).map((one) => ({ family: texts(one.family)[0] ?? '', given: texts(one.given).join(' ') || (asText(one.text) ?? '') }))
  return {
    numbers: numbersOf(patient),
    person: { birthDate: birthDateOf(patient), names },
    chart: chartOf(patient),
    registers: true,
    ...(time === null ? {} : { asOf: time.at }),
  }
}
