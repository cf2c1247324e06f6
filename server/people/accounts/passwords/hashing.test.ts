// Does a storm of sign-ins stay inside its bounds? R8.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal, countWork } from '#kernel'
import { openHashing } from './hashing.ts'

test('of a hundred at once four run, sixty-four wait, and the rest are told that we are busy', async () => {
  const hashing = openHashing()
  const cost = { memoryKiB: 64, passes: 1 }
  const { value, count } = await countWork(() => Promise.allSettled(Array.from({ length: 100 }, () => hashing.hash('x', Buffer.alloc(16), cost))))
  assert.equal(value.filter((one) => one.status === 'fulfilled').length, 68)
  assert.equal(count.hashes, 68)
  for (const one of value) if (one.status === 'rejected') assert.ok(one.reason instanceof Refusal && one.reason.code === 'too-busy')
  assert.equal((await hashing.hash('x', Buffer.alloc(16), cost)).length, 32)
})

test('places are given back when hashing itself fails', async () => {
  const hashing = openHashing({ concurrent: 1, waiting: 1 })
  for (let turn = 0; turn < 3; turn += 1) await assert.rejects(hashing.hash('x', Buffer.alloc(1), { memoryKiB: 64, passes: 1 }))
  assert.equal((await hashing.hash('x', Buffer.alloc(16), { memoryKiB: 64, passes: 1 })).length, 32)
})
