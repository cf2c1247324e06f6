// What do observations say, one by one and in groups? Numbers, ranges and flags as sent; results, vital signs and answers are made of them.
import type { Attachment, Author, LabValue, ReportStatus, SentDate } from '../../../../../contract/clinical.ts'
import { interpreted } from '../../values/interpretations.ts'
import { embedded } from '../types/embedded.ts'
import { allAt, attribute, childOf, childrenOf, isElement, nullFlavor, present, wordsIn } from '../element.ts'
import { type Within, authorsOf, authoredAt, damageIn, innerOf, isNegated, isVoid, labelsOf, leave, moodOf, organizationOf, shortText, stands, statusOf, underOf } from '../reading.ts'
import { coded, flagOf, intervalOf, interpretationWords, interpretationsOf, missing, quantityOf, quantityText, rangesOf, sentMoment, spanText, textOf, timeOf, translatedQuantity } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { table } from '../../fhir/element.ts'

/** HL7 v3 ActStatus of a result. */
const statuses: Readonly<Record<string, ReportStatus>> = table({ completed: 'final', active: 'preliminary', held: 'preliminary', suspended: 'preliminary', new: 'registered', aborted: 'cancelled', cancelled: 'cancelled', obsolete: 'cancelled' })
export const reportStatus = (element: Element): ReportStatus => statuses[statusOf(element) ?? ''] ?? 'unknown'

/** SNOMED CT: what was found, as laboratories code it; some send the number without its name. */
const qualities: Readonly<Record<string, string>> = table({ '10828004': 'Positive', '260385009': 'Negative', '260373001': 'Detected', '260415000': 'Not detected', '82334004': 'Indeterminate', '419984006': 'Inconclusive', '42425007': 'Equivocal', '2667000': 'Absent', '52101004': 'Present' })

type Said = { readonly quantity?: LabValue['quantity']; readonly text?: string; readonly absent?: string; readonly unread?: boolean }

function valueSaid(value: Element, within: Within): Said {
  const flavor = nullFlavor(value)
  const type = attribute(value, 'xsi:type') ?? ''
  if (type === 'IVL_TS') {
    const text = spanText(value, damageIn(within))
    if (text !== undefined) return { text }
  }
  if (type.startsWith('IVL') && type !== 'IVL_TS') {
    const { quantity, text } = intervalOf(value)
    if (quantity !== undefined || text !== undefined) return present<Said>({ quantity, text, absent: undefined })
  }
  if (type === 'RTO' || type.startsWith('RTO_')) {
    const [over, under] = [childOf(value, 'numerator'), childOf(value, 'denominator')].map((one) => quantityOf(one))
    if (over !== undefined && under !== undefined) return { text: `${quantityText(over)} : ${quantityText(under)}` }
  }
  if (type === 'TS') {
    const { date } = timeOf(attribute(value, 'value'))
    if (date !== undefined) return { text: date }
  }
  if (isPacked(value)) return present<Said>({ quantity: undefined, text: embedded(value, undefined).text, absent: undefined })
  const quantity = quantityOf(value)
  if (quantity !== undefined) return { quantity }
  if (type === 'PQ') {
    const translated = translatedQuantity(value, within.reading.pointed)
    if (translated.quantity !== undefined || translated.text !== undefined) return translated
  }
  const words = attribute(value, 'code') !== undefined || childrenOf(value, 'originalText').length + childrenOf(value, 'translation').length > 0 ? coded(value, within.reading.pointed)?.text : textOf(value, within.reading.pointed)
  const written = attribute(value, 'value')
  const text = words ?? attribute(value, 'displayName') ?? (written === undefined ? '' : [written, attribute(value, 'unit')].filter((one) => one !== undefined).join(' '))
  // A number of SNOMED CT without its name says nothing to a reader.
  if (text === attribute(value, 'code') && /^\d{6,18}$/.test(text)) return qualities[text] === undefined ? { unread: true } : { text: qualities[text] }
  if (text !== '') return { text }
  // Half of a ratio is there, and is no value.
  if (flavor === undefined && value.children.some((one) => typeof one !== 'string')) return { unread: true }
  return flavor === undefined ? {} : { absent: missing[flavor] ?? flavor }
}

/** What a comment inside says (R2.1 Comment Activity). */
const notesOf = (observation: Element, within: Within): readonly string[] =>
  innerOf(observation, 'act').filter((one) => attribute(childOf(one, 'code'), 'code') === '48767-8').flatMap((one) => textOf(childOf(one, 'text'), within.reading.pointed) ?? [])

/** One observation as a value; null when it is taken back, denied, a plan, or nameless. */
export function valueOf(observation: Element, within: Within): LabValue | null {
  if (isVoid(observation, within)) return null
  if (isNegated(observation)) {
    leave(within, 'negated', 'observation')
    return null
  }
  if (moodOf(observation) !== 'EVN') {
    leave(within, 'planned', 'observation')
    return null
  }
  const name = coded(childOf(observation, 'code'), within.reading.pointed) ?? shortText(observation, within)
  if (name === undefined) {
    leave(within, 'no-name', 'observation')
    return null
  }
  const values = childrenOf(observation, 'value')
  const said = values.map((one) => valueSaid(one, within))
  const [only] = said
  const several = said.map((one) => one.text ?? (one.quantity === undefined ? undefined : quantityText(one.quantity))).filter((one) => one !== undefined)
  const value: Said = said.length === 1 && only !== undefined ? only : several.length > 0 ? { text: several.join('; ') } : (only ?? {})
  const told = present<LabValue>({
    name, quantity: value.quantity, text: value.text, absent: value.absent, unread: value.unread, flag: flagOf(observation), status: reportStatus(observation), notes: [...interpretationWords(observation, within.reading.pointed), ...notesOf(observation, within)],
    ranges: rangesOf(observation, within.reading.pointed), parts: [], taken: sentMoment(childOf(observation, 'effectiveTime'), damageIn(within)),
  })
  return interpreted(told, interpretationsOf(observation))
}

const isPacked = (value: Element): boolean => attribute(value, 'representation')?.toUpperCase() === 'B64'

/** An observation and those it is made of (a germ, and what it answers to), in the row. */
function withInner(observation: Element, within: Within): readonly Element[] {
  const parts = childrenOf(observation, 'entryRelationship').filter((one) => attribute(one, 'typeCode') === 'COMP')
  return [observation, ...parts.flatMap((one) => [...underOf(one, 'observation').flatMap((inner) => withInner(inner, within)), ...underOf(one, 'organizer').flatMap((inner) => (stands(inner, within) ? observationsIn(inner, within) : []))])]
}

/** Files among the values: a report as PDF, a tracing. */
export const filesIn = (observations: readonly Element[]): readonly Attachment[] => observations.flatMap((one) => childrenOf(one, 'value')).filter(isPacked).map((one) => embedded(one, undefined)).filter((one) => one.text === undefined)

/** What was tested, by its name. */
export const specimenOf = (elements: readonly Element[], { reading }: Within): string | undefined => elements.flatMap((one) => allAt(one, 'specimen', 'specimenRole', 'specimenPlayingEntity')).map((one) => coded(childOf(one, 'code'), reading.pointed)?.text ?? wordsIn(childOf(one, 'name')) ?? wordsIn(childOf(one, 'desc'))).find((one) => one !== undefined)

/** Organizers inside organizers stand in the row; what is taken back or denied as a whole says nothing. */
function observationsIn(organizer: Element, within: Within): Element[] {
  return childrenOf(organizer, 'component').flatMap((component) => component.children.filter(isElement).flatMap((one) => (one.name === 'observation' ? withInner(one, within) : one.name === 'organizer' && stands(one, within) ? observationsIn(one, within) : [])))
}

type Group = { readonly values: readonly LabValue[]; readonly authors: readonly Author[]; readonly taken: SentDate | undefined; readonly issued: SentDate | undefined; readonly lab: string | undefined; readonly labels: ReturnType<typeof labelsOf> }

/** What an organizer, or an observation that stands alone, says. */
export function groupOf(entry: Element, observations: readonly Element[], within: Within): Group {
  const damage = damageIn(within)
  const values = observations.map((one) => valueOf(one, within)).filter((one) => one !== null)
  const first = observations[0] ?? entry
  const authors = authorsOf(entry, 'author', 'performer')
  return {
    values, authors: authors.length > 0 ? authors : authorsOf(first, 'author', 'performer'),
    taken: (entry === first ? undefined : sentMoment(childOf(entry, 'effectiveTime'), damage)) ?? values.map((one) => one.taken).find((one) => one !== undefined),
    issued: authoredAt(entry, damage) ?? authoredAt(first, damage),
    lab: organizationOf(entry, 'performer') ?? organizationOf(first, 'performer'),
    labels: labelsOf(childOf(entry, 'code'), ...observations.map((one) => childOf(one, 'code'))),
  }
}

export const holdsValue = (value: LabValue): boolean => value.quantity !== undefined || value.text !== undefined || value.absent !== undefined

/** The observations of an entry: of an organizer those in it, of an observation itself and those it is made of. */
export const observationsOf = (entry: Element, within: Within): readonly Element[] => (entry.name === 'observation' ? withInner(entry, within) : observationsIn(entry, within))
