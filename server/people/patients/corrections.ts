// What should registration change in a chart, and what became of it? The chart changes when its own system says so.
import { type Id, Refusal, type Statement, type Tx, isId, newId, statement } from '#kernel'
import type { CorrectionField, CorrectionSource, CorrectionState } from '../../../contract/corrections.ts'

export type Correction = {
  readonly id: Id
  readonly patient: Id
  readonly organization: string
  readonly field: CorrectionField
  /** As the chart had it when it was asked. */
  readonly was: string | null
  readonly becomes: string
  readonly source: CorrectionSource
  readonly state: CorrectionState
  /** Why it was refused, as the patient reads it; with `done` a word of the desk, if any. */
  readonly reason: string | null
  readonly askedByName: string
  /** ISO instants. */
  readonly askedAt: string
  readonly decidedByName: string | null
  readonly decidedAt: string | null
}

export type NewCorrection = {
  readonly patient: Id
  readonly field: CorrectionField
  readonly was: string | null
  readonly becomes: string
  readonly source: CorrectionSource
  readonly by: { readonly person: Id | null; readonly name: string }
}

const columns = `id, patient, organization, field, was, becomes, source, state, reason, asked_by_name as "askedByName", asked_at as "askedAt", decided_by_name as "decidedByName", decided_at as "decidedAt"`

// The organization is the chart's own, whatever the caller thinks; no chart within reach, no row.
const insertCorrection: Statement<{ id: Id }> = statement('patients.ask-correction', `insert into patients_correction (patient, id, organization, field, was, becomes, source, asked_by, asked_by_name, asked_at)
  select p.id, $2, p.organization, $3, $4, $5, $6, $7, $8, app_now() from patients_patient p where p.id = $1 returning id`)
const ofCharts: Statement<Correction> = statement('patients.corrections-of', `select ${columns} from patients_correction where patient = any ($1) order by asked_at desc, id limit 200`)
const waiting: Statement<Correction> = statement('patients.corrections-waiting', `select ${columns} from patients_correction where organization = $1 and state = 'sent' order by asked_at, id limit 200`)
const decideOne: Statement<Correction> = statement('patients.decide-correction', `update patients_correction set state = $2, reason = $3, decided_by = $4, decided_by_name = $5, decided_at = app_now()
  where id = $1 and state = 'sent' returning ${columns}`)

export type Corrections = {
  /**
   * Sends one change to registration (role web for one's own chart; desk, operate). Gives its id.
   * Refuses: not-found (no such chart within reach).
   */
  ask(tx: Tx, correction: NewCorrection): Promise<{ readonly id: Id }>
  /** What was asked for these charts, newest first, at most 200; row level security gives only what the role may see. */
  of(tx: Tx, patients: readonly Id[]): Promise<readonly Correction[]>
  /** What waits at an organization, oldest first, at most 200 (role desk or operate). */
  waiting(tx: Tx, organization: string): Promise<readonly Correction[]>
  /** Registration decided, once; gives the decided row. `reason` is told to the patient. Refuses: not-found (unknown, elsewhere, decided already). */
  decide(tx: Tx, decision: { readonly id: Id; readonly outcome: 'done' | 'refused'; readonly reason: string | null; readonly by: { readonly person: Id; readonly name: string } }): Promise<Correction>
}

/** Longest text kept of one fact. */
const longest = 500

export const corrections: Corrections = {
  async ask(tx, { patient, field, was, becomes, source, by }) {
    const rows = isId(patient) ? await tx.query(insertCorrection, [patient, newId(), field, was?.slice(0, longest) ?? null, becomes.slice(0, longest), source, by.person, by.name]) : []
    const [row] = rows
    if (row === undefined) throw new Refusal('not-found', 'no such chart within reach')
    return row
  },
  of: (tx, patients) => tx.query(ofCharts, [patients]),
  waiting: (tx, organization) => tx.query(waiting, [organization]),
  async decide(tx, { id, outcome, reason, by }) {
    const [row] = isId(id) ? await tx.query(decideOne, [id, outcome, reason, by.person, by.name]) : []
    if (row === undefined) throw new Refusal('not-found', 'no such correction, or it is decided')
    return row
  },
}
