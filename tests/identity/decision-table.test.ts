// Does the decision table say what it must, in every case there is? All combinations of levels are gone through: what no row may
// forgive, that agreeing better is never worse, and that every row decides something.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Levels, dateLevels, familyLevels, givenLevels, proofLevels, suffixLevels } from '../../contract/identity.ts'
import { type RowOutcome, decisionTable, hopelessDates, rowFor } from '../../server/people/identity/matching/decision-table.ts'

const flags = [false, true]
function* everyCase(): Generator<Levels> {
  for (const given of givenLevels) for (const family of familyLevels) for (const suffix of suffixLevels) for (const date of dateLevels) for (const proof of proofLevels)
    for (const mixed of flags) for (const deceased of flags) for (const multipleBirth of flags) yield { given, family, suffix, date, proof, mixed, deceased, multipleBirth }
}
const cases = [...everyCase()].map((levels) => ({ levels, row: rowFor(levels) }))
const matches = cases.filter(({ row }) => row.outcome === 'match').map(({ levels }) => levels)
const count = (wrong: readonly Levels[]): readonly Levels[] => wrong.slice(0, 3)

test('every case has a row, and every row decides some case', () => {
  assert.equal(cases.length, givenLevels.length * familyLevels.length * suffixLevels.length * dateLevels.length * proofLevels.length * 8)
  assert.deepEqual(decisionTable.map((row) => row.row).filter((name) => !cases.some(({ row }) => row.row === name)), [])
  assert.equal(new Set(decisionTable.map((row) => row.row)).size, decisionTable.length)
})

test('nobody is matched whose first or family name is another, whose suffix conflicts, or who has died', () => {
  assert.deepEqual(count(matches.filter((one) => one.given === 'different' || one.given === 'close' || one.family === 'different' || one.suffix === 'conflicts' || one.deceased)), [])
})

test('nobody is matched without something that agrees beside name and date', () => {
  assert.deepEqual(count(matches.filter((one) => ['near', 'not-on-file', 'different'].includes(one.proof))), [])
})

test('a wrong year is never forgiven, and a day or month only beside a number that is theirs alone', () => {
  assert.deepEqual(count(matches.filter((one) => one.date === 'year-typo' || one.date === 'different' || (one.date !== 'same' && one.proof !== 'number' && one.proof !== 'ssn4'))), [])
})

test('a name that says too little is matched only beside the record number, on no chart of a twin', () => {
  assert.deepEqual(count(matches.filter((one) => one.given === 'weak' && (one.proof !== 'number' || one.multipleBirth || one.date !== 'same'))), [])
})

test('on the chart of a twin only a whole first name and an exact date are matched', () => {
  assert.deepEqual(count(matches.filter((one) => one.multipleBirth && (one.date !== 'same' || !['same', 'first', 'spelled-otherwise'].includes(one.given)))), [])
})

test('one slip is forgiven, never two', () => {
  const slips = (one: Levels): number => [one.given === 'typo', one.family === 'typo', one.date !== 'same', one.proof === 'old', one.given === 'weak'].filter(Boolean).length
  assert.deepEqual(count(matches.filter((one) => slips(one) > 1)), [])
})

test('whole name, date and any proof that agrees are a match', () => {
  const plain = cases.filter(({ levels }) => levels.given === 'same' && levels.family === 'same' && levels.suffix === 'agrees' && levels.date === 'same' && ['number', 'contact', 'ssn4', 'address'].includes(levels.proof) && !levels.mixed && !levels.deceased)
  assert.ok(plain.length >= 8 && plain.every(({ row }) => row.outcome === 'match'))
})

test('what agrees better in one field is never a worse case', () => {
  const worth: Readonly<Record<RowOutcome, number>> = { other: 0, close: 1, doubt: 2, match: 3 }
  const of = (levels: Levels): RowOutcome => rowFor(levels).outcome
  const wrong: string[] = []
  for (const { levels, row } of cases.filter((one) => one.row.outcome === 'match')) {
    const better: Levels[] = [
      ...givenLevels.slice(0, givenLevels.indexOf(levels.given)).map((given) => ({ ...levels, given })), ...familyLevels.slice(0, familyLevels.indexOf(levels.family)).map((family) => ({ ...levels, family })),
      ...dateLevels.slice(0, dateLevels.indexOf(levels.date)).map((date) => ({ ...levels, date })), { ...levels, suffix: 'agrees' }, { ...levels, mixed: false }, { ...levels, multipleBirth: false },
    ]
    for (const one of better) if (worth[of(one)] < worth.match) wrong.push(`${row.row}: ${JSON.stringify(one)} is ${of(one)}`)
  }
  assert.deepEqual(wrong.slice(0, 5), [])
})

test('whoever puts a match in doubt is told of in the table, and every match is a rival of another', () => {
  assert.deepEqual(decisionTable.filter((row) => (row.outcome === 'match' || row.row === 'died' || row.row === 'suffix') && row.rival !== 'yes').map((row) => row.row), [])
  assert.deepEqual(decisionTable.filter((row) => row.outcome === 'other' && row.rival !== 'no').map((row) => row.row), [])
})

test('a date for which names are not compared is somebody else in every case', () => {
  const skipped = hopelessDates(decisionTable)
  assert.deepEqual([...skipped], ['different'])
  assert.deepEqual(count(cases.filter(({ levels, row }) => skipped.has(levels.date) && row.outcome !== 'other').map((one) => one.levels)), [])
})

test('a privacy officer can read why: each row says it in whole sentences, and no word of code', () => {
  assert.deepEqual(decisionTable.filter((row) => !/^[A-Z].{20,}\.$/.test(row.why) || /null|undefined|[{}=_]/.test(row.why)).map((row) => row.row), [])
})
