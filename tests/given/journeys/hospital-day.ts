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
