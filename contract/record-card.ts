// What does a list row know of a record without opening it? Made once when the record comes in; kept by the release
// ledger beside the decision, so that lists never open what they only name. Facts only, words are added when rendered.
import type { ReportStatus } from './clinical.ts'

export type RecordCard = {
  /** The source's own name ("Lipid panel - Serum or Plasma"). */
  readonly name: string
  readonly code?: string
  readonly system?: string
  /** The date as sent; absent when the record has none. */
  readonly date?: string
  readonly endDate?: string
  readonly who?: string
  readonly whoRole?: string
  readonly place?: string
  readonly organization?: string
  readonly status?: ReportStatus | string
  /** Number of values, and how many of them the source flagged or its own range puts outside. */
  readonly values?: number
  readonly outside?: number
  readonly critical?: boolean
  /** How many of the values came with a range or a flag. */
  readonly ranged?: number
  /** Short words for one line: dose of a medicine, reactions of an allergy, a blood pressure. */
  readonly line?: string
  readonly active?: boolean
  readonly saidNone?: boolean
  readonly pictures?: number
  /** The document it was found in, when it did not come as a record of its own. */
  readonly found?: string
  /** For orders: which kind it will become. */
  readonly of?: string
  readonly expected?: string
  readonly taken?: string
}
