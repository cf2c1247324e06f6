// How do allergies come in? "No known allergies" is an answer; a denied allergy is never read as one.
import type { Allergy, Coded } from '../../../../../contract/clinical.ts'
import { denialInName } from '../../fhir/denials.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { allAt, at, attribute, childOf, childrenOf, nullFlavor, present, wordsIn } from '../element.ts'
import { type Within, authorsOf, authoredAt, damageIn, add, follows, innerOf, isNegated, isVoid, keyOf, labelsOf, leave, moodOf, shortText, statusOf, underOf } from '../reading.ts'
import { type Pointed, coded, codesOf, sentPeriod, sentTime, textOf } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { clinicalOf, observationsOf } from './problems.ts'

/** SNOMED CT: substances so general that denying them denies every allergy. */
const anySubstance = new Set(['105590001', '410942007', '762766007', '373873005', '418038007', '419199007', '420134006', '416098002', '414285001', '426232007', '418634005', '419511003', '418471000', '59037007', '235719002'])

/** Kinds of allergy that are a part of all: denying them denies no other. */
const oneSort = new Set(['414285001', '418471000', '235719002', '426232007'])

function substanceOf(observation: Element, pointed: Pointed): { readonly element: Element | undefined; readonly name: Coded | undefined } {
  const playing = allAt(observation, 'participant', 'participantRole', 'playingEntity')
  for (const one of playing) {
    const named = wordsIn(childOf(one, 'name'))
    const name = coded(childOf(one, 'code'), pointed)
    if (name !== undefined) return { element: childOf(one, 'code'), name: name.text === name.code && named !== undefined ? { ...name, text: named } : name }
    if (named !== undefined) return { element: childOf(one, 'code'), name: { text: named } }
  }
  return { element: childOf(playing[0], 'code'), name: undefined }
}

const reactionTemplates = ['2.16.840.1.113883.10.20.22.4.9', '2.16.840.1.113883.10.20.1.54']
const criticalityTemplate = '2.16.840.1.113883.10.20.22.4.145'
const severityTemplates = ['2.16.840.1.113883.10.20.22.4.8', '2.16.840.1.113883.10.20.1.55']

function reactionsOf(observation: Element, pointed: Pointed): readonly string[] {
  return childrenOf(observation, 'entryRelationship').flatMap((relation) => underOf(relation, 'observation').flatMap((one) => {
    const told = reactionTemplates.some((template) => follows(one, template)) || (attribute(relation, 'typeCode') === 'MFST' && !severityTemplates.some((template) => follows(one, template)))
    if (!told || isNegated(one)) return []
    const text = coded(childOf(one, 'value'), pointed)?.text ?? textOf(childOf(one, 'text'), pointed)
    return text === undefined ? [] : [text]
  }))
}

/** R2.1 Criticality Observation; the severity of a reaction is another thing and stays in the words. */
function severeOf(observation: Element): Allergy['severe'] {
  const code = attribute(innerOf(observation, 'observation').filter((one) => follows(one, criticalityTemplate)).map((one) => childOf(one, 'value'))[0], 'code')
  return code === 'CRITH' ? 'high' : code === 'CRITL' ? 'low' : code === 'CRITU' ? 'unknown' : undefined
}

function allergyOf(observation: Element, concern: Element | null, within: Within): void {
  if (isVoid(observation, within)) return
  if (moodOf(observation) !== 'EVN') return leave(within, 'planned', 'observation')
  const { pointed, effective } = within.reading
  const damage = damageIn(within)
  const value = childOf(observation, 'value')
  const substance = substanceOf(observation, pointed)
  const type = coded(value, pointed)
  const codes = [...codesOf(value), ...codesOf(substance.element)].map((one) => one.code)
  const denied = isNegated(observation) || (concern !== null && isNegated(concern))
  const says = substance.name ?? type
  const words = substance.name === undefined ? shortText(observation, within) : undefined
  const denials = [substance.name, type, words].map((one) => (one === undefined ? undefined : denialInName(one)))
  if (denials.includes('none of one sort') || (denied && substance.name === undefined && codesOf(value).some((one) => oneSort.has(one.code)))) return leave(within, 'none-of-one-sort', 'participant')
  if (denials[0] === 'unknown' || denials[2] === 'unknown') return leave(within, 'said-unknown', 'participant')
  // Denied without a thing: all of them, when what is denied is an allergy to anything.
  const ofAny = substance.name === undefined ? words === undefined && codesOf(value).every((one) => anySubstance.has(one.code)) : codesOf(substance.element).some((one) => anySubstance.has(one.code))
  const none = denials.includes('none') || (denied && ofAny) || codes.includes('160244002')
  if (denied && !none) return leave(within, 'negated', 'observation')
  const name: Coded | undefined = none ? { text: denied || says === undefined ? 'No known allergies' : says.text } : (substance.name ?? (type !== undefined && !anySubstance.has(type.code ?? '') ? type : words))
  if (name === undefined) return leave(within, nullFlavor(substance.element) === undefined ? 'no-name' : 'said-unknown', 'participant')
  const [around, own] = [concern === null ? undefined : statusOf(concern), statusOf(observation)]
  if (around === 'aborted' || own === 'aborted' || own === 'cancelled') return leave(within, 'taken-back', 'act')
  const period = sentPeriod(childOf(observation, 'effectiveTime'), damage)
  // A concern that is no longer followed does not say that the allergy has gone.
  const clinical = none ? 'unknown' : (clinicalOf(observation) ?? (period.end !== undefined ? 'resolved' : around === 'active' ? 'active' : around === 'suspended' ? 'inactive' : 'unknown'))
  const recorded = authoredAt(observation, damage) ?? (concern === null ? undefined : (authoredAt(concern, damage) ?? sentTime(at(concern, 'effectiveTime', 'low'), damage))) ?? (none ? effective : undefined)
  const reactions = none ? [] : reactionsOf(observation, pointed)
  const authors = [...authorsOf(observation, 'author'), ...(concern === null ? [] : authorsOf(concern, 'author', 'performer'))].filter((one, index, all) => all.findIndex((other) => other.name === one.name) === index)
  const body = present<Allergy>({ kind: 'allergy', name, clinical, certainty: 'unknown', severe: severeOf(observation), reactions, onset: none ? undefined : period.start, recorded, saidNone: none, authors })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, code: name.code, system: name.system, date: recorded ?? body.onset, status: clinical, active: clinical === 'active', saidNone: none, line: reactions.join(', ') || undefined, ...cardAuthor(authors) })
  add(within, observation, { kind: 'allergy', key: keyOf(within, none ? 'no-allergy' : 'allergy', { entry: observation, about: [name.code ?? name.text] }), filed: recorded ?? body.onset, labels: labelsOf(substance.element), card, search: [name.text, ...reactions], body })
}

const allergyTemplates = ['2.16.840.1.113883.10.20.22.4.7', '2.16.840.1.113883.10.20.1.18']

/** A concern with its observations, or an observation that stands alone. */
export function allergy(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  if (entry.name === 'observation') return allergyOf(entry, null, within)
  const inside = observationsOf(entry, allergyTemplates)
  if (inside.length === 0) return leave(within, isNegated(entry) ? 'negated' : 'no-name', entry.name)
  for (const observation of inside) allergyOf(observation, entry, within)
}
