// A message makes whoever reads it stand still for ever, or eats all memory: do pages and doors answer meanwhile, is it parked, and are the
// others in the record? R66.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { planted } from '../feeds/planted-process.ts'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage, push, pushedPatient } from '../feeds/wire.ts'
import { rowsOf } from '../given/member.ts'

let given: GivenFeeds
before(async () => {
  given = await givenFeeds({ feedsApart: { program: new URL('../feeds/planted-process.ts', import.meta.url), limits: { ms: 6_000, beatMs: 50, megabytes: 600 } } })
  given.house.composed.inbound.feeds.start(0.1)
})
after(() => given.end())

const stateOf = async (name: string) => (await rowsOf<{ state: string; tries: number; reasons: readonly string[] }>(given.house, 'select state, tries, reasons from inbound_message where name = $1', [name]))[0]
/** A page and both doors, each in how many milliseconds. */
async function answers(nth: string): Promise<readonly number[]> {
  const timed = async (asking: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await asking()
    return performance.now() - begun
  }
  const line = await given.line()
  const took = [
    await timed(async () => assert.equal((await fetch(`${given.house.url}/sign-in`)).status, 200)),
    await timed(async () => {
      line.send(labMessage(`meanwhile ${nth}`))
      assert.equal(acknowledged(await line.answer())[0], 'AA')
    }),
    await timed(async () => assert.equal((await push(given, pushedPatient(`LH-${nth}`))).status, 202)),
  ]
  line.end()
  return took
}

test('it holds up nobody but those behind it, and those not for long', { timeout: 60_000 }, async () => {
  const line = await given.line()
  const send = async (message: string) => {
    line.send(message)
    assert.equal(acknowledged(await line.answer())[0], 'AA')
  }
  await send(`MSH|^~\\&|LAB|LAKESIDE|PORTICO|LAKESIDE|20261120080000-0500||ADT^A08^ADT_A01|R1|P|2.5.1\rPID|1||LH-1^^^LAKESIDE^MR||Test^Ana||19800101|F\r`)
  await send(labMessage('before'))
  await send(labMessage('still').replaceAll('Cholesterol', planted.loops))
  await send(labMessage('behind'))
  while ((await stateOf('still'))?.tries !== 1 || (await stateOf('before'))?.state !== 'done') await wait(50)
  await wait(300)
  await answers('0')
  const took = [...(await answers('1')), ...(await answers('2'))]
  assert.equal((await stateOf('still'))?.state, 'waiting', 'it stands still all this while')
  assert.ok(Math.max(...took) < 3_000, `answered after ${took.map(Math.round).join(', ')} ms`)
  await send(labMessage('hungry').replaceAll('Cholesterol', planted.eats))
  await send(labMessage('last'))
  while ((await rowsOf(given.house, "select 1 from inbound_message where state = 'waiting'")).length > 0) await wait(50)
  const ends = await rowsOf<{ name: string; state: string; reasons: readonly string[] }>(given.house, "select name, state, reasons from inbound_message where feed = 'lakeside:lab' order by id")
  assert.deepEqual(ends.map((one) => [one.name, one.state, ...one.reasons]), [
    ['R1', 'done'], ['before', 'done'], ['still', 'parked', 'too-slow'], ['behind', 'done'], ['meanwhile 0', 'done'], ['meanwhile 1', 'done'], ['meanwhile 2', 'done'], ['hungry', 'parked', 'too-much-memory'], ['last', 'done'],
  ])
  line.end()
})
