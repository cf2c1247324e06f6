// How do medicines come in? As taken or ordered; what was only planned, denied or stopped before it began is not taken.
import type { Coded, Medicine, SentDate } from '../../../../../contract/clinical.ts'
import { namesNothing } from '../../fhir/denials.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { at, attribute, childOf, childrenOf, nullFlavor, present, wordsIn } from '../element.ts'
import { type Within, authorsOf, authoredAt, damageIn, add, follows, innerOf, isNegated, isVoid, keyOf, labelsOf, leave, moodOf, organizationOf, reasonsOf, shortText, statusOf } from '../reading.ts'
import { coded, codesOf, intervalOf, quantityOf, quantityText, sentPeriod, textOf, timesIn } from '../types/values.ts'
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

/** HL7 v3 TimingEvent: what a dose goes with. */
const events: Readonly<Record<string, string>> = table({
  AC: 'before meals', ACM: 'before breakfast', ACD: 'before lunch', ACV: 'before dinner', C: 'with meals', CM: 'with breakfast', CD: 'with lunch', CV: 'with dinner', PC: 'after meals', PCM: 'after breakfast', PCD: 'after lunch', PCV: 'after dinner',
  IC: 'between meals', HS: 'at bedtime', WAKE: 'on waking',
})

const isPeriod = (element: Element): boolean => ['PIVL_TS', 'EIVL_TS'].includes(attribute(element, 'xsi:type') ?? '') || childOf(element, 'period') !== undefined || childOf(element, 'event') !== undefined

/** How often: by a period, from one to another, or with what happens in a day. */
function everyOf(administration: Element): string | undefined {
  const times = timesIn(administration).filter(isPeriod)
  const period = times.map((one) => amountOf(childOf(one, 'period'))).find((one) => one !== undefined)
  const when = times.flatMap((one) => childrenOf(one, 'event')).flatMap((one) => events[attribute(one, 'code') ?? ''] ?? attribute(one, 'displayName') ?? [])
  const said = [...(period === undefined ? [] : [`every ${period}`]), ...new Set(when)]
  return said.length === 0 ? undefined : said.join(', ')
}

/** An amount, or from how much to how much. */
function amountOf(element: Element | undefined): string | undefined {
  const single = quantityOf(element)
  if (element === undefined || single !== undefined) return single === undefined ? undefined : quantityText(single)
  const { quantity, text } = intervalOf(element)
  return text ?? (quantity === undefined ? undefined : quantityText(quantity))
}

/** How much at a time; a number without a unit counts what the source names beside it ("Tablet"). */
function doseOf(administration: Element, { reading }: Within): string | undefined {
  const element = childOf(administration, 'doseQuantity')
  const amount = amountOf(element)
  const counted = [element, childOf(element, 'low'), childOf(element, 'high')].some((one) => (attribute(one, 'unit') ?? '1') !== '1') ? undefined : coded(childOf(administration, 'administrationUnitCode'), reading.pointed)?.text
  return amount === undefined || counted === undefined ? amount : `${amount} ${counted}`
}

/** How much at most, and in which time. */
function mostOf(administration: Element): string | undefined {
  const most = childOf(administration, 'maxDoseQuantity')
  const [much, time] = [amountOf(childOf(most, 'numerator')), amountOf(childOf(most, 'denominator'))]
  return much === undefined ? undefined : time === undefined ? `at most ${much}` : `at most ${much} in ${time}`
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
  const coded_ = [doseOf(administration, within), amountOf(childOf(administration, 'rateQuantity')), coded(childOf(administration, 'routeCode'), pointed)?.text, everyOf(administration), mostOf(administration), neededOf(administration, within)].filter((one) => one !== undefined).join(', ')
  const written = textOf(childOf(administration, 'text'), pointed)
  const repeats = written !== undefined && (written.toLowerCase() === name.toLowerCase() || written.length > 500)
  const said = own.some((one) => one !== undefined) ? own : [coded_ === '' ? (repeats ? undefined : written) : coded_]
  return [...new Set([...said, ...acts].filter((one) => one !== undefined && one !== name))] as string[]
}

type Times = { readonly start?: SentDate; readonly end?: SentDate; readonly written?: SentDate }
function timesOf(administration: Element, within: Within): Times {
  const damage = damageIn(within)
  const period = timesIn(administration).filter((one) => !isPeriod(one)).map((one) => sentPeriod(one, damage)).find((one) => one.start !== undefined || one.end !== undefined) ?? {}
  const written = authoredAt(administration, damage)
  return { ...period, ...(written === undefined ? {} : { written }) }
}

/** CCD (10.20.1.47): there an act is completed when it is written, and its status stands beside it. */
const statusTemplate = '2.16.840.1.113883.10.20.1.47'
const ofWords: readonly (readonly [RegExp, Medicine['status']])[] = [[/no longer|inactive|discontinued|stopped/i, 'stopped'], [/completed|prior|past/i, 'completed'], [/hold|suspended/i, 'on-hold'], [/^active/i, 'active']]
const ofStatus: Readonly<Record<string, Medicine['status']>> = table({ '55561003': 'active', '421139008': 'on-hold', '392521001': 'completed', '73425007': 'stopped' })
function toldStatus(administration: Element): Medicine['status'] | undefined {
  const sent = statusOf(administration)
  if (sent !== undefined && sent !== 'completed' && sent !== 'active') return undefined
  const told = innerOf(administration, 'observation').find((one) => !isNegated(one) && (follows(one, statusTemplate) || attribute(childOf(one, 'code'), 'code') === '33999-4'))
  const value = childOf(told, 'value')
  // Where a source's word and its code disagree, the word is what its reader sees.
  return ofWords.find(([words]) => words.test(attribute(value, 'displayName') ?? ''))?.[1] ?? ofStatus[attribute(value, 'code') ?? '']
}

/** Medications Administered: given there and then. */
const administered = '29549-3'
/**
 * Status as sent; an end before the document was written says that it is over. "completed" without an end is not read as finished: most
 * systems complete the act when they write it down, also of what is taken today, and only its end would say more.
 */
function statusNow(administration: Element, { start, end }: Times, { reading, code }: Within): Medicine['status'] {
  const { effective } = reading
  const told = toldStatus(administration)
  const sent = statuses[statusOf(administration) ?? ''] ?? 'unknown'
  const once = timesIn(administration).some((one) => attribute(one, 'value') !== undefined && !isPeriod(one))
  const status = told ?? (sent === 'completed' && end === undefined && !(once && start !== undefined) && code !== administered ? 'unknown' : sent)
  return (status === 'active' || status === 'on-hold') && end !== undefined && effective !== undefined && end.slice(0, 10) < effective.slice(0, 10) && end.length >= 10 ? 'completed' : status
}

function noMedicines(administration: Element, within: Within): void {
  const recorded = authoredAt(administration, damageIn(within)) ?? within.reading.effective
  const authors = authorsOf(administration, 'author')
  const body = present<Medicine>({ kind: 'medicine', name: { text: 'No known medicines' }, status: 'unknown', prescribed: recorded, instructions: [], reasons: [], authors, saidNone: true })
  const card = present<Parameters<typeof add>[2]['card']>({ name: body.name.text, date: recorded, status: 'unknown', active: false, saidNone: true, ...cardAuthor(authors) })
  add(within, administration, { kind: 'medicine', key: keyOf(within, 'no-medicine', { entry: administration, about: [] }), filed: recorded, card, search: [body.name.text], body })
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
  const status = statusNow(entry, times, within)
  const instructions = instructionsOf(entry, name.text, within)
  const reasons = reasonsOf(entry, within)
  const authors = authorsOf(entry, 'author', 'performer')
  const ended = status === 'stopped' || status === 'completed' || status === 'cancelled' ? times.end : undefined
  const prescribed = times.start ?? times.written
  const body = present<Medicine>({ kind: 'medicine', name, status, prescribed, ended, instructions, reasons, refills: refillsOf(entry), authors, organization: organizationOf(entry, 'author', 'performer') })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, code: name.code, system: name.system, date: prescribed, endDate: ended, organization: body.organization, status, line: instructions[0], active: status === 'active' || status === 'on-hold', ...cardAuthor(authors) })
  add(within, entry, { kind: 'medicine', key: keyOf(within, 'medicine', { entry, about: [name.code ?? name.text] }), filed: prescribed, labels: labelsOf(element), card, search: [name.text, ...reasons.map((one) => one.text)], body })
}
