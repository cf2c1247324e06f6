// Is a value told exactly as it was sent, with its everyday name and one sentence?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LabValue } from '../../../../contract/clinical.ts'
import { type Past, outsideFirst, presentValue, rangeInWords } from './present-value.ts'

const none = { zone: 'America/New_York', past: () => [] }
const ldl: LabValue = { name: { text: 'LDL cholesterol, calculated', code: '13457-7', system: 'loinc' }, quantity: { value: '142', unit: 'mg/dL' }, ranges: [{ high: '100', text: '<100 mg/dL' }], flag: 'high', status: 'final', notes: [], parts: [] }

test('the everyday name comes first and the name of the lab stays', () => {
  const shown = presentValue(ldl, none)
  assert.equal(shown.name, 'LDL (“bad”) cholesterol')
  assert.equal(shown.alias, 'LDL cholesterol, calculated')
  assert.equal(presentValue({ ...ldl, name: { text: 'Strange thing' } }, none).alias, undefined)
})

test('one sentence says where it stands, the range and the change', () => {
  const past: Past = { quantity: { value: '149', unit: 'mg/dL' }, date: '2025-10-09T08:00:00-04:00', where: 'above', organization: 'Lakeside Health' }
  const shown = presentValue(ldl, { ...none, past: (code, unit) => (code === '13457-7' && unit === 'mg/dL' ? [past] : []) })
  assert.equal(shown.sentence, 'Above standard range. The range is under 100. Down 7 since October 2025.')
  assert.deepEqual(shown.line, { value: 142, high: 100, previous: 149, preliminary: false })
})

test('a number keeps the text it came with, whatever it is', () => {
  assert.equal(presentValue({ ...ldl, quantity: { value: '2.00' } }, none).value, '2.00')
  assert.equal(presentValue({ ...ldl, quantity: { value: '5', comparator: '<' } }, none).value, '<5')
  fc.assert(
    fc.property(fc.stringMatching(/^-?\d{1,12}(\.\d{1,12})?$/), (text) => {
      assert.equal(presentValue({ ...ldl, quantity: { value: text } }, none).value, text)
    }),
  )
})

test('no words ever call a value normal or abnormal', () => {
  const flags = ['in-range', 'low', 'high', 'outside', 'critical-low', 'critical-high', 'critical', undefined] as const
  for (const flag of flags) {
    const { flag: _flag, ...rest } = ldl
    const shown = presentValue(flag === undefined ? rest : { ...rest, flag }, none)
    assert.doesNotMatch(`${shown.sentence} ${shown.standingText}`, /normal|bad\b(?!”)/i)
  }
})

test('a missing value says why in the words of the source, and is never made up', () => {
  const { quantity: _quantity, flag: _flag, ...rest } = ldl
  assert.equal(presentValue({ ...rest, absent: 'Sample too old' }, none).value, 'No value: Sample too old')
  assert.equal(presentValue(rest, none).value, 'No value')
})

test('ranges are said in words that mean what was sent', () => {
  const table = [
    [{ low: '70', high: '99' }, '70 to 99'],
    [{ high: '100' }, 'up to 100'],
    [{ high: '100', text: '<100' }, 'under 100'],
    [{ low: '50' }, '50 or more'],
    [{ low: '50', text: '>50' }, 'over 50'],
    [{ text: 'Negative' }, 'Negative'],
    [{ high: '5.2', unit: 'mmol/L' }, 'up to 5.2 mmol/L'],
  ] as const
  for (const [range, words] of table) assert.equal(rangeInWords(range, 'mg/dL'), words)
})

test('outside comes first, the rest keep the order of the lab', () => {
  const values = ['in-range', 'high', 'in-range', 'critical-high', 'low'].map((flag, at) => presentValue({ ...ldl, name: { text: String(at) }, flag: flag as 'high' }, none))
  assert.deepEqual(
    outsideFirst(values).map((value) => value.name),
    ['3', '1', '4', '0', '2'],
  )
})
