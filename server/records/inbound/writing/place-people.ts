// Whose charts does a file name? Each of its people is opened, found, or left waiting with its reasons; nothing is guessed.
import type { Id, Tx } from '#kernel'
import type { Numbered, Patients } from '#patients'
import type { StoreIn } from '#store/in'
import type { UnplacedReason } from '../../../../contract/message-states.ts'
import type { Named, Work } from '../work.ts'
import { type Whose, numberKey, ourNumbers, whose } from './whose.ts'

/** Who a message says somebody is: for whoever lays it beside a chart. */
export type Says = { readonly numbers: readonly string[]; readonly names: readonly string[]; readonly birthDate: string | null; /** Of two charts that are to become one: the numbers of the one that goes on. */ readonly joins?: readonly string[] }
/** Somebody whose chart is not known. `awaits`: what would have to be registered for this to be decided anew. */
export type Unplaced = { readonly sourceId: string; readonly reasons: readonly UnplacedReason[]; readonly awaits: readonly string[]; readonly says: Says; /** As the source names them: what a link would be made for. */ readonly whom: string }

/** Links that staff made, by whom they are for. */
export type Links = ReadonlyMap<string, { readonly id: Id; readonly patient: Id }>

export type Placing = {
  /** Patients by the source's id. */
  readonly ids: Map<string, Id>
  /** Of those that staff placed: the link, by the source's id. */
  readonly links: Map<string, Id>
  created: number
  readonly unplaced: Unplaced[]
  /** Keys (`awaits`) of which something is known now that was not, or was otherwise. */
  readonly heard: string[]
  /** Those who are here with another name or birth date. */
  readonly differing: string[]
}

export type PlacingUses = { readonly patients: Patients; readonly store: StoreIn; /** The links in force for these names in a space. */ readonly linksFor: (tx: Tx, where: { readonly organization: string; readonly space: string }, whom: readonly string[]) => Promise<Links> }

export const awaitedNumber = (mrn: string): string => `number ${mrn}`
export const awaitedId = (space: string, sourceId: string): string => `id ${space} ${sourceId}`
/** As the source names somebody, best name first: the number with who gave it, else its own id. */
export const namesOf = (sourceId: string, { numbers }: Pick<Named, 'numbers'>): readonly string[] => [...numbers.slice(0, 30).map(numberKey), `id ${sourceId}`]

export function saysOf({ numbers, person }: Named): Says {
  return { numbers: numbers.map(({ value, authority }) => (authority[0] === undefined ? value : `${value} (${authority[0]})`)).slice(0, 8), names: person.names.map(({ given, family }) => `${given} ${family}`.trim()).slice(0, 8), birthDate: person.birthDate }
}

/** What somebody looked at and said to be no contradiction, of what may speak against a number that is known here. */
export type Overlook = readonly ('birth-date-differs' | 'name-differs')[]

const overlooked = (decided: Whose, { named, found, overlook }: { readonly named: Named; readonly found: readonly Numbered[]; readonly overlook: Overlook }): Whose =>
  decided.outcome === 'wait' && new Set(found.map((one) => one.human)).size === 1 && decided.reasons.every((one) => (overlook as readonly string[]).includes(one))
    ? { ...decided, outcome: named.registers ? 'change' : 'file', reasons: [], chart: found[0] ?? null }
    : decided

type One = { readonly sourceId: string; readonly named: Named; readonly decided: Whose; readonly ours: readonly string[]; readonly link: { readonly id: Id; readonly patient: Id } | undefined }

async function settle(tx: Tx, { patients }: PlacingUses, { work, one, placing }: { readonly work: Work; readonly one: One; readonly placing: Placing }): Promise<void> {
  const { sourceId, named, decided, ours, link } = one
  const { organization, space } = work.origin
  if (link !== undefined) {
    placing.ids.set(sourceId, link.patient)
    placing.links.set(sourceId, link.id)
    return
  }
  if (decided.outcome === 'wait') {
    if (decided.reasons.some((reason) => reason === 'birth-date-differs' || reason === 'name-differs')) placing.differing.push(sourceId)
    placing.unplaced.push({ sourceId, reasons: decided.reasons, awaits: [...ours.map(awaitedNumber), awaitedId(space, sourceId)], says: saysOf(named), whom: namesOf(sourceId, named)[0] ?? '' })
    return
  }
  const how = { ...(named.said === undefined ? {} : { said: named.said }), asOf: named.asOf }
  if (decided.outcome === 'open' && named.chart !== null) {
    const registered = await patients.register(tx, { organization, ...named.chart, mrn: ours[0] ?? named.chart.mrn }, how)
    placing.ids.set(sourceId, registered.id)
    if (registered.created) placing.created += 1
    if (registered.changed) placing.heard.push(...ours.map(awaitedNumber))
    return
  }
  const { chart } = decided
  if (chart === null) return
  placing.ids.set(sourceId, chart.patient)
  if (decided.outcome !== 'change') return
  const { mrn: _mrn, facts, ...rest } = named.chart ?? { mrn: null, facts: undefined }
  const said = named.said ?? { ...rest, ...(facts === undefined ? {} : { facts }) }
  const amended = await patients.amend(tx, { id: chart.patient, organization, mrn: chart.mrn }, { said, asOf: named.asOf })
  if (amended.changed) placing.heard.push(awaitedNumber(chart.mrn), ...ours.map(awaitedNumber))
}

/** Those whom only references name: a Patient of an earlier delivery in the same space, or one that staff linked. */
async function findReferenced(tx: Tx, uses: PlacingUses, { work, placing, links }: { readonly work: Work; readonly placing: Placing; readonly links: Links }): Promise<void> {
  const { origin, read, bundle } = work
  const subjects = bundle.entries.filter((entry) => !entry.unkeepable).flatMap((entry) => {
    const subject = read.subject(entry)
    return subject === null || subject.entry !== null ? [] : [subject.id]
  })
  const changing = (work.chartChanges ?? []).flatMap(({ survivor, retired }) => [survivor, retired])
  const missing = [...new Set([...subjects, ...changing])].filter((id) => !read.charts.has(id))
  const found = await uses.store.patientsNamed(tx, origin, missing)
  for (const sourceId of missing) {
    const known = found.get(sourceId)
    const link = links.get(`id ${sourceId}`)
    if (known !== undefined) placing.ids.set(sourceId, known.patient)
    else if (link !== undefined) placing.ids.set(sourceId, link.patient)
    else placing.unplaced.push({ sourceId, reasons: ['not-known-here'], awaits: [awaitedId(origin.space, sourceId)], says: { numbers: [], names: [], birthDate: null }, whom: `id ${sourceId}` })
    const by = known === undefined ? link?.id : known.link
    if (by !== undefined && by !== null) placing.links.set(sourceId, by)
  }
}

/** People of whom a message says only that their number ended: they may never have been registered here. */
const onlyEnding = ({ chartChanges, read }: Work): ReadonlySet<string> => new Set((chartChanges ?? []).map((one) => one.retired).filter((one) => read.charts.get(one)?.registers === false))

/** Opens, finds or leaves waiting everybody a file names. */
export async function placePeople(tx: Tx, uses: PlacingUses, { work, overlook }: { readonly work: Work; readonly overlook: Overlook }): Promise<Placing> {
  const { origin, read } = work
  const { organization, terms } = origin
  const placing: Placing = { ids: new Map(), links: new Map(), created: 0, unplaced: [], heard: [], differing: [] }
  const ending = onlyEnding(work)
  const people = [...read.charts].filter(([sourceId]) => !ending.has(sourceId))
  const referenced = new Set(work.bundle.entries.flatMap((entry) => (entry.unkeepable ? [] : (read.subject(entry)?.id ?? []))))
  const changing = (work.chartChanges ?? []).flatMap(({ survivor, retired }) => [survivor, retired])
  const whom = [...people.flatMap(([sourceId, named]) => namesOf(sourceId, named)), ...[...referenced, ...changing].filter((id) => !read.charts.has(id)).map((id) => `id ${id}`)]
  const [numbered, links] = await Promise.all([uses.patients.numbered(tx, organization, people.flatMap(([, named]) => ourNumbers(named.numbers, terms))), uses.linksFor(tx, origin, whom)])
  const settling = people.map(([sourceId, named]) => {
    const ours = ourNumbers(named.numbers, terms)
    const found = ours.flatMap((number) => numbered.filter((one) => one.number === number))
    const link = namesOf(sourceId, named).flatMap((name) => links.get(name) ?? [])[0]
    const decided = whose({ named, terms, found, linked: link !== undefined })
    return settle(tx, uses, { work, placing, one: { sourceId, named, ours, link, decided: overlooked(decided, { named, found, overlook }) } })
  })
  await Promise.all([...settling, findReferenced(tx, uses, { work, placing, links })])
  return placing
}
