// What does somebody say who they are, what has an organization on file, and how does the comparison come out? Plain facts that
// the matcher, the sign-up and the desk share; the matcher itself is server/people/identity/matching.

export type Proof =
  | { readonly kind: 'mrn'; readonly value: string }
  | { readonly kind: 'phone'; readonly value: string }
  | { readonly kind: 'email'; readonly value: string }
  /** Street with number, as typed; the postal code apart. */
  | { readonly kind: 'address'; readonly line: string; readonly city: string | null; readonly postalCode: string }
  /** Never the digits: `patients.ssn4()` makes the keyed hash as soon as they are typed. */
  | { readonly kind: 'ssn4'; readonly hash: string }

/** What somebody says. Texts as typed; the birth date is YYYY-MM-DD. Each proof given must be one they chose to give. */
export type Claim = {
  readonly given: string
  /** Empty when they have one name only; `given` holds it then. */
  readonly family: string
  readonly suffix: string | null
  readonly birthDate: string
  readonly proofs: readonly Proof[]
}

/** Uses of a name as FHIR has them, with `old` called what it is. */
export type NameUse = 'official' | 'usual' | 'nickname' | 'maiden' | 'previous'

export type NameOnFile = {
  readonly use: NameUse
  readonly given: readonly string[]
  readonly family: string
  readonly suffix: string | null
}

/** `old`: the source calls it old, its time is over, or a later registration no longer has it. */
export type ContactOnFile = { readonly value: string; readonly use: string | null; readonly old: boolean }

export type AddressOnFile = {
  readonly lines: readonly string[]
  readonly city: string | null
  readonly state: string | null
  readonly postalCode: string | null
  readonly use: string | null
  readonly old: boolean
}

/** One chart of one organization, with everything it could be known by. */
export type OnFile = {
  readonly patient: string
  readonly organization: string
  /** Charts merged at this instant have the same: they are one human. */
  readonly human: string
  /** The name in use first. */
  readonly names: readonly NameOnFile[]
  /** YYYY-MM-DD. */
  readonly birthDate: string
  /** True also where the day is not known. */
  readonly deceased: boolean
  readonly deceasedOn: string | null
  readonly sex: string | null
  /** Born together with a brother or sister, as the source says; false also where it says nothing. */
  readonly multipleBirth: boolean
  readonly phones: readonly ContactOnFile[]
  readonly emails: readonly ContactOnFile[]
  readonly addresses: readonly AddressOnFile[]
  /** The chart's own number first, then others of the same organization. */
  readonly mrns: readonly string[]
  /** Keyed hash of the last four digits; null when none is on file. */
  readonly ssn4: string | null
}

/** What an organization says about its numbers. */
export type MatchRule = { readonly leadingZeros: 'significant' | 'ignored' }

/** How one field compares, best first. What each means stands in server/people/identity/matching/decision-table.ts. */
export const givenLevels = ['same', 'first', 'spelled-otherwise', 'nickname', 'typo', 'weak', 'close', 'different'] as const
export const familyLevels = ['same', 'part', 'former', 'typo', 'different'] as const
export const suffixLevels = ['agrees', 'missing', 'conflicts'] as const
export const dateLevels = ['same', 'swapped', 'day-typo', 'year-typo', 'different'] as const
export const proofLevels = ['number', 'contact', 'ssn4', 'address', 'old', 'near', 'not-on-file', 'different'] as const
export type GivenLevel = (typeof givenLevels)[number]
export type FamilyLevel = (typeof familyLevels)[number]
export type SuffixLevel = (typeof suffixLevels)[number]
export type DateLevel = (typeof dateLevels)[number]
export type ProofLevel = (typeof proofLevels)[number]

export type Levels = {
  readonly given: GivenLevel
  readonly family: FamilyLevel
  readonly suffix: SuffixLevel
  readonly date: DateLevel
  readonly proof: ProofLevel
  /** Another typed proof is on file and differs. */
  readonly mixed: boolean
  readonly deceased: boolean
  readonly multipleBirth: boolean
}

/** Why one chart was or was not it: the row of the decision table, and the levels that led there. Holds no text of the person. */
export type Evidence = { readonly patient: string; readonly row: string; readonly levels: Levels }

/**
 * `matched`: this chart and no other. `ambiguous`: who is meant is in doubt (several charts, a twin, a suffix, a death): a
 * supervisor looks. `unmatched`: no chart agrees enough; `close` are those that agree in part, for the desk.
 */
export type IdentityMatch =
  | { readonly outcome: 'matched'; readonly patient: string; readonly evidence: readonly Evidence[] }
  | { readonly outcome: 'ambiguous'; readonly patients: readonly string[]; readonly evidence: readonly Evidence[] }
  | { readonly outcome: 'unmatched'; readonly close: readonly string[]; readonly evidence: readonly Evidence[] }
