// What does the store hold of a thing that came in: as it came, and as a record?
import type { Clinical } from '../../../contract/clinical.ts'
import type { RecordCard } from '../../../contract/record-card.ts'

/** The chart of nobody: organizations, practitioners, and what names no patient. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** What sort of thing came in. */
export type DeliveryForm = 'hl7v2' | 'fhir' | 'ccda'

export type Delivery = {
  readonly id: string
  readonly organization: string
  readonly source: string
  /** Whose ids its things have: a feed's; without it, the organization's own. */
  readonly space?: string
  /** File name or message id, as given. */
  readonly name: string
  /** Of the unpacked bytes. */
  readonly sha256: Uint8Array
  readonly bytes: number
  /** What sort of thing it was, and its own name for its kind ("ORU^R01", "transaction"). */
  readonly form?: DeliveryForm
  readonly kind?: string
  /** ISO 8601: when its sender says it was sent; null: it does not say. */
  readonly sentAt?: string | null
  /** Counts by kind and what was left out, why. */
  readonly report: unknown
}

export type RawRow = {
  readonly patient: string
  readonly id: string
  /** SHA-256 of the text: another version of the same thing is another row. */
  readonly version: Uint8Array
  readonly type: string
  readonly sourceId: string
  /** Entry number in the delivery, from 1. */
  readonly line: number
  /** UTF-8, the exact slice that came. */
  readonly text: Uint8Array
  /** The bytes as they came, when they are not this text in UTF-8. */
  readonly bytes?: Uint8Array | null
  /** When its source wrote this version, and by what it says so; versions are compared by the same. */
  readonly asOf?: { readonly at: string; readonly by: number } | null
  /** The source's own number of this version. */
  readonly sourceVersion?: number | null
  /** How far on it is by its status: of two that are dated to the same instant, what is further on is newer. */
  readonly stage?: number | null
  /** The link by which staff said whose it is. */
  readonly link?: string | null
}

/** Instants are ISO 8601 in UTC; `filed` may be '-infinity'. */
export type RecordRow = {
  readonly patient: string
  readonly id: string
  /** contract/record-kinds.ts */
  readonly kind: number
  readonly filed: string
  readonly visit: string | null
  /** Since when the source calls it final; null: not final. */
  readonly finalAt: string | null
  /** contract/sensitivity-labels.ts */
  readonly labels: number
  readonly removed: boolean
  /** When its source wrote it, if that decides what is newer; null: what comes later is newer. */
  readonly asOf?: string | null
  readonly sameAs: string | null
  /** SHA-256 of a document's content. */
  readonly content: Uint8Array | null
  readonly card: RecordCard
  readonly search: string
  readonly body: Clinical
  /** Of the raw texts and the mapping it was made from: a record is written anew only when this differs. */
  readonly rawVersion: Uint8Array
}

/** What release decides from; of a record that was written or changed. */
export type WrittenRow = {
  readonly patient: string
  readonly id: string
  readonly kind: number
  readonly filed: string
  readonly receivedAt: string
  readonly finalAt: string | null
  readonly labels: number
  readonly removedAt: string | null
  readonly sameAs: string | null
}

/** A clinical document as the store knows it, by ids. */
export type DocumentRow = {
  readonly patient: string
  /** Of its text. */
  readonly id: string
  /** Of the record that shows it. */
  readonly record: string
  readonly set: string | null
  readonly type: string | null
  readonly version: number | null
  /** Of the documents it takes the place of. */
  readonly replaces: readonly string[]
  /** Every record that this version of it is a source of; null: an older version that came late, which takes nothing back. */
  readonly states: readonly string[] | null
}

/** What a record said before, and the text (its id) that made it say so; by which delivery, where several brought versions of that text. */
export type BeforeRow = { readonly row: RecordRow; readonly by: string; readonly delivery?: string }
