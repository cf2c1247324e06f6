// Somebody types addresses at "forgot your password" and "which e-mail": does the page, the work, or the number of mails tell who has an account? R22, T8.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { countWork } from '#kernel'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, masked, owner } from '../given/door.ts'
import { mailsTo } from '../given/journeys/recovery.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

/** The forms of this part that a stranger may fill in, for the timing bench too: path, and a body for a known and an unknown address. */
const forms = ['/forgot', '/sign-in/which-email'] as const

async function askAt(path: string, email: string, address: string) {
  const caller: Caller = givenCaller(door, address)
  await caller.get(path)
  const { value, count } = await countWork(() => caller.post(path, { email }))
  const page = await caller.get(String(value.headers.location))
  const headers = Object.fromEntries(Object.entries(value.headers).filter(([name]) => name !== 'date'))
  return { status: value.status, headers, body: masked(value.body), page: masked(page.body), count }
}

for (const path of forms) {
  test(`${path} answers a known and an unknown address with the same bytes, work and number of mails`, async () => {
    const known = await askAt(path, owner.email, '10.4.0.1')
    const unknown = await askAt(path, 'nobody.here@example.com', '10.4.0.2')
    assert.deepEqual(known, unknown)
    assert.equal(known.count.mails, 1)
    assert.equal(known.count.hashes, 0)
  })
}

test('the answer goes to the address that was typed, and to no other', async () => {
  await askAt('/sign-in/which-email', owner.email, '10.4.0.3')
  const [mail] = await mailsTo(door, owner.email, 'signs-in-with')
  assert.match(mail?.body ?? '', /rosa@example\.com/)
  const [none] = await mailsTo(door, 'nobody.here@example.com', 'no-account')
  assert.ok(none !== undefined && !none.body.includes(owner.email))
})

test('a stranger’s asking does not use up the owner’s: another network still gets a link', async () => {
  door.clock.advance({ hours: 2 })
  const said: number[] = []
  for (let turn = 0; turn < 6; turn += 1) said.push((await askAt('/forgot', owner.email, '10.4.1.1')).status)
  assert.deepEqual(said, [303, 303, 303, 303, 429, 429])
  assert.equal((await askAt('/forgot', owner.email, '10.4.1.2')).status, 303)
})

test('what is no address is said to be none, and what was typed stays', async () => {
  const caller = givenCaller(door, '10.4.2.1')
  const reply = await caller.post('/forgot', { email: 'rosa at example' }, { from: '/forgot' })
  assert.equal(reply.status, 422)
  assert.match(reply.body, /value="rosa at example"/)
})
