// What worlds are tried? Random ones from a seed, crowded with what goes wrong: birthdays at midnight (also February 29),
// policies that change while they are worked out, merges that end, leave that is taken back, holds and wishes that run out.
import type { RecordKind } from '../../contract/record-kinds.ts'
import type { ReleaseRule, Tell } from '../../contract/release-policy.ts'
import { type SensitivityLabel, allSensitivityLabels } from '../../contract/sensitivity-labels.ts'
import { type AgeRule, type Event, type Happening, type Instant, type Looker, type NewRecord, type Scope, type World, samePair } from './world.ts'

const second = 1_000
const hour = 3_600_000
const day = 24 * hour

/** Mulberry32: small, the same everywhere. */
export class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  below(count: number): number {
    return Math.floor(this.next() * count)
  }
  chance(of: number): boolean {
    return this.next() < of
  }
  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!
  }
  some<T>(of: readonly T[], share: number): T[] {
    return of.filter(() => this.chance(share))
  }
}

// Few kinds and labels, so that rules, grants and records meet.
const kinds = ['lab-result', 'note', 'vaccine', 'visit', 'imaging-report'] as const satisfies readonly RecordKind[]
const labels = ['sexual-health', 'genetic', 'behavioral-health'] as const satisfies readonly SensitivityLabel[]
const bases = ['State law gives 3 days.', 'A doctor has to sign.', 'The lab has not finished.', 'Somebody could be harmed.']
const zones = ['America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'America/Los_Angeles', 'Europe/London', 'UTC', 'Pacific/Apia']
const tells: readonly Tell[] = ['full', 'full', 'kind', 'kind', 'silent']
const reasons = ['later', 'being-read', 'in-progress', 'held'] as const

/** The instant at which a day (YYYY-MM-DD) begins at a place: searched for, hour by hour and then to the second. */
export function midnight(date: string, timeZone: string): Instant {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  let low = Date.parse(`${date}T00:00:00Z`) - 20 * hour
  let high = low + 40 * hour
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (calendar.format(middle) < date) low = middle
    else high = middle
  }
  return high
}

const dateOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10)

/** Years in which people born on February 29 reach an age at which rules change; only 2028 has a 29th itself. */
const leapYears = [
  { year: 2025, age: 13 },
  { year: 2029, age: 13 },
  { year: 2026, age: 18 },
  { year: 2030, age: 18 },
  { year: 2027, age: 19 },
  { year: 2028, age: 12 },
] as const

class Maker {
  readonly dice: Dice
  readonly seed: number
  readonly leap: (typeof leapYears)[number] | null
  readonly start: Instant
  readonly end: Instant
  readonly log: Event[] = []
  readonly lookers: Looker[] = []
  readonly organizations: string[]
  readonly charts: string[] = []
  readonly records: NewRecord[] = []
  readonly people: Record<'adult' | 'parent' | 'teen' | 'trusted' | 'staff' | 'stranger', string>
  #named = 0
  #last: Instant

  constructor(seed: number) {
    this.seed = seed
    this.dice = new Dice(seed)
    // A quarter of the worlds lie around the end of February of a year in which somebody born on a 29th comes of age.
    this.leap = this.dice.chance(0.25) ? this.dice.one(leapYears) : null
    this.start = this.leap !== null ? Date.parse(`${this.leap.year}-02-20T00:00:00Z`) : Date.parse('2026-11-01T00:00:00Z') + this.dice.below(300) * day
    this.start += this.dice.below(day)
    this.end = this.start + 18 * day
    this.#last = this.start
    this.organizations = [`w${seed}-a`, `w${seed}-b`]
    this.people = { adult: this.name('adult'), parent: this.name('parent'), teen: this.name('teen'), trusted: this.name('trusted'), staff: this.name('staff'), stranger: this.name('stranger') }
  }
  name(what: string): string {
    this.#named += 1
    return `w${this.seed}-${what}-${this.#named}`
  }
  begin(...happenings: readonly Happening[]): void {
    for (const one of happenings) this.log.push({ at: this.start, ...one })
  }
  /** A later moment than all before, to the millisecond. */
  then(happening: (at: Instant) => Happening | null): void {
    const step = Math.max(2, Math.floor((this.end - this.start) / 45))
    this.#last += 1 + this.dice.below(step * 2)
    const one = happening(this.#last)
    if (one !== null) this.log.push({ at: this.#last, ...one })
  }
  scope(): Scope {
    return { kinds: this.dice.chance(0.5) ? 'everything' : this.dice.some(kinds, 0.6), hidden: this.dice.some(labels, 0.3) }
  }
  ages(): AgeRule {
    return { teenFrom: this.dice.one([12, 13]), adultFrom: this.dice.one([18, 19]), parentSees: this.dice.chance(0.4) ? 'everything' : this.dice.some(kinds, 0.6), hiddenFromParent: this.dice.some(allSensitivityLabels, 0.6) }
  }
  rules(): ReleaseRule[] {
    return Array.from({ length: this.dice.below(4) }, (_, at): ReleaseRule => {
      const untilFinal = this.dice.chance(0.3)
      return {
        id: `rule-${at}`,
        kinds: this.dice.chance(0.6) ? [...kinds] : [this.dice.one(kinds), this.dice.one(kinds)],
        labels: this.dice.chance(0.3) ? this.dice.some(labels, 0.6) : [],
        wait: untilFinal ? 'until-final' : { hours: this.dice.one([0, 6, 24, 24, 72, 120]) },
        reason: this.dice.one(reasons),
        tell: this.dice.one(tells),
        basis: this.dice.one(bases),
      }
    })
  }
  newRecords(of: { readonly chart?: string; readonly kind?: RecordKind } = {}): NewRecord[] {
    return Array.from({ length: 1 + this.dice.below(4) }, (): NewRecord => {
      // Most of what comes is about the young person and the adult that everybody looks at.
      const chart = of.chart ?? this.dice.one([...this.charts, this.charts[0]!, this.charts[2]!])
      const twin = this.dice.chance(0.08) ? this.records.find((one) => one.chart === chart && one.sameAs === null) : undefined
      const made = { record: this.name('record'), chart, kind: of.kind ?? this.dice.one(kinds), labels: this.dice.chance(0.5) ? this.dice.some(labels, 0.4) : [], final: this.dice.chance(0.7), sameAs: twin?.record ?? null }
      this.records.push(made)
      return made
    })
  }
}

/** A birth date whose birthday of the rule's age falls into the days of this world. */
function birthDateNear(maker: Maker, years: number): string {
  if (maker.leap?.age === years && maker.dice.chance(0.7)) return `${maker.leap.year - years}-02-29`
  const birthday = dateOf(maker.start + (1 + maker.dice.below(16)) * day)
  const year = Number(birthday.slice(0, 4)) - years
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return birthday.slice(5) === '02-29' && !isLeap ? `${year}-03-01` : `${year}${birthday.slice(4)}`
}

function beginning(maker: Maker): void {
  const { dice, people } = maker
  const [here, there] = maker.organizations as [string, string]
  const wanted = maker.leap?.age ?? 0
  const ages = { ...maker.ages(), ...(wanted >= 18 ? { adultFrom: wanted } : wanted > 0 ? { teenFrom: wanted } : {}) }
  maker.begin({ what: 'organization', organization: here, timeZone: dice.one(zones), ages }, { what: 'organization', organization: there, timeZone: dice.one(zones), ages: dice.chance(0.5) ? ages : maker.ages() })
  const grown = maker.leap === null ? dice.chance(0.4) : wanted >= 18
  const charts: [string, string, string][] = [
    ['adult', here, '1984-02-03'],
    ['adult-there', there, '1984-02-03'],
    ['young', here, birthDateNear(maker, grown ? ages.adultFrom : ages.teenFrom)],
    ['other', dice.one([here, there]), dice.one(['1950-07-01', '2012-02-29', '2020-05-05'])],
  ]
  for (const [what, organization, birthDate] of charts) {
    const chart = maker.name(what)
    maker.charts.push(chart)
    maker.begin({ what: 'chart', chart, organization, birthDate })
  }
  const [adult, adultThere, young, other] = maker.charts as [string, string, string, string]
  maker.begin({ what: 'link', person: people.adult, chart: adult }, { what: 'link', person: people.teen, chart: young }, { what: 'link', person: people.parent, chart: dice.one([other, adultThere]) })
  if (dice.chance(0.5)) maker.begin({ what: 'link', person: people.adult, chart: adultThere })
  const soon = () => (dice.chance(0.3) ? maker.start + dice.below(16 * day) : null)
  maker.begin(
    { what: 'grant', grant: maker.name('grant'), person: people.parent, chart: young, relation: 'parent', until: soon(), ...(dice.chance(0.6) ? { kinds: 'everything', hidden: [] } : maker.scope()) },
    { what: 'grant', grant: maker.name('grant'), person: people.trusted, chart: dice.one([adult, young]), relation: 'trusted', until: soon(), ...maker.scope() },
    { what: 'staff', person: people.staff, organization: here, role: dice.one(['records-office', 'clinician', 'front-desk']), until: soon() },
    { what: 'records came', records: maker.newRecords() },
  )
  for (const person of [people.adult, people.parent, people.teen, people.trusted, people.stranger]) maker.lookers.push({ name: person, person, opening: null, app: null })
  opened(maker, maker.start + dice.below(20 * day))
  letIn(maker, people.adult, adult)
  letIn(maker, people.parent, young)
  maker.lookers.push({ name: `${people.stranger} with the app of another`, person: people.stranger, opening: null, app: maker.log.findLast((one) => one.what === 'app let in')!.app })
}

function opened(maker: Maker, until: Instant): void {
  const opening = maker.name('opening')
  maker.begin({ what: 'chart opened', opening, person: maker.people.staff, chart: maker.dice.one(maker.charts), until })
  maker.lookers.push({ name: `${maker.people.staff} under ${opening}`, person: maker.people.staff, opening, app: null })
}

function letIn(maker: Maker, person: string, chart: string): void {
  const app = maker.name('app')
  maker.begin({ what: 'app let in', app, person, chart, until: maker.start + maker.dice.below(25 * day), ...maker.scope() })
  maker.lookers.push({ name: `${app} for ${person}`, person, opening: null, app })
}

/** Things still going on, which a later event may end. */
function going<W extends Happening['what']>(maker: Maker, what: W): Extract<Event, { what: W }>[] {
  return maker.log.filter((event) => event.what === what) as Extract<Event, { what: W }>[]
}
const never = (maker: Maker, is: (event: Event) => boolean): boolean => !maker.log.some(is)

/** Whoever parts two charts ends all that ties them: each pair is parted once. */
const isParted = (maker: Maker, tie: Extract<Event, { what: 'merge' }>): boolean => going(maker, 'merge ended').some((end) => going(maker, 'merge').some((one) => one.merge === end.merge && samePair(one, tie)))

const ending: readonly ((maker: Maker) => Happening | null)[] = [
  (maker) => asHappening(maker.dice.one(going(maker, 'grant').filter((one) => never(maker, (end) => end.what === 'grant revoked' && end.grant === one.grant))), (one) => ({ what: 'grant revoked', grant: one.grant })),
  (maker) => asHappening(maker.dice.one(going(maker, 'app let in').filter((one) => never(maker, (end) => end.what === 'app shut out' && end.app === one.app))), (one) => ({ what: 'app shut out', app: one.app })),
  (maker) => asHappening(maker.dice.one(going(maker, 'merge').filter((one) => !isParted(maker, one))), (one) => ({ what: 'merge ended', merge: one.merge })),
  (maker) => asHappening(maker.dice.one(going(maker, 'hold').filter((one) => never(maker, (end) => end.what === 'hold ended' && end.hold === one.hold))), (one) => ({ what: 'hold ended', hold: one.hold })),
  (maker) => asHappening(maker.dice.one(going(maker, 'wish').filter((one) => never(maker, (end) => end.what === 'wish ended' && end.wish === one.wish))), (one) => ({ what: 'wish ended', wish: one.wish })),
  (maker) => asHappening(maker.dice.one(going(maker, 'link').filter((one) => never(maker, (end) => end.what === 'link ended' && end.person === one.person && end.chart === one.chart))), (one) => (maker.dice.chance(0.3) ? { what: 'link ended', person: one.person, chart: one.chart } : null)),
  (maker) => (maker.dice.chance(0.3) ? { what: 'staff left', person: maker.people.staff, organization: maker.organizations[0]! } : null),
]
function asHappening<T>(one: T | undefined, make: (one: T) => Happening | null): Happening | null {
  return one === undefined ? null : make(one)
}

/** Records that stand, have a row of their own, and are no other's original. */
function standing(maker: Maker): NewRecord[] {
  return maker.records.filter(
    (one) => one.sameAs === null && never(maker, (event) => (event.what === 'record removed' && event.record === one.record) || (event.what === 'record found to be the same' && (event.record === one.record || event.sameAs === one.record))) && !maker.records.some((other) => other.sameAs === one.record),
  )
}

function policyEvents(maker: Maker): void {
  const { dice } = maker
  const organization = dice.one(maker.organizations)
  const policy = maker.name('policy')
  maker.then(() => ({ what: 'policy drafted', policy, organization, rules: maker.rules() }))
  if (dice.chance(0.7)) maker.then(() => ({ what: 'policy built in part', policy }))
  if (dice.chance(0.7)) maker.then(() => ({ what: 'records came', records: maker.newRecords() }))
  if (dice.chance(0.4)) maker.then(() => asHappening(dice.one(standing(maker)), (one) => ({ what: 'record removed', record: one.record })))
  if (dice.chance(0.9)) maker.then((at) => ({ what: 'policy flipped', policy, from: dice.chance(0.5) ? at : at + dice.below(4 * day) }))
}

/** A hold and its end before the review; sometimes a second hold on the same records that says less. */
function holdEvents(maker: Maker): void {
  const { dice } = maker
  let held: Extract<Happening, { what: 'hold' }> | null = null
  maker.then((at) => {
    held = { ...holdOn(maker, at), until: at + day + dice.below(5 * day) }
    return held
  })
  if (dice.chance(0.4)) maker.then((at) => (held === null ? null : { ...held, hold: maker.name('hold'), tell: dice.one(tells), until: at + hour + dice.below(3 * day), basis: dice.one(bases) }))
  if (dice.chance(0.5)) maker.then(() => ({ what: 'records came', records: maker.newRecords() }))
  if (dice.chance(0.7)) maker.then(() => (held === null ? null : { what: 'hold ended', hold: held.hold }))
}

/** A wish, what comes under it, and the call or the end of the wish. */
function wishEvents(maker: Maker): void {
  const { dice } = maker
  const chart = dice.one([maker.charts[0]!, maker.charts[2]!])
  const kind = dice.one(kinds)
  const wish = maker.name('wish')
  let came: readonly NewRecord[] = []
  maker.then(() => ({ what: 'wish', wish, chart, kinds: [kind, ...dice.some(kinds, 0.3)], caller: dice.one(['Dr. Okafor', null]), days: dice.one([1, 3, 5]) }))
  maker.then(() => {
    came = maker.newRecords({ chart, kind })
    return { what: 'records came', records: came }
  })
  if (dice.chance(0.6))
    maker.then(() =>
      asHappening(
        came.find((one) => one.sameAs === null && never(maker, (event) => event.what === 'called' && event.record === one.record)),
        (one) => ({ what: 'called', record: one.record }),
      ),
    )
  if (dice.chance(0.3)) maker.then(() => ({ what: 'wish ended', wish }))
}

const happenings: readonly ((maker: Maker, at: Instant) => Happening | null)[] = [
  (maker) => ({ what: 'records came', records: maker.newRecords() }),
  (maker) => ({ what: 'records came', records: maker.newRecords() }),
  (maker, at) => holdOn(maker, at),
  (maker) => asHappening(maker.dice.one(standing(maker).filter((one) => !one.final)), (one) => ({ what: 'record final', record: one.record })),
  (maker) => asHappening(maker.dice.one(standing(maker)), (one) => ({ what: 'record removed', record: one.record })),
  (maker) => asHappening(maker.dice.one(standing(maker)), (one) => ({ what: 'record relabelled', record: one.record, labels: maker.dice.some(labels, 0.4) })),
  (maker) =>
    asHappening(maker.dice.one(standing(maker)), (one) =>
      asHappening(
        standing(maker).find((other) => other.chart === one.chart && other.record !== one.record),
        (other) => ({ what: 'record found to be the same', record: one.record, sameAs: other.record }),
      ),
    ),
  (maker) => mergeOf(maker),
  (maker) => mergeOf(maker),
  (maker, at) => ({ what: 'age rule', organization: maker.dice.one(maker.organizations), ages: maker.ages(), from: at + maker.dice.below(3 * day) }),
  (maker) => ({ what: 'birth date corrected', chart: maker.charts[2]!, birthDate: birthDateNear(maker, maker.dice.one([12, 13, 18])) }),
  (maker) => maker.dice.one(ending)(maker),
  (maker) => maker.dice.one(ending)(maker),
  (maker) => maker.dice.one(ending)(maker),
]

function mergeOf(maker: Maker): Happening | null {
  const chart = maker.dice.one(maker.charts)
  const other = maker.dice.one(maker.charts)
  return chart === other ? null : { what: 'merge', merge: maker.name('merge'), chart, other }
}

function holdOn(maker: Maker, at: Instant): Extract<Happening, { what: 'hold' }> {
  const record = maker.dice.chance(0.6) ? maker.dice.one(maker.records) : null
  return {
    what: 'hold',
    hold: maker.name('hold'),
    chart: record?.chart ?? maker.dice.one(maker.charts),
    record: record?.record ?? null,
    kinds: maker.dice.some(kinds, 0.7),
    tell: maker.dice.one(tells),
    basis: maker.dice.one(bases),
    who: maker.dice.one(['the records office', null]),
    until: at + maker.dice.below(5 * day),
  }
}

/** Instants at which something changes by itself or was done, each with its neighbours; the sharpest first. */
function looksAt(maker: Maker): Instant[] {
  const { dice, log } = maker
  const around = (at: Instant, by = 1): Instant[] => [at - by, at, at + by]
  const edges: Instant[] = []
  for (const event of log) {
    if ('until' in event && event.until !== null) edges.push(...around(event.until))
    if ('from' in event) edges.push(...around(event.from))
    if (event.what === 'records came') edges.push(...around(event.at + dice.one([6, 24, 72, 120]) * hour))
    edges.push(event.at, event.at + dice.below(day))
    if (event.what.endsWith('ended') || event.what === 'called' || event.what === 'hold' || event.what === 'grant revoked') edges.push(event.at, event.at + 1, event.at + hour)
    if (event.what === 'wish') edges.push(event.at + event.days * day + dice.below(day))
  }
  const birthdays: Instant[] = []
  for (const born of log.filter((event) => event.what === 'chart' || event.what === 'birth date corrected')) {
    for (const place of going(maker, 'organization')) {
      const year = new Date(maker.start).getUTCFullYear()
      const days = born.birthDate.endsWith('02-29') ? [`${year}-02-28`, `${year}-02-29`, `${year}-03-01`].filter((one) => !Number.isNaN(Date.parse(one)) && dateOf(Date.parse(one)) === one) : [`${year}${born.birthDate.slice(4)}`]
      birthdays.push(...days.flatMap((date) => around(midnight(date, place.timeZone), second)))
    }
  }
  const inside = (all: readonly Instant[]): Instant[] => all.filter((at) => at > maker.start && at < maker.end + 5 * day)
  const pick = (all: Instant[], count: number): Instant[] => Array.from({ length: Math.min(count, all.length) }, () => all.splice(dice.below(all.length), 1)[0]!)
  return [...new Set([...pick(inside(birthdays), 5), ...pick(inside(edges), 7)])].sort((a, b) => a - b)
}

/** The world of a seed. */
export function randomWorld(seed: number): World {
  const maker = new Maker(seed)
  beginning(maker)
  const steps = 10 + maker.dice.below(7)
  for (let step = 0; step < steps; step += 1) {
    const story = maker.dice.next()
    if (story < 0.13) policyEvents(maker)
    else if (story < 0.24) holdEvents(maker)
    else if (story < 0.34) wishEvents(maker)
    else maker.then((at) => maker.dice.one(happenings)(maker, at))
  }
  return { seed, log: maker.log, lookers: maker.lookers, looks: looksAt(maker) }
}

/** The same world in which this record never came, nor anything that names it. */
export function without(world: World, record: string): World {
  const log = world.log.flatMap((event): Event[] => {
    if (event.what === 'records came') return [{ ...event, records: event.records.filter((one) => one.record !== record) }]
    if (event.what === 'hold ended' && world.log.some((hold) => hold.what === 'hold' && hold.hold === event.hold && hold.record === record)) return []
    return 'record' in event && event.record === record ? [] : [event]
  })
  return { ...world, log }
}

/** Records that another says to be its original cannot be taken out of a world without changing that other. */
export function removable(world: World): string[] {
  const originals = new Set(world.log.flatMap((event) => (event.what === 'records came' ? event.records.map((one) => one.sameAs) : event.what === 'record found to be the same' ? [event.sameAs] : [])))
  return world.log.flatMap((event) => (event.what === 'records came' ? event.records.map((one) => one.record) : [])).filter((record) => !originals.has(record))
}
