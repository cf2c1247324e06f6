// Which chart is meant? Pure: no clock, no database, no keys. Each chart is compared field by field, the decision table says what
// that means for it alone, and several are weighed here: one match with nobody close beside it, or none.
import type { Claim, Evidence, IdentityMatch, Levels, MatchRule, OnFile } from '../../../../contract/identity.ts'
import { compareDates } from './dates.ts'
import { type Rival, type Row, type RowOutcome, decisionTable, hopelessDates, rowFor } from './decision-table.ts'
import { compareNames, partsOf } from './names.ts'
import { compareProofs } from './proofs.ts'

/** What the matcher is made of; tests put a damaged part in the place of one. */
export type MatcherParts = {
  readonly table: readonly Row[]
  readonly compareNames: typeof compareNames
  readonly compareDates: typeof compareDates
  readonly compareProofs: typeof compareProofs
  readonly weigh: (people: readonly Judged[]) => IdentityMatch
}

export type Judged = { readonly chart: OnFile; readonly levels: Levels; readonly row: Row }

const order: readonly RowOutcome[] = ['match', 'doubt', 'close', 'other']

/** One human once: of merged charts the one that agrees best speaks for all, unless one of them says that the person has died. */
function humans(judged: readonly Judged[]): Judged[] {
  const best = new Map<string, Judged>()
  for (const one of judged) {
    const before = best.get(one.chart.human)
    const died = one.chart.deceased
    const speaks = before === undefined || (died === before.chart.deceased ? order.indexOf(one.row.outcome) < order.indexOf(before.row.outcome) : died)
    if (speaks) best.set(one.chart.human, one)
  }
  return [...best.values()]
}

const isWhole = ({ given, family, suffix, date, proof, mixed }: Levels): boolean => given === 'same' && family === 'same' && suffix === 'agrees' && date === 'same' && !mixed && (proof === 'number' || proof === 'contact' || proof === 'ssn4' || proof === 'address')

/** What several people mean together: one match with nobody close beside it, or none. `people` are those who are not somebody else. */
export function weigh(people: readonly Judged[]): IdentityMatch {
  const evidence = people.map(({ chart, levels, row }): Evidence => ({ patient: chart.patient, row: row.row, levels }))
  const patients = people.map((one) => one.chart.patient)
  const rivals = people.filter((one) => one.row.rival !== 'no')
  const matched = people.find((one) => one.row.outcome === 'match')
  const bar: readonly Rival[] = matched !== undefined && isWhole(matched.levels) ? ['yes'] : ['yes', 'unless-whole']
  if (matched !== undefined) return people.every((one) => one === matched || !bar.includes(one.row.rival)) ? { outcome: 'matched', patient: matched.chart.patient, evidence } : { outcome: 'ambiguous', patients, evidence }
  const doubted = rivals.length > 1 || people.some((one) => one.row.outcome === 'doubt')
  return doubted ? { outcome: 'ambiguous', patients, evidence } : { outcome: 'unmatched', close: patients, evidence }
}

export type Matcher = {
  /** How each field of a claim compares with one chart. */
  compare(claim: Claim, chart: OnFile, rule: MatchRule): Levels
  /**
   * Takes what somebody says, the charts they could mean (`patients.candidates`) and the organization's rule about zeros. Says
   * which chart it is, that it is in doubt, or that none agrees; with the row of the table for each chart that is not somebody
   * else's. `matched` only selects a chart: what opens it is a code to a contact on file, a letter, or the desk (T7).
   */
  matchIdentity(claim: Claim, candidates: readonly OnFile[], rule: MatchRule): IdentityMatch
}

export const matcherParts: MatcherParts = { table: decisionTable, compareNames, compareDates, compareProofs, weigh }

export function openMatcher(parts: MatcherParts): Matcher {
  const fields = (claim: Claim, chart: OnFile, about: { readonly rule: MatchRule; readonly typed: ReturnType<typeof partsOf> }): Levels => ({
    ...parts.compareNames(about.typed, chart.names), date: parts.compareDates(claim.birthDate, chart.birthDate), ...parts.compareProofs(claim.proofs, chart, about.rule), deceased: chart.deceased, multipleBirth: chart.multipleBirth,
  })
  const hopeless = hopelessDates(parts.table)
  return {
    compare: (claim, chart, rule) => fields(claim, chart, { rule, typed: partsOf(claim) }),
    matchIdentity(claim, candidates, rule) {
      const typed = partsOf(claim)
      const judged = candidates.flatMap((chart): Judged[] => {
        // A death counts for all charts of one human, also on a chart with another date.
        if (!chart.deceased && hopeless.has(parts.compareDates(claim.birthDate, chart.birthDate))) return []
        const levels = fields(claim, chart, { rule, typed })
        return [{ chart, levels, row: rowFor(levels, parts.table) }]
      })
      return parts.weigh(humans(judged).filter((one) => one.row.outcome !== 'other'))
    },
  }
}

export const { compare, matchIdentity } = openMatcher(matcherParts)
