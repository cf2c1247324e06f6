// How often is the matcher right, and how many pairs of claim and chart does it compare in a second? Floor: plain equality of every
// field of the same pairs, with nothing folded and nothing forgiven, in the same run.
import { parseArgs } from 'node:util'
import type { OnFile } from '../contract/identity.ts'
import { matcherParts, openMatcher } from '../server/people/identity/matching/match.ts'
import { type Asked, type Rate, asked, matchedShare, runPairs, tableOf, truePairs, wrongPairs } from '../tests/identity/run-pairs.ts'
import { keepRow, median, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } } })
const seed = Number(options.seed)
const count = options.short ? 5_000 : 100_000
const matcher = openMatcher(matcherParts)

const figures = runPairs(matcher, { seed, wrong: count, right: count })
console.log(tableOf(figures))
const share = (rate: Rate): number => round((100 * rate.matched) / rate.asked, 1)
const opened = figures.wrong.concat(figures.byCount).reduce((sum, rate) => sum + rate.wrong, 0)
const few = 100 * matchedShare(figures)
keepRow(
  'matching',
  {
    what: 'matching, people and near misses of the generator',
    figures: {
      seed, nearMisses: count, truePairs: count, openedWrong: opened, matchedOfAtMostTwo: round(few, 2), ...Object.fromEntries(figures.byCount.map((rate) => [`matched, ${rate.name} discrepancies`, share(rate)])),
      ...Object.fromEntries(figures.byClass.map((rate) => [`matched, ${rate.name}`, share(rate)])),
    },
    floor: null,
    ratio: null,
    goal: '0 of 100,000 near misses matched; at least 90 % of those with at most two discrepancies matched',
    met: opened === 0 && few >= 90,
  },
  { postgres: null, keep: !options.short },
)

/** Does every field equal, as typed? */
function equalFields({ claim, charts }: Asked): number {
  const same = (chart: OnFile): boolean => chart.birthDate === claim.birthDate && chart.names.some((name) => name.family === claim.family && name.given.join(' ') === claim.given && name.suffix === claim.suffix)
    && claim.proofs.every((proof) => (proof.kind === 'mrn' ? chart.mrns.includes(proof.value) : proof.kind === 'phone' ? chart.phones.some((one) => one.value === proof.value) : proof.kind === 'email' ? chart.emails.some((one) => one.value === proof.value) : proof.kind === 'ssn4' ? chart.ssn4 === proof.hash : chart.addresses.some((one) => one.lines.join(' ') === proof.line)))
  return charts.filter(same).length
}

const some = Math.min(count, 20_000)
const pairs: readonly Asked[] = [...wrongPairs(seed, some), ...truePairs(seed, some)]
const compared = pairs.reduce((sum, pair) => sum + pair.charts.length, 0)
const perSecond = (work: (pair: Asked) => unknown): number => {
  const from = performance.now()
  for (const pair of pairs) work(pair)
  return (1000 * compared) / (performance.now() - from)
}
// Once to warm up; then by turns, so that a busy moment of the machine falls on both.
perSecond((pair) => asked(matcher, pair))
const [ours, floor]: [number[], number[]] = [[], []]
for (let turn = 0; turn < 5; turn += 1) {
  ours.push(perSecond((pair) => asked(matcher, pair)))
  floor.push(perSecond(equalFields))
}
keepRow(
  'matching',
  { what: 'pairs of claim and chart compared', figures: { perSecond: Math.round(median(ours)), charts: compared, claims: pairs.length, seed }, floor: { perSecond: Math.round(median(floor)) }, ratio: round(median(ours) / median(floor), 3), goal: 'at least 50,000 in a second', met: median(ours) >= 50_000 },
  { postgres: null, keep: !options.short },
)
