// What did a record say before? Each version as its presenter tells it, oldest to newest, and what differs from the one before.
import { narrativeWords } from '../../../../contract/narrative.ts'
import type { EarlierValue, Fact, HistoryChange, HistoryStep, PresentedValue, Section } from '../../../../contract/presented-record.ts'
import { nearDate, shortDateAndTime } from '../../../../words/en/dates.ts'
import { historyWords as words } from '../../../../words/en/provenance.ts'
import { factLabels, statusWords } from '../../../../words/en/record.ts'
import type { Presented } from '../presenting.ts'

/** One version; `at`: when its source wrote it, or it came (ISO instant). */
export type Version = { readonly presented: Presented; readonly at: string; readonly removed: boolean }
type About = { readonly now: Date; readonly zone: string }

/** A thing that a version says: its name and its parts in words; a paragraph is a part. */
type Facet = { readonly what: string; readonly parts: readonly string[] }
type Facets = ReadonlyMap<string, Facet>

/** More changes than these are counted, not listed; longer words are cut. */
const mostChanges = 40
const mostLetters = 400

/** Of these the step itself speaks, or they say when we had it, not what it says. */
const quiet: ReadonlySet<string> = new Set([factLabels.status, factLabels.seen, factLabels.done])

const textOf = (value: PresentedValue): string => (value.value === '' ? '' : words.value(value.value, value.unit))

/** The values with what names each of them: the code, else the name, and how many of that name came before it. */
function keyed(values: readonly PresentedValue[], within = ''): readonly (readonly [string, PresentedValue])[] {
  const seen = new Map<string, number>()
  return values.flatMap((value) => {
    const name = `${within}/${value.code ?? value.name}`
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    const key = count === 0 ? name : `${name} ${count}`
    return [[key, value] as const, ...keyed(value.parts, key)]
  })
}

const valuesIn = (sections: readonly Section[]) => keyed(sections.flatMap((section) => (section.type === 'values' ? section.values : [])))

function facetsOfValues(sections: readonly Section[]): readonly (readonly [string, Facet])[] {
  return valuesIn(sections).flatMap(([key, value]) => [
    ...(textOf(value) === '' ? [] : [[`value ${key}`, { what: value.name, parts: [textOf(value)] }] as const]),
    ...(value.rangeText === undefined ? [] : [[`range ${key}`, { what: words.range(value.name), parts: [value.rangeText] }] as const]),
    ...(value.notes.length === 0 ? [] : [[`notes ${key}`, { what: value.name, parts: value.notes }] as const]),
  ])
}

const facetsOfFacts = (facts: readonly Fact[]) => facts.filter((fact) => !quiet.has(fact.label)).map((fact) => [`fact ${fact.label}`, { what: fact.label, parts: [fact.value] }] as const)

function facetsOfSection(section: Section, at: number): readonly (readonly [string, Facet])[] {
  const facet = (parts: readonly string[]) => (parts.length === 0 ? [] : [[`part ${section.heading} ${section.type === 'quote' ? at : ''}`, { what: section.heading, parts }] as const])
  switch (section.type) {
    case 'values':
      return []
    case 'facts':
      return facetsOfFacts(section.facts)
    case 'text':
      return facet(section.blocks.map((block) => block.text))
    case 'quote':
      return facet([section.text])
    case 'table':
      return facet(section.rows.map((row) => row.join(', ')))
    case 'narrative':
      return facet(section.blocks.map((block) => narrativeWords([block])))
  }
}

/** Everything that a version says, by what names it in every version. */
function facetsOf({ title, subtitle, sections, about }: Presented): Facets {
  return new Map([
    // The source's own name: the everyday one is ours.
    ['title', { what: words.title, parts: [subtitle ?? title] }],
    ...facetsOfValues(sections),
    ...sections.flatMap(facetsOfSection),
    ...facetsOfFacts(about),
  ])
}

/** The line under the title: mostly told among the facts as well. */
const lineOf = ({ when, who }: Presented): Facets => new Map([['when', { what: words.date, parts: [when] }], ...(who === undefined ? [] : [['who', { what: words.who, parts: [who] }] as const])])

const brief = (parts: readonly string[]): string => {
  const text = parts.join(' ').replace(/\s+/g, ' ').trim()
  return text.length <= mostLetters ? text : `${text.slice(0, mostLetters - 1)}…`
}

/** What of the one is not in the other. */
const without = (facet: Facet | undefined, other: Facet | undefined): string => (facet === undefined ? '' : brief(facet.parts.filter((part) => other?.parts.includes(part) !== true)))

function differences(before: Facets, after: Facets): readonly HistoryChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key): readonly HistoryChange[] => {
    const [then, now] = [before.get(key), after.get(key)]
    const [gone, come] = [without(then, now), without(now, then)]
    const what = (now ?? then)?.what ?? ''
    return gone === '' && come === '' ? [] : [{ what, ...(gone === '' ? {} : { before: gone }), ...(come === '' ? {} : { after: come }) }]
  })
}

function changesBetween(before: Presented, after: Presented): readonly HistoryChange[] {
  const all = differences(facetsOf(before), facetsOf(after))
  const changes = all.length > 0 ? all : differences(lineOf(before), lineOf(after))
  return changes.length <= mostChanges ? changes : [...changes.slice(0, mostChanges), { what: words.more(changes.length - mostChanges) }]
}

const factsIn = ({ about, sections }: Presented): readonly Fact[] => [...about, ...sections.flatMap((section) => (section.type === 'facts' ? section.facts : []))]
const statusOf = ({ presented }: Version): string | undefined => factsIn(presented).find((fact) => fact.label === factLabels.status)?.value

function stepWords(version: Version, before: Version | undefined): string {
  if (version.removed) return words.takenBack
  const status = statusOf(version)
  if (before === undefined) return status === undefined ? words.first : `${words.first}. ${status}`
  return status !== undefined && status !== statusOf(before) ? status : words.changed
}

/** The versions as steps, newest first; empty when a person could see no difference between any of them. `versions`: oldest first. */
export function historyOf(versions: readonly Version[], { now, zone }: About): readonly HistoryStep[] {
  const steps = versions.flatMap((version, at): readonly HistoryStep[] => {
    const before = versions[at - 1]
    const changes = before === undefined ? [] : changesBetween(before.presented, version.presented)
    const what = stepWords(version, before)
    // Read anew by other rules of ours, and saying the same: nothing happened at the source.
    if (before !== undefined && changes.length === 0 && what === words.changed) return []
    return [{ when: shortDateAndTime(version.at, now, zone), what, changes }]
  })
  return steps.length < 2 ? [] : steps.reverse()
}

type Said = { readonly text: string; readonly at: string; readonly final: boolean }

const notFinal: ReadonlySet<string | undefined> = new Set([statusWords.preliminary, statusWords.registered, statusWords.ordered])

/** What one value said in each version, equal ones one after the other taken together; oldest first. */
function sayings(key: string, versions: readonly Version[]): readonly Said[] {
  const said: Said[] = []
  for (const version of versions) {
    const value = valuesIn(version.presented.sections).find(([name]) => name === key)?.[1]
    const text = value === undefined ? '' : textOf(value)
    if (text === '' || said.at(-1)?.text === text) continue
    said.push({ text, at: version.at, final: !notFinal.has(value?.status) && !notFinal.has(statusOf(version)) })
  }
  return said
}

function marked(values: readonly PresentedValue[], versions: readonly Version[], about: About & { readonly within: string }): readonly PresentedValue[] {
  const keys = new Map(keyed(values, about.within).map(([key, value]) => [value, key]))
  return values.map((value) => {
    const key = keys.get(value) ?? ''
    const parts = marked(value.parts, versions, { ...about, within: key })
    const said = sayings(key, versions)
    const [now, before] = [said.at(-1), said.at(-2)]
    const { status, ...rest } = value
    // The sentence about the change says it; a number that stayed as it was is not called corrected.
    const kept = status === undefined || status === statusWords.corrected ? {} : { status }
    if (now === undefined) return { ...value, parts }
    if (before === undefined) return { ...value, parts, ...(status === statusWords.corrected ? { status: words.same } : {}) }
    const day = (at: string) => nearDate(at, about.now, about.zone)
    const earlier = said.slice(0, -1).reverse().map((one): EarlierValue => ({ value: one.text, when: day(one.at) }))
    return { ...rest, ...kept, parts, earlier, changed: before.final ? words.corrected(day(now.at), before.text) : words.notFinal(day(before.at), before.text) }
  })
}

/** The newest version with, at each number, what it said before. `versions`: oldest first, this one last. */
export function withEarlierValues(sections: readonly Section[], versions: readonly Version[], about: About): readonly Section[] {
  if (versions.length < 2) return sections
  return sections.map((section) => (section.type === 'values' ? { ...section, values: marked(section.values, versions, { ...about, within: '' }) } : section))
}
