// Which charts of an organization have these record numbers, as their own or beside it, and what is known of them to compare?
import { type Id, type Statement, type Tx, statement } from '#kernel'
import { normalizeMrn } from './normal-forms.ts'

export type Numbered = {
  /** As it was asked for, in the form it is kept in. */
  readonly number: string
  readonly patient: Id
  /** The chart's own number. */
  readonly mrn: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
  /** The same for every chart that is read together with this one now. */
  readonly human: Id
  /** Names of today and of before. */
  readonly names: readonly { readonly family: string; readonly given: string }[]
}

const numbered: Statement<{ chart: Numbered }> = statement('patients.numbered', 'select n as chart from patients_numbered($1, $2) as n')

/** Role feed or operate. A number that is a chart's own names no other chart; else the charts that have it beside their own. */
export async function readNumbered(tx: Tx, organization: string, numbers: readonly string[]): Promise<readonly Numbered[]> {
  const wanted = [...new Set(numbers.map(normalizeMrn))].filter((one) => one !== '')
  return wanted.length === 0 ? [] : (await tx.query(numbered, [organization, wanted])).map((row) => row.chart)
}
