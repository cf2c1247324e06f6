// How does it come in what somebody told of themselves or was asked: smoking, how they live, what they can do, scores? As answers, like FHIR's
// social history and assessments; what is denied or nobody knows is no answer.
import type { LabValue, Questionnaire } from '../../../../../contract/clinical.ts'
import { table } from '../../fhir/element.ts'
import { cardAuthor, valueWords } from '../../fhir/record.ts'
import { attribute, childOf, present } from '../element.ts'
import { type Within, add, follows, isNegated, isVoid, keyOf, labelsOf, leave, moodOf } from '../reading.ts'
import { coded, sentPeriod, spanText } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { groupOf, observationsOf } from './observed.ts'

/** What an observation is about, by its template, where its code says only that something is so. */
const about: readonly (readonly [template: string, name: string])[] = [['2.16.840.1.113883.10.20.22.4.78', 'Smoking status'], ['2.16.840.1.113883.10.20.15.3.8', 'Pregnancy']]
/** The same by codes that some sources send without their names. */
const questions: Readonly<Record<string, string>> = table({ '72166-2': 'Smoking status', '11367-0': 'History of tobacco use', '76689-9': 'Sex assigned at birth', '54522-8': 'Functional status', '373930000': 'Cognitive function' })
/** Codes that say only that something is so, or is a finding: of what, its section says. */
const sayNothing = new Set(['ASSERTION', '404684003', '409586006', '282291009', '64572001', '248536006', '55607006', '418799008', '29308-4'])
/** SNOMED CT: the answers of the smoking status (C-CDA value set 2.16.840.1.113883.11.20.9.38), and HL7's of the sex at birth. */
const choices: Readonly<Record<string, string>> = table({
  '449868002': 'Current every day smoker', '428041000124106': 'Current some day smoker', '8517006': 'Former smoker', '266919005': 'Never smoker', '77176002': 'Smoker, current status unknown', '266927001': 'Unknown if ever smoked', '428071000124103': 'Heavy tobacco smoker', '428061000124105': 'Light tobacco smoker', F: 'Female', M: 'Male',
})

const isBare = ({ text, code }: LabValue['name']): boolean => text === code

function named(value: LabValue, observation: Element, within: Within): LabValue {
  const code = attribute(childOf(observation, 'code'), 'code') ?? ''
  const generic = sayNothing.has(code) || isBare(value.name)
  const name = !generic ? undefined : (about.find(([template]) => follows(observation, template))?.[1] ?? questions[code] ?? within.section)
  const sent = childOf(observation, 'value')
  const choice = value.unread === true || value.text === attribute(sent, 'code') ? choices[attribute(sent, 'code') ?? ''] : undefined
  const { unread: _unread, ...read } = value
  const time = childOf(observation, 'effectiveTime')
  const span = time === undefined || sentPeriod(time, () => undefined).end === undefined ? undefined : spanText(time, () => undefined)
  // What was so until a day is not so today.
  const notes = span === undefined ? value.notes : [span, ...value.notes]
  return { ...(choice === undefined ? value : { ...read, text: choice }), notes, ...(name === undefined || name === '' ? {} : { name: { text: name } }) }
}

const isAnswer = (value: LabValue): boolean => (value.quantity !== undefined || value.text !== undefined) && value.status !== 'cancelled'

/** One observation with those it is made of, or an organizer of several. */
export function answers(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  if (moodOf(entry) !== 'EVN') return leave(within, 'planned', entry.name)
  if (isNegated(entry)) return leave(within, 'negated', entry.name)
  const observations = observationsOf(entry, within)
  const group = groupOf(entry, observations, within)
  const all = group.values.length === observations.length ? group.values.map((value, at) => named(value, observations[at] ?? entry, within)) : group.values
  const values = all.filter(isAnswer)
  if (values.length === 0) return group.values.length === 0 && observations.length > 0 ? undefined : leave(within, all.some((one) => one.unread === true) ? 'value-unread' : all.some((one) => one.absent !== undefined) ? 'said-unknown' : 'no-value', entry.name)
  const name = (entry.name === 'observation' ? values[0]?.name : coded(childOf(entry, 'code'), within.reading.pointed)) ?? values[0]?.name
  if (name === undefined) return leave(within, 'no-name', 'code')
  const { taken, issued, authors } = group
  const body = present<Questionnaire>({ kind: 'questionnaire', name, taken, issued, authors, values })
  const card = present<Parameters<typeof add>[2]['card']>({ name: name.text, code: name.code, system: name.system, date: taken ?? issued, taken, values: values.length, ...cardAuthor(authors) })
  add(within, entry, { kind: 'questionnaire', key: keyOf(within, 'questionnaire', { entry, about: [name.code ?? name.text, taken] }), filed: taken ?? issued, labels: [...group.labels, ...labelsOf(...observations.map((one) => childOf(one, 'value')))], card, search: [name.text, ...valueWords(values)], body })
}
