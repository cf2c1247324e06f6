// How is one set of messages delivered undisturbed, and how in the worst of ways? Each to a house of its own; what it holds then is told.
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { type Canonical, canonicalOf } from './canonical-house.ts'
import type { DeliverySet, Sent } from './deliveries.ts'
import { shownOf } from './shown-record.ts'

/** Numbers from 0 to 1 that depend on the seed only (mulberry32). */
export function openRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Arriving = Sent & { /** By the first way out of its system, or by the second. */ readonly route: 1 | 2 }

/** Any order, some of them twice or three times, each time by either of two routes of the same system. */
export function disordered(sent: readonly Sent[], random: () => number): readonly Arriving[] {
  const all = sent.flatMap((one) => Array.from({ length: 1 + (random() < 0.3 ? 1 : 0) + (random() < 0.1 ? 1 : 0) }, (): Arriving => ({ ...one, route: random() < 0.5 ? 1 : 2 })))
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const [a, b] = [all[at], all[other]]
    if (a !== undefined && b !== undefined) [all[at], all[other]] = [b, a]
  }
  return all
}

/** By which way a record came, and what it said before, stand apart from what it says. */
const apart = new Set(['provenance', 'trace', 'history', 'changed', 'earlier'])
const pageOf = (record: object): string => JSON.stringify(record, (name: string, value: unknown) => (apart.has(name) ? undefined : value))

export type OrderHouse = {
  readonly house: GivenHouse
  /** The feed by which a message of its form comes on its route. */
  feedOf(one: Pick<Arriving, 'organization' | 'form' | 'route'>): string
  /** By what a sender shows that it is a feed: the credential of a push, the address on this computer of a line. */
  readonly shows: ReadonlyMap<string, string>
  keep(one: Arriving): Promise<void>
  work(): Promise<void>
  /** What the house holds, and what its people see of it. */
  told(): Promise<Canonical>
  end(): Promise<void>
}

/** A house with every organization of a set; each has one system with two ways out for HL7 v2 and two for pushes. */
export async function orderHouse({ authorities }: Pick<DeliverySet, 'authorities'>): Promise<OrderHouse> {
  const house = await givenHouse()
  const { databases, inbound, house: rooms } = house.composed
  const { registry, credentials } = inbound.feeds
  const shows = new Map<string, string>()
  const feedOf: OrderHouse['feedOf'] = ({ organization, form, route }) => `${organization}:${form === 'hl7v2' ? 'mllp' : 'fhir'}-${route}`
  for (const [at, [organization, numbers]] of Object.entries(authorities).entries()) {
    await databases.operate.run(async (tx) => {
      await rooms.directory.put(tx, { id: organization, name: organization, phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
      for (const route of ['mllp', 'fhir'] as const) {
        for (const way of [1, 2]) {
          const { id } = await registry.put(tx, { key: `${route}-${way}`, organization, name: `${organization} systems`, route, authorities: numbers, ...(way === 2 ? { sameSystemAs: `${organization}:${route}-1` } : {}) })
          const address = `127.0.${at + 1}.${way}`
          shows.set(id, route === 'fhir' ? (await credentials.newToken(tx, id)).token : address)
          if (route === 'mllp') await credentials.allowAddress(tx, id, address)
        }
      }
    })
  }
  return {
    house, feedOf, shows,
    async keep(one) {
      await inbound.feeds.keep([{ feed: feedOf(one), form: one.form, name: one.name, kind: one.kind, sentAt: null, bytes: one.bytes }])
    },
    work: async () => void (await inbound.feeds.work()),
    async told() {
      const messages = await rowsOf<{ row: string }>(house, "select distinct jsonb_build_object('sha256', encode(sha256, 'hex'), 'state', state, 'reasons', reasons)::text as row from inbound_message where state <> 'same' order by 1")
      const patients = await rowsOf<{ id: string }>(house, 'select id from patients_patient order by id')
      const shown = []
      for (const { id } of patients) shown.push({ id, ...(await shownOf(house.composed, [id])) })
      return { ...(await canonicalOf(house.owner)), messages: messages.map((one) => one.row), pages: shown.flatMap(({ id, records, notYet, removed }) => [...records.map((one) => pageOf(one)), JSON.stringify({ id, notYet, removed })]).sort(), histories: shown.flatMap(({ records }) => records.map(({ id, history }) => JSON.stringify({ id, history }))).sort() }
    },
    end: () => house.end(),
  }
}

/** The parts of what a house holds that tell how its records came to be; pages say so too ("the correction did not change this"). */
export const onlyOnTheWay = ['messages', 'texts'] as const
export const without = (told: Canonical, parts: readonly string[]): Canonical => Object.fromEntries(Object.entries(told).filter(([name]) => !parts.includes(name)))

/** Everything in its order, by the first route, and worked on at the end. */
export async function undisturbed(set: DeliverySet): Promise<Canonical> {
  const house = await orderHouse(set)
  try {
    for (const one of set.sent) await house.keep({ ...one, route: 1 })
    await house.work()
    return await house.told()
  } finally {
    await house.end()
  }
}

/** In disorder, worked on whenever chance wants it. */
export async function inDisorder(set: DeliverySet, seed: number): Promise<Canonical> {
  const random = openRandom(seed)
  const house = await orderHouse(set)
  try {
    for (const one of disordered(set.sent, random)) {
      await house.keep(one)
      if (random() < 0.3) await house.work()
    }
    await house.work()
    return await house.told()
  } finally {
    await house.end()
  }
}
