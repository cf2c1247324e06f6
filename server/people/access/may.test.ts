// Does the viewer's half keep its rules, one by one? docs/states.md holds the table of relation and age.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullYears, may, reachOf } from './may.ts'

test('a year older on the birthday, and on March 1 for who is born on February 29', () => {
  assert.equal(fullYears('2012-11-20', '2025-11-19'), 12)
  assert.equal(fullYears('2012-11-20', '2025-11-20'), 13)
  assert.equal(fullYears('2012-02-29', '2025-02-28'), 12)
  assert.equal(fullYears('2012-02-29', '2025-03-01'), 13)
  assert.equal(fullYears('2012-02-29', '2024-02-29'), 12)
})

test('a reach must cover the kind and hide none of the labels; two reaches never add up to a third', () => {
  assert.equal(may([{ kinds: -1n, hidden: 0 }], { kind: 15, labels: 0b111 }), true)
  assert.equal(may([{ kinds: 0b10n, hidden: 0b1 }], { kind: 1, labels: 0b10 }), true)
  assert.equal(may([{ kinds: 0b10n, hidden: 0b1 }], { kind: 1, labels: 0b11 }), false)
  assert.equal(
    may(
      [
        { kinds: 0b10n, hidden: 0b1 },
        { kinds: 0b100n, hidden: 0 },
      ],
      { kind: 1, labels: 0b1 },
    ),
    false,
  )
  assert.equal(may([], { kind: 1, labels: 0 }), false)
})

test('an app never reaches further than its person', () => {
  const rule = { teenFrom: 13, adultFrom: 18, parentTeenKinds: 0b10n, parentTeenHidden: 0b1 }
  assert.deepEqual(reachOf({ relation: 'parent', kinds: -1n, hidden: 0b10 }, { years: 14, rule }, { kinds: -1n, hidden: 0 }), { relation: 'app', kinds: 0b10n, hidden: 0b11, limitedByAge: true, unreleased: false })
  assert.equal(reachOf({ relation: 'parent', kinds: -1n, hidden: 0 }, { years: 18, rule }, { kinds: -1n, hidden: 0 }), null)
})
