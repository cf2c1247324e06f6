// How do problems, diagnoses and "no known problems" come in? A negated problem is never read as one.
import type { Condition } from '../../../../../contract/clinical.ts'
import { deniesItself, namesNothing } from '../../fhir/denials.ts'
import type { LeftOutReason } from '../../fhir/left-out.ts'
import { socialFindings } from '../../fhir/kinds/lists.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { attribute, childOf, childrenOf, nullFlavor, present, templatesOf } from '../element.ts'
import { type Within, authorsOf, authoredAt, damageIn, add, follows, innerOf, isNegated, isVoid, keyOf, labelsOf, leave, moodOf, shortText, statusOf } from '../reading.ts'
import { isOtherTemplate } from '../templates.ts'
import { coded, codesOf, sentPeriod, sentTime, textOf } from '../types/values.ts'
import type { Element } from '../xml.ts'
import { table } from '../../fhir/element.ts'

/** Problem status observations of R1.1 and CCD, and SNOMED CT values of "status". */
const statusTemplates = ['2.16.840.1.113883.10.20.22.4.6', '2.16.840.1.113883.10.20.1.50', '2.16.840.1.113883.10.20.22.4.28', '2.16.840.1.113883.10.20.1.39']
const statusCodes: Readonly<Record<string, Condition['clinical']>> = table({ '55561003': 'active', '73425007': 'inactive', '90734009': 'active', '7087005': 'active', '255227004': 'active', '415684004': 'unknown', '410516002': 'unknown', '413322009': 'resolved', '277022003': 'inactive' })

/** What a status observation inside says, for problems and allergies. */
export function clinicalOf(observation: Element): Condition['clinical'] | undefined {
  const status = innerOf(observation, 'observation').find((one) => statusTemplates.some((template) => follows(one, template)) || attribute(childOf(one, 'code'), 'code') === '33999-4')
  const value = childOf(status, 'value')
  return status === undefined ? undefined : (statusCodes[attribute(value, 'code') ?? ''] ?? (/^(active|inactive|resolved)$/i.test(attribute(value, 'displayName') ?? '') ? (attribute(value, 'displayName')?.toLowerCase() as Condition['clinical']) : undefined))
}

/** Status of the concern around: "completed" says it is no longer followed, not that it never was. */
const ofConcern: Readonly<Record<string, Condition['clinical']>> = table({ active: 'active', suspended: 'inactive', completed: 'inactive' })

/** SNOMED CT: problem, disease, clinical finding: what "no known problems" negates; and codes that say it themselves. */
const anyProblem = new Set(['55607006', '64572001', '404684003', '282291009', '418799008'])
const noneCodes = new Set(['160245001', '428873003', '160243008', '373572006'])
const noneWords = /^no (known |current |active |significant )*(problems?|conditions?|diagnos[ei]s|medical (problems?|history))( (or (disability|disabilities)|known|noted|reported|on file|recorded|at this time))?( \((situation|finding)\))?[.;]?$/i

/** SNOMED CT: known absent, definitely not present, probably not present; the person themselves. */
const absent = new Set(['410516002', '410594000', '410593006'])
const self = '410604004'
/** What qualifies a code may turn it round (finding context) or give it to somebody else (subject relationship context). */
function changedBy(value: Element | undefined): LeftOutReason | undefined {
  const told = childrenOf(value, 'qualifier').map((one) => [attribute(childOf(one, 'name'), 'code'), attribute(childOf(one, 'value'), 'code') ?? ''] as const)
  if (told.some(([name, code]) => name === '408729009' && absent.has(code))) return 'negated'
  return told.some(([name, code]) => name === '408732007' && code !== self) ? 'of-another' : undefined
}

function noProblems(observation: Element, value: Element | undefined, name: string | undefined): boolean {
  const codes = codesOf(value).map((one) => one.code)
  if (codes.some((code) => noneCodes.has(code)) || (name !== undefined && noneWords.test(name))) return true
  // Words without a code deny what they name, and nothing else.
  return isNegated(observation) && ((codes.length === 0 && name === undefined) || codes.some((code) => anyProblem.has(code)))
}

function problemOf(observation: Element, concern: Element | null, within: Within): void {
  if (isVoid(observation, within)) return
  if (moodOf(observation) !== 'EVN') return leave(within, 'planned', 'observation')
  const damage = damageIn(within)
  const values = childrenOf(observation, 'value')
  const value = values.find((one) => coded(one, within.reading.pointed) !== undefined) ?? values[0]
  const changed = changedBy(value)
  if (changed !== undefined) return leave(within, changed, 'qualifier')
  const name = coded(value, within.reading.pointed) ?? (textOf(value, within.reading.pointed) === undefined ? undefined : { text: textOf(value, within.reading.pointed) ?? '' })
  const words = shortText(observation, within)
  // A bare number is no name to read when the entry points at words.
  const said = name !== undefined && name.text === name.code && words !== undefined ? { ...name, ...words } : (name ?? words)
  const none = noProblems(observation, value, said?.text)
  if (none) return none_(observation, within)
  if (isNegated(observation) || (concern !== null && isNegated(concern))) return leave(within, 'negated', 'observation')
  if (said === undefined) return leave(within, nullFlavor(value) === undefined ? 'no-name' : 'said-unknown', 'value')
  const nothing = deniesItself(said.text) ? undefined : namesNothing(said)
  if (nothing !== undefined && nothing !== 'none-of-one-sort') return leave(within, nothing, 'value')
  const concernStatus = concern === null ? undefined : statusOf(concern)
  if (concernStatus === 'aborted' || statusOf(observation) === 'aborted' || statusOf(observation) === 'cancelled') return leave(within, 'taken-back', 'act')
  const period = sentPeriod(childOf(observation, 'effectiveTime'), damage)
  // R2.1: an end that is unknown ("high nullFlavor=UNK") says that it ended. Many systems write it into whatever has no end yet: where the
  // concern is still active it says nothing.
  const ended = period.end !== undefined || (concernStatus !== 'active' && nullFlavor(childOf(childOf(observation, 'effectiveTime'), 'high')) === 'UNK')
  const clinical = deniesItself(said.text) ? 'unknown' : clinicalOf(observation) ?? (ended ? 'resolved' : concernStatus === undefined ? 'unknown' : (ofConcern[concernStatus] ?? 'unknown'))
  const recorded = authoredAt(observation, damage) ?? (concern === null ? undefined : (authoredAt(concern, damage) ?? sentTime(childOf(childOf(concern, 'effectiveTime'), 'low'), damage)))
  const authors = [...authorsOf(observation, 'author', 'performer'), ...(concern === null ? [] : authorsOf(concern, 'author', 'performer'))].filter((one, at, all) => all.findIndex((other) => other.name === one.name) === at)
  const social = codesOf(value).some((one) => socialFindings.has(one.code) || (one.system === 'icd10' && /^Z(5[5-9]|6[0-5])/.test(one.code)))
  const body = present<Condition>({ kind: 'condition', name: said, clinical, certainty: 'unknown', onset: period.start, ended: period.end, recorded, social, notes: [], authors })
  const card = present<Parameters<typeof add>[2]['card']>({ name: said.text, code: said.code, system: said.system, date: period.start ?? recorded, endDate: period.end, status: clinical, active: clinical === 'active', of: social ? 'social' : 'health', ...cardAuthor(authors) })
  add(within, observation, { kind: 'condition', key: keyOf(within, 'condition', { entry: observation, about: [said.code ?? said.text] }), filed: period.start ?? recorded, labels: labelsOf(value), card, search: [said.text], body })
}

function none_(observation: Element, within: Within): void {
  const recorded = authoredAt(observation, damageIn(within)) ?? within.reading.effective
  const authors = authorsOf(observation, 'author')
  const body = present<Condition>({ kind: 'condition', name: { text: 'No known problems' }, clinical: 'unknown', certainty: 'unknown', recorded, social: false, notes: [], authors, saidNone: true })
  const card = present<Parameters<typeof add>[2]['card']>({ name: 'No known problems', date: recorded, status: 'unknown', active: false, saidNone: true, of: 'health', ...cardAuthor(authors) })
  add(within, observation, { kind: 'condition', key: keyOf(within, 'no-condition', { entry: observation, about: [] }), filed: recorded, card, search: [body.name.text], body })
}

const problemTemplates = ['2.16.840.1.113883.10.20.22.4.4', '2.16.840.1.113883.10.20.1.28']
/** Codes of what stands beside a problem: its status, how severe it is, how somebody feels, how much it matters, since which age, how it will go. */
const beside = new Set(['33999-4', 'SEV', '11323-3', '225773000', '445518008', '75328-5'])
/** What a concern is about; how much it matters and how often it came stand beside it. */
export function observationsOf(concern: Element, templates: readonly string[]): readonly Element[] {
  const inside = innerOf(concern, 'observation')
  const told = inside.filter((one) => templates.some((template) => follows(one, template)))
  return told.length > 0 ? told : inside.filter((one) => templatesOf(one).every((template) => !isOtherTemplate(template)) && !beside.has(attribute(childOf(one, 'code'), 'code') ?? ''))
}

/** A concern with its observations, or an observation that stands alone (past history, diagnoses of a stay). */
export function problem(entry: Element, within: Within): void {
  if (isVoid(entry, within)) return
  if (entry.name === 'observation') return problemOf(entry, null, within)
  const inside = observationsOf(entry, problemTemplates)
  if (inside.length === 0) return leave(within, isNegated(entry) ? 'negated' : 'no-name', entry.name)
  for (const observation of inside) if (childOf(observation, 'value') !== undefined || isNegated(observation)) problemOf(observation, entry, within)
}
