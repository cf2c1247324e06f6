// Is every entry of a file counted exactly once, whatever becomes of it?
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Entry } from '../read-bundle.ts'
import type { Placed } from '../writing/place-records.ts'
import { compareReceived } from './compare.ts'
import { type Received, type Receipt, receiptsOf, thingKey } from './receipts.ts'

const version = (text: string): Buffer => createHash('sha256').update(text).digest()
const entry = (type: string, id: string, text = id): Entry => ({ line: 1, fullUrl: null, type, sourceId: id, text: Buffer.from(text), version: version(text), unkeepable: false, resource: {} })
const placed = (id: string, parts: readonly string[]): Placed => ({ row: { patient: 'p', id } as Placed['row'], type: '', preferred: false, parts }) as unknown as Placed
const keptOf = (...entries: readonly Entry[]) => entries.map((one) => ({ patient: 'p', id: one.sourceId, type: one.type, version: one.version, several: false, late: false }))

const given = (more: Partial<Received>): Received => ({ entries: [], empty: [], nameOf: (one) => ({ patient: 'p', id: one.sourceId }), leftOut: new Map(), placed: [], duplicates: new Set(), kept: [], standing: new Set(), ...more })
const told = (receipts: readonly Receipt[]) => Object.fromEntries(receipts.map((one) => [`${one.type} ${one.outcome}${one.reason === '' ? '' : ` ${one.reason}`}`, one.count]))

const report = entry('DiagnosticReport', 'r1')
const [first, second, lone, draft, person] = [entry('Observation', 'o1'), entry('Observation', 'o2'), entry('Observation', 'o3'), entry('ServiceRequest', 's1'), entry('Patient', 'p1')]

test('a record, its parts, what is left out and what is no record are each counted as what they are', () => {
  const entries = [person, report, first, second, lone, draft]
  const receipts = receiptsOf(given({ entries, kept: keptOf(...entries), placed: [placed('r1', ['r1', 'o1', 'o2']), placed('o3', ['o3'])], leftOut: new Map([[draft, 'draft']]), empty: ['not-a-resource'] }))
  assert.deepEqual(told(receipts), { 'Patient reference': 1, 'DiagnosticReport record': 1, 'Observation part': 2, 'Observation record': 1, 'ServiceRequest left-out draft': 1, 'not a resource empty not-a-resource': 1 })
  assert.equal(receipts.reduce((sum, one) => sum + one.count, 0), entries.length + 1)
})

test('what was here before is counted as merged; of the same text twice in one file one is new', () => {
  const entries = [first, second, entry('Observation', 'o2')]
  assert.deepEqual(told(receiptsOf(given({ entries, kept: keptOf(second), placed: [placed('o1', ['o1']), placed('o2', ['o2'])] }))), { 'Observation again': 2, 'Observation record': 1 })
})

test('a copy of a document is counted as a duplicate, a version that says nothing of a thing in the record as a version', () => {
  const [copy, denied] = [entry('DocumentReference', 'd2'), entry('Condition', 'c1', 'c1, refuted')]
  const receipts = receiptsOf(given({ entries: [copy, denied], kept: keptOf(copy, denied), placed: [placed('d2', ['d2'])], duplicates: new Set(['d2']), leftOut: new Map([[denied, 'negated']]), standing: new Set([thingKey('p', 'c1')]) }))
  assert.deepEqual(told(receipts), { 'DocumentReference duplicate': 1, 'Condition version negated': 1 })
})

const received = (outcome: Receipt['outcome'], count: number, reason = '') => ({ source: 'lakeside:lab', day: '2026-11-03', type: reason === 'syntax' ? 'file' : 'Observation', outcome, reason, count })
const texts = (type: string, count: number, standing: number) => ({ source: 'lakeside:lab', day: '2026-11-03', type, texts: count, standing })
const off = (...both: Parameters<typeof compareReceived>) => compareReceived(...both).filter((row) => row.off).map((row) => row.type)

test('both sides agree: nothing is off, and the parts add up to what came', () => {
  const [row] = compareReceived([received('record', 3), received('part', 2), received('left-out', 1, 'no-value'), received('again', 4), received('version', 1, 'negated')], [texts('Observation', 7, 6)])
  assert.equal(row?.off, false)
  assert.deepEqual([row?.received, row?.stored, row?.leftOut], [11, 7, { 'no-value': 1 }])
})

test('a text that is gone, one too many, a record that is gone, and a day that nobody wrote down are each off', () => {
  assert.deepEqual(off([received('record', 3)], [texts('Observation', 2, 2)]), ['Observation'])
  assert.deepEqual(off([received('record', 3)], [texts('Observation', 4, 4)]), ['Observation'])
  assert.deepEqual(off([received('record', 3)], [texts('Observation', 3, 2)]), ['Observation'])
  assert.deepEqual(off([received('left-out', 3, 'no-value')], [texts('Observation', 3, 1)]), ['Observation'])
  assert.deepEqual(off([], [texts('Observation', 1, 1)]), ['Observation'])
  assert.deepEqual(off([received('record', 1)], []), ['Observation'])
})

test('what was refused, held nothing, or came again is in no row of the store', () => {
  assert.deepEqual(off([received('refused', 2, 'syntax'), received('empty', 1, 'asks'), received('again', 9)], []), [])
})
