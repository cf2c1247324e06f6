// Where does a result stand that explains a value of another message (OBR-26, OBR-29: HL7 v2.5.1 §7.4.1.26, §7.4.1.29)? In the row of
// that value, as if it had come with it: a susceptibility that is corrected alone never stands beside the one that it corrects.
import { present } from '../../fhir/element.ts'
import type { LabValue } from '../../../../../contract/clinical.ts'
import type { OrderGroup } from '../groups.ts'
import type { Observation } from '../observations.ts'
import { type Field, component, fieldOf, part } from '../reading/segment.ts'
import { keyOf } from '../types/identifiers.ts'

/** The value that a result explains: of which results, by their numbers, and which of their observations. */
export type Explained = { readonly numbers: readonly string[]; readonly code: string; readonly subId: string | undefined; readonly words: string | undefined }

/** A number in OBR-29: its parts are subcomponents. */
function numberIn(field: Field | undefined, at: 1 | 2): string | undefined {
  const id = part(field, at, 1)
  return id === undefined ? undefined : `${at === 1 ? 'placer' : 'filler'}|${keyOf({ id, authority: { namespace: part(field, at, 2), universal: part(field, at, 3) } })}`
}

/** The numbers of the result that this one explains a value of. */
export const parentNumbers = ({ obr }: OrderGroup): readonly string[] => [numberIn(fieldOf(obr, 29), 2), numberIn(fieldOf(obr, 29), 1)].filter((one) => one !== undefined)

export function explainedBy(group: OrderGroup): Explained | undefined {
  const parent = fieldOf(group.obr, 26)
  const [code, numbers] = [part(parent, 1, 1), parentNumbers(group)]
  return code === undefined || numbers.length === 0 ? undefined : { numbers, code, subId: component(parent, 2), words: component(parent, 3) }
}

/** The identity of the one observation that is meant; undefined: none, or several. */
export function meantIn(observations: readonly Observation[], { code, subId, words }: Explained): string | undefined {
  const found = observations.filter((one) => one.codings.some((coding) => coding.code === code) && (subId === undefined || one.subId === subId))
  const named = found.length < 2 ? found : found.filter((one) => words !== undefined && one.value.text === words)
  return named.length === 1 ? named[0]?.identity : undefined
}

const nameOf = ({ name }: LabValue): string => `${name.code ?? ''}|${name.text}`

/** The parts of a value once others came: each takes the place of the one of its name; `late`: it does not, it is only added. */
export function withParts(before: readonly LabValue[], more: readonly LabValue[], late: boolean): readonly LabValue[] {
  const parts = new Map(before.map((one) => [nameOf(one), one]))
  for (const one of more) if (!late || !parts.has(nameOf(one))) parts.set(nameOf(one), one)
  return [...parts.values()]
}

/** What one observation of the explaining result is as a part; what was taken back keeps its name. */
export function asPart({ value, prose, mark }: Observation, status: LabValue['status']): LabValue {
  if (mark === 'gone') return present<LabValue>({ name: value.name, ranges: [], status: 'entered-in-error', notes: [], parts: [], taken: value.taken })
  return { ...value, status, ...(prose === undefined ? {} : { text: prose }) }
}
