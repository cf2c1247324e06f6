// Does a typed birth date become a day only when there is one?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal, instant } from '#kernel'
import { readBirthDate } from './birth-date.ts'

const now = instant('2026-11-20T12:00:00Z')
const read = (month: string, day: string, year: string) => readBirthDate({ month, day, year }, now)
const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code && error.facts.field === 'birth'

test('short and full-width numbers are read', () => {
  assert.equal(read('2', '3', '1984'), '1984-02-03')
  assert.equal(read('１２', ' 31 ', '1950'), '1950-12-31')
  assert.equal(read('2', '29', '2024'), '2024-02-29')
})

test('days that do not exist, or are not yet, are refused', () => {
  for (const [month, day, year] of [['2', '30', '1984'], ['2', '29', '1900'], ['13', '1', '1984'], ['0', '1', '1984'], ['1', '0', '1984'], ['1', '1', '84'], ['1', '1', '1779'], ['11', '25', '2026'], ['x', '1', '1984']] as const) {
    assert.throws(() => read(month, day, year), refuses('date-impossible'), `${year}-${month}-${day}`)
  }
})

test('an empty box is a missing date', () => {
  assert.throws(() => read('2', '', '1984'), refuses('date-missing'))
})
