// Who may see what, when, and be told what? The rules a second time, told from what happened, one instant at a time,
// without the ledger, the database or the product's own decision: for a privacy officer to read and for the tests to trust.
import type { ReleaseRule, Tell } from '../../contract/release-policy.ts'
import { allRecordKinds } from '../../contract/record-kinds.ts'
import type { RecordKind } from '../../contract/record-kinds.ts'
import type { SensitivityLabel } from '../../contract/sensitivity-labels.ts'
import { type AgeRule, type Event, type Happening, type Instant, type Looker, type NewRecord, type Scope, type Told, type World, samePair } from './world.ts'

/** All that has happened up to and at an instant. */
class History {
  readonly #events: readonly Event[]
  readonly at: Instant
  readonly world: World
  constructor(world: World, at: Instant) {
    this.world = world
    this.at = at
    this.#events = world.log.filter((event) => event.at <= at)
  }
  all<W extends Happening['what']>(what: W): (Extract<Happening, { what: W }> & { at: Instant })[] {
    return this.#events.filter((event) => event.what === what) as (Extract<Happening, { what: W }> & { at: Instant })[]
  }
  isBefore(one: Event, other: Event): boolean {
    return this.#events.indexOf(one) < this.#events.indexOf(other)
  }
  /** Has this happened to the thing after it began? */
  ended<W extends Happening['what']>(what: W, is: (event: Extract<Happening, { what: W }> & { at: Instant }) => boolean): boolean {
    return this.all(what).some(is)
  }
}

// ---- People, charts, ages ----------------------------------------------------------------------------------------------

/** The charts read together with this one: tied by merges that hold, directly or through others. */
function chartsOfOneHuman(history: History, chart: string): string[] {
  const merges = history.all('merge')
  // Two people are two people, however often it was said before that they are one.
  const endedBy = (tie: (typeof merges)[number]) => history.ended('merge ended', (end) => history.isBefore(tie, end) && merges.some((one) => one.merge === end.merge && samePair(one, tie)))
  const ties = merges.filter((tie) => !endedBy(tie))
  const found = [chart]
  for (const one of found) {
    for (const tie of ties) {
      if (tie.chart === one && !found.includes(tie.other)) found.push(tie.other)
      if (tie.other === one && !found.includes(tie.chart)) found.push(tie.chart)
    }
  }
  return found
}

function organizationOf(history: History, chart: string): string {
  return history.all('chart').find((one) => one.chart === chart)?.organization ?? 'nowhere'
}

const calendars = new Map<string, Intl.DateTimeFormat>()
/** The day it is at a place. */
function dayAt(at: Instant, timeZone: string): string {
  let calendar = calendars.get(timeZone)
  if (calendar === undefined) {
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    calendars.set(timeZone, calendar)
  }
  return calendar.format(at)
}

/** Age in full years. Who is born on February 29 is a year older on March 1 of a year without one. */
function age(birthDate: string, day: string): number {
  const [birthYear, birthMonth, birthDay] = birthDate.split('-').map(Number) as [number, number, number]
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]
  const hadBirthday = month > birthMonth || (month === birthMonth && dayOfMonth >= birthDay)
  return year - birthYear - (hadBirthday ? 0 : 1)
}

/** The age rule of an organization now: of those that have begun the one that began last. */
function ageRule(history: History, organization: string): AgeRule {
  const first = history.all('organization').find((one) => one.organization === organization)!.ages
  const later = history
    .all('age rule')
    .filter((one) => one.organization === organization && one.from <= history.at)
    .sort((a, b) => a.from - b.from)
    .at(-1)
  return later?.ages ?? first
}

// ---- The looker's half -------------------------------------------------------------------------------------------------

/** One way to a chart: which records of it may be reached this way. */
type Way = { readonly chart: string; readonly kinds: readonly RecordKind[]; readonly hidden: readonly SensitivityLabel[]; readonly staff: boolean; readonly privateNote: boolean }

const kindsOf = (kinds: Scope['kinds']): readonly RecordKind[] => (kinds === 'everything' ? allRecordKinds : kinds)
const both = (a: readonly RecordKind[], b: readonly RecordKind[]): RecordKind[] => a.filter((kind) => b.includes(kind))

type Tie = Scope & { readonly chart: string; readonly relation: 'self' | 'parent' | 'trusted' }

/** What ties the person to charts: their own, and those whose owner or law lets them act. */
function ties(history: History, person: string): Tie[] {
  const links = history.all('link').filter((link) => link.person === person && !history.ended('link ended', (end) => end.person === person && end.chart === link.chart && end.at > link.at))
  const grants = history.all('grant').filter((grant) => grant.person === person && (grant.until === null || history.at < grant.until) && !history.ended('grant revoked', (end) => end.grant === grant.grant))
  return [...links.map((link): Tie => ({ chart: link.chart, relation: 'self', kinds: 'everything', hidden: [] })), ...grants]
}

/**
 * A tie to one chart reaches every chart of the same human. The age is that of the tied chart, the rule and the calendar
 * are those of the organization whose chart is read.
 *   oneself: from the teen age on. Parent: everything until the teen age, a part until the adult age, then nothing.
 *   Trusted person: as granted, at any age.
 */
function personsWays(history: History, person: string): Way[] {
  return ties(history, person).flatMap((tie) =>
    chartsOfOneHuman(history, tie.chart).flatMap((chart): Way[] => {
      const organization = organizationOf(history, chart)
      const rule = ageRule(history, organization)
      const born = history.all('birth date corrected').findLast((one) => one.chart === tie.chart)?.birthDate ?? history.all('chart').find((one) => one.chart === tie.chart)!.birthDate
      const years = age(born, dayAt(history.at, history.all('organization').find((one) => one.organization === organization)!.timeZone))
      const whole = { chart, kinds: kindsOf(tie.kinds), hidden: tie.hidden, staff: false, privateNote: false }
      if (tie.relation === 'self') return years >= rule.teenFrom ? [whole] : []
      if (tie.relation === 'trusted') return [whole]
      if (years >= rule.adultFrom) return []
      if (years < rule.teenFrom) return [whole]
      return [{ ...whole, kinds: both(whole.kinds, kindsOf(rule.parentSees)), hidden: [...whole.hidden, ...rule.hiddenFromParent], privateNote: true }]
    }),
  )
}

/** Staff: under an opening of their own that holds, where they work now in a role that reads charts. They see what waits. */
function staffWays(history: History, looker: Looker): Way[] {
  const opening = history.all('chart opened').find((one) => one.opening === looker.opening && one.person === looker.person && history.at < one.until)
  if (opening === undefined) return []
  const workplaces = history
    .all('staff')
    .filter((one) => one.person === looker.person && one.role !== 'front-desk' && (one.until === null || history.at < one.until) && !history.ended('staff left', (end) => end.person === one.person && end.organization === one.organization && end.at > one.at))
    .map((one) => one.organization)
  return chartsOfOneHuman(history, opening.chart)
    .filter((chart) => workplaces.includes(organizationOf(history, chart)))
    .map((chart) => ({ chart, kinds: allRecordKinds, hidden: [], staff: true, privateNote: false }))
}

/** An app: what the person let it have, of the charts of that human, and never more than the person has now. */
function appWays(history: History, looker: Looker): Way[] {
  const leave = history.all('app let in').find((one) => one.app === looker.app && one.person === looker.person && history.at < one.until && !history.ended('app shut out', (end) => end.app === one.app))
  if (leave === undefined) return []
  const charts = chartsOfOneHuman(history, leave.chart)
  return personsWays(history, looker.person)
    .filter((way) => charts.includes(way.chart))
    .map((way) => ({ ...way, kinds: both(way.kinds, kindsOf(leave.kinds)), hidden: [...way.hidden, ...leave.hidden] }))
}

function waysOf(history: History, looker: Looker): Way[] {
  if (looker.opening !== null) return staffWays(history, looker)
  return looker.app !== null ? appWays(history, looker) : personsWays(history, looker.person)
}

const covers = (way: Way, record: RecordNow): boolean => way.chart === record.chart && way.kinds.includes(record.kind) && !way.hidden.some((label) => record.labels.includes(label))

// ---- The record's half -------------------------------------------------------------------------------------------------

type RecordNow = NewRecord & { readonly receivedAt: Instant; readonly removedAt: Instant | null }

function recordsNow(history: History): RecordNow[] {
  return history.all('records came').flatMap((came) =>
    came.records.map(
      (one): RecordNow => ({
        ...one,
        receivedAt: came.at,
        final: one.final || history.ended('record final', (event) => event.record === one.record),
        labels: history.all('record relabelled').findLast((event) => event.record === one.record)?.labels ?? one.labels,
        sameAs: history.all('record found to be the same').find((event) => event.record === one.record)?.sameAs ?? one.sameAs,
        removedAt: history.all('record removed').find((event) => event.record === one.record)?.at ?? null,
      }),
    ),
  )
}

/** The rules of the policy that rules now: of the versions that have begun the one that began last. None: no rules. */
function rulesNow(history: History, organization: string): readonly ReleaseRule[] {
  const drafts = history.all('policy drafted').filter((draft) => draft.organization === organization)
  const begun = history
    .all('policy flipped')
    .filter((flip) => flip.from <= history.at && drafts.some((draft) => draft.policy === flip.policy))
    .sort((a, b) => a.from - b.from)
    .at(-1)
  return drafts.find((draft) => draft.policy === begun?.policy)?.rules ?? []
}

/** Something that makes a record wait now. */
type Wait = { readonly until: Instant; readonly tell: Tell; readonly reason: string; readonly basis: string | null; readonly who: string | null }

const hour = 3_600_000
/** Who speaks when several waits end together. */
const loudness = ['in-progress', 'being-read', 'later', 'your-choice', 'held']

/** Everything that makes this record wait at this instant: every rule, hold and wish counts, each with its own end. */
function waits(history: History, record: RecordNow): Wait[] {
  const rules = rulesNow(history, organizationOf(history, record.chart))
    .filter((rule) => rule.kinds.includes(record.kind) && rule.labels.every((label) => record.labels.includes(label)))
    .map((rule): Wait => ({ ...rule, who: null, until: rule.wait === 'until-final' ? (record.final ? -Infinity : Infinity) : record.receivedAt + rule.wait.hours * hour }))
  const holds = history
    .all('hold')
    .filter((hold) => (hold.record === null ? hold.chart === record.chart && hold.kinds.includes(record.kind) : hold.record === record.record))
    .filter((hold) => !history.ended('hold ended', (end) => end.hold === hold.hold))
    .map((hold): Wait => ({ ...hold, reason: 'held' }))
  const wishes = history
    .all('wish')
    .filter((wish) => wish.chart === record.chart && wish.kinds.includes(record.kind) && wish.at <= record.receivedAt)
    .filter((wish) => !history.ended('wish ended', (end) => end.wish === wish.wish) && !history.ended('called', (call) => call.record === record.record))
    .map((wish): Wait => ({ until: record.receivedAt + wish.days * 24 * hour, tell: 'full', reason: 'your-choice', basis: null, who: wish.caller }))
  return [...rules, ...holds, ...wishes].filter((wait) => history.at < wait.until)
}

/** The wait that speaks: the last to end, then the loudest, then by the alphabet of basis and name. */
function speaking(all: readonly Wait[]): Wait | null {
  const spoken = (wait: Wait) => `${wait.basis ?? ''}\u0000${wait.who ?? ''}`
  return all.toSorted((a, b) => (a.until === b.until ? loudness.indexOf(b.reason) - loudness.indexOf(a.reason) || (spoken(a) < spoken(b) ? -1 : 1) : b.until - a.until))[0] ?? null
}

type Telling = { readonly tell: 'nothing' | 'kind' | 'name' | 'shown'; readonly wait: Wait | null }

const removed: Wait = { until: Infinity, tell: 'full', reason: 'removed', basis: null, who: null }

/** Was it shown when the source took it back, as things stood then? */
function wasShown(history: History, record: RecordNow): boolean {
  if (record.removedAt === null) return true
  const then = new History(history.world, record.removedAt)
  return waits(then, recordsNow(then).find((one) => one.record === record.record)!).length === 0
}

/** What may be told now to anybody who may reach the record at all. */
function telling(history: History, record: RecordNow): Telling {
  if (!wasShown(history, record)) return { tell: 'nothing', wait: null }
  const now = waits(history, record)
  if (now.some((wait) => wait.tell === 'silent')) return { tell: 'nothing', wait: null }
  const kindOnly = now.filter((wait) => wait.tell === 'kind')
  if (kindOnly.length > 0) return { tell: 'kind', wait: speaking(kindOnly) }
  if (record.removedAt !== null) return { tell: 'name', wait: removed }
  return now.length > 0 ? { tell: 'name', wait: speaking(now) } : { tell: 'shown', wait: null }
}

/** Staff are told of everything by name, with what makes it wait. */
function tellingToStaff(history: History, record: RecordNow): Telling {
  if (record.removedAt !== null) return { tell: 'name', wait: removed }
  const wait = speaking(waits(history, record))
  return wait === null ? { tell: 'shown', wait } : { tell: 'name', wait }
}

// ---- Both halves -------------------------------------------------------------------------------------------------------

/** What this looker is told at this instant. */
export function told(world: World, looker: Looker, at: Instant): Told {
  const history = new History(world, at)
  const ways = waysOf(history, looker)
  const staff = looker.opening !== null
  const reached = recordsNow(history)
    .filter((record) => record.sameAs === null && ways.some((way) => covers(way, record)))
    .map((record) => ({ record, ...(staff ? tellingToStaff(history, record) : telling(history, record)) }))
  const waiting = new Map<string, Told['waiting'][number]>()
  for (const { record, tell, wait } of reached) {
    if (tell !== 'kind' || wait === null) continue
    const key = JSON.stringify([record.chart, record.kind, wait.reason, wait.basis])
    waiting.set(key, { chart: record.chart, kind: record.kind, reason: wait.reason, basis: wait.basis, count: (waiting.get(key)?.count ?? 0) + 1 })
  }
  const charts = [...new Set(ways.map((way) => way.chart))].sort()
  return {
    named: reached
      .filter(({ tell }) => tell === 'name' || tell === 'shown')
      .map(({ record, tell, wait }) => ({ record: record.record, kind: record.kind, shown: tell === 'shown', reason: wait?.reason ?? null, until: wait?.until ?? null, basis: wait?.basis ?? null, who: wait?.who ?? null }))
      .sort((a, b) => (a.record < b.record ? -1 : 1)),
    waiting: [...waiting.keys()].sort().map((key) => waiting.get(key)!),
    opened: reached
      .filter(({ tell }) => tell === 'shown' || (staff && tell === 'name'))
      .map(({ record }) => record.record)
      .sort(),
    charts: charts.map((chart) => ({ chart, privateNote: ways.filter((way) => way.chart === chart).every((way) => way.privateNote) })),
  }
}

/** Every record that has come, and whether this looker may reach it at all; what it waits for is not asked. */
export function within(world: World, looker: Looker, at: Instant): { readonly record: string; readonly chart: string; readonly kind: RecordKind; readonly labels: readonly SensitivityLabel[]; readonly reached: boolean }[] {
  const history = new History(world, at)
  const ways = waysOf(history, looker)
  return recordsNow(history).map((record) => ({ record: record.record, chart: record.chart, kind: record.kind, labels: record.labels, reached: ways.some((way) => covers(way, record)) }))
}

/** Is this record told of in any way (shown, named, or counted in its kind) to this looker now? */
export function tellsOf(world: World, looker: Looker, { record, at }: { readonly record: string; readonly at: Instant }): boolean {
  const history = new History(world, at)
  const found = recordsNow(history).find((one) => one.record === record)
  if (found === undefined || found.sameAs !== null || !waysOf(history, looker).some((way) => covers(way, found))) return false
  return looker.opening !== null || telling(history, found).tell !== 'nothing'
}
