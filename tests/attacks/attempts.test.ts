// P43: can the timeline of attempts be used against somebody? It says nothing to who is not in, nothing of other networks, and an
// attacker can neither read, flood nor forge the owner's own lines. Unknown addresses leave the same lines at the same cost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { countWork } from '#kernel'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, masked, owner, signedIn } from '../given/door.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const wrong = { password: 'wrong-horse-battery-1' }
const linesOf = () => rowsOf<{ step: string; said: string; reference: string; about: number }>(door, 'select step, said, reference, cardinality(about) as about from accounts_attempt order by at, id')

test('each refused step leaves one line with the reference that was shown', async () => {
  const caller = givenCaller(door, '10.9.0.1')
  const reply = await caller.post('/sign-in', { email: owner.email, ...wrong }, { from: '/sign-in' })
  const shown = /<b data-reference[^>]*>([2-9B-Z]{4})</.exec(reply.body)?.[1]
  assert.ok(shown !== undefined)
  assert.deepEqual(await linesOf(), [{ step: 'sign-in', said: 'sign-in-no-match', reference: shown, about: 1 }])
})

test('for an address nobody has the page, the line and the work are the same', async () => {
  const answerTo = async (email: string, address: string) => {
    const caller = givenCaller(door, address)
    await caller.get('/sign-in')
    const { value, count } = await countWork(() => caller.post('/sign-in', { email, ...wrong }))
    return { page: masked(value.body), status: value.status, count }
  }
  const before_ = (await linesOf()).length
  assert.deepEqual(await answerTo('nobody@example.com', '10.9.0.2'), await answerTo('nobody-else@example.com', '10.9.0.3'))
  const known = await answerTo(owner.email, '10.9.0.4')
  assert.deepEqual(known.count, (await answerTo('nobody-at-all@example.com', '10.9.0.5')).count)
  assert.equal((await linesOf()).length, before_ + 4)
})

test('the timeline opens to nobody before they are in', async () => {
  const reply = await givenCaller(door, '10.9.0.6').get('/help/attempts')
  assert.equal(reply.status, 303)
  assert.match(String(reply.headers.location), /^\/sign-in/)
})

test('an attacker who has the password sees nothing, and stands in the owner’s timeline as somebody', async () => {
  const thief = givenCaller(door, '203.0.113.66')
  await thief.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in' })
  await thief.post('/sign-in/second-step', { code: '000000' }, { from: '/sign-in/second-step' })
  assert.equal((await thief.get('/help/attempts')).status, 303)
  door.clock.advance({ minutes: 1 })
  const caller = await signedIn(door, '10.9.0.7')
  const page = await caller.get('/help/attempts')
  assert.equal(page.status, 200)
  assert.match(page.body, /tried by someone/)
  assert.match(page.body, /Someone typed your right password/)
  assert.match(page.body, /code does not work/i)
  assert.doesNotMatch(page.body, /203\.0\.113\.66|10\.9\.0/)
  const half = await rowsOf<{ proof: number }>(door, "select cardinality(proof) as proof from accounts_attempt where step = 'second-step' and said = 'second-step-no-match'")
  assert.deepEqual(half, [{ proof: 0 }])
})

test('a line that cannot be written takes nobody’s way in away', async () => {
  await rowsOf(door, 'alter table accounts_attempt rename to accounts_attempt_away')
  try {
    const caller = givenCaller(door, '10.9.0.8')
    const reply = await caller.post('/sign-in', { email: owner.email, ...wrong }, { from: '/sign-in' })
    assert.equal(reply.status, 422)
    door.clock.advance({ minutes: 2 })
    const well = await signedIn(door, '10.9.0.9')
    assert.equal((await well.get('/me')).status, 200)
  } finally {
    await rowsOf(door, 'alter table accounts_attempt_away rename to accounts_attempt')
  }
})
