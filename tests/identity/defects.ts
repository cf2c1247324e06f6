// Would the pairs find a mistake in the matcher? Planted ones: each is what somebody could write by mistake. They exist only here.
import type { GivenLevel, Levels, OnFile } from '../../contract/identity.ts'
import { type MatcherParts, matcherParts } from '../../server/people/identity/matching/match.ts'
import { partsOf } from '../../server/people/identity/matching/names.ts'

export type Defect = { readonly name: string; readonly damage: Partial<MatcherParts> }

type Names = MatcherParts['compareNames']
type Proofs = MatcherParts['compareProofs']
const { compareNames, compareDates, compareProofs, weigh, table } = matcherParts

const names = (change: (levels: ReturnType<Names>) => Partial<Pick<Levels, 'given' | 'family' | 'suffix'>>): Partial<MatcherParts> => ({ compareNames: (typed, all) => { const levels = compareNames(typed, all); return { ...levels, ...change(levels) } } })
const given = (from: GivenLevel, to: GivenLevel): Partial<MatcherParts> => names((levels) => (levels.given === from ? { given: to } : {}))
const proof = (change: (level: ReturnType<Proofs>) => Partial<ReturnType<Proofs>>): Partial<MatcherParts> => ({ compareProofs: (...all) => { const level = compareProofs(...all); return { ...level, ...change(level) } } })
const chartAs = (change: (chart: OnFile) => OnFile): Partial<MatcherParts> => ({ compareProofs: (proofs, chart, rule) => compareProofs(proofs, change(chart), rule) })
const row = (name: string, change: Partial<MatcherParts['table'][number]>): Partial<MatcherParts> => ({ table: table.map((one) => (one.row === name ? { ...one, ...change } : one)) })
const without = (...dropped: readonly string[]): Partial<MatcherParts> => ({ table: table.filter((one) => !dropped.includes(one.row)) })
const words = (parts: ReturnType<typeof partsOf>, count: number): ReturnType<typeof partsOf> => ({ ...parts, given: parts.given.slice(0, count) })

export const defects: readonly Defect[] = [
  { name: 'the suffix is ignored', damage: names(() => ({ suffix: 'agrees' })) },
  { name: 'an old phone counts as one of today', damage: chartAs((chart) => ({ ...chart, phones: chart.phones.map((one) => ({ ...one, old: false })) })) },
  { name: 'old contacts are forgotten', damage: chartAs((chart) => ({ ...chart, phones: chart.phones.filter((one) => !one.old), addresses: chart.addresses.filter((one) => !one.old) })) },
  { name: 'the mark of a twin is skipped', damage: without('twin-on-file', 'twin-date') },
  { name: 'two digits off in the date are forgiven', damage: { compareDates: (a, b) => (a.slice(0, 4) === b.slice(0, 4) && a !== b ? 'day-typo' : compareDates(a, b)) } },
  { name: 'a digit off in the year is forgiven like one in the day', damage: { compareDates: (a, b) => { const level = compareDates(a, b); return level === 'year-typo' ? 'day-typo' : level } } },
  { name: 'the first chart that matches wins', damage: { weigh: (people) => { const first = people.find((one) => one.row.outcome === 'match'); return first === undefined ? weigh(people) : { outcome: 'matched', patient: first.chart.patient, evidence: [] } } } },
  { name: 'who has died is matched', damage: without('died', 'died-other') },
  { name: 'a nickname of several names counts as one of its own', damage: given('weak', 'nickname') },
  { name: 'another name one letter away counts as a slip', damage: given('close', 'typo') },
  { name: 'another middle name is overlooked', damage: { compareNames: (typed, all) => compareNames(words(typed, 1), all.map((name) => ({ ...name, given: name.given.slice(0, 1) }))) } },
  { name: 'an initial counts as the name', damage: { compareNames: (typed, all) => { const levels = compareNames(typed, all); return typed.given[0]?.plain.length === 1 && levels.given === 'weak' ? { ...levels, given: 'same' } : levels } } },
  { name: 'a phone one digit away counts', damage: proof((level) => (level.proof === 'near' ? { proof: 'contact' } : {})) },
  { name: 'a number one digit away counts', damage: proof((level) => (level.proof === 'near' ? { proof: 'number' } : {})) },
  { name: 'zeros in front never count', damage: { compareProofs: (proofs, chart) => compareProofs(proofs, chart, { leadingZeros: 'ignored' }) } },
  { name: 'zeros in front always count', damage: { compareProofs: (proofs, chart) => compareProofs(proofs, chart, { leadingZeros: 'significant' }) } },
  { name: 'the family name does not matter', damage: names((levels) => (levels.family === 'different' ? { family: 'part' } : {})) },
  { name: 'the first name does not matter', damage: names((levels) => (levels.given === 'different' ? { given: 'nickname' } : {})) },
  { name: 'name and date are enough when nothing is on file', damage: proof((level) => (level.proof === 'not-on-file' ? { proof: 'contact' } : {})) },
  { name: 'name and date are enough', damage: row('nothing-proves', { outcome: 'match' }) },
  { name: 'one thing that agrees outweighs another that does not', damage: proof(() => ({ mixed: false })) },
  { name: 'the apartment does not matter', damage: { compareProofs: (proofs, chart, rule) => compareProofs(proofs.map((one) => (one.kind === 'address' ? { ...one, line: one.line.replace(/ (Apt|#).*$/, '') } : one)), chart, rule) } },
  { name: 'the wrong year goes on as a match', damage: row('wrong-year', { outcome: 'match' }) },
  { name: 'a household’s phone forgives a date', damage: row('date-and-more', { outcome: 'match' }) },
  { name: 'former names are not looked at', damage: { compareNames: (typed, all) => compareNames(typed, all.slice(0, 1)) } },
  { name: 'names are compared in the order typed only', damage: { compareNames: (typed, all) => { const levels = compareNames(typed, all); const crossed = all.some((name) => partsOf(name).given[0]?.plain === typed.family[0]?.plain); return crossed ? { ...levels, given: 'different' } : levels } } },
  { name: 'nicknames are not known', damage: given('nickname', 'different') },
  { name: 'one slip in the family name is too much', damage: row('slip-in-family', { outcome: 'close' }) },
]
