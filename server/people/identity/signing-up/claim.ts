// What did somebody say who they are? Read from the form, sealed in the database, and counted by what they claim to be.
import { type Limit, type SecretBox, emailKey } from '#accounts'
import { type Keys, Refusal } from '#kernel'
import { type Patients, foldName, mrnSigns, phoneDigits, withoutZeros } from '#patients'
import type { Claim, Proof } from '../../../../contract/identity.ts'
import type { ProofKind } from '../../../../contract/offers.ts'

/** As typed into the form: handed back to it, so that nothing is typed twice. The last 4 of an SSN are never kept. */
export type Typed = {
  readonly given: string
  readonly family: string
  /** YYYY-MM-DD, a real day. */
  readonly birthDate: string
  readonly proof: ProofKind
  /** Record number, phone, e-mail, street with number, or 4 digits. */
  readonly value: string
  /** With an address only. */
  readonly postalCode: string
}

export const claimAbout = (signUp: string): string => `identity_signup ${signUp}`
export const birthIndex = (keys: Keys, organization: string, birthDate: string): Buffer => keys.mac('code-index', 'sign-up-birth', organization, birthDate).subarray(0, 16)

const longest = 200
const clean = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

function readProof(patients: Pick<Patients, 'ssn4'>, typed: Typed): Proof {
  const missing = (): never => {
    throw new Refusal('proof-missing', 'nothing typed', { field: typed.proof })
  }
  const unlike = (): never => {
    throw new Refusal('proof-unlike', 'cannot be one', { field: typed.proof })
  }
  const value = clean(typed.value)
  if (value === '') return missing()
  if (value.length > longest) return unlike()
  switch (typed.proof) {
    case 'mrn':
      return mrnSigns(value) === '' ? unlike() : { kind: 'mrn', value }
    case 'phone':
      return phoneDigits(value) === '' ? unlike() : { kind: 'phone', value }
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? { kind: 'email', value } : unlike()
    case 'address':
      if (!/\d/.test(value)) return unlike()
      return { kind: 'address', line: value, city: null, postalCode: readPostalCode(typed.postalCode) }
    case 'ssn4':
      return /^\d{4}$/.test(value.normalize('NFKC')) ? { kind: 'ssn4', hash: patients.ssn4(value.normalize('NFKC')) } : unlike()
  }
}

function readPostalCode(typed: string): string {
  const code = clean(typed).toUpperCase()
  if (code === '') throw new Refusal('proof-missing', 'no postal code', { field: 'postal' })
  if (!/^[A-Z0-9][A-Z0-9 -]{2,9}$/.test(code)) throw new Refusal('proof-unlike', 'no postal code', { field: 'postal' })
  return code
}

/**
 * The claim, for the matcher. Refuses only what has the wrong form (own-name-missing, proof-missing, proof-unlike, nothing-chosen):
 * whether anything of it is on file is never told.
 */
export function readClaim(patients: Pick<Patients, 'ssn4'>, typed: Typed, offered: readonly ProofKind[]): Claim {
  const [given, family] = [clean(typed.given), clean(typed.family)]
  if (given === '' || given.length > longest) throw new Refusal('own-name-missing', 'no first name', { field: 'given' })
  if (family === '' || family.length > longest) throw new Refusal('own-name-missing', 'no last name', { field: 'family' })
  if (!offered.includes(typed.proof)) throw new Refusal('nothing-chosen', 'a proof that is not offered', { field: 'proof' })
  return { given, family, suffix: null, birthDate: typed.birthDate, proofs: [readProof(patients, typed)] }
}

/** What is kept of a sign-up: the claim, and what goes back into the form. */
export type KeptClaim = { readonly claim: Claim; readonly typed: Typed }

/** A half-known person: somebody whose code ran out has given their birth date already. */
export type Begun = { readonly typed: Partial<Typed> }

export const sealClaim = (box: SecretBox, signUp: string, { claim, typed }: KeptClaim): Buffer =>
  box.seal(JSON.stringify({ claim, typed: typed.proof === 'ssn4' ? { ...typed, value: '' } : typed }), claimAbout(signUp))
export const sealBegun = (box: SecretBox, signUp: string, begun: Begun): Buffer => box.seal(JSON.stringify({ claim: null, ...begun }), claimAbout(signUp))
export const openClaim = (box: SecretBox, signUp: string, sealed: Buffer): { readonly claim: Claim | null; readonly typed: Partial<Typed> } => JSON.parse(box.open(sealed, claimAbout(signUp))) as { claim: Claim | null; typed: Partial<Typed> }

const day = 86_400

function proofKey(proof: Proof | undefined, birthDate: string): readonly string[] {
  if (proof === undefined) return ['none']
  if (proof.kind === 'mrn') return ['mrn', withoutZeros(mrnSigns(proof.value))]
  if (proof.kind === 'phone') return ['phone', phoneDigits(proof.value).slice(-10)]
  if (proof.kind === 'email') return ['email', emailKey(proof.value)]
  // Ten thousand endings and the houses of a town are shared by strangers: only together with the birth date are they somebody's.
  return proof.kind === 'ssn4' ? ['ssn4', proof.hash, birthDate] : ['address', foldName(proof.line), proof.postalCode, birthDate]
}

/**
 * R35: five sign-ups for each network and five for each person claimed, by name and birth date and by the proof, in 24 hours,
 * whether or not there is such a person. Given back once somebody proved who they are. The desk and letters have other counters.
 */
export function askLimits(organization: string, claim: Claim, network: string): readonly Limit[] {
  const name = [...foldName(claim.given).split(' '), ...foldName(claim.family).split(' ')].filter((one) => one !== '').sort().join(' ')
  const limit = { tries: 5, windowSeconds: day, pauseSeconds: day }
  return [
    { about: ['sign-up-network', network], ...limit, forget: false },
    { about: ['sign-up-person', organization, claim.birthDate, name], ...limit, forget: true },
    { about: ['sign-up-proof', organization, ...proofKey(claim.proofs[0], claim.birthDate)], ...limit, forget: true },
  ]
}

/** However the claim is spelled: one chart's contacts hear of five sign-ups a day at most. A stranger's guess counts as one of nobody's. */
export const chartLimits = (chart: string): readonly Limit[] => [{ about: ['sign-up-chart', chart], tries: 5, windowSeconds: day, pauseSeconds: day, forget: true }]

/** R15: five tries for a code; the next code needs a new sign-up try. */
export const proofLimits = (challenge: string, network: string): readonly Limit[] => [
  { about: ['sign-up-code', challenge], tries: 5, windowSeconds: 30 * day, pauseSeconds: 0, forget: true },
  { about: ['sign-up-code-network', network], tries: 30, windowSeconds: 3_600, pauseSeconds: 900, forget: false },
]
