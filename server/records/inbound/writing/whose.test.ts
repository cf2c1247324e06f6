// Does the table say whose it is in every situation there can be, and never guess? Numbers decide; name and birth date only contradict.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Numbered } from '#patients'
import { unplacedReasons } from '../../../../contract/message-states.ts'
import type { Named, Terms } from '../work.ts'
import { type Situation, whoseTable } from './whose-table.ts'
import { bornAlike, namedAlike, numberKey, ourNumbers, rowFor, whose } from './whose.ts'

const all: readonly Situation[] = [true, false].flatMap((link) => (['ours', 'foreign', 'unsaid', 'none'] as const).flatMap((number) => (['none', 'one', 'several'] as const).flatMap((found) => (['same', 'differs', 'unsaid'] as const).flatMap((born) => (['agrees', 'differs', 'unsaid'] as const)
  .flatMap((named) => [true, false].flatMap((registers) => [true, false].flatMap((opens) => [true, false].map((enough): Situation => ({ link, number, found, born, named, registers, opens, enough })))))))))

describe('the table', () => {
  test('has a row for every situation, and every row decides about one', () => {
    const used = new Set(all.map((one) => rowFor(one).row))
    assert.deepEqual(whoseTable.map((one) => one.row).filter((row) => !used.has(row)), [])
  })

  test('files nothing without a number of ours or a link, and opens a chart only for a number that nobody has', () => {
    for (const one of all) {
      const { then } = rowFor(one)
      if (then === 'file' || then === 'change') assert.ok(one.link || (one.number === 'ours' && one.found === 'one'), JSON.stringify(one))
      if (then === 'open') assert.ok(one.number === 'ours' && one.found === 'none' && one.opens && one.enough, JSON.stringify(one))
      if (then === 'change') assert.ok(one.registers && !one.link, JSON.stringify(one))
    }
  })

  test('what says another name and another birth date is never taken, and what waits says why in a word of the list', () => {
    for (const one of all) {
      const { then, reasons } = rowFor(one)
      if (!one.link && one.found === 'one' && one.born === 'differs' && one.named === 'differs') assert.equal(then, 'wait')
      assert.equal(reasons.length > 0, then === 'wait')
      assert.ok(reasons.every((reason) => unplacedReasons.includes(reason)))
    }
  })
})

const terms = (authorities: readonly string[] = [], opensCharts: Terms['opensCharts'] = 'registration'): Terms => ({ authorities, opensCharts, charset: null })
const rosa: Numbered = { number: 'M1', patient: 'p1', mrn: 'M1', birthDate: '1968-02-29', human: 'p1', names: [{ family: 'Alvarez', given: 'Rosa' }, { family: 'Diaz', given: 'Rosa' }] }
const named = (change: Partial<Named> = {}): Named => ({ numbers: [{ value: 'M1', authority: ['HOSP', '1.2.3'] }], person: { birthDate: '1968-02-29', names: [{ family: 'Alvarez', given: 'Rosa' }] }, chart: null, registers: false, ...change })
const row = (change: Partial<Named> = {}, found: readonly Numbered[] = [rosa], agreed: Terms = terms()) => whose({ named: named(change), terms: agreed, found, linked: false }).row
const who = (birthDate: string | null, family: string, given: string) => ({ person: { birthDate, names: [{ family, given }] } })

test('a number counts by who gave it: by any of its names, with or without the sign of an OID, or by none where no authority was agreed', () => {
  const of = (authority: readonly string[], authorities: readonly string[]) => ourNumbers([{ value: ' M 1 ', authority }], terms(authorities))
  assert.deepEqual([of([], []), of(['X'], []), of(['HOSP', '1.2.3'], ['1.2.3']), of(['1.2.3'], ['urn:oid:1.2.3']), of(['hosp'], ['HOSP'])], [['M1'], ['M1'], ['M1'], ['M1'], ['M1']])
  assert.deepEqual([of([], ['HOSP']), of(['OTHER'], ['HOSP']), of(['HOSP2'], ['HOSP'])], [[], [], []])
  assert.deepEqual(ourNumbers([{ value: '\u200b', authority: [] }, { value: '9'.repeat(201), authority: [] }], terms()), [])
  assert.deepEqual([row({}, [], terms(['OTHER'])), row({ numbers: [{ value: 'M1', authority: [] }] }, [], terms(['HOSP'])), row({ numbers: [] }, [])], ['foreign-number', 'nobodys-number', 'no-number'])
  assert.notEqual(numberKey({ value: 'M1', authority: ['A'] }), numberKey({ value: 'M1', authority: ['B'] }))
})

test('birth dates agree as far as the shorter one goes', () => {
  assert.deepEqual([bornAlike('1968', '1968-02-29'), bornAlike('1968-02', '1968-02-29'), bornAlike('1968-02-29', '1968-02-29'), bornAlike('1968-02-28', '1968-02-29'), bornAlike('1969', '1968-02-29'), bornAlike(null, '1968-02-29')], ['same', 'same', 'same', 'differs', 'differs', 'unsaid'])
})

test('names contradict only when they have nothing in common: marriage, nicknames, newborns, slips and other scripts do not', () => {
  const alike = (family: string, given: string) => namedAlike([{ family, given }], [{ family: 'Alvarez', given: 'Rosa Maria' }])
  for (const [family, given] of [['Alvarez', 'Rosa'], ['Okafor', 'Rosa'], ['ALVARES', 'R'], ['Alvarez', 'Boy'], ['Álvarez', 'Ana'], ['Smith', 'Maria'], ['Alvarez-Smith', 'X']] as const) assert.equal(alike(family, given), 'agrees', `${family} ${given}`)
  for (const [family, given] of [['Okafor', 'Ben'], ['Smith', 'Robert'], ['Al', 'Ro']] as const) assert.equal(alike(family, given), 'differs', `${family} ${given}`)
  for (const [family, given] of [['', ''], ['A', 'R'], ['-', '.']] as const) assert.equal(alike(family, given), 'unsaid', `${family} ${given}`)
  assert.deepEqual([namedAlike([{ family: 'Müller', given: 'Jo' }], [{ family: 'Mueller', given: 'Xi' }]), namedAlike([{ family: 'Иванова', given: 'Анна' }], [{ family: 'Ivanova', given: 'Anna' }]), namedAlike([{ family: '王', given: '芳' }], [{ family: 'Wang', given: 'Fang' }])], ['agrees', 'agrees', 'unsaid'])
  assert.equal(row(who('1968-02-29', 'Diaz', 'R')), 'filed')
})

test('results and papers with another birth date or another person’s name wait; registration may correct one of them, never both', () => {
  assert.deepEqual([row(), row(who(null, '', '')), row(who('1968-02-28', 'Alvarez', 'Rosa')), row(who('1968-02-29', 'Okafor', 'Ben')), row(who('1991-01-01', 'Okafor', 'Ben'))], ['filed', 'filed', 'other-birth-date', 'other-name', 'overlay'])
  const registers = { registers: true }
  assert.deepEqual([row(registers), row({ ...registers, ...who('1968-02-28', 'Alvarez', 'Rosa') }), row({ ...registers, ...who('1968-02-29', 'Okafor', 'Ben') }), row({ ...registers, ...who('1991-01-01', 'Okafor', 'Ben') }), row({ ...registers, ...who('1968-02-28', '', '') })], ['new-name', 'corrected-birth-date', 'new-name', 'overlay', 'other-birth-date'])
})

test('two charts of two people wait; of one human they are one, and the first number leads', () => {
  const ben: Numbered = { ...rosa, number: 'M2', patient: 'p2', mrn: 'M2', human: 'p2' }
  assert.equal(row({}, [rosa, ben]), 'several')
  const merged = whose({ named: named(), terms: terms(), found: [rosa, { ...ben, human: 'p1' }], linked: false })
  assert.deepEqual([merged.row, merged.chart?.patient], ['filed', 'p1'])
})

test('a number nobody has opens a chart by registration, or by anything where that was agreed, if enough is said', () => {
  const chart = { mrn: 'M1', name: 'Rosa Alvarez', family: 'Alvarez', given: 'Rosa', birthDate: '1968-02-29', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }
  assert.deepEqual([row({ chart }, []), row({ chart, registers: true }, []), row({ chart }, [], terms([], 'any')), row({ registers: true }, [])], ['unknown', 'opened', 'opened', 'says-too-little'])
})
