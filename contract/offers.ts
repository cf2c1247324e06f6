// What can an organization offer at its door? Closed lists that the directory, sign-up and the pages share.

/** How an account begins: online, with a code given in person, at another portal, or not at all for now. */
export const signUpWays = ['online', 'in-person', 'elsewhere', 'closed'] as const
export type SignUpWay = (typeof signUpWays)[number]

/** What a person may prove themselves with beside name and birth date. `ssn4`: the last 4 digits of the Social Security number. */
export const proofKinds = ['mrn', 'phone', 'email', 'address', 'ssn4'] as const
export type ProofKind = (typeof proofKinds)[number]

/** How a code may reach a person. */
export const codeChannels = ['letter', 'mail', 'text', 'desk'] as const
export type CodeChannel = (typeof codeChannels)[number]

/** `ignored`: 00123 and 123 are one record number; two charts that differ only so are ambiguous. */
export const leadingZeros = ['significant', 'ignored'] as const
export type LeadingZeros = (typeof leadingZeros)[number]

export type Offer = {
  readonly organization: string
  readonly signUp: SignUpWay
  /** In the order they are asked for; empty unless `online`. */
  readonly proofs: readonly ProofKind[]
  readonly mrnRule: { readonly leadingZeros: LeadingZeros }
  /** Channels this organization gives codes by. */
  readonly codes: readonly CodeChannel[]
  /** The portal people use instead; its address is https. Set when `elsewhere`. */
  readonly elsewhere: { readonly name: string; readonly url: string } | null
  /** What to bring or say when codes are given in person ("Bring a photo ID."), in the organization's words. */
  readonly inPersonNote: string | null
}

/** What an organization offers until it says otherwise: no SSN is asked for. */
export const usualOffer = (organization: string): Offer => ({
  organization,
  signUp: 'online',
  proofs: ['mrn', 'phone', 'email', 'address'],
  mrnRule: { leadingZeros: 'significant' },
  codes: ['letter', 'mail', 'text', 'desk'],
  elsewhere: null,
  inPersonNote: null,
})
