// Who may let this person in? Concerns come from the case; the roles follow from the concerns alone. Pure.
import type { StaffRole } from '../../../../contract/staff-roles.ts'
import { type CaseConcern, caseConcerns } from '../../../../contract/desk-cases.ts'
import type { SignUpOutcome, SignUpState } from '../../../../contract/sign-ups.ts'
import type { Compared } from './compare.ts'

export type CaseFacts = {
  readonly state: SignUpState
  readonly outcome: SignUpOutcome | null
  /** How many records the answers could mean, and whether a member of staff has picked one. */
  readonly records: number
  readonly picked: boolean
  readonly compared: readonly Compared[]
  readonly linked: boolean
  readonly deceased: boolean
  readonly tooYoung: boolean
  /** The viewer, or somebody they act for, is the person of this record. */
  readonly own: boolean
  readonly contactChanged: boolean
  /** Answers given so far. */
  readonly tries: number
}

/** From so many answers on a case is looked at twice. */
const manyTries = 4

export function concernsOf(facts: CaseFacts): readonly CaseConcern[] {
  const differs = (field: string): boolean => facts.compared.some((row) => row.field === field && row.same === false)
  const all: readonly (readonly [CaseConcern, boolean])[] = [
    ['no-record', facts.records === 0],
    ['has-account', facts.linked],
    ['deceased', facts.deceased],
    ['too-young', facts.tooYoung],
    ['own-record', facts.own],
    ['two-records', facts.records > 1 || facts.outcome === 'ambiguous'],
    ['name-and-birth-differ', differs('birth-date') && (differs('family') || differs('given'))],
    ['contact-changed', facts.contactChanged],
    ['many-tries', facts.tries >= manyTries],
    ['referred-unsure', facts.state === 'referred'],
  ]
  return all.filter(([, holds]) => holds).map(([concern]) => concern)
}

export type Decider = {
  /** `nobody`: not from here; `front-desk`, `supervisor`: this role, now; `another`: a supervisor other than who asked for it. */
  readonly who: 'nobody' | 'front-desk' | 'supervisor' | 'another'
}

/** The strictest of the concerns rules. A record must be picked before anybody is let in. */
export function whoDecides(concerns: readonly CaseConcern[]): Decider['who'] {
  const kinds = new Set(concerns.map((one) => caseConcerns[one]))
  if (kinds.has('blocks')) return 'nobody'
  if (kinds.has('second')) return 'another'
  return kinds.has('supervisor') ? 'supervisor' : 'front-desk'
}

export type Asking = { readonly roles: readonly StaffRole[]; readonly person: string; /** Who handed it to a supervisor; null: nobody has. */ readonly referredBy: string | null }

/** May this member of staff let them in now? */
export function mayLetIn(who: Decider['who'], { roles, person, referredBy }: Asking): boolean {
  if (who === 'nobody') return false
  if (who === 'front-desk') return roles.includes('front-desk') || roles.includes('supervisor')
  if (!roles.includes('supervisor')) return false
  return who === 'supervisor' || (referredBy !== null && referredBy !== person)
}
