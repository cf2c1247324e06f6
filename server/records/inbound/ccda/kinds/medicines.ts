// How do medicines come in? As taken or ordered; what was only planned, denied or stopped before it began is not taken.
import type { Coded, Medicine, SentDate } from '../../../../../contract/clinical.ts'
import { namesNothing } from '../../fhir/denials.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { at, attribute, childOf, childrenOf, nullFlavor, present, wordsIn } from '../element.ts'
import { type Within, authorsOf, authoredAt, damageIn, factOf, follows, innerOf, isNegated, isVoid, keyOf, labelsOf, leave, moodOf, organizationOf, reasonsOf, shortText, statusOf } from '../reading.ts'
import { coded, codesOf, intervalOf, quantityOf, quantityText, sentPeriod, textOf } from '../values.ts'
import type { Element } from '../xml.ts'
import { table } from '../../fhir/element.ts'

const statuses: Readonly<Record<string, Medicine['status']>> = table({ active: 'active', completed: 'completed', suspended: 'on-hold', held: 'on-hold', aborted: 'stopped', cancelled: 'cancelled', obsolete: 'stopped', new: 'active' })
/** SNOMED CT: drug or medicament, which "no known medicines" denies. */
const anyMedicine = new Set(['410942007', '763158003'])
const noneCodes = new Set(['182904002', '416237000'])
const noneWords = /^(no (known |current |active |reported )*(medications?|medicines?|drugs?)( (use|taken|known|reported|on file|recorded|at this time))?|(the )?patient is not on any medications?)( \((situation|finding)\))?[.;]?$/i

/** The thing that is given: its code, or its name alone. */
export function productOf(administration: Element, within: Within): { readonly element: Element | undefined; readonly name: Coded | undefined } {
  const product = at(administration, 'consumable', 'manufacturedProduct') ?? at(administration, 'product', 'manufacturedProduct')
  const material = childOf(product, 'manufacturedMaterial') ?? childOf(product, 'manufacturedLabeledDrug')
  const element = childOf(material, 'code')
  const name = coded(element, within.reading.pointed)
  const written = wordsIn(childOf(material, 'name'))
  // A bare code is no name to read when the source wrote one beside it.
  if (name === undefined) return { element, name: written === undefined ? undefined : { text: written } }
  return { element, name: name.text === name.code && written !== undefined ? { ...name, text: written } : name }
}

const isPeriod = (element: Element): boolean => ['PIVL_TS', 'EIVL_TS'].includes(attribute(element, 'xsi:type') ?? '') || childOf(element, 'period') !== undefined

function everyOf(administration: Element): string | undefined {
  const period = childrenOf(administration, 'effectiveTime').filter(isPeriod).map((one) => quantityOf(childOf(one, 'period'))).find((one) => one !== undefined)
  return period === undefined ? undefined : `every ${quantityText(period)}`
}

/** An amount, or from how much to how much. */
function doseOf(administration: Element): string | undefined {
  const element = childOf(administration, 'doseQuantity')
  const single = quantityOf(element)
  if (element === undefined || single !== undefined) return single === undefined ? undefined : quantityText(single)
  const { quantity, text } = intervalOf(element)
  return text ?? (quantity === undefined ? undefined : quantityText(quantity))
}

/** R2.1 Precondition: only when something is there. */
function neededOf(administration: Element, within: Within): string | undefined {
  const conditions = childrenOf(administration, 'precondition')
  if (conditions.length === 0) return undefined
  const what = conditions.flatMap((one) => childrenOf(one, 'criterion')).map((one) => coded(childOf(one, 'value'), within.reading.pointed)?.text ?? textOf(childOf(one, 'text'), within.reading.pointed)).filter((one) => one !== undefined)
  return what.length === 0 ? 'as needed' : `as needed: ${what.join(', ')}`
}

/** How to use it: the source's own words where it has some; else dose, way and how often as it coded them. */
function instructionsOf(administration: Element, name: string, within: Within): readonly string[] {
  const { pointed } = within.reading
  const own = innerOf(administration, 'substanceAdministration').filter((one) => follows(one, '2.16.840.1.113883.10.20.22.4.147')).map((one) => textOf(childOf(one, 'text'), pointed))
  const acts = innerOf(administration, 'act').filter((one) => follows(one, '2.16.840.1.113883.10.20.22.4.20')).map((one) => textOf(childOf(one, 'text'), pointed))
  const dose = doseOf(administration)
  const coded_ = [dose, coded(childOf(administration, 'routeCode'), pointed)?.text, everyOf(administration), neededOf(administration, within)].filter((one) => one !== undefined).join(', ')
  const written = textOf(childOf(administration, 'text'), pointed)
  const repeats = written !== undefined && (written.toLowerCase() === name.toLowerCase() || written.length > 500)
  const said = own.some((one) => one !== undefined) ? own : [coded_ === '' ? (repeats ? undefined : written) : coded_]
  return [...new Set([...said, ...acts].filter((one) => one !== undefined && one !== name))] as string[]
}

type Times = { readonly start?: SentDate; readonly end?: SentDate; readonly written?: SentDate }
function timesOf(administration: Element, within: Within): Times {
  const damage = damageIn(within)
  const period = childrenOf(administration, 'effectiveTime').filter((one) => !isPeriod(one)).map((one) => sentPeriod(one, damage)).find((one) => one.start !== undefined || one.end !== undefined) ?? {}
  const written = authoredAt(administration, damage)
  return { ...period, ...(written === undefined ? {} : { written }) }
}

/** Status as sent; an end before the document was written says that it is over. */
function statusNow(administration: Element, { end }: Times, effective: SentDate | undefined): Medicine['status'] {
  const status = statuses[statusOf(administration) ?? ''] ?? 'unknown'
  return status === 'active' && end !== undefined && effective !== undefined && end.slice(0, 10) < effective.slice(0, 10) && end.length >= 10 ? 'completed' : status
}

function noMedicines(administration: Element, within: Within): void {
  const recorded = authoredAt(administration, damageIn(within)) ?? within.reading.effective
  const authors = authorsOf(administration, 'author')
  const body = present<Medicine>({ kind: 'medicine', name: { text: 'No known medicines' }, status: 'unknown', prescribed: recorded, instructions: [], reasons: [], authors, saidNone: true })
  const card = present<Parameters<typeof factOf>[1]['card']>({ name: body.name.text, date: recorded, status: 'unknown', active: false, saidNone: true, ...cardAuthor(authors) })
  within.reading.facts.push(factOf(within, { kind: 'medicine', key: keyOf(within, 'no-medicine', { entry: administration, about: [] }), filed: recorded, card, search: [body.name.text], body }))
}

/** Of refills the supply order inside tells how many are allowed. */
function refillsOf(administration: Element): string | undefined {
  return innerOf(administration, 'supply').filter((one) => moodOf(one) === 'INT').map((one) => attribute(childOf(one, 'repeatNumber'), 'value')).find((one) => one !== undefined && /^\d{1,3}$/.test(one))
}

/** A substance administration; discharge and admission acts hold theirs inside. */
export function medicine(entry: Element, within: Within): void {
  if (entry.name === 'act') {
    const inside = innerOf(entry, 'substanceAdministration')
    if (isVoid(entry, within)) return
    if (isNegated(entry)) return leave(within, 'negated', 'act')
    if (inside.length === 0) return leave(within, 'no-name', 'act')
    for (const one of inside) medicine(one, within)
    return
  }
  const { element, name: called } = productOf(entry, within)
  // Not told apart: a thing nobody names, of which the entry says something in words.
  const name = called ?? (nullFlavor(element) === 'MSK' ? undefined : shortText(entry, within))
  const codes = [...codesOf(element), ...codesOf(childOf(entry, 'code'))].map((one) => one.code)
  const none = codes.some((code) => noneCodes.has(code)) || (name !== undefined && noneWords.test(name.text)) || (isNegated(entry) && (codes.some((code) => anyMedicine.has(code)) || (name === undefined && nullFlavor(element) !== undefined)))
  if (none && nullFlavor(entry) === undefined) return noMedicines(entry, within)
  if (isVoid(entry, within)) return
  if (isNegated(entry)) return leave(within, 'negated', 'substanceAdministration')
  if (name === undefined) return leave(within, nullFlavor(element) === undefined ? 'no-name' : 'said-unknown', 'manufacturedMaterial')
  const nothing = namesNothing(name)
  if (nothing !== undefined) return leave(within, nothing, 'manufacturedMaterial')
  if (['PRP', 'GOL', 'PRMS', 'PERM'].includes(moodOf(entry))) return leave(within, 'planned', 'substanceAdministration')
  const times = timesOf(entry, within)
  const status = statusNow(entry, times, within.reading.effective)
  const instructions = instructionsOf(entry, name.text, within)
  const reasons = reasonsOf(entry, within)
  const authors = authorsOf(entry, 'author', 'performer')
  const ended = status === 'stopped' || status === 'completed' || status === 'cancelled' ? times.end : undefined
  const prescribed = times.start ?? times.written
  const body = present<Medicine>({ kind: 'medicine', name, status, prescribed, ended, instructions, reasons, refills: refillsOf(entry), authors, organization: organizationOf(entry, 'author', 'performer') })
  const card = present<Parameters<typeof factOf>[1]['card']>({ name: name.text, code: name.code, system: name.system, date: prescribed, endDate: ended, organization: body.organization, status, line: instructions[0], active: status === 'active' || status === 'on-hold', ...cardAuthor(authors) })
  within.reading.facts.push(factOf(within, { kind: 'medicine', key: keyOf(within, 'medicine', { entry, about: [name.code ?? name.text] }), filed: prescribed, labels: labelsOf(element), card, search: [name.text, ...reasons.map((one) => one.text)], body }))
}
