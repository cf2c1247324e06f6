// Does an answer leave on a beat, whatever its work took and however it ended?
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { beatMs, onTheBeat } from './on-the-beat.ts'

/** Lets everything that waits for a settled promise go on. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** After how many milliseconds an answer leaves whose work ends after `workMs`. */
async function leavesAfter(workMs: number, fails: boolean): Promise<number> {
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  try {
    let left = -1
    let at = 0
    const answer = onTheBeat(() => new Promise<void>((resolve, reject) => {
      if (workMs === 0) return fails ? reject(new Error('no')) : resolve()
      setTimeout(() => (fails ? reject(new Error('no')) : resolve()), workMs)
    }))
    const over = answer.then(() => { left = at }, () => { left = at })
    for (at = 0; at < 10 * beatMs; at += 1) {
      await settle()
      if (left >= 0) break
      mock.timers.tick(1)
    }
    await over
    return left
  } finally {
    mock.timers.reset()
  }
}

test('work of any length within a beat is answered at the beat, whether it gives or throws', async () => {
  for (const fails of [false, true]) {
    const first = await leavesAfter(0, fails)
    assert.ok(first >= beatMs && first <= beatMs + 2, `left after ${first} ms`)
    for (const workMs of [1, 7, beatMs - 3]) assert.equal(await leavesAfter(workMs, fails), first, `${workMs} ms of work`)
  }
})

test('work that misses a beat waits for the next one', async () => {
  const late = await leavesAfter(beatMs + 5, false)
  assert.ok(late >= 2 * beatMs && late <= 2 * beatMs + 2, `left after ${late} ms`)
})

test('what the work gives and throws comes out as it is', async () => {
  assert.equal(await onTheBeat(async () => 7), 7)
  await assert.rejects(onTheBeat(async () => { throw new RangeError('no') }), RangeError)
})
