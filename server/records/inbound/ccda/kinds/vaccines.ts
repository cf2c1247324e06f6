// How do vaccines come in? Refused ones as not given, with the reason; planned ones not at all.
import type { Vaccine } from '../../../../../contract/clinical.ts'
import { namesNothing } from '../../fhir/denials.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { at, childOf, nullFlavor, present, wordsIn } from '../element.ts'
import { type Within, authorsOf, damageIn, add, follows, innerOf, isNegated, isVoid, keyOf, labelsOf, leave, moodOf, organizationOf, statusOf } from '../reading.ts'
import { coded, codesOf, quantityOf, quantityText, sentMoment } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { productOf } from './medicines.ts'

/** Why it was refused (Immunization Refusal Reason). */
function refusalIn(entry: Element): Element | undefined {
  return [...innerOf(entry, 'observation'), ...innerOf(entry, 'act')].find((one) => follows(one, '2.16.840.1.113883.10.20.22.4.53') && !isNegated(one))
}

function reasonOf(told: Element | undefined, within: Within): string | undefined {
  return coded(childOf(told, 'code'), within.reading.pointed)?.text ?? coded(childOf(told, 'value'), within.reading.pointed)?.text
}

export function vaccine(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  // A vaccine that was refused was not given, whether it was meant as a report or as an order.
  if (moodOf(entry) !== 'EVN' && !isNegated(entry)) return leave(within, 'planned', 'substanceAdministration')
  const { element, name } = productOf(entry, within)
  if (name === undefined) return leave(within, nullFlavor(element) === undefined ? 'no-name' : 'said-unknown', 'manufacturedMaterial')
  // CVX 998: no vaccine administered.
  if (codesOf(element).some((one) => one.system === 'cvx' && one.code === '998')) return leave(within, 'said-none', 'manufacturedMaterial')
  const nothing = namesNothing(name)
  if (nothing !== undefined) return leave(within, nothing, 'manufacturedMaterial')
  const sent = statusOf(entry)
  const refusal = refusalIn(entry)
  // Refused and called off is not given. Refused and done contradict each other: nobody may count on it.
  const notGiven = isNegated(entry) || (refusal !== undefined && sent !== 'completed')
  // Begun and broken off, or called off: nobody may count on it.
  if (!notGiven && (sent === 'aborted' || sent === 'cancelled')) return leave(within, 'taken-back', 'substanceAdministration')
  const status: Vaccine['status'] = notGiven ? 'not-given' : sent === 'completed' && refusal === undefined ? 'given' : 'unknown'
  const damage = damageIn(within)
  const given = sentMoment(childOf(entry, 'effectiveTime'), damage)
  const material = at(entry, 'consumable', 'manufacturedProduct', 'manufacturedMaterial')
  const amount = quantityOf(childOf(entry, 'doseQuantity'))
  // Registries' number for an amount that nobody knows.
  const dose = amount?.value === '999' ? undefined : amount
  const authors = authorsOf(entry, 'performer')
  const body = present<Vaccine>({
    kind: 'vaccine', name, status, given, lot: wordsIn(childOf(material, 'lotNumberText')), site: coded(childOf(entry, 'approachSiteCode'), within.reading.pointed)?.text, dose: dose === undefined ? undefined : quantityText(dose),
    manufacturer: wordsIn(at(entry, 'consumable', 'manufacturedProduct', 'manufacturerOrganization', 'name')), reason: reasonOf(refusal, within), authors, organization: organizationOf(entry, 'performer'),
  })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, code: name.code, system: name.system, date: given, organization: body.organization, status, ...cardAuthor(authors) })
  add(within, entry, { kind: 'vaccine', key: keyOf(within, 'vaccine', { entry, about: [name.code ?? name.text, given, notGiven ? 'not' : undefined] }), filed: given, labels: labelsOf(element), card, search: [name.text], body })
}
