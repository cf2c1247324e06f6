// What does a laboratory say of a value besides where it stands in its range? HL7 table 0078 and v3 ObservationInterpretation: whether a
// germ resists, whether something was found. In the words of the standard, beside the value; alone, where there is no value.
import type { LabValue } from '../../../../contract/clinical.ts'
import { table } from '../fhir/element.ts'

/** How a germ answers a medicine: never said by the number itself. */
const susceptibility: Readonly<Record<string, string>> = table({ S: 'Susceptible', I: 'Intermediate', R: 'Resistant', SDD: 'Susceptible-dose dependent', NS: 'Non-susceptible', MS: 'Moderately susceptible', VS: 'Very susceptible', 'SYN-R': 'Synergy - resistant', 'SYN-S': 'Synergy - susceptible' })
const found: Readonly<Record<string, string>> = table({ POS: 'Positive', NEG: 'Negative', DET: 'Detected', ND: 'Not detected', IND: 'Indeterminate', E: 'Equivocal', RR: 'Reactive', WR: 'Weakly reactive', NR: 'Non-reactive' })

/** Is it a code of these lists? */
export const isInterpretation = (code: string): boolean => code.toUpperCase() in susceptibility || code.toUpperCase() in found

/** A value with what its codes say of it. */
export function interpreted(value: LabValue, codes: readonly (string | undefined)[]): LabValue {
  const known = codes.flatMap((code) => (code === undefined ? [] : [code.toUpperCase()]))
  const answers = known.map((code) => susceptibility[code]).find((word) => word !== undefined)
  const word = answers ?? known.map((code) => found[code]).find((one) => one !== undefined)
  if (word === undefined) return value
  if (value.quantity === undefined && value.text === undefined) return { ...value, text: word }
  // Words that say what was found need no second word for it.
  if ((answers === undefined && value.quantity === undefined) || value.text?.toLowerCase() === word.toLowerCase()) return value
  return { ...value, notes: [word, ...value.notes] }
}
