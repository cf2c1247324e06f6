// One customer has 18 quintillion IPv6 addresses: does a new one for each try pass the limits of a network? R19, R21, R34, R35, R62.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { usualOffer } from '../../contract/offers.ts'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, birth, givenDoor } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
  await door.composed.databases.operate.run((tx) => door.composed.house.directory.putOffer(tx, { ...usualOffer('lakeside'), proofs: ['mrn'] }))
})
after(() => door.end())

type Form = { readonly path: string; readonly from?: string; readonly tries: number; readonly allowed: number; fields(turn: number): Record<string, string> }

/** What one network may try before it waits, and a different person each time, so that no other limit stops it. */
const forms: readonly Form[] = [
  { path: '/sign-in', tries: 14, allowed: 10, fields: (turn) => ({ email: `rotating-${turn}@example.com`, password: 'wrong-wrong-wrong' }) },
  { path: '/code', tries: 34, allowed: 30, fields: (turn) => ({ code: `ZZZZZZZZ${String(turn).padStart(4, '0')}`, ...birth }) },
  { path: '/forgot', tries: 24, allowed: 20, fields: (turn) => ({ email: `forgot-${turn}@example.com` }) },
  { path: '/o/lakeside/create/you', tries: 8, allowed: 5, fields: (turn) => ({ given: `Ana${turn}`, family: 'Nobody', ...birth, proof: 'mrn', mrn: `90${turn}00` }) },
]

const rotating = (turn: number): string => `2001:db8:77:8:${(turn * 7_919 + 1).toString(16).slice(-4)}:${turn.toString(16)}::${(turn + 1).toString(16)}`
const strangers = (turn: number): string => `2001:db8:99:${(turn + 1).toString(16)}::1`

async function stopped({ path, tries, fields }: Form, address: (turn: number) => string): Promise<number> {
  door.clock.advance({ days: 2 })
  let count = 0
  for (let turn = 0; turn < tries; turn += 1) {
    const reply = await givenCaller(door, address(turn)).post(path, fields(turn), { from: path })
    assert.notEqual(reply.status, 403, path)
    if (reply.status === 429) count += 1
  }
  return count
}

for (const form of forms) {
  test(`${form.path}: addresses of one /64 share one count of ${form.allowed}; as many strangers do not`, async () => {
    assert.equal(await stopped(form, rotating), form.tries - form.allowed)
    assert.equal(await stopped(form, strangers), 0)
  })
}
