// Can an answer tell whether a code exists, was used, or is burnt? Same status, same bytes, same headers, same counted work. R22.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { countWork } from '#kernel'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, birth, givenDoor, masked, wrongBirth } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

let address = 0
async function answerTo(code: string, date: Record<string, string>) {
  address += 1
  const caller = givenCaller(door, `10.1.0.${address}`)
  await caller.get('/code')
  const { value, count } = await countWork(() => caller.post('/code', { code, ...date }))
  return { status: value.status, page: masked(value.body), headers: Object.keys(value.headers).filter((name) => name !== 'content-length').sort(), count }
}

test('wrong, unknown, burnt and impossible codes, and a replaced one with a wrong birth date, are answered alike', async () => {
  await door.register('L-u')
  const replaced = await door.letter('L-u')
  const code = await door.letter('L-u')
  const wrongDate = await answerTo(code, wrongBirth)
  const unknown = await answerTo('ZZZZ ZZZZ ZZZZ', birth)
  const old = await answerTo(replaced, wrongBirth)
  const noCode = await answerTo('not a code at all', birth)
  for (let turn = 0; turn < 4; turn += 1) await answerTo(code, wrongBirth)
  const burnt = await answerTo(code, birth)
  assert.equal(wrongDate.status, 422)
  for (const one of [unknown, old, noCode, burnt]) assert.deepEqual(one, wrongDate)
})

test('a code that ran out says so to its birth date only; to any other date it is like an unknown one', async () => {
  await door.register('L-x')
  const code = await door.letter('L-x')
  door.clock.advance({ days: 22 })
  const owner = givenCaller(door, '10.1.1.1')
  assert.equal((await owner.post('/code', { code, ...birth }, { from: '/code' })).headers.location, '/code/over')
  assert.match((await owner.get('/code/over')).body, /This code ran out on December 10, 2026/)
  assert.match((await givenCaller(door, '10.1.1.2').get('/code/over')).body, /Type your code again/)
  assert.deepEqual(await answerTo(code, wrongBirth), await answerTo('ZZZZ ZZZZ ZZZY', birth))
})
