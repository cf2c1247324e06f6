// The door by which release reads: one row of the view store_out, columns as in SQL.
import type { Clinical } from '../../../contract/clinical.ts'
import type { RecordCard } from '../../../contract/record-card.ts'

/** Instants are ISO 8601; `filed` may be '-infinity' (no date). */
export type StoreOutRow = {
  readonly patient: string
  readonly id: string
  readonly kind: number
  readonly filed: string
  readonly visit: string | null
  readonly received_at: string
  /** Since when the source calls it final; null: not final. */
  readonly final_at: string | null
  readonly labels: number
  /** The source took it back. */
  readonly removed_at: string | null
  /** The record that says the same, word for word, and is shown instead. */
  readonly same_as: string | null
  readonly card: RecordCard
  readonly search: string
  readonly body: Clinical
  readonly source: string
  readonly delivery_name: string
  readonly delivered_at: string
}
