// Does what somebody gave beside name and birth date agree with what is on file? One level for each proof, and one for all.
import { emailKey, mrnSigns, phoneDigits, withoutZeros } from '#patients'
import { type MatchRule, type OnFile, type Proof, type ProofLevel, proofLevels } from '../../../../contract/identity.ts'
import { compareStreets, streetOf } from './addresses.ts'
import { oneEdit } from './edits.ts'

/** A number without its letters in front may be read off a bill that prints none. */
const digitsOnly = /^\d{4,}$/

function compareNumbers(typed: string, onFile: string, rule: MatchRule): ProofLevel {
  const zeros = rule.leadingZeros === 'ignored' ? withoutZeros : (signs: string): string => signs
  const [ours, whole] = [zeros(mrnSigns(typed)), mrnSigns(onFile)]
  const theirs = digitsOnly.test(ours) ? zeros(whole.replace(/^\p{L}{1,4}(?=\d)/u, '')) : zeros(whole)
  if (ours === '' || theirs === '') return 'different'
  if (ours === theirs) return 'number'
  return oneEdit(ours, theirs) !== null || withoutZeros(ours) === withoutZeros(theirs) ? 'near' : 'different'
}

function comparePhones(typed: string, onFile: string): ProofLevel {
  const [ours, theirs] = [phoneDigits(typed), phoneDigits(onFile)]
  if (ours === '' || theirs === '') return 'different'
  // Seven digits are a number without its area code.
  const [short, long] = ours.length < theirs.length ? [ours, theirs] : [theirs, ours]
  if (short === long || (short.length === 7 && long.length === 10 && long.endsWith(short))) return 'contact'
  return oneEdit(ours, theirs) !== null ? 'near' : 'different'
}

function compareMails(typed: string, onFile: string): ProofLevel {
  const [ours, theirs] = [emailKey(typed), emailKey(onFile)]
  if (ours === theirs) return 'contact'
  return oneEdit(ours, theirs) !== null ? 'near' : 'different'
}

const rank = (level: ProofLevel): number => proofLevels.indexOf(level)
const best = (levels: readonly ProofLevel[], none: ProofLevel): ProofLevel => levels.reduce((a, b) => (rank(b) < rank(a) ? b : a), levels[0] ?? none)

/** What agrees only with something old is `old`; what nearly agrees with something old says nothing. */
const dated = (level: ProofLevel, old: boolean): ProofLevel => (!old ? level : level === 'contact' || level === 'address' ? 'old' : 'different')

export function compareProof(proof: Proof, chart: OnFile, rule: MatchRule): ProofLevel {
  switch (proof.kind) {
    case 'mrn':
      return best(chart.mrns.map((mrn) => compareNumbers(proof.value, mrn, rule)), 'not-on-file')
    case 'phone':
      return best(chart.phones.map((one) => dated(comparePhones(proof.value, one.value), one.old)), 'not-on-file')
    case 'email':
      return best(chart.emails.map((one) => dated(compareMails(proof.value, one.value), one.old)), 'not-on-file')
    case 'address': {
      const typed = streetOf([proof.line], proof.postalCode)
      const level = { same: 'address', near: 'near', different: 'different' } as const
      return best(chart.addresses.map((one) => dated(level[compareStreets(typed, streetOf(one.lines, one.postalCode))], one.old)), 'not-on-file')
    }
    case 'ssn4':
      return chart.ssn4 === null ? 'not-on-file' : chart.ssn4 === proof.hash ? 'ssn4' : 'different'
  }
}

/** The best of all proofs, and whether another one is on file and differs. */
export function compareProofs(proofs: readonly Proof[], chart: OnFile, rule: MatchRule): { readonly proof: ProofLevel; readonly mixed: boolean } {
  const levels = proofs.map((proof) => compareProof(proof, chart, rule))
  const proof = best(levels, 'not-on-file')
  return { proof, mixed: rank(proof) <= rank('old') && levels.some((level) => level === 'different' || level === 'near') }
}
