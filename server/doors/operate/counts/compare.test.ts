// Does a record that is in one place and not in another always come out as off, and never one that is rightly where it is?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CountedRecord } from '#inbound/sources'
import type { Standing } from '#release/policy'
import { addCounts, compareRecords } from './compare.ts'

const stored = (record: string, more: Partial<CountedRecord> = {}): CountedRecord => ({ patient: 'p', record, kind: 1, source: 'lakeside:lab', day: '2026-11-03', removed: false, same: false, ...more })
const standing = (record: string, state: Standing['state']): Standing => ({ patient: 'p', record, kind: 1, state })
const both = (...ids: string[]) => ({ listed: new Set(ids), exported: new Set(ids) })
const only = (rows: ReturnType<typeof compareRecords>) => rows.map(({ records, shown, waiting, removed, exported, off }) => [records, shown, waiting, removed, exported, off])

test('what is shown, what waits and what was taken back are where they belong', () => {
  const rows = compareRecords([stored('a'), stored('b'), stored('c', { removed: true }), stored('d', { same: true })], [standing('a', 'shown'), standing('b', 'waits'), standing('c', 'removed')], both('a'))
  assert.deepEqual(only(rows), [[3, 1, 1, 1, 1, 0]])
})

test('each place that does not agree is off', () => {
  const off = (...given: Parameters<typeof compareRecords>) => compareRecords(...given).reduce((sum, one) => sum + one.off, 0)
  assert.equal(off([stored('a')], [], both()), 1, 'release was never told')
  assert.equal(off([stored('a')], [standing('a', 'shown')], both()), 1, 'shown, and in no list')
  assert.equal(off([stored('a')], [standing('a', 'shown')], { listed: new Set(['a']), exported: new Set() }), 1, 'in the list, and in no file')
  assert.equal(off([stored('a')], [standing('a', 'waits')], both('a')), 1, 'waits, and is in the list')
  assert.equal(off([stored('a', { removed: true })], [standing('a', 'shown')], both('a')), 1, 'taken back, and shown')
  assert.equal(off([stored('a')], [standing('a', 'removed')], both()), 1, 'not taken back, and not shown')
  assert.equal(off([], [standing('a', 'shown')], both('a')), 1, 'shown, and not stored')
})

test('the counts of several charts are added by source, day and kind', () => {
  const one = compareRecords([stored('a')], [standing('a', 'shown')], both('a'))
  const other = compareRecords([stored('b'), stored('c', { kind: 6 })], [standing('b', 'shown'), standing('c', 'shown')], both('b', 'c'))
  assert.deepEqual(addCounts([...one, ...other]).map(({ kind, records, exported }) => [kind, records, exported]), [['lab-result', 2, 2], ['medicine', 1, 1]])
})
