// What may a release policy say? Data, versioned per organization; decided by records/release, kept in its ledger.
import type { RecordKind } from './record-kinds.ts'
import type { SensitivityLabel } from './sensitivity-labels.ts'
import type { AbsenceCode } from './shown.ts'

/**
 * How much is told while a record waits: `full` names it and says why, `kind` says that something of this kind waits,
 * `silent` not even that (harm to the person; protected teen care).
 */
export type Tell = 'full' | 'kind' | 'silent'
export const tells = ['full', 'kind', 'silent'] as const

/** The reasons a record that is here may not be shown yet. Each is one of the closed list of absences. */
export type WaitReason = Extract<AbsenceCode, 'in-progress' | 'being-read' | 'later' | 'your-choice' | 'held'>

export type ReleaseRule = {
  readonly id: string
  readonly kinds: readonly RecordKind[]
  /** All of these labels must be on the record; empty: every record. */
  readonly labels: readonly SensitivityLabel[]
  /** `hours` after the record was received; `until-final` while the source has not signed it. */
  readonly wait: { readonly hours: number } | 'until-final'
  readonly reason: WaitReason
  readonly tell: Tell
  /** The legal basis in the person's words; a rule that delays by hours must have one (45 CFR 171.204). */
  readonly basis: string
}

export type ReleasePolicy = { readonly organization: string; readonly version: number; readonly rules: readonly ReleaseRule[] }
