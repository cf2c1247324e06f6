// How does a world come about in the house? Each event through the door it would come through, by the role that would do it.
import { createHash } from 'node:crypto'
import { type Access, openAccess } from '#access'
import { type Directory, openDirectory } from '#directory'
import { type Id, type Tx } from '#kernel'
import { type Patients, openPatients } from '#patients'
import { type Release, type decideFacts, openRelease } from '#release/policy'
import { type RecordRow, type StoreIn, openStoreIn } from '#store/in'
import { everyKindMask, kindMask, kindNumber } from '../../contract/record-kinds.ts'
import { labelMask } from '../../contract/sensitivity-labels.ts'
import type { GivenDatabase } from '../given/database.ts'
import type { AgeRule, Event, Instant, NewRecord, Scope, World } from './world.ts'

type Rooms = { readonly access: Access; readonly directory: Directory; readonly patients: Patients; readonly release: Release; readonly store: StoreIn }

/** An id that the name gives, so that the same world has the same ids in two databases. */
export function idOf(name: string): Id {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const date = (at: Instant): Date => new Date(at)
const maskOf = (kinds: Scope['kinds']): bigint => (kinds === 'everything' ? -1n : kindMask(kinds))
const agesOf = (ages: AgeRule) => ({ teenFrom: ages.teenFrom, adultFrom: ages.adultFrom, parentTeenKinds: ages.parentSees === 'everything' ? everyKindMask : kindMask(ages.parentSees), parentTeenHidden: labelMask(ages.hiddenFromParent) })

/** One world being lived in one database. */
export class Life {
  readonly #given: GivenDatabase
  readonly #rooms: Rooms
  readonly #world: World
  /** Names of the world to ids: charts, and what doors named themselves (grants, holds, openings, …). */
  readonly ids = new Map<string, Id>()
  readonly #policies = new Map<string, { readonly policy: number; after: Id | null; done: boolean }>()
  readonly #records = new Map<string, NewRecord & { readonly removed: boolean; readonly version: number }>()
  readonly #organizationOf = new Map<string, string>()

  constructor(given: GivenDatabase, world: World, decide?: typeof decideFacts) {
    this.#given = given
    this.#world = world
    this.#rooms = { access: openAccess(), directory: openDirectory(), patients: openPatients({ keys: given.keys }), release: openRelease(decide === undefined ? {} : { decideFacts: decide }), store: openStoreIn() }
  }
  get access(): Access {
    return this.#rooms.access
  }
  #id(name: string): Id {
    return this.ids.get(name) ?? idOf(name)
  }
  #delivery(organization: string) {
    return { id: idOf(`delivery of ${organization}`), organization, source: `${organization}-files`, name: 'a file', sha256: new Uint8Array(32), bytes: 1, report: {} }
  }

  /** Lives through everything of one instant, each event in a transaction of its own; the beginning in one for each role. */
  async live(events: readonly Event[]): Promise<void> {
    if (events.length === 0) return
    this.#given.clock.set(new Date(events[0]!.at).toISOString())
    const came = (event: Event): boolean => event.what === 'records came' || event.what.startsWith('record ')
    const run = async (role: 'feed' | 'operate', part: readonly Event[]): Promise<void> => {
      if (part.length === 0) return
      await this.#given[role].run(async (tx) => {
        for (const event of part) await this.#happen(tx, event)
      })
    }
    // People and rules are the operator's to enter, charts and records a feed's.
    await run(
      'operate',
      events.filter((event) => event.what === 'organization'),
    )
    await run(
      'feed',
      events.filter((event) => event.what === 'chart' || event.what === 'birth date corrected' || came(event)),
    )
    await run(
      'operate',
      events.filter((event) => event.what !== 'organization' && event.what !== 'chart' && event.what !== 'birth date corrected' && !came(event)),
    )
  }

  async #happen(tx: Tx, event: Event): Promise<void> {
    const done = (await this.#people(tx, event)) || (await this.#grants(tx, event)) || (await this.#charts(tx, event)) || (await this.#recordEvents(tx, event)) || (await this.#policyEvents(tx, event)) || (await this.#holds(tx, event))
    if (!done) throw new Error(`nobody can do this: ${event.what}`)
  }

  async #people(tx: Tx, event: Event): Promise<boolean> {
    const { directory, access } = this.#rooms
    switch (event.what) {
      case 'organization':
        await directory.put(tx, { id: event.organization, name: event.organization, phone: null, hours: null, recordsPhone: null, address: null, timeZone: event.timeZone, language: 'en', ages: agesOf(event.ages) })
        await directory.putSource(tx, { id: `${event.organization}-files`, organization: event.organization, name: 'files' })
        return true
      case 'age rule':
        await directory.putAges(tx, event.organization, { ...agesOf(event.ages), validFrom: date(event.from) })
        return true
      case 'staff':
        await access.appoint(tx, { person: this.#id(event.person), organization: event.organization, role: event.role, validUntil: event.until === null ? null : date(event.until) })
        return true
      case 'staff left':
        await access.dismiss(tx, { person: this.#id(event.person), organization: event.organization })
        return true
      case 'chart opened':
        this.ids.set(event.opening, (await access.openChart(tx, { person: this.#id(event.person), patient: this.#id(event.chart), reason: 'a request for records', validUntil: date(event.until) })).id)
        return true
      default:
        return false
    }
  }

  async #grants(tx: Tx, event: Event): Promise<boolean> {
    const { access } = this.#rooms
    switch (event.what) {
      case 'link':
        await access.link(tx, { person: this.#id(event.person), patient: this.#id(event.chart), provenBy: 'desk' })
        return true
      case 'link ended':
        await access.unlink(tx, { person: this.#id(event.person), patient: this.#id(event.chart) })
        return true
      case 'grant':
        this.ids.set(event.grant, (await access.grant(tx, { person: this.#id(event.person), patient: this.#id(event.chart), relation: event.relation, kinds: maskOf(event.kinds), hidden: labelMask(event.hidden), validUntil: event.until === null ? null : date(event.until) })).id)
        return true
      case 'grant revoked':
        await access.revoke(tx, this.#id(event.grant))
        return true
      case 'app let in':
        this.ids.set(event.app, (await access.allowApp(tx, { person: this.#id(event.person), patient: this.#id(event.chart), kinds: maskOf(event.kinds), hidden: labelMask(event.hidden), validUntil: date(event.until) })).id)
        return true
      case 'app shut out':
        await access.revokeApp(tx, this.#id(event.app))
        return true
      default:
        return false
    }
  }

  async #charts(tx: Tx, event: Event): Promise<boolean> {
    const { patients } = this.#rooms
    switch (event.what) {
      case 'chart':
        this.#organizationOf.set(event.chart, event.organization)
        // One delivery for each organization from the beginning: what it says of itself must not depend on what is in it.
        await this.#rooms.store.begin(tx, this.#delivery(event.organization))
        this.ids.set(event.chart, await this.#register(tx, event.chart, event.birthDate))
        return true
      case 'birth date corrected':
        await this.#register(tx, event.chart, event.birthDate)
        return true
      case 'merge':
        this.ids.set(event.merge, (await patients.merge(tx, this.#id(event.chart), this.#id(event.other))).mergeId)
        return true
      case 'merge ended':
        await patients.unmerge(tx, this.#id(event.merge), { person: null, name: 'Dana Cole', organization: null, reason: 'two people' })
        return true
      default:
        return false
    }
  }
  async #register(tx: Tx, chart: string, birthDate: string): Promise<Id> {
    return (await this.#rooms.patients.register(tx, { organization: this.#organizationOf.get(chart)!, mrn: chart, name: chart, family: null, given: null, birthDate, deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null })).id
  }

  async #recordEvents(tx: Tx, event: Event): Promise<boolean> {
    const changed = (record: string, change: Partial<NewRecord & { removed: boolean }>): void => {
      const before = this.#records.get(record)!
      this.#records.set(record, { ...before, ...change, version: before.version + 1 })
    }
    switch (event.what) {
      case 'records came':
        for (const one of event.records) this.#records.set(one.record, { ...one, removed: false, version: 1 })
        break
      case 'record final':
        changed(event.record, { final: true })
        break
      case 'record relabelled':
        changed(event.record, { labels: event.labels })
        break
      case 'record found to be the same':
        changed(event.record, { sameAs: event.sameAs })
        break
      case 'record removed':
        changed(event.record, { removed: true })
        break
      default:
        return false
    }
    await this.#store(tx, event.what === 'records came' ? event.records.map((one) => one.record) : [event.record], event.at)
    return true
  }
  async #store(tx: Tx, records: readonly string[], at: Instant): Promise<void> {
    const { store, release } = this.#rooms
    for (const organization of new Set(this.#organizationOf.values())) {
      const own = records.map((record) => this.#records.get(record)!).filter((one) => this.#organizationOf.get(one.chart) === organization)
      if (own.length === 0) continue
      const rows = own.map(
        (one): RecordRow => ({
          patient: this.#id(one.chart),
          id: this.#id(one.record),
          kind: kindNumber(one.kind),
          filed: new Date(Date.parse('2026-01-01T00:00:00Z') + one.record.length * 1_000).toISOString(),
          visit: null,
          finalAt: one.final ? new Date(at).toISOString() : null,
          labels: labelMask(one.labels),
          removed: one.removed,
          sameAs: one.sameAs === null ? null : this.#id(one.sameAs),
          content: null,
          card: { name: one.record, line: 'what it found' },
          search: one.record,
          body: { kind: 'document', type: { text: one.record }, status: 'current', authors: [], attachments: [] },
          rawVersion: Uint8Array.of(one.version),
        }),
      )
      await release.decideRows(tx, await store.write(tx, this.#delivery(organization), rows))
    }
  }

  async #policyEvents(tx: Tx, event: Event): Promise<boolean> {
    const { release } = this.#rooms
    switch (event.what) {
      case 'policy drafted':
        this.#policies.set(event.policy, { ...(await release.draft(tx, event.organization, event.rules)), after: null, done: false })
        return true
      case 'policy built in part': {
        await this.#build(tx, event.policy)
        return true
      }
      case 'policy flipped': {
        const built = this.#policies.get(event.policy)!
        while (!built.done) await this.#build(tx, event.policy)
        await release.flip(tx, built.policy, date(event.from))
        return true
      }
      default:
        return false
    }
  }
  /** One patient at a time, so that a part is a part. */
  async #build(tx: Tx, policy: string): Promise<void> {
    const building = this.#policies.get(policy)!
    building.after = await this.#rooms.release.build(tx, building.policy, { after: building.after, limit: 1 })
    building.done = building.after === null
  }

  async #holds(tx: Tx, event: Event): Promise<boolean> {
    const { release } = this.#rooms
    switch (event.what) {
      case 'hold':
        this.ids.set(event.hold, (await release.placeHold(tx, { patient: this.#id(event.chart), record: event.record === null ? null : this.#id(event.record), kinds: event.kinds, basis: event.basis, tell: event.tell, whoToAsk: event.who, reviewAt: date(event.until) })).id)
        return true
      case 'hold ended':
        await release.endHold(tx, this.#id(event.hold))
        return true
      case 'wish':
        this.ids.set(event.wish, (await release.makeWish(tx, { patient: this.#id(event.chart), kinds: event.kinds, caller: event.caller, atMostDays: event.days })).id)
        return true
      case 'wish ended':
        await release.endWish(tx, this.#id(event.wish))
        return true
      case 'called': {
        const chart = this.#world.log.flatMap((one) => (one.what === 'records came' ? one.records : [])).find((one) => one.record === event.record)!.chart
        await release.called(tx, { patient: this.#id(chart), record: this.#id(event.record) })
        return true
      }
      default:
        return false
    }
  }
}
