// Which range is a value measured against, when its source gives several? The one that is usual for this person. Of several for men and
// women, young and old, nobody here chooses: all are told in words. Critical limits and goals are no usual range.
import type { Range } from '../../../../contract/clinical.ts'
import { present } from '../fhir/element.ts'

/** `of`: for whom it holds, in the source's words; `usual`: not a critical limit, a goal or a treatment range. */
export type GivenRange = { readonly range: Range; readonly of: string | undefined; readonly usual: boolean }

function inWords({ range: { low, high, text, unit }, of }: GivenRange): string {
  const numbers = low !== undefined && high !== undefined ? `${low} – ${high}` : low !== undefined ? `≥ ${low}` : high === undefined ? undefined : `≤ ${high}`
  // Words without a number beside numbers say for whom these are.
  const names = text !== undefined && !/\d/.test(text)
  const said = numbers === undefined || (text !== undefined && !names) ? (text ?? '') : unit === undefined ? numbers : `${numbers} ${unit}`
  const whom = [of, numbers !== undefined && names ? text : undefined].filter((one) => one !== undefined).join(', ')
  return whom === '' ? said : `${whom}: ${said}`
}

/** The ranges of a value as it is told: one, or all in words. */
export function toldRanges(given: readonly GivenRange[]): readonly Range[] {
  const usual = given.filter((one) => one.usual)
  const [only] = usual
  if (only !== undefined && usual.length === 1) return [only.range]
  const several = usual.length > 0 ? usual : given
  return several.length === 0 ? [] : [present<Range>({ low: undefined, high: undefined, text: several.map(inWords).join('; '), unit: undefined })]
}
