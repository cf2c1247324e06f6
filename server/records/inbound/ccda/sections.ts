// What does each section say, and what of it stands in the lists of the record? Its words always; its entries where a kind of
// record is for them; every other entry is noted with the reason.
import type { DocumentPart } from '../../../../contract/clinical.ts'
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import { attribute, childOf, childrenOf, isElement, nullFlavor, present, templatesOf, wordsIn } from './element.ts'
import { allergy } from './kinds/allergies.ts'
import { answers } from './kinds/answers.ts'
import { procedure, visit } from './kinds/happened.ts'
import { result, vitals } from './kinds/measured.ts'
import { medicine } from './kinds/medicines.ts'
import { problem } from './kinds/problems.ts'
import { vaccine } from './kinds/vaccines.ts'
import { narrativeOf } from './narrative.ts'
import { privacyOf } from './privacy.ts'
import { type Reading, type Within, isOfAnother, leave, moodOf } from './reading.ts'
import { pointedIn } from './types/pointed.ts'
import { familyHistory, isOtherTemplate, plans, sectionCode } from './templates.ts'
import type { Element } from './xml.ts'
import { table } from '../fhir/element.ts'

type Read = (entry: Element, within: Within) => void

/** Templates of C-CDA (R1.1 and R2.1 share their roots) and of CCD before it. */
const templates: Readonly<Record<string, Read>> = table({
  '2.16.840.1.113883.10.20.22.4.3': problem, '2.16.840.1.113883.10.20.22.4.4': problem, '2.16.840.1.113883.10.20.22.4.33': problem, '2.16.840.1.113883.10.20.22.4.34': problem, '2.16.840.1.113883.10.20.22.4.51': problem, '2.16.840.1.113883.10.20.22.4.65': problem,
  '2.16.840.1.113883.10.20.22.4.30': allergy, '2.16.840.1.113883.10.20.22.4.7': allergy,
  '2.16.840.1.113883.10.20.22.4.16': medicine, '2.16.840.1.113883.10.20.22.4.35': medicine, '2.16.840.1.113883.10.20.22.4.36': medicine, '2.16.840.1.113883.10.20.1.24': medicine,
  '2.16.840.1.113883.10.20.22.4.52': vaccine,
  '2.16.840.1.113883.10.20.22.4.1': result, '2.16.840.1.113883.10.20.22.4.2': result,
  '2.16.840.1.113883.10.20.22.4.26': vitals, '2.16.840.1.113883.10.20.22.4.27': vitals, '2.16.840.1.113883.10.20.1.35': vitals,
  '2.16.840.1.113883.10.20.22.4.14': procedure, '2.16.840.1.113883.10.20.22.4.12': procedure, '2.16.840.1.113883.10.20.22.4.13': procedure, '2.16.840.1.113883.10.20.1.29': procedure,
  '2.16.840.1.113883.10.20.22.4.49': visit, '2.16.840.1.113883.10.20.22.4.40': visit, '2.16.840.1.113883.10.20.1.21': visit,
})

/** Observations and organizers of C-CDA that are answers: smoking, social history, functional and mental status, scales, nutrition, health status, pregnancy, who somebody is. */
const answered = ['5', '38', '66', '67', '68', '69', '72', '73', '74', '75', '78', '85', '109', '111', '124', '127', '128', '138', '200', '501'].map((number) => `2.16.840.1.113883.10.20.22.4.${number}`)
const answerTemplates: Readonly<Record<string, Read>> = table(Object.fromEntries([...answered, '2.16.840.1.113883.10.20.15.3.8', '2.16.840.1.113883.10.20.34.3.45', '2.16.840.1.113883.10.20.1.33'].map((template) => [template, answers])))

/** What the entries of a section are, by its LOINC code and the name of their act: for sources without (known) templates. */
const bySection: Readonly<Record<string, Readonly<Record<string, Read>>>> = table({
  '11450-4': table<Read>({ act: problem, observation: problem }), '11348-0': table<Read>({ act: problem, observation: problem }), '46241-6': table<Read>({ act: problem, observation: problem }), '11535-2': table<Read>({ act: problem, observation: problem }), '10154-3': table<Read>({ act: problem, observation: problem }),
  '48765-2': table<Read>({ act: allergy, observation: allergy }),
  '10160-0': table<Read>({ substanceAdministration: medicine, act: medicine }), '10183-2': table<Read>({ substanceAdministration: medicine, act: medicine }), '42346-7': table<Read>({ substanceAdministration: medicine, act: medicine }), '29549-3': table<Read>({ substanceAdministration: medicine }),
  '11369-6': table<Read>({ substanceAdministration: vaccine }),
  '30954-2': table<Read>({ organizer: result, observation: result }), '26436-6': table<Read>({ organizer: result, observation: result }), '18725-2': table<Read>({ organizer: result, observation: result }),
  '8716-3': table<Read>({ organizer: vitals, observation: vitals }),
  '47519-4': table<Read>({ procedure, act: procedure, observation: procedure }), '46264-8': table<Read>({ procedure }), '29554-3': table<Read>({ procedure }),
  '29762-2': table<Read>({ observation: answers, organizer: answers }), '47420-5': table<Read>({ observation: answers, organizer: answers }), '10190-7': table<Read>({ observation: answers, organizer: answers }), '61144-2': table<Read>({ observation: answers, organizer: answers }),
  '46240-8': table<Read>({ encounter: visit }), '18776-5': table<Read>({ encounter: visit }),
})

/** Vaccines and medicines share a template in CCD; a section of vaccines decides. */
function readerOf(entry: Element, code: string | undefined): Read | undefined {
  const here = bySection[code ?? '']?.[entry.name]
  const named = templatesOf(entry)
  const told = named.map((one) => templates[one] ?? answerTemplates[one]).find((one) => one !== undefined)
  if (code === '11369-6' && here !== undefined) return here
  if (told === medicine && code === '11369-6') return vaccine
  // A note, a wish or an answer is that, wherever it stands.
  return told ?? (named.some(isOtherTemplate) ? undefined : here)
}

/** Names of what came beside the words, by the id that the words point at. */
function filesOf(section: Element): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const walk = (element: Element) => {
    const id = attribute(element, 'ID')
    if (element.name === 'observationMedia' && id !== undefined) files.set(id, attribute(childOf(element, 'value'), 'mediaType') ?? 'file')
    for (const child of element.children) if (typeof child !== 'string') walk(child)
  }
  walk(section)
  return files
}

/** Of plans only a booked appointment is more than a plan. */
const isBooked = (act: Element, read: Read): boolean => read === visit && moodOf(act) === 'APT'

function readEntries(section: Element, within: Within, another: boolean): void {
  for (const entry of childrenOf(section, 'entry')) {
    const acts = entry.children.filter(isElement).filter((one) => one.name !== 'templateId')
    for (const act of acts) {
      const read = readerOf(act, within.code)
      if (act.name === 'observationMedia' || act.name === 'regionOfInterest') leave(within, 'no-kind', act.name)
      else if (another) leave(within, 'of-another', act.name)
      else if (read === undefined) leave(within, moodOf(act) === 'EVN' ? 'no-kind' : 'planned', act.name)
      else if (plans.has(within.code ?? '') && !isBooked(act, read)) leave(within, 'planned', act.name)
      else read(act, within)
    }
  }
}

export type Part = DocumentPart & { readonly labels: readonly SensitivityLabel[] }

/** The parts of a document in their order, parts inside parts after them; their facts go into the reading. */
export function partsOf(body: Element | undefined, reading: Reading, header: { readonly title: string; readonly labels: readonly SensitivityLabel[] }): readonly Part[] {
  const parts: Part[] = []
  const walk = (holder: Element, depth: number, around: { readonly labels: readonly SensitivityLabel[]; readonly another: boolean }) => {
    for (const section of childrenOf(holder, 'component').flatMap((one) => childrenOf(one, 'section'))) {
      const code = childOf(section, 'code')
      const loinc = sectionCode(section)
      const title = wordsIn(childOf(section, 'title')) ?? attribute(code, 'displayName')
      const labels = [...new Set([...around.labels, ...privacyOf(section)])]
      const text = childOf(section, 'text')
      const words = narrativeOf(text, filesOf(section))
      const [facts, unread] = [reading.facts.length + reading.again.times, reading.unread.length]
      const another = around.another || isOfAnother(section)
      const within: Within = { reading: { ...reading, pointed: pointedIn(text, reading.pointed) }, section: title ?? loinc ?? '', code: loinc, labels: [...new Set([...labels, ...header.labels])], found: present<Within['found']>({ document: header.title, part: title, dated: reading.effective }) }
      readEntries(section, within, another || loinc === familyHistory)
      parts.push({ ...present<DocumentPart>({ title, code: loinc, depth, words, empty: words.length > 0 ? undefined : (nullFlavor(section) ?? nullFlavor(text) ?? 'NI'), listed: reading.facts.length + reading.again.times - facts, unlisted: reading.unread.length - unread }), labels })
      walk(section, depth + 1, { labels, another })
    }
  }
  if (body !== undefined) walk(body, 0, { labels: [], another: false })
  return parts
}
