// How does a hospital's day come into a journey? Message by message through the open doors, as it is told in demo/feed; steps as sentences.
import assert from 'node:assert/strict'
import { makeHospitalDay } from '../../../demo/feed/hospital-day.ts'
import { type SendingHouse, demoFeedsOf } from '../../feeds/feed-house.ts'
import type { Walk } from '../journey.ts'
import type { Account } from '../journey-door.ts'
import { rowsOf } from '../member.ts'

/** The day before the one at which a journey's clock stands. */
const day = makeHospitalDay('2026-11-20')

export type Hospital = SendingHouse & {
  /** These steps happen, one after the other, and are worked on: each is taken and ends as the day says. */
  sends(...keys: readonly string[]): Promise<void>
}

/** The demo's hospitals are connected, and closed again when the journey is over. */
export async function withTheHospital(walk: Walk, body: (hospital: Hospital) => Promise<void>): Promise<void> {
  const sending = await demoFeedsOf(walk.house)
  try {
    await body({
      ...sending,
      async sends(...keys) {
        for (const key of keys) {
          const step = day.find((one) => one.key === key) ?? assert.fail(`no step ${key}`)
          assert.ok(['AA', '202'].includes(await sending.sendStep(step)), key)
          await sending.workedOff()
          const [message] = await rowsOf<{ state: string }>(walk.house, 'select state from inbound_message where feed = $1 order by id desc limit 1', [step.feed])
          assert.equal(message?.state, step.ends, key)
        }
      },
    })
  } finally {
    await sending.end()
  }
}

/** The ready-made sign-in of somebody of the demo. */
export function readyMade({ house }: Walk, given: string): Account {
  const found = house.seeded?.signIns.find((one) => one.name.startsWith(`${given} `))
  assert.ok(found, `${given} has a ready-made sign-in`)
  return { email: found.email, password: found.password, totpSecret: found.totpSecret }
}

/** The records office says whose the newest message that waits is; gives the link that can be taken back. */
export async function whenTheOfficeFiles({ house }: Walk, mrn: string, reason: string): Promise<string> {
  const [waiting] = await rowsOf<{ feed: string; id: string; whom: { people: { whom: string }[] } }>(house, "select feed, id::text, whom from inbound_message where state = 'unplaced' order by id desc limit 1")
  const [chart] = await rowsOf<{ id: string }>(house, "select id from patients_patient where organization = 'lakeside' and mrn = $1", [mrn])
  assert.ok(waiting !== undefined && chart !== undefined, 'a message waits, and there is that chart')
  const { feeds } = house.composed.inbound
  const { link } = await feeds.placement.place({ message: { feed: waiting.feed, id: waiting.id }, whom: waiting.whom.people[0]?.whom ?? '', patient: chart.id, reason, by: office })
  await feeds.work()
  return link
}

/** And takes it back. */
export async function whenTheOfficeTakesBack({ house }: Walk, link: string, reason: string): Promise<void> {
  const { feeds } = house.composed.inbound
  await feeds.placement.undo({ link, reason, by: office })
  await feeds.work()
}

const office = { person: null, name: 'Dana Cole', organization: 'lakeside', role: 'records-office' } as const

/** Two charts that were made one are two again. */
export async function whenTheMergeIsUndone({ house }: Walk): Promise<void> {
  const [merge] = await rowsOf<{ id: string }>(house, "select id from patients_merge where valid_until = 'infinity' order by valid_from desc limit 1")
  assert.ok(merge !== undefined, 'two charts are one')
  await house.composed.databases.operate.run((tx) => house.composed.house.patients.unmerge(tx, merge.id))
}
