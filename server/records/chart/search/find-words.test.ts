// Does the find box understand what people type?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Meant, findWords, monthsBefore } from './find-words.ts'

const today = '2026-11-20'
const days = ({ from, to, monthDay }: Meant) => [from ?? '', to ?? '', monthDay ?? ''].join('|')

test('dates and ranges are understood in the ways people write them', () => {
  const table: readonly (readonly [typed: string, days: string, said: string])[] = [
    ['April 12', '||04-12', 'April 12'],
    ['april 12th', '||04-12', 'April 12'],
    ['4/12', '||04-12', 'April 12'],
    ['12 Apr', '||04-12', 'April 12'],
    ['April 12, 2026', '2026-04-12|2026-04-12|', 'April 12, 2026'],
    ['Apr. 12 2026', '2026-04-12|2026-04-12|', 'April 12, 2026'],
    ['4/12/26', '2026-04-12|2026-04-12|', 'April 12, 2026'],
    ['04/12/2026', '2026-04-12|2026-04-12|', 'April 12, 2026'],
    ['2026-04-12', '2026-04-12|2026-04-12|', 'April 12, 2026'],
    ['12 April 2026', '2026-04-12|2026-04-12|', 'April 12, 2026'],
    ['2024', '2024-01-01|2024-12-31|', '2024'],
    ['March 2023', '2023-03-01|2023-03-31|', 'March 2023'],
    ['feb 2024', '2024-02-01|2024-02-29|', 'February 2024'],
    ['2023-03', '2023-03-01|2023-03-31|', 'March 2023'],
    ['3/2023', '2023-03-01|2023-03-31|', 'March 2023'],
    ['March', '||03', 'March'],
    ['from April 1, 2026 to April 30, 2026', '2026-04-01|2026-04-30|', 'from April 1 to April 30, 2026'],
    ['2022 to 2024', '2022-01-01|2024-12-31|', 'from January 1, 2022 to December 31, 2024'],
    ['between 2024 and 2022', '2022-01-01|2024-12-31|', 'from January 1, 2022 to December 31, 2024'],
    ['since 2024', '2024-01-01||', 'since January 1, 2024'],
    ['before March 2023', '|2023-03-31|', 'until March 31, 2023'],
    ['last year', '2025-01-01|2025-12-31|', '2025'],
    ['last month', '2026-10-01|2026-10-31|', 'October 2026'],
    ['last 3 months', '2026-08-20|2026-11-20|', 'from August 20 to November 20, 2026'],
    ['yesterday', '2026-11-19|2026-11-19|', 'November 19, 2026'],
  ]
  for (const [typed, expected, said] of table) {
    const meant = findWords(typed, today)
    assert.equal(days(meant), expected, typed)
    assert.deepEqual(meant.said, [said], typed)
    assert.deepEqual(meant.patterns, [], typed)
  }
})

test('an impossible date is only words', () => {
  for (const typed of ['February 30, 2026', '13/45/2026', '2026-13-01']) assert.equal(findWords(typed, today).from === '2026-02-30' || findWords(typed, today).from === '2026-13-01', false, typed)
  assert.equal(findWords('4/31/2026', today).from, undefined)
})

test('sentences are taken apart: a doctor and a date, a test and a year', () => {
  const chen = findWords('Dr. Chen 2024', today)
  assert.deepEqual([chen.from, chen.to, chen.patterns], ['2024-01-01', '2024-12-31', ['\\mchen']])
  assert.deepEqual(findWords('Dr. Owens July 2022', today).said, ['July 2022', '“owens”'])
  const lab = findWords('lab test 2021', today)
  assert.deepEqual([lab.kinds, lab.from, lab.patterns], [['lab-result'], '2021-01-01', []])
})

test('a test is found by its everyday name: words become its codes', () => {
  const pattern = (typed: string) => findWords(typed, today).patterns.join(' & ')
  for (const [typed, code] of [
    ['cholesterol', '57698-3'],
    ['blood sugar', '2345-7'],
    ['a1c', '4548-4'],
    ['kidney', '2160-0'],
    ['thyroid', '3016-3'],
    ['covid', '94500-6'],
    ['blood count', '58410-2'],
    ['vitamin d', '62292-8'],
    ['h. pylori', '17780-8'],
    ['flu', '140'],
  ] as const)
    assert.match(pattern(typed), new RegExp(`[(|]${code}[)|]`), typed)
  assert.deepEqual(findWords('blood sugar', today).said, ['“blood sugar”'])
})

test('kinds are understood, and what no pattern can hold is escaped', () => {
  assert.deepEqual(findWords('after visit summary', today).kinds, ['visit-summary'])
  assert.deepEqual(findWords('notes', today).kinds, ['note', 'visit-summary', 'document'])
  assert.deepEqual(findWords('a.*(b[c', today).patterns, ['\\ma\\.\\*', '\\mb\\[c'])
  assert.deepEqual(findWords('', today).patterns, [])
  assert.equal(findWords('x '.repeat(500), today).patterns.length, 8)
})

test('accents and capitals do not matter', () => {
  assert.deepEqual(findWords('MUÑOZ', today).patterns, ['\\mmunoz'])
})

test('months before a day end on a day that exists', () => {
  assert.equal(monthsBefore('2026-05-31', 3), '2026-02-28')
  assert.equal(monthsBefore('2026-01-15', 1), '2025-12-15')
})

test('a question finds the test it is about, and "last" leaves out what is planned', () => {
  const asked = findWords('When was my last cholesterol test?', today)
  assert.deepEqual([asked.said, asked.kinds, asked.from, asked.to], [['“cholesterol”'], ['lab-result'], undefined, today])
  assert.deepEqual(findWords('did they test me for stomach pain last year', today).said, ['2025', '“stomach”', '“pain”'])
})
