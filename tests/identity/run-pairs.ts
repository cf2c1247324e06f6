// What comes out when a matcher is asked 100,000 times about somebody else, and 100,000 times about the person? Figures by class.
import type { IdentityMatch } from '../../contract/identity.ts'
import type { Matcher } from '../../server/people/identity/matching/match.ts'
import { type NearMiss, nearMiss, nearMissClasses, sameFacts } from './near-misses.ts'
import { type Pair, disagree, honestClaim } from './discrepancies.ts'
import { type NumberStyle, type Town, chartOf, town } from './population.ts'
import type { OnFile } from '../../contract/identity.ts'

export type Asked = { readonly claim: Pair['claim']; readonly charts: readonly OnFile[]; readonly zerosIgnored: boolean }
export type TruePair = Asked & { readonly own: string; readonly classes: readonly string[] }
export type WrongPair = NearMiss & { readonly kind: string }

const styles: readonly NumberStyle[] = ['RR', 'zeros', 'plain']
/** People of one town; a new one for every 4,000 pairs, so that names and homes vary. */
const townSize = 400
const pairsOfTown = 4_000

function* towns(seed: number, count: number): Generator<{ readonly town: Town; readonly pairs: number }> {
  for (let at = 0; at * pairsOfTown < count; at += 1) yield { town: town(seed * 1_000 + at, { people: townSize, style: styles[at % 3] as NumberStyle }), pairs: Math.min(pairsOfTown, count - at * pairsOfTown) }
}

export function* wrongPairs(seed: number, count: number): Generator<WrongPair> {
  for (const one of towns(seed, count)) {
    for (let made = 0, tries = 0; made < one.pairs; tries += 1) {
      const kind = nearMissClasses[tries % nearMissClasses.length]
      const pair = kind === undefined ? null : nearMiss(kind, one.town)
      if (pair === null || kind === undefined) continue
      made += 1
      yield { ...pair, kind: kind.name }
    }
  }
}

export function* truePairs(seed: number, count: number): Generator<TruePair> {
  for (const one of towns(seed + 500, count)) {
    const { town: place, pairs } = one
    const { dice } = place
    const homes = new Map(place.homes.flatMap((members) => members.map((member) => [member, members] as const)))
    for (let made = 0; made < pairs; ) {
      const human = dice.one(place.humans)
      const zerosIgnored = dice.chance(0.5)
      const wanted = dice.one([0, 1, 1, 2, 2, 3])
      const { pair, classes } = disagree({ claim: honestClaim(human, dice), chart: chartOf(human), human, zerosIgnored }, wanted, dice)
      const family = (homes.get(human.at) ?? []).filter((at) => at !== human.at).map((at) => place.humans[at] as typeof human)
      // By a slip in the year a son may say his father's facts: then they are his father's.
      if (family.some((other) => sameFacts(pair.claim, other))) continue
      made += 1
      const beside = family.map(chartOf)
      const other = dice.one(place.humans)
      yield { claim: pair.claim, charts: [...beside.slice(0, 2), pair.chart, ...beside.slice(2), ...(other.at === human.at ? [] : [chartOf(other)])], own: pair.chart.patient, classes, zerosIgnored }
    }
  }
}

export const asked = ({ matchIdentity }: Pick<Matcher, 'matchIdentity'>, pair: Asked): IdentityMatch => matchIdentity(pair.claim, pair.charts, { leadingZeros: pair.zerosIgnored ? 'ignored' : 'significant' })

export type Rate = { readonly name: string; asked: number; matched: number; ambiguous: number; unmatched: number; wrong: number }
export type Figures = { readonly wrong: readonly Rate[]; readonly byCount: readonly Rate[]; readonly byClass: readonly Rate[]; readonly examples: readonly string[] }

export function rates(): { add(name: string, outcome: IdentityMatch['outcome'], wrong: boolean): void; all(): Rate[] } {
  const known = new Map<string, Rate>()
  return {
    add(name, outcome, wrong) {
      const rate = known.get(name) ?? { name, asked: 0, matched: 0, ambiguous: 0, unmatched: 0, wrong: 0 }
      known.set(name, rate)
      rate.asked += 1
      rate[outcome] += 1
      if (wrong) rate.wrong += 1
    },
    all: () => [...known.values()],
  }
}

/** Was somebody else's chart opened? */
export const openedWrong = (found: IdentityMatch, own: string | null): boolean => found.outcome === 'matched' && found.patient !== own

/** Asks both lists. `stopAtWrong` ends at the first chart that is somebody else's. */
export function runPairs(matcher: Pick<Matcher, 'matchIdentity'>, { seed, wrong, right, stopAtWrong = false }: { readonly seed: number; readonly wrong: number; readonly right: number; readonly stopAtWrong?: boolean }): Figures {
  const [misses, byCount, byClass] = [rates(), rates(), rates()]
  const examples: string[] = []
  const note = (what: string, pair: Asked, found: IdentityMatch): void => {
    const chart = (one: OnFile): string => `${one.patient} ${one.names.map((name) => `${name.given.join(' ')}/${name.family}/${name.suffix ?? ''}`).join('|')} ${one.birthDate} ${one.mrns.join()} ${one.phones.map((own) => own.value).join()}`
    if (examples.length < 5) examples.push(`${what}: ${JSON.stringify(pair.claim)} | ${pair.charts.map(chart).join(' | ')} | ${found.evidence.map((one) => `${one.patient} ${one.row}`).join()}`)
  }
  for (const pair of wrongPairs(seed, wrong)) {
    const found = asked(matcher, pair)
    const opened = openedWrong(found, pair.own?.patient ?? null)
    misses.add(pair.kind, found.outcome, opened)
    if (opened) note(pair.kind, pair, found)
    if (opened && stopAtWrong) break
  }
  for (const pair of truePairs(seed, right)) {
    if (stopAtWrong && examples.length > 0) break
    const found = asked(matcher, pair)
    const opened = openedWrong(found, pair.own)
    if (opened) note(`true pair, ${pair.classes.join(' and ')}`, pair, found)
    byCount.add(String(pair.classes.length), found.outcome, opened)
    if (pair.classes.length === 1) byClass.add(pair.classes[0] ?? '', found.outcome, opened)
  }
  return { wrong: misses.all(), byCount: byCount.all(), byClass: byClass.all(), examples }
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(8)
const line = (rate: Rate): string => `  ${rate.name.padEnd(70)} ${String(rate.asked).padStart(7)} ${percent(rate.matched, rate.asked)} ${percent(rate.ambiguous, rate.asked)} ${percent(rate.unmatched, rate.asked)} ${String(rate.wrong).padStart(6)}`

export function tableOf({ wrong, byCount, byClass }: Figures): string {
  const head = (title: string): string => `\n  ${title.padEnd(70)}   asked  matched  doubt    unmatched  wrong`
  return [head('somebody else (matched: their own chart, or wrong)'), ...wrong.map(line), head('the person, by number of discrepancies'), ...byCount.toSorted((a, b) => a.name.localeCompare(b.name)).map(line), head('the person, one discrepancy, by class'), ...byClass.toSorted((a, b) => b.matched / b.asked - a.matched / a.asked).map(line)].join('\n')
}

/** Share of true pairs with at most two discrepancies that came out as matched. */
export function matchedShare({ byCount }: Figures): number {
  const few = byCount.filter((rate) => Number(rate.name) <= 2)
  return few.reduce((sum, rate) => sum + rate.matched, 0) / few.reduce((sum, rate) => sum + rate.asked, 0)
}

/** Least shares, in hundredths, of what a person may write in several ways; each class has its own reason in the decision table. */
const leastMatched: Readonly<Record<string, number>> = {
  'e-mail in other case': 99, 'number with spaces, dashes, words or in small letters': 99, 'number without its letters': 99, 'number without its zeros, where they are ignored': 99, 'phone written otherwise': 99, 'no area code on file': 99, 'street abbreviated': 99, 'apartment left out': 97,
  'accents and apostrophes lost on file': 99, 'accents and apostrophes not typed': 99, 'given name in capitals without accents': 99, 'family name in capitals or small letters': 99, 'maiden name on file as such, typed': 97, 'given and family name exchanged': 97, 'hyphen for space': 97, 'middle initial on file': 80, 'middle name left out': 85, 'one of two family names': 85,
  'nickname typed': 75, 'nickname on file': 70, 'slip in the family name': 90, 'slip in the given name': 40, 'an old phone that is on file': 90, 'moved; the old address is on file': 90, 'day and month exchanged': 30, 'slip in day or month': 30,
}

/** What is wrong with these figures; [] of a matcher as it must be. */
export function complaints(figures: Figures): readonly string[] {
  const opened = figures.wrong.concat(figures.byCount).filter((rate) => rate.wrong > 0).map((rate) => `${rate.wrong} of "${rate.name}" were matched to somebody else`)
  if (figures.byCount.length === 0) return opened
  const none = figures.byCount.find((rate) => rate.name === '0')
  const share = matchedShare(figures)
  const low = figures.byClass.filter((rate) => rate.asked >= 5 && (100 * rate.matched) / rate.asked < (leastMatched[rate.name] ?? 0)).map((rate) => `only ${rate.matched} of ${rate.asked} with "${rate.name}" were matched`)
  return [...opened, ...(share < 0.9 ? [`only ${(100 * share).toFixed(1)} % with at most two discrepancies were matched`] : []), ...(none?.matched === none?.asked ? [] : ['somebody without a mistake was not matched']), ...low]
}
