// Are processes that die or hang replaced, and is the queue bounded?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Crew } from './crew.ts'

type Seen = { readonly order: string; readonly secrets: readonly string[]; readonly pid: number }

const odd = new URL('./odd-process.ts', import.meta.url)

async function withCrew(options: { workers: number; patienceMs?: number; waitingMost?: number; program?: URL }, work: (crew: Crew<string, Seen>) => Promise<void>): Promise<void> {
  const crew = new Crew<string, Seen>({ program: odd, patienceMs: 20_000, waitingMost: 64, ...options })
  try {
    await work(crew)
  } finally {
    await crew.close()
  }
}

test('every job is answered with its own answer', () =>
  withCrew({ workers: 2 }, async (crew) => {
    const orders = Array.from({ length: 20 }, (_, index) => `job ${index}`)
    const answers = await Promise.all(orders.map((order) => crew.ask(order)))
    assert.deepEqual(
      answers.map((answer) => answer.order),
      orders,
    )
    assert.ok(new Set(answers.map((answer) => answer.pid)).size <= 2)
  }))

test('a process knows nothing of our environment', () =>
  withCrew({ workers: 1 }, async (crew) => {
    assert.deepEqual((await crew.ask('look')).secrets, [])
  }))

test('a process that dies refuses its own job only, and is replaced', () =>
  withCrew({ workers: 1 }, async (crew) => {
    const before = await crew.ask('before')
    const [died, after] = await Promise.allSettled([crew.ask('die'), crew.ask('after')])
    assert.equal(died.status === 'rejected' && died.reason.code, 'our-fault')
    assert.equal(after.status === 'fulfilled' && after.value.order, 'after')
    assert.notEqual(after.status === 'fulfilled' && after.value.pid, before.pid)
  }))

test('a process that hangs is stopped after the patience is over, and is replaced', () =>
  withCrew({ workers: 1, patienceMs: 1500 }, async (crew) => {
    const { pid } = await crew.ask('before')
    await assert.rejects(crew.ask('hang'), { code: 'our-fault' })
    const after = await crew.ask('after')
    assert.notEqual(after.pid, pid)
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' }, 'the hanging process is gone')
  }))

test('a full queue refuses the next job and no other', () =>
  withCrew({ workers: 1, waitingMost: 2 }, async (crew) => {
    const asked = ['running', 'first', 'second', 'third'].map((order) => crew.ask(order))
    const ended = await Promise.allSettled(asked)
    assert.deepEqual(
      ended.map((end) => end.status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
    )
    assert.equal(ended[3]?.status === 'rejected' && ended[3].reason.code, 'too-busy')
  }))

test('a program that cannot start refuses each job instead of starting for ever', () =>
  withCrew({ workers: 1, program: new URL('./not-there.ts', import.meta.url) }, async (crew) => {
    await assert.rejects(crew.ask('one'), { code: 'our-fault' })
    await assert.rejects(crew.ask('two'), { code: 'our-fault' })
  }))

test('a closed crew refuses what waits and leaves no process', async () => {
  const crew = new Crew<string, Seen>({ program: odd, workers: 1, patienceMs: 20_000, waitingMost: 8 })
  const { pid } = await crew.ask('before')
  const open = Promise.allSettled([crew.ask('hang'), crew.ask('waiting')])
  await crew.close()
  assert.deepEqual(
    (await open).map((end) => end.status),
    ['rejected', 'rejected'],
  )
  await assert.rejects(crew.ask('later'), { code: 'too-busy' })
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
})
