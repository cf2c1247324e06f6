// Are charts kept as they come, and is one human's set of charts always whole?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openDirectory } from '#directory'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { normalizeMrn } from './normal-forms.ts'
import { openPatients } from './patients.ts'
import type { Registration } from './registering.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
  await given.operate.run((tx) => openDirectory().put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
})
after(() => given.end())

const registration = (mrn: string): Registration => ({ organization: 'lakeside', mrn, name: `Person ${mrn}`, family: null, given: null, birthDate: '1984-02-03', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null })
const patients = () => openPatients({ keys: given.keys })

test('a record number keeps its zeros, dashes and case, and loses white space and invisible characters', () => {
  assert.equal(normalizeMrn(' 0012-34 ab\u200b\u00a0C '), '0012-34abC')
  assert.equal(normalizeMrn('１２３'), '123')
})

test('the same chart registered twice is one chart, and changes only when its facts change', async () => {
  const rooms = patients()
  const first = await given.feed.run((tx) => rooms.register(tx, registration('100')))
  given.clock.advance({ hours: 1 })
  const second = await given.feed.run((tx) => rooms.register(tx, registration(' 100')))
  assert.deepEqual([first.created, second.created, second.id], [true, false, first.id])
  await given.feed.run((tx) => rooms.register(tx, { ...registration('100'), phone: '555-0100' }))
  const found = await given.operate.run((tx) => rooms.byMrn(tx, 'lakeside', '1 00'))
  assert.deepEqual([found?.id, found?.phone, found?.birthDate], [first.id, '555-0100', '1984-02-03'])
  assert.equal(await given.operate.run((tx) => rooms.byMrn(tx, 'lakeside', '999')), null)
})

test('the set of charts of one human is the connected one, whatever merges and ends came in which order', async () => {
  const rooms = patients()
  let round = 0
  const steps = fc.array(fc.record({ a: fc.nat(4), b: fc.nat(4), end: fc.boolean(), which: fc.nat(9) }), { minLength: 1, maxLength: 9 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      round += 1
      const charts = await given.feed.run(async (tx) => Promise.all([0, 1, 2, 3, 4].map(async (at) => (await rooms.register(tx, registration(`merge-${round}-${at}`))).id)))
      let open: { id: string; a: number; b: number }[] = []
      for (const step of all) {
        given.clock.advance({ seconds: step.which % 2 })
        const ended = step.end ? open[step.which % Math.max(1, open.length)] : undefined
        // Two people are two people, however often it was said that they are one.
        if (ended !== undefined) open = open.filter(({ a, b }) => !((a === ended.a && b === ended.b) || (a === ended.b && b === ended.a)))
        if (ended !== undefined) await given.operate.run((tx) => rooms.unmerge(tx, ended.id, { person: null, name: 'Dana Cole', organization: null, reason: 'two people' }))
        else if (step.a !== step.b) open.push({ id: (await given.operate.run((tx) => rooms.merge(tx, charts[step.a]!, charts[step.b]!))).mergeId, a: step.a, b: step.b })
        const group = (of: number): Set<number> => {
          const found = new Set([of])
          for (let grown = -1; grown !== found.size; ) {
            grown = found.size
            for (const { a, b } of open) if (found.has(a) || found.has(b)) found.add(a).add(b)
          }
          return found
        }
        for (const [at, chart] of charts.entries()) {
          assert.deepEqual(await given.operate.run((tx) => rooms.alike(tx, chart)), [...group(at)].map((one) => charts[one]!).sort())
        }
      }
    }),
    { numRuns: 12 },
  )
})
