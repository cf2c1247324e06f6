// What is said to staff when a code can not be given as asked, and beside which box?
import type { Problem } from '#web'
import type { RefusalCode } from '../../../contract/refusals.ts'
import { deskCodes } from '../../../words/en/desk-codes.ts'

const words = deskCodes.start

export type Said = { readonly message: string; readonly field: string }

const plain: Partial<Readonly<Record<RefusalCode, Said>>> = {
  'nothing-chosen': { message: words.wayMissing, field: 'way' },
  'checks-missing': { message: words.check.missing, field: 'check-id-good' },
  'id-number-missing': { message: words.check.last4Missing, field: 'last4' },
  'no-contact-on-file': { message: words.noContact, field: 'way' },
  'no-address-on-file': { message: words.noAddress, field: 'way' },
  'phone-not-usable': { message: words.phoneWrong, field: 'phone' },
  'cannot-text': { message: words.cannotText, field: 'phone' },
  'email-not-usable': { message: words.emailWrong, field: 'email' },
  'has-account': { message: words.refused['has-account'].heading, field: 'way' },
  'person-has-died': { message: words.refused.died.heading, field: 'way' },
  'too-young-for-code': { message: words.refused['too-young'].heading, field: 'way' },
}

export function saidOf(problem: Problem | null): Said | null {
  if (problem === null) return null
  if (problem.code === 'letter-too-soon') return { message: words.tooSoon(String(problem.facts.when)), field: 'again' }
  if (problem.code === 'contact-missing') return { message: words.contactMissing, field: problem.field ?? 'phone' }
  if (problem.code === 'contact-of-parent') return { message: words.parents, field: problem.field ?? 'phone' }
  return plain[problem.code] ?? { message: words.wayClosed, field: 'way' }
}
