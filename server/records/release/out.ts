// The door by which chart reads: three views, filtered by the database for the viewer of the transaction.
// release_out: records told by name (shown or waiting); release_kind_waits: how many of a kind wait unnamed; release_body: what is shown.
import type { Clinical } from '../../../contract/clinical.ts'
import type { RecordCard } from '../../../contract/record-card.ts'
import type { WaitReason } from '../../../contract/release-policy.ts'

/** One row of the view release_out; columns as in SQL. Instants are ISO 8601, or 'infinity' / '-infinity'. */
export type ReleaseOutRow = {
  readonly patient: string
  readonly kind: number
  /** For order; '-infinity' when the record has no date. */
  readonly filed: string
  readonly record: string
  readonly visit: string | null
  readonly labels: number
  /** False: only its name and why it waits may be said (its card says no more); its body cannot be read. */
  readonly shown: boolean
  /** Since when it is shown, or from when it will be; 'infinity': no end is known. */
  readonly visible_from: string
  /** Null once shown. 'removed': the source took it back after it had been shown. */
  readonly reason: WaitReason | 'removed' | null
  readonly basis: string | null
  readonly who: string | null
  readonly received_at: string
  readonly removed_at: string | null
  readonly source: string
  readonly card: RecordCard
  readonly search: string
}

/** One row of the view release_kind_waits: something of this kind waits, `count` of them, unnamed. */
export type ReleaseKindWaitRow = { readonly patient: string; readonly kind: number; readonly reason: WaitReason; readonly basis: string | null; readonly count: number }

/** One row of the view release_body: only records that release_out shows (to staff also those that wait). */
export type ReleaseBodyRow = { readonly patient: string; readonly record: string; readonly kind: number; readonly body: Clinical; readonly delivery_name: string; readonly delivered_at: string; readonly source: string }
